/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-sync.h"

#include "culvert-await.h"
#include "culvert-fake-daemon.h"

#include <string.h>
#include <unistd.h>

typedef struct
{
  CulvertFakeDaemon *daemon; /* (owned) */
  CulvertMgmtClient *client; /* (owned) */
  CulvertSessionSync *sync;  /* (owned) */
  GString *history;          /* (owned) */
  CulvertSessionSyncScope scope;
  guint n_done;
} Fixture;

static void
on_history (CulvertSessionSync *sync, const CulvertMgmtEvent *event, Fixture *fixture)
{
  if (event->kind == CULVERT_MGMT_EVENT_LOG)
    g_string_append_printf (fixture->history, "log “%s”\n", event->log.text);
  else if (event->kind == CULVERT_MGMT_EVENT_STATE)
    g_string_append_printf (fixture->history,
                            "state %d at %" G_GINT64_FORMAT "\n",
                            event->state.name,
                            event->state.time);
}

static void
on_done (CulvertSessionSync *sync, Fixture *fixture)
{
  fixture->n_done++;
}

static void
on_ready (CulvertMgmtClient *client, guint version, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->sync = culvert_session_sync_new (client, version, fixture->scope);
  g_signal_connect (fixture->sync, "history", G_CALLBACK (on_history), fixture);
  g_signal_connect (fixture->sync, "done", G_CALLBACK (on_done), fixture);
  culvert_session_sync_start (fixture->sync);
}

static void
on_nothing (CulvertMgmtClient *client, gpointer user_data)
{
}

static void
on_event (CulvertMgmtClient *client, const CulvertMgmtEvent *event, gpointer user_data)
{
}

static void
on_request (CulvertMgmtClient *client, const CulvertMgmtRequest *request, gpointer user_data)
{
}

static void
on_silent (CulvertMgmtClient *client, gboolean is_silent, gpointer user_data)
{
}

static void
on_closed (CulvertMgmtClient *client, const GError *error, gpointer user_data)
{
}

static const CulvertMgmtListener listener = {
  .ready = on_ready,
  .password_wanted = on_nothing,
  .event = on_event,
  .request = on_request,
  .silent = on_silent,
  .flooded = on_nothing,
  .closed = on_closed,
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GIOStream) stream = NULL;

  fixture->daemon = culvert_fake_daemon_new ();
  fixture->history = g_string_new (NULL);
  stream = culvert_fake_daemon_get_stream (fixture->daemon);
  fixture->client = culvert_mgmt_client_new (stream, &listener, fixture);
  culvert_fake_daemon_oblige (fixture->daemon);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  culvert_mgmt_client_close (fixture->client);
  culvert_await_quiet ();
  g_assert_finalize_object (g_steal_pointer (&fixture->sync));
  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  g_assert_finalize_object (g_steal_pointer (&fixture->daemon));
  g_string_free (fixture->history, TRUE);
}

/* Says what was asked, in order, one command a line. */
static char *
run_after (Fixture *fixture, const char *banner, CulvertSessionSyncScope scope)
{
  g_autoptr (GBytes) heard = NULL;

  fixture->scope = scope;
  culvert_fake_daemon_say (fixture->daemon, banner);
  culvert_await (fixture->n_done == 1);
  heard = culvert_fake_daemon_get_heard_bytes (fixture->daemon);

  return g_strndup (g_bytes_get_data (heard, NULL), g_bytes_get_size (heard));
}

static char *
run (Fixture *fixture, CulvertSessionSyncScope scope)
{
  return run_after (fixture, CULVERT_FAKE_BANNER, scope);
}

static void
test_asks_everything_in_order (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_cmpstr (asked,
                   ==,
                   "version 4\n"
                   "pid\n"
                   "version\n"
                   "verb\n"
                   "log on all\n"
                   "echo on all\n"
                   "nclients\n"
                   "bytecount 60\n"
                   "auth-retry interact\n"
                   "pid\n"
                   "state on all\n");
  g_assert_cmpstr (culvert_session_sync_get_version (fixture->sync), ==, "OpenVPN 2.6.14 fake");
  g_assert_false (culvert_session_sync_is_server (fixture->sync));
}

static void
test_watching_changes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = run (fixture, CULVERT_SESSION_SYNC_WATCH);

  g_assert_cmpstr (asked, ==, "version\nverb\nlog on all\nnclients\npid\nstate on all\n");
}

/* It would take the number for a word too many, and tell its own version. */
static void
test_an_old_daemon_is_not_told_what_we_know (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked =
      run_after (fixture,
                 ">INFO:OpenVPN Management Interface Version 4 -- type 'help' for more info",
                 CULVERT_SESSION_SYNC_ALL);

  g_assert_true (g_str_has_prefix (asked, "version\nverb\n"));
}

/* Most say nothing to it. */
static void
test_a_daemon_may_say_that_it_knows_what_we_know (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;

  culvert_fake_daemon_answer (fixture->daemon,
                              "version 4",
                              "SUCCESS: Management client version set to 4");
  asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_true (g_str_has_prefix (asked, "version 4\npid\nversion\nverb\n"));
  g_assert_cmpstr (culvert_session_sync_get_version (fixture->sync), ==, "OpenVPN 2.6.14 fake");
  g_assert_cmpuint (culvert_mgmt_client_get_n_strays (fixture->client), ==, 0);
}

static void
test_a_live_log_that_is_too_fast_is_left_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = run (fixture, CULVERT_SESSION_SYNC_NO_LOG);

  g_assert_nonnull (strstr (asked, "\nlog all\n"));
  g_assert_null (strstr (asked, "log on"));
}

/* At 8 and above a daemon that tells its log does not read commands any more. */
static void
test_a_verbose_daemon_has_no_live_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;

  culvert_fake_daemon_answer (fixture->daemon, "verb", "SUCCESS: verb=9");
  asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_true (g_str_has_prefix (asked, "version 4\npid\nversion\nverb\nlog all\n"));
}

static void
test_verb_7_is_calm_enough (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;

  culvert_fake_daemon_answer (fixture->daemon, "verb", "SUCCESS: verb=7");
  asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_true (g_str_has_prefix (asked, "version 4\npid\nversion\nverb\nlog on all\n"));
}

static void
test_a_verbose_daemon_that_is_watched_has_no_live_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;

  culvert_fake_daemon_answer (fixture->daemon, "verb", "SUCCESS: verb=9");
  asked = run (fixture, CULVERT_SESSION_SYNC_WATCH);

  g_assert_cmpstr (asked, ==, "version\nverb\nlog all\nnclients\npid\nstate on all\n");
}

static void
test_a_server_is_known_by_its_clients (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;

  culvert_fake_daemon_answer (fixture->daemon, "nclients", "SUCCESS: nclients=0");
  asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_true (culvert_session_sync_is_server (fixture->sync));
  g_assert_null (strstr (asked, "auth-retry"));
}

static void
test_the_past_is_the_log_and_the_last_state (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;
  g_autofree char *expected =
      g_strdup_printf ("log “one”\nlog “two, with a comma”\nstate %d at 3\n",
                       CULVERT_MGMT_STATE_CONNECTED);

  culvert_fake_daemon_answer (fixture->daemon,
                              "log on all",
                              "SUCCESS: real-time log notification set to ON\n"
                              "1,I,one\nbroken\n2,,two, with a comma\nEND");
  culvert_fake_daemon_answer (fixture->daemon,
                              "state on all",
                              "SUCCESS: real-time state notification set to ON\n"
                              "1,CONNECTING,,,,,,\n2,WAIT,,,,,,\n3,CONNECTED,SUCCESS,,,,,\nEND");
  asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_cmpstr (fixture->history->str, ==, expected);
}

static void
test_refusals_are_passed_over (Fixture *fixture, gconstpointer data)
{
  const char *const commands[] = { "version 4",           "version",     "verb",
                                   "log on all",          "echo on all", "bytecount 60",
                                   "auth-retry interact", "pid",         "state on all" };
  g_autofree char *asked = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    culvert_fake_daemon_answer (fixture->daemon, commands[i], "ERROR: unknown command");
  asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_true (g_str_has_suffix (asked, "pid\nstate on all\n"));
  g_assert_cmpstr (fixture->history->str, ==, "");
  g_assert_null (culvert_session_sync_get_version (fixture->sync));
  g_assert_true (culvert_session_sync_is_single_shot (fixture->sync));
}

static void
test_empty_replies_are_passed_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *asked = NULL;

  culvert_fake_daemon_answer (fixture->daemon, "version", "END");
  culvert_fake_daemon_answer (fixture->daemon, "verb", "SUCCESS: verb=many");
  culvert_fake_daemon_answer (fixture->daemon, "pid", "SUCCESS: pid=-1");
  culvert_fake_daemon_answer (fixture->daemon, "state on all", "SUCCESS: on\nEND");
  asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_null (culvert_session_sync_get_version (fixture->sync));
  g_assert_true (culvert_session_sync_is_single_shot (fixture->sync));
}

/* A disconnect right after the sync needs to know. */
static void
test_the_arguments_are_known_when_it_is_done (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pid = g_strdup_printf ("SUCCESS: pid=%d", (int) getpid ());
  g_autofree char *asked = NULL;

  culvert_fake_daemon_answer (fixture->daemon, "pid", pid);
  asked = run (fixture, CULVERT_SESSION_SYNC_ALL);

  g_assert_false (culvert_session_sync_is_single_shot (fixture->sync));
}

static void
test_ends_with_its_client (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "nclients", NULL);
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "nclients"));
  culvert_mgmt_client_close (fixture->client);
  culvert_await_quiet ();

  g_assert_cmpuint (fixture->n_done, ==, 0);
}

#define ADD(name, test) g_test_add ("/session/sync/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("asks-everything-in-order", test_asks_everything_in_order);
  ADD ("watching-changes-nothing", test_watching_changes_nothing);
  ADD ("an-old-daemon-is-not-told-what-we-know", test_an_old_daemon_is_not_told_what_we_know);
  ADD ("a-daemon-may-say-that-it-knows-what-we-know",
       test_a_daemon_may_say_that_it_knows_what_we_know);
  ADD ("a-live-log-that-is-too-fast-is-left-out", test_a_live_log_that_is_too_fast_is_left_out);
  ADD ("a-verbose-daemon-has-no-live-log", test_a_verbose_daemon_has_no_live_log);
  ADD ("verb-7-is-calm-enough", test_verb_7_is_calm_enough);
  ADD ("a-verbose-daemon-that-is-watched-has-no-live-log",
       test_a_verbose_daemon_that_is_watched_has_no_live_log);
  ADD ("a-server-is-known-by-its-clients", test_a_server_is_known_by_its_clients);
  ADD ("the-past-is-the-log-and-the-last-state", test_the_past_is_the_log_and_the_last_state);
  ADD ("refusals-are-passed-over", test_refusals_are_passed_over);
  ADD ("empty-replies-are-passed-over", test_empty_replies_are_passed_over);
  ADD ("the-arguments-are-known-when-it-is-done", test_the_arguments_are_known_when_it_is_done);
  ADD ("ends-with-its-client", test_ends_with_its_client);

  return g_test_run ();
}
