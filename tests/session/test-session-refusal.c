/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

#define NEED_PROXY ">PASSWORD:Need 'HTTP Proxy' username/password"

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

#define BUSY                                                                                       \
  AUTH_WRONG " ['TEMP[backoff 7,advance no]: server is <busy>']\n"                                 \
             ">STATE:1,RECONNECTING,auth-temp-failure (server temporary reject),,,,,"

static void
assert_seconds_left (Fixture *fixture, gint64 seconds)
{
  gint64 left = culvert_session_get_wait_end (fixture->session) - g_get_monotonic_time ();

  g_assert_cmpint (left, <=, seconds * G_USEC_PER_SEC);
  g_assert_cmpint (left, >, (seconds - 2) * G_USEC_PER_SEC);
}

/* The daemon pauses by itself, and says nothing of it but this. */
static void
test_a_busy_server_says_for_how_long (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (BUSY);
  culvert_await (IS (CONNECTING, SERVER_BUSY));
  assert_seconds_left (fixture, 7);
  g_assert_cmpstr (culvert_session_get_facts (fixture->session).message, ==, "server is <busy>");

  SAY (">STATE:8,WAIT,,,,,,");
  culvert_await (culvert_session_get_wait_end (fixture->session) == 0);
  culvert_await_quiet ();
  g_assert_cmpuint (N_PROMPTS, ==, 1);
  g_assert_true (HAS_SENT (""));
}

static void
test_a_busy_server_and_a_hold (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  SAY (BUSY "\n>HOLD:Waiting for hold release:7");
  culvert_await (IS (WAITING, SERVER_BUSY));
  assert_seconds_left (fixture, 7);

  culvert_fake_daemon_forget (fixture->daemon);
  WANT (CONNECTED);
  culvert_await (HAS_SENT ("hold release\nhold off\n"));
  SAY (">STATE:8,WAIT,,,,,,\n>STATE:9,RECONNECTING,tls-error,,,,,\n"
       ">HOLD:Waiting for hold release:7");
  culvert_await (IS (WAITING, BACK_OFF));
}

static void
test_a_pause_ends_with_the_daemon (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  SAY (BUSY);
  culvert_await (IS (CONNECTING, SERVER_BUSY));
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_session_fixture_replace_daemon (fixture);
  culvert_session_fixture_attach_up (fixture);
  g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
}

/* The password was not wrong, though the daemon says so. */
static void
test_an_expired_session_is_no_bad_password (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (AUTH_WRONG
                  " ['SESSION: expired']\n>STATE:1,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH);

  g_assert_true (IS (CONNECTING, SESSION_EXPIRED));
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_null (culvert_prompt_get_failure (PROMPT (1)));

  /* What is refused after that is. */
  SIGN_IN ();
  BE_ASKED_AGAIN (">STATE:2,WAIT,,,,,,\n" AUTH_WRONG
                  "\n>STATE:3,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH);
  g_assert_true (IS (CONNECTING, AUTH_FAILURE));
  g_assert_cmpuint (OUTCOME (1), ==, CULVERT_PROMPT_REJECTED);
}

#define EXPIRED                                                                                    \
  AUTH_WRONG " ['SESSION: expired']\n>STATE:1,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH

/* What is kept may open the next session; but only the user goes on when that one ends as well. */
static void
test_an_expired_session_may_be_renewed_once (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (EXPIRED);
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_NO_AUTO_ANSWER));

  SIGN_IN ();
  BE_ASKED_AGAIN (EXPIRED);
  g_assert_true (HAS_FLAG (2, CULVERT_PROMPT_NO_AUTO_ANSWER));

  SIGN_IN ();
  BE_ASKED_AGAIN (TUNNEL_UP "\n" EXPIRED);
  g_assert_false (HAS_FLAG (3, CULVERT_PROMPT_NO_AUTO_ANSWER));
}

static void
test_a_token_that_expired_is_no_bad_password (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  BE_ASKED_AGAIN (AUTH_WRONG "\n>STATE:1,RECONNECTING,auth-failure (auth-token),,,,,\n" NEED_AUTH);

  g_assert_true (IS (RECONNECTING, SESSION_EXPIRED));
}

static void
test_who_does_not_try_again_was_refused (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (AUTH_WRONG "\n" NEED_AUTH);
  culvert_script_answerer_refuse (fixture->answerer);

  culvert_await (IS (DISCONNECTED, NOT_ANSWERED_AGAIN));
}

/* A daemon that gets no answer ends with an error. The user knows why. */
static void
test_the_end_after_a_refusal_to_answer_is_no_error (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  culvert_script_answerer_refuse (fixture->answerer);
  culvert_await (IS (DISCONNECTED, NOT_ANSWERED));
  g_string_truncate (fixture->story, 0);
  SAY (">FATAL:ERROR: could not read Auth username/password/ok/string from management interface");
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_await_quiet ();

  g_assert_true (IS (DISCONNECTED, NOT_ANSWERED));
  g_assert_cmpstr (fixture->story->str, ==, "");
  g_assert_null (culvert_session_get_facts (fixture->session).message);
}

/* What a server said once does not explain what the network did later. */
static void
test_words_go_with_their_reason (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  SAY (BUSY "\n>STATE:8,WAIT,,,,,,\n>STATE:9,RECONNECTING,connection-reset,,,,,");
  culvert_await (IS (CONNECTING, NETWORK));
  g_assert_null (culvert_session_get_facts (fixture->session).message);
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

static void
sign_in_to_proxy (Fixture *fixture, guint n_prompts)
{
  culvert_await (N_PROMPTS == n_prompts);
  culvert_script_answerer_fill (fixture->answerer, "puser", "bad", NULL);
  culvert_await (
      culvert_fake_daemon_has_heard (fixture->daemon, "password \"HTTP Proxy\" \"bad\""));
  culvert_fake_daemon_forget (fixture->daemon);
}

static void
test_what_a_proxy_refused_is_only_asked_for_again (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_PROXY);
  sign_in_to_proxy (fixture, 1);
  BE_ASKED_AGAIN (">STATE:1,TCP_CONNECT,,,,,,\n" NEED_PROXY);

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_true (HAS_SENT (""));
}

/* It asks anew for each try, because it keeps no passwords. */
static void
test_a_silent_server_is_not_the_fault_of_its_proxy (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_PROXY);
  for (guint i = 1; i <= 4; i++)
    {
      sign_in_to_proxy (fixture, i);
      SAY (">STATE:1,WAIT,,,,,,");
      culvert_await (OUTCOME (i - 1) == CULVERT_PROMPT_ACCEPTED);
      SAY (">STATE:1,RECONNECTING,tls-error,,,,,\n>STATE:1,TCP_CONNECT,,,,,,\n" NEED_PROXY);
      culvert_await (N_PROMPTS == i + 1);
      g_assert_false (HAS_FLAG (i, CULVERT_PROMPT_RETRY));
    }
}

static void
test_three_refusals_of_a_proxy_are_the_end (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_PROXY);
  for (guint i = 1; i <= 3; i++)
    {
      sign_in_to_proxy (fixture, i);
      g_assert_cmpint (HAS_FLAG (i - 1, CULVERT_PROMPT_LAST_TRY), ==, i == 3);
      SAY (">STATE:1,TCP_CONNECT,,,,,,\n" NEED_PROXY);
    }

  culvert_await (IS (FAILED, TOO_MANY_REFUSALS));
  culvert_await (HAS_SENT ("hold on\n"));
  culvert_await_quiet ();
  g_assert_cmpuint (N_PROMPTS, ==, 3);
}

/* Some daemons say so, and ask again. */
static void
test_one_refusal_of_a_proxy_is_counted_once (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_PROXY);
  for (guint i = 1; i <= 2; i++)
    {
      sign_in_to_proxy (fixture, i);
      SAY (">PASSWORD:Verification Failed: 'HTTP Proxy' ['no']\n" NEED_PROXY);
      culvert_await (N_PROMPTS == i + 1);
      g_assert_cmpint (HAS_FLAG (i, CULVERT_PROMPT_LAST_TRY), ==, i == 2);
    }

  g_assert_cmpuint (OUTCOME (1), ==, CULVERT_PROMPT_REJECTED);
  g_assert_cmpstr (culvert_prompt_get_failure (PROMPT (2)), ==, "no");
}

/* A daemon that forgets what it was told asks again for every connection. */
static void
test_what_let_us_through_a_proxy_was_right (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_PROXY);
  sign_in_to_proxy (fixture, 1);
  SAY (">STATE:1,TCP_CONNECT,,,,,,");
  culvert_await (culvert_session_get_stage (fixture->session) == CULVERT_STAGE_HANDSHAKE);
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ANSWERED);

  BE_ASKED_AGAIN (">STATE:3,WAIT,,,,,,\n>STATE:4,RECONNECTING,tls-error,,,,,\n" NEED_PROXY);
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
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

/* The daemon calls every way in which a key is out of reach a wrong passphrase. */
static void
test_a_missing_token_is_no_wrong_passphrase (Fixture *fixture, gconstpointer data)
{
  static const char failure[] = ">STATE:1,RECONNECTING,private-key-password-failure,,,,,";

  BE_ASKED (NEED_CARD);
  culvert_script_answerer_confirm (fixture->answerer);
  SAY (failure);
  culvert_await (IS (CONNECTING, KEY_PASSPHRASE));
  BE_ASKED_AGAIN (NEED_CARD);
  g_assert_true (IS (CONNECTING, NONE));
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
  ADD ("a-busy-server-says-for-how-long", test_a_busy_server_says_for_how_long);
  ADD ("a-busy-server-and-a-hold", test_a_busy_server_and_a_hold);
  ADD ("a-pause-ends-with-the-daemon", test_a_pause_ends_with_the_daemon);
  ADD ("an-expired-session-is-no-bad-password", test_an_expired_session_is_no_bad_password);
  ADD ("an-expired-session-may-be-renewed-once", test_an_expired_session_may_be_renewed_once);
  ADD ("a-token-that-expired-is-no-bad-password", test_a_token_that_expired_is_no_bad_password);
  ADD ("who-does-not-try-again-was-refused", test_who_does_not_try_again_was_refused);
  ADD ("the-end-after-a-refusal-to-answer-is-no-error",
       test_the_end_after_a_refusal_to_answer_is_no_error);
  ADD ("words-go-with-their-reason", test_words_go_with_their_reason);
  ADD ("a-wrong-pin-is-only-asked-for-again", test_a_wrong_pin_is_only_asked_for_again);
  ADD ("a-wrong-passphrase-is-only-asked-for-again",
       test_a_wrong_passphrase_is_only_asked_for_again);
  ADD ("what-a-proxy-refused-is-only-asked-for-again",
       test_what_a_proxy_refused_is_only_asked_for_again);
  ADD ("a-silent-server-is-not-the-fault-of-its-proxy",
       test_a_silent_server_is_not_the_fault_of_its_proxy);
  ADD ("three-refusals-of-a-proxy-are-the-end", test_three_refusals_of_a_proxy_are_the_end);
  ADD ("one-refusal-of-a-proxy-is-counted-once", test_one_refusal_of_a_proxy_is_counted_once);
  ADD ("what-let-us-through-a-proxy-was-right", test_what_let_us_through_a_proxy_was_right);
  ADD ("a-missing-token-is-no-wrong-passphrase", test_a_missing_token_is_no_wrong_passphrase);
  ADD ("a-passphrase-that-opened-the-key-was-right",
       test_a_passphrase_that_opened_the_key_was_right);
  ADD ("a-wrong-password-does-not-blame-the-pin", test_a_wrong_password_does_not_blame_the_pin);
  ADD ("an-answer-dies-with-its-daemon", test_an_answer_dies_with_its_daemon);
  ADD ("an-answer-that-was-to-be-forgotten-was-not-wrong",
       test_an_answer_that_was_to_be_forgotten_was_not_wrong);

  return g_test_run ();
}
