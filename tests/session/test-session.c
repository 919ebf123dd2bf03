/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

#include <string.h>

typedef CulvertSessionFixture Fixture;

/* --- coming to a daemon --- */

static void
test_a_daemon_in_hold_is_left_in_hold (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  culvert_await_quiet ();

  g_assert_cmpstr (fixture->story->str, ==, "disconnected/found");
  g_assert_cmpuint (culvert_session_get_wanted (fixture->session), ==, CULVERT_WANTED_DISCONNECTED);
  g_assert_true (culvert_session_is_settled (fixture->session));
  g_assert_true (HAS_SENT (""));
}

static void
test_the_same_daemon_may_be_told_twice_to_hold (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  SAY (IN_HOLD);
  culvert_await_quiet ();

  g_assert_true (IS (DISCONNECTED, FOUND));
  g_assert_true (HAS_SENT (""));
}

static void
test_a_wish_releases_the_hold (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  WANT (CONNECTED);
  culvert_await (HAS_SENT ("hold release\nhold off\n"));

  g_assert_cmpstr (fixture->story->str, ==, "disconnected/found connecting/user");
}

static void
test_a_wish_may_come_before_the_daemon (Fixture *fixture, gconstpointer data)
{
  WANT (CONNECTED);
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (IN_HOLD);

  culvert_await (HAS_SENT (SYNC_COMMANDS "hold release\nhold off\n"));
  g_assert_true (IS (CONNECTING, USER));
}

static void
test_a_tunnel_that_is_up_is_adopted (Fixture *fixture, gconstpointer data)
{
  CulvertSessionFacts facts;

  culvert_session_fixture_attach_up (fixture);
  culvert_await_quiet ();
  facts = culvert_session_get_facts (fixture->session);

  g_assert_true (IS (CONNECTED, NONE));
  g_assert_cmpuint (culvert_session_get_wanted (fixture->session), ==, CULVERT_WANTED_CONNECTED);
  g_assert_cmpint (culvert_session_get_since (fixture->session), ==, 1795334986);
  g_assert_cmpuint (culvert_session_get_stage (fixture->session), ==, CULVERT_STAGE_UP);
  g_assert_cmpstr (facts.vpn_ipv4, ==, "10.8.0.2");
  g_assert_cmpstr (facts.remote, ==, "203.0.113.5:1194");
  g_assert_cmpstr (facts.daemon_version, ==, "OpenVPN 2.6.14 fake");
  g_assert_true (HAS_SENT (""));
}

static void
test_a_daemon_on_its_way_is_adopted (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach (fixture, NULL, "1795334986,WAIT,,,,,,");

  g_assert_true (IS (CONNECTING, NONE));
  g_assert_cmpuint (culvert_session_get_wanted (fixture->session), ==, CULVERT_WANTED_CONNECTED);
}

static void
test_what_the_user_said_first_beats_what_is_found (Fixture *fixture, gconstpointer data)
{
  WANT (DISCONNECTED);
  culvert_session_fixture_attach_up (fixture);

  culvert_await (IS (DISCONNECTING, USER));
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "signal SIGHUP"));
}

static void
test_a_server_is_watched_and_no_more (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "nclients", "SUCCESS: nclients=3");
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);
  culvert_await_quiet ();

  g_assert_cmpuint (culvert_session_get_role (fixture->session), ==, CULVERT_ROLE_SERVER);
  g_assert_true (culvert_session_is_read_only (fixture->session));
  g_assert_true (IS (CONNECTED, NONE));
  g_assert_true (HAS_SENT ("status 3\n"));
}

/* --- going up --- */

static void
test_a_recorded_connection_comes_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load ("normal-connect");

  culvert_session_fixture_attach_in_hold (fixture);
  WANT (CONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "hold off"));
  culvert_fake_daemon_play_messages (fixture->daemon, transcript);
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await_quiet ();

  g_assert_true (g_str_has_prefix (fixture->story->str,
                                   "disconnected/found connecting/user "
                                   "waiting/held connecting/user connected/none"));
}

static void
test_the_way_up_can_be_seen (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);

  SAY (">STATE:1,RESOLVE,,,,,,");
  culvert_await (culvert_session_get_stage (fixture->session) == CULVERT_STAGE_LOOK_UP);
  SAY (">STATE:2,WAIT,,,,,,");
  culvert_await (culvert_session_get_stage (fixture->session) == CULVERT_STAGE_HANDSHAKE);
  SAY (">STATE:3,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,");
  culvert_await (IS (CONNECTED, NONE));
  g_assert_cmpuint (culvert_session_get_stage (fixture->session), ==, CULVERT_STAGE_UP);
}

static void
test_a_recorded_reconnection_is_no_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load ("server-gone");

  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_play_messages (fixture->daemon, transcript);
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await_quiet ();

  g_assert_nonnull (strstr (fixture->story->str, "connected/none reconnecting/no-answer"));
}

static void
test_a_back_off_is_waited_for (Fixture *fixture, gconstpointer data)
{
  gint64 before;

  culvert_session_fixture_release (fixture);
  before = g_get_monotonic_time ();
  SAY (">STATE:1,RECONNECTING,connection-failed,,,,,\n>HOLD:Waiting for hold release:60");
  culvert_await (IS (WAITING, BACK_OFF));
  culvert_await_quiet ();

  g_assert_cmpint (culvert_session_get_wait_end (fixture->session),
                   >=,
                   before + 60 * G_USEC_PER_SEC);
  g_assert_cmpint (culvert_session_get_wait_end (fixture->session),
                   <=,
                   g_get_monotonic_time () + 60 * G_USEC_PER_SEC);
  g_assert_true (HAS_SENT (""));
}

static void
test_wanted_again_ends_the_back_off (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">HOLD:Waiting for hold release:60");
  culvert_await (IS (WAITING, BACK_OFF));
  WANT (CONNECTED);

  culvert_await (HAS_SENT ("hold release\nhold off\n"));
  g_assert_true (IS (CONNECTING, USER));
  g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
}

static void
test_a_back_off_ends_by_itself (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">HOLD:Waiting for hold release:1");

  culvert_await (IS (WAITING, BACK_OFF));
  culvert_await (HAS_SENT ("hold release\nhold off\n"));
}

static void
test_not_wanted_during_the_back_off_stays_in_hold (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">HOLD:Waiting for hold release:60");
  culvert_await (IS (WAITING, BACK_OFF));
  WANT (DISCONNECTED);
  culvert_await_quiet ();

  g_assert_true (IS (DISCONNECTED, USER));
  g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
  g_assert_true (HAS_SENT (""));
}

/* --- going down --- */

static void
test_disconnecting_leaves_the_daemon_in_hold (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);
  g_assert_true (IS (DISCONNECTING, USER));
  culvert_await (HAS_SENT ("forget-passwords\nhold on\nsignal SIGHUP\n"));

  SAY (">STATE:9,RECONNECTING,SIGHUP,,,,,\n>STATE:9,CONNECTING,,,,,,\n" IN_HOLD);
  culvert_await (IS (DISCONNECTED, USER));
  culvert_await_quiet ();

  g_assert_cmpstr (fixture->story->str, ==, "connected/none disconnecting/user disconnected/user");
  g_assert_null (culvert_session_get_facts (fixture->session).vpn_ipv4);
  g_assert_true (HAS_SENT ("forget-passwords\nhold on\nsignal SIGHUP\n"));
}

/* A process whose arguments look like those of a daemon. */
static GSubprocess *
start_process (const char *config)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE,
                                           &error,
                                           "sh",
                                           "-c",
                                           "read line",
                                           "openvpn",
                                           "--config",
                                           config,
                                           NULL);

  g_assert_no_error (error);

  return process;
}

static void
check_signal (Fixture *fixture, const char *config, const char *signal_command)
{
  g_autoptr (GSubprocess) process = start_process (config);
  g_autofree char *pid = g_strdup_printf ("SUCCESS: pid=%s", g_subprocess_get_identifier (process));

  culvert_fake_daemon_answer (fixture->daemon, "pid", pid);
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, signal_command));

  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
}

static void
test_a_configuration_from_a_file_is_read_again (Fixture *fixture, gconstpointer data)
{
  check_signal (fixture, "/etc/openvpn/client/office.conf", "signal SIGHUP");
}

/* SIGHUP would end such a daemon. */
static void
test_a_configuration_from_a_pipe_is_not_read_again (Fixture *fixture, gconstpointer data)
{
  check_signal (fixture, "stdin", "signal SIGUSR1");
}

static void
test_a_configuration_from_a_device_is_not_read_again (Fixture *fixture, gconstpointer data)
{
  check_signal (fixture, "/dev/stdin", "signal SIGUSR1");
}

static void
test_a_daemon_that_cannot_be_looked_at_is_not_told_to_read_again (Fixture *fixture,
                                                                  gconstpointer data)
{
  /* Larger than any process id. */
  culvert_fake_daemon_answer (fixture->daemon, "pid", "SUCCESS: pid=2147483647");
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);

  culvert_await (HAS_SENT ("forget-passwords\nhold on\nsignal SIGUSR1\n"));
}

static void
test_wanted_again_while_it_is_leaving (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);
  WANT (CONNECTED);
  culvert_await (HAS_SENT ("forget-passwords\nhold on\nsignal SIGHUP\n"));
  g_assert_true (IS (DISCONNECTING, USER));

  culvert_fake_daemon_forget (fixture->daemon);
  SAY (IN_HOLD);
  culvert_await (HAS_SENT ("hold release\nhold off\n"));
  g_assert_cmpstr (fixture->story->str,
                   ==,
                   "connected/none disconnecting/user waiting/held connecting/user");
}

static void
test_not_wanted_on_the_way_up (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">STATE:1,WAIT,,,,,,");
  culvert_await (culvert_session_get_stage (fixture->session) == CULVERT_STAGE_HANDSHAKE);
  WANT (DISCONNECTED);

  culvert_await (HAS_SENT ("forget-passwords\nhold on\nsignal SIGHUP\n"));
  SAY (IN_HOLD);
  culvert_await (IS (DISCONNECTED, USER));
}

/* The last word of the tunnel may come after ours. */
static void
test_up_while_it_is_leaving_is_still_leaving (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  WANT (DISCONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "signal SIGHUP"));
  SAY (">STATE:3,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,");
  culvert_await_quiet ();

  g_assert_true (IS (DISCONNECTING, USER));
}

static void
test_detaching_leaves_the_daemon_as_it_is (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  culvert_session_detach (fixture->session);
  culvert_await (!culvert_fake_daemon_is_connected (fixture->daemon));

  g_assert_true (HAS_SENT (""));
  g_assert_cmpuint (culvert_fake_launcher_get_n_tries (fixture->launcher), ==, 1);
}

/* --- what it counts and keeps --- */

static void
test_traffic_is_counted (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">BYTECOUNT:1957,1941");
  culvert_await (culvert_session_get_traffic (fixture->session)->total_in == 1957);
  g_assert_cmpuint (culvert_session_get_traffic (fixture->session)->total_out, ==, 1941);

  SAY (">BYTECOUNT:18446744073709551615,18446744073709551616\n>BYTECOUNT:-1,1");
  culvert_await_quiet ();
  g_assert_cmpuint (culvert_session_get_traffic (fixture->session)->total_in, ==, 1957);
}

static void
test_a_new_connection_counts_from_0 (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">BYTECOUNT:1000,1000");
  culvert_await (culvert_session_get_traffic (fixture->session)->total_in == 1000);

  WANT (DISCONNECTED);
  SAY (IN_HOLD);
  culvert_await (IS (DISCONNECTED, USER));
  WANT (CONNECTED);
  SAY (">STATE:3,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,\n>BYTECOUNT:1500,1100");
  culvert_await (culvert_session_get_traffic (fixture->session)->total_in == 500);
  g_assert_cmpuint (culvert_session_get_traffic (fixture->session)->total_out, ==, 100);
}

static void
test_the_past_of_the_log_comes_first (Fixture *fixture, gconstpointer data)
{
  CulvertSessionLog *log = culvert_session_get_log (fixture->session);
  CulvertSessionLogLine line;

  culvert_session_fixture_attach_up (fixture);
  SAY (">LOG:1795334987,W,now, with a comma\n>LOG:1795334987,D,MANAGEMENT: CMD 'verb'");
  culvert_await (culvert_session_log_get_end (log) == 2);

  g_assert_true (culvert_session_log_get_line (log, 0, &line));
  g_assert_cmpstr (line.text, ==, "OpenVPN 2.6.14 fake");
  g_assert_true (culvert_session_log_get_line (log, 1, &line));
  g_assert_cmpstr (line.text, ==, "now, with a comma");
}

static void
count_changes (CulvertSession *session, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_a_log_line_is_no_change_of_the_session (Fixture *fixture, gconstpointer data)
{
  CulvertSessionLog *log = culvert_session_get_log (fixture->session);
  guint n = 0;

  culvert_session_fixture_attach_up (fixture);
  g_signal_connect (fixture->session, "changed", G_CALLBACK (count_changes), &n);
  SAY (">LOG:1795334987,W,a line");
  culvert_await (culvert_session_log_get_end (log) == 2);
  g_assert_cmpuint (n, ==, 0);

  SAY (">BYTECOUNT:1,1");
  culvert_await (n == 1);
}

/* --- values that no daemon should send --- */

typedef struct
{
  const char *line;
  const char *address; /* (nullable) */
} OddRow;

static const OddRow odd_states[] = {
  { ">STATE:99999999999999999999,CONNECTED,SUCCESS,10.8.0.2,192.0.2.1,1194,,", "10.8.0.2" },
  { ">STATE:-1,CONNECTED,,", NULL },
  { ">STATE:1,CONNECTED", NULL },
  { ">STATE:1,CONNECTED,SUCCESS,10.8.0.3,192.0.2.1,1194,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
    "10.8.0.3" },
};

static void
test_absurd_states_are_read_as_far_as_they_go (Fixture *fixture, gconstpointer data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  culvert_session_fixture_release (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (odd_states); i++)
    {
      SAY (">STATE:1,RECONNECTING,ping-restart,,,,,");
      culvert_await (!IS (CONNECTED, NONE));
      SAY (odd_states[i].line);
      culvert_await (IS (CONNECTED, NONE));
      g_assert_cmpstr (culvert_session_get_facts (fixture->session).vpn_ipv4,
                       ==,
                       odd_states[i].address);
      g_assert_cmpint (culvert_session_get_since (fixture->session), >=, now);
    }
}

static void
test_an_absurd_hold_is_300_seconds (Fixture *fixture, gconstpointer data)
{
  gint64 end;

  culvert_session_fixture_release (fixture);
  SAY (">HOLD:Waiting for hold release:4294967296");
  culvert_await (IS (WAITING, BACK_OFF));
  end = culvert_session_get_wait_end (fixture->session);

  g_assert_cmpint (end, <=, g_get_monotonic_time () + 300 * G_USEC_PER_SEC);
  g_assert_cmpint (end, >, g_get_monotonic_time () + 290 * G_USEC_PER_SEC);
}

static void
test_a_hold_without_a_number_is_released_at_once (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">HOLD:Waiting for hold release");

  culvert_await (HAS_SENT ("hold release\nhold off\n"));
}

static void
test_odd_steps_are_taken_all_the_same (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">STATE:1,WAIT,,,,,,");
  culvert_await (IS (RECONNECTING, NONE));
  SAY (">SOMETHING:new\n>\n>STATE\n>STATE:\nnonsense\n>STATE:2,CONNECTED,SUCCESS,,,,,");
  culvert_await (IS (CONNECTED, NONE));
}

static void
test_needs_no_gtk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *maps = NULL;

  culvert_session_fixture_attach_up (fixture);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  g_assert_nonnull (strstr (maps, "libgio"));
  g_assert_null (strstr (maps, "libgtk"));
  g_assert_null (strstr (maps, "libgdk"));
}

/* --- who looks --- */

static void
test_who_looks_is_told_more (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  culvert_session_set_watched (fixture->session, TRUE);
  culvert_session_set_watched (fixture->session, TRUE);
  culvert_await (HAS_SENT ("bytecount 1\n"));
  culvert_await_quiet ();

  culvert_session_set_watched (fixture->session, FALSE);
  culvert_await (HAS_SENT ("bytecount 1\nbytecount 60\n"));
}

static void
test_who_looks_may_come_before_the_daemon (Fixture *fixture, gconstpointer data)
{
  culvert_session_set_watched (fixture->session, TRUE);
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_session_attach (fixture->session);
  culvert_await (HAS_SENT (SYNC_COMMANDS "bytecount 1\n"));

  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_session_fixture_replace_daemon (fixture);
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_await (HAS_SENT (SYNC_COMMANDS "bytecount 1\n"));
}

/* It would tell of each of its clients. */
static void
test_who_looks_changes_no_server (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "nclients", "SUCCESS: nclients=3");
  culvert_session_fixture_attach_up (fixture);
  culvert_session_set_watched (fixture->session, TRUE);
  culvert_await (HAS_SENT ("status 3\n"));
  culvert_await_quiet ();
  g_assert_true (HAS_SENT ("status 3\n"));
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/session/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-daemon-in-hold-is-left-in-hold", test_a_daemon_in_hold_is_left_in_hold);
  ADD ("the-same-daemon-may-be-told-twice-to-hold", test_the_same_daemon_may_be_told_twice_to_hold);
  ADD ("a-wish-releases-the-hold", test_a_wish_releases_the_hold);
  ADD ("a-wish-may-come-before-the-daemon", test_a_wish_may_come_before_the_daemon);
  ADD ("a-tunnel-that-is-up-is-adopted", test_a_tunnel_that_is_up_is_adopted);
  ADD ("a-daemon-on-its-way-is-adopted", test_a_daemon_on_its_way_is_adopted);
  ADD ("what-the-user-said-first-beats-what-is-found",
       test_what_the_user_said_first_beats_what_is_found);
  ADD ("a-server-is-watched-and-no-more", test_a_server_is_watched_and_no_more);
  ADD ("a-recorded-connection-comes-up", test_a_recorded_connection_comes_up);
  ADD ("the-way-up-can-be-seen", test_the_way_up_can_be_seen);
  ADD ("a-recorded-reconnection-is-no-failure", test_a_recorded_reconnection_is_no_failure);
  ADD ("a-back-off-is-waited-for", test_a_back_off_is_waited_for);
  ADD ("wanted-again-ends-the-back-off", test_wanted_again_ends_the_back_off);
  ADD ("a-back-off-ends-by-itself", test_a_back_off_ends_by_itself);
  ADD ("not-wanted-during-the-back-off-stays-in-hold",
       test_not_wanted_during_the_back_off_stays_in_hold);
  ADD ("disconnecting-leaves-the-daemon-in-hold", test_disconnecting_leaves_the_daemon_in_hold);
  ADD ("a-configuration-from-a-file-is-read-again", test_a_configuration_from_a_file_is_read_again);
  ADD ("a-configuration-from-a-pipe-is-not-read-again",
       test_a_configuration_from_a_pipe_is_not_read_again);
  ADD ("a-configuration-from-a-device-is-not-read-again",
       test_a_configuration_from_a_device_is_not_read_again);
  ADD ("a-daemon-that-cannot-be-looked-at-is-not-told-to-read-again",
       test_a_daemon_that_cannot_be_looked_at_is_not_told_to_read_again);
  ADD ("wanted-again-while-it-is-leaving", test_wanted_again_while_it_is_leaving);
  ADD ("not-wanted-on-the-way-up", test_not_wanted_on_the_way_up);
  ADD ("up-while-it-is-leaving-is-still-leaving", test_up_while_it_is_leaving_is_still_leaving);
  ADD ("detaching-leaves-the-daemon-as-it-is", test_detaching_leaves_the_daemon_as_it_is);
  ADD ("who-looks-is-told-more", test_who_looks_is_told_more);
  ADD ("who-looks-may-come-before-the-daemon", test_who_looks_may_come_before_the_daemon);
  ADD ("who-looks-changes-no-server", test_who_looks_changes_no_server);
  ADD ("traffic-is-counted", test_traffic_is_counted);
  ADD ("a-new-connection-counts-from-0", test_a_new_connection_counts_from_0);
  ADD ("the-past-of-the-log-comes-first", test_the_past_of_the_log_comes_first);
  ADD ("a-log-line-is-no-change-of-the-session", test_a_log_line_is_no_change_of_the_session);
  ADD ("absurd-states-are-read-as-far-as-they-go", test_absurd_states_are_read_as_far_as_they_go);
  ADD ("an-absurd-hold-is-300-seconds", test_an_absurd_hold_is_300_seconds);
  ADD ("a-hold-without-a-number-is-released-at-once",
       test_a_hold_without_a_number_is_released_at_once);
  ADD ("odd-steps-are-taken-all-the-same", test_odd_steps_are_taken_all_the_same);

  ADD ("needs-no-gtk", test_needs_no_gtk);

  return g_test_run ();
}
