/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-rename-dialog.h"

struct _CulvertRenameDialog
{
  GtkDialog parent_instance;

  CulvertUiHost *host;     /* (unowned): owns the user interface, and this with it */
  CulvertSession *session; /* (owned) */

  GtkEntry *name_entry;
  GtkWidget *failure_box;
  GtkLabel *failure_label;
  GtkWidget *rename_button;
};

G_DEFINE_FINAL_TYPE (CulvertRenameDialog, culvert_rename_dialog, GTK_TYPE_DIALOG)

static char *
dup_name (CulvertRenameDialog *self)
{
  return g_strstrip (g_strdup (gtk_entry_get_text (self->name_entry)));
}

static void
on_name_changed (CulvertRenameDialog *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->rename_button, *name != '\0');
  gtk_widget_hide (self->failure_box);
}

static void
rename_session (CulvertRenameDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autoptr (GError) error = NULL;

  if (culvert_ui_host_rename (self->host, self->session, name, &error))
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }

  gtk_label_set_text (self->failure_label, error->message);
  gtk_widget_show (self->failure_box);
}

static void
culvert_rename_dialog_response (GtkDialog *dialog, int response)
{
  CulvertRenameDialog *self = CULVERT_RENAME_DIALOG (dialog);

  if (response == GTK_RESPONSE_OK)
    rename_session (self);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

static void
culvert_rename_dialog_dispose (GObject *object)
{
  CulvertRenameDialog *self = CULVERT_RENAME_DIALOG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_rename_dialog_parent_class)->dispose (object);
}

static void
culvert_rename_dialog_class_init (CulvertRenameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_rename_dialog_dispose;
  GTK_DIALOG_CLASS (klass)->response = culvert_rename_dialog_response;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-rename-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertRenameDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertRenameDialog, failure_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertRenameDialog, failure_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertRenameDialog, rename_button);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
}

static void
culvert_rename_dialog_init (CulvertRenameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
}

CulvertRenameDialog *
culvert_rename_dialog_new (CulvertUiHost *host, CulvertSession *session)
{
  CulvertRenameDialog *self;

  g_return_val_if_fail (CULVERT_IS_UI_HOST (host), NULL);
  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  self = g_object_new (CULVERT_TYPE_RENAME_DIALOG, NULL);
  self->host = host;
  self->session = g_object_ref (session);
  gtk_entry_set_text (self->name_entry,
                      culvert_profile_get_name (culvert_session_get_profile (session)));

  return self;
}
