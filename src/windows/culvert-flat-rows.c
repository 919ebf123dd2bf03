/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-flat-rows.h"

static GtkTreeModelFlags
get_flags (GtkTreeModel *model)
{
  return GTK_TREE_MODEL_LIST_ONLY;
}

static gboolean
get_iter (GtkTreeModel *model, GtkTreeIter *iter, GtkTreePath *path)
{
  return culvert_flat_rows_point_at (model, iter, gtk_tree_path_get_indices (path)[0]);
}

static GtkTreePath *
get_path (GtkTreeModel *model, GtkTreeIter *iter)
{
  return gtk_tree_path_new_from_indices (culvert_flat_rows_get_row (iter), -1);
}

static gboolean
iter_next (GtkTreeModel *model, GtkTreeIter *iter)
{
  return culvert_flat_rows_point_at (model, iter, (int) culvert_flat_rows_get_row (iter) + 1);
}

static gboolean
iter_previous (GtkTreeModel *model, GtkTreeIter *iter)
{
  return culvert_flat_rows_point_at (model, iter, (int) culvert_flat_rows_get_row (iter) - 1);
}

static gboolean
iter_nth_child (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent, int n)
{
  return parent == NULL && culvert_flat_rows_point_at (model, iter, n);
}

static gboolean
iter_children (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent)
{
  return iter_nth_child (model, iter, parent, 0);
}

static gboolean
iter_has_child (GtkTreeModel *model, GtkTreeIter *iter)
{
  return FALSE;
}

static gboolean
iter_parent (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *child)
{
  return FALSE;
}

void
culvert_flat_rows_implement (GtkTreeModelIface *iface)
{
  iface->get_flags = get_flags;
  iface->get_iter = get_iter;
  iface->get_path = get_path;
  iface->iter_next = iter_next;
  iface->iter_previous = iter_previous;
  iface->iter_children = iter_children;
  iface->iter_has_child = iter_has_child;
  iface->iter_nth_child = iter_nth_child;
  iface->iter_parent = iter_parent;
}

guint
culvert_flat_rows_get_row (const GtkTreeIter *iter)
{
  return GPOINTER_TO_UINT (iter->user_data);
}

gboolean
culvert_flat_rows_point_at (GtkTreeModel *model, GtkTreeIter *iter, int row)
{
  if (row < 0 || row >= gtk_tree_model_iter_n_children (model, NULL))
    return FALSE;

  *iter = (GtkTreeIter){ .stamp = 1, .user_data = GUINT_TO_POINTER (row) };

  return TRUE;
}
