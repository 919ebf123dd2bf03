/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

typedef CulvertSessionFixture Fixture;

/* --- the good case --- */

static void
test_an_answer_is_sent_and_proves_right (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  g_assert_cmpuint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_SIGN_IN);
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_PENDING);
  g_assert_true (IS (CONNECTING, USER));

  SIGN_IN ();
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ANSWERED);

  SAY (">STATE:1,WAIT,,,,,,\n" TUNNEL_UP);
  culvert_await (IS (CONNECTED, NONE));
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ACCEPTED);
  g_assert_true (HAS_SENT (AUTH_COMMANDS));
}

static void
test_the_session_shows_only_what_waits_for_the_user (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  g_assert_true (culvert_session_get_prompt (fixture->session) == PROMPT (0));
  SIGN_IN ();
  g_assert_null (culvert_session_get_prompt (fixture->session));

  /* As a keyring does. */
  culvert_script_answerer_fill (fixture->answerer, "open sesame", NULL);
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (NEED_KEY);
  culvert_await (N_PROMPTS == 2);
  g_assert_null (culvert_session_get_prompt (fixture->session));
  culvert_await (HAS_SENT ("password \"Private Key\" \"open sesame\"\n"));
}

static void
count_notifications (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_a_prompt_that_comes_and_goes_is_told (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (fixture->session, "notify::prompt", G_CALLBACK (count_notifications), &n);
  BE_ASKED (NEED_AUTH);
  g_assert_cmpuint (n, ==, 1);
  SIGN_IN ();
  g_assert_cmpuint (n, ==, 2);
}

static void
test_a_question_waits_until_the_past_is_known (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "state on all", NULL);
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (NEED_AUTH);
  culvert_session_attach (fixture->session);
  culvert_await (HAS_SENT (SYNC_COMMANDS));
  culvert_await_quiet ();
  g_assert_cmpuint (N_PROMPTS, ==, 0);

  SAY ("SUCCESS: real-time state notification set to ON\n1,CONNECTING,,,,,,\nEND");
  culvert_await (N_PROMPTS == 1);
  g_assert_cmpuint (culvert_session_get_wanted (fixture->session), ==, CULVERT_WANTED_CONNECTED);
}

static void
test_only_a_fresh_wish_expects_a_question (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach (fixture, NEED_AUTH, "1,CONNECTING,,,,,,");
  culvert_await (N_PROMPTS == 1);
  g_assert_false (HAS_FLAG (0, CULVERT_PROMPT_EXPECTED));

  culvert_script_answerer_refuse (fixture->answerer);
  culvert_await (IS (DISCONNECTED, NOT_ANSWERED));
  WANT (CONNECTED);
  culvert_await (N_PROMPTS == 2);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_EXPECTED));
}

static void
test_who_has_just_answered_expects_the_next_question (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach (fixture, NEED_AUTH, "1,CONNECTING,,,,,,");
  culvert_await (N_PROMPTS == 1);
  SIGN_IN ();
  BE_ASKED_AGAIN (NEED_KEY);

  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_EXPECTED));
}

/* As a keyring does. */
static void
test_who_has_not_answered_expects_nothing (Fixture *fixture, gconstpointer data)
{
  culvert_script_answerer_fill (fixture->answerer, "alice", "secret", NULL);
  culvert_session_fixture_attach (fixture, NEED_AUTH, "1,CONNECTING,,,,,,");
  culvert_await (HAS_SENT (AUTH_COMMANDS));
  BE_ASKED_AGAIN (NEED_KEY);

  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_EXPECTED));
}

/* --- a user who does not want to answer --- */

static void
test_a_question_that_is_not_answered_is_parked (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  culvert_script_answerer_refuse (fixture->answerer);
  culvert_await (IS (DISCONNECTED, NOT_ANSWERED));
  culvert_await (HAS_SENT ("hold on\n"));
  culvert_await_quiet ();

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_true (HAS_SENT ("hold on\n"));
  g_assert_null (culvert_session_get_prompt (fixture->session));
}

static void
test_a_parked_question_is_asked_when_it_is_wanted (Fixture *fixture, gconstpointer data)
{
  test_a_question_that_is_not_answered_is_parked (fixture, data);
  culvert_fake_daemon_forget (fixture->daemon);
  WANT (CONNECTED);

  culvert_await (N_PROMPTS == 2);
  culvert_await (HAS_SENT ("hold off\n"));
  g_assert_true (culvert_session_get_state (fixture->session) == CULVERT_SESSION_CONNECTING);
}

static void
check_parked (Fixture *fixture)
{
  culvert_await (IS (DISCONNECTED, NOT_ANSWERED));
  culvert_await (HAS_SENT ("hold on\n"));
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
}

static void
test_a_question_that_nobody_can_answer_is_parked (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  culvert_script_answerer_pass (fixture->answerer);
  check_parked (fixture);
}

static void
test_a_broken_answerer_parks_the_question (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  culvert_script_answerer_break (fixture->answerer);
  check_parked (fixture);
}

static void
test_an_answer_with_blanks_is_none (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  culvert_script_answerer_fill (fixture->answerer, "alice", NULL);
  check_parked (fixture);
}

static void
test_disconnecting_takes_the_question_away (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  WANT (DISCONNECTED);
  culvert_await (HAS_SENT ("hold on\n"));
  culvert_await_quiet ();

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_false (culvert_script_answerer_is_asked (fixture->answerer));
  g_assert_true (culvert_session_get_state (fixture->session) == CULVERT_SESSION_DISCONNECTED);
  g_assert_true (HAS_SENT ("hold on\n"));
}

/* A tunnel that is up cannot be parked; a daemon that asks cannot be sent back to its hold. */
static void
test_disconnecting_during_a_renewal_ends_the_daemon (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (NEED_AUTH);
  culvert_await (N_PROMPTS == 1);
  g_assert_true (IS (CONNECTED, NONE));
  WANT (DISCONNECTED);

  culvert_await (HAS_SENT ("hold on\nsignal SIGTERM\n"));
  g_assert_true (IS (DISCONNECTING, USER));
  SAY (">FATAL:ERROR: could not read Auth username/password/ok/string from management interface");
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (IS (DISCONNECTED, USER));
}

static void
test_a_confirmation_has_a_word_for_no (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_CARD);
  g_assert_cmpstr (culvert_prompt_get_message (PROMPT (0)), ==, "Please insert Card token");
  culvert_script_answerer_refuse (fixture->answerer);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon,
                                                "needok \"token-insertion-request\" \"cancel\""));
  g_assert_cmpstr (culvert_fake_daemon_get_heard (fixture->daemon, 0),
                   ==,
                   "needok \"token-insertion-request\" \"cancel\"");
}

/* --- what a daemon may do to a question --- */

static void
test_a_question_that_is_repeated_is_one (Fixture *fixture, gconstpointer data)
{
  GString *questions = g_string_new (NEED_CARD);

  for (guint i = 1; i < 10000; i++)
    g_string_append (questions, "\n" NEED_CARD);

  culvert_session_fixture_release (fixture);
  SAY (questions->str);
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await_quiet ();
  g_assert_cmpuint (N_PROMPTS, ==, 1);

  culvert_script_answerer_confirm (fixture->answerer);
  culvert_await (HAS_SENT ("needok \"token-insertion-request\" \"ok\"\n"));
  culvert_await_quiet ();
  g_assert_true (HAS_SENT ("needok \"token-insertion-request\" \"ok\"\n"));
  g_assert_cmpuint (N_PROMPTS, ==, 1);
  g_string_free (questions, TRUE);
}

static void
test_another_question_takes_the_place_of_the_first (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  BE_ASKED_AGAIN (NEED_KEY);

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_true (culvert_session_get_prompt (fixture->session) == PROMPT (1));
}

static void
test_a_daemon_that_goes_on_has_no_question (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SAY (">STATE:1,WAIT,,,,,,");
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_WITHDRAWN);
  culvert_await_quiet ();

  g_assert_null (culvert_session_get_prompt (fixture->session));
  g_assert_false (culvert_script_answerer_is_asked (fixture->answerer));
}

static void
test_a_hold_has_no_question (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SAY (IN_HOLD);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_WITHDRAWN);
}

static void
test_a_late_answer_is_for_nobody (Fixture *fixture, gconstpointer data)
{
  culvert_script_answerer_set_stubborn (fixture->answerer, TRUE);
  BE_ASKED (NEED_AUTH);
  BE_ASKED_AGAIN (">STATE:1,WAIT,,,,,,\n" NEED_KEY);

  culvert_script_answerer_fill (fixture->answerer, "alice", "secret", NULL);
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (""));
  g_assert_cmpuint (OUTCOME (1), ==, CULVERT_PROMPT_PENDING);

  culvert_script_answerer_fill (fixture->answerer, "sesame", NULL);
  culvert_await (HAS_SENT ("password \"Private Key\" \"sesame\"\n"));
}

static void
test_a_token_that_is_called_like_a_question (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (">PASSWORD:Need 'Auth' username/password token' password");
  g_assert_cmpuint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_TOKEN_PIN);
  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_NO_AUTO_ANSWER));
  g_assert_false (HAS_FLAG (0, CULVERT_PROMPT_MAY_REMEMBER));

  culvert_script_answerer_fill (fixture->answerer, "1234", NULL);
  culvert_await (HAS_SENT ("password \"Auth' username/password token\" \"1234\"\n"));
}

static void
test_an_answer_that_cannot_be_sent_is_asked_for_again (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  culvert_script_answerer_fill (fixture->answerer, "alice", "two\nlines", NULL);
  culvert_await (N_PROMPTS == 2);

  g_assert_true (HAS_SENT (""));
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_true (HAS_FLAG (1,
                           CULVERT_PROMPT_UNSENDABLE | CULVERT_PROMPT_NO_AUTO_ANSWER |
                               CULVERT_PROMPT_EXPECTED));
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  SIGN_IN ();
}

static void
test_a_session_token_is_not_kept (Fixture *fixture, gconstpointer data)
{
  CulvertSessionLog *log = culvert_session_get_log (fixture->session);

  culvert_session_fixture_attach_up (fixture);
  SAY (">PASSWORD:Auth-Token:SESS_ID_AT_abcdef0123456789\n>BYTECOUNT:1,1");
  culvert_await (culvert_session_get_traffic (fixture->session)->total_in == 1);

  g_assert_cmpuint (N_PROMPTS, ==, 0);
  g_assert_null (culvert_session_get_facts (fixture->session).message);
  g_assert_cmpuint (culvert_session_log_get_end (log), ==, 1);
  g_assert_true (IS (CONNECTED, NONE));
  g_assert_true (HAS_SENT (""));
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/dialogue/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("an-answer-is-sent-and-proves-right", test_an_answer_is_sent_and_proves_right);
  ADD ("the-session-shows-only-what-waits-for-the-user",
       test_the_session_shows_only_what_waits_for_the_user);
  ADD ("a-prompt-that-comes-and-goes-is-told", test_a_prompt_that_comes_and_goes_is_told);
  ADD ("a-question-waits-until-the-past-is-known", test_a_question_waits_until_the_past_is_known);
  ADD ("only-a-fresh-wish-expects-a-question", test_only_a_fresh_wish_expects_a_question);
  ADD ("who-has-just-answered-expects-the-next-question",
       test_who_has_just_answered_expects_the_next_question);
  ADD ("who-has-not-answered-expects-nothing", test_who_has_not_answered_expects_nothing);
  ADD ("a-question-that-is-not-answered-is-parked", test_a_question_that_is_not_answered_is_parked);
  ADD ("a-parked-question-is-asked-when-it-is-wanted",
       test_a_parked_question_is_asked_when_it_is_wanted);
  ADD ("a-question-that-nobody-can-answer-is-parked",
       test_a_question_that_nobody_can_answer_is_parked);
  ADD ("a-broken-answerer-parks-the-question", test_a_broken_answerer_parks_the_question);
  ADD ("an-answer-with-blanks-is-none", test_an_answer_with_blanks_is_none);
  ADD ("disconnecting-takes-the-question-away", test_disconnecting_takes_the_question_away);
  ADD ("disconnecting-during-a-renewal-ends-the-daemon",
       test_disconnecting_during_a_renewal_ends_the_daemon);
  ADD ("a-confirmation-has-a-word-for-no", test_a_confirmation_has_a_word_for_no);
  ADD ("a-question-that-is-repeated-is-one", test_a_question_that_is_repeated_is_one);
  ADD ("another-question-takes-the-place-of-the-first",
       test_another_question_takes_the_place_of_the_first);
  ADD ("a-daemon-that-goes-on-has-no-question", test_a_daemon_that_goes_on_has_no_question);
  ADD ("a-hold-has-no-question", test_a_hold_has_no_question);
  ADD ("a-late-answer-is-for-nobody", test_a_late_answer_is_for_nobody);
  ADD ("a-token-that-is-called-like-a-question", test_a_token_that_is_called_like_a_question);
  ADD ("an-answer-that-cannot-be-sent-is-asked-for-again",
       test_an_answer_that_cannot_be_sent_is_asked_for_again);
  ADD ("a-session-token-is-not-kept", test_a_session_token_is_not_kept);

  return g_test_run ();
}
