/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-record.h"

#include "culvert-mgmt-error.h"

#include <string.h>

typedef struct
{
  CulvertSessionRecord record;
  CulvertSessionReason reason; /* of the last state */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  culvert_session_record_init (&fixture->record);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  culvert_session_record_clear (&fixture->record);
}

/* A payload of >STATE. */
static CulvertSessionEvent
take (Fixture *fixture, const char *payload, gboolean is_wanted)
{
  g_autofree char *copy = g_strdup (payload);
  CulvertMgmtState state;

  g_assert_true (culvert_mgmt_state_parse (&state, copy, strlen (copy)));

  return culvert_session_record_take_state (&fixture->record, &state, is_wanted, &fixture->reason);
}

static void
take_log (Fixture *fixture, const char *text)
{
  CulvertMgmtLog log = { 1795334986, CULVERT_MGMT_LOG_INFO, text, strlen (text) };

  culvert_session_record_take_log (&fixture->record, &log);
}

static void
test_begins_with_nothing (Fixture *fixture, gconstpointer data)
{
  CulvertSessionFacts facts = culvert_session_record_get_facts (&fixture->record);

  g_assert_cmpuint (fixture->record.state, ==, CULVERT_SESSION_DISCONNECTED);
  g_assert_cmpuint (fixture->record.reason, ==, CULVERT_REASON_NONE);
  g_assert_null (facts.vpn_ipv4);
  g_assert_null (facts.vpn_ipv6);
  g_assert_null (facts.remote);
  g_assert_null (facts.local);
  g_assert_null (facts.daemon_version);
  g_assert_null (facts.message);
}

static void
test_set_tells_what_is_new (Fixture *fixture, gconstpointer data)
{
  CulvertSessionRecord *record = &fixture->record;

  g_assert_true (
      culvert_session_record_set (record, CULVERT_SESSION_CONNECTING, CULVERT_REASON_USER));
  g_assert_false (
      culvert_session_record_set (record, CULVERT_SESSION_CONNECTING, CULVERT_REASON_USER));
  g_assert_true (
      culvert_session_record_set (record, CULVERT_SESSION_CONNECTING, CULVERT_REASON_TLS));
}

static void
test_a_new_reason_does_not_begin_a_new_time (Fixture *fixture, gconstpointer data)
{
  CulvertSessionRecord *record = &fixture->record;

  culvert_session_record_set (record, CULVERT_SESSION_CONNECTING, CULVERT_REASON_USER);
  record->since = 1;
  culvert_session_record_set (record, CULVERT_SESSION_CONNECTING, CULVERT_REASON_TLS);
  g_assert_cmpint (record->since, ==, 1);

  culvert_session_record_set (record, CULVERT_SESSION_CONNECTED, CULVERT_REASON_NONE);
  g_assert_cmpint (record->since, >, 1);
}

static void
test_connected_brings_the_addresses (Fixture *fixture, gconstpointer data)
{
  CulvertSessionEvent event =
      take (fixture, "1,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,192.0.2.7,40000,fd00::2", TRUE);
  CulvertSessionFacts facts = culvert_session_record_get_facts (&fixture->record);

  g_assert_cmpuint (event, ==, CULVERT_SESSION_EVENT_UP);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_NONE);
  g_assert_cmpuint (fixture->record.stage, ==, CULVERT_STAGE_UP);
  g_assert_cmpstr (facts.vpn_ipv4, ==, "10.8.0.2");
  g_assert_cmpstr (facts.vpn_ipv6, ==, "fd00::2");
  g_assert_cmpstr (facts.remote, ==, "203.0.113.5:1194");
  g_assert_cmpstr (facts.local, ==, "192.0.2.7:40000");
}

static void
test_an_ipv6_address_with_a_port_is_in_brackets (Fixture *fixture, gconstpointer data)
{
  take (fixture, "1,CONNECTED,SUCCESS,10.8.0.2,2001:db8::1,1194,2001:db8::7,", TRUE);

  g_assert_cmpstr (fixture->record.remote, ==, "[2001:db8::1]:1194");
  g_assert_cmpstr (fixture->record.local, ==, "2001:db8::7");
}

static void
test_few_fields_are_enough (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (take (fixture, "1,CONNECTED", TRUE), ==, CULVERT_SESSION_EVENT_UP);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_NONE);
  g_assert_null (fixture->record.vpn_ipv4);
  g_assert_null (fixture->record.remote);
}

static void
test_up_with_failed_routes_has_a_reason (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (take (fixture, "1,CONNECTED,ROUTE_ERROR,10.8.0.2,,,,", TRUE),
                    ==,
                    CULVERT_SESSION_EVENT_UP);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_ROUTES);
}

typedef struct
{
  const char *payload;
  CulvertSessionStage stage;
} StageRow;

static const StageRow stage_rows[] = {
  { "1,CONNECTING,,,,,,", CULVERT_STAGE_NONE },
  { "1,RESOLVE,,,,,,", CULVERT_STAGE_LOOK_UP },
  { "1,TCP_CONNECT,,,,,,", CULVERT_STAGE_HANDSHAKE },
  { "1,WAIT,,,,,,", CULVERT_STAGE_HANDSHAKE },
  { "1,AUTH,,,,,,", CULVERT_STAGE_SIGN_IN },
  { "1,AUTH_PENDING,timeout 60,,,,,", CULVERT_STAGE_SIGN_IN },
  { "1,GET_CONFIG,,,,,,", CULVERT_STAGE_SETTINGS },
  { "1,ASSIGN_IP,,10.8.0.2,,,,", CULVERT_STAGE_ADDRESS },
  { "1,ADD_ROUTES,,,,,,", CULVERT_STAGE_ROUTES },
  { "1,SOMETHING_NEW,,,,,,", CULVERT_STAGE_NONE },
};

static void
test_the_way_up_has_stages (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stage_rows); i++)
    {
      g_assert_cmpuint (take (fixture, stage_rows[i].payload, TRUE),
                        ==,
                        CULVERT_SESSION_EVENT_PROGRESS);
      g_assert_cmpuint (fixture->record.stage, ==, stage_rows[i].stage);
    }
}

static void
test_the_reason_of_a_restart_stays_on_the_way_back (Fixture *fixture, gconstpointer data)
{
  CulvertSessionRecord *record = &fixture->record;

  take (fixture, "1,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,", TRUE);
  culvert_session_record_set (record, CULVERT_SESSION_CONNECTED, CULVERT_REASON_NONE);

  g_assert_cmpuint (take (fixture, "2,RECONNECTING,ping-restart,,,,,", TRUE),
                    ==,
                    CULVERT_SESSION_EVENT_RESTARTING);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_NO_ANSWER);
  culvert_session_record_set (record, CULVERT_SESSION_RECONNECTING, fixture->reason);

  take (fixture, "3,WAIT,,,,,,", TRUE);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_NO_ANSWER);
  take (fixture, "4,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,", TRUE);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_NONE);
}

static void
test_a_restart_takes_the_addresses_away (Fixture *fixture, gconstpointer data)
{
  take (fixture, "1,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,192.0.2.7,40000,fd00::2", TRUE);
  take (fixture, "2,RECONNECTING,ping-restart,,,,,", TRUE);

  g_assert_null (fixture->record.vpn_ipv4);
  g_assert_null (fixture->record.vpn_ipv6);
  g_assert_null (fixture->record.remote);
  g_assert_null (fixture->record.local);
}

static void
test_what_the_user_did_is_not_blamed_on_the_daemon (Fixture *fixture, gconstpointer data)
{
  CulvertSessionRecord *record = &fixture->record;

  culvert_session_record_set (record, CULVERT_SESSION_DISCONNECTING, CULVERT_REASON_USER);

  take (fixture, "1,RECONNECTING,SIGHUP,,,,,", FALSE);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_USER);
  take (fixture, "2,EXITING,init_instance,,,,,", TRUE);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_USER);
}

static void
test_an_exit_tells_why (Fixture *fixture, gconstpointer data)
{
  culvert_session_record_set (&fixture->record, CULVERT_SESSION_CONNECTED, CULVERT_REASON_NONE);

  g_assert_cmpuint (take (fixture, "1,EXITING,server-pushed-halt,,,,,", TRUE),
                    ==,
                    CULVERT_SESSION_EVENT_EXITING);
  g_assert_cmpuint (fixture->reason, ==, CULVERT_REASON_SERVER_HALTED);
}

static void
test_up_makes_old_words_untrue (Fixture *fixture, gconstpointer data)
{
  culvert_session_record_take_message (&fixture->record, "The server is busy");
  g_assert_cmpstr (fixture->record.message, ==, "The server is busy");

  take (fixture, "1,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,", TRUE);
  g_assert_null (fixture->record.message);
}

/* The words of a server are not told as if they were ours. */
static void
test_trouble_is_kept_with_its_message_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  culvert_mgmt_error_set_fault (&error, CULVERT_MGMT_FAULT_OPEN_FOLDER, "/run/socket", 0);
  culvert_session_record_take_trouble (&fixture->record, error);
  g_assert_cmpstr (fixture->record.message, ==, error->message);
  g_assert_cmpint (culvert_mgmt_error_get_fault (fixture->record.trouble),
                   ==,
                   CULVERT_MGMT_FAULT_OPEN_FOLDER);

  culvert_session_record_take_message (&fixture->record, "The server is busy");
  g_assert_null (fixture->record.trouble);

  culvert_session_record_take_trouble (&fixture->record, error);
  culvert_session_record_take_trouble (&fixture->record, NULL);
  g_assert_null (fixture->record.message);
  g_assert_null (fixture->record.trouble);
}

static void
test_empty_words_are_none (Fixture *fixture, gconstpointer data)
{
  culvert_session_record_take_message (&fixture->record, "");
  g_assert_null (fixture->record.message);
  culvert_session_record_take_version (&fixture->record, "OpenVPN 2.6.14");
  g_assert_cmpstr (fixture->record.daemon_version, ==, "OpenVPN 2.6.14");
  culvert_session_record_take_version (&fixture->record, NULL);
  g_assert_null (fixture->record.daemon_version);
}

static void
test_the_log_leaves_our_own_doings_out (Fixture *fixture, gconstpointer data)
{
  CulvertSessionLogLine line;

  take_log (fixture, "MANAGEMENT: CMD 'state on all'");
  take_log (fixture, "MANAGEMENT: >STATE:1795334986,WAIT,,,,,,");
  take_log (fixture, "MANAGEMENT: Client connected from /run/openvpn/x.sock");

  g_assert_cmpuint (culvert_session_log_get_end (fixture->record.log), ==, 1);
  g_assert_true (culvert_session_log_get_line (fixture->record.log, 0, &line));
  g_assert_cmpstr (line.text, ==, "MANAGEMENT: Client connected from /run/openvpn/x.sock");
  g_assert_cmpint (line.time, ==, 1795334986);
  g_assert_cmpuint (line.flags, ==, CULVERT_MGMT_LOG_INFO);
}

static void
take_past (Fixture *fixture, gint64 time, const char *text)
{
  CulvertMgmtLog log = { time, CULVERT_MGMT_LOG_INFO, text, strlen (text) };

  culvert_session_record_take_past_log (&fixture->record, &log);
}

static void
take_past_of_three (Fixture *fixture)
{
  take_past (fixture, 100, "one");
  take_past (fixture, 100, "the same");
  take_past (fixture, 100, "the same");
}

static void
test_the_past_is_kept_once (Fixture *fixture, gconstpointer data)
{
  culvert_session_record_begin_link (&fixture->record);
  take_past_of_three (fixture);
  g_assert_cmpuint (culvert_session_log_get_end (fixture->record.log), ==, 3);

  culvert_session_record_begin_link (&fixture->record);
  take_past (fixture, 99, "before all that is kept");
  take_past_of_three (fixture);
  take_past (fixture, 100, "while nobody looked");
  take_past (fixture, 101, "one");
  g_assert_cmpuint (culvert_session_log_get_end (fixture->record.log), ==, 5);
}

static void
test_the_past_is_kept_once_without_its_secrets (Fixture *fixture, gconstpointer data)
{
  const char *line = "AUTH: Received control message: AUTH_FAILED,CRV1:R:st-1:YWxpY2U=:Code?";
  CulvertSessionLogLine kept;

  culvert_session_record_begin_link (&fixture->record);
  take_past (fixture, 100, line);
  culvert_session_record_begin_link (&fixture->record);
  take_past (fixture, 100, line);

  g_assert_cmpuint (culvert_session_log_get_end (fixture->record.log), ==, 1);
  culvert_session_log_get_line (fixture->record.log, 0, &kept);
  g_assert_null (strstr (kept.text, "st-1"));
}

typedef struct
{
  CulvertSessionState state;
  CulvertSessionReason had;
  CulvertSessionReason news;
  CulvertSessionReason told;
} LossRow;

static const LossRow loss_rows[] = {
  /* A tunnel that was up has ended. */
  { CULVERT_SESSION_CONNECTED,
    CULVERT_REASON_NONE,
    CULVERT_REASON_STOPPED,
    CULVERT_REASON_STOPPED },
  /* The daemon said why it would end. */
  { CULVERT_SESSION_FAILED, CULVERT_REASON_FATAL, CULVERT_REASON_STOPPED, CULVERT_REASON_FATAL },
  /* That it is still absent at the next try is no news. */
  { CULVERT_SESSION_FAILED, CULVERT_REASON_STOPPED, CULVERT_REASON_ABSENT, CULVERT_REASON_STOPPED },
  /* That it may not be reached any more is. */
  { CULVERT_SESSION_FAILED,
    CULVERT_REASON_STOPPED,
    CULVERT_REASON_PERMISSION,
    CULVERT_REASON_PERMISSION },
  /* The user ended it. */
  { CULVERT_SESSION_DISCONNECTING,
    CULVERT_REASON_USER,
    CULVERT_REASON_STOPPED,
    CULVERT_REASON_USER },
  { CULVERT_SESSION_DISCONNECTED, CULVERT_REASON_USER, CULVERT_REASON_ABSENT, CULVERT_REASON_USER },
  /* Nobody ended it, and it was idle. */
  { CULVERT_SESSION_DISCONNECTED,
    CULVERT_REASON_FOUND,
    CULVERT_REASON_ABSENT,
    CULVERT_REASON_ABSENT },
};

static void
test_a_loss_is_told_by_its_cause (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (loss_rows); i++)
    {
      const LossRow *row = &loss_rows[i];

      culvert_session_record_set (&fixture->record, row->state, row->had);
      g_assert_cmpuint (culvert_session_record_reason_for_loss (&fixture->record, row->news),
                        ==,
                        row->told);
    }
}

static void
test_a_connection_counts_its_own_traffic (Fixture *fixture, gconstpointer data)
{
  CulvertSessionRecord *record = &fixture->record;

  culvert_session_record_set (record, CULVERT_SESSION_CONNECTED, CULVERT_REASON_NONE);
  culvert_session_traffic_add (&record->traffic, 1000, 100, 1);
  culvert_session_record_set (record, CULVERT_SESSION_RECONNECTING, CULVERT_REASON_NO_ANSWER);
  culvert_session_record_set (record, CULVERT_SESSION_CONNECTED, CULVERT_REASON_NONE);
  g_assert_cmpuint (record->traffic.total_in, ==, 1000);

  culvert_session_record_set (record, CULVERT_SESSION_DISCONNECTED, CULVERT_REASON_USER);
  culvert_session_record_set (record, CULVERT_SESSION_CONNECTING, CULVERT_REASON_USER);
  culvert_session_record_set (record, CULVERT_SESSION_CONNECTED, CULVERT_REASON_NONE);
  culvert_session_traffic_add (&record->traffic, 1500, 100, 2);
  g_assert_cmpuint (record->traffic.total_in, ==, 500);
}

static void
test_a_tunnel_that_is_down_moves_nothing (Fixture *fixture, gconstpointer data)
{
  CulvertSessionTraffic *traffic = &fixture->record.traffic;

  culvert_session_traffic_add (traffic, 1000, 100, 1 * G_USEC_PER_SEC);
  culvert_session_traffic_add (traffic, 2000, 200, 2 * G_USEC_PER_SEC);
  g_assert_cmpfloat (traffic->rate_in, >, 0);

  culvert_session_record_forget_tunnel (&fixture->record);
  g_assert_cmpfloat (traffic->rate_in, ==, 0);
  g_assert_cmpfloat (traffic->rate_out, ==, 0);
}

#define ADD(name, test) g_test_add ("/session/record/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("begins-with-nothing", test_begins_with_nothing);
  ADD ("set-tells-what-is-new", test_set_tells_what_is_new);
  ADD ("a-new-reason-does-not-begin-a-new-time", test_a_new_reason_does_not_begin_a_new_time);
  ADD ("connected-brings-the-addresses", test_connected_brings_the_addresses);
  ADD ("an-ipv6-address-with-a-port-is-in-brackets",
       test_an_ipv6_address_with_a_port_is_in_brackets);
  ADD ("few-fields-are-enough", test_few_fields_are_enough);
  ADD ("up-with-failed-routes-has-a-reason", test_up_with_failed_routes_has_a_reason);
  ADD ("the-way-up-has-stages", test_the_way_up_has_stages);
  ADD ("the-reason-of-a-restart-stays-on-the-way-back",
       test_the_reason_of_a_restart_stays_on_the_way_back);
  ADD ("a-restart-takes-the-addresses-away", test_a_restart_takes_the_addresses_away);
  ADD ("what-the-user-did-is-not-blamed-on-the-daemon",
       test_what_the_user_did_is_not_blamed_on_the_daemon);
  ADD ("an-exit-tells-why", test_an_exit_tells_why);
  ADD ("up-makes-old-words-untrue", test_up_makes_old_words_untrue);
  ADD ("trouble-is-kept-with-its-message-alone", test_trouble_is_kept_with_its_message_alone);
  ADD ("empty-words-are-none", test_empty_words_are_none);
  ADD ("the-log-leaves-our-own-doings-out", test_the_log_leaves_our_own_doings_out);
  ADD ("the-past-is-kept-once", test_the_past_is_kept_once);
  ADD ("the-past-is-kept-once-without-its-secrets", test_the_past_is_kept_once_without_its_secrets);
  ADD ("a-loss-is-told-by-its-cause", test_a_loss_is_told_by_its_cause);
  ADD ("a-connection-counts-its-own-traffic", test_a_connection_counts_its_own_traffic);
  ADD ("a-tunnel-that-is-down-moves-nothing", test_a_tunnel_that_is_down_moves_nothing);

  return g_test_run ();
}
