/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-dialog.h"

#include "culvert-plain-text.h"
#include "culvert-prompt-row.h"
#include "culvert-prompt-text.h"
#include "culvert-web-sign-in.h"

#include <glib/gi18n.h>

enum
{
  MAX_MESSAGE_CHARACTERS = 2000,
  MAX_FAILURE_CHARACTERS = 500,
};

enum
{
  RESPONSE_STOP = 1,
};

struct _CulvertPromptDialog
{
  GtkDialog parent_instance;

  CulvertPrompt *prompt; /* (owned) */
  gboolean is_answered;
  guint tick_source;

  GtkLabel *heading_label;
  GtkLabel *asker_label;
  GtkWidget *failure_box;
  GtkLabel *failure_label;
  GtkWidget *server_box;
  GtkLabel *server_label;
  GtkWidget *message_frame;
  GtkLabel *message_label;
  GtkContainer *web_box;
  GtkContainer *rows;
  GtkWidget *server_origin_label;
  GtkLabel *time_label;
  GtkLabel *warning_label;
  GtkToggleButton *remember_button;
  GtkButtonBox *button_box;
  GtkWidget *stop_button;
  GtkWidget *cancel_button;
  GtkButton *accept_button;
};

G_DEFINE_FINAL_TYPE (CulvertPromptDialog, culvert_prompt_dialog, GTK_TYPE_DIALOG)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_confirmation (CulvertPromptDialog *self)
{
  return culvert_prompt_get_kind (self->prompt) == CULVERT_PROMPT_CONFIRMATION;
}

static gboolean
is_web_sign_in (CulvertPromptDialog *self)
{
  return culvert_prompt_get_kind (self->prompt) == CULVERT_PROMPT_WEB_SIGN_IN;
}

static gboolean
is_challenge (CulvertPromptDialog *self)
{
  return culvert_prompt_get_kind (self->prompt) == CULVERT_PROMPT_CHALLENGE;
}

static void
set_optional_text (GtkLabel *label, GtkWidget *shown, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (shown, text != NULL && *text != '\0');
}

static void
set_remote_text (GtkLabel *label, GtkWidget *shown, const char *text, gsize max_characters)
{
  g_autofree char *plain = NULL;

  if (text != NULL)
    plain = culvert_plain_text (text, -1, max_characters);

  set_optional_text (label, shown, plain);
}

static CulvertPromptRow *
find_row (CulvertPromptDialog *self, gboolean (*is_wanted) (CulvertPromptRow *row))
{
  g_autoptr (GList) rows = gtk_container_get_children (self->rows);

  for (GList *row = rows; row != NULL; row = row->next)
    {
      if (is_wanted (row->data))
        return row->data;
    }

  return NULL;
}

static gboolean
is_any_row (CulvertPromptRow *row)
{
  return TRUE;
}

static gboolean
row_is_incomplete (CulvertPromptRow *row)
{
  return !culvert_prompt_row_is_complete (row);
}

static void
for_each_row (CulvertPromptDialog *self, void (*act) (CulvertPromptRow *row))
{
  g_autoptr (GList) rows = gtk_container_get_children (self->rows);

  for (GList *row = rows; row != NULL; row = row->next)
    act (row->data);
}

static void
update_accept_button (CulvertPromptDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button),
                            find_row (self, row_is_incomplete) == NULL);
}

static void
on_row_activated (CulvertPromptDialog *self)
{
  CulvertPromptRow *incomplete = find_row (self, row_is_incomplete);

  if (incomplete != NULL)
    culvert_prompt_row_focus (incomplete);
}

static void
finish (CulvertPromptDialog *self, CulvertAnswerResult result)
{
  self->is_answered = TRUE;
  for_each_row (self, culvert_prompt_row_clear);
  g_signal_emit (self, signals[ANSWERED], 0, (int) result);
}

static void
accept (CulvertPromptDialog *self)
{
  if (find_row (self, row_is_incomplete) != NULL)
    return;

  for_each_row (self, culvert_prompt_row_store);
  if (culvert_prompt_has_flag (self->prompt, CULVERT_PROMPT_MAY_REMEMBER))
    culvert_prompt_set_remember (self->prompt,
                                 gtk_toggle_button_get_active (self->remember_button));
  if (is_confirmation (self))
    culvert_prompt_set_confirmed (self->prompt, TRUE);

  finish (self, CULVERT_ANSWER_HANDLED);
}

/* "No" is an answer to a confirmation; any other question stays without one. */
static void
decline (CulvertPromptDialog *self)
{
  if (is_confirmation (self))
    culvert_prompt_set_confirmed (self->prompt, FALSE);

  finish (self, is_confirmation (self) ? CULVERT_ANSWER_HANDLED : CULVERT_ANSWER_FAILED);
}

static void
culvert_prompt_dialog_response (GtkDialog *dialog, int response)
{
  CulvertPromptDialog *self = CULVERT_PROMPT_DIALOG (dialog);

  if (self->is_answered)
    return;

  if (response == GTK_RESPONSE_OK)
    accept (self);
  else if (response == RESPONSE_STOP)
    finish (self, CULVERT_ANSWER_FAILED);
  else
    decline (self);
}

/* The dialog goes when its owner destroys it, not with the window manager's close button. */
static gboolean
culvert_prompt_dialog_delete_event (GtkWidget *widget, GdkEventAny *event)
{
  gtk_dialog_response (GTK_DIALOG (widget), GTK_RESPONSE_DELETE_EVENT);

  return GDK_EVENT_STOP;
}

static void
add_rows (CulvertPromptDialog *self)
{
  CulvertPromptRow *first_empty;

  for (guint i = 0; i < culvert_prompt_get_n_fields (self->prompt); i++)
    {
      CulvertPromptField *field = culvert_prompt_get_field (self->prompt, i);
      CulvertPromptRow *row;

      if (!culvert_prompt_field_is_blank (field))
        continue;

      row = culvert_prompt_row_new (self->prompt, field);
      g_signal_connect_swapped (row, "changed", G_CALLBACK (update_accept_button), self);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (on_row_activated), self);
      gtk_container_add (self->rows, GTK_WIDGET (row));
    }

  gtk_widget_set_visible (GTK_WIDGET (self->rows), find_row (self, is_any_row) != NULL);
  first_empty = find_row (self, culvert_prompt_row_is_empty);
  if (first_empty != NULL)
    culvert_prompt_row_focus (first_empty);
}

/* What is to be done elsewhere has nothing to fill in here, and no button that answers. */
static void
add_web_sign_in (CulvertPromptDialog *self)
{
  const char *address = culvert_prompt_get_message (self->prompt);
  CulvertWebSignIn *web_sign_in = culvert_web_sign_in_new (address != NULL ? address : "");

  gtk_container_add (self->web_box, GTK_WIDGET (web_sign_in));
  gtk_widget_show (GTK_WIDGET (self->web_box));
  gtk_widget_hide (GTK_WIDGET (self->accept_button));
  culvert_web_sign_in_focus (web_sign_in);
}

static gboolean
on_tick (gpointer user_data)
{
  CulvertPromptDialog *self = user_data;
  gint64 left = culvert_prompt_get_deadline (self->prompt) - g_get_monotonic_time ();
  guint seconds = (guint) (MAX (left + G_USEC_PER_SEC - 1, 0) / G_USEC_PER_SEC);
  g_autofree char *text = culvert_prompt_text_time_left (seconds);

  gtk_label_set_text (self->time_label, text);
  if (seconds > 0)
    return G_SOURCE_CONTINUE;

  self->tick_source = 0;
  return G_SOURCE_REMOVE;
}

static void
on_deadline_changed (CulvertPromptDialog *self)
{
  gboolean has_deadline = culvert_prompt_get_deadline (self->prompt) != 0;

  g_clear_handle_id (&self->tick_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->time_label), has_deadline);
  if (has_deadline && on_tick (self) == G_SOURCE_CONTINUE)
    self->tick_source = g_timeout_add_seconds (1, on_tick, self);
}

static void
set_up_buttons (CulvertPromptDialog *self)
{
  gboolean asks_to_confirm = is_confirmation (self);

  gtk_button_box_set_child_secondary (self->button_box, self->stop_button, TRUE);
  gtk_button_set_label (self->accept_button, culvert_prompt_text_accept (self->prompt));
  gtk_widget_set_visible (self->cancel_button, asks_to_confirm);
  gtk_dialog_set_default_response (GTK_DIALOG (self),
                                   asks_to_confirm ? GTK_RESPONSE_CANCEL : GTK_RESPONSE_OK);
  if (asks_to_confirm)
    gtk_widget_grab_focus (self->cancel_button);
  else
    gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self->accept_button)),
                                 GTK_STYLE_CLASS_SUGGESTED_ACTION);

  update_accept_button (self);
}

static void
show_words (CulvertPromptDialog *self)
{
  g_autofree char *heading = culvert_prompt_text_heading (self->prompt);
  g_autofree char *asker = culvert_prompt_text_asker (self->prompt);

  gtk_window_set_title (GTK_WINDOW (self), heading);
  gtk_label_set_text (self->heading_label, heading);
  gtk_label_set_text (self->asker_label, asker);
  set_optional_text (self->failure_label,
                     self->failure_box,
                     culvert_prompt_text_failure (self->prompt));
  set_remote_text (self->server_label,
                   self->server_box,
                   culvert_prompt_get_failure (self->prompt),
                   MAX_FAILURE_CHARACTERS);
  set_remote_text (self->message_label,
                   self->message_frame,
                   is_web_sign_in (self) ? NULL : culvert_prompt_get_message (self->prompt),
                   MAX_MESSAGE_CHARACTERS);
  gtk_widget_set_visible (self->server_origin_label, is_challenge (self));
  set_optional_text (self->warning_label,
                     GTK_WIDGET (self->warning_label),
                     culvert_prompt_text_warning (self->prompt));
}

static void
culvert_prompt_dialog_dispose (GObject *object)
{
  CulvertPromptDialog *self = CULVERT_PROMPT_DIALOG (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (culvert_prompt_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-prompt-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, asker_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, failure_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, failure_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, server_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, server_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, message_frame);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, message_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, web_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, server_origin_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, time_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, warning_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, remember_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, button_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, accept_button);
}

static void
culvert_prompt_dialog_class_init (CulvertPromptDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_prompt_dialog_dispose;
  widget_class->delete_event = culvert_prompt_dialog_delete_event;
  GTK_DIALOG_CLASS (klass)->response = culvert_prompt_dialog_response;

  signals[ANSWERED] = g_signal_new ("answered",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    1,
                                    G_TYPE_INT);

  bind_template (widget_class);
}

static void
culvert_prompt_dialog_init (CulvertPromptDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CulvertPromptDialog *
culvert_prompt_dialog_new (CulvertPrompt *prompt)
{
  CulvertPromptDialog *self;

  g_return_val_if_fail (CULVERT_IS_PROMPT (prompt), NULL);

  self = g_object_new (CULVERT_TYPE_PROMPT_DIALOG, NULL);
  self->prompt = g_object_ref (prompt);
  show_words (self);
  add_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->remember_button),
                          culvert_prompt_has_flag (prompt, CULVERT_PROMPT_MAY_REMEMBER));
  gtk_toggle_button_set_active (self->remember_button, culvert_prompt_get_remember (prompt));
  set_up_buttons (self);
  if (is_web_sign_in (self))
    add_web_sign_in (self);
  on_deadline_changed (self);
  g_signal_connect_object (prompt,
                           "notify::deadline",
                           G_CALLBACK (on_deadline_changed),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}
