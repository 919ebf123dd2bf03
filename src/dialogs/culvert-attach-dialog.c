/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-attach-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

struct _CulvertAttachDialog
{
  GtkDialog parent_instance;

  CulvertUiHost *host; /* (unowned): owns the user interface, and this with it */

  GtkEntry *name_entry;
  GtkEntry *address_entry;
  GtkLabel *hint_label;
  GtkWidget *failure_box;
  GtkLabel *failure_label;
  GtkWidget *attach_button;
};

G_DEFINE_FINAL_TYPE (CulvertAttachDialog, culvert_attach_dialog, GTK_TYPE_DIALOG)

static gboolean
is_port (const char *text)
{
  guint64 port;

  return g_ascii_string_to_unsigned (text, 10, 1, 65535, &port, NULL);
}

/* A first look while the user types; the host decides. */
static gboolean
has_form_of_address (const char *text)
{
  if (g_str_has_prefix (text, "unix:/"))
    return text[strlen ("unix:/")] != '\0';

  return (g_str_has_prefix (text, "tcp:127.") || g_str_has_prefix (text, "tcp:[::1]:")) &&
         is_port (strrchr (text, ':') + 1);
}

static char *
dup_trimmed (GtkEntry *entry)
{
  return g_strstrip (g_strdup (gtk_entry_get_text (entry)));
}

static const char *
get_hint (const char *address)
{
  gboolean is_socket = g_str_has_prefix (address, "unix:");

  if (has_form_of_address (address))
    return is_socket ? _ ("A socket on this computer") : _ ("A port on this computer");
  if (is_socket)
    return _ ("The path begins with a slash: unix:/run/…");
  if (g_str_has_prefix (address, "tcp:"))
    return _ ("Only on this computer: tcp:127.0.0.1:port");

  return _ ("unix:/path/of/the/socket or tcp:127.0.0.1:port");
}

static void
on_address_changed (CulvertAttachDialog *self)
{
  g_autofree char *address = dup_trimmed (self->address_entry);

  gtk_label_set_text (self->hint_label, get_hint (address));
  gtk_widget_set_sensitive (self->attach_button, has_form_of_address (address));
  gtk_widget_hide (self->failure_box);
}

static void
attach (CulvertAttachDialog *self)
{
  g_autofree char *name = dup_trimmed (self->name_entry);
  g_autofree char *address = dup_trimmed (self->address_entry);
  g_autoptr (GError) error = NULL;

  if (culvert_ui_host_attach (self->host, name, address, &error))
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }

  gtk_label_set_text (self->failure_label, error->message);
  gtk_widget_show (self->failure_box);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_entry));
}

static void
culvert_attach_dialog_response (GtkDialog *dialog, int response)
{
  CulvertAttachDialog *self = CULVERT_ATTACH_DIALOG (dialog);

  if (response == GTK_RESPONSE_OK)
    attach (self);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

static void
culvert_attach_dialog_class_init (CulvertAttachDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_DIALOG_CLASS (klass)->response = culvert_attach_dialog_response;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-attach-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertAttachDialog, name_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertAttachDialog, address_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertAttachDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertAttachDialog, failure_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertAttachDialog, failure_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertAttachDialog, attach_button);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
}

static void
culvert_attach_dialog_init (CulvertAttachDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
  on_address_changed (self);
}

CulvertAttachDialog *
culvert_attach_dialog_new (CulvertUiHost *host)
{
  CulvertAttachDialog *self;

  g_return_val_if_fail (CULVERT_IS_UI_HOST (host), NULL);

  self = g_object_new (CULVERT_TYPE_ATTACH_DIALOG, NULL);
  self->host = host;

  return self;
}
