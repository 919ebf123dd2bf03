/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-dialogue"

#include "culvert-session-dialogue.h"

#include "culvert-mgmt-error.h"
#include "culvert-session-answers.h"
#include "culvert-session-proof.h"
#include "culvert-session-question.h"

#define MAX_REFUSALS 3

/* Who has just answered waits for what comes of it: a further question may come up by itself. */
#define ATTENTIVE_SECONDS 120

struct _CulvertSessionDialogue
{
  GObject parent_instance;

  CulvertProfile *profile;   /* (owned) */
  CulvertAnswerer *answerer; /* (owned) */
  CulvertSessionLink *link;  /* (unowned): it belongs to the session, as we do */

  CulvertMgmtRequest *request; /* (owned) (nullable): the question that is open */
  gboolean wants_login;        /* the question is the management password */
  CulvertPrompt *asked;        /* (owned) (nullable): the question while somebody is asked */
  GCancellable *asking;        /* (owned) (nullable) */
  gboolean was_unsendable;

  CulvertSessionAnswers answers;
  CulvertSessionKeeping keeping;
  gint64 user_answered_at; /* monotonic; 0: not yet */
  gboolean is_challenged;  /* the next answer is to be new, though none was refused */
  CulvertSessionProof proof;
};

/* Whom an answer is for, while somebody is asked. */
typedef struct
{
  CulvertSessionDialogue *dialogue; /* (owned) */
  CulvertPrompt *prompt;            /* (owned) */
} Asking;

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
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static Asking *
asking_new (CulvertSessionDialogue *dialogue, CulvertPrompt *prompt)
{
  Asking *asking = g_new (Asking, 1);

  asking->dialogue = g_object_ref (dialogue);
  asking->prompt = g_object_ref (prompt);

  return asking;
}

static void
asking_free (Asking *asking)
{
  g_clear_object (&asking->dialogue);
  g_clear_object (&asking->prompt);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static const char *
type_of_question (CulvertSessionDialogue *self)
{
  return self->request != NULL ? self->request->type : CULVERT_SESSION_LOGIN_TYPE;
}

static void
drop_prompt (CulvertSessionDialogue *self, CulvertPromptOutcome outcome)
{
  g_autoptr (CulvertPrompt) prompt = g_steal_pointer (&self->asked);
  g_autoptr (GCancellable) asking = g_steal_pointer (&self->asking);

  if (prompt == NULL)
    return;

  g_signal_handlers_disconnect_by_data (prompt, self);
  if (outcome == CULVERT_PROMPT_WITHDRAWN)
    g_cancellable_cancel (asking);
  culvert_prompt_set_outcome (prompt, outcome);
  if (outcome == CULVERT_PROMPT_ANSWERED && !culvert_session_proof_is_asked_by (prompt))
    culvert_session_answers_add (&self->answers, prompt);
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

static gboolean
send_answer (CulvertSessionDialogue *self, GError **error)
{
  g_autoptr (GPtrArray) commands = NULL;

  if (self->wants_login)
    {
      CulvertPromptField *field =
          culvert_prompt_find_field (self->asked, CULVERT_PROMPT_FIELD_PASSWORD);

      return culvert_session_link_log_in (self->link,
                                          culvert_prompt_field_get_value (field),
                                          error);
    }

  commands = culvert_session_proof_to_commands (&self->proof, self->request, self->asked, error);
  if (commands == NULL)
    return FALSE;

  g_ptr_array_set_free_func (commands, NULL);
  for (guint i = 0; i < commands->len; i++)
    culvert_session_link_send (self->link, commands->pdata[i]);

  return TRUE;
}

/* What is to be deleted must not be used, and cannot be deleted while more is kept. */
static gboolean
keeps_nothing (CulvertSessionDialogue *self)
{
  return self->keeping == CULVERT_KEEPING_FORBIDDEN ||
         culvert_profile_get_must_forget (self->profile);
}

static void
take_answer (CulvertSessionDialogue *self)
{
  g_autoptr (GError) error = NULL;

  if (keeps_nothing (self))
    culvert_prompt_set_remember (self->asked, FALSE);

  if (culvert_prompt_get_waits_for_user (self->asked))
    self->user_answered_at = g_get_monotonic_time ();

  if (send_answer (self, &error))
    {
      self->was_unsendable = FALSE;
      self->is_challenged = FALSE;
      culvert_session_proof_take_answer (&self->proof, self->request, self->asked);
      drop_prompt (self, CULVERT_PROMPT_ANSWERED);
      forget_question (self);
      return;
    }

  drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);
  if (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE))
    {
      self->was_unsendable = TRUE;
      culvert_session_dialogue_ask (self, TRUE);
    }
}

/* NEED-OK has a word for no; other questions can only be left alone. */
static void
take_refusal_to_answer (CulvertSessionDialogue *self)
{
  if (self->request != NULL && self->request->kind == CULVERT_MGMT_REQUEST_NEED_OK)
    {
      culvert_prompt_set_confirmed (self->asked, FALSE);
      take_answer (self);
    }
  else
    drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);

  give_up (self, CULVERT_REASON_NOT_ANSWERED);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;
  CulvertSessionDialogue *self = asking->dialogue;
  CulvertAnswerResult answer =
      culvert_answerer_answer_finish (CULVERT_ANSWERER (source), result, &error);

  if (self->asked != asking->prompt)
    return;

  if (answer == CULVERT_ANSWER_HANDLED && culvert_prompt_is_complete (self->asked))
    take_answer (self);
  else
    take_refusal_to_answer (self);
}

static void
on_waits_for_user (CulvertSessionDialogue *self)
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
  guint n_refusals =
      culvert_session_answers_count_refusals (&self->answers, type_of_question (self));
  CulvertPromptFlags flags = 0;

  if (n_refusals > 0)
    flags |= CULVERT_PROMPT_RETRY;
  if (n_refusals == MAX_REFUSALS - 1)
    flags |= CULVERT_PROMPT_LAST_TRY;
  if (is_expected || is_user_attentive (self))
    flags |= CULVERT_PROMPT_EXPECTED;
  if (self->was_unsendable)
    flags |= CULVERT_PROMPT_UNSENDABLE | CULVERT_PROMPT_NO_AUTO_ANSWER;
  if (self->is_challenged || culvert_profile_get_must_forget (self->profile))
    flags |= CULVERT_PROMPT_NO_AUTO_ANSWER;
  if (keeps_nothing (self))
    flags |= CULVERT_PROMPT_KEEPS_NOTHING;

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
  if (!is_waited_for)
    self->proof.is_beyond_password = TRUE;
  else if (!culvert_session_proof_fits (&self->proof, self->request))
    culvert_session_answers_take_repetition (&self->answers, request->type);
}

static void
take_verdict (CulvertSessionDialogue *self, const CulvertMgmtRequest *request)
{
  /* The server has spoken, so the key was opened. It will be asked for again all the same. What the
   * server asked before is over. */
  if (g_str_equal (request->type, CULVERT_SESSION_AUTH_TYPE))
    {
      drop_prompt (self, CULVERT_PROMPT_WITHDRAWN);
      if (!culvert_session_dialogue_is_waited_for (self))
        forget_question (self);
      culvert_session_answers_prove (&self->answers, CULVERT_PROMPT_KEY_PASSPHRASE);
      culvert_session_answers_prove (&self->answers, CULVERT_PROMPT_TOKEN_PIN);
    }

  switch (culvert_session_question_get_verdict (request))
    {
    case CULVERT_VERDICT_REFUSED:
      culvert_session_proof_take_refusal (&self->proof, request, &self->answers);
      culvert_session_answers_refuse (&self->answers, request->type, request->message);
      g_signal_emit (self, signals[REFUSED], 0, request->message);
      break;
    case CULVERT_VERDICT_ASKED_MORE:
      /* What led to a challenge was right, and waits with it. */
      if (culvert_session_proof_take_challenge (&self->proof, request))
        break;
      culvert_session_answers_withdraw (&self->answers, request->type);
      self->is_challenged = TRUE;
      break;
    case CULVERT_VERDICT_LATER:
      break;
    }
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
  culvert_session_answers_withdraw (&self->answers, NULL);
  g_clear_object (&self->profile);
  g_clear_object (&self->answerer);

  G_OBJECT_CLASS (culvert_session_dialogue_parent_class)->dispose (object);
}

static void
culvert_session_dialogue_finalize (GObject *object)
{
  CulvertSessionDialogue *self = CULVERT_SESSION_DIALOGUE (object);

  g_clear_pointer (&self->request, culvert_mgmt_request_free);
  culvert_session_proof_clear (&self->proof);
  culvert_session_answers_clear (&self->answers);

  G_OBJECT_CLASS (culvert_session_dialogue_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, GType parameter)
{
  return g_signal_new (name,
                       CULVERT_TYPE_SESSION_DIALOGUE,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       1,
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

  signals[GAVE_UP] = new_signal ("gave-up", G_TYPE_UINT);
  signals[REFUSED] = new_signal ("refused", G_TYPE_STRING);
}

static void
culvert_session_dialogue_init (CulvertSessionDialogue *self)
{
  culvert_session_answers_init (&self->answers);
}

CulvertSessionDialogue *
culvert_session_dialogue_new (CulvertProfile *profile,
                              CulvertAnswerer *answerer,
                              CulvertSessionLink *link)
{
  CulvertSessionDialogue *self = g_object_new (CULVERT_TYPE_SESSION_DIALOGUE, NULL);

  self->profile = g_object_ref (profile);
  self->answerer = g_object_ref (answerer);
  self->link = link;

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
culvert_session_dialogue_is_challenged (CulvertSessionDialogue *self)
{
  return self->proof.challenge != NULL;
}

void
culvert_session_dialogue_ask (CulvertSessionDialogue *self, gboolean is_expected)
{
  CulvertPromptFlags flags;

  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  if (self->asked != NULL || !culvert_session_dialogue_has_question (self))
    return;

  if (culvert_session_answers_count_refusals (&self->answers, type_of_question (self)) >=
      MAX_REFUSALS)
    {
      give_up (self, CULVERT_REASON_TOO_MANY_REFUSALS);
      return;
    }

  flags = flags_for_question (self, is_expected);
  self->asked = culvert_session_proof_to_prompt (&self->proof, self->request, self->profile, flags);
  culvert_prompt_set_remember (self->asked, self->keeping == CULVERT_KEEPING_SUGGESTED);
  if (culvert_prompt_has_flag (self->asked, CULVERT_PROMPT_RETRY))
    culvert_prompt_set_failure (self->asked, self->answers.failure);
  g_signal_connect_object (self->asked,
                           "notify::waits-for-user",
                           G_CALLBACK (on_waits_for_user),
                           self,
                           G_CONNECT_SWAPPED);
  self->asking = g_cancellable_new ();
  culvert_answerer_answer_async (self->answerer,
                                 self->asked,
                                 self->asking,
                                 on_answered,
                                 asking_new (self, self->asked));
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

  if (!culvert_session_proof_take_state (&self->proof, state) || is_waited_for)
    culvert_session_dialogue_clear (self);
  else if (self->asked != NULL)
    culvert_prompt_set_deadline (self->asked, self->proof.deadline);
}

void
culvert_session_dialogue_forget_answers (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  culvert_session_answers_withdraw (&self->answers, NULL);
  culvert_session_proof_drop_challenge (&self->proof, &self->answers);
  self->proof.is_beyond_password = FALSE;
}

void
culvert_session_dialogue_take_stage (CulvertSessionDialogue *self, CulvertSessionStage stage)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  if (stage >= CULVERT_STAGE_HANDSHAKE)
    culvert_session_answers_prove (&self->answers, CULVERT_PROMPT_KEY_PASSPHRASE);
  if (stage >= CULVERT_STAGE_SETTINGS)
    culvert_session_answers_prove (&self->answers, CULVERT_PROMPT_TOKEN_PIN);
}

void
culvert_session_dialogue_login_done (CulvertSessionDialogue *self, gboolean is_accepted)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  if (is_accepted)
    culvert_session_answers_accept (&self->answers, CULVERT_SESSION_LOGIN_TYPE);
  else
    culvert_session_answers_refuse (&self->answers, CULVERT_SESSION_LOGIN_TYPE, NULL);
}

void
culvert_session_dialogue_accepted (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  culvert_session_answers_accept (&self->answers, NULL);
  culvert_session_dialogue_forgive (self);
}

void
culvert_session_dialogue_forgive (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  culvert_session_answers_forgive (&self->answers);
  self->was_unsendable = FALSE;
  self->is_challenged = FALSE;
  /* Whoever has the question before the eyes may go on with it. */
  if (self->asked == NULL)
    culvert_session_proof_drop_challenge (&self->proof, &self->answers);
}

void
culvert_session_dialogue_set_keeping (CulvertSessionDialogue *self, CulvertSessionKeeping keeping)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  if (keeping != CULVERT_KEEPING_SUGGESTED || self->keeping != CULVERT_KEEPING_FORBIDDEN)
    self->keeping = keeping;
}

void
culvert_session_dialogue_keep_nothing (CulvertSessionDialogue *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_DIALOGUE (self));

  if (self->asked != NULL)
    culvert_prompt_set_remember (self->asked, FALSE);
  for (guint i = 0; i < self->answers.sent->len; i++)
    culvert_prompt_set_remember (self->answers.sent->pdata[i], FALSE);
}

CulvertPrompt *
culvert_session_dialogue_get_prompt (CulvertSessionDialogue *self)
{
  return self->asked != NULL && culvert_prompt_get_waits_for_user (self->asked) ? self->asked
                                                                                : NULL;
}
