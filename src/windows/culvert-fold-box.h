/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertFoldBox:
 *
 * A list and its detail side by side, where there is room for both; otherwise one of them. The
 * first child is the list, the last the detail; one between them is shown with both only.
 *
 *  - property `folded` (read-only, notification): there is room for one
 *  - property `shows-detail` (notification): which one that is
 */
#define CULVERT_TYPE_FOLD_BOX (culvert_fold_box_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFoldBox, culvert_fold_box, CULVERT, FOLD_BOX, GtkBox)

gboolean culvert_fold_box_is_folded (CulvertFoldBox *self);
gboolean culvert_fold_box_shows_detail (CulvertFoldBox *self);
void culvert_fold_box_set_shows_detail (CulvertFoldBox *self, gboolean shows_detail);

G_END_DECLS
