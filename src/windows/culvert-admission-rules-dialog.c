/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-admission-rules-dialog.h"

#include "culvert-admission-rule-row.h"

struct _CulvertAdmissionRulesDialog
{
  GtkDialog parent_instance;

  CulvertProfile *profile; /* (owned) */

  GtkContainer *list;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (CulvertAdmissionRulesDialog, culvert_admission_rules_dialog, GTK_TYPE_DIALOG)

static void
on_removed (CulvertAdmissionRulesDialog *self, const char *fingerprint)
{
  culvert_profile_remove_admission_rule (self->profile, fingerprint);
}

static void
remove_row (GtkWidget *row, gpointer user_data)
{
  gtk_widget_destroy (row);
}

static void
show_rules (CulvertAdmissionRulesDialog *self)
{
  const CulvertAdmissionRules *rules = culvert_profile_get_admission_rules (self->profile);
  guint n = culvert_admission_rules_get_n (rules);

  gtk_container_foreach (self->list, remove_row, NULL);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = culvert_admission_rule_row_new (culvert_admission_rules_get (rules, i));

      g_signal_connect_swapped (row, "removed", G_CALLBACK (on_removed), self);
      gtk_container_add (self->list, row);
    }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "rules" : "empty");
}

static void
culvert_admission_rules_dialog_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
culvert_admission_rules_dialog_dispose (GObject *object)
{
  g_clear_object (&CULVERT_ADMISSION_RULES_DIALOG (object)->profile);

  G_OBJECT_CLASS (culvert_admission_rules_dialog_parent_class)->dispose (object);
}

static void
culvert_admission_rules_dialog_class_init (CulvertAdmissionRulesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_admission_rules_dialog_dispose;
  GTK_DIALOG_CLASS (klass)->response = culvert_admission_rules_dialog_response;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-admission-rules-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionRulesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CulvertAdmissionRulesDialog, stack);
}

static void
culvert_admission_rules_dialog_init (CulvertAdmissionRulesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertAdmissionRulesDialog *
culvert_admission_rules_dialog_new (CulvertProfile *profile)
{
  CulvertAdmissionRulesDialog *self;

  g_return_val_if_fail (CULVERT_IS_PROFILE (profile), NULL);

  self = g_object_new (CULVERT_TYPE_ADMISSION_RULES_DIALOG, NULL);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile,
                           "notify::n-admission-rules",
                           G_CALLBACK (show_rules),
                           self,
                           G_CONNECT_SWAPPED);
  show_rules (self);

  return self;
}
