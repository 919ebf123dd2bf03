/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-challenge.h"

#include <string.h>

#include "culvert-mgmt-command.h"

#define TYPE        "Auth"
#define MAX_TIMEOUT (24 * 60 * 60)

static const char timeout[] = "timeout ";

CulvertPrompt *
culvert_session_challenge_to_prompt (const CulvertMgmtChallenge *challenge,
                                     CulvertProfile *profile,
                                     CulvertPromptFlags flags,
                                     const char *username)
{
  CulvertPrompt *prompt = culvert_prompt_new (CULVERT_PROMPT_CHALLENGE,
                                              flags | CULVERT_PROMPT_NO_AUTO_ANSWER,
                                              culvert_profile_get_id (profile),
                                              culvert_profile_get_identity (profile),
                                              culvert_profile_get_name (profile),
                                              TYPE);

  culvert_prompt_set_message (prompt, challenge->text);
  if (challenge->username == NULL)
    {
      CulvertPromptField *field = culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL);

      culvert_prompt_field_set_suggestion (field, username);
      culvert_prompt_take_field (prompt, field);
    }
  if (challenge->wants_response)
    culvert_prompt_take_field (prompt, culvert_session_challenge_new_field (challenge->echo));

  return prompt;
}

static const char *
name_for (const CulvertMgmtChallenge *challenge, CulvertPrompt *prompt)
{
  CulvertPromptField *field = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  return field != NULL ? culvert_secret_text_peek (culvert_prompt_field_get_value (field))
                       : challenge->username;
}

GPtrArray *
culvert_session_challenge_to_commands (const CulvertMgmtChallenge *challenge,
                                       CulvertPrompt *prompt,
                                       GError **error)
{
  g_autoptr (GPtrArray) commands =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_mgmt_command_free);
  CulvertPromptField *field = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_RESPONSE);
  g_autoptr (CulvertSecretText) response = NULL;
  g_autoptr (CulvertMgmtCommand) username = NULL;
  g_autoptr (CulvertMgmtCommand) password = NULL;

  response = culvert_mgmt_challenge_dynamic_response (
      challenge,
      field != NULL ? culvert_prompt_field_get_value (field) : NULL);
  username = culvert_mgmt_command_username (TYPE, name_for (challenge, prompt), error);
  if (username == NULL)
    return NULL;
  password = culvert_mgmt_command_password (TYPE, response, error);
  if (password == NULL)
    return NULL;

  g_ptr_array_add (commands, g_steal_pointer (&username));
  g_ptr_array_add (commands, g_steal_pointer (&password));

  return g_steal_pointer (&commands);
}

CulvertPromptField *
culvert_session_challenge_new_field (gboolean echo)
{
  CulvertPromptFieldFlags flags = CULVERT_PROMPT_FIELD_ONE_TIME;

  if (!echo)
    flags |= CULVERT_PROMPT_FIELD_HIDDEN;

  return culvert_prompt_field_new (CULVERT_PROMPT_FIELD_RESPONSE, flags, NULL);
}

guint
culvert_session_challenge_read_timeout (const char *detail)
{
  guint64 seconds = 0;

  if (!g_str_has_prefix (detail, timeout) ||
      !g_ascii_string_to_unsigned (detail + strlen (timeout), 10, 1, MAX_TIMEOUT, &seconds, NULL))
    return 0;

  return (guint) seconds;
}
