/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-test-sign-in.h"

#include "culvert-await.h"

static void
count (guint *n_store_failures)
{
  (*n_store_failures)++;
}

void
culvert_test_sign_in_renew (CulvertTestSignIn *fixture)
{
  if (fixture->answerer != NULL)
    g_assert_finalize_object (fixture->answerer);

  fixture->answerer = culvert_keyring_answerer_new ();
  g_signal_connect_swapped (fixture->answerer,
                            "store-failed",
                            G_CALLBACK (count),
                            &fixture->n_store_failures);
}

void
culvert_test_sign_in_set_up_alone (CulvertTestSignIn *fixture, gconstpointer unused)
{
  culvert_test_sign_in_renew (fixture);
}

void
culvert_test_sign_in_set_up (CulvertTestSignIn *fixture, gconstpointer unused)
{
  fixture->keyring = culvert_test_keyring_new ();
  culvert_test_sign_in_renew (fixture);
}

void
culvert_test_sign_in_tear_down (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->answerer);
  g_clear_pointer (&fixture->keyring, culvert_test_keyring_free);
  culvert_await_quiet ();
}

void
culvert_test_sign_in_take_field (CulvertPrompt *prompt,
                                 CulvertPromptFieldRole role,
                                 CulvertPromptFieldFlags flags)
{
  culvert_prompt_take_field (prompt, culvert_prompt_field_new (role, flags, NULL));
}

CulvertPrompt *
culvert_test_sign_in_prompt (const char *profile,
                             const char *identity,
                             const char *realm,
                             CulvertPromptFlags flags)
{
  CulvertPrompt *prompt = culvert_prompt_new (CULVERT_PROMPT_SIGN_IN,
                                              flags | CULVERT_PROMPT_MAY_REMEMBER,
                                              profile,
                                              identity,
                                              "Office",
                                              realm);

  culvert_test_sign_in_take_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
  culvert_test_sign_in_take_field (prompt,
                                   CULVERT_PROMPT_FIELD_PASSWORD,
                                   CULVERT_PROMPT_FIELD_HIDDEN);

  return prompt;
}

CulvertPrompt *
culvert_test_sign_in (CulvertPromptFlags flags)
{
  return culvert_test_sign_in_prompt (CULVERT_TEST_PROFILE, "identity", "Auth", flags);
}

CulvertAnswerResult
culvert_test_sign_in_ask (CulvertTestSignIn *fixture, CulvertPrompt *prompt)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CulvertAnswerResult answer;

  culvert_answerer_answer_async (CULVERT_ANSWERER (fixture->answerer),
                                 prompt,
                                 NULL,
                                 culvert_await_on_ready,
                                 &result);
  culvert_await (result != NULL);

  answer = culvert_answerer_answer_finish (CULVERT_ANSWERER (fixture->answerer), result, &error);
  g_assert_no_error (error);

  return answer;
}

void
culvert_test_sign_in_type (CulvertPrompt *prompt, CulvertPromptFieldRole role, const char *text)
{
  g_autoptr (CulvertSecretText) value = culvert_secret_text_new (text, -1);

  culvert_prompt_field_set_value (culvert_prompt_find_field (prompt, role), value);
}

void
culvert_test_sign_in_answer (CulvertPrompt *prompt, gboolean remember)
{
  culvert_test_sign_in_type (prompt, CULVERT_PROMPT_FIELD_USERNAME, CULVERT_TEST_USER);
  culvert_test_sign_in_type (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_TEST_PASSWORD);
  culvert_prompt_set_remember (prompt, remember);
}

void
culvert_test_sign_in_send (CulvertPrompt *prompt, CulvertPromptOutcome outcome)
{
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  culvert_prompt_set_outcome (prompt, outcome);
}

void
culvert_test_sign_in_keep (CulvertTestSignIn *fixture, const char *profile)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in_prompt (profile, "identity", "Auth", 0);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  culvert_test_sign_in_answer (prompt, TRUE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (culvert_test_keyring_count ("profile", profile) == 1);
}

void
culvert_test_sign_in_assert_value (CulvertPrompt *prompt,
                                   CulvertPromptFieldRole role,
                                   const char *expected)
{
  CulvertSecretText *value =
      culvert_prompt_field_get_value (culvert_prompt_find_field (prompt, role));

  if (expected == NULL)
    g_assert_null (value);
  else
    g_assert_cmpstr (culvert_secret_text_peek (value), ==, expected);
}
