/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-keyring.h"
#include "culvert-test-bus.h"
#include "culvert-test-sign-in.h"

static guint
count_items (const char *state)
{
  return culvert_test_keyring_count ("state", state);
}

/* Leaves an answer in the keyring that was refused. */
static void
keep_refused (CulvertTestSignIn *fixture)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_REJECTED);
}

static void
assert_only_suggests (CulvertTestSignIn *fixture, CulvertPrompt *prompt)
{
  CulvertPromptField *user = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, NULL);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, NULL);
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (user), ==, CULVERT_TEST_USER);
}

static void
test_keeps_nothing_before_it_was_accepted (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_false (culvert_prompt_get_remember (prompt));
  culvert_test_sign_in_answer (prompt, TRUE);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ANSWERED);
  culvert_await_quiet ();
  g_assert_cmpint (count_items ("good"), ==, 0);

  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (count_items ("good") == 1);
  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 1);
  g_assert_cmpint (culvert_test_keyring_count ("user", CULVERT_TEST_USER), ==, 1);
  g_assert_cmpint (fixture->n_store_failures, ==, 0);
}

static void
test_keeps_nothing_that_was_not_wanted (CulvertTestSignIn *fixture, gconstpointer unused)
{
  static const CulvertPromptOutcome other[] = { CULVERT_PROMPT_REJECTED, CULVERT_PROMPT_WITHDRAWN };
  g_autoptr (CulvertPrompt) unticked = culvert_test_sign_in (0);

  culvert_test_sign_in_ask (fixture, unticked);
  culvert_test_sign_in_answer (unticked, FALSE);
  culvert_test_sign_in_send (unticked, CULVERT_PROMPT_ACCEPTED);

  for (gsize i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

      culvert_test_sign_in_ask (fixture, prompt);
      culvert_test_sign_in_answer (prompt, TRUE);
      culvert_test_sign_in_send (prompt, other[i]);
    }

  /* Whatever had been on its way is there before this one. */
  culvert_test_sign_in_keep (fixture, CULVERT_TEST_OTHER_PROFILE);
  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 0);
}

static void
test_answers_by_itself (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_sign_in_renew (fixture);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, CULVERT_TEST_USER);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_TEST_PASSWORD);
  g_assert_true (culvert_prompt_get_remember (prompt));
}

static void
test_leaves_a_one_time_blank (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_sign_in_take_field (prompt,
                                   CULVERT_PROMPT_FIELD_RESPONSE,
                                   CULVERT_PROMPT_FIELD_ONE_TIME);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, CULVERT_TEST_USER);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_TEST_PASSWORD);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_RESPONSE, NULL);
}

static void
test_one_time_password_is_never_kept (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_prompt_new (CULVERT_PROMPT_SIGN_IN,
                                                         CULVERT_PROMPT_MAY_REMEMBER,
                                                         CULVERT_TEST_PROFILE,
                                                         "identity",
                                                         "Office",
                                                         "Auth");

  culvert_test_sign_in_take_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
  culvert_test_sign_in_take_field (prompt,
                                   CULVERT_PROMPT_FIELD_PASSWORD,
                                   CULVERT_PROMPT_FIELD_ONE_TIME);
  culvert_test_sign_in_ask (fixture, prompt);
  culvert_test_sign_in_answer (prompt, TRUE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_OTHER_PROFILE);
  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 0);
}

static void
test_passphrase_has_no_login_name (CulvertTestSignIn *fixture, gconstpointer unused)
{
  for (int round = 0; round < 2; round++)
    {
      g_autoptr (CulvertPrompt) prompt = culvert_prompt_new (CULVERT_PROMPT_KEY_PASSPHRASE,
                                                             CULVERT_PROMPT_MAY_REMEMBER,
                                                             CULVERT_TEST_PROFILE,
                                                             "identity",
                                                             "Office",
                                                             "Private Key");

      culvert_test_sign_in_take_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, 0);
      g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt),
                       ==,
                       round == 0 ? CULVERT_ANSWER_UNHANDLED : CULVERT_ANSWER_HANDLED);
      if (round == 0)
        culvert_test_sign_in_type (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_TEST_PASSWORD);
      culvert_test_sign_in_assert_value (prompt,
                                         CULVERT_PROMPT_FIELD_PASSWORD,
                                         CULVERT_TEST_PASSWORD);
      culvert_prompt_set_remember (prompt, TRUE);
      culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
      culvert_await (culvert_test_keyring_count ("kind", "key-passphrase") == 1);
    }
}

static CulvertPrompt *
ask_user_alone (CulvertPromptFlags flags)
{
  CulvertPrompt *prompt = culvert_prompt_new (CULVERT_PROMPT_USERNAME,
                                              flags | CULVERT_PROMPT_MAY_REMEMBER,
                                              CULVERT_TEST_PROFILE,
                                              "identity",
                                              "Office",
                                              "Auth");

  culvert_test_sign_in_take_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);

  return prompt;
}

static void
keep_user_alone (CulvertTestSignIn *fixture)
{
  g_autoptr (CulvertPrompt) prompt = ask_user_alone (0);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  culvert_test_sign_in_type (prompt, CULVERT_PROMPT_FIELD_USERNAME, CULVERT_TEST_USER);
  culvert_prompt_set_remember (prompt, TRUE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (culvert_test_keyring_count ("kind", "username") == 1);
  culvert_test_sign_in_renew (fixture);
}

static void
test_user_name_alone_is_kept (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = ask_user_alone (0);

  keep_user_alone (fixture);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, CULVERT_TEST_USER);
  g_assert_true (culvert_prompt_get_remember (prompt));
}

/* S27 */
static void
test_user_name_alone_is_not_given_twice (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) refused = ask_user_alone (0);
  g_autoptr (CulvertPrompt) prompt = ask_user_alone (0);
  CulvertPromptField *user = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  keep_user_alone (fixture);
  culvert_test_sign_in_ask (fixture, refused);
  culvert_test_sign_in_send (refused, CULVERT_PROMPT_REJECTED);
  culvert_await (count_items ("refused") == 1);
  g_assert_cmpint (count_items ("good"), ==, 0);

  culvert_test_sign_in_renew (fixture);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, NULL);
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (user), ==, CULVERT_TEST_USER);
}

static void
test_user_name_alone_is_dropped_when_unticked (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = ask_user_alone (CULVERT_PROMPT_NO_AUTO_ANSWER);

  keep_user_alone (fixture);
  culvert_test_sign_in_ask (fixture, prompt);
  culvert_test_sign_in_type (prompt, CULVERT_PROMPT_FIELD_USERNAME, CULVERT_TEST_USER);
  culvert_prompt_set_remember (prompt, FALSE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);

  culvert_await (culvert_test_keyring_count ("kind", "username") == 0);
}

static CulvertPrompt *
ask_for_proxy (CulvertPromptFlags flags)
{
  CulvertPrompt *prompt = culvert_prompt_new (CULVERT_PROMPT_PROXY_SIGN_IN,
                                              flags | CULVERT_PROMPT_MAY_REMEMBER,
                                              CULVERT_TEST_PROFILE,
                                              "identity",
                                              "Office",
                                              "HTTP Proxy");

  culvert_test_sign_in_take_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
  culvert_test_sign_in_take_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, 0);

  return prompt;
}

/* S27 */
static void
test_what_a_proxy_refused_is_not_given_twice (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) by_hand = ask_for_proxy (0);
  g_autoptr (CulvertPrompt) refused = ask_for_proxy (0);
  g_autoptr (CulvertPrompt) again = ask_for_proxy (CULVERT_PROMPT_RETRY);

  culvert_test_sign_in_ask (fixture, by_hand);
  culvert_test_sign_in_answer (by_hand, TRUE);
  culvert_test_sign_in_send (by_hand, CULVERT_PROMPT_ACCEPTED);
  culvert_await (culvert_test_keyring_count ("kind", "proxy-sign-in") == 1);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, refused), ==, CULVERT_ANSWER_HANDLED);
  culvert_test_sign_in_send (refused, CULVERT_PROMPT_REJECTED);
  assert_only_suggests (fixture, again);
  culvert_await (count_items ("refused") == 1);
}

/* S27 */
static void
test_retry_gets_the_login_name_alone (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (CULVERT_PROMPT_RETRY);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  assert_only_suggests (fixture, prompt);
  g_assert_true (culvert_prompt_get_remember (prompt));
}

static void
test_only_a_person_may_answer (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (CULVERT_PROMPT_NO_AUTO_ANSWER);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  assert_only_suggests (fixture, prompt);
}

/* S35 */
static void
test_other_identity_gets_the_login_name_alone (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt =
      culvert_test_sign_in_prompt (CULVERT_TEST_PROFILE, "another identity", "Auth", 0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  assert_only_suggests (fixture, prompt);
}

/* S35 */
static void
test_other_profile_and_realm_have_nothing (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) profile =
      culvert_test_sign_in_prompt (CULVERT_TEST_OTHER_PROFILE, "identity", "Auth", 0);
  g_autoptr (CulvertPrompt) realm =
      culvert_test_sign_in_prompt (CULVERT_TEST_PROFILE, "identity", "Auth\n", 0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, profile), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, realm), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_false (culvert_prompt_get_remember (profile));
  g_assert_false (culvert_prompt_get_remember (realm));
}

/* S36 */
static void
test_other_kinds_are_not_for_the_keyring (CulvertTestSignIn *fixture, gconstpointer unused)
{
  static const CulvertPromptKind kinds[] = { CULVERT_PROMPT_TOKEN_PIN,
                                             CULVERT_PROMPT_PASSWORD,
                                             CULVERT_PROMPT_CONFIRMATION,
                                             CULVERT_PROMPT_TEXT };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (CulvertPrompt) prompt = culvert_prompt_new (kinds[i],
                                                             CULVERT_PROMPT_MAY_REMEMBER,
                                                             CULVERT_TEST_PROFILE,
                                                             "identity",
                                                             "Office",
                                                             NULL);

      culvert_test_sign_in_take_field (prompt, CULVERT_PROMPT_FIELD_USERNAME, 0);
      culvert_test_sign_in_take_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD, 0);
      g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
      culvert_test_sign_in_answer (prompt, TRUE);
      culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
    }

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_OTHER_PROFILE);
  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 0);
}

/* S27 */
static void
test_refused_is_not_offered_again (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) at_once = culvert_test_sign_in (0);
  g_autoptr (CulvertPrompt) later = culvert_test_sign_in (0);

  keep_refused (fixture);
  assert_only_suggests (fixture, at_once);

  culvert_await (count_items ("refused") == 1);
  g_assert_cmpint (count_items ("good"), ==, 0);
  culvert_test_sign_in_renew (fixture);
  assert_only_suggests (fixture, later);
}

static void
test_accepted_after_a_refusal_is_offered_again (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) by_hand = culvert_test_sign_in (CULVERT_PROMPT_RETRY);
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  keep_refused (fixture);
  culvert_await (count_items ("refused") == 1);
  culvert_test_sign_in_ask (fixture, by_hand);
  culvert_test_sign_in_answer (by_hand, TRUE);
  culvert_test_sign_in_send (by_hand, CULVERT_PROMPT_ACCEPTED);
  culvert_await (count_items ("good") == 1);
  g_assert_cmpint (count_items ("refused"), ==, 0);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
}

static void
test_a_typing_mistake_spoils_nothing (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) by_hand = culvert_test_sign_in (CULVERT_PROMPT_NO_AUTO_ANSWER);
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_sign_in_ask (fixture, by_hand);
  culvert_test_sign_in_answer (by_hand, TRUE);
  culvert_test_sign_in_type (by_hand, CULVERT_PROMPT_FIELD_PASSWORD, "mistyped");
  culvert_test_sign_in_send (by_hand, CULVERT_PROMPT_REJECTED);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_TEST_PASSWORD);
}

static void
test_a_new_answer_replaces_the_old (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) by_hand =
      culvert_test_sign_in_prompt (CULVERT_TEST_PROFILE, "another identity", "Auth", 0);
  g_autoptr (CulvertPrompt) prompt =
      culvert_test_sign_in_prompt (CULVERT_TEST_PROFILE, "another identity", "Auth", 0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_sign_in_ask (fixture, by_hand);
  culvert_test_sign_in_answer (by_hand, TRUE);
  culvert_test_sign_in_type (by_hand, CULVERT_PROMPT_FIELD_USERNAME, "you");
  culvert_test_sign_in_send (by_hand, CULVERT_PROMPT_ACCEPTED);
  culvert_await (culvert_test_keyring_count ("user", "you") == 1);

  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 1);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
  culvert_test_sign_in_assert_value (prompt, CULVERT_PROMPT_FIELD_USERNAME, "you");
}

static void
test_unticked_is_dropped (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (CULVERT_PROMPT_NO_AUTO_ANSWER);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_sign_in_ask (fixture, prompt);
  g_assert_true (culvert_prompt_get_remember (prompt));
  culvert_test_sign_in_answer (prompt, FALSE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);

  culvert_await (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE) == 0);
}

static void
test_forget_drops_one_connection (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_sign_in_keep (fixture, CULVERT_TEST_OTHER_PROFILE);

  culvert_keyring_forget_async (CULVERT_TEST_PROFILE, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  g_assert_true (culvert_keyring_finish (result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 0);
  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_OTHER_PROFILE), ==, 1);
}

static void
test_forget_unlocks_only_what_it_has_to (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_keyring_lock (fixture->keyring);
  culvert_keyring_forget_async (CULVERT_TEST_OTHER_PROFILE, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  g_assert_true (culvert_keyring_finish (result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (culvert_test_keyring_get_n_prompts (fixture->keyring), ==, 0);
}

static void
add (const char *name, void (*test) (CulvertTestSignIn *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/secrets/keyring-answerer/", name, NULL);

  g_test_add (path,
              CulvertTestSignIn,
              NULL,
              culvert_test_sign_in_set_up,
              test,
              culvert_test_sign_in_tear_down);
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
  add ("user-name-alone-is-kept", test_user_name_alone_is_kept);
  add ("user-name-alone-is-not-given-twice", test_user_name_alone_is_not_given_twice);
  add ("user-name-alone-is-dropped-when-unticked", test_user_name_alone_is_dropped_when_unticked);
  add ("what-a-proxy-refused-is-not-given-twice", test_what_a_proxy_refused_is_not_given_twice);
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

  bus = culvert_test_bus_new ();
  failures = g_test_run ();
  culvert_test_bus_free (bus);

  return failures;
}
