/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-keyring-fill.h"

static CulvertPromptField *
find_user (CulvertPrompt *prompt)
{
  return culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);
}

/* The blank for a password that may be kept. (nullable) */
static CulvertPromptField *
find_password (CulvertPrompt *prompt)
{
  CulvertPromptField *field = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD);
  gboolean is_wanted = field != NULL && culvert_prompt_field_is_blank (field) &&
                       !culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_ONE_TIME);

  return is_wanted ? field : NULL;
}

static gboolean
is_for_user_alone (CulvertPrompt *prompt)
{
  return culvert_prompt_get_kind (prompt) == CULVERT_PROMPT_USERNAME;
}

static gboolean
is_untouched (CulvertPromptField *field)
{
  return culvert_prompt_field_get_draft (field) == NULL;
}

/* The value of a field that may be kept. (transfer none) (nullable) */
static CulvertSecretText *
get_lasting (CulvertPrompt *prompt, CulvertPromptFieldRole role)
{
  CulvertPromptField *field = culvert_prompt_find_field (prompt, role);

  if (field == NULL || culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_ONE_TIME))
    return NULL;

  return culvert_prompt_field_get_value (field);
}

CulvertSecretText *
culvert_keyring_lasting_password (CulvertPrompt *prompt)
{
  CulvertSecretText *password = get_lasting (prompt, CULVERT_PROMPT_FIELD_PASSWORD);

  if (is_for_user_alone (prompt))
    return culvert_secret_text_new ("", 0);

  return password != NULL ? culvert_secret_text_ref (password) : NULL;
}

const char *
culvert_keyring_lasting_user (CulvertPrompt *prompt)
{
  CulvertSecretText *user = get_lasting (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  return user != NULL ? culvert_secret_text_peek (user) : NULL;
}

void
culvert_keyring_suggest (CulvertPrompt *prompt, const CulvertKeyringItem *item)
{
  CulvertPromptField *user = find_user (prompt);

  if (user != NULL && culvert_prompt_field_is_blank (user) && item->user != NULL)
    culvert_prompt_field_set_suggestion (user, item->user);
}

/* FALSE where another name stands there, or none is known. */
static gboolean
fill_user (CulvertPrompt *prompt, CulvertPromptField *field, const char *user)
{
  g_autoptr (CulvertSecretText) name = NULL;

  if (!culvert_prompt_field_is_blank (field))
    return g_strcmp0 (culvert_keyring_lasting_user (prompt), user) == 0;
  if (user == NULL)
    return FALSE;

  name = culvert_secret_text_new (user, -1);
  culvert_prompt_field_set_value (field, name);

  return TRUE;
}

gboolean
culvert_keyring_fill (CulvertPrompt *prompt, const CulvertKeyringItem *item)
{
  CulvertPromptField *user = find_user (prompt);
  CulvertPromptField *password = find_password (prompt);

  if (password == NULL && !is_for_user_alone (prompt))
    return FALSE;
  if (user != NULL && !fill_user (prompt, user, item->user))
    return FALSE;

  if (password != NULL)
    culvert_prompt_field_set_value (password, item->password);

  return TRUE;
}

gboolean
culvert_keyring_offer (CulvertPrompt *prompt, const CulvertKeyringItem *item)
{
  CulvertPromptField *user = find_user (prompt);
  CulvertPromptField *password = find_password (prompt);

  culvert_keyring_suggest (prompt, item);

  if (password == NULL || !is_untouched (password))
    return FALSE;
  if (user != NULL && item->user == NULL)
    return FALSE;
  if (user != NULL && !is_untouched (user) &&
      !g_str_equal (culvert_prompt_field_get_draft (user), item->user))
    return FALSE;

  culvert_prompt_field_set_offer (password, item->password);

  return TRUE;
}
