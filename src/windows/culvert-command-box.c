/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-command-box.h"

#include "culvert-exact-label.h"

struct _CulvertCommandBox
{
  GtkBox parent_instance;

  GtkLabel *command_label;
};

G_DEFINE_FINAL_TYPE (CulvertCommandBox, culvert_command_box, GTK_TYPE_BOX)

static void
on_copy_clicked (CulvertCommandBox *self)
{
  GtkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);

  gtk_clipboard_set_text (clipboard, gtk_label_get_text (self->command_label), -1);
}

static void
culvert_command_box_class_init (CulvertCommandBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-command-box.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertCommandBox, command_label);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
culvert_command_box_init (CulvertCommandBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culvert_exact_label_set_up (self->command_label);
}

/* The same text again would take away what the user has selected in it. */
void
culvert_command_box_set_command (CulvertCommandBox *self, const char *command)
{
  g_return_if_fail (CULVERT_IS_COMMAND_BOX (self));

  if (command != NULL && !g_str_equal (command, gtk_label_get_text (self->command_label)))
    gtk_label_set_text (self->command_label, command);
  gtk_widget_set_visible (GTK_WIDGET (self), command != NULL);
}
