/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-answers.h"

void
culvert_session_answers_init (CulvertSessionAnswers *self)
{
  self->sent = g_ptr_array_new_with_free_func (g_object_unref);
  self->refusals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
culvert_session_answers_clear (CulvertSessionAnswers *self)
{
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_clear_pointer (&self->refusals, g_hash_table_unref);
  g_clear_pointer (&self->failure, g_free);
}

void
culvert_session_answers_add (CulvertSessionAnswers *self, CulvertPrompt *prompt)
{
  g_ptr_array_add (self->sent, g_object_ref (prompt));
}

static const char *
type_of (CulvertPrompt *prompt)
{
  const char *realm = culvert_prompt_get_realm (prompt);

  return realm != NULL ? realm : CULVERT_SESSION_LOGIN_TYPE;
}

static void
settle_one (CulvertSessionAnswers *self, guint index, CulvertPromptOutcome outcome)
{
  g_autoptr (CulvertPrompt) prompt = g_ptr_array_steal_index (self->sent, index);

  culvert_prompt_set_outcome (prompt, outcome);
}

/* Whoever is told of an outcome may make others move on. */
static void
settle_type (CulvertSessionAnswers *self, const char *type, CulvertPromptOutcome outcome)
{
  for (guint i = self->sent->len; i > 0; i = MIN (i - 1, self->sent->len))
    if (type == NULL || g_str_equal (type_of (self->sent->pdata[i - 1]), type))
      settle_one (self, i - 1, outcome);
}

void
culvert_session_answers_accept (CulvertSessionAnswers *self, const char *type)
{
  settle_type (self, type, CULVERT_PROMPT_ACCEPTED);
  if (type != NULL)
    g_hash_table_remove (self->refusals, type);
  else
    culvert_session_answers_forgive (self);
}

void
culvert_session_answers_withdraw (CulvertSessionAnswers *self, const char *type)
{
  settle_type (self, type, CULVERT_PROMPT_WITHDRAWN);
}

void
culvert_session_answers_refuse (CulvertSessionAnswers *self, const char *type, const char *words)
{
  guint n = culvert_session_answers_count_refusals (self, type) + 1;

  g_hash_table_replace (self->refusals, g_strdup (type), GUINT_TO_POINTER (n));
  g_free (self->failure);
  self->failure = g_strdup (words);
  settle_type (self, type, CULVERT_PROMPT_REJECTED);
}

/* A token, a key and a proxy say no in no other way. */
static gboolean
is_refused_by_repetition (CulvertPromptKind kind)
{
  return kind == CULVERT_PROMPT_TOKEN_PIN || kind == CULVERT_PROMPT_KEY_PASSPHRASE ||
         kind == CULVERT_PROMPT_PROXY_SIGN_IN;
}

void
culvert_session_answers_take_repetition (CulvertSessionAnswers *self, const char *type)
{
  for (guint i = 0; i < self->sent->len; i++)
    {
      if (!g_str_equal (type_of (self->sent->pdata[i]), type))
        continue;

      if (is_refused_by_repetition (culvert_prompt_get_kind (self->sent->pdata[i])))
        culvert_session_answers_refuse (self, type, NULL);
      else
        culvert_session_answers_withdraw (self, type);
      return;
    }
}

void
culvert_session_answers_settle (CulvertSessionAnswers *self,
                                CulvertPromptKind kind,
                                CulvertPromptOutcome outcome)
{
  for (guint i = self->sent->len; i > 0; i = MIN (i - 1, self->sent->len))
    {
      CulvertPrompt *prompt = self->sent->pdata[i - 1];

      if (culvert_prompt_get_kind (prompt) != kind)
        continue;

      if (outcome == CULVERT_PROMPT_ACCEPTED)
        g_hash_table_remove (self->refusals, type_of (prompt));
      settle_one (self, i - 1, outcome);
    }
}

guint
culvert_session_answers_count_refusals (const CulvertSessionAnswers *self, const char *type)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->refusals, type));
}

void
culvert_session_answers_forgive (CulvertSessionAnswers *self)
{
  g_hash_table_remove_all (self->refusals);
  g_clear_pointer (&self->failure, g_free);
}
