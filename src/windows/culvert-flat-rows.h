/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What GTK asks of a model whose rows are a list, each known by its number. An iterator is the
 * number of its row and nothing else, so that it stays good as long as there is such a row. */

/* Fills in all but `get_n_columns`, `get_column_type`, `get_value`, and `iter_n_children`, which
 * tells for NULL how many rows there are, and for a row 0. */
void culvert_flat_rows_implement (GtkTreeModelIface *iface);

guint culvert_flat_rows_get_row (const GtkTreeIter *iter);
/* Returns: FALSE, and @iter is as it was, where there is no such row */
gboolean culvert_flat_rows_point_at (GtkTreeModel *model, GtkTreeIter *iter, int row);

G_END_DECLS
