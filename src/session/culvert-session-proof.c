/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-proof.h"

#include "culvert-session-challenge.h"
#include "culvert-session-question.h"

void
culvert_session_proof_clear (CulvertSessionProof *self)
{
  g_clear_pointer (&self->challenge, culvert_mgmt_challenge_free);
  g_clear_pointer (&self->username, g_free);
}

gboolean
culvert_session_proof_take_challenge (CulvertSessionProof *self, const CulvertMgmtRequest *refusal)
{
  CulvertMgmtChallenge *challenge = NULL;

  if (g_str_equal (refusal->type, CULVERT_SESSION_AUTH_TYPE) && refusal->message != NULL)
    challenge = culvert_mgmt_challenge_parse (refusal->message);
  if (challenge == NULL)
    return FALSE;

  g_clear_pointer (&self->challenge, culvert_mgmt_challenge_free);
  self->challenge = challenge;

  return TRUE;
}

static gboolean
is_sign_in (const CulvertMgmtRequest *request)
{
  return request != NULL && request->kind == CULVERT_MGMT_REQUEST_PASSWORD &&
         request->type_is_exact && g_str_equal (request->type, CULVERT_SESSION_AUTH_TYPE) &&
         request->needs_username && request->needs_password;
}

gboolean
culvert_session_proof_fits (const CulvertSessionProof *self, const CulvertMgmtRequest *request)
{
  return self->challenge != NULL && is_sign_in (request);
}

gboolean
culvert_session_proof_is_asked_by (CulvertPrompt *prompt)
{
  CulvertPromptKind kind = culvert_prompt_get_kind (prompt);

  return kind == CULVERT_PROMPT_CHALLENGE || kind == CULVERT_PROMPT_WEB_SIGN_IN;
}

CulvertPrompt *
culvert_session_proof_to_prompt (const CulvertSessionProof *self,
                                 const CulvertMgmtRequest *request,
                                 CulvertProfile *profile,
                                 CulvertPromptFlags flags)
{
  CulvertPrompt *prompt;

  /* What was refused last was an answer to something else. */
  if (culvert_session_proof_fits (self, request))
    return culvert_session_challenge_to_prompt (self->challenge,
                                                profile,
                                                flags & ~CULVERT_PROMPT_RETRY,
                                                self->username);

  prompt = culvert_session_question_to_prompt (request, profile, flags);
  if (culvert_session_proof_is_asked_by (prompt))
    culvert_prompt_set_deadline (prompt, self->deadline);

  return prompt;
}

GPtrArray *
culvert_session_proof_to_commands (const CulvertSessionProof *self,
                                   const CulvertMgmtRequest *request,
                                   CulvertPrompt *prompt,
                                   GError **error)
{
  return culvert_session_proof_fits (self, request)
             ? culvert_session_challenge_to_commands (self->challenge, prompt, error)
             : culvert_session_question_to_commands (request, prompt, error);
}

void
culvert_session_proof_take_answer (CulvertSessionProof *self,
                                   const CulvertMgmtRequest *request,
                                   CulvertPrompt *prompt)
{
  CulvertPromptField *field = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  if (!is_sign_in (request))
    return;

  if (field != NULL)
    {
      g_free (self->username);
      self->username = g_strdup (culvert_secret_text_peek (culvert_prompt_field_get_value (field)));
    }
  self->is_beyond_password = self->challenge != NULL;
  g_clear_pointer (&self->challenge, culvert_mgmt_challenge_free);
}

void
culvert_session_proof_take_refusal (CulvertSessionProof *self,
                                    const CulvertMgmtRequest *refusal,
                                    CulvertSessionAnswers *answers)
{
  if (!g_str_equal (refusal->type, CULVERT_SESSION_AUTH_TYPE))
    return;

  culvert_session_proof_drop_challenge (self, answers);
  if (self->is_beyond_password)
    culvert_session_answers_withdraw (answers, CULVERT_SESSION_AUTH_TYPE);
  self->is_beyond_password = FALSE;
}

void
culvert_session_proof_drop_challenge (CulvertSessionProof *self, CulvertSessionAnswers *answers)
{
  if (self->challenge == NULL)
    return;

  g_clear_pointer (&self->challenge, culvert_mgmt_challenge_free);
  culvert_session_answers_withdraw (answers, CULVERT_SESSION_AUTH_TYPE);
}

gboolean
culvert_session_proof_take_state (CulvertSessionProof *self, const CulvertMgmtState *state)
{
  guint seconds;

  if (state->name == CULVERT_MGMT_STATE_GET_CONFIG)
    return TRUE;

  self->deadline = 0;
  if (state->name != CULVERT_MGMT_STATE_AUTH_PENDING)
    return FALSE;

  seconds = culvert_session_challenge_read_timeout (state->detail);
  if (seconds > 0)
    self->deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  return TRUE;
}
