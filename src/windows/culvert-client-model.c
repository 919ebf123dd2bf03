/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-model.h"

#include "culvert-client-text.h"
#include "culvert-flat-rows.h"

/* Seldom enough to look at the clock. */
#define ROWS_PER_LOOK 64

struct _CulvertClientModel
{
  GObject parent_instance;

  CulvertRoster *roster;     /* (owned) */
  CulvertClientOrder *order; /* (owned) */
  guint n_rows;
};

static void culvert_client_model_iface_init (GtkTreeModelIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertClientModel,
                               culvert_client_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL,
                                                      culvert_client_model_iface_init))

static int
get_n_columns (GtkTreeModel *model)
{
  return CULVERT_CLIENT_N_COLUMNS;
}

static GType
get_column_type (GtkTreeModel *model, int column)
{
  return G_TYPE_STRING;
}

static void
get_value (GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
  CulvertClientModel *self = CULVERT_CLIENT_MODEL (model);
  const CulvertPeer *peer = culvert_client_model_get_peer (self, culvert_flat_rows_get_row (iter));

  g_value_init (value, G_TYPE_STRING);
  if (peer != NULL)
    g_value_take_string (value,
                         culvert_client_text_cell (self->roster,
                                                   peer,
                                                   (CulvertClientColumn) column,
                                                   g_get_monotonic_time ()));
}

static int
iter_n_children (GtkTreeModel *model, GtkTreeIter *iter)
{
  return iter == NULL ? (int) CULVERT_CLIENT_MODEL (model)->n_rows : 0;
}

static void
culvert_client_model_iface_init (GtkTreeModelIface *iface)
{
  culvert_flat_rows_implement (iface);
  iface->get_n_columns = get_n_columns;
  iface->get_column_type = get_column_type;
  iface->get_value = get_value;
  iface->iter_n_children = iter_n_children;
}

static void
add_row (CulvertClientModel *self)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (self->n_rows, -1);
  GtkTreeIter iter;

  self->n_rows++;
  culvert_flat_rows_point_at (GTK_TREE_MODEL (self), &iter, self->n_rows - 1);
  gtk_tree_model_row_inserted (GTK_TREE_MODEL (self), path, &iter);
}

static void
drop_row (CulvertClientModel *self)
{
  g_autoptr (GtkTreePath) path = NULL;

  self->n_rows--;
  path = gtk_tree_path_new_from_indices (self->n_rows, -1);
  gtk_tree_model_row_deleted (GTK_TREE_MODEL (self), path);
}

static void
culvert_client_model_dispose (GObject *object)
{
  CulvertClientModel *self = CULVERT_CLIENT_MODEL (object);

  g_clear_object (&self->order);
  g_clear_object (&self->roster);

  G_OBJECT_CLASS (culvert_client_model_parent_class)->dispose (object);
}

static void
culvert_client_model_class_init (CulvertClientModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_client_model_dispose;
}

static void
culvert_client_model_init (CulvertClientModel *self)
{
}

CulvertClientModel *
culvert_client_model_new (CulvertRoster *roster, CulvertClientOrder *order)
{
  CulvertClientModel *self;

  g_return_val_if_fail (CULVERT_IS_ROSTER (roster), NULL);
  g_return_val_if_fail (CULVERT_IS_CLIENT_ORDER (order), NULL);

  self = g_object_new (CULVERT_TYPE_CLIENT_MODEL, NULL);
  self->roster = g_object_ref (roster);
  self->order = g_object_ref (order);

  return self;
}

gboolean
culvert_client_model_follow (CulvertClientModel *self, gint64 deadline)
{
  guint n;

  g_return_val_if_fail (CULVERT_IS_CLIENT_MODEL (self), TRUE);

  n = culvert_client_order_get_n (self->order);
  while (self->n_rows != n && g_get_monotonic_time () < deadline)
    for (guint i = 0; self->n_rows != n && i < ROWS_PER_LOOK; i++)
      {
        if (self->n_rows > n)
          drop_row (self);
        else
          add_row (self);
      }

  return self->n_rows == n;
}

void
culvert_client_model_touch (CulvertClientModel *self, guint first, guint last)
{
  g_return_if_fail (CULVERT_IS_CLIENT_MODEL (self));

  for (guint row = first; row <= last && row < self->n_rows; row++)
    {
      g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) row, -1);
      GtkTreeIter iter;

      culvert_flat_rows_point_at (GTK_TREE_MODEL (self), &iter, (int) row);
      gtk_tree_model_row_changed (GTK_TREE_MODEL (self), path, &iter);
    }
}

guint
culvert_client_model_get_n_rows (CulvertClientModel *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_MODEL (self), 0);

  return self->n_rows;
}

const CulvertPeer *
culvert_client_model_get_peer (CulvertClientModel *self, guint row)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_MODEL (self), NULL);

  /* The order may have become shorter than the rows. */
  return row < culvert_client_order_get_n (self->order)
             ? culvert_roster_get_peer (self->roster,
                                        culvert_client_order_get_slot (self->order, row))
             : NULL;
}

gboolean
culvert_client_model_find (CulvertClientModel *self, const CulvertPeerKey *key, guint *row)
{
  guint slot;
  guint n;

  g_return_val_if_fail (CULVERT_IS_CLIENT_MODEL (self), FALSE);

  if (!culvert_roster_find (self->roster, key->id, &slot) ||
      !culvert_peer_is (culvert_roster_get_peer (self->roster, slot), key))
    return FALSE;

  n = MIN (self->n_rows, culvert_client_order_get_n (self->order));
  for (*row = 0; *row < n; (*row)++)
    if (culvert_client_order_get_slot (self->order, *row) == slot)
      return TRUE;

  return FALSE;
}

void
culvert_client_model_retire (CulvertClientModel *self)
{
  g_return_if_fail (CULVERT_IS_CLIENT_MODEL (self));

  self->n_rows = MIN (self->n_rows, 1);
}
