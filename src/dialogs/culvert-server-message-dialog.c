/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-server-message-dialog.h"

#include <glib/gi18n.h>

#define MAX_LINES 1000

struct _CulvertServerMessageDialog
{
  GtkDialog parent_instance;

  GtkLabel *title_label;
  GtkTextView *text_view;
};

G_DEFINE_FINAL_TYPE (CulvertServerMessageDialog, culvert_server_message_dialog, GTK_TYPE_DIALOG)

static void
append (GtkTextBuffer *buffer, const char *text)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

static void
drop_old_lines (GtkTextBuffer *buffer)
{
  int n_surplus = gtk_text_buffer_get_line_count (buffer) - MAX_LINES;
  GtkTextIter start;
  GtkTextIter end;

  if (n_surplus <= 0)
    return;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_get_iter_at_line (buffer, &end, n_surplus);
  gtk_text_buffer_delete (buffer, &start, &end);
}

static void
culvert_server_message_dialog_class_init (CulvertServerMessageDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-server-message-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertServerMessageDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertServerMessageDialog, text_view);
  gtk_widget_class_bind_template_callback (widget_class, gtk_widget_destroy);
}

static void
culvert_server_message_dialog_init (CulvertServerMessageDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertServerMessageDialog *
culvert_server_message_dialog_new (const char *connection)
{
  CulvertServerMessageDialog *self = g_object_new (CULVERT_TYPE_SERVER_MESSAGE_DIALOG, NULL);
  /* Translators: %s is the name of a connection. */
  g_autofree char *title = g_strdup_printf (_ ("Message from the VPN server of %s"), connection);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_text (self->title_label, title);

  return self;
}

void
culvert_server_message_dialog_add (CulvertServerMessageDialog *self,
                                   const char *title,
                                   const char *text)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (CULVERT_IS_SERVER_MESSAGE_DIALOG (self));

  buffer = gtk_text_view_get_buffer (self->text_view);
  if (gtk_text_buffer_get_char_count (buffer) > 0)
    append (buffer, "\n\n");
  if (*title != '\0')
    {
      append (buffer, title);
      append (buffer, "\n");
    }
  append (buffer, text);
  drop_old_lines (buffer);
}
