/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-verdicts.h"

#include "culvert-session-question.h"
#include "culvert-session-reason.h"
#include "culvert-session-rejection.h"

#define MAX_REFUSALS 3

static void
clear (gpointer data)
{
  CulvertSessionVerdicts *self = data;

  culvert_session_proof_clear (&self->proof);
  culvert_session_answers_clear (&self->answers);
  culvert_session_memory_clear (&self->memory);
  g_clear_object (&self->profile);
}

CulvertSessionVerdicts *
culvert_session_verdicts_new (CulvertProfile *profile)
{
  CulvertSessionVerdicts *self = g_rc_box_new0 (CulvertSessionVerdicts);

  culvert_session_answers_init (&self->answers);
  culvert_session_memory_init (&self->memory, profile);
  self->profile = g_object_ref (profile);

  return self;
}

CulvertSessionVerdicts *
culvert_session_verdicts_ref (CulvertSessionVerdicts *self)
{
  return g_rc_box_acquire (self);
}

void
culvert_session_verdicts_unref (CulvertSessionVerdicts *self)
{
  g_rc_box_release_full (self, clear);
}

static guint
count_refusals (CulvertSessionVerdicts *self, const CulvertMgmtRequest *request)
{
  const char *type = request != NULL ? request->type : CULVERT_SESSION_LOGIN_TYPE;

  return culvert_session_answers_count_refusals (&self->answers, type);
}

gboolean
culvert_session_verdicts_is_exhausted (CulvertSessionVerdicts *self,
                                       const CulvertMgmtRequest *request)
{
  return count_refusals (self, request) >= MAX_REFUSALS;
}

/* What is to be deleted must not be used, and cannot be deleted while more is kept. */
static gboolean
keeps_nothing (CulvertSessionVerdicts *self)
{
  return self->keeping == CULVERT_KEEPING_FORBIDDEN ||
         culvert_profile_get_must_forget (self->profile);
}

CulvertPromptFlags
culvert_session_verdicts_get_flags (CulvertSessionVerdicts *self, const CulvertMgmtRequest *request)
{
  CulvertPromptFlags flags = 0;
  CulvertProfileChoice which;
  guint n_refusals = count_refusals (self, request);

  if (culvert_session_memory_concerns (culvert_session_question_get_kind (request), &which))
    return self->memory.chosen[which].n_failures > 0 ? CULVERT_PROMPT_RETRY : 0;

  if (n_refusals > 0)
    flags |= CULVERT_PROMPT_RETRY;
  if (n_refusals == MAX_REFUSALS - 1)
    flags |= CULVERT_PROMPT_LAST_TRY;
  if (self->is_challenged || culvert_profile_get_must_forget (self->profile))
    flags |= CULVERT_PROMPT_NO_AUTO_ANSWER;
  if (keeps_nothing (self))
    flags |= CULVERT_PROMPT_KEEPS_NOTHING;

  return flags;
}

void
culvert_session_verdicts_prepare (CulvertSessionVerdicts *self, CulvertPrompt *prompt)
{
  CulvertProfileChoice which;

  if (culvert_session_memory_concerns (culvert_prompt_get_kind (prompt), &which))
    {
      culvert_prompt_set_remember (prompt, culvert_profile_get_always (self->profile, which));
      return;
    }

  culvert_prompt_set_remember (prompt, self->keeping == CULVERT_KEEPING_SUGGESTED);
  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_RETRY))
    culvert_prompt_set_failure (prompt, self->answers.failure);
}

void
culvert_session_verdicts_set_keeping (CulvertSessionVerdicts *self, CulvertSessionKeeping keeping)
{
  if (keeping != CULVERT_KEEPING_SUGGESTED || self->keeping != CULVERT_KEEPING_FORBIDDEN)
    self->keeping = keeping;
}

/* What was chosen from a list is no secret. */
static void
keep_nothing_of (CulvertPrompt *prompt)
{
  if (culvert_prompt_get_choices (prompt) == NULL)
    culvert_prompt_set_remember (prompt, FALSE);
}

void
culvert_session_verdicts_limit_keeping (CulvertSessionVerdicts *self, CulvertPrompt *prompt)
{
  if (keeps_nothing (self))
    keep_nothing_of (prompt);
}

void
culvert_session_verdicts_keep_nothing (CulvertSessionVerdicts *self, CulvertPrompt *prompt)
{
  if (prompt != NULL)
    keep_nothing_of (prompt);
  for (guint i = 0; i < self->answers.sent->len; i++)
    keep_nothing_of (self->answers.sent->pdata[i]);
}

void
culvert_session_verdicts_await (CulvertSessionVerdicts *self, CulvertPrompt *prompt)
{
  /* Nothing is ever kept of an answer to the server itself. */
  if (culvert_session_proof_is_asked_by (prompt))
    return;

  /* One choice takes the place of the one before. */
  if (culvert_prompt_get_choices (prompt) != NULL)
    culvert_session_answers_settle (&self->answers,
                                    culvert_prompt_get_kind (prompt),
                                    CULVERT_PROMPT_WITHDRAWN);
  culvert_session_answers_add (&self->answers, prompt);
}

void
culvert_session_verdicts_take_answer (CulvertSessionVerdicts *self,
                                      const CulvertMgmtRequest *request,
                                      CulvertPrompt *prompt)
{
  self->is_challenged = FALSE;
  culvert_session_proof_take_answer (&self->proof, request, prompt);
}

/* A daemon that is led to a server asks on the way whether it is to take others. */
static gboolean
says_nothing_when_repeated (const CulvertMgmtRequest *request)
{
  return request->kind == CULVERT_MGMT_REQUEST_REMOTE ||
         request->kind == CULVERT_MGMT_REQUEST_PROXY;
}

void
culvert_session_verdicts_take_question (CulvertSessionVerdicts *self,
                                        const CulvertMgmtRequest *request)
{
  if (!culvert_session_question_is_waited_for (request))
    self->proof.is_beyond_password = TRUE;
  else if (!culvert_session_proof_fits (&self->proof, request) &&
           !says_nothing_when_repeated (request))
    culvert_session_answers_take_repetition (&self->answers, request->type);
}

gboolean
culvert_session_verdicts_is_challenged (CulvertSessionVerdicts *self)
{
  return self->proof.challenge != NULL;
}

/* When a session has expired, what opened it may open the next one; once, so that two programs do
 * not go on and on about it between themselves. */
static void
take_wish_for_more (CulvertSessionVerdicts *self, const CulvertMgmtRequest *request)
{
  gboolean has_expired =
      culvert_session_rejection_read (request->message).reason == CULVERT_REASON_SESSION_EXPIRED;

  culvert_session_answers_withdraw (&self->answers, request->type);
  self->is_challenged = !has_expired || self->has_expired;
  self->has_expired |= has_expired;
}

gboolean
culvert_session_verdicts_take_refusal (CulvertSessionVerdicts *self,
                                       const CulvertMgmtRequest *request)
{
  /* The server has spoken, so the key was opened. It will be asked for again all the same. */
  if (g_str_equal (request->type, CULVERT_SESSION_AUTH_TYPE))
    {
      culvert_session_answers_settle (&self->answers,
                                      CULVERT_PROMPT_KEY_PASSPHRASE,
                                      CULVERT_PROMPT_ACCEPTED);
      culvert_session_answers_settle (&self->answers,
                                      CULVERT_PROMPT_TOKEN_PIN,
                                      CULVERT_PROMPT_ACCEPTED);
    }

  switch (culvert_session_question_get_verdict (request))
    {
    case CULVERT_VERDICT_REFUSED:
      culvert_session_proof_take_refusal (&self->proof, request, &self->answers);
      culvert_session_answers_refuse (&self->answers, request->type, request->message);
      return TRUE;
    case CULVERT_VERDICT_ASKED_MORE:
      /* What led to a challenge was right, and waits with it. */
      if (!culvert_session_proof_take_challenge (&self->proof, request))
        take_wish_for_more (self, request);
      return FALSE;
    case CULVERT_VERDICT_LATER:
      return FALSE;
    }

  g_return_val_if_reached (FALSE);
}

void
culvert_session_verdicts_take_unwanted (CulvertSessionVerdicts *self,
                                        const CulvertMgmtRequest *request,
                                        const char *words)
{
  CulvertPromptKind kind = culvert_session_question_get_kind (request);
  CulvertProfileChoice which;

  g_return_if_fail (culvert_session_memory_concerns (kind, &which));

  culvert_session_memory_take_refusal (&self->memory, which, words);
  culvert_session_answers_settle (&self->answers, kind, CULVERT_PROMPT_REJECTED);
}

/* An attempt ended before the tunnel was up. */
static void
take_failure (CulvertSessionVerdicts *self, const char *detail)
{
  static const CulvertPromptKind kinds[] = { CULVERT_PROMPT_CERTIFICATE,
                                             CULVERT_PROMPT_SERVER,
                                             CULVERT_PROMPT_PROXY };
  CulvertSessionReason reason = culvert_session_reason_from_detail (detail);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      CulvertProfileChoice which;

      if (culvert_session_memory_concerns (kinds[i], &which) &&
          culvert_session_memory_take_failure (&self->memory, which, reason, detail))
        culvert_session_answers_settle (&self->answers, kinds[i], CULVERT_PROMPT_REJECTED);
    }
}

gboolean
culvert_session_verdicts_take_state (CulvertSessionVerdicts *self, const CulvertMgmtState *state)
{
  if (state->name == CULVERT_MGMT_STATE_RECONNECTING || state->name == CULVERT_MGMT_STATE_EXITING)
    take_failure (self, state->detail);

  /* There is a way to the server, whether or not that answers: the proxy has let us through. */
  if (state->name == CULVERT_MGMT_STATE_WAIT)
    culvert_session_answers_settle (&self->answers,
                                    CULVERT_PROMPT_PROXY_SIGN_IN,
                                    CULVERT_PROMPT_ACCEPTED);

  return culvert_session_proof_take_state (&self->proof, state);
}

void
culvert_session_verdicts_take_stage (CulvertSessionVerdicts *self, CulvertSessionStage stage)
{
  if (stage >= CULVERT_STAGE_HANDSHAKE)
    culvert_session_answers_settle (&self->answers,
                                    CULVERT_PROMPT_KEY_PASSPHRASE,
                                    CULVERT_PROMPT_ACCEPTED);
  if (stage >= CULVERT_STAGE_SETTINGS)
    culvert_session_answers_settle (&self->answers,
                                    CULVERT_PROMPT_TOKEN_PIN,
                                    CULVERT_PROMPT_ACCEPTED);
}

void
culvert_session_verdicts_take_login (CulvertSessionVerdicts *self, gboolean is_accepted)
{
  if (is_accepted)
    culvert_session_answers_accept (&self->answers, CULVERT_SESSION_LOGIN_TYPE);
  else
    culvert_session_answers_refuse (&self->answers, CULVERT_SESSION_LOGIN_TYPE, NULL);
}

static void
keep_choices (CulvertSessionVerdicts *self)
{
  for (guint i = 0; i < self->answers.sent->len; i++)
    {
      CulvertPrompt *prompt = self->answers.sent->pdata[i];
      CulvertProfileChoice which;

      if (culvert_session_memory_concerns (culvert_prompt_get_kind (prompt), &which))
        culvert_session_memory_keep (&self->memory, which, culvert_prompt_get_remember (prompt));
    }
}

void
culvert_session_verdicts_accept (CulvertSessionVerdicts *self)
{
  culvert_session_memory_take_success (&self->memory);
  keep_choices (self);
  culvert_session_answers_accept (&self->answers, NULL);
}

void
culvert_session_verdicts_forgive (CulvertSessionVerdicts *self)
{
  culvert_session_answers_forgive (&self->answers);
  self->is_challenged = FALSE;
  self->has_expired = FALSE;
}

void
culvert_session_verdicts_begin (CulvertSessionVerdicts *self)
{
  culvert_session_memory_begin (&self->memory);
}

void
culvert_session_verdicts_forget (CulvertSessionVerdicts *self)
{
  culvert_session_answers_withdraw (&self->answers, NULL);
  culvert_session_proof_drop_challenge (&self->proof, &self->answers);
  culvert_session_memory_forget_attempt (&self->memory);
  self->proof.is_beyond_password = FALSE;
}
