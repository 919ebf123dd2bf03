/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-message-dialog.h"

struct _CulvertMessageDialog
{
  GtkDialog parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *text_label;
};

G_DEFINE_FINAL_TYPE (CulvertMessageDialog, culvert_message_dialog, GTK_TYPE_DIALOG)

static void
culvert_message_dialog_class_init (CulvertMessageDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-message-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertMessageDialog, icon);
  gtk_widget_class_bind_template_child (widget_class, CulvertMessageDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertMessageDialog, text_label);
}

static void
culvert_message_dialog_init (CulvertMessageDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertMessageDialog *
culvert_message_dialog_new (const char *icon_name, const char *title, const char *text)
{
  CulvertMessageDialog *self = g_object_new (CULVERT_TYPE_MESSAGE_DIALOG, "title", title, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name, GTK_ICON_SIZE_DIALOG);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->text_label, text);

  return self;
}
