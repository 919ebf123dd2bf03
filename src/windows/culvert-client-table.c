/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-table.h"

#include <glib/gi18n.h>

struct _CulvertClientTable
{
  GtkTreeView parent_instance;

  gboolean is_told;
};

G_DEFINE_FINAL_TYPE (CulvertClientTable, culvert_client_table, GTK_TYPE_TREE_VIEW)

/* A name in the template would be asked for at once. */
static AtkObject *
culvert_client_table_get_accessible (GtkWidget *widget)
{
  AtkObject *accessible =
      GTK_WIDGET_CLASS (culvert_client_table_parent_class)->get_accessible (widget);

  CULVERT_CLIENT_TABLE (widget)->is_told = TRUE;
  if (atk_object_get_name (accessible) == NULL)
    atk_object_set_name (accessible, _ ("Clients"));

  return accessible;
}

static void
culvert_client_table_class_init (CulvertClientTableClass *klass)
{
  GTK_WIDGET_CLASS (klass)->get_accessible = culvert_client_table_get_accessible;
}

static void
culvert_client_table_init (CulvertClientTable *self)
{
}

gboolean
culvert_client_table_is_told (CulvertClientTable *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_TABLE (self), FALSE);

  return self->is_told;
}
