/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

typedef CulvertSessionFixture Fixture;

/* --- refusals --- */

static void
test_a_refused_answer_is_never_sent_again (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (AUTH_WRONG " ['Your password has expired']\n"
                             ">STATE:1,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH);
  culvert_await_quiet ();

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_LAST_TRY));
  g_assert_cmpstr (culvert_prompt_get_failure (PROMPT (1)), ==, "Your password has expired");
  g_assert_cmpstr (culvert_session_get_facts (fixture->session).message,
                   ==,
                   "Your password has expired");
  g_assert_true (HAS_SENT (""));
}

static void
be_refused (Fixture *fixture)
{
  culvert_fake_daemon_forget (fixture->daemon);
  SIGN_IN ();
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (AUTH_WRONG "\n>STATE:1,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH);
}

static void
test_three_refusals_are_the_end (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  be_refused (fixture);
  culvert_await (N_PROMPTS == 2);
  be_refused (fixture);
  culvert_await (N_PROMPTS == 3);
  g_assert_true (HAS_FLAG (2, CULVERT_PROMPT_RETRY | CULVERT_PROMPT_LAST_TRY));

  be_refused (fixture);
  culvert_await (IS (FAILED, TOO_MANY_REFUSALS));
  culvert_await (HAS_SENT ("hold on\n"));
  culvert_await_quiet ();
  g_assert_cmpuint (N_PROMPTS, ==, 3);
  g_assert_cmpuint (culvert_session_get_wanted (fixture->session), ==, CULVERT_WANTED_DISCONNECTED);
  /* A signal now would end the daemon. */
  g_assert_true (HAS_SENT ("hold on\n"));
}

static void
test_a_new_wish_forgives_all_refusals (Fixture *fixture, gconstpointer data)
{
  test_three_refusals_are_the_end (fixture, data);
  culvert_fake_daemon_forget (fixture->daemon);
  WANT (CONNECTED);
  culvert_await (N_PROMPTS == 4);

  g_assert_false (HAS_FLAG (3, CULVERT_PROMPT_RETRY));
  g_assert_null (culvert_prompt_get_failure (PROMPT (3)));
  culvert_await (HAS_SENT ("hold off\n"));
  g_assert_true (culvert_session_get_state (fixture->session) == CULVERT_SESSION_CONNECTING);
}

static void
test_up_forgives_all_refusals (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  be_refused (fixture);
  culvert_await (N_PROMPTS == 2);
  culvert_fake_daemon_forget (fixture->daemon);
  SIGN_IN ();
  BE_ASKED_AGAIN (TUNNEL_UP "\n>STATE:10,RECONNECTING,ping-restart,,,,,\n" NEED_AUTH);

  g_assert_cmpuint (OUTCOME (1), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_false (HAS_FLAG (2, CULVERT_PROMPT_RETRY));
}

static void
test_a_challenge_is_no_refusal (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (AUTH_WRONG " ['CRV1:R,E:state:YWxpY2U=:Code?']\n"
                             ">STATE:1,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH);

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ANSWERED);
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_NO_AUTO_ANSWER));
}

/* The daemon sends the same once more, without a question. */
static void
test_a_busy_server_is_no_refusal (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  SAY (AUTH_WRONG " ['TEMP[backoff 7,advance no]:server is busy']\n"
                  ">STATE:1,RECONNECTING,auth-temp-failure (server temporary reject),,,,,");
  culvert_await (IS (CONNECTING, SERVER_BUSY));
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ANSWERED);

  SAY (TUNNEL_UP);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ACCEPTED);
}

/* --- what brings no word of refusal --- */

static void
open_key (Fixture *fixture)
{
  culvert_script_answerer_fill (fixture->answerer, "sesame", NULL);
  culvert_await (HAS_SENT ("password \"Private Key\" \"sesame\"\n"));
}

static void
test_a_wrong_pin_is_only_asked_for_again (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_PIN);
  culvert_script_answerer_fill (fixture->answerer, "0000", NULL);
  culvert_await (HAS_SENT ("password \"Card token\" \"0000\"\n"));
  BE_ASKED_AGAIN (NEED_PIN);

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
}

static void
test_a_wrong_passphrase_is_only_asked_for_again (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_KEY);
  open_key (fixture);
  BE_ASKED_AGAIN (">STATE:1,RECONNECTING,private-key-password-failure,,,,,\n" NEED_KEY);

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
}

/* A server that does not answer is no reason to doubt the passphrase. */
static void
test_a_passphrase_that_opened_the_key_was_right (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_KEY);
  open_key (fixture);
  BE_ASKED_AGAIN (">STATE:1,WAIT,,,,,,\n>STATE:2,RECONNECTING,tls-error,,,,,\n" NEED_KEY);

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
}

/* After a wrong password a daemon asks for everything again. */
static void
test_a_wrong_password_does_not_blame_the_pin (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (">STATE:1,WAIT,,,,,,\n>STATE:1,AUTH,,,,,,\n" NEED_PIN);
  culvert_script_answerer_fill (fixture->answerer, "1234", NULL);
  culvert_await (HAS_SENT ("password \"Card token\" \"1234\"\n"));
  BE_ASKED_AGAIN (AUTH_WRONG " ['no']\n>STATE:1,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (NEED_PIN);

  g_assert_cmpuint (OUTCOME (1), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_false (HAS_FLAG (3, CULVERT_PROMPT_RETRY));
  g_assert_null (culvert_prompt_get_failure (PROMPT (3)));
}

/* --- answers that nobody will judge --- */

static void
test_an_answer_dies_with_its_daemon (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_KEY);
  open_key (fixture);
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_WITHDRAWN);
}

static void
test_an_answer_that_was_to_be_forgotten_was_not_wrong (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_KEY);
  open_key (fixture);
  WANT (DISCONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "signal SIGHUP"));
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);

  SAY (IN_HOLD);
  culvert_await (IS (DISCONNECTED, USER));
  WANT (CONNECTED);
  BE_ASKED_AGAIN (NEED_KEY);
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/refusal/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-refused-answer-is-never-sent-again", test_a_refused_answer_is_never_sent_again);
  ADD ("three-refusals-are-the-end", test_three_refusals_are_the_end);
  ADD ("a-new-wish-forgives-all-refusals", test_a_new_wish_forgives_all_refusals);
  ADD ("up-forgives-all-refusals", test_up_forgives_all_refusals);
  ADD ("a-challenge-is-no-refusal", test_a_challenge_is_no_refusal);
  ADD ("a-busy-server-is-no-refusal", test_a_busy_server_is_no_refusal);
  ADD ("a-wrong-pin-is-only-asked-for-again", test_a_wrong_pin_is_only_asked_for_again);
  ADD ("a-wrong-passphrase-is-only-asked-for-again",
       test_a_wrong_passphrase_is_only_asked_for_again);
  ADD ("a-passphrase-that-opened-the-key-was-right",
       test_a_passphrase_that_opened_the_key_was_right);
  ADD ("a-wrong-password-does-not-blame-the-pin", test_a_wrong_password_does_not_blame_the_pin);
  ADD ("an-answer-dies-with-its-daemon", test_an_answer_dies_with_its_daemon);
  ADD ("an-answer-that-was-to-be-forgotten-was-not-wrong",
       test_an_answer_that_was_to_be_forgotten_was_not_wrong);

  return g_test_run ();
}
