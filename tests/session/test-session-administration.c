/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-server-fixture.h"

#include "culvert-mgmt-error.h"

typedef CulvertSessionFixture Fixture;

static const CulvertAdministrationLimits hasty = {
  .window_ms = 50000,
  .effect_ms = 20,
  .look_ms = 5,
};
static const CulvertAdministrationLimits watchful = {
  .window_ms = 50000,
  .effect_ms = 50000,
  .look_ms = 5,
};

#define ADD CULVERT_SERVER_FIXTURE_ADD

/* Returns: (transfer full): of the client with this number */
static CulvertPeerKey *
dup_key (Fixture *fixture, guint64 id)
{
  guint slot;

  g_assert_true (culvert_roster_find (ROSTER, id, &slot));
  return culvert_peer_dup_key (culvert_roster_get_peer (ROSTER, slot));
}

static void
disconnect (Fixture *fixture, const CulvertPeerKey *who, GAsyncResult **result)
{
  culvert_administration_disconnect_async (ADMINISTRATION,
                                           who,
                                           "HALT,bye",
                                           NULL,
                                           culvert_await_on_ready,
                                           result);
}

static void
assert_result (Fixture *fixture, GAsyncResult **result, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) taken = NULL;
  gboolean is_done;

  culvert_await (*result != NULL);
  taken = g_steal_pointer (result);
  is_done = culvert_administration_disconnect_finish (ADMINISTRATION, taken, &error);
  g_assert_cmpint (is_done, ==, domain == 0);
  if (domain != 0)
    g_assert_error (error, domain, code);
}

#define ASSERT_FAILED(code)                                                                        \
  assert_result (fixture,                                                                          \
                 &result,                                                                          \
                 CULVERT_ADMINISTRATION_ERROR,                                                     \
                 CULVERT_ADMINISTRATION_ERROR_##code)
#define ASSERT_DONE() assert_result (fixture, &result, 0, 0)

static void
test_a_client_has_none (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  g_assert_null (ADMINISTRATION);
}

static void
test_who_is_connected (Fixture *fixture, gconstpointer data)
{
  culvert_server_fixture_attach (fixture, CLIENT_1 CLIENT_2);
  g_assert_cmpint (culvert_session_get_role (fixture->session), ==, CULVERT_ROLE_SERVER);
  g_assert_cmpuint (N_PEERS, ==, 2);
  g_assert_true (culvert_administration_can_act (ADMINISTRATION));
  g_assert_cmpint (culvert_administration_get_abilities (ADMINISTRATION),
                   ==,
                   CULVERT_MGMT_CAN_ASK_MORE | CULVERT_MGMT_CAN_ASK_BY_KEY |
                       CULVERT_MGMT_CAN_TELL_CLIENT_IDS);
}

/* Nobody looks: not a byte goes to the server. */
static void
test_notices_keep_it_up_to_date (Fixture *fixture, gconstpointer data)
{
  guint slot;

  culvert_server_fixture_attach (fixture, CLIENT_2);
  culvert_server_fixture_notify (fixture, "CONNECT,0,1", "client1", "alice");
  g_assert_cmpuint (N_PEERS, ==, 1);
  SAY (">CLIENT:ADDRESS,0,10.9.0.2,1");
  culvert_server_fixture_notify (fixture, "ESTABLISHED,0", "client1", "alice");
  g_assert_cmpuint (N_PEERS, ==, 2);
  g_assert_true (culvert_roster_find (ROSTER, 0, &slot));
  g_assert_cmpstr (culvert_peer_get_address (culvert_roster_get_peer (ROSTER, slot)),
                   ==,
                   "192.0.2.1:51570");
  SAY (">CLIENT:ADDRESS,0,fd00::2,1\n>CLIENT:ADDRESS,0,10.77.0.0/255.255.0.0,0");
  culvert_server_fixture_notify (fixture, "DISCONNECT,1", "client2", "bob");
  g_assert_cmpuint (N_PEERS, ==, 1);
  g_assert_cmpstr (culvert_peer_get_vpn_ipv4 (culvert_roster_get_peer (ROSTER, slot)),
                   ==,
                   "10.9.0.2");
  g_assert_cmpstr (culvert_peer_get_vpn_ipv6 (culvert_roster_get_peer (ROSTER, slot)),
                   ==,
                   "fd00::2");
  g_assert_true (HAS_SENT (""));
}

static void
test_counts_come_while_somebody_watches (Fixture *fixture, gconstpointer data)
{
  double in;
  double out;
  guint slot;

  culvert_server_fixture_attach (fixture, CLIENT_1);
  culvert_administration_watch (ADMINISTRATION);
  culvert_administration_watch (ADMINISTRATION);
  culvert_await (HEARD ("status 3") && HEARD ("bytecount 1") && HEARD ("load-stats"));
  culvert_await (culvert_session_get_traffic (fixture->session)->last_in == 4003);
  g_assert_cmpuint (culvert_session_get_traffic (fixture->session)->last_out, ==, 4136);

  g_assert_true (culvert_roster_find (ROSTER, 0, &slot));
  culvert_await (culvert_roster_get_peer (ROSTER, slot) != NULL);
  SAY (">BYTECOUNT_CLI:0,1985000,2014");
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_roster_get_rates (ROSTER,
                            culvert_roster_get_peer (ROSTER, slot),
                            g_get_monotonic_time (),
                            &in,
                            &out);
  g_assert_cmpfloat (out, ==, 0);

  culvert_administration_unwatch (ADMINISTRATION);
  culvert_await_quiet ();
  g_assert_false (HEARD ("bytecount 0"));
  culvert_administration_unwatch (ADMINISTRATION);
  culvert_await (HEARD ("bytecount 0"));
}

static void
test_a_stranger_is_looked_up (Fixture *fixture, gconstpointer data)
{
  culvert_server_fixture_attach (fixture, CLIENT_1);
  culvert_administration_watch (ADMINISTRATION);
  culvert_await (HEARD ("status 3") && HEARD ("load-stats"));
  culvert_await_quiet ();
  culvert_fake_daemon_forget (fixture->daemon);
  culvert_server_fixture_set_clients (fixture, CLIENT_1 CLIENT_2);
  SAY (">BYTECOUNT_CLI:1,1,1\n>BYTECOUNT_CLI:1,2,2");
  culvert_await (N_PEERS == 2);
  g_assert_cmpuint (culvert_fake_daemon_count_heard (fixture->daemon, "status 3"), ==, 1);
  culvert_administration_unwatch (ADMINISTRATION);
}

/* Done is when the client has gone, not when the daemon has taken the order. */
static void
test_disconnect_is_done_when_the_client_has_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culvert_fake_daemon_answer (fixture->daemon,
                              "client-kill 0 \"HALT,bye\"",
                              "SUCCESS: client-kill command succeeded");
  culvert_server_fixture_attach (fixture, CLIENT_1 CLIENT_2);
  key = dup_key (fixture, 0);
  disconnect (fixture, key, &result);
  culvert_await (HEARD ("client-kill 0 \"HALT,bye\""));
  culvert_await_quiet ();
  g_assert_null (result);

  culvert_server_fixture_notify (fixture, "DISCONNECT,0", "client1", "alice");
  ASSERT_DONE ();
  g_assert_cmpuint (N_PEERS, ==, 1);
}

/* A server without notices does not tell who goes. */
static void
test_disconnect_is_seen_in_the_next_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culvert_fake_daemon_answer (fixture->daemon,
                              "client-kill 1 \"HALT,bye\"",
                              "SUCCESS: client-kill command succeeded");
  culvert_server_fixture_attach (fixture, CLIENT_1 CLIENT_2);
  key = dup_key (fixture, 1);
  disconnect (fixture, key, &result);
  culvert_await (HEARD ("client-kill 1 \"HALT,bye\""));
  culvert_server_fixture_set_clients (fixture, CLIENT_1);
  ASSERT_DONE ();
}

static void
test_disconnect_without_effect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culvert_fake_daemon_answer (fixture->daemon,
                              "client-kill 0 \"HALT,bye\"",
                              "SUCCESS: client-kill command succeeded");
  culvert_server_fixture_attach (fixture, CLIENT_1);
  key = dup_key (fixture, 0);
  disconnect (fixture, key, &result);
  ASSERT_FAILED (NO_EFFECT);
}

static void
test_disconnect_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culvert_fake_daemon_answer (fixture->daemon,
                              "client-kill 0 \"HALT,bye\"",
                              "ERROR: client-kill command failed");
  culvert_server_fixture_attach (fixture, CLIENT_1);
  key = dup_key (fixture, 0);
  disconnect (fixture, key, &result);
  assert_result (fixture, &result, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED);
}

/* Between the click and the command client 0 has gone, and somebody else has its number. */
static void
test_another_client_is_never_disconnected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culvert_server_fixture_attach (fixture, CLIENT_1 CLIENT_2);
  key = dup_key (fixture, 0);
  culvert_server_fixture_set_clients (fixture, CLIENT_2 OTHER_CLIENT);
  disconnect (fixture, key, &result);
  ASSERT_FAILED (ANOTHER);

  culvert_server_fixture_set_clients (fixture, CLIENT_2);
  disconnect (fixture, key, &result);
  ASSERT_FAILED (GONE);
  g_assert_true (HAS_SENT ("status 3\nstatus 3\n"));
}

/* An account that is under way at the click may be older than it. */
static void
test_a_click_waits_for_a_newer_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culvert_server_fixture_attach (fixture, CLIENT_1);
  key = dup_key (fixture, 0);
  culvert_fake_daemon_answer (fixture->daemon, "status 3", NULL);
  culvert_administration_watch (ADMINISTRATION);
  culvert_await (HEARD ("status 3"));
  disconnect (fixture, key, &result);

  culvert_server_fixture_set_clients (fixture, OTHER_CLIENT);
  SAY ("TITLE\tx\n" STATUS_HEADER CLIENT_1 "END");
  ASSERT_FAILED (ANOTHER);
  culvert_administration_unwatch (ADMINISTRATION);
}

static void
test_what_cannot_be_sent_is_not_begun (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culvert_server_fixture_attach (fixture, CLIENT_1);
  key = dup_key (fixture, 0);
  culvert_administration_disconnect_async (ADMINISTRATION,
                                           key,
                                           "HALT,\nclient-kill 1",
                                           NULL,
                                           culvert_await_on_ready,
                                           &result);
  assert_result (fixture, &result, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE);
  culvert_administration_filter_async (ADMINISTRATION,
                                       key,
                                       "[CLIENTS DROP]\n[SUBNETS DROP]\n[END]",
                                       NULL,
                                       culvert_await_on_ready,
                                       &result);
  ASSERT_FAILED (UNABLE);
  g_assert_true (HAS_SENT (""));
}

/* A port that any program can reach: its daemon is told nothing. */
static void
test_a_server_that_may_only_be_watched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulvertApplicant) applicant = NULL;

  culvert_fake_launcher_set_needs_password (fixture->launcher, TRUE);
  culvert_profile_set_admits (fixture->profile, TRUE);
  culvert_server_fixture_attach (fixture, CLIENT_1);
  g_assert_false (culvert_administration_can_act (ADMINISTRATION));
  culvert_administration_watch (ADMINISTRATION);
  culvert_await (HEARD ("load-stats"));

  key = dup_key (fixture, 0);
  disconnect (fixture, key, &result);
  ASSERT_FAILED (WATCHING);
  culvert_server_fixture_notify (fixture, "CONNECT,1,1", "client2", "bob");
  g_assert_false (culvert_admission_can_answer (ADMISSION));
  applicant = g_list_model_get_item (G_LIST_MODEL (APPLICANTS), 0);
  g_assert_false (culvert_admission_allow (ADMISSION, applicant, NULL, NULL));
  culvert_administration_unwatch (ADMINISTRATION);
  culvert_await_quiet ();
  g_assert_true (HAS_SENT ("status 3\nload-stats\n"));
}

static void
test_a_server_that_begins_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culvert_fake_daemon_answer (fixture->daemon, "client-kill 0 \"HALT,bye\"", NULL);
  culvert_server_fixture_attach (fixture, CLIENT_1 CLIENT_2);
  key = dup_key (fixture, 0);
  disconnect (fixture, key, &result);
  culvert_await (HEARD ("client-kill 0 \"HALT,bye\""));

  SAY (">STATE:1795335000,RECONNECTING,SIGUSR1,,,,,");
  culvert_await (N_PEERS == 0);
  g_assert_false (culvert_administration_can_act (ADMINISTRATION));
  culvert_server_fixture_set_clients (fixture, OTHER_CLIENT);
  SAY ("SUCCESS: client-kill command succeeded\n"
       ">STATE:1795335001,CONNECTED,SUCCESS,10.9.0.1,,,127.0.0.1,11940");
  culvert_await (culvert_administration_is_filled (ADMINISTRATION));
  g_assert_cmpuint (N_PEERS, ==, 1);
  ASSERT_DONE (); /* whoever was meant has gone */
}

/* In its first hold it does not tell what it is. */
static void
test_a_server_that_was_held (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  g_assert_cmpint (culvert_session_get_role (fixture->session), ==, CULVERT_ROLE_CLIENT);
  culvert_fake_daemon_answer (fixture->daemon, "nclients", "SUCCESS: nclients=0");
  culvert_server_fixture_set_clients (fixture, CLIENT_1);
  SAY (">STATE:1795335001,CONNECTED,SUCCESS,10.9.0.1,,,127.0.0.1,11940");
  culvert_await (culvert_session_get_role (fixture->session) == CULVERT_ROLE_SERVER);
  culvert_await (N_PEERS == 1);
  culvert_await (HEARD ("bytecount 0"));

  WANT (DISCONNECTED);
  culvert_await_quiet ();
  g_assert_false (HEARD ("signal SIGHUP"));
}

static void
test_a_server_that_goes_and_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPeerKey) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  CulvertAdministration *administration;

  culvert_fake_daemon_answer (fixture->daemon,
                              "client-kill 0 \"HALT,bye\"",
                              "SUCCESS: client-kill command succeeded");
  culvert_server_fixture_attach (fixture, CLIENT_1 CLIENT_2);
  administration = ADMINISTRATION;
  key = dup_key (fixture, 0);
  disconnect (fixture, key, &result);
  culvert_await (HEARD ("client-kill 0 \"HALT,bye\""));
  culvert_await_quiet ();
  culvert_fake_daemon_hang_up (fixture->daemon);
  assert_result (fixture, &result, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_CLOSED);
  culvert_await (N_PEERS == 0);
  g_assert_false (culvert_administration_is_filled (ADMINISTRATION));

  culvert_session_fixture_replace_daemon (fixture);
  culvert_server_fixture_attach (fixture, OTHER_CLIENT);
  g_assert_true (ADMINISTRATION == administration);
  g_assert_cmpuint (N_PEERS, ==, 1);
}

typedef struct
{
  guint n_at_once;
  guint n_outcomes[CULVERT_APPLICANT_FAILED + 1];
} Story;

static void
on_roster_changed (CulvertRoster *roster, Story *story)
{
  culvert_roster_get_serial (roster);
  story->n_at_once = MAX (story->n_at_once, culvert_roster_get_n_peers (roster));
}

static void
on_ended (CulvertApplicants *applicants, CulvertApplicant *applicant, Story *story)
{
  story->n_outcomes[culvert_applicant_get_outcome (applicant)]++;
}

/* What a real server said while eight clients asked to come in, seven of them came in, and all were
 * sent away or went. */
static void
test_a_recorded_server (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load ("server-mode.server");
  Story story = { 0 };

  culvert_server_fixture_attach (fixture, "");
  g_signal_connect (ROSTER, "changed", G_CALLBACK (on_roster_changed), &story);
  g_signal_connect (APPLICANTS, "ended", G_CALLBACK (on_ended), &story);
  culvert_roster_get_serial (ROSTER);
  culvert_fake_daemon_play_messages (fixture->daemon, transcript);
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await_quiet ();

  /* Of the fifth an env-filter kept the name back. */
  g_assert_cmpuint (story.n_at_once, ==, 4);
  g_assert_cmpuint (N_PEERS, ==, 0);
  g_assert_cmpuint (N_APPLICANTS, ==, 0);
  g_assert_cmpuint (story.n_outcomes[CULVERT_APPLICANT_ELSEWHERE], ==, 7);
  g_assert_cmpuint (story.n_outcomes[CULVERT_APPLICANT_GONE], ==, 1);
  g_signal_handlers_disconnect_by_data (ROSTER, &story);
  g_signal_handlers_disconnect_by_data (APPLICANTS, &story);
}

/* Half a notice, then the end of the stream: nobody is listed, and the next stream is understood.
 */
static void
test_half_a_notice_is_none (Fixture *fixture, gconstpointer data)
{
  culvert_server_fixture_attach (fixture, CLIENT_1);
  SAY (">CLIENT:CONNECT,7,1\n>CLIENT:ENV,n_clients=0\n>CLIENT:ENV,common_name=x\n"
       ">CLIENT:ENV,username=y");
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (N_PEERS == 0);
  g_assert_cmpuint (N_APPLICANTS, ==, 0);

  culvert_session_fixture_replace_daemon (fixture);
  culvert_server_fixture_attach (fixture, CLIENT_1);
  SAY (">CLIENT:ENV,END");
  culvert_server_fixture_notify (fixture, "CONNECT,8,1", "client1", "alice");
  g_assert_cmpuint (N_APPLICANTS, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/session/administration/a-client-has-none", NULL, test_a_client_has_none);
  ADD ("/session/administration/who-is-connected", NULL, test_who_is_connected);
  ADD ("/session/administration/notices-keep-it-up-to-date", NULL, test_notices_keep_it_up_to_date);
  ADD ("/session/administration/counts-come-while-somebody-watches",
       NULL,
       test_counts_come_while_somebody_watches);
  ADD ("/session/administration/a-stranger-is-looked-up", NULL, test_a_stranger_is_looked_up);
  ADD ("/session/administration/disconnect-is-done-when-the-client-has-gone",
       NULL,
       test_disconnect_is_done_when_the_client_has_gone);
  ADD ("/session/administration/disconnect-is-seen-in-the-next-account",
       &watchful,
       test_disconnect_is_seen_in_the_next_account);
  ADD ("/session/administration/disconnect-without-effect", &hasty, test_disconnect_without_effect);
  ADD ("/session/administration/disconnect-is-refused", NULL, test_disconnect_is_refused);
  ADD ("/session/administration/another-client-is-never-disconnected",
       NULL,
       test_another_client_is_never_disconnected);
  ADD ("/session/administration/a-click-waits-for-a-newer-account",
       NULL,
       test_a_click_waits_for_a_newer_account);
  ADD ("/session/administration/what-cannot-be-sent-is-not-begun",
       NULL,
       test_what_cannot_be_sent_is_not_begun);
  ADD ("/session/administration/a-server-that-may-only-be-watched",
       NULL,
       test_a_server_that_may_only_be_watched);
  ADD ("/session/administration/a-server-that-begins-anew", NULL, test_a_server_that_begins_anew);
  ADD ("/session/administration/a-server-that-was-held", NULL, test_a_server_that_was_held);
  ADD ("/session/administration/a-server-that-goes-and-comes-back",
       NULL,
       test_a_server_that_goes_and_comes_back);
  ADD ("/session/administration/a-recorded-server", NULL, test_a_recorded_server);
  ADD ("/session/administration/half-a-notice-is-none", NULL, test_half_a_notice_is_none);
  return g_test_run ();
}
