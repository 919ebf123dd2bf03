/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-test-bus.h"
#include "culvert-test-sign-in.h"

static void
set_up (CulvertTestSignIn *fixture, gconstpointer unused)
{
  culvert_test_sign_in_set_up (fixture, unused);
  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
}

static CulvertPromptField *
user_of (CulvertPrompt *prompt)
{
  return culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);
}

static CulvertPromptField *
password_of (CulvertPrompt *prompt)
{
  return culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD);
}

static const char *
get_offer (CulvertPrompt *prompt)
{
  CulvertSecretText *offer = culvert_prompt_field_get_offer (password_of (prompt));

  return offer != NULL ? culvert_secret_text_peek (offer) : NULL;
}

#define USUAL_PATIENCE_MSEC 1000
#define SHORT_PATIENCE_MSEC 20

/* Asks a keyring that is too slow: somebody else is asked meanwhile. There is nothing to be patient
 * for as long as it is frozen. */
static void
ask_frozen (CulvertTestSignIn *fixture, CulvertPrompt *prompt)
{
  culvert_test_keyring_freeze (fixture->keyring);
  culvert_keyring_answerer_set_patience (fixture->answerer, SHORT_PATIENCE_MSEC);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_false (culvert_prompt_get_remember (prompt));
  culvert_keyring_answerer_set_patience (fixture->answerer, USUAL_PATIENCE_MSEC);
}

static void
get_offered (CulvertTestSignIn *fixture, CulvertPrompt *prompt)
{
  ask_frozen (fixture, prompt);
  culvert_test_keyring_thaw (fixture->keyring);
  culvert_await (get_offer (prompt) != NULL);
}

static void
test_is_offered (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  get_offered (fixture, prompt);

  g_assert_cmpstr (get_offer (prompt), ==, CULVERT_TEST_PASSWORD);
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (user_of (prompt)), ==, CULVERT_TEST_USER);
  g_assert_true (culvert_prompt_get_remember (prompt));
  g_assert_false (culvert_prompt_is_complete (prompt));
}

static void
test_goes_with_the_login_name_that_was_typed (CulvertTestSignIn *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *typed;
    const char *offer;
  } rows[] = { { CULVERT_TEST_USER, CULVERT_TEST_PASSWORD }, { "you", NULL }, { "", NULL } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

      ask_frozen (fixture, prompt);
      culvert_prompt_field_set_draft (user_of (prompt), rows[i].typed);
      culvert_test_keyring_thaw (fixture->keyring);
      culvert_await (culvert_prompt_get_remember (prompt));
      g_assert_cmpstr (get_offer (prompt), ==, rows[i].offer);

      culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_WITHDRAWN);
      culvert_test_sign_in_renew (fixture);
    }
}

static void
test_password_that_was_begun_is_left (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  ask_frozen (fixture, prompt);
  culvert_prompt_field_set_draft (password_of (prompt), "");
  culvert_test_keyring_thaw (fixture->keyring);

  culvert_await (culvert_prompt_get_remember (prompt));
  g_assert_null (get_offer (prompt));
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (user_of (prompt)), ==, CULVERT_TEST_USER);
}

/* S27 */
static void
test_only_a_person_may_answer (CulvertTestSignIn *fixture, gconstpointer unused)
{
  static const CulvertPromptFlags flags[] = { CULVERT_PROMPT_RETRY, CULVERT_PROMPT_NO_AUTO_ANSWER };

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (flags[i]);

      ask_frozen (fixture, prompt);
      culvert_test_keyring_thaw (fixture->keyring);
      culvert_await (culvert_prompt_get_remember (prompt));
      g_assert_null (get_offer (prompt));

      culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_WITHDRAWN);
      culvert_test_sign_in_renew (fixture);
    }
}

/* What the user has answered, also that nothing is to be kept, is not touched any more. */
static void
test_too_late_changes_nothing (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);
  g_autoptr (CulvertPrompt) later = culvert_test_sign_in (0);

  ask_frozen (fixture, prompt);
  culvert_test_sign_in_answer (prompt, FALSE);
  culvert_test_keyring_thaw (fixture->keyring);
  culvert_test_sign_in_ask (fixture, later);
  culvert_await (culvert_prompt_get_remember (later));
  g_assert_false (culvert_prompt_get_remember (prompt));

  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await_quiet ();
  g_assert_cmpint (culvert_test_keyring_count ("state", "good"), ==, 1);
}

static void
test_offered_and_refused_is_not_offered_again (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);
  g_autoptr (CulvertPrompt) later = culvert_test_sign_in (0);

  get_offered (fixture, prompt);
  culvert_test_sign_in_answer (prompt, TRUE);
  g_assert_null (get_offer (prompt));
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_REJECTED);

  culvert_await (culvert_test_keyring_count ("state", "refused") == 1);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, later), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_null (get_offer (later));
}

static void
test_changed_and_refused_spoils_nothing (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);
  g_autoptr (CulvertPrompt) later = culvert_test_sign_in (0);

  get_offered (fixture, prompt);
  culvert_test_sign_in_answer (prompt, TRUE);
  culvert_test_sign_in_type (prompt, CULVERT_PROMPT_FIELD_PASSWORD, "mistyped");
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_REJECTED);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, later), ==, CULVERT_ANSWER_HANDLED);
  culvert_test_sign_in_assert_value (later, CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_TEST_PASSWORD);
}

static void
test_changed_and_accepted_is_kept (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);
  g_autoptr (CulvertPrompt) later = culvert_test_sign_in (0);

  get_offered (fixture, prompt);
  culvert_test_sign_in_type (prompt, CULVERT_PROMPT_FIELD_USERNAME, "you");
  culvert_test_sign_in_type (prompt, CULVERT_PROMPT_FIELD_PASSWORD, "another");
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (culvert_test_keyring_count ("user", "you") == 1);

  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 1);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, later), ==, CULVERT_ANSWER_HANDLED);
  culvert_test_sign_in_assert_value (later, CULVERT_PROMPT_FIELD_PASSWORD, "another");
}

static void
test_unticked_is_dropped (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  get_offered (fixture, prompt);
  culvert_test_sign_in_answer (prompt, FALSE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);

  culvert_await (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE) == 0);
}

static void
test_keyring_that_came_back_is_used (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);
  g_autoptr (CulvertPrompt) later = culvert_test_sign_in (0);

  get_offered (fixture, prompt);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, later), ==, CULVERT_ANSWER_HANDLED);
}

/* F12 */
static void
test_unlocked_is_offered (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_keyring_lock (fixture->keyring);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  culvert_await (culvert_test_keyring_get_n_prompts (fixture->keyring) == 1);
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (user_of (prompt)), ==, CULVERT_TEST_USER);
  g_assert_null (get_offer (prompt));

  /* Whatever it is unlocked for. */
  culvert_test_keyring_unlock (fixture->keyring);
  culvert_test_sign_in_keep (fixture, CULVERT_TEST_OTHER_PROFILE);
  culvert_await (get_offer (prompt) != NULL);
  g_assert_cmpstr (get_offer (prompt), ==, CULVERT_TEST_PASSWORD);
}

static void
await_gone (CulvertPrompt *owned_prompt)
{
  CulvertPrompt *alive = owned_prompt;

  g_object_add_weak_pointer (G_OBJECT (owned_prompt), (gpointer *) &alive);
  g_object_unref (owned_prompt);
  culvert_await (alive == NULL);
}

static void
test_lets_go_of_what_is_answered (CulvertTestSignIn *fixture, gconstpointer unused)
{
  CulvertPrompt *prompt = culvert_test_sign_in (0);

  ask_frozen (fixture, prompt);
  culvert_test_sign_in_answer (prompt, FALSE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_REJECTED);

  await_gone (prompt);
}

static void
test_lets_go_of_what_stays_locked (CulvertTestSignIn *fixture, gconstpointer unused)
{
  CulvertPrompt *prompt = culvert_test_sign_in (0);

  culvert_test_keyring_lock (fixture->keyring);
  culvert_test_sign_in_ask (fixture, prompt);
  culvert_await (culvert_test_keyring_get_n_prompts (fixture->keyring) == 1);
  culvert_prompt_set_outcome (prompt, CULVERT_PROMPT_WITHDRAWN);

  await_gone (prompt);
}

/* F14 */
static void
test_killed_is_survived (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) later = culvert_test_sign_in (0);
  CulvertPrompt *prompt = culvert_test_sign_in (0);

  ask_frozen (fixture, prompt);
  culvert_test_keyring_kill (fixture->keyring);
  await_gone (prompt);

  culvert_test_keyring_free (fixture->keyring);
  fixture->keyring = culvert_test_keyring_new ();
  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, later), ==, CULVERT_ANSWER_HANDLED);
}

static void
add (const char *name, void (*test) (CulvertTestSignIn *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/secrets/keyring-late/", name, NULL);

  g_test_add (path, CulvertTestSignIn, NULL, set_up, test, culvert_test_sign_in_tear_down);
}

int
main (int argc, char **argv)
{
  CulvertTestBus *bus;
  int failures;

  g_test_init (&argc, &argv, NULL);

  add ("is-offered", test_is_offered);
  add ("goes-with-the-login-name-that-was-typed", test_goes_with_the_login_name_that_was_typed);
  add ("password-that-was-begun-is-left", test_password_that_was_begun_is_left);
  add ("only-a-person-may-answer", test_only_a_person_may_answer);
  add ("too-late-changes-nothing", test_too_late_changes_nothing);
  add ("offered-and-refused-is-not-offered-again", test_offered_and_refused_is_not_offered_again);
  add ("changed-and-refused-spoils-nothing", test_changed_and_refused_spoils_nothing);
  add ("changed-and-accepted-is-kept", test_changed_and_accepted_is_kept);
  add ("unticked-is-dropped", test_unticked_is_dropped);
  add ("keyring-that-came-back-is-used", test_keyring_that_came_back_is_used);
  add ("unlocked-is-offered", test_unlocked_is_offered);
  add ("lets-go-of-what-is-answered", test_lets_go_of_what_is_answered);
  add ("lets-go-of-what-stays-locked", test_lets_go_of_what_stays_locked);
  add ("killed-is-survived", test_killed_is_survived);

  bus = culvert_test_bus_new ();
  failures = g_test_run ();
  culvert_test_bus_free (bus);

  return failures;
}
