/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-fake-owner.h"
#include "culvert-launch-error.h"
#include "culvert-script-answerer.h"
#include "culvert-session-fixture.h"

#define STATES_UP                                                                                  \
  "SUCCESS: real-time state notification set to ON\n"                                              \
  "1795334986,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,\nEND"

/* A session whose daemon has to be started. */
typedef struct
{
  CulvertProfile *profile;         /* (owned) */
  CulvertFakeOwner *owner;         /* (owned) */
  CulvertScriptAnswerer *answerer; /* (owned) */
  CulvertFakeDaemon *daemon;       /* (owned) */
  CulvertSession *session;         /* (owned) */
} Daemon;

static void
set_up (Daemon *fixture, gconstpointer data)
{
  fixture->profile = culvert_profile_new (NULL, "Office", "unix:/run/culvert/office");
  fixture->owner = culvert_fake_owner_new (GPOINTER_TO_INT (data));
  fixture->answerer = culvert_script_answerer_new ();
  fixture->daemon = culvert_session_fixture_new_daemon ();
  fixture->session = culvert_session_new (fixture->profile,
                                          CULVERT_LAUNCHER (fixture->owner),
                                          CULVERT_ANSWERER (fixture->answerer));
}

static void
tear_down (Daemon *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
  culvert_await_quiet ();
  g_assert_finalize_object (g_steal_pointer (&fixture->answerer));
  g_assert_finalize_object (g_steal_pointer (&fixture->owner));
  g_assert_finalize_object (g_steal_pointer (&fixture->daemon));
  g_assert_finalize_object (g_steal_pointer (&fixture->profile));
}

#undef IS
#define IS(state, reason)                                                                          \
  (culvert_session_get_state (fixture->session) == CULVERT_SESSION_##state &&                      \
   culvert_session_get_reason (fixture->session) == CULVERT_REASON_##reason)
#define HEARD(line) culvert_fake_daemon_has_heard (fixture->daemon, line)
#define N_OPENS     culvert_fake_owner_get_n_opens (fixture->owner)
#define N_STARTS    culvert_fake_owner_get_n_starts (fixture->owner)
#define N_CANCELLED culvert_fake_owner_get_n_cancelled (fixture->owner)
#define N_STOPS     culvert_fake_owner_get_n_stops (fixture->owner)

static void
look (Daemon *fixture)
{
  culvert_session_attach (fixture->session);
  culvert_await (culvert_session_is_settled (fixture->session));
}

/* Started, and released. */
static void
start (Daemon *fixture)
{
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (IN_HOLD);
  culvert_fake_owner_add_startable (fixture->owner, fixture->daemon);
  look (fixture);
  WANT (CONNECTED);
  culvert_await (HEARD ("hold off"));
}

static void
connect (Daemon *fixture)
{
  start (fixture);
  SAY (TUNNEL_UP);
  culvert_await (IS (CONNECTED, NONE));
}

/* A daemon that runs with its tunnel up, from before we came. */
static void
find (Daemon *fixture)
{
  culvert_fake_daemon_answer (fixture->daemon, "state on all", STATES_UP);
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_fake_owner_add_running (fixture->owner, fixture->daemon);
  culvert_session_attach (fixture->session);
  culvert_await (culvert_session_is_attached (fixture->session));
}

static void
test_unwanted_is_looked_for_once (Daemon *fixture, gconstpointer data)
{
  look (fixture);
  culvert_await_quiet ();
  g_assert_cmpuint (N_OPENS, ==, 1);
  g_assert_cmpuint (N_STARTS, ==, 0);
  g_assert_true (IS (DISCONNECTED, NONE));
  g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
}

static void
test_wanted_is_started (Daemon *fixture, gconstpointer data)
{
  connect (fixture);
  g_assert_cmpuint (N_STARTS, ==, 1);
  g_assert_true (HEARD ("hold release"));
}

static void
test_wanted_at_once_is_started (Daemon *fixture, gconstpointer data)
{
  culvert_fake_owner_add_delay (fixture->owner);
  culvert_session_attach (fixture->session);
  WANT (CONNECTED);
  culvert_await (N_STARTS == 1);
  g_assert_true (IS (CONNECTING, LAUNCHING));
  g_assert_cmpuint (N_OPENS, ==, 1);
}

static void
test_start_is_told (Daemon *fixture, gconstpointer data)
{
  culvert_fake_owner_add_delay (fixture->owner);
  look (fixture);
  WANT (CONNECTED);
  g_assert_true (IS (CONNECTING, LAUNCHING));
  WANT (CONNECTED);
  g_assert_cmpuint (N_STARTS, ==, 1);
}

static void
test_start_is_cancelled (Daemon *fixture, gconstpointer data)
{
  culvert_fake_owner_add_delay (fixture->owner);
  look (fixture);
  WANT (CONNECTED);
  WANT (DISCONNECTED);
  g_assert_true (IS (DISCONNECTED, USER));
  culvert_await (N_CANCELLED == 1);
  culvert_await_quiet ();
  g_assert_true (IS (DISCONNECTED, USER));
  g_assert_cmpuint (N_STARTS, ==, 1);
}

static void
test_start_fails (Daemon *fixture, gconstpointer data)
{
  static const struct
  {
    CulvertLaunchError code;
    CulvertSessionReason reason;
    gboolean has_words;
  } rows[] = {
    { CULVERT_LAUNCH_ERROR_NOT_AUTHORIZED, CULVERT_REASON_NOT_AUTHORIZED, FALSE },
    { CULVERT_LAUNCH_ERROR_NO_AGENT, CULVERT_REASON_NO_AGENT, FALSE },
    { CULVERT_LAUNCH_ERROR_ACCESS_DENIED, CULVERT_REASON_ACCESS_DENIED, FALSE },
    { CULVERT_LAUNCH_ERROR_BUSY, CULVERT_REASON_BUSY, FALSE },
    { CULVERT_LAUNCH_ERROR_NOT_FOUND, CULVERT_REASON_NOT_FOUND, FALSE },
    { CULVERT_LAUNCH_ERROR_UNAVAILABLE, CULVERT_REASON_UNAVAILABLE, FALSE },
    { CULVERT_LAUNCH_ERROR_PROFILE, CULVERT_REASON_PROFILE, TRUE },
    { CULVERT_LAUNCH_ERROR_FAILED, CULVERT_REASON_START_FAILED, TRUE },
  };

  look (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      culvert_fake_owner_add_error (fixture->owner, (int) rows[i].code);
      WANT (CONNECTED);
      culvert_await (culvert_session_get_state (fixture->session) == CULVERT_SESSION_FAILED);
      culvert_await_quiet ();
      g_assert_cmpint (culvert_session_get_reason (fixture->session), ==, rows[i].reason);
      g_assert_cmpstr (culvert_session_get_facts (fixture->session).message,
                       ==,
                       rows[i].has_words ? "The last words." : NULL);
      g_assert_cmpuint (N_STARTS, ==, i + 1);
    }
}

static void
test_command_is_told (Daemon *fixture, gconstpointer data)
{
  g_autofree char *command = culvert_session_dup_command (fixture->session);

  g_assert_cmpstr (command, ==, "sudo openvpn");
}

static void
test_one_that_runs_is_adopted (Daemon *fixture, gconstpointer data)
{
  find (fixture);
  g_assert_cmpint (culvert_session_get_wanted (fixture->session), ==, CULVERT_WANTED_CONNECTED);
  g_assert_true (culvert_session_get_state (fixture->session) == CULVERT_SESSION_CONNECTED);
  g_assert_cmpuint (N_STARTS, ==, 0);

  WANT (DISCONNECTED);
  culvert_await (HEARD ("signal SIGTERM"));
}

static void
test_one_that_holds_is_let_alone (Daemon *fixture, gconstpointer data)
{
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (IN_HOLD);
  culvert_fake_owner_add_running (fixture->owner, fixture->daemon);
  culvert_session_attach (fixture->session);
  culvert_await (culvert_session_is_attached (fixture->session));
  culvert_await_quiet ();
  g_assert_true (IS (DISCONNECTED, FOUND));
  g_assert_false (HEARD ("signal SIGTERM"));
  g_assert_false (HEARD ("hold release"));
}

static void
test_disconnect_ends_it (Daemon *fixture, gconstpointer data)
{
  connect (fixture);
  WANT (DISCONNECTED);
  g_assert_true (IS (DISCONNECTING, USER));
  culvert_await (HEARD ("signal SIGTERM"));
  SAY (">STATE:10,EXITING,SIGTERM,,,,,");
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (IS (DISCONNECTED, USER));
  culvert_await_quiet ();
  g_assert_cmpuint (culvert_fake_daemon_count_heard (fixture->daemon, "signal SIGTERM"), ==, 1);
  g_assert_cmpuint (N_STARTS, ==, 1);
  g_assert_cmpuint (N_OPENS, ==, 1);
}

static void
test_disconnect_in_hold_ends_it (Daemon *fixture, gconstpointer data)
{
  start (fixture);
  SAY (">HOLD:Waiting for hold release:60");
  culvert_await (IS (WAITING, BACK_OFF));
  WANT (DISCONNECTED);
  culvert_await (HEARD ("signal SIGTERM"));
}

static void
test_disconnect_with_a_question_ends_it (Daemon *fixture, gconstpointer data)
{
  start (fixture);
  SAY (NEED_AUTH);
  culvert_await (N_PROMPTS == 1);
  WANT (DISCONNECTED);
  culvert_await (HEARD ("signal SIGTERM"));
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
}

static void
test_an_unanswered_question_ends_it (Daemon *fixture, gconstpointer data)
{
  start (fixture);
  SAY (NEED_AUTH);
  culvert_await (N_PROMPTS == 1);
  culvert_script_answerer_refuse (fixture->answerer);
  culvert_await (HEARD ("signal SIGTERM"));
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (IS (DISCONNECTED, NOT_ANSWERED));
}

static void
test_disconnect_of_a_silent_one (Daemon *fixture, gconstpointer data)
{
  culvert_fake_owner_add_startable (fixture->owner, fixture->daemon);
  look (fixture);
  WANT (CONNECTED);
  culvert_await (N_STARTS == 1);
  culvert_await_quiet ();
  WANT (DISCONNECTED);
  g_assert_true (IS (DISCONNECTING, USER));
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_await (HEARD ("signal SIGTERM"));
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (IS (DISCONNECTED, USER));
  g_assert_cmpuint (N_STOPS, ==, 0);
}

static void
test_one_that_stays_is_told (Daemon *fixture, gconstpointer data)
{
  culvert_fake_owner_set_stop_error (fixture->owner, CULVERT_LAUNCH_ERROR_ACCESS_DENIED);
  connect (fixture);
  culvert_fake_daemon_set_deaf (fixture->daemon, TRUE);
  WANT (DISCONNECTED);
  culvert_await_within (20, IS (FAILED, END_FAILED));
  g_assert_null (culvert_session_get_facts (fixture->session).message);
  g_assert_cmpuint (N_STOPS, ==, 1);
}

static void
test_wanted_while_it_ends_is_started_again (Daemon *fixture, gconstpointer data)
{
  connect (fixture);
  WANT (DISCONNECTED);
  culvert_await (HEARD ("signal SIGTERM"));
  culvert_fake_owner_add_delay (fixture->owner);
  WANT (CONNECTED);
  g_assert_cmpuint (N_STARTS, ==, 1);
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (N_STARTS == 2);
  g_assert_true (IS (CONNECTING, LAUNCHING));
}

static void
test_one_that_dies_has_failed (Daemon *fixture, gconstpointer data)
{
  CulvertSessionLog *log = culvert_session_get_log (fixture->session);
  guint64 n_lines;
  gint64 died_at;

  connect (fixture);
  n_lines = culvert_session_log_get_end (log) + 1;
  SAY (">LOG:1,N,The last line");
  culvert_await (culvert_session_log_get_end (log) == n_lines);
  died_at = g_get_monotonic_time ();
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (IS (FAILED, STOPPED));
  g_assert_cmpint (g_get_monotonic_time () - died_at, <, G_USEC_PER_SEC);
  culvert_await_quiet ();
  g_assert_cmpuint (N_STARTS, ==, 1);
  g_assert_cmpuint (N_OPENS, ==, 1);
  g_assert_cmpuint (culvert_session_log_get_end (log), ==, n_lines);
}

static void
test_one_that_appears_is_taken (Daemon *fixture, gconstpointer data)
{
  culvert_fake_owner_add_error (fixture->owner, CULVERT_LAUNCH_ERROR_NO_AGENT);
  look (fixture);
  WANT (CONNECTED);
  culvert_await (IS (FAILED, NO_AGENT));
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (IN_HOLD);
  culvert_fake_owner_add_running (fixture->owner, fixture->daemon);
  culvert_launcher_appeared (CULVERT_LAUNCHER (fixture->owner));
  culvert_await (HEARD ("hold release"));
  g_assert_cmpuint (N_STARTS, ==, 1);
}

static void
test_reconnect (Daemon *fixture, gconstpointer data)
{
  connect (fixture);
  g_assert_true (culvert_session_reconnect (fixture->session));
  culvert_await (HEARD ("signal SIGUSR1"));
}

static void
test_no_reconnect_with_a_question_open (Daemon *fixture, gconstpointer data)
{
  connect (fixture);
  SAY (NEED_AUTH);
  culvert_await (N_PROMPTS == 1);
  g_assert_false (culvert_session_reconnect (fixture->session));
}

/* In a pause a daemon takes SIGUSR1 for SIGHUP, and ours have no configuration to read again. */
static void
test_no_reconnect_of_one_that_pauses (Daemon *fixture, gconstpointer data)
{
  static const char *const deaf[] = { "RECONNECTING,connection-failed",
                                      "RESOLVE,",
                                      "TCP_CONNECT," };

  connect (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (deaf); i++)
    {
      g_autofree char *state = g_strdup_printf (">STATE:1,%s,,,,,", deaf[i]);

      SAY (state);
      culvert_await (culvert_session_is_deaf (fixture->session));
      g_assert_false (culvert_session_reconnect (fixture->session));
      SAY (">STATE:1,WAIT,,,,,,");
      culvert_await (!culvert_session_is_deaf (fixture->session));
    }
  g_assert_true (culvert_session_reconnect (fixture->session));
  culvert_await (HEARD ("signal SIGUSR1"));
}

static void
test_nudge_ends_a_wait (Daemon *fixture, gconstpointer data)
{
  start (fixture);
  SAY (">HOLD:Waiting for hold release:60");
  culvert_await (IS (WAITING, BACK_OFF));
  culvert_fake_daemon_forget (fixture->daemon);
  culvert_session_nudge (fixture->session);
  culvert_await (HEARD ("hold release"));
}

static void
test_nudge_starts_nothing (Daemon *fixture, gconstpointer data)
{
  look (fixture);
  culvert_session_nudge (fixture->session);
  culvert_await_quiet ();
  g_assert_cmpuint (N_STARTS, ==, 0);
}

static void
test_service_goes_back_to_its_hold (Daemon *fixture, gconstpointer data)
{
  connect (fixture);
  WANT (DISCONNECTED);
  culvert_await (HEARD ("signal SIGHUP"));
  g_assert_true (HEARD ("hold on"));
  SAY (IN_HOLD);
  culvert_await (IS (DISCONNECTED, USER));
  g_assert_false (HEARD ("signal SIGTERM"));
}

#define ADD_FOR(owns, name, test)                                                                  \
  g_test_add ("/session/daemon/" name, Daemon, GINT_TO_POINTER (owns), set_up, test, tear_down)
#define ADD(name, test) ADD_FOR (TRUE, name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("unwanted-is-looked-for-once", test_unwanted_is_looked_for_once);
  ADD ("wanted-is-started", test_wanted_is_started);
  ADD ("wanted-at-once-is-started", test_wanted_at_once_is_started);
  ADD ("start-is-told", test_start_is_told);
  ADD ("start-is-cancelled", test_start_is_cancelled);
  ADD ("start-fails", test_start_fails);
  ADD ("command-is-told", test_command_is_told);
  ADD ("one-that-runs-is-adopted", test_one_that_runs_is_adopted);
  ADD ("one-that-holds-is-let-alone", test_one_that_holds_is_let_alone);
  ADD ("disconnect-ends-it", test_disconnect_ends_it);
  ADD ("disconnect-in-hold-ends-it", test_disconnect_in_hold_ends_it);
  ADD ("disconnect-with-a-question-ends-it", test_disconnect_with_a_question_ends_it);
  ADD ("an-unanswered-question-ends-it", test_an_unanswered_question_ends_it);
  ADD ("disconnect-of-a-silent-one", test_disconnect_of_a_silent_one);
  ADD ("one-that-stays-is-told", test_one_that_stays_is_told);
  ADD ("wanted-while-it-ends-is-started-again", test_wanted_while_it_ends_is_started_again);
  ADD ("one-that-dies-has-failed", test_one_that_dies_has_failed);
  ADD ("one-that-appears-is-taken", test_one_that_appears_is_taken);
  ADD ("reconnect", test_reconnect);
  ADD ("no-reconnect-with-a-question-open", test_no_reconnect_with_a_question_open);
  ADD ("no-reconnect-of-one-that-pauses", test_no_reconnect_of_one_that_pauses);
  ADD ("nudge-ends-a-wait", test_nudge_ends_a_wait);
  ADD ("nudge-starts-nothing", test_nudge_starts_nothing);
  ADD_FOR (FALSE, "service-goes-back-to-its-hold", test_service_goes_back_to_its_hold);

  return g_test_run ();
}
