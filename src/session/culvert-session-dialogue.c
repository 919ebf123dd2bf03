/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-dialogue"

#include "culvert-session-dialogue.h"

#include "culvert-mgmt-error.h"
#include "culvert-session-asking.h"
#include "culvert-session-question.h"
#include "culvert-session-verdicts.h"

/* Who has just answered waits for what comes of it: a further question may come up by itself. */
#define ATTENTIVE_SECONDS 120

struct _CulvertSessionDialogue
{
  GObject parent_instance;

  CulvertProfile *profile;   /* (owned) */
  CulvertAnswerer *answerer; /* (owned) */
  CulvertSessionLink *link;  /* (unowned): it belongs to the session, as we do */

  CulvertMgmtRequest *request;  /* (owned) (nullable): the question that is open */
  gboolean wants_login;         /* the question is the management password */
  CulvertSessionAsking *asking; /* (owned) (nullable): while somebody is asked */
  gboolean was_unsendable;

  CulvertSessionVerdicts *verdicts; /* (owned): shared with the session */
  gint64 user_answered_at;          /* monotonic; 0: not yet */
};

G_DEFINE_FINAL_TYPE (CulvertSessionDialogue, culvert_session_dialogue, G_TYPE_OBJECT)

typedef enum
{
  PROP_PROMPT = 1
} CulvertSessionDialogueProperty;
static GParamSpec *properties[PROP_PROMPT + 1];

enum
{
  GAVE_UP,
  REFUSED,
  REOPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
drop_prompt (CulvertSessionDialogue *self, CulvertPromptOutcome outcome)
{
  g_autoptr (CulvertSessionAsking) asking = g_steal_pointer (&self->asking);

  if (asking == NULL)
    return;

  g_signal_handlers_disconnect_by_data (asking, self);
  culvert_session_asking_end (asking, outcome);
  /* What nobody was asked is nobody's answer. */
  if (outcome == CULVERT_PROMPT_ANSWERED && culvert_session_asking_is_put (asking))
    culvert_session_verdicts_await (self->verdicts, culvert_session_asking_get_prompt (asking));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROMPT]);
}

static void
forget_question (CulvertSessionDialogue *self)
{
  g_clear_pointer (&self->request, culvert_mgmt_request_free);
  self->wants_login = FALSE;
}

static void
give_up (CulvertSessionDialogue *self, CulvertSessionReason reason)
{
  g_signal_emit (self, signals[GAVE_UP], 0, reason);
}

static void
take_answer (CulvertSessionDialogue *self)
{
  g_autoptr (GError) error = NULL;
  CulvertPrompt *prompt = culvert_session_asking_get_prompt (self->asking);
  gboolean is_somebodys = culvert_session_asking_is_put (self->asking);

  culvert_session_verdicts_limit_keeping (self->verdicts, prompt);
  if (culvert_prompt_get_waits_for_user (prompt))
    self->user_answered_at = g_get_monotonic_time ();

  if (culvert_session_asking_send (self->asking,
                                   self->link,
                                   &self->verdicts->proof,
                                   self->request,
                                   &error))
    {
      self->was_unsendable = FALSE;
      culvert_session_verdicts_take_answer (self->verdicts, self->request, prompt);
      drop_prompt (self, CULVERT_PROMPT_ANSWERED);
      forget_question (self);
      return;
    }

  drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);
  if (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE))
    {
      self->was_unsendable = TRUE;
      culvert_session_dialogue_ask (self, is_somebodys);
    }
}

/* NEED-OK has a word for no; other questions can only be left alone. */
static void
take_refusal_to_answer (CulvertSessionDialogue *self)
{
  CulvertPrompt *prompt = culvert_session_asking_get_prompt (self->asking);
  CulvertSessionReason reason =
      prompt != NULL && culvert_prompt_has_flag (prompt, CULVERT_PROMPT_RETRY)
          ? CULVERT_REASON_NOT_ANSWERED_AGAIN
          : CULVERT_REASON_NOT_ANSWERED;

  if (self->request != NULL && self->request->kind == CULVERT_MGMT_REQUEST_NEED_OK)
    {
      culvert_prompt_set_confirmed (prompt, FALSE);
      take_answer (self);
    }
  else
    drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);

  give_up (self, reason);
}

static void
on_answered (CulvertSessionDialogue *self, gboolean is_willing)
{
  if (is_willing)
    take_answer (self);
  else
    take_refusal_to_answer (self);
}

static void
on_waits (CulvertSessionDialogue *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROMPT]);
}

static gboolean
is_user_attentive (CulvertSessionDialogue *self)
{
  return self->user_answered_at != 0 && g_get_monotonic_time () - self->user_answered_at <
                                            (gint64) ATTENTIVE_SECONDS * G_USEC_PER_SEC;
}

static CulvertPromptFlags
flags_for_question (CulvertSessionDialogue *self, gboolean is_expected)
{
  CulvertPromptFlags flags = culvert_session_verdicts_get_flags (self->verdicts, self->request);

  if (is_expected || is_user_attentive (self))
    flags |= CULVERT_PROMPT_EXPECTED;
  if (self->was_unsendable)
    flags |= CULVERT_PROMPT_UNSENDABLE | CULVERT_PROMPT_NO_AUTO_ANSWER;

  return flags;
}

static void
take_question (CulvertSessionDialogue *self, const CulvertMgmtRequest *request)
{
  gboolean is_waited_for = culvert_session_question_is_waited_for (request);

  /* A daemon repeats a question that is still open. */
  if (self->request != NULL && culvert_session_question_equal (self->request, request))
    return;
  if (!is_waited_for && culvert_session_dialogue_is_waited_for (self))
    return;

  drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);
  forget_question (self);
  self->request = culvert_mgmt_request_copy (request);
  culvert_session_verdicts_take_question (self->verdicts, request);
}

static void
take_verdict (CulvertSessionDialogue *self, const CulvertMgmtRequest *request)
{
  /* What the server asked before is over. */
  if (g_str_equal (request->type, CULVERT_SESSION_AUTH_TYPE))
    {
      drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);
      if (!culvert_session_dialogue_is_waited_for (self))
        forget_question (self);
    }

  if (culvert_session_verdicts_take_refusal (self->verdicts, request))
    g_signal_emit (self, signals[REFUSED], 0, request->message);
}

/* The daemon goes on waiting for an answer to what we took for answered. */
static void
on_choice_refused (CulvertSessionDialogue *self,
                   const char *words,
                   CulvertSessionChoosing *choosing)
{
  const CulvertMgmtRequest *request = culvert_session_choosing_get_request (choosing);

  culvert_session_verdicts_take_unwanted (self->verdicts, request, words);
  if (culvert_session_dialogue_has_question (self))
    return;

  self->request = culvert_mgmt_request_copy (request);
  g_signal_emit (self, signals[REOPENED], 0);
}

/* NULL where there is nothing to choose. */
static CulvertSessionChoosing *
new_choosing (CulvertSessionDialogue *self, CulvertPrompt *prompt)
{
  CulvertSessionChoosing *choosing;

  if (culvert_prompt_get_choices (prompt) == NULL)
    return NULL;

  choosing =
      culvert_session_choosing_new (self->link, &self->verdicts->memory, self->request, prompt);
  g_signal_connect_object (choosing,
                           "refused",
                           G_CALLBACK (on_choice_refused),
                           self,
                           G_CONNECT_SWAPPED);

  return choosing;
}

static void
start_asking (CulvertSessionDialogue *self, CulvertPromptFlags flags)
{
  g_autoptr (CulvertPrompt) prompt =
      culvert_session_proof_to_prompt (&self->verdicts->proof, self->request, self->profile, flags);
  g_autoptr (CulvertSessionChoosing) choosing = new_choosing (self, prompt);

  culvert_session_verdicts_prepare (self->verdicts, prompt);
  self->asking = culvert_session_asking_new (prompt, self->answerer, choosing);
  g_signal_connect_object (self->asking,
                           "answered",
                           G_CALLBACK (on_answered),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->asking, "waits", G_CALLBACK (on_waits), self, G_CONNECT_SWAPPED);
  culvert_session_asking_start (self->asking);
}

static void
culvert_session_dialogue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertSessionDialogue *self = CULVERT_SESSION_DIALOGUE (object);

  switch ((CulvertSessionDialogueProperty) id)
    {
    case PROP_PROMPT:
      g_value_set_object (value, culvert_session_dialogue_get_prompt (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_session_dialogue_dispose (GObject *object)
{
  CulvertSessionDialogue *self = CULVERT_SESSION_DIALOGUE (object);

  drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);
  culvert_session_answers_withdraw (&self->verdicts->answers, NULL);
  g_clear_object (&self->profile);
  g_clear_object (&self->answerer);

  G_OBJECT_CLASS (culvert_session_dialogue_parent_class)->dispose (object);
}

static void
culvert_session_dialogue_finalize (GObject *object)
{
  CulvertSessionDialogue *self = CULVERT_SESSION_DIALOGUE (object);

  g_clear_pointer (&self->request, culvert_mgmt_request_free);
  g_clear_pointer (&self->verdicts, culvert_session_verdicts_unref);

  G_OBJECT_CLASS (culvert_session_dialogue_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_parameters, GType parameter)
{
  return g_signal_new (name,
                       CULVERT_TYPE_SESSION_DIALOGUE,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_parameters,
                       parameter);
}

static void
culvert_session_dialogue_class_init (CulvertSessionDialogueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_session_dialogue_get_property;
  object_class->dispose = culvert_session_dialogue_dispose;
  object_class->finalize = culvert_session_dialogue_finalize;

  properties[PROP_PROMPT] = g_param_spec_object ("prompt",
                                                 NULL,
                                                 NULL,
                                                 CULVERT_TYPE_PROMPT,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[GAVE_UP] = new_signal ("gave-up", 1, G_TYPE_UINT);
  signals[REFUSED] = new_signal ("refused", 1, G_TYPE_STRING);
  signals[REOPENED] = new_signal ("reopened", 0, G_TYPE_NONE);
}

static void
culvert_session_dialogue_init (CulvertSessionDialogue *self)
{
}

CulvertSessionDialogue *
culvert_session_dialogue_new (CulvertProfile *profile,
                              CulvertAnswerer *answerer,
                              CulvertSessionLink *link,
                              CulvertSessionVerdicts *verdicts)
{
  CulvertSessionDialogue *self = g_object_new (CULVERT_TYPE_SESSION_DIALOGUE, NULL);

  self->profile = g_object_ref (profile);
  self->answerer = g_object_ref (answerer);
  self->link = link;
  self->verdicts = culvert_session_verdicts_ref (verdicts);

  return self;
}

void
culvert_session_dialogue_take_request (CulvertSessionDialogue *self,
                                       const CulvertMgmtRequest *request)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  switch (request->kind)
    {
    case CULVERT_MGMT_REQUEST_PASSWORD:
    case CULVERT_MGMT_REQUEST_NEED_OK:
    case CULVERT_MGMT_REQUEST_NEED_STR:
    case CULVERT_MGMT_REQUEST_CHALLENGE:
    case CULVERT_MGMT_REQUEST_WEB_SIGN_IN:
    case CULVERT_MGMT_REQUEST_REMOTE:
    case CULVERT_MGMT_REQUEST_PROXY:
      take_question (self, request);
      break;
    case CULVERT_MGMT_REQUEST_REFUSED:
      take_verdict (self, request);
      break;
    case CULVERT_MGMT_REQUEST_AUTH_TOKEN:
      break;
    }
}

void
culvert_session_dialogue_take_login (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  culvert_session_dialogue_clear (self);
  self->wants_login = TRUE;
}

gboolean
culvert_session_dialogue_has_question (CulvertSessionDialogue *self)
{
  return self->request != NULL || self->wants_login;
}

gboolean
culvert_session_dialogue_is_waited_for (CulvertSessionDialogue *self)
{
  return self->wants_login ||
         (self->request != NULL && culvert_session_question_is_waited_for (self->request));
}

gboolean
culvert_session_dialogue_is_asked_for (CulvertSessionDialogue *self, const char *type)
{
  return self->request != NULL && g_str_equal (self->request->type, type);
}

CulvertSessionReason
culvert_session_dialogue_get_reason (CulvertSessionDialogue *self, CulvertSessionReason told)
{
  return culvert_session_question_outdates (self->request, told) ? CULVERT_REASON_NONE : told;
}

void
culvert_session_dialogue_ask (CulvertSessionDialogue *self, gboolean is_expected)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  if (self->asking != NULL || !culvert_session_dialogue_has_question (self))
    return;

  if (culvert_session_verdicts_is_exhausted (self->verdicts, self->request))
    give_up (self, CULVERT_REASON_TOO_MANY_REFUSALS);
  else
    start_asking (self, flags_for_question (self, is_expected));
}

void
culvert_session_dialogue_withdraw (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);
}

void
culvert_session_dialogue_clear (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);
  forget_question (self);
}

void
culvert_session_dialogue_take_state (CulvertSessionDialogue *self, const CulvertMgmtState *state)
{
  gboolean is_waited_for = culvert_session_dialogue_is_waited_for (self);

  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  if (!culvert_session_verdicts_take_state (self->verdicts, state) || is_waited_for)
    culvert_session_dialogue_clear (self);
  else if (self->asking != NULL)
    culvert_prompt_set_deadline (culvert_session_asking_get_prompt (self->asking),
                                 self->verdicts->proof.deadline);
}

void
culvert_session_dialogue_accepted (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  culvert_session_verdicts_accept (self->verdicts);
  culvert_session_dialogue_forgive (self);
}

void
culvert_session_dialogue_forgive (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  culvert_session_verdicts_forgive (self->verdicts);
  self->was_unsendable = FALSE;
  /* Whoever has the question before the eyes may go on with it. */
  if (self->asking == NULL)
    culvert_session_proof_drop_challenge (&self->verdicts->proof, &self->verdicts->answers);
}

void
culvert_session_dialogue_keep_nothing (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  culvert_session_verdicts_keep_nothing (
      self->verdicts,
      self->asking != NULL ? culvert_session_asking_get_prompt (self->asking) : NULL);
}

CulvertPrompt *
culvert_session_dialogue_get_prompt (CulvertSessionDialogue *self)
{
  CulvertPrompt *prompt =
      self->asking != NULL ? culvert_session_asking_get_prompt (self->asking) : NULL;

  return prompt != NULL && culvert_prompt_get_waits_for_user (prompt) ? prompt : NULL;
}
