/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-preference-row.h"

struct _CulvertPreferenceRow
{
  GtkBox parent_instance;

  GtkLabel *name_label;
  GtkLabel *caption_label;
  GtkWidget *lock_label;
};

G_DEFINE_FINAL_TYPE (CulvertPreferenceRow, culvert_preference_row, GTK_TYPE_BOX)

typedef enum
{
  PROP_LABEL = 1,
  PROP_CAPTION
} CulvertPreferenceRowProperty;
static GParamSpec *properties[PROP_CAPTION + 1];

static void
culvert_preference_row_get_property (GObject *object,
                                     guint property_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  CulvertPreferenceRow *self = CULVERT_PREFERENCE_ROW (object);

  switch ((CulvertPreferenceRowProperty) property_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->name_label));
      return;
    case PROP_CAPTION:
      g_value_set_string (value, gtk_label_get_label (self->caption_label));
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
culvert_preference_row_set_property (GObject *object,
                                     guint property_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  CulvertPreferenceRow *self = CULVERT_PREFERENCE_ROW (object);
  const char *text = g_value_get_string (value);

  switch ((CulvertPreferenceRowProperty) property_id)
    {
    case PROP_LABEL:
      gtk_label_set_text_with_mnemonic (self->name_label, text != NULL ? text : "");
      return;
    case PROP_CAPTION:
      gtk_label_set_text (self->caption_label, text != NULL ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self->caption_label), text != NULL);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
culvert_preference_row_class_init (CulvertPreferenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_preference_row_get_property;
  object_class->set_property = culvert_preference_row_set_property;

  /**
   * CulvertPreferenceRow:label:
   *
   * What the setting is called, with an underscore before its mnemonic.
   */
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * CulvertPreferenceRow:caption: (nullable)
   *
   * What it means.
   */
  properties[PROP_CAPTION] =
      g_param_spec_string ("caption", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-preference-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertPreferenceRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPreferenceRow, caption_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPreferenceRow, lock_label);
}

static void
culvert_preference_row_init (CulvertPreferenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
culvert_preference_row_bind (CulvertPreferenceRow *self,
                             GSettings *settings,
                             const char *key,
                             GtkWidget *control,
                             const char *property)
{
  g_return_if_fail (CULVERT_IS_PREFERENCE_ROW (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (GTK_IS_WIDGET (control));

  gtk_label_set_mnemonic_widget (self->name_label, control);
  g_settings_bind (settings, key, control, property, G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_writable (settings, key, self->lock_label, "visible", TRUE);
}
