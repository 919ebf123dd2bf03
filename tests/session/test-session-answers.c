/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-answers.h"

typedef struct
{
  CulvertSessionAnswers answers;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  culvert_session_answers_init (&fixture->answers);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  culvert_session_answers_clear (&fixture->answers);
}

/* An answer that was sent. */
static CulvertPrompt *
add (Fixture *fixture, CulvertPromptKind kind, const char *realm)
{
  CulvertPrompt *prompt = culvert_prompt_new (kind, 0, "id", "identity", "Office", realm);

  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  culvert_session_answers_add (&fixture->answers, prompt);

  return prompt;
}

static CulvertPrompt *
add_sign_in (Fixture *fixture)
{
  return add (fixture, CULVERT_PROMPT_SIGN_IN, "Auth");
}

static CulvertPrompt *
add_passphrase (Fixture *fixture)
{
  return add (fixture, CULVERT_PROMPT_KEY_PASSPHRASE, "Private Key");
}

static guint
count_refusals (Fixture *fixture, const char *type)
{
  return culvert_session_answers_count_refusals (&fixture->answers, type);
}

static void
test_up_proves_all_right (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPrompt) sign_in = add_sign_in (fixture);
  g_autoptr (CulvertPrompt) passphrase = add_passphrase (fixture);

  culvert_session_answers_refuse (&fixture->answers, "HTTP Proxy", "no");
  culvert_session_answers_accept (&fixture->answers, NULL);

  g_assert_cmpuint (culvert_prompt_get_outcome (sign_in), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_cmpuint (culvert_prompt_get_outcome (passphrase), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_cmpuint (count_refusals (fixture, "HTTP Proxy"), ==, 0);
  g_assert_null (fixture->answers.failure);
}

static void
test_a_refusal_is_of_one_type (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPrompt) sign_in = add_sign_in (fixture);
  g_autoptr (CulvertPrompt) passphrase = add_passphrase (fixture);

  culvert_session_answers_refuse (&fixture->answers, "Auth", "expired");

  g_assert_cmpuint (culvert_prompt_get_outcome (sign_in), ==, CULVERT_PROMPT_REJECTED);
  g_assert_cmpuint (culvert_prompt_get_outcome (passphrase), ==, CULVERT_PROMPT_ANSWERED);
  g_assert_cmpuint (count_refusals (fixture, "Auth"), ==, 1);
  g_assert_cmpuint (count_refusals (fixture, "Private Key"), ==, 0);
  g_assert_cmpstr (fixture->answers.failure, ==, "expired");
}

static void
test_refusals_add_up_until_they_are_forgiven (Fixture *fixture, gconstpointer data)
{
  culvert_session_answers_refuse (&fixture->answers, "Auth", "expired");
  culvert_session_answers_refuse (&fixture->answers, "Auth", NULL);
  g_assert_cmpuint (count_refusals (fixture, "Auth"), ==, 2);
  g_assert_null (fixture->answers.failure);

  culvert_session_answers_forgive (&fixture->answers);
  g_assert_cmpuint (count_refusals (fixture, "Auth"), ==, 0);
}

static void
test_the_management_password_has_a_type_of_its_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPrompt) login = add (fixture, CULVERT_PROMPT_MANAGEMENT_PASSWORD, NULL);
  g_autoptr (CulvertPrompt) nameless = add (fixture, CULVERT_PROMPT_PASSWORD, "");

  culvert_session_answers_refuse (&fixture->answers, CULVERT_SESSION_LOGIN_TYPE, NULL);
  g_assert_cmpuint (culvert_prompt_get_outcome (login), ==, CULVERT_PROMPT_REJECTED);
  g_assert_cmpuint (culvert_prompt_get_outcome (nameless), ==, CULVERT_PROMPT_ANSWERED);
  g_assert_cmpuint (count_refusals (fixture, CULVERT_SESSION_LOGIN_TYPE), ==, 1);

  culvert_session_answers_accept (&fixture->answers, CULVERT_SESSION_LOGIN_TYPE);
  g_assert_cmpuint (count_refusals (fixture, CULVERT_SESSION_LOGIN_TYPE), ==, 0);
  g_assert_cmpuint (culvert_prompt_get_outcome (nameless), ==, CULVERT_PROMPT_ANSWERED);
}

typedef struct
{
  CulvertPromptKind kind;
  CulvertPromptOutcome outcome;
} RepetitionRow;

static const RepetitionRow repetition_rows[] = {
  { CULVERT_PROMPT_TOKEN_PIN, CULVERT_PROMPT_REJECTED },
  { CULVERT_PROMPT_KEY_PASSPHRASE, CULVERT_PROMPT_REJECTED },
  { CULVERT_PROMPT_SIGN_IN, CULVERT_PROMPT_WITHDRAWN },
  { CULVERT_PROMPT_PROXY_SIGN_IN, CULVERT_PROMPT_REJECTED },
  { CULVERT_PROMPT_CONFIRMATION, CULVERT_PROMPT_WITHDRAWN },
  { CULVERT_PROMPT_TEXT, CULVERT_PROMPT_WITHDRAWN },
};

static void
test_a_repetition_refuses_only_what_has_no_other_word (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (repetition_rows); i++)
    {
      g_autofree char *type = g_strdup_printf ("type %u", repetition_rows[i].kind);
      g_autoptr (CulvertPrompt) prompt = add (fixture, repetition_rows[i].kind, type);
      gboolean is_refused = repetition_rows[i].outcome == CULVERT_PROMPT_REJECTED;

      culvert_session_answers_take_repetition (&fixture->answers, type);
      g_assert_cmpuint (culvert_prompt_get_outcome (prompt), ==, repetition_rows[i].outcome);
      g_assert_cmpuint (count_refusals (fixture, type), ==, is_refused ? 1 : 0);
    }
}

static void
test_a_first_question_is_no_repetition (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPrompt) sign_in = add_sign_in (fixture);

  culvert_session_answers_take_repetition (&fixture->answers, "Private Key");

  g_assert_cmpuint (culvert_prompt_get_outcome (sign_in), ==, CULVERT_PROMPT_ANSWERED);
  g_assert_cmpuint (count_refusals (fixture, "Private Key"), ==, 0);
}

static void
test_a_proof_is_of_one_kind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPrompt) sign_in = add_sign_in (fixture);
  g_autoptr (CulvertPrompt) wrong = add_passphrase (fixture);
  g_autoptr (CulvertPrompt) right = NULL;

  culvert_session_answers_refuse (&fixture->answers, "Private Key", NULL);
  right = add_passphrase (fixture);
  culvert_session_answers_settle (&fixture->answers,
                                  CULVERT_PROMPT_KEY_PASSPHRASE,
                                  CULVERT_PROMPT_ACCEPTED);

  g_assert_cmpuint (culvert_prompt_get_outcome (wrong), ==, CULVERT_PROMPT_REJECTED);
  g_assert_cmpuint (culvert_prompt_get_outcome (right), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_cmpuint (culvert_prompt_get_outcome (sign_in), ==, CULVERT_PROMPT_ANSWERED);
  g_assert_cmpuint (count_refusals (fixture, "Private Key"), ==, 0);
}

static void
on_outcome (CulvertPrompt *prompt, GParamSpec *pspec, Fixture *fixture)
{
  culvert_session_answers_withdraw (&fixture->answers, NULL);
}

static void
test_whoever_is_told_may_look_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPrompt) first = add_sign_in (fixture);
  g_autoptr (CulvertPrompt) second = add_sign_in (fixture);

  g_signal_connect (second, "notify::outcome", G_CALLBACK (on_outcome), fixture);
  culvert_session_answers_accept (&fixture->answers, "Auth");

  g_assert_cmpuint (culvert_prompt_get_outcome (second), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_cmpuint (culvert_prompt_get_outcome (first), ==, CULVERT_PROMPT_WITHDRAWN);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/session/answers/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("up-proves-all-right", test_up_proves_all_right);
  ADD ("a-refusal-is-of-one-type", test_a_refusal_is_of_one_type);
  ADD ("refusals-add-up-until-they-are-forgiven", test_refusals_add_up_until_they_are_forgiven);
  ADD ("the-management-password-has-a-type-of-its-own",
       test_the_management_password_has_a_type_of_its_own);
  ADD ("a-repetition-refuses-only-what-has-no-other-word",
       test_a_repetition_refuses_only_what_has_no_other_word);
  ADD ("a-first-question-is-no-repetition", test_a_first_question_is_no_repetition);
  ADD ("a-proof-is-of-one-kind", test_a_proof_is_of_one_kind);
  ADD ("whoever-is-told-may-look-again", test_whoever_is_told_may_look_again);

  return g_test_run ();
}
