/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

#define LEVEL    culvert_session_get_verbosity (fixture->session)
#define ON       "SUCCESS: real-time log notification set to ON"
#define ORIGINAL culvert_session_get_original_verbosity (fixture->session)

static void
test_is_what_the_daemon_says (CulvertSessionFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (LEVEL, ==, -1);
  g_assert_false (culvert_session_set_verbosity (fixture->session, 4));

  culvert_session_fixture_attach_up (fixture);
  g_assert_cmpint (LEVEL, ==, 3);
  g_assert_cmpint (ORIGINAL, ==, 3);
}

static void
test_is_put_back (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  g_assert_true (culvert_session_set_verbosity (fixture->session, 5));
  culvert_await (HAS_SENT ("verb 5\n"));
  g_assert_cmpint (LEVEL, ==, 5);
  g_assert_cmpint (ORIGINAL, ==, 3);
  culvert_await_quiet ();

  culvert_session_detach (fixture->session);
  culvert_await (HAS_SENT ("verb 5\nverb 3\n"));
}

static void
test_is_left_alone_where_nobody_changed_it (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  g_assert_true (culvert_session_set_verbosity (fixture->session, 3));
  culvert_session_detach (fixture->session);
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (""));
}

static void
test_never_passes_seven_with_the_log_on (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  g_assert_false (culvert_session_is_log_paused (fixture->session));
  for (guint level = 8; level <= 15; level++)
    g_assert_false (culvert_session_set_verbosity (fixture->session, level));
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (""));

  g_assert_true (culvert_session_set_verbosity (fixture->session, 7));
  culvert_await (HAS_SENT ("verb 7\n"));
}

static void
test_may_pass_seven_without_the_log (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "verb", "SUCCESS: verb=9");
  culvert_fake_daemon_answer (fixture->daemon, "log all", "END");
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_session_attach (fixture->session);
  culvert_await (culvert_session_is_attached (fixture->session));
  culvert_fake_daemon_forget (fixture->daemon);

  g_assert_true (culvert_session_is_log_paused (fixture->session));
  g_assert_cmpint (LEVEL, ==, 9);
  g_assert_true (culvert_session_set_verbosity (fixture->session, 10));
  g_assert_false (culvert_session_set_verbosity (fixture->session, 12));
  culvert_await (HAS_SENT ("verb 10\n"));
}

static void
test_of_the_same_daemon_is_remembered (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  g_assert_true (culvert_session_set_verbosity (fixture->session, 6));
  culvert_await (HAS_SENT ("verb 6\n"));

  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_session_fixture_replace_daemon (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "verb", "SUCCESS: verb=6");
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_await (culvert_session_is_attached (fixture->session));

  g_assert_cmpint (LEVEL, ==, 6);
  g_assert_cmpint (ORIGINAL, ==, 3);
}

static void
test_of_another_daemon_is_its_own (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  g_assert_true (culvert_session_set_verbosity (fixture->session, 6));
  culvert_await (HAS_SENT ("verb 6\n"));

  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_session_fixture_replace_daemon (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "verb", "SUCCESS: verb=4");
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_await (culvert_session_is_attached (fixture->session));

  g_assert_cmpint (LEVEL, ==, 4);
  g_assert_cmpint (ORIGINAL, ==, 4);
}

/* Comes to a daemon that logs as much as `reply` says. */
static void
attach (CulvertSessionFixture *fixture, const char *reply)
{
  culvert_fake_daemon_answer (fixture->daemon, "verb", reply);
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_session_attach (fixture->session);
  culvert_await (culvert_session_is_attached (fixture->session));
}

static void
test_is_raised_for_a_new_daemon (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_set_least_verbosity (fixture->session, 4);
  attach (fixture, "SUCCESS: verb=3");
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "verb 4"));
  g_assert_cmpint (LEVEL, ==, 4);
  g_assert_cmpint (ORIGINAL, ==, 3);
  culvert_await_quiet ();
  culvert_fake_daemon_forget (fixture->daemon);

  culvert_session_detach (fixture->session);
  culvert_await (HAS_SENT ("verb 3\n"));
}

static void
test_is_raised_when_that_is_set (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  culvert_session_set_least_verbosity (fixture->session, 5);
  culvert_await (HAS_SENT ("verb 5\n"));
  culvert_session_set_least_verbosity (fixture->session, 0);
  culvert_await_quiet ();
  g_assert_true (HAS_SENT ("verb 5\n"));
}

static void
test_of_an_administrator_is_not_lowered (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_set_least_verbosity (fixture->session, 4);
  attach (fixture, "SUCCESS: verb=5");
  culvert_await_quiet ();
  g_assert_false (culvert_fake_daemon_has_heard (fixture->daemon, "verb 4"));
  g_assert_cmpint (LEVEL, ==, 5);
}

static void
test_of_a_server_is_left_alone (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_set_least_verbosity (fixture->session, 4);
  culvert_fake_daemon_answer (fixture->daemon, "nclients", "SUCCESS: nclients=0");
  attach (fixture, "SUCCESS: verb=3");
  culvert_await_quiet ();
  g_assert_false (culvert_fake_daemon_has_heard (fixture->daemon, "verb 4"));
  g_assert_cmpint (LEVEL, ==, 3);
}

static guint64
count_lines (CulvertSessionFixture *fixture)
{
  return culvert_session_log_get_end (culvert_session_get_log (fixture->session));
}

static void
test_lowered_brings_the_live_log_back (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "log all", "1,I,Earlier\nEND");
  culvert_fake_daemon_answer (fixture->daemon, "log on all", ON "\n1,I,Earlier\n2,I,Later\nEND");
  attach (fixture, "SUCCESS: verb=9");
  culvert_fake_daemon_forget (fixture->daemon);
  g_assert_true (culvert_session_is_log_paused (fixture->session));
  g_assert_true (culvert_session_set_verbosity (fixture->session, 8));
  g_assert_true (culvert_session_is_log_paused (fixture->session));

  g_assert_true (culvert_session_set_verbosity (fixture->session, 4));
  g_assert_false (culvert_session_is_log_paused (fixture->session));
  culvert_await (HAS_SENT ("verb 8\nverb 4\nlog on all\n"));
  culvert_await (count_lines (fixture) == 2);
  SAY (">LOG:3,I,Live");
  culvert_await (count_lines (fixture) == 3);
  g_assert_false (culvert_session_set_verbosity (fixture->session, 8));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/is-what-the-daemon-says",
                               test_is_what_the_daemon_says);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/is-put-back", test_is_put_back);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/is-left-alone-where-nobody-changed-it",
                               test_is_left_alone_where_nobody_changed_it);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/never-passes-seven-with-the-log-on",
                               test_never_passes_seven_with_the_log_on);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/may-pass-seven-without-the-log",
                               test_may_pass_seven_without_the_log);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/of-the-same-daemon-is-remembered",
                               test_of_the_same_daemon_is_remembered);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/of-another-daemon-is-its-own",
                               test_of_another_daemon_is_its_own);

  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/is-raised-for-a-new-daemon",
                               test_is_raised_for_a_new_daemon);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/is-raised-when-that-is-set",
                               test_is_raised_when_that_is_set);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/of-an-administrator-is-not-lowered",
                               test_of_an_administrator_is_not_lowered);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/of-a-server-is-left-alone",
                               test_of_a_server_is_left_alone);
  CULVERT_SESSION_FIXTURE_ADD ("/session/verbosity/lowered-brings-the-live-log-back",
                               test_lowered_brings_the_live_log_back);

  return g_test_run ();
}
