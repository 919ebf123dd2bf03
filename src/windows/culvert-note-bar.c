/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-note-bar.h"

/* As long as a removed connection can be had back. */
#define SHOWN_SECONDS 10

struct _CulvertNoteBar
{
  GtkInfoBar parent_instance;

  guint timeout;

  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (CulvertNoteBar, culvert_note_bar, GTK_TYPE_INFO_BAR)

static gboolean
on_timeout (gpointer user_data)
{
  CulvertNoteBar *self = user_data;

  self->timeout = 0;
  gtk_widget_destroy (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* Destroyed in the next turn of the loop: the button does its action first. */
static void
on_clicked (CulvertNoteBar *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_idle_add (on_timeout, self);
}

static void
culvert_note_bar_dispose (GObject *object)
{
  CulvertNoteBar *self = CULVERT_NOTE_BAR (object);

  g_clear_handle_id (&self->timeout, g_source_remove);

  G_OBJECT_CLASS (culvert_note_bar_parent_class)->dispose (object);
}

static void
culvert_note_bar_class_init (CulvertNoteBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_note_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/culvertvpn/Culvert/culvert-note-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertNoteBar, label);
  gtk_widget_class_bind_template_child (widget_class, CulvertNoteBar, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
culvert_note_bar_init (CulvertNoteBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->timeout = g_timeout_add_seconds (SHOWN_SECONDS, on_timeout, self);
}

GtkWidget *
culvert_note_bar_new (const char *text, const char *button, const char *action, const char *id)
{
  CulvertNoteBar *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_NOTE_BAR, NULL);
  gtk_label_set_text (self->label, text);
  if (button != NULL)
    {
      gtk_button_set_label (self->button, button);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
      gtk_widget_show (GTK_WIDGET (self->button));
    }

  return GTK_WIDGET (self);
}
