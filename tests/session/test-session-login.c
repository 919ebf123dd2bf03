/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

#define ENTER_PASSWORD "ENTER PASSWORD:"

#define N_TRIES culvert_fake_launcher_get_n_tries (fixture->launcher)

typedef CulvertSessionFixture Fixture;

/* A daemon with the password "hunter2", which asks for it first. */
static void
guard (Fixture *fixture)
{
  culvert_fake_launcher_set_needs_password (fixture->launcher, TRUE);
  culvert_fake_daemon_answer (fixture->daemon,
                              "hunter2",
                              "SUCCESS: password is correct\n" CULVERT_FAKE_BANNER "\n" IN_HOLD);
  culvert_fake_daemon_answer (fixture->daemon, "wrong", NULL);
  culvert_fake_daemon_say_bytes (fixture->daemon, ENTER_PASSWORD, -1);
}

static void
be_asked (Fixture *fixture)
{
  guard (fixture);
  culvert_session_attach (fixture->session);
  culvert_await (N_PROMPTS == 1);
}

/* Gives a wrong password; the daemon asks again, and the next one is lined up. */
static void
be_refused (Fixture *fixture)
{
  g_autoptr (CulvertFakeDaemon) refusing = g_object_ref (fixture->daemon);

  culvert_session_fixture_replace_daemon (fixture);
  guard (fixture);
  culvert_script_answerer_fill (fixture->answerer, "wrong", NULL);
  culvert_await (culvert_fake_daemon_has_heard (refusing, "wrong"));
  culvert_fake_daemon_say_bytes (refusing, ENTER_PASSWORD, -1);
}

static void
test_the_password_is_sent_once_and_raw (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture);
  g_assert_cmpuint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_MANAGEMENT_PASSWORD);
  g_assert_true (culvert_session_is_settled (fixture->session));
  /* It only counts as one that may not be told anything if it does not ask. */
  g_assert_false (culvert_session_is_read_only (fixture->session));

  culvert_script_answerer_fill (fixture->answerer, "hunter2", NULL);
  culvert_await (HAS_SENT ("hunter2\n" SYNC_COMMANDS));
  culvert_await (culvert_session_is_attached (fixture->session));
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_false (culvert_session_is_read_only (fixture->session));
  g_assert_true (IS (DISCONNECTED, FOUND));
}

static void
test_a_wish_waits_for_the_password (Fixture *fixture, gconstpointer data)
{
  guard (fixture);
  WANT (CONNECTED);
  culvert_await (N_PROMPTS == 1);
  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_EXPECTED));
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (""));

  culvert_script_answerer_fill (fixture->answerer, "hunter2", NULL);
  culvert_await (HAS_SENT ("hunter2\n" SYNC_COMMANDS "hold release\nhold off\n"));
}

static void
test_a_wrong_password_is_asked_for_again (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture);
  be_refused (fixture);
  culvert_await (N_PROMPTS == 2);

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_true (IS (DISCONNECTED, LOGIN));
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (""));

  culvert_script_answerer_fill (fixture->answerer, "hunter2", NULL);
  culvert_await (IS (DISCONNECTED, FOUND));
}

static void
test_three_wrong_passwords_are_the_end (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture);
  be_refused (fixture);
  culvert_await (N_PROMPTS == 2);
  be_refused (fixture);
  culvert_await (N_PROMPTS == 3);
  g_assert_true (HAS_FLAG (2, CULVERT_PROMPT_LAST_TRY));
  be_refused (fixture);

  culvert_await (IS (FAILED, TOO_MANY_REFUSALS));
  culvert_await_quiet ();
  g_assert_cmpuint (N_PROMPTS, ==, 3);
  g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
  g_assert_cmpuint (culvert_session_get_wanted (fixture->session), ==, CULVERT_WANTED_DISCONNECTED);
  g_assert_true (HAS_SENT (""));
}

static void
test_a_new_wish_tries_again (Fixture *fixture, gconstpointer data)
{
  test_three_wrong_passwords_are_the_end (fixture, data);
  culvert_session_fixture_replace_daemon (fixture);
  guard (fixture);
  WANT (CONNECTED);

  culvert_await (N_PROMPTS == 4);
  g_assert_false (HAS_FLAG (3, CULVERT_PROMPT_RETRY));
}

static void
test_without_a_password_the_daemon_is_left_alone (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture);
  culvert_script_answerer_refuse (fixture->answerer);
  culvert_await (IS (DISCONNECTED, NOT_ANSWERED));
  culvert_await (!culvert_fake_daemon_is_connected (fixture->daemon));
  culvert_await_quiet ();

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_cmpuint (N_TRIES, ==, 1);
  g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
  g_assert_true (HAS_SENT (""));
}

static void
test_a_password_that_cannot_be_sent (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture);
  culvert_script_answerer_fill (fixture->answerer, "two\nlines", NULL);
  culvert_await (N_PROMPTS == 2);

  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_UNSENDABLE));
  g_assert_true (HAS_SENT (""));
  culvert_script_answerer_fill (fixture->answerer, "hunter2", NULL);
  culvert_await (IS (DISCONNECTED, FOUND));
}

static void
test_a_daemon_that_goes_takes_its_question_along (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture);
  culvert_fake_daemon_hang_up (fixture->daemon);

  culvert_await (OUTCOME (0) == CULVERT_PROMPT_WITHDRAWN);
  g_assert_null (culvert_session_get_prompt (fixture->session));
}

static void
test_ends_with_the_question_open (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->session));

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/login/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("the-password-is-sent-once-and-raw", test_the_password_is_sent_once_and_raw);
  ADD ("a-wish-waits-for-the-password", test_a_wish_waits_for_the_password);
  ADD ("a-wrong-password-is-asked-for-again", test_a_wrong_password_is_asked_for_again);
  ADD ("three-wrong-passwords-are-the-end", test_three_wrong_passwords_are_the_end);
  ADD ("a-new-wish-tries-again", test_a_new_wish_tries_again);
  ADD ("without-a-password-the-daemon-is-left-alone",
       test_without_a_password_the_daemon_is_left_alone);
  ADD ("a-password-that-cannot-be-sent", test_a_password_that_cannot_be_sent);
  ADD ("a-daemon-that-goes-takes-its-question-along",
       test_a_daemon_that_goes_takes_its_question_along);
  ADD ("ends-with-the-question-open", test_ends_with_the_question_open);

  return g_test_run ();
}
