/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-question.h"

#include "culvert-mgmt-challenge.h"
#include "culvert-session-certificates.h"
#include "culvert-session-challenge.h"

#include <string.h>

static CulvertPromptKind
kind_of_password (const CulvertMgmtRequest *request)
{
  if (!request->type_is_exact)
    return CULVERT_PROMPT_PASSWORD;
  if (g_str_equal (request->type, "Auth") && request->needs_username)
    return request->needs_password ? CULVERT_PROMPT_SIGN_IN : CULVERT_PROMPT_USERNAME;
  if (request->needs_username)
    return g_str_equal (request->type, "HTTP Proxy") || g_str_equal (request->type, "SOCKS Proxy")
               ? CULVERT_PROMPT_PROXY_SIGN_IN
               : CULVERT_PROMPT_PASSWORD;
  if (g_str_equal (request->type, "Private Key"))
    return CULVERT_PROMPT_KEY_PASSPHRASE;
  if (g_str_has_suffix (request->type, " token"))
    return CULVERT_PROMPT_TOKEN_PIN;

  return CULVERT_PROMPT_PASSWORD;
}

CulvertPromptKind
culvert_session_question_get_kind (const CulvertMgmtRequest *request)
{
  if (request == NULL)
    return CULVERT_PROMPT_MANAGEMENT_PASSWORD;

  switch (request->kind)
    {
    case CULVERT_MGMT_REQUEST_PASSWORD:
      return kind_of_password (request);
    case CULVERT_MGMT_REQUEST_NEED_OK:
      return CULVERT_PROMPT_CONFIRMATION;
    case CULVERT_MGMT_REQUEST_NEED_STR:
      return request->type_is_exact && g_str_equal (request->type, CULVERT_SESSION_CERTIFICATE_TYPE)
                 ? CULVERT_PROMPT_CERTIFICATE
                 : CULVERT_PROMPT_TEXT;
    case CULVERT_MGMT_REQUEST_CHALLENGE:
      return CULVERT_PROMPT_CHALLENGE;
    case CULVERT_MGMT_REQUEST_WEB_SIGN_IN:
      return CULVERT_PROMPT_WEB_SIGN_IN;
    case CULVERT_MGMT_REQUEST_REMOTE:
      return CULVERT_PROMPT_SERVER;
    case CULVERT_MGMT_REQUEST_PROXY:
      return CULVERT_PROMPT_PROXY;
    case CULVERT_MGMT_REQUEST_REFUSED:
    case CULVERT_MGMT_REQUEST_AUTH_TOKEN:
      break;
    }

  g_return_val_if_reached (CULVERT_PROMPT_TEXT);
}

/* What a kind allows: whether its answer may be kept, and who may give it. */
static CulvertPromptFlags
flags_of (CulvertPromptKind kind)
{
  switch (kind)
    {
    case CULVERT_PROMPT_SIGN_IN:
    case CULVERT_PROMPT_USERNAME:
    case CULVERT_PROMPT_KEY_PASSPHRASE:
    case CULVERT_PROMPT_PROXY_SIGN_IN:
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return CULVERT_PROMPT_MAY_REMEMBER;
    case CULVERT_PROMPT_CERTIFICATE:
    case CULVERT_PROMPT_SERVER:
    case CULVERT_PROMPT_PROXY:
      return CULVERT_PROMPT_MAY_REMEMBER | CULVERT_PROMPT_NO_AUTO_ANSWER;
    case CULVERT_PROMPT_TOKEN_PIN:
    case CULVERT_PROMPT_PASSWORD:
    case CULVERT_PROMPT_CONFIRMATION:
    case CULVERT_PROMPT_TEXT:
    case CULVERT_PROMPT_CHALLENGE:
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return CULVERT_PROMPT_NO_AUTO_ANSWER;
    }

  g_return_val_if_reached (CULVERT_PROMPT_NO_AUTO_ANSWER);
}

/* The daemon cuts a question after a byte, which may be in the middle of a character. */
static char *
mark_cut (const char *text)
{
  const char *end = text + strlen (text);
  const char *last = g_utf8_find_prev_char (text, end);

  if (last != NULL && g_utf8_get_char_validated (last, end - last) == (gunichar) -2)
    end = last;

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/* @text: (nullable): a part of the question */
static char *
read_words (const CulvertMgmtRequest *request, const char *text)
{
  return request->was_cut && text != NULL ? mark_cut (text) : g_strdup (text);
}

static void
add_password_fields (CulvertPrompt *prompt, const CulvertMgmtRequest *request)
{
  const CulvertPromptFieldFlags secret =
      CULVERT_PROMPT_FIELD_HIDDEN | CULVERT_PROMPT_FIELD_MAY_EMPTY;
  CulvertPromptFieldFlags response = CULVERT_PROMPT_FIELD_ONE_TIME | CULVERT_PROMPT_FIELD_MAY_EMPTY;
  g_autofree char *challenge = read_words (request, request->challenge);

  if (request->needs_username)
    culvert_prompt_take_field (prompt,
                               culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL));
  if (request->needs_password)
    culvert_prompt_take_field (
        prompt,
        culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, secret, NULL));
  if (challenge == NULL)
    return;

  if (!request->challenge_echo)
    response |= CULVERT_PROMPT_FIELD_HIDDEN;
  culvert_prompt_take_field (
      prompt,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_RESPONSE, response, challenge));
}

static void
add_fields (CulvertPrompt *prompt, const CulvertMgmtRequest *request)
{
  switch (culvert_session_question_get_kind (request))
    {
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      culvert_prompt_take_field (prompt,
                                 culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD,
                                                           CULVERT_PROMPT_FIELD_HIDDEN,
                                                           NULL));
      break;
    case CULVERT_PROMPT_TEXT:
      culvert_prompt_take_field (prompt,
                                 culvert_prompt_field_new (CULVERT_PROMPT_FIELD_TEXT, 0, NULL));
      break;
    case CULVERT_PROMPT_CHALLENGE:
      if (request->wants_response)
        culvert_prompt_take_field (prompt,
                                   culvert_session_challenge_new_field (request->challenge_echo));
      break;
    case CULVERT_PROMPT_PROXY:
      culvert_prompt_take_field (prompt,
                                 culvert_prompt_field_new (CULVERT_PROMPT_FIELD_TEXT,
                                                           CULVERT_PROMPT_FIELD_MAY_EMPTY,
                                                           NULL));
      break;
    case CULVERT_PROMPT_CONFIRMATION:
    case CULVERT_PROMPT_WEB_SIGN_IN:
    case CULVERT_PROMPT_CERTIFICATE:
    case CULVERT_PROMPT_SERVER:
      break;
    case CULVERT_PROMPT_SIGN_IN:
    case CULVERT_PROMPT_USERNAME:
    case CULVERT_PROMPT_KEY_PASSPHRASE:
    case CULVERT_PROMPT_TOKEN_PIN:
    case CULVERT_PROMPT_PROXY_SIGN_IN:
    case CULVERT_PROMPT_PASSWORD:
      add_password_fields (prompt, request);
      break;
    }
}

/* What of a prompt follows from the question alone. */
static CulvertPromptFlags
flags_for (const CulvertMgmtRequest *request)
{
  CulvertPromptFlags flags = flags_of (culvert_session_question_get_kind (request));

  if (request != NULL && (request->was_cut || request->challenge_unsupported))
    flags |= CULVERT_PROMPT_NO_AUTO_ANSWER;
  if (request != NULL && request->challenge_unsupported)
    flags |= CULVERT_PROMPT_UNSUPPORTED;

  return flags;
}

static void
set_message (CulvertPrompt *prompt, const CulvertMgmtRequest *request)
{
  g_autofree char *words = NULL;

  if (request == NULL)
    return;

  words = culvert_prompt_get_kind (prompt) == CULVERT_PROMPT_PROXY
              ? g_strdup (request->remote->host)
              : read_words (request, request->message);
  culvert_prompt_set_message (prompt, words);
}

CulvertPrompt *
culvert_session_question_to_prompt (const CulvertMgmtRequest *request,
                                    CulvertProfile *profile,
                                    CulvertPromptFlags flags)
{
  CulvertPromptKind kind = culvert_session_question_get_kind (request);
  CulvertPrompt *prompt;

  flags |= flags_for (request);
  if ((flags & CULVERT_PROMPT_KEEPS_NOTHING) != 0)
    flags &= (CulvertPromptFlags) ~CULVERT_PROMPT_MAY_REMEMBER;

  prompt = culvert_prompt_new (kind,
                               flags,
                               culvert_profile_get_id (profile),
                               culvert_profile_get_identity (profile),
                               culvert_profile_get_name (profile),
                               request != NULL ? request->type : NULL);
  set_message (prompt, request);
  add_fields (prompt, request);

  return prompt;
}

static CulvertSecretText *
value_of (CulvertPrompt *prompt, CulvertPromptFieldRole role)
{
  CulvertPromptField *field = culvert_prompt_find_field (prompt, role);

  return field != NULL ? culvert_prompt_field_get_value (field) : NULL;
}

static CulvertMgmtCommand *
password_command (const CulvertMgmtRequest *request, CulvertPrompt *prompt, GError **error)
{
  CulvertSecretText *password = value_of (prompt, CULVERT_PROMPT_FIELD_PASSWORD);
  CulvertSecretText *response = value_of (prompt, CULVERT_PROMPT_FIELD_RESPONSE);
  g_autoptr (CulvertSecretText) both = NULL;

  if (response == NULL)
    return culvert_mgmt_command_password (request->type, password, error);

  both = culvert_mgmt_challenge_static_response (password, response, request->challenge_concat);
  return culvert_mgmt_command_password (request->type, both, error);
}

static CulvertMgmtCommand *
response_command (CulvertPrompt *prompt, GError **error)
{
  g_autoptr (CulvertSecretText) encoded =
      culvert_mgmt_challenge_text_response (value_of (prompt, CULVERT_PROMPT_FIELD_RESPONSE));

  return culvert_mgmt_command_cr_response (encoded, error);
}

/* Adds what a constructor made. FALSE where it made nothing. */
static gboolean
take_command (GPtrArray *commands, CulvertMgmtCommand *owned_command)
{
  if (owned_command == NULL)
    return FALSE;

  g_ptr_array_add (commands, owned_command);
  return TRUE;
}

static gboolean
add_password_commands (GPtrArray *commands,
                       const CulvertMgmtRequest *request,
                       CulvertPrompt *prompt,
                       GError **error)
{
  CulvertSecretText *username = value_of (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  if (request->needs_username &&
      !take_command (commands,
                     culvert_mgmt_command_username (request->type,
                                                    culvert_secret_text_peek (username),
                                                    error)))
    return FALSE;

  return !request->needs_password ||
         take_command (commands, password_command (request, prompt, error));
}

GPtrArray *
culvert_session_question_to_commands (const CulvertMgmtRequest *request,
                                      CulvertPrompt *prompt,
                                      GError **error)
{
  g_autoptr (GPtrArray) commands =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_mgmt_command_free);
  gboolean is_complete = FALSE;

  switch (request->kind)
    {
    case CULVERT_MGMT_REQUEST_PASSWORD:
      is_complete = add_password_commands (commands, request, prompt, error);
      break;
    case CULVERT_MGMT_REQUEST_NEED_OK:
      is_complete =
          take_command (commands,
                        culvert_mgmt_command_needok (request->type,
                                                     culvert_prompt_get_confirmed (prompt),
                                                     error));
      break;
    case CULVERT_MGMT_REQUEST_NEED_STR:
      is_complete =
          take_command (commands,
                        culvert_mgmt_command_needstr (
                            request->type,
                            culvert_secret_text_peek (value_of (prompt, CULVERT_PROMPT_FIELD_TEXT)),
                            error));
      break;
    case CULVERT_MGMT_REQUEST_CHALLENGE:
      is_complete =
          !request->wants_response || take_command (commands, response_command (prompt, error));
      break;
    case CULVERT_MGMT_REQUEST_WEB_SIGN_IN:
      is_complete = TRUE;
      break;
    case CULVERT_MGMT_REQUEST_REMOTE:
    case CULVERT_MGMT_REQUEST_PROXY:
    case CULVERT_MGMT_REQUEST_REFUSED:
    case CULVERT_MGMT_REQUEST_AUTH_TOKEN:
      g_return_val_if_reached (NULL);
    }

  return is_complete ? g_steal_pointer (&commands) : NULL;
}

gboolean
culvert_session_question_is_waited_for (const CulvertMgmtRequest *request)
{
  return request->kind != CULVERT_MGMT_REQUEST_CHALLENGE &&
         request->kind != CULVERT_MGMT_REQUEST_WEB_SIGN_IN;
}

static gboolean
is_about_the_same (const CulvertMgmtRemote *a, const CulvertMgmtRemote *b)
{
  return a == NULL || b == NULL ? a == b : culvert_mgmt_remote_equal (a, b);
}

gboolean
culvert_session_question_outdates (const CulvertMgmtRequest *request, CulvertSessionReason reason)
{
  CulvertPromptKind kind = culvert_session_question_get_kind (request);

  return reason == CULVERT_REASON_KEY_PASSPHRASE &&
         (kind == CULVERT_PROMPT_CONFIRMATION || kind == CULVERT_PROMPT_TOKEN_PIN ||
          kind == CULVERT_PROMPT_CERTIFICATE);
}

gboolean
culvert_session_question_equal (const CulvertMgmtRequest *a, const CulvertMgmtRequest *b)
{
  return a->kind == b->kind && g_str_equal (a->type, b->type) &&
         g_strcmp0 (a->message, b->message) == 0 && g_strcmp0 (a->challenge, b->challenge) == 0 &&
         is_about_the_same (a->remote, b->remote);
}

CulvertSessionVerdict
culvert_session_question_get_verdict (const CulvertMgmtRequest *request)
{
  const char *message = request->message != NULL ? request->message : "";

  if (g_str_has_prefix (message, "CRV1:") || g_str_has_prefix (message, "SESSION"))
    return CULVERT_VERDICT_ASKED_MORE;
  if (g_str_has_prefix (message, "TEMP"))
    return CULVERT_VERDICT_LATER;

  return CULVERT_VERDICT_REFUSED;
}
