/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-doctor-dialog.h"

#include "culvert-exact-label.h"
#include "culvert-finding-row.h"
#include "culvert-plain-text.h"

#include <glib/gi18n.h>

enum
{
  MAX_NAME_CHARACTERS = 120,
};

struct _CulvertDoctorDialog
{
  GtkDialog parent_instance;

  CulvertServiceCheck *check; /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  char *unit;                 /* (owned) (nullable) */
  char *endpoint;             /* (owned) (nullable) */

  GtkLabel *name_label;
  GtkStack *stack;
  GtkWidget *checking_page;
  GtkWidget *report_page;
  GtkLabel *unit_label;
  GtkWidget *fine_box;
  GtkLabel *note_label;
  GtkBox *findings_box;
  GtkWidget *remedy_box;
  GtkLabel *path_label;
  GtkLabel *text_label;
  GtkButton *copy_text_button;
  GtkLabel *commands_label;
  GtkButton *copy_commands_button;
  GtkLabel *endpoint_label;
};

G_DEFINE_FINAL_TYPE (CulvertDoctorDialog, culvert_doctor_dialog, GTK_TYPE_DIALOG)

static void
copy_text (CulvertDoctorDialog *self, GtkLabel *label, GtkButton *button)
{
  GtkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);

  gtk_clipboard_set_text (clipboard, gtk_label_get_text (label), -1);
  gtk_button_set_label (button, _ ("Copied"));
}

static void
on_copy_text_clicked (CulvertDoctorDialog *self)
{
  copy_text (self, self->text_label, self->copy_text_button);
}

static void
on_copy_commands_clicked (CulvertDoctorDialog *self)
{
  copy_text (self, self->commands_label, self->copy_commands_button);
}

/* What could not be looked at. (nullable): nothing */
static const char *
get_note (const CulvertServiceReport *report)
{
  if (!report->is_systemd_there)
    return _ ("systemd, which runs the services of this computer, does not answer. Nothing but the "
              "way to the socket of the daemon was checked.");
  if (report->unit == NULL)
    return _ ("No OpenVPN service of this computer listens there, so somebody else runs this "
              "daemon. Nothing but the way to its socket was checked.");

  return NULL;
}

static void
show_optional_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
remove_row (GtkWidget *row, gpointer unused)
{
  gtk_widget_destroy (row);
}

static void
show_findings (CulvertDoctorDialog *self, const CulvertServiceReport *report)
{
  g_autofree char *unit =
      report->unit != NULL ? culvert_plain_text (report->unit, -1, MAX_NAME_CHARACTERS) : NULL;

  gtk_container_foreach (GTK_CONTAINER (self->findings_box), remove_row, NULL);
  for (guint i = 0; i < report->findings->len; i++)
    gtk_container_add (GTK_CONTAINER (self->findings_box),
                       GTK_WIDGET (culvert_finding_row_new (report->findings->pdata[i])));

  show_optional_text (self->unit_label, unit);
  show_optional_text (self->note_label, get_note (report));
  gtk_widget_set_visible (self->fine_box, report->unit != NULL && report->findings->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->findings_box), report->findings->len > 0);
}

/* (transfer full) (nullable): the daemon stays where it is */
static char *
dup_new_place (CulvertDoctorDialog *self, const char *endpoint)
{
  if (g_strcmp0 (endpoint, self->endpoint) == 0)
    return NULL;
  if (self->unit == NULL)
    /* Translators: an address like unix:/run/openvpn/office/sock */
    return g_strdup_printf (_ ("The daemon listens at another place then. Attach to %s."),
                            endpoint);

  /* Translators: an address like unix:/run/openvpn/office/sock */
  return g_strdup_printf (_ ("The daemon listens at another place then, at %s. Open “Add system "
                             "service…” afterwards to tell Culvert."),
                          endpoint);
}

static void
show_remedy (CulvertDoctorDialog *self, const CulvertServiceReport *report)
{
  const CulvertServiceDropIn *drop_in = report->drop_in;
  g_autofree char *commands = NULL;
  g_autofree char *moved = NULL;

  gtk_widget_set_visible (self->remedy_box, drop_in != NULL);
  if (drop_in == NULL)
    return;

  commands = culvert_service_drop_in_dup_commands (report->unit);
  moved = dup_new_place (self, drop_in->endpoint);
  gtk_label_set_text (self->path_label, drop_in->path);
  gtk_label_set_text (self->text_label, drop_in->text);
  gtk_label_set_text (self->commands_label, commands);
  gtk_button_set_label (self->copy_text_button, _ ("_Copy"));
  gtk_button_set_label (self->copy_commands_button, _ ("C_opy"));
  show_optional_text (self->endpoint_label, moved);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertDoctorDialog) self = user_data;
  g_autoptr (CulvertServiceReport) report =
      culvert_service_check_run_finish (CULVERT_SERVICE_CHECK (source), result, NULL);

  if (report == NULL || gtk_widget_in_destruction (GTK_WIDGET (self)) || self->check == NULL)
    return;

  show_findings (self, report);
  show_remedy (self, report);
  gtk_stack_set_visible_child (self->stack, self->report_page);
}

static void
run_check (CulvertDoctorDialog *self)
{
  gtk_stack_set_visible_child (self->stack, self->checking_page);
  culvert_service_check_run_async (self->check,
                                   self->unit,
                                   self->endpoint,
                                   self->cancellable,
                                   on_checked,
                                   g_object_ref (self));
}

static void
culvert_doctor_dialog_response (GtkDialog *dialog, int response)
{
  if (response == GTK_RESPONSE_APPLY)
    run_check (CULVERT_DOCTOR_DIALOG (dialog));
  else
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
culvert_doctor_dialog_dispose (GObject *object)
{
  CulvertDoctorDialog *self = CULVERT_DOCTOR_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->check);

  G_OBJECT_CLASS (culvert_doctor_dialog_parent_class)->dispose (object);
}

static void
culvert_doctor_dialog_finalize (GObject *object)
{
  CulvertDoctorDialog *self = CULVERT_DOCTOR_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->endpoint, g_free);

  G_OBJECT_CLASS (culvert_doctor_dialog_parent_class)->finalize (object);
}

static void
bind_remedy (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, remedy_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, path_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, copy_text_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, commands_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, copy_commands_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, endpoint_label);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_text_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_commands_clicked);
}

static void
culvert_doctor_dialog_class_init (CulvertDoctorDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_doctor_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_doctor_dialog_finalize;
  GTK_DIALOG_CLASS (klass)->response = culvert_doctor_dialog_response;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-doctor-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, checking_page);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, report_page);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, unit_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, fine_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertDoctorDialog, findings_box);
  bind_remedy (widget_class);
}

static void
culvert_doctor_dialog_init (CulvertDoctorDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_CLOSE);
  culvert_exact_label_set_up (self->path_label);
  culvert_exact_label_set_up (self->text_label);
  culvert_exact_label_set_up (self->commands_label);
}

CulvertDoctorDialog *
culvert_doctor_dialog_new (CulvertServiceCheck *check,
                           const char *name,
                           const char *unit,
                           const char *endpoint)
{
  CulvertDoctorDialog *self;

  g_return_val_if_fail (CULVERT_IS_SERVICE_CHECK (check), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_DOCTOR_DIALOG, NULL);
  self->check = g_object_ref (check);
  self->unit = g_strdup (unit);
  self->endpoint = g_strdup (endpoint);
  gtk_label_set_text (self->name_label, name);
  run_check (self);

  return self;
}
