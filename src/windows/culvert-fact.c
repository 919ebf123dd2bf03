/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fact.h"

#include "culvert-plain-text.h"

enum
{
  MAX_VALUE_CHARACTERS = 200,
};

struct _CulvertFact
{
  GtkFlowBoxChild parent_instance;

  GtkLabel *caption_label;
  GtkLabel *value_label;
  GtkWidget *warning_box;
  GtkLabel *warning_label;
};

G_DEFINE_FINAL_TYPE (CulvertFact, culvert_fact, GTK_TYPE_FLOW_BOX_CHILD)

typedef enum
{
  PROP_CAPTION = 1,
} CulvertFactProperty;

static GParamSpec *properties[PROP_CAPTION + 1];

static void
culvert_fact_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CulvertFact *self = CULVERT_FACT (object);

  if (id == PROP_CAPTION)
    gtk_label_set_text (self->caption_label, g_value_get_string (value));
}

static void
culvert_fact_class_init (CulvertFactClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = culvert_fact_set_property;

  properties[PROP_CAPTION] =
      g_param_spec_string ("caption", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/culvertvpn/Culvert/culvert-fact.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertFact, caption_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertFact, value_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertFact, warning_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertFact, warning_label);
}

static void
culvert_fact_init (CulvertFact *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
culvert_fact_set_value (CulvertFact *self, const char *value)
{
  g_autofree char *plain = NULL;

  g_return_if_fail (CULVERT_IS_FACT (self));

  plain = culvert_plain_text (value != NULL ? value : "", -1, MAX_VALUE_CHARACTERS);
  if (g_str_equal (plain, gtk_label_get_text (self->value_label)))
    return;

  gtk_label_set_text (self->value_label, plain);
  gtk_widget_set_visible (GTK_WIDGET (self), *plain != '\0');
}

void
culvert_fact_set_warning (CulvertFact *self, const char *sentence)
{
  g_return_if_fail (CULVERT_IS_FACT (self));

  gtk_label_set_text (self->warning_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->warning_box, sentence != NULL);
}
