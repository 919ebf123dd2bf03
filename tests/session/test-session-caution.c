/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-caution.h"

static CulvertSessionCaution
judge (const char *text, const CulvertSessionCircumstances *circumstances)
{
  g_autoptr (CulvertSecretText) line = culvert_secret_text_new (text, -1);
  g_autoptr (CulvertMgmtTyped) typed = culvert_mgmt_typed_new (line);

  return culvert_session_caution_of (typed, circumstances);
}

static void
test_every_command (void)
{
  static const CulvertSessionCircumstances usual = { .has_live_log = TRUE };
  static const struct
  {
    const char *line;
    CulvertSessionCaution caution;
  } rows[] = {
    /* What only asks, and what nobody minds */
    { "pid", CULVERT_CAUTION_NONE },
    { "status 3", CULVERT_CAUTION_NONE },
    { "state", CULVERT_CAUTION_NONE },
    { "state on", CULVERT_CAUTION_NONE },
    { "log all", CULVERT_CAUTION_NONE },
    { "log on", CULVERT_CAUTION_NONE },
    { "echo 5", CULVERT_CAUTION_NONE },
    { "hold", CULVERT_CAUTION_NONE },
    { "verb", CULVERT_CAUTION_NONE },
    { "verb 7", CULVERT_CAUTION_NONE },
    { "mute 20", CULVERT_CAUTION_NONE },
    { "auth-retry", CULVERT_CAUTION_NONE },
    { "load-stats", CULVERT_CAUTION_NONE },
    { "version", CULVERT_CAUTION_NONE },
    { "remote-entry-get all", CULVERT_CAUTION_NONE },
    { "signal SIGUSR2", CULVERT_CAUTION_NONE },
    { "test 1000", CULVERT_CAUTION_NONE },
    /* What is asked about first */
    { "signal SIGTERM", CULVERT_CAUTION_TUNNEL },
    { "signal SIGUSR1", CULVERT_CAUTION_TUNNEL },
    { "\"signal\" 'SIGHUP'", CULVERT_CAUTION_TUNNEL },
    { "hold release", CULVERT_CAUTION_HOLD },
    { "hold on", CULVERT_CAUTION_HOLD },
    { "quit", CULVERT_CAUTION_LEAVE },
    { "exit", CULVERT_CAUTION_LEAVE },
    { "kill bob", CULVERT_CAUTION_CLIENTS },
    { "client-kill 0", CULVERT_CAUTION_CLIENTS },
    { "client-deny 0 1 no", CULVERT_CAUTION_CLIENTS },
    { "push-update-broad \"-dns\"", CULVERT_CAUTION_CLIENTS },
    { "password Auth x", CULVERT_CAUTION_ANSWER },
    { "username Auth x", CULVERT_CAUTION_ANSWER },
    { "needok x ok", CULVERT_CAUTION_ANSWER },
    { "needstr x y", CULVERT_CAUTION_ANSWER },
    { "cr-response eA==", CULVERT_CAUTION_ANSWER },
    { "remote ACCEPT", CULVERT_CAUTION_ANSWER },
    { "proxy NONE", CULVERT_CAUTION_ANSWER },
    { "state off", CULVERT_CAUTION_REPORTS },
    { "log off", CULVERT_CAUTION_REPORTS },
    { "echo off", CULVERT_CAUTION_REPORTS },
    { "bytecount 0", CULVERT_CAUTION_REPORTS },
    { "version 3", CULVERT_CAUTION_REPORTS },
    { "env-filter 0", CULVERT_CAUTION_REPORTS },
    { "forget-passwords", CULVERT_CAUTION_FORGET },
    { "auth-retry none", CULVERT_CAUTION_REFUSALS },
    { "PID", CULVERT_CAUTION_UNKNOWN },
    { "novelty", CULVERT_CAUTION_UNKNOWN },
    /* What is not sent */
    { "pkcs11-id-count", CULVERT_CAUTION_NO_QUESTION },
    { "\"pkcs11-id-get\" 0", CULVERT_CAUTION_NO_QUESTION },
    { "verb 8", CULVERT_CAUTION_TOO_MUCH_LOG },
    { "verb 011", CULVERT_CAUTION_TOO_MUCH_LOG },
    { "verb 9x", CULVERT_CAUTION_TOO_MUCH_LOG },
    { "test 1001", CULVERT_CAUTION_TOO_MUCH },
    { "client-auth 0 0", CULVERT_CAUTION_BLOCK },
    { "pk-sig", CULVERT_CAUTION_BLOCK },
    { "certificate", CULVERT_CAUTION_BLOCK },
    { "password Auth", CULVERT_CAUTION_BLOCK },
    { "log all on", CULVERT_CAUTION_TWICE },
    { "# pid", CULVERT_CAUTION_EMPTY },
    { "pid\nsignal SIGTERM", CULVERT_CAUTION_CONTROL },
    { "needstr x \"y", CULVERT_CAUTION_QUOTES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].line);
      g_assert_cmpint (judge (rows[i].line, &usual), ==, rows[i].caution);
    }
}

static void
test_circumstances_matter (void)
{
  const CulvertSessionCircumstances waiting = { .is_waiting = TRUE, .has_live_log = TRUE };
  const CulvertSessionCircumstances choosing = {
    .is_waiting = TRUE,
    .wants_certificate = TRUE,
    .has_live_log = TRUE,
  };
  const CulvertSessionCircumstances unlogged = { .has_live_log = FALSE };

  g_assert_cmpint (judge ("signal SIGUSR1", &waiting), ==, CULVERT_CAUTION_OPEN_QUESTION);
  g_assert_cmpint (judge ("signal SIGUSR2", &waiting), ==, CULVERT_CAUTION_OPEN_QUESTION);
  g_assert_cmpint (judge ("signal SIGTERM", &waiting), ==, CULVERT_CAUTION_TUNNEL);
  g_assert_cmpint (judge ("pkcs11-id-count", &waiting), ==, CULVERT_CAUTION_NO_QUESTION);
  g_assert_cmpint (judge ("pkcs11-id-count", &choosing), ==, CULVERT_CAUTION_NONE);
  g_assert_cmpint (judge ("verb 9", &unlogged), ==, CULVERT_CAUTION_NONE);
  g_assert_cmpint (judge ("log on", &unlogged), ==, CULVERT_CAUTION_TOO_MUCH_LOG);
  g_assert_cmpint (judge ("log on all", &unlogged), ==, CULVERT_CAUTION_TOO_MUCH_LOG);
}

static void
test_what_is_forbidden (void)
{
  g_assert_false (culvert_session_caution_forbids (CULVERT_CAUTION_NONE));
  g_assert_false (culvert_session_caution_forbids (CULVERT_CAUTION_TUNNEL));
  g_assert_false (culvert_session_caution_forbids (CULVERT_CAUTION_UNKNOWN));
  g_assert_true (culvert_session_caution_forbids (CULVERT_CAUTION_NO_QUESTION));
  g_assert_true (culvert_session_caution_forbids (CULVERT_CAUTION_TOO_MUCH_LOG));
  g_assert_true (culvert_session_caution_forbids (CULVERT_CAUTION_QUOTES));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/caution/every-command", test_every_command);
  g_test_add_func ("/session/caution/circumstances-matter", test_circumstances_matter);
  g_test_add_func ("/session/caution/what-is-forbidden", test_what_is_forbidden);

  return g_test_run ();
}
