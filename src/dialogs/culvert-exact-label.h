/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For text of which every character counts, such as an address or a fingerprint: where it breaks a
 * line, a hyphen would look like a part of it. */
void culvert_exact_label_set_up (GtkLabel *label);

G_END_DECLS
