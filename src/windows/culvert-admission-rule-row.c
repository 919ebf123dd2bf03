/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-admission-rule-row.h"

#include "culvert-client-words.h"

#include <glib/gi18n.h>

struct _CulvertAdmissionRuleRow
{
  GtkListBoxRow parent_instance;

  char *fingerprint; /* (owned) */

  GtkLabel *name_label;
  GtkLabel *fingerprint_label;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (CulvertAdmissionRuleRow, culvert_admission_rule_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The row may be gone afterwards. */
static void
on_remove_clicked (CulvertAdmissionRuleRow *self)
{
  g_autofree char *fingerprint = g_strdup (self->fingerprint);

  g_signal_emit (self, signals[REMOVED], 0, fingerprint);
}

static void
culvert_admission_rule_row_finalize (GObject *object)
{
  g_free (CULVERT_ADMISSION_RULE_ROW (object)->fingerprint);

  G_OBJECT_CLASS (culvert_admission_rule_row_parent_class)->finalize (object);
}

static void
culvert_admission_rule_row_class_init (CulvertAdmissionRuleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culvert_admission_rule_row_finalize;

  signals[REMOVED] = g_signal_new ("removed",
                                   CULVERT_TYPE_ADMISSION_RULE_ROW,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-admission-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionRuleRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionRuleRow, fingerprint_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionRuleRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
culvert_admission_rule_row_init (CulvertAdmissionRuleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culvert_admission_rule_row_new (const CulvertAdmissionRule *rule)
{
  CulvertAdmissionRuleRow *self = g_object_new (CULVERT_TYPE_ADMISSION_RULE_ROW, NULL);
  g_autofree char *name = culvert_client_words_value (rule->name);
  /* Translators: takes somebody out of a list; %s is the name in a certificate. */
  g_autofree char *action = g_strdup_printf (_ ("Remove the rule for “%s”"), name);

  self->fingerprint = g_strdup (rule->fingerprint);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->fingerprint_label, rule->fingerprint);
  gtk_widget_set_tooltip_text (self->remove_button, action);
  atk_object_set_name (gtk_widget_get_accessible (self->remove_button), action);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), name);

  return GTK_WIDGET (self);
}
