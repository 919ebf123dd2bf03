/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-console.h"

#include "culvert-session-fixture.h"

#include <string.h>

#define CONSOLE culvert_session_get_console (fixture->session)

static gboolean
type (CulvertSessionFixture *fixture, const char *text)
{
  g_autoptr (CulvertSecretText) line = culvert_secret_text_new (text, -1);

  return culvert_session_console_send (CONSOLE, line);
}

/* All entries of the console, one in a line. */
static char *
dup_entries (CulvertSessionFixture *fixture)
{
  CulvertSessionLog *log = culvert_session_console_get_log (CONSOLE);
  GString *text = g_string_new (NULL);
  CulvertSessionLogLine line;

  for (guint64 number = 0; culvert_session_log_get_line (log, number, &line); number++)
    g_string_append_printf (text, "%s\n", line.text);

  return g_string_free (text, FALSE);
}

static gboolean
has_entries (CulvertSessionFixture *fixture, const char *entries)
{
  g_autofree char *text = dup_entries (fixture);

  return strstr (text, entries) != NULL;
}

static void
test_shows_what_goes_over_the_wire (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  culvert_session_console_watch (CONSOLE);
  culvert_fake_daemon_answer (fixture->daemon, "status 3", "a line\nEND");
  g_assert_true (type (fixture, "status 3"));
  culvert_await (has_entries (fixture, "← END\n"));
  SAY (">BYTECOUNT:1,2");
  culvert_await (has_entries (fixture, "→ status 3\n← a line\n← END\n← >BYTECOUNT:1,2\n"));
  culvert_session_console_unwatch (CONSOLE);
}

static void
test_takes_nothing_down_unwatched (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  culvert_session_console_watch (CONSOLE);
  culvert_session_console_watch (CONSOLE);
  culvert_session_console_unwatch (CONSOLE);
  SAY (">INFO:seen");
  culvert_await (has_entries (fixture, "← >INFO:seen\n"));

  culvert_session_console_unwatch (CONSOLE);
  SAY (">INFO:unseen\n>STATE:9,RECONNECTING,ping-restart,,,,,");
  culvert_await (culvert_session_get_state (fixture->session) == CULVERT_SESSION_RECONNECTING);
  g_assert_false (has_entries (fixture, "unseen"));
}

/* Requirement S32 */
static void
test_secrets_are_masked (CulvertSessionFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  culvert_session_fixture_attach_up (fixture);
  culvert_session_console_watch (CONSOLE);
  culvert_fake_daemon_answer (fixture->daemon,
                              "password \"Auth\" \"Hunter2\"",
                              "ERROR: Options error: Parameter is too long (256 max): Hunter2");
  g_assert_true (type (fixture, "password \"Auth\" \"Hunter2\""));
  culvert_await (has_entries (fixture, "← ERROR: "));
  SAY (">PASSWORD:Auth-Token:Hunter2\n>CLIENT:ENV,password=Hunter2\n>INFO:last");
  culvert_await (has_entries (fixture, ">INFO:last"));

  text = dup_entries (fixture);
  g_assert_null (strstr (text, "Hunter2"));
  g_assert_nonnull (strstr (text, "→ password \"Auth\" ***\n← ERROR: "));
  g_assert_nonnull (strstr (text, "← >PASSWORD:Auth-Token:***\n"));
  culvert_session_console_unwatch (CONSOLE);
}

/* Nobody can forge a second line, or a sequence for a terminal. */
static void
test_odd_bytes_are_escaped (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  culvert_session_console_watch (CONSOLE);
  SAY (">INFO:\x1b[31m\xff");

  culvert_await (has_entries (fixture, "← >INFO:\\x1b[31m\\xff\n"));
  culvert_session_console_unwatch (CONSOLE);
}

static void
test_nothing_forbidden_is_sent (CulvertSessionFixture *fixture, gconstpointer data)
{
  g_assert_false (type (fixture, "pid"));

  culvert_session_fixture_attach_up (fixture);
  g_assert_false (type (fixture, "pkcs11-id-count"));
  g_assert_false (type (fixture, "verb 9"));
  g_assert_false (type (fixture, "pid\nsignal SIGTERM"));
  g_assert_false (type (fixture, ""));
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (""));
}

static void
test_certificates_are_asked_for_in_their_time (CulvertSessionFixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertSecretText) line = culvert_secret_text_new ("pkcs11-id-count", -1);

  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", ">PKCS11ID-COUNT:0");
  culvert_session_fixture_release (fixture);
  g_assert_cmpint (culvert_session_console_judge (CONSOLE, line), ==, CULVERT_CAUTION_NO_QUESTION);
  SAY (">NEED-STR:Need 'pkcs11-id-request' string MSG:Please specify PKCS#11 id to use");
  culvert_await (N_PROMPTS == 1);
  g_assert_cmpint (culvert_session_console_judge (CONSOLE, line), ==, CULVERT_CAUTION_NONE);
}

static void
test_verbosity_is_kept_up_with (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  g_assert_true (type (fixture, "verb 5"));
  culvert_await (HAS_SENT ("verb 5\n"));
  g_assert_cmpint (culvert_session_get_verbosity (fixture->session), ==, 5);
  culvert_await_quiet ();

  culvert_session_detach (fixture->session);
  culvert_await (HAS_SENT ("verb 5\nverb 3\n"));
}

static void
test_daemon_is_asked_once_what_it_can (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "help", "Commands:\npid : Show the process.\nEND");
  culvert_session_console_learn (CONSOLE);
  culvert_session_fixture_attach_up (fixture);
  culvert_session_console_learn (CONSOLE);
  culvert_session_console_learn (CONSOLE);
  culvert_await (culvert_session_help_get_n (culvert_session_console_get_help (CONSOLE)) == 1);
  culvert_await_quiet ();
  g_assert_true (HAS_SENT ("help\n"));
}

static void
test_loss_is_told (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  culvert_session_console_watch (CONSOLE);
  SAY (">INFO:last");
  culvert_await (has_entries (fixture, ">INFO:last"));
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (has_entries (fixture, "! The connection to the OpenVPN daemon is closed.\n"));
  culvert_session_console_unwatch (CONSOLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  CULVERT_SESSION_FIXTURE_ADD ("/session/console/shows-what-goes-over-the-wire",
                               test_shows_what_goes_over_the_wire);
  CULVERT_SESSION_FIXTURE_ADD ("/session/console/takes-nothing-down-unwatched",
                               test_takes_nothing_down_unwatched);
  CULVERT_SESSION_FIXTURE_ADD ("/session/console/secrets-are-masked", test_secrets_are_masked);
  CULVERT_SESSION_FIXTURE_ADD ("/session/console/odd-bytes-are-escaped",
                               test_odd_bytes_are_escaped);
  CULVERT_SESSION_FIXTURE_ADD ("/session/console/nothing-forbidden-is-sent",
                               test_nothing_forbidden_is_sent);
  CULVERT_SESSION_FIXTURE_ADD ("/session/console/certificates-are-asked-for-in-their-time",
                               test_certificates_are_asked_for_in_their_time);
  CULVERT_SESSION_FIXTURE_ADD ("/session/console/verbosity-is-kept-up-with",
                               test_verbosity_is_kept_up_with);
  CULVERT_SESSION_FIXTURE_ADD ("/session/console/daemon-is-asked-once-what-it-can",
                               test_daemon_is_asked_once_what_it_can);
  CULVERT_SESSION_FIXTURE_ADD ("/session/console/loss-is-told", test_loss_is_told);

  return g_test_run ();
}
