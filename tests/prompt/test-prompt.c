/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt.h"

/* A sign-in with a one-time code. */
static CulvertPrompt *
new_prompt (CulvertPromptFlags flags)
{
  CulvertPrompt *prompt = culvert_prompt_new (CULVERT_PROMPT_SIGN_IN,
                                              flags,
                                              "00000000-0000-4000-8000-000000000000",
                                              "identity",
                                              "Office",
                                              "Auth");

  culvert_prompt_take_field (
      prompt,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL));
  culvert_prompt_take_field (prompt,
                             culvert_prompt_field_new (CULVERT_PROMPT_FIELD_RESPONSE,
                                                       CULVERT_PROMPT_FIELD_ONE_TIME,
                                                       "Code"));

  return prompt;
}

static void
fill (CulvertPrompt *prompt)
{
  for (guint i = 0; i < culvert_prompt_get_n_fields (prompt); i++)
    {
      g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);

      culvert_prompt_field_set_value (culvert_prompt_get_field (prompt, i), text);
    }
}

static gboolean
is_blank (CulvertPrompt *prompt, CulvertPromptFieldRole role)
{
  return culvert_prompt_field_is_blank (culvert_prompt_find_field (prompt, role));
}

static void
test_is_complete_when_no_blank_is_left (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (0);
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);

  g_assert_false (culvert_prompt_is_complete (prompt));
  culvert_prompt_field_set_value (culvert_prompt_get_field (prompt, 0), text);
  g_assert_false (culvert_prompt_is_complete (prompt));
  culvert_prompt_field_set_value (culvert_prompt_get_field (prompt, 1), text);
  g_assert_true (culvert_prompt_is_complete (prompt));
}

static void
test_fields_are_found_by_role (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (0);

  g_assert_true (culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_RESPONSE) ==
                 culvert_prompt_get_field (prompt, 1));
  g_assert_null (culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME));
}

static void
test_every_kind_has_a_word_of_its_own (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  for (CulvertPromptKind kind = CULVERT_PROMPT_SIGN_IN; kind <= CULVERT_PROMPT_WEB_SIGN_IN; kind++)
    g_assert_true (g_hash_table_add (words, (gpointer) culvert_prompt_kind_to_string (kind)));

  g_assert_true (g_hash_table_contains (words, "key-passphrase"));
}

static void
test_outcome_only_moves_forward (void)
{
  static const gboolean may_follow[5][5] = {
    /* to:                        PENDING ANSWERED ACCEPTED REJECTED WITHDRAWN */
    [CULVERT_PROMPT_PENDING] = { TRUE, TRUE, FALSE, FALSE, TRUE },
    [CULVERT_PROMPT_ANSWERED] = { FALSE, TRUE, TRUE, TRUE, TRUE },
    [CULVERT_PROMPT_ACCEPTED] = { FALSE, FALSE, TRUE, FALSE, FALSE },
    [CULVERT_PROMPT_REJECTED] = { FALSE, FALSE, FALSE, TRUE, FALSE },
    [CULVERT_PROMPT_WITHDRAWN] = { FALSE, FALSE, FALSE, FALSE, TRUE },
  };

  for (CulvertPromptOutcome old = CULVERT_PROMPT_PENDING; old <= CULVERT_PROMPT_WITHDRAWN; old++)
    for (CulvertPromptOutcome next = CULVERT_PROMPT_PENDING; next <= CULVERT_PROMPT_WITHDRAWN;
         next++)
      {
        g_autoptr (CulvertPrompt) prompt = new_prompt (0);

        if (old == CULVERT_PROMPT_ACCEPTED || old == CULVERT_PROMPT_REJECTED)
          culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
        culvert_prompt_set_outcome (prompt, old);

        if (!may_follow[old][next])
          g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*may_follow*");
        culvert_prompt_set_outcome (prompt, next);
        if (!may_follow[old][next])
          g_test_assert_expected_messages ();

        g_assert_cmpint (culvert_prompt_get_outcome (prompt),
                         ==,
                         may_follow[old][next] ? next : old);
      }
}

static void
on_notify (CulvertPrompt *prompt, GParamSpec *pspec, guint *n_notified)
{
  (*n_notified)++;
  g_assert_false (is_blank (prompt, CULVERT_PROMPT_FIELD_PASSWORD));
}

static void
test_values_are_there_for_whoever_is_notified (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (CULVERT_PROMPT_MAY_REMEMBER);
  guint n_notified = 0;

  g_signal_connect (prompt, "notify::outcome", G_CALLBACK (on_notify), &n_notified);
  fill (prompt);
  culvert_prompt_set_remember (prompt, TRUE);

  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  g_assert_cmpint (n_notified, ==, 1);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ACCEPTED);
  g_assert_cmpint (n_notified, ==, 2);
}

/* S29 */
static void
test_values_go_with_the_final_outcome (void)
{
  static const CulvertPromptOutcome final[] = { CULVERT_PROMPT_ACCEPTED,
                                                CULVERT_PROMPT_REJECTED,
                                                CULVERT_PROMPT_WITHDRAWN };

  for (gsize i = 0; i < G_N_ELEMENTS (final); i++)
    {
      g_autoptr (CulvertPrompt) prompt = new_prompt (CULVERT_PROMPT_MAY_REMEMBER);

      fill (prompt);
      culvert_prompt_set_remember (prompt, TRUE);
      culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
      g_assert_false (is_blank (prompt, CULVERT_PROMPT_FIELD_PASSWORD));

      culvert_prompt_set_outcome (prompt, final[i]);
      g_assert_true (is_blank (prompt, CULVERT_PROMPT_FIELD_PASSWORD));
    }
}

static void
test_what_is_not_to_be_kept_goes_when_it_was_sent (void)
{
  g_autoptr (CulvertPrompt) forgotten = new_prompt (CULVERT_PROMPT_MAY_REMEMBER);
  g_autoptr (CulvertPrompt) remembered = new_prompt (CULVERT_PROMPT_MAY_REMEMBER);

  fill (forgotten);
  culvert_prompt_set_outcome (forgotten, CULVERT_PROMPT_ANSWERED);
  g_assert_true (is_blank (forgotten, CULVERT_PROMPT_FIELD_PASSWORD));

  fill (remembered);
  culvert_prompt_set_remember (remembered, TRUE);
  culvert_prompt_set_outcome (remembered, CULVERT_PROMPT_ANSWERED);
  g_assert_false (is_blank (remembered, CULVERT_PROMPT_FIELD_PASSWORD));
  g_assert_true (is_blank (remembered, CULVERT_PROMPT_FIELD_RESPONSE));
}

static void
test_remembers_only_where_it_may (void)
{
  g_autoptr (CulvertPrompt) no = new_prompt (0);
  g_autoptr (CulvertPrompt) yes = new_prompt (CULVERT_PROMPT_MAY_REMEMBER);

  culvert_prompt_set_remember (no, TRUE);
  culvert_prompt_set_remember (yes, TRUE);

  g_assert_false (culvert_prompt_get_remember (no));
  g_assert_true (culvert_prompt_get_remember (yes));
}

static void
test_texts_can_be_set_again (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (0);

  g_assert_null (culvert_prompt_get_message (prompt));
  culvert_prompt_set_message (prompt, "one");
  culvert_prompt_set_message (prompt, culvert_prompt_get_message (prompt));
  culvert_prompt_set_failure (prompt, "refused");

  g_assert_cmpstr (culvert_prompt_get_message (prompt), ==, "one");
  g_assert_cmpstr (culvert_prompt_get_failure (prompt), ==, "refused");

  g_assert_cmpint (culvert_prompt_get_fault (prompt), ==, CULVERT_PROMPT_FAULT_NONE);
  culvert_prompt_set_fault (prompt, CULVERT_PROMPT_FAULT_SILENT);
  g_assert_cmpint (culvert_prompt_get_fault (prompt), ==, CULVERT_PROMPT_FAULT_SILENT);
}

static void
count (guint *n_notified)
{
  (*n_notified)++;
}

static void
test_waiting_for_the_user_is_told_once (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (0);
  guint n_notified = 0;

  g_signal_connect_swapped (prompt, "notify::waits-for-user", G_CALLBACK (count), &n_notified);
  g_assert_false (culvert_prompt_get_waits_for_user (prompt));
  culvert_prompt_set_waits_for_user (prompt, TRUE);
  culvert_prompt_set_waits_for_user (prompt, TRUE);

  g_assert_true (culvert_prompt_get_waits_for_user (prompt));
  g_assert_cmpint (n_notified, ==, 1);
}

static void
on_notify_drop (CulvertPrompt *prompt, GParamSpec *pspec, CulvertPrompt **held)
{
  g_clear_object (held);
}

static void
test_may_be_dropped_while_it_notifies (void)
{
  CulvertPrompt *prompt = new_prompt (0);

  g_object_add_weak_pointer (G_OBJECT (prompt), (gpointer *) &prompt);
  g_signal_connect (prompt, "notify::outcome", G_CALLBACK (on_notify_drop), &prompt);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_WITHDRAWN);

  g_assert_null (prompt);
}

static void
test_can_be_bound_to (void)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (CULVERT_PROMPT_MAY_REMEMBER);
  gboolean waits_for_user = FALSE;
  gboolean is_loading = FALSE;
  gboolean remember = FALSE;
  gint64 deadline = 0;
  int outcome = CULVERT_PROMPT_PENDING;

  culvert_prompt_set_waits_for_user (prompt, TRUE);
  culvert_prompt_set_is_loading (prompt, TRUE);
  culvert_prompt_set_remember (prompt, TRUE);
  culvert_prompt_set_deadline (prompt, 42);
  g_object_get (prompt,
                "waits-for-user",
                &waits_for_user,
                "is-loading",
                &is_loading,
                "remember",
                &remember,
                "deadline",
                &deadline,
                NULL);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  g_object_get (prompt, "outcome", &outcome, NULL);
  g_assert_true (waits_for_user);
  g_assert_true (is_loading);
  g_assert_true (remember);
  g_assert_cmpint (deadline, ==, 42);
  g_assert_cmpint (outcome, ==, CULVERT_PROMPT_ANSWERED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/prompt/prompt/is-complete-when-no-blank-is-left",
                   test_is_complete_when_no_blank_is_left);
  g_test_add_func ("/prompt/prompt/fields-are-found-by-role", test_fields_are_found_by_role);
  g_test_add_func ("/prompt/prompt/every-kind-has-a-word-of-its-own",
                   test_every_kind_has_a_word_of_its_own);
  g_test_add_func ("/prompt/prompt/outcome-only-moves-forward", test_outcome_only_moves_forward);
  g_test_add_func ("/prompt/prompt/values-are-there-for-whoever-is-notified",
                   test_values_are_there_for_whoever_is_notified);
  g_test_add_func ("/prompt/prompt/values-go-with-the-final-outcome",
                   test_values_go_with_the_final_outcome);
  g_test_add_func ("/prompt/prompt/what-is-not-to-be-kept-goes-when-it-was-sent",
                   test_what_is_not_to_be_kept_goes_when_it_was_sent);
  g_test_add_func ("/prompt/prompt/remembers-only-where-it-may", test_remembers_only_where_it_may);
  g_test_add_func ("/prompt/prompt/texts-can-be-set-again", test_texts_can_be_set_again);
  g_test_add_func ("/prompt/prompt/waiting-for-the-user-is-told-once",
                   test_waiting_for_the_user_is_told_once);
  g_test_add_func ("/prompt/prompt/may-be-dropped-while-it-notifies",
                   test_may_be_dropped_while_it_notifies);
  g_test_add_func ("/prompt/prompt/can-be-bound-to", test_can_be_bound_to);

  return g_test_run ();
}
