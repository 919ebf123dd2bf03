/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-log-needle.h"

G_BEGIN_DECLS

/**
 * CulvertLogInk:
 *
 * How a line of a log looks: colours by its level, an icon beside them, and marks where something
 * was found. Owned by the view.
 */
typedef struct _CulvertLogInk CulvertLogInk;

/* @view: (unowned) */
CulvertLogInk *culvert_log_ink_new (GtkTreeView *view);
void culvert_log_ink_free (CulvertLogInk *self);

/* `self` has to live as long as the column. */
void culvert_log_ink_draw_column (CulvertLogInk *self,
                                  GtkTreeViewColumn *column,
                                  GtkCellRenderer *time_renderer,
                                  GtkCellRenderer *level_renderer,
                                  GtkCellRenderer *text_renderer);
/* @needle: (nullable) (transfer none): until it is set to another */
void culvert_log_ink_set_needle (CulvertLogInk *self, const CulvertLogNeedle *needle);

G_END_DECLS
