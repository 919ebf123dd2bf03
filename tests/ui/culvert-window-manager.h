/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Waits until the window manager has done everything that this program asked of it before, and
 * what it said has arrived here. */
void culvert_window_manager_await (void);

G_END_DECLS
