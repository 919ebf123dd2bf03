/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-dialog.h"

#include "culvert-certificate-picker.h"
#include "culvert-plain-text.h"
#include "culvert-prompt-body.h"
#include "culvert-prompt-rows.h"
#include "culvert-prompt-text.h"
#include "culvert-proxy-chooser.h"
#include "culvert-server-chooser.h"
#include "culvert-web-sign-in.h"

#include <glib/gi18n.h>

enum
{
  MAX_MESSAGE_CHARACTERS = 2000,
  MAX_FAILURE_CHARACTERS = 500,
};

struct _CulvertPromptDialog
{
  GtkDialog parent_instance;

  CulvertPrompt *prompt;   /* (owned) (nullable): until it has something to ask */
  CulvertPromptRows *rows; /* its box holds it (nullable): where something else is the body */
  CulvertPromptBody *body; /* its box holds it (nullable): until it asks */
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
  GtkBox *body_box;
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

static gboolean
is_last_try (CulvertPromptDialog *self)
{
  return culvert_prompt_has_flag (self->prompt, CULVERT_PROMPT_LAST_TRY);
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

static void
update_accept_button (CulvertPromptDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button),
                            culvert_prompt_body_is_complete (self->body));
}

static void
finish (CulvertPromptDialog *self, CulvertAnswerResult result)
{
  self->is_answered = TRUE;
  culvert_prompt_body_clear (self->body);
  g_signal_emit (self, signals[ANSWERED], 0, (int) result);
}

static void
accept (CulvertPromptDialog *self)
{
  if (!culvert_prompt_body_is_complete (self->body))
    return;

  culvert_prompt_body_store (self->body);
  if (culvert_prompt_has_flag (self->prompt, CULVERT_PROMPT_MAY_REMEMBER))
    culvert_prompt_set_remember (self->prompt,
                                 gtk_toggle_button_get_active (self->remember_button));
  if (is_confirmation (self))
    culvert_prompt_set_confirmed (self->prompt, TRUE);

  finish (self, CULVERT_ANSWER_HANDLED);
}

/* A question that is left alone; where "no" is an answer, the session gives it. */
static void
decline (CulvertPromptDialog *self)
{
  finish (self, CULVERT_ANSWER_FAILED);
}

static void
culvert_prompt_dialog_response (GtkDialog *dialog, int response)
{
  CulvertPromptDialog *self = CULVERT_PROMPT_DIALOG (dialog);

  if (self->is_answered)
    return;

  if (response == GTK_RESPONSE_OK)
    accept (self);
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

/* (nullable): where rows are what it consists of */
static CulvertPromptBody *
create_body (CulvertPrompt *prompt)
{
  const char *message = culvert_prompt_get_message (prompt);

  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return CULVERT_PROMPT_BODY (culvert_web_sign_in_new (message != NULL ? message : ""));
    case CULVERT_PROMPT_CERTIFICATE:
      return CULVERT_PROMPT_BODY (culvert_certificate_picker_new (prompt));
    case CULVERT_PROMPT_SERVER:
      return CULVERT_PROMPT_BODY (culvert_server_chooser_new (prompt));
    case CULVERT_PROMPT_PROXY:
      return CULVERT_PROMPT_BODY (culvert_proxy_chooser_new (prompt));
    case CULVERT_PROMPT_SIGN_IN:
    case CULVERT_PROMPT_USERNAME:
    case CULVERT_PROMPT_KEY_PASSPHRASE:
    case CULVERT_PROMPT_TOKEN_PIN:
    case CULVERT_PROMPT_PROXY_SIGN_IN:
    case CULVERT_PROMPT_PASSWORD:
    case CULVERT_PROMPT_CONFIRMATION:
    case CULVERT_PROMPT_TEXT:
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
    case CULVERT_PROMPT_CHALLENGE:
      return NULL;
    }

  g_return_val_if_reached (NULL);
}

/* The rows have been there before the question. */
static void
fill_body (CulvertPromptDialog *self)
{
  CulvertPromptBody *other = create_body (self->prompt);

  if (other != NULL)
    {
      gtk_widget_destroy (GTK_WIDGET (self->rows));
      self->rows = NULL;
      gtk_box_pack_start (self->body_box, GTK_WIDGET (other), TRUE, TRUE, 0);
      self->body = other;
    }
  else
    {
      culvert_prompt_rows_ask (self->rows, self->prompt);
      self->body = CULVERT_PROMPT_BODY (self->rows);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->body_box),
                          gtk_widget_get_visible (GTK_WIDGET (self->body)));
  g_signal_connect_object (self->body,
                           "changed",
                           G_CALLBACK (update_accept_button),
                           self,
                           G_CONNECT_SWAPPED);
  culvert_prompt_body_focus (self->body);
}

/* That something is kept already may become known while the dialog is open. */
static void
on_remember_changed (CulvertPromptDialog *self)
{
  gtk_toggle_button_set_active (self->remember_button, culvert_prompt_get_remember (self->prompt));
}

/* What becomes known later does not change what the user has chosen. */
static void
on_remember_toggled (CulvertPromptDialog *self)
{
  if (gtk_toggle_button_get_active (self->remember_button) !=
      culvert_prompt_get_remember (self->prompt))
    g_signal_handlers_disconnect_by_func (self->prompt, on_remember_changed, self);
}

static void
show_remember (CulvertPromptDialog *self)
{
  gtk_button_set_label (GTK_BUTTON (self->remember_button),
                        culvert_prompt_text_remember (self->prompt));
  gtk_widget_set_visible (GTK_WIDGET (self->remember_button),
                          culvert_prompt_has_flag (self->prompt, CULVERT_PROMPT_MAY_REMEMBER));
  on_remember_changed (self);
  g_signal_connect_object (self->prompt,
                           "notify::remember",
                           G_CALLBACK (on_remember_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->remember_button,
                            "toggled",
                            G_CALLBACK (on_remember_toggled),
                            self);
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
  gtk_button_box_set_child_non_homogeneous (self->button_box, self->stop_button, TRUE);
  gtk_button_set_label (self->accept_button, culvert_prompt_text_accept (self->prompt));
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), !is_web_sign_in (self));
  gtk_widget_set_visible (self->cancel_button, asks_to_confirm);
  gtk_widget_set_visible (self->stop_button, !asks_to_confirm);
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
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self->warning_label)),
                               is_last_try (self) ? "culvert-strong" : "culvert-caption");
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
  gtk_widget_class_bind_template_child (widget_class, CulvertPromptDialog, body_box);
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
  self->rows = culvert_prompt_rows_new ();
  gtk_box_pack_start (self->body_box, GTK_WIDGET (self->rows), TRUE, TRUE, 0);
}

CulvertPromptDialog *
culvert_prompt_dialog_new (void)
{
  return g_object_new (CULVERT_TYPE_PROMPT_DIALOG, NULL);
}

void
culvert_prompt_dialog_ask (CulvertPromptDialog *self, CulvertPrompt *prompt)
{
  g_return_if_fail (CULVERT_IS_PROMPT_DIALOG (self));
  g_return_if_fail (CULVERT_IS_PROMPT (prompt));
  g_return_if_fail (self->prompt == NULL);

  self->prompt = g_object_ref (prompt);
  show_words (self);
  fill_body (self);
  show_remember (self);
  set_up_buttons (self);
  on_deadline_changed (self);
  g_signal_connect_object (prompt,
                           "notify::deadline",
                           G_CALLBACK (on_deadline_changed),
                           self,
                           G_CONNECT_SWAPPED);
}
