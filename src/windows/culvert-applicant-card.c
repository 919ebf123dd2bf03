/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-applicant-card.h"

#include "culvert-client-questions.h"
#include "culvert-client-words.h"
#include "culvert-plain-text.h"

#include <glib/gi18n.h>

#define MAX_RESPONSE_CHARACTERS 96

struct _CulvertApplicantCard
{
  GtkBox parent_instance;

  CulvertAdmission *admission; /* (owned) */
  CulvertApplicant *applicant; /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */

  GtkLabel *who_label;
  GtkLabel *certificate_label;
  GtkLabel *origin_label;
  GtkLabel *progress_label;
  GtkWidget *response_box;
  GtkToggleButton *response_button;
  GtkLabel *response_label;
  GtkLabel *trouble_label;
  GtkWidget *answers_box;
  GtkWidget *allow_button;
  GtkWidget *deny_button;
  GtkMenuButton *more_button;
};

G_DEFINE_FINAL_TYPE (CulvertApplicantCard, culvert_applicant_card, GTK_TYPE_BOX)

static gboolean
is_open (CulvertApplicantCard *self)
{
  switch (culvert_applicant_get_state (self->applicant))
    {
    case CULVERT_APPLICANT_WAITING:
    case CULVERT_APPLICANT_ASKED:
    case CULVERT_APPLICANT_RESPONDED:
      return culvert_admission_can_answer (self->admission);
    case CULVERT_APPLICANT_ANSWERED:
    case CULVERT_APPLICANT_ENDED:
      break;
    }

  return FALSE;
}

static void
set_enabled (CulvertApplicantCard *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

/* Only when the user wants to see it. */
static void
show_response (CulvertApplicantCard *self)
{
  const CulvertSecretText *response = culvert_applicant_get_response (self->applicant);
  gboolean is_wanted = gtk_toggle_button_get_active (self->response_button);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->response_box, response != NULL);
  if (response != NULL && is_wanted)
    text = culvert_plain_text (culvert_secret_text_peek (response),
                               (gssize) culvert_secret_text_get_length (response),
                               MAX_RESPONSE_CHARACTERS);
  set_text (self->response_label, text != NULL ? text : "");
}

void
culvert_applicant_card_refresh (CulvertApplicantCard *self)
{
  g_autofree char *progress = NULL;
  gboolean is_certain;
  gboolean can_answer;

  g_return_if_fail (CULVERT_IS_APPLICANT_CARD (self));

  progress = culvert_client_words_progress (self->applicant, g_get_monotonic_time ());
  set_text (self->progress_label, progress);
  show_response (self);

  can_answer = is_open (self);
  is_certain = culvert_applicant_is_certain (self->applicant) &&
               culvert_applicant_get_name (self->applicant) != NULL &&
               culvert_applicant_get_fingerprint (self->applicant) != NULL;
  gtk_widget_set_visible (self->answers_box, culvert_admission_can_answer (self->admission));
  set_enabled (self, "allow", can_answer);
  set_enabled (self, "deny", can_answer);
  set_enabled (self, "allow-always", can_answer && is_certain);
  set_enabled (self, "allow-with", can_answer);
  set_enabled (self, "ask-code", can_answer && culvert_applicant_can_answer (self->applicant));
  set_enabled (self, "ask-sign-in", can_answer && culvert_applicant_can_open (self->applicant));
  gtk_widget_set_sensitive (GTK_WIDGET (self->more_button), can_answer);
}

static void
tell (CulvertApplicantCard *self, gboolean is_done, const GError *error)
{
  gtk_widget_set_visible (GTK_WIDGET (self->trouble_label), !is_done);
  if (!is_done)
    gtk_label_set_text (self->trouble_label, culvert_client_words_error (error));
}

static void
allow (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (CulvertApplicantCard) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  tell (self, culvert_admission_allow (self->admission, self->applicant, NULL, &error), error);
}

static void
allow_always (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (CulvertApplicantCard) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  tell (self, culvert_admission_allow_always (self->admission, self->applicant, &error), error);
}

static void
allow_with (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertApplicantCard *self = user_data;

  culvert_client_question_allow (GTK_WIDGET (self), self->admission, self->applicant);
}

static void
deny (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertApplicantCard *self = user_data;

  culvert_client_question_deny (GTK_WIDGET (self), self->admission, self->applicant);
}

static void
ask_code (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertApplicantCard *self = user_data;

  culvert_client_question_code (GTK_WIDGET (self), self->admission, self->applicant);
}

static void
ask_sign_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertApplicantCard *self = user_data;

  culvert_client_question_sign_in (GTK_WIDGET (self), self->admission, self->applicant);
}

static void
culvert_applicant_card_dispose (GObject *object)
{
  CulvertApplicantCard *self = CULVERT_APPLICANT_CARD (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->admission);
  g_clear_object (&self->applicant);

  G_OBJECT_CLASS (culvert_applicant_card_parent_class)->dispose (object);
}

static void
culvert_applicant_card_class_init (CulvertApplicantCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_applicant_card_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-applicant-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, who_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, certificate_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, origin_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, progress_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, response_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, response_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, response_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, answers_box);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, allow_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, deny_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertApplicantCard, more_button);
  gtk_widget_class_bind_template_callback (widget_class, show_response);
}

static void
culvert_applicant_card_init (CulvertApplicantCard *self)
{
  static const GActionEntry entries[] = {
    { .name = "allow", .activate = allow },
    { .name = "allow-always", .activate = allow_always },
    { .name = "allow-with", .activate = allow_with },
    { .name = "deny", .activate = deny },
    { .name = "ask-code", .activate = ask_code },
    { .name = "ask-sign-in", .activate = ask_sign_in },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "card", G_ACTION_GROUP (self->actions));
}

/* A screen reader names the client with each button: there may be many cards. */
static void
name_button (GtkWidget *button, const char *verb, const char *who)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", verb, who);

  atk_object_set_name (gtk_widget_get_accessible (button), name);
}

static void
describe (CulvertApplicantCard *self)
{
  g_autofree char *who = culvert_client_words_applicant (self->applicant);
  g_autofree char *request = culvert_client_words_request (self->applicant);
  g_autofree char *certificate = culvert_client_words_certificate (self->applicant);
  g_autofree char *origin = culvert_client_words_origin (self->applicant);

  gtk_label_set_text (self->who_label, request);
  gtk_label_set_text (self->certificate_label, certificate);
  gtk_label_set_text (self->origin_label, origin);
  name_button (self->allow_button, _ ("Allow"), who);
  name_button (self->deny_button, _ ("Deny"), who);
  name_button (GTK_WIDGET (self->more_button), _ ("More answers"), who);
}

GtkWidget *
culvert_applicant_card_new (CulvertAdmission *admission, CulvertApplicant *applicant)
{
  CulvertApplicantCard *self;

  g_return_val_if_fail (CULVERT_IS_ADMISSION (admission), NULL);
  g_return_val_if_fail (CULVERT_IS_APPLICANT (applicant), NULL);

  self = g_object_new (CULVERT_TYPE_APPLICANT_CARD, NULL);
  self->admission = g_object_ref (admission);
  self->applicant = g_object_ref (applicant);
  g_signal_connect_object (applicant,
                           "notify::state",
                           G_CALLBACK (culvert_applicant_card_refresh),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (admission,
                           "notify::can-answer",
                           G_CALLBACK (culvert_applicant_card_refresh),
                           self,
                           G_CONNECT_SWAPPED);
  describe (self);
  culvert_applicant_card_refresh (self);

  return GTK_WIDGET (self);
}

CulvertApplicant *
culvert_applicant_card_get_applicant (CulvertApplicantCard *self)
{
  g_return_val_if_fail (CULVERT_IS_APPLICANT_CARD (self), NULL);

  return self->applicant;
}
