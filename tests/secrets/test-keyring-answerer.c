/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-keyring-answerer.h"
#include "culvert-keyring.h"
#include "culvert-test-bus.h"
#include "culvert-test-keyring.h"
#include "culvert-test-service.h"

#define PROFILE       "5f0c6b2e-9d0e-4a55-9b3a-0d9a3f1c2b7e"
#define OTHER_PROFILE "00000000-0000-4000-8000-000000000001"
#define USER          "me@example.org"
#define PASSWORD      "c4nary-Pä55"

#define AT_ONCE  (G_USEC_PER_SEC / 2)
#define A_SECOND (G_USEC_PER_SEC * 3 / 2)

typedef struct
{
  CulvertTestKeyring *keyring;
  CulvertKeyringAnswerer *answerer;
  guint n_store_failures;
} Fixture;

static void
count (guint *n_store_failures)
{
  (*n_store_failures)++;
}

/* As after a restart of Culvert. */
static void
renew_answerer (Fixture *fixture)
{
  if (fixture->answerer != NULL)
    g_assert_finalize_object (fixture->answerer);

  fixture->answerer = culvert_keyring_answerer_new ();
  g_signal_connect_swapped (fixture->answerer,
                            "store-failed",
                            G_CALLBACK (count),
                            &fixture->n_store_failures);
}

static void
set_up_without_keyring (Fixture *fixture, gconstpointer unused)
{
  renew_answerer (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->keyring = culvert_test_keyring_new ();
  renew_answerer (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->answerer);
  g_clear_pointer (&fixture->keyring, culvert_test_keyring_free);
  culvert_await_quiet ();
}

static void
take_field (CulvertPrompt *prompt, CulvertPromptFieldRole role, CulvertPromptFieldFlags flags)
{
  culvert_prompt_take_field (prompt, culvert_prompt_field_new (role, flags, NULL));
}

static CulvertPrompt *
new_prompt (const char *profile, const char *identity, const char *realm, CulvertPromptFlags flags)
{
  CulvertPrompt *prompt = culvert_prompt_new (CULVERT_PROMPT_SIGN_IN,
                                              flags | CULVERT_PROMPT_MAY_REMEMBER,
                                              profile,
                                              identity,
                                              "Office",
                                              realm);

  take_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
  take_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN);

  return prompt;
}

static CulvertPrompt *
sign_in (CulvertPromptFlags flags)
{
  return new_prompt (PROFILE, "identity", "Auth", flags);
}

static CulvertAnswerResult
ask (Fixture *fixture, CulvertPrompt *prompt)
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

static void
type (CulvertPrompt *prompt, CulvertPromptFieldRole role, const char *text)
{
  g_autoptr (CulvertSecretText) value = culvert_secret_text_new (text, -1);

  culvert_prompt_field_set_value (culvert_prompt_find_field (prompt, role), value);
}

/* As the user does in a dialog. */
static void
answer_by_hand (CulvertPrompt *prompt, gboolean remember)
{
  type (prompt, CULVERT_PROMPT_FIELD_USERNAME, USER);
  type (prompt, CULVERT_PROMPT_FIELD_PASSWORD, PASSWORD);
  culvert_prompt_set_remember (prompt, remember);
}

static void
send_and_learn (CulvertPrompt *prompt, CulvertPromptOutcome outcome)
{
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  culvert_prompt_set_outcome (prompt, outcome);
}

static guint
count_items (const char *state)
{
  return culvert_test_keyring_count ("state", state);
}

/* Leaves an accepted answer in the keyring. */
static void
keep (Fixture *fixture, const char *profile)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (profile, "identity", "Auth", 0);

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  answer_by_hand (prompt, TRUE);
  send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (culvert_test_keyring_count ("profile", profile) == 1);
}

/* Leaves an answer in the keyring that was refused. */
static void
keep_refused (Fixture *fixture)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  keep (fixture, PROFILE);
  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  send_and_learn (prompt, CULVERT_PROMPT_REJECTED);
}

static void
assert_value (CulvertPrompt *prompt, CulvertPromptFieldRole role, const char *expected)
{
  CulvertSecretText *value =
      culvert_prompt_field_get_value (culvert_prompt_find_field (prompt, role));

  if (expected == NULL)
    g_assert_null (value);
  else
    g_assert_cmpstr (culvert_secret_text_peek (value), ==, expected);
}

static void
assert_only_suggests (Fixture *fixture, CulvertPrompt *prompt)
{
  CulvertPromptField *user = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, NULL);
  assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, NULL);
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (user), ==, USER);
}

static void
test_keeps_nothing_before_it_was_accepted (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_false (culvert_prompt_get_remember (prompt));
  answer_by_hand (prompt, TRUE);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  culvert_await_quiet ();
  g_assert_cmpint (count_items ("good"), ==, 0);

  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (count_items ("good") == 1);
  g_assert_cmpint (culvert_test_keyring_count ("profile", PROFILE), ==, 1);
  g_assert_cmpint (culvert_test_keyring_count ("user", USER), ==, 1);
  g_assert_cmpint (fixture->n_store_failures, ==, 0);
}

static void
test_keeps_nothing_that_was_not_wanted (Fixture *fixture, gconstpointer unused)
{
  static const CulvertPromptOutcome other[] = { CULVERT_PROMPT_REJECTED, CULVERT_PROMPT_WITHDRAWN };
  g_autoptr (CulvertPrompt) unticked = sign_in (0);

  ask (fixture, unticked);
  answer_by_hand (unticked, FALSE);
  send_and_learn (unticked, CULVERT_PROMPT_ACCEPTED);

  for (gsize i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autoptr (CulvertPrompt) prompt = sign_in (0);

      ask (fixture, prompt);
      answer_by_hand (prompt, TRUE);
      send_and_learn (prompt, other[i]);
    }

  /* Whatever had been on its way is there before this one. */
  keep (fixture, OTHER_PROFILE);
  g_assert_cmpint (culvert_test_keyring_count ("profile", PROFILE), ==, 0);
}

static void
test_answers_by_itself (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  keep (fixture, PROFILE);
  renew_answerer (fixture);

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, USER);
  assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, PASSWORD);
  g_assert_true (culvert_prompt_get_remember (prompt));
}

static void
test_leaves_a_one_time_blank (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  keep (fixture, PROFILE);
  take_field (prompt, CULVERT_PROMPT_FIELD_RESPONSE, CULVERT_PROMPT_FIELD_ONE_TIME);

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, USER);
  assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, PASSWORD);
  assert_value (prompt, CULVERT_PROMPT_FIELD_RESPONSE, NULL);
}

static void
test_one_time_password_is_never_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_prompt_new (CULVERT_PROMPT_SIGN_IN,
                                                         CULVERT_PROMPT_MAY_REMEMBER,
                                                         PROFILE,
                                                         "identity",
                                                         "Office",
                                                         "Auth");

  take_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
  take_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_ONE_TIME);
  ask (fixture, prompt);
  answer_by_hand (prompt, TRUE);
  send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);

  keep (fixture, OTHER_PROFILE);
  g_assert_cmpint (culvert_test_keyring_count ("profile", PROFILE), ==, 0);
}

static void
test_passphrase_has_no_login_name (Fixture *fixture, gconstpointer unused)
{
  for (int round = 0; round < 2; round++)
    {
      g_autoptr (CulvertPrompt) prompt = culvert_prompt_new (CULVERT_PROMPT_KEY_PASSPHRASE,
                                                             CULVERT_PROMPT_MAY_REMEMBER,
                                                             PROFILE,
                                                             "identity",
                                                             "Office",
                                                             "Private Key");

      take_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, 0);
      g_assert_cmpint (ask (fixture, prompt),
                       ==,
                       round == 0 ? CULVERT_ANSWER_UNHANDLED : CULVERT_ANSWER_HANDLED);
      if (round == 0)
        type (prompt, CULVERT_PROMPT_FIELD_PASSWORD, PASSWORD);
      assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, PASSWORD);
      culvert_prompt_set_remember (prompt, TRUE);
      send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);
      culvert_await (culvert_test_keyring_count ("kind", "key-passphrase") == 1);
    }
}

/* S27 */
static void
test_retry_gets_the_login_name_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (CULVERT_PROMPT_RETRY);

  keep (fixture, PROFILE);
  assert_only_suggests (fixture, prompt);
  g_assert_true (culvert_prompt_get_remember (prompt));
}

static void
test_only_a_person_may_answer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (CULVERT_PROMPT_NO_AUTO_ANSWER);

  keep (fixture, PROFILE);
  assert_only_suggests (fixture, prompt);
}

/* S35 */
static void
test_other_identity_gets_the_login_name_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = new_prompt (PROFILE, "another identity", "Auth", 0);

  keep (fixture, PROFILE);
  assert_only_suggests (fixture, prompt);
}

/* S35 */
static void
test_other_profile_and_realm_have_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) profile = new_prompt (OTHER_PROFILE, "identity", "Auth", 0);
  g_autoptr (CulvertPrompt) realm = new_prompt (PROFILE, "identity", "Auth\n", 0);

  keep (fixture, PROFILE);

  g_assert_cmpint (ask (fixture, profile), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_cmpint (ask (fixture, realm), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_false (culvert_prompt_get_remember (profile));
  g_assert_false (culvert_prompt_get_remember (realm));
}

/* S36 */
static void
test_other_kinds_are_not_for_the_keyring (Fixture *fixture, gconstpointer unused)
{
  static const CulvertPromptKind kinds[] = { CULVERT_PROMPT_USERNAME,
                                             CULVERT_PROMPT_TOKEN_PIN,
                                             CULVERT_PROMPT_PASSWORD,
                                             CULVERT_PROMPT_CONFIRMATION,
                                             CULVERT_PROMPT_TEXT };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (CulvertPrompt) prompt = culvert_prompt_new (kinds[i],
                                                             CULVERT_PROMPT_MAY_REMEMBER,
                                                             PROFILE,
                                                             "identity",
                                                             "Office",
                                                             NULL);

      take_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
      take_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, 0);
      g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
      answer_by_hand (prompt, TRUE);
      send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);
    }

  keep (fixture, OTHER_PROFILE);
  g_assert_cmpint (culvert_test_keyring_count ("profile", PROFILE), ==, 0);
}

/* S27 */
static void
test_refused_is_not_offered_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) at_once = sign_in (0);
  g_autoptr (CulvertPrompt) later = sign_in (0);

  keep_refused (fixture);
  assert_only_suggests (fixture, at_once);

  culvert_await (count_items ("refused") == 1);
  g_assert_cmpint (count_items ("good"), ==, 0);
  renew_answerer (fixture);
  assert_only_suggests (fixture, later);
}

static void
test_accepted_after_a_refusal_is_offered_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) by_hand = sign_in (CULVERT_PROMPT_RETRY);
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  keep_refused (fixture);
  culvert_await (count_items ("refused") == 1);
  ask (fixture, by_hand);
  answer_by_hand (by_hand, TRUE);
  send_and_learn (by_hand, CULVERT_PROMPT_ACCEPTED);
  culvert_await (count_items ("good") == 1);
  g_assert_cmpint (count_items ("refused"), ==, 0);

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
}

static void
test_a_typing_mistake_spoils_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) by_hand = sign_in (CULVERT_PROMPT_NO_AUTO_ANSWER);
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  keep (fixture, PROFILE);
  ask (fixture, by_hand);
  answer_by_hand (by_hand, TRUE);
  type (by_hand, CULVERT_PROMPT_FIELD_PASSWORD, "mistyped");
  send_and_learn (by_hand, CULVERT_PROMPT_REJECTED);

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, PASSWORD);
}

static void
test_a_new_answer_replaces_the_old (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) by_hand = new_prompt (PROFILE, "another identity", "Auth", 0);
  g_autoptr (CulvertPrompt) prompt = new_prompt (PROFILE, "another identity", "Auth", 0);

  keep (fixture, PROFILE);
  ask (fixture, by_hand);
  answer_by_hand (by_hand, TRUE);
  type (by_hand, CULVERT_PROMPT_FIELD_USERNAME, "you");
  send_and_learn (by_hand, CULVERT_PROMPT_ACCEPTED);
  culvert_await (culvert_test_keyring_count ("user", "you") == 1);

  g_assert_cmpint (culvert_test_keyring_count ("profile", PROFILE), ==, 1);
  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, "you");
}

static void
test_unticked_is_dropped (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (CULVERT_PROMPT_NO_AUTO_ANSWER);

  keep (fixture, PROFILE);
  ask (fixture, prompt);
  g_assert_true (culvert_prompt_get_remember (prompt));
  answer_by_hand (prompt, FALSE);
  send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);

  culvert_await (culvert_test_keyring_count ("profile", PROFILE) == 0);
}

static void
test_forget_drops_one_connection (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  keep (fixture, PROFILE);
  keep (fixture, OTHER_PROFILE);

  culvert_keyring_forget_async (PROFILE, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  g_assert_true (culvert_keyring_finish (result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (culvert_test_keyring_count ("profile", PROFILE), ==, 0);
  g_assert_cmpint (culvert_test_keyring_count ("profile", OTHER_PROFILE), ==, 1);
}

static void
test_forget_unlocks_only_what_it_has_to (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  keep (fixture, PROFILE);
  culvert_test_keyring_lock (fixture->keyring);
  culvert_keyring_forget_async (OTHER_PROFILE, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  g_assert_true (culvert_keyring_finish (result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (culvert_test_keyring_get_n_prompts (fixture->keyring), ==, 0);
}

static void
assert_unhandled_within (Fixture *fixture, gint64 microseconds)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);
  gint64 started = g_get_monotonic_time ();

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, microseconds);
}

/* F12 */
static void
test_locked_keyring_is_not_waited_for (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  keep (fixture, PROFILE);
  culvert_test_keyring_lock (fixture->keyring);

  assert_unhandled_within (fixture, A_SECOND);
  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_true (culvert_prompt_get_remember (prompt));
  culvert_await (culvert_test_keyring_get_n_prompts (fixture->keyring) > 0);
}

static void
test_locked_keyring_asks_once_to_be_unlocked (Fixture *fixture, gconstpointer unused)
{
  keep (fixture, PROFILE);
  culvert_test_keyring_lock (fixture->keyring);

  assert_unhandled_within (fixture, A_SECOND);
  culvert_await (culvert_test_keyring_get_n_prompts (fixture->keyring) == 1);
  assert_unhandled_within (fixture, A_SECOND);
  culvert_await_quiet ();

  g_assert_cmpint (culvert_test_keyring_get_n_prompts (fixture->keyring), ==, 1);
}

/* F13 */
static void
test_frozen_keyring_is_given_up_and_left_alone (Fixture *fixture, gconstpointer unused)
{
  keep (fixture, PROFILE);
  culvert_test_keyring_freeze (fixture->keyring);
  assert_unhandled_within (fixture, A_SECOND);

  /* It is not asked again, although it would answer. */
  culvert_test_keyring_thaw (fixture->keyring);
  assert_unhandled_within (fixture, AT_ONCE);
}

static void
test_frozen_from_the_start_is_given_up (Fixture *fixture, gconstpointer unused)
{
  culvert_test_keyring_freeze (fixture->keyring);
  assert_unhandled_within (fixture, A_SECOND);
}

/* F14 */
static void
test_killed_in_the_middle_is_survived (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);
  g_autoptr (GAsyncResult) result = NULL;

  keep (fixture, PROFILE);
  culvert_test_keyring_freeze (fixture->keyring);
  culvert_answerer_answer_async (CULVERT_ANSWERER (fixture->answerer),
                                 prompt,
                                 NULL,
                                 culvert_await_on_ready,
                                 &result);
  culvert_await_quiet ();
  culvert_test_keyring_kill (fixture->keyring);
  culvert_await (result != NULL);

  g_assert_cmpint (
      culvert_answerer_answer_finish (CULVERT_ANSWERER (fixture->answerer), result, NULL),
      ==,
      CULVERT_ANSWER_UNHANDLED);
}

static void
test_killed_while_it_keeps_is_reported (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  ask (fixture, prompt);
  answer_by_hand (prompt, TRUE);
  culvert_test_keyring_freeze (fixture->keyring);
  send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await_quiet ();
  culvert_test_keyring_kill (fixture->keyring);

  culvert_await (fixture->n_store_failures == 1);
}

static void
test_works_again_with_the_next_keyring (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  keep (fixture, PROFILE);
  culvert_test_keyring_free (fixture->keyring);
  fixture->keyring = culvert_test_keyring_new ();

  keep (fixture, PROFILE);
  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
}

/* F13 */
static void
test_absent_service_is_noticed_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  assert_unhandled_within (fixture, AT_ONCE);

  ask (fixture, prompt);
  answer_by_hand (prompt, TRUE);
  send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (fixture->n_store_failures == 1);
}

/* A user who does not unlock the keyring does not stop it for good. */
static void
test_closed_unlock_dialog_is_reported (Fixture *fixture, gconstpointer unused)
{
  CulvertTestService *service = culvert_test_service_new ();

  culvert_test_service_lock (service);
  for (guint round = 1; round <= 2; round++)
    {
      g_autoptr (CulvertPrompt) prompt = sign_in (0);

      ask (fixture, prompt);
      answer_by_hand (prompt, TRUE);
      send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);
      culvert_await (culvert_test_service_get_n_prompts (service) == round);
      g_assert_cmpint (fixture->n_store_failures, ==, round - 1);
      culvert_test_service_complete (service, TRUE);
      culvert_await (fixture->n_store_failures == round);
    }

  culvert_test_service_free (service);
}

/* S34 */
static void
test_nothing_is_kept_in_the_clear (Fixture *fixture, gconstpointer unused)
{
  CulvertTestService *service = culvert_test_service_new ();
  g_autoptr (CulvertPrompt) prompt = sign_in (0);

  g_assert_cmpint (ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  answer_by_hand (prompt, TRUE);
  send_and_learn (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (fixture->n_store_failures == 1);

  g_assert_cmpint (culvert_test_service_get_n_sessions (service), >, 0);
  g_assert_cmpint (culvert_test_service_get_n_stored (service), ==, 0);
  culvert_test_service_free (service);
}

static void
test_cancelled_lets_go (Fixture *fixture, gconstpointer unused)
{
  CulvertPrompt *prompt = sign_in (0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_test_keyring_freeze (fixture->keyring);
  culvert_answerer_answer_async (CULVERT_ANSWERER (fixture->answerer),
                                 prompt,
                                 cancellable,
                                 culvert_await_on_ready,
                                 &result);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);

  g_assert_cmpint (
      culvert_answerer_answer_finish (CULVERT_ANSWERER (fixture->answerer), result, &error),
      ==,
      CULVERT_ANSWER_UNHANDLED);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (prompt);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/secrets/keyring-answerer/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

static void
add_without_keyring (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/secrets/keyring-answerer/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up_without_keyring, test, tear_down);
}

int
main (int argc, char **argv)
{
  CulvertTestBus *bus;
  int failures;

  g_test_init (&argc, &argv, NULL);

  add ("keeps-nothing-before-it-was-accepted", test_keeps_nothing_before_it_was_accepted);
  add ("keeps-nothing-that-was-not-wanted", test_keeps_nothing_that_was_not_wanted);
  add ("answers-by-itself", test_answers_by_itself);
  add ("leaves-a-one-time-blank", test_leaves_a_one_time_blank);
  add ("one-time-password-is-never-kept", test_one_time_password_is_never_kept);
  add ("passphrase-has-no-login-name", test_passphrase_has_no_login_name);
  add ("retry-gets-the-login-name-alone", test_retry_gets_the_login_name_alone);
  add ("only-a-person-may-answer", test_only_a_person_may_answer);
  add ("other-identity-gets-the-login-name-alone", test_other_identity_gets_the_login_name_alone);
  add ("other-profile-and-realm-have-nothing", test_other_profile_and_realm_have_nothing);
  add ("other-kinds-are-not-for-the-keyring", test_other_kinds_are_not_for_the_keyring);
  add ("refused-is-not-offered-again", test_refused_is_not_offered_again);
  add ("accepted-after-a-refusal-is-offered-again", test_accepted_after_a_refusal_is_offered_again);
  add ("a-typing-mistake-spoils-nothing", test_a_typing_mistake_spoils_nothing);
  add ("a-new-answer-replaces-the-old", test_a_new_answer_replaces_the_old);
  add ("unticked-is-dropped", test_unticked_is_dropped);
  add ("forget-drops-one-connection", test_forget_drops_one_connection);
  add ("forget-unlocks-only-what-it-has-to", test_forget_unlocks_only_what_it_has_to);
  add ("locked-keyring-is-not-waited-for", test_locked_keyring_is_not_waited_for);
  add ("locked-keyring-asks-once-to-be-unlocked", test_locked_keyring_asks_once_to_be_unlocked);
  add ("frozen-keyring-is-given-up-and-left-alone", test_frozen_keyring_is_given_up_and_left_alone);
  add ("frozen-from-the-start-is-given-up", test_frozen_from_the_start_is_given_up);
  add ("killed-in-the-middle-is-survived", test_killed_in_the_middle_is_survived);
  add ("killed-while-it-keeps-is-reported", test_killed_while_it_keeps_is_reported);
  add ("works-again-with-the-next-keyring", test_works_again_with_the_next_keyring);
  add ("cancelled-lets-go", test_cancelled_lets_go);
  add_without_keyring ("absent-service-is-noticed-at-once", test_absent_service_is_noticed_at_once);
  add_without_keyring ("closed-unlock-dialog-is-reported", test_closed_unlock_dialog_is_reported);
  add_without_keyring ("nothing-is-kept-in-the-clear", test_nothing_is_kept_in_the_clear);

  bus = culvert_test_bus_new ();
  failures = g_test_run ();
  culvert_test_bus_free (bus);

  return failures;
}
