/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-table.h"

struct _CulvertTable
{
  GtkTreeView parent_instance;

  char *spoken_name; /* (owned) (nullable) */
  gboolean is_told;
};

G_DEFINE_FINAL_TYPE (CulvertTable, culvert_table, GTK_TYPE_TREE_VIEW)

enum
{
  PROP_SPOKEN_NAME = 1,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

static AtkObject *
culvert_table_get_accessible (GtkWidget *widget)
{
  CulvertTable *self = CULVERT_TABLE (widget);
  AtkObject *accessible = GTK_WIDGET_CLASS (culvert_table_parent_class)->get_accessible (widget);

  self->is_told = TRUE;
  if (atk_object_get_name (accessible) == NULL && self->spoken_name != NULL)
    atk_object_set_name (accessible, self->spoken_name);

  return accessible;
}

static void
culvert_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  CulvertTable *self = CULVERT_TABLE (object);

  switch (id)
    {
    case PROP_SPOKEN_NAME:
      self->spoken_name = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
culvert_table_finalize (GObject *object)
{
  g_free (CULVERT_TABLE (object)->spoken_name);

  G_OBJECT_CLASS (culvert_table_parent_class)->finalize (object);
}

static void
culvert_table_class_init (CulvertTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = culvert_table_set_property;
  object_class->finalize = culvert_table_finalize;
  GTK_WIDGET_CLASS (klass)->get_accessible = culvert_table_get_accessible;

  /* What assistive technology calls it. A name that a template gives to the accessible object
   * itself would make that object at once. */
  properties[PROP_SPOKEN_NAME] =
      g_param_spec_string ("spoken-name",
                           NULL,
                           NULL,
                           NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
culvert_table_init (CulvertTable *self)
{
}

gboolean
culvert_table_is_told (CulvertTable *self)
{
  g_return_val_if_fail (CULVERT_IS_TABLE (self), FALSE);

  return self->is_told;
}
