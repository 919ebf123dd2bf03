/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

/* The end of a session in the midst of things; the fixture proves that nothing is left. */

typedef CulvertSessionFixture Fixture;

#define N_TRIES culvert_fake_launcher_get_n_tries (fixture->launcher)

static void
hang_up (Fixture *fixture)
{
  culvert_fake_daemon_hang_up (fixture->daemon);
}

static void
end (Fixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
  culvert_await_quiet ();
}

static void
test_before_it_began (Fixture *fixture, gconstpointer data)
{
  end (fixture);
}

static void
test_while_it_connects (Fixture *fixture, gconstpointer data)
{
  hang_up (fixture);
  culvert_fake_launcher_add_delay (fixture->launcher);
  culvert_session_attach (fixture->session);
  culvert_await (N_TRIES == 2);
  end (fixture);
}

static void
test_with_the_stream_on_its_way (Fixture *fixture, gconstpointer data)
{
  culvert_session_attach (fixture->session);
  end (fixture);
}

static void
test_before_the_banner (Fixture *fixture, gconstpointer data)
{
  culvert_session_attach (fixture->session);
  culvert_await_quiet ();
  end (fixture);
}

static void
test_while_it_brings_itself_up_to_date (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "verb", NULL);
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_session_attach (fixture->session);
  culvert_await (HAS_SENT ("version 4\npid\nversion\nverb\n"));
  end (fixture);
}

static void
test_during_a_pause (Fixture *fixture, gconstpointer data)
{
  hang_up (fixture);
  culvert_session_attach (fixture->session);
  culvert_await (culvert_session_get_wait_end (fixture->session) > 0);
  end (fixture);
}

static void
test_during_a_back_off (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">HOLD:Waiting for hold release:1");
  culvert_await (IS (WAITING, BACK_OFF));
  end (fixture);
}

static void
test_with_a_question_open (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  end (fixture);
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_false (culvert_script_answerer_is_asked (fixture->answerer));
}

static void
test_before_a_stubborn_answer (Fixture *fixture, gconstpointer data)
{
  culvert_script_answerer_set_stubborn (fixture->answerer, TRUE);
  BE_ASKED (NEED_AUTH);
  end (fixture);
  culvert_script_answerer_fill (fixture->answerer, "alice", "secret", NULL);
  culvert_await_quiet ();
}

static void
test_with_an_answer_sent (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "username \"Auth\" \"alice\"", NULL);
  BE_ASKED (NEED_AUTH);
  culvert_script_answerer_fill (fixture->answerer, "alice", "secret", NULL);
  culvert_await (HAS_SENT ("username \"Auth\" \"alice\"\n"));
  end (fixture);
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
}

static void
test_while_it_disconnects (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);
  end (fixture);
}

static void
drop (Fixture *fixture)
{
  g_clear_object (&fixture->session);
}

static void
test_when_it_is_told_of_the_hold (Fixture *fixture, gconstpointer data)
{
  g_signal_connect_swapped (fixture->session, "state-changed", G_CALLBACK (drop), fixture);
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (IN_HOLD);
  culvert_session_attach (fixture->session);
  culvert_await (fixture->session == NULL);
}

static void
test_when_it_is_told_of_the_tunnel (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  g_signal_connect_swapped (fixture->session, "state-changed", G_CALLBACK (drop), fixture);
  SAY (TUNNEL_UP);
  culvert_await (fixture->session == NULL);
}

static void
test_when_it_is_told_of_the_loss (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  g_signal_connect_swapped (fixture->session, "state-changed", G_CALLBACK (drop), fixture);
  hang_up (fixture);
  culvert_await (fixture->session == NULL);
}

static void
test_when_it_is_told_of_a_question (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  g_signal_connect_swapped (fixture->session, "notify::prompt", G_CALLBACK (drop), fixture);
  SAY (NEED_AUTH);
  culvert_await (fixture->session == NULL);
  culvert_await_quiet ();
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
}

static void
test_when_it_is_told_of_an_answer (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  g_signal_connect_swapped (fixture->session, "notify::prompt", G_CALLBACK (drop), fixture);
  culvert_script_answerer_fill (fixture->answerer, "alice", "secret", NULL);
  culvert_await (fixture->session == NULL);
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/end/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("before-it-began", test_before_it_began);
  ADD ("while-it-connects", test_while_it_connects);
  ADD ("with-the-stream-on-its-way", test_with_the_stream_on_its_way);
  ADD ("before-the-banner", test_before_the_banner);
  ADD ("while-it-brings-itself-up-to-date", test_while_it_brings_itself_up_to_date);
  ADD ("during-a-pause", test_during_a_pause);
  ADD ("during-a-back-off", test_during_a_back_off);
  ADD ("with-a-question-open", test_with_a_question_open);
  ADD ("before-a-stubborn-answer", test_before_a_stubborn_answer);
  ADD ("with-an-answer-sent", test_with_an_answer_sent);
  ADD ("while-it-disconnects", test_while_it_disconnects);
  ADD ("when-it-is-told-of-the-hold", test_when_it_is_told_of_the_hold);
  ADD ("when-it-is-told-of-the-tunnel", test_when_it_is_told_of_the_tunnel);
  ADD ("when-it-is-told-of-the-loss", test_when_it_is_told_of_the_loss);
  ADD ("when-it-is-told-of-a-question", test_when_it_is_told_of_a_question);
  ADD ("when-it-is-told-of-an-answer", test_when_it_is_told_of_an_answer);

  return g_test_run ();
}
