/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says what Culvert is and whose. Destroys itself when it is closed. */
GtkWidget *culvert_about_dialog_new (void);

G_END_DECLS
