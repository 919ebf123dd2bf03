/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * With a real notification daemon: runs inside tests/lab/desktop.sh. With the argument --bare there
 * is no daemon, and that is what is tested.
 */

#include "culvert-notifier.h"

#include <signal.h>
#include <string.h>

#include "culvert-await.h"
#include "culvert-staged-session.h"

/* A call that is waited for takes 25 s where nobody answers. What is shorter than this may be the
 * doing of others on this computer. */
#define STALL (1 * G_TIME_SPAN_SECOND)

typedef struct
{
  GDBusConnection *bus;         /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  CulvertStagedSession *office; /* (owned) */
  GSimpleActionGroup *actions;  /* (owned) */
  CulvertNotifier *notifier;    /* (owned) (nullable) */
  GString *activated;           /* (owned) */
  gsize log_start;
  gboolean is_watched;

  guint pulse;
  gint64 last_pulse;
  gint64 longest_stall;
} Fixture;

/* --- what the daemon was told --- */

static char *
read_log (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CULVERT_LAB"), "notifications.log", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static gboolean
was_told (Fixture *fixture, const char *text)
{
  g_autofree char *log = read_log ();

  return strstr (log + fixture->log_start, text) != NULL;
}

static guint
count_told (Fixture *fixture, const char *text)
{
  g_autofree char *log = read_log ();
  guint n = 0;

  for (const char *at = log + fixture->log_start; (at = strstr (at, text)) != NULL; at++)
    n++;

  return n;
}

/* --- the daemon itself --- */

static GVariant *
call (Fixture *fixture, const char *name, const char *path, const char *method, GVariant *arguments)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (fixture->bus,
                          name,
                          path,
                          name,
                          method,
                          arguments,
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1,
                          NULL,
                          culvert_await_on_ready,
                          &result);
  culvert_await (result != NULL);

  return g_dbus_connection_call_finish (fixture->bus, result, NULL);
}

static pid_t
daemon_pid (Fixture *fixture)
{
  g_autoptr (GVariant) reply = call (fixture,
                                     "org.freedesktop.DBus",
                                     "/org/freedesktop/DBus",
                                     "GetConnectionUnixProcessID",
                                     g_variant_new ("(s)", "org.freedesktop.Notifications"));
  guint32 pid;

  g_assert_nonnull (reply);
  g_variant_get (reply, "(u)", &pid);

  return (pid_t) pid;
}

static void
run_dunstctl (const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "dunstctl", command, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  g_subprocess_wait_finish (process, result, NULL);
}

static void
choose (const char *label)
{
  g_autofree char *path = g_build_filename (g_getenv ("CULVERT_LAB"), "notification-choice", NULL);

  g_assert_true (g_file_set_contents (path, label, -1, NULL));
  run_dunstctl ("context");
}

/* --- the fixture --- */

static gboolean
on_pulse (gpointer user_data)
{
  Fixture *fixture = user_data;
  gint64 now = g_get_monotonic_time ();

  fixture->longest_stall = MAX (fixture->longest_stall, now - fixture->last_pulse);
  fixture->last_pulse = now;

  return G_SOURCE_CONTINUE;
}

static gboolean
is_watched (gpointer user_data)
{
  return ((Fixture *) user_data)->is_watched;
}

static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *id = parameter != NULL ? g_variant_dup_string (parameter, NULL) : NULL;
  CulvertSession *session = id != NULL ? culvert_session_list_find (fixture->sessions, id) : NULL;

  g_string_append_printf (fixture->activated,
                          "%s(%s) ",
                          g_action_get_name (G_ACTION (action)),
                          session == fixture->office->session ? "office" : "");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "show-window", on_activate, NULL, NULL, NULL, { 0 } },
    { "show-log", on_activate, "s", NULL, NULL, { 0 } },
    { "answer", on_activate, "s", NULL, NULL, { 0 } },
    { "connect", on_activate, "s", NULL, NULL, { 0 } },
    { "disconnect", on_activate, "s", NULL, NULL, { 0 } },
  };
  g_autofree char *log = read_log ();

  fixture->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  fixture->sessions = culvert_session_list_new ();
  fixture->office = culvert_staged_session_new ("Office");
  culvert_session_list_add (fixture->sessions, fixture->office->session);
  fixture->actions = g_simple_action_group_new ();
  fixture->activated = g_string_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   fixture);
  fixture->notifier = culvert_notifier_new (fixture->bus,
                                            fixture->sessions,
                                            G_ACTION_GROUP (fixture->actions),
                                            "io.github.culvertvpn.Culvert");
  culvert_notifier_set_is_watched (fixture->notifier, is_watched, fixture);
  fixture->log_start = strlen (log);
  fixture->last_pulse = g_get_monotonic_time ();
  fixture->pulse = g_timeout_add (10, on_pulse, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_source_remove (fixture->pulse);
  g_assert_cmpint (fixture->longest_stall, <, STALL);
  g_clear_object (&fixture->notifier);
  g_clear_pointer (&fixture->office, culvert_staged_session_free);
  g_clear_object (&fixture->sessions);
  g_clear_object (&fixture->actions);
  g_string_free (g_steal_pointer (&fixture->activated), TRUE);
  g_clear_object (&fixture->bus);
}

/* Long enough for everything that has no reason to wait. */
static gboolean
on_moment_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
let_pass (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, on_moment_over, &is_over);
  culvert_await (is_over);
}

/* --- with a daemon --- */

static void
test_connected (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_await (was_told (fixture, "Office is connected"));

  g_assert_true (was_told (fixture, "10.8.0.6"));
  g_assert_true (was_told (fixture, "LOW"));
}

static void
test_button_disconnects (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_await (was_told (fixture, "Office is connected"));
  choose ("Disconnect");
  culvert_await (fixture->activated->len > 0);

  g_assert_cmpstr (fixture->activated->str, ==, "disconnect(office) ");
}

static void
test_click_opens_window (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_await (was_told (fixture, "Office is connected"));
  run_dunstctl ("action");
  culvert_await (fixture->activated->len > 0);

  g_assert_cmpstr (fixture->activated->str, ==, "show-window() ");
}

static void
test_question (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_start (fixture->office);
  culvert_staged_session_ask (fixture->office);
  culvert_await (was_told (fixture, "Office needs your user name and password"));
  g_assert_true (was_told (fixture, "CRITICAL"));

  choose ("Answer");
  culvert_await (fixture->activated->len > 0);
  g_assert_cmpstr (fixture->activated->str, ==, "answer(office) ");
}

/* S22: also beside a window, which does not show it. */
static void
test_message_beside_what_is_told (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_await (was_told (fixture, "Office is connected"));
  fixture->is_watched = TRUE;
  culvert_notifier_tell_message (fixture->notifier, fixture->office->session, "Tonight", "one");
  culvert_notifier_tell_message (fixture->notifier, fixture->office->session, "", "<b>two</b>");
  culvert_await (count_told (fixture, "summary: 'Message from the VPN server of Office'") == 2);

  g_assert_true (was_told (fixture, "&lt;b&gt;two&lt;/b&gt;"));
  g_assert_true (was_told (fixture, "“Tonight”\n“one”"));
}

static void
test_messages_are_for_who_wants_to_hear_all (Fixture *fixture, gconstpointer data)
{
  culvert_notifier_set_level (fixture->notifier, CULVERT_NOTIFY_PROBLEMS);
  culvert_notifier_tell_message (fixture->notifier, fixture->office->session, "", "only this");
  let_pass (500);

  g_assert_false (was_told (fixture, "only this"));
}

static void
test_expected_question_that_is_seen (Fixture *fixture, gconstpointer data)
{
  fixture->is_watched = TRUE;
  culvert_staged_session_start (fixture->office);
  culvert_staged_session_ask (fixture->office);
  g_assert_true (culvert_prompt_has_flag (culvert_session_get_prompt (fixture->office->session),
                                          CULVERT_PROMPT_EXPECTED));
  let_pass (1500);

  g_assert_false (was_told (fixture, "Office"));
}

static void
test_connected_that_is_seen (Fixture *fixture, gconstpointer data)
{
  fixture->is_watched = TRUE;
  culvert_staged_session_connect (fixture->office);
  let_pass (500);

  g_assert_false (was_told (fixture, "Office"));
}

static void
test_level_none (Fixture *fixture, gconstpointer data)
{
  culvert_notifier_set_level (fixture->notifier, CULVERT_NOTIFY_NONE);
  culvert_staged_session_start (fixture->office);
  culvert_staged_session_ask (fixture->office);
  let_pass (1500);

  g_assert_false (was_told (fixture, "Office"));
}

static void
test_level_problems (Fixture *fixture, gconstpointer data)
{
  culvert_notifier_set_level (fixture->notifier, CULVERT_NOTIFY_PROBLEMS);
  culvert_staged_session_connect (fixture->office);
  culvert_fake_daemon_hang_up (fixture->office->daemon);
  culvert_await (was_told (fixture, "Office stopped"));

  g_assert_false (was_told (fixture, "Office is connected"));
}

static void
test_short_loss_is_not_told (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_await (was_told (fixture, "Office is connected"));
  culvert_staged_session_lose (fixture->office, "ping-restart");
  let_pass (1000);
  culvert_staged_session_connect (fixture->office);
  let_pass (5000);

  g_assert_false (was_told (fixture, "lost its connection"));
  g_assert_false (was_told (fixture, "is back"));
}

static void
test_loss_is_told_once (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_await (was_told (fixture, "Office is connected"));
  culvert_staged_session_lose (fixture->office, "ping-restart");
  let_pass (3000);
  g_assert_false (was_told (fixture, "lost its connection"));
  culvert_await (was_told (fixture, "lost its connection"));
  g_assert_true (was_told (fixture, "The server does not answer any more."));

  /* What comes and goes now waits for half a minute. */
  for (int i = 0; i < 3; i++)
    {
      culvert_staged_session_connect (fixture->office);
      culvert_staged_session_lose (fixture->office, "ping-restart");
    }
  let_pass (6000);
  g_assert_cmpuint (count_told (fixture, "summary: 'Office lost its connection'"), ==, 1);
  g_assert_false (was_told (fixture, "is back"));
}

static void
test_text_is_no_markup (Fixture *fixture, gconstpointer data)
{
  culvert_profile_set_name (culvert_session_get_profile (fixture->office->session), "<b>A & B</b>");
  culvert_staged_session_connect (fixture->office);
  culvert_await (was_told (fixture, "is connected"));

  g_assert_true (was_told (fixture, "<b>A & B</b> is connected"));
}

static void
test_frozen_daemon (Fixture *fixture, gconstpointer data)
{
  pid_t pid = daemon_pid (fixture);
  gint64 start;

  culvert_staged_session_connect (fixture->office);
  culvert_await (was_told (fixture, "Office is connected"));
  g_assert_cmpint (kill (pid, SIGSTOP), ==, 0);
  culvert_fake_daemon_hang_up (fixture->office->daemon);
  let_pass (1500);
  g_assert_cmpint (fixture->longest_stall, <, STALL);

  start = g_get_monotonic_time ();
  g_clear_object (&fixture->notifier);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC / 2);
  fixture->longest_stall = 0; /* a short farewell is allowed */
  fixture->last_pulse = g_get_monotonic_time ();
  g_assert_cmpint (kill (pid, SIGCONT), ==, 0);
}

/* --- without one --- */

static void
test_nobody_listens (Fixture *fixture, gconstpointer data)
{
  culvert_staged_session_connect (fixture->office);
  culvert_fake_daemon_hang_up (fixture->office->daemon);
  culvert_await (culvert_session_get_state (fixture->office->session) != CULVERT_SESSION_CONNECTED);
  let_pass (1000);

  g_assert_cmpint (fixture->longest_stall, <, STALL);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/notify/notifier/connected", test_connected },
    { "/notify/notifier/button-disconnects", test_button_disconnects },
    { "/notify/notifier/click-opens-window", test_click_opens_window },
    { "/notify/notifier/question", test_question },
    { "/notify/notifier/message-beside-what-is-told", test_message_beside_what_is_told },
    { "/notify/notifier/messages-are-for-who-wants-to-hear-all",
      test_messages_are_for_who_wants_to_hear_all },
    { "/notify/notifier/expected-question-that-is-seen", test_expected_question_that_is_seen },
    { "/notify/notifier/connected-that-is-seen", test_connected_that_is_seen },
    { "/notify/notifier/level/none", test_level_none },
    { "/notify/notifier/level/problems", test_level_problems },
    { "/notify/notifier/short-loss-is-not-told", test_short_loss_is_not_told },
    { "/notify/notifier/loss-is-told-once", test_loss_is_told_once },
    { "/notify/notifier/text-is-no-markup", test_text_is_no_markup },
    { "/notify/notifier/frozen-daemon", test_frozen_daemon },
  };

  g_test_init (&argc, &argv, NULL);

  if (argc > 1 && g_str_equal (argv[1], "--bare"))
    {
      g_test_add ("/notify/notifier/nobody-listens",
                  Fixture,
                  NULL,
                  set_up,
                  test_nobody_listens,
                  tear_down);
      return g_test_run ();
    }

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
