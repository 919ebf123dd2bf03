/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-words.h"

#include <string.h>

#include "culvert-await.h"
#include "culvert-staged-session.h"

static void
assert_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
  g_assert_true (g_str_has_suffix (text, "."));
}

static void
test_every_problem_has_a_sentence (void)
{
  for (CulvertSessionReason reason = 0; reason < CULVERT_REASON_N; reason++)
    {
      if (culvert_session_reason_is_problem (reason))
        assert_sentence (culvert_words_reason (reason));
    }
}

static void
test_reasons_differ (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  for (CulvertSessionReason reason = 0; reason < CULVERT_REASON_N; reason++)
    {
      const char *sentence = culvert_words_reason (reason);

      if (sentence != NULL)
        g_assert_true (g_hash_table_add (sentences, (gpointer) sentence));
    }
}

static void
test_remedies_are_sentences (void)
{
  for (CulvertSessionReason reason = 0; reason < CULVERT_REASON_N; reason++)
    {
      if (culvert_words_remedy (reason) != NULL)
        assert_sentence (culvert_words_remedy (reason));
    }
}

/* What people are told of each detail that a daemon writes. */
static const struct
{
  const char *detail;
  const char *words;
} details[] = {
  { "auth-failure", "The server refused the user name or password." },
  { "auth-failure (auth-token)", "The session has expired and you are being signed in again." },
  { "auth-temp-failure (server temporary reject)",
    "The server is busy and asked to come back later." },
  { "private-key-password-failure", "The passphrase does not open the private key." },
  { "tls-error", "The secure handshake with the server failed." },
  { "ping-restart", "The server does not answer any more." },
  { "ping-exit", "The server does not answer any more." },
  { "server_poll", "This server does not answer; the next one is being tried." },
  { "connection-failed", "The server cannot be reached over the network." },
  { "connection-reset", "The server cannot be reached over the network." },
  { "network-unreachable", "The server cannot be reached over the network." },
  { "init_instance", "The server cannot be reached over the network." },
  { "socks-error", "The server cannot be reached over the network." },
  { "socks-resolve-failure", "The server cannot be reached over the network." },
  { "HTTP proxy error", "The server cannot be reached over the network." },
  { "Could not determine IPv4/IPv6 protocol", "The server cannot be reached over the network." },
  { "remote-exit", "The server restarted." },
  { "server-pushed-connection-reset", "The server restarted." },
  { "server-pushed-halt", "The server ended the session." },
  { "no-push-reply", "The server sent no settings that can be used." },
  { "process-push-msg-failed", "The server sent no settings that can be used." },
  { "inactive", "The connection was idle for too long, or reached its time limit." },
  { "session-timeout", "The connection was idle for too long, or reached its time limit." },
  { "management-disconnect", "The connection ended with the program that controlled it." },
  { "management-exit", "The connection ended with the program that controlled it." },
  { "management-connect-failed", "The connection ended with the program that controlled it." },
  { "delayed-exit", "Another program or the system asked for it." },
  { "exit-with-notification", "Another program or the system asked for it." },
  { "SIGTERM", "Another program or the system asked for it." },
  { "SIGINT", "Another program or the system asked for it." },
  { "SIGHUP", "Another program or the system asked for it." },
  { "SIGUSR1", "Another program or the system asked for it." },
  { "tun-stop", "Another program or the system asked for it." },
  { "tun-abort", "Another program or the system asked for it." },
  { "ip-fail", "Another program or the system asked for it." },
  { "close_context usr1 to hup", "Another program or the system asked for it." },
  { "dco error", "Another program or the system asked for it." },
  { "ROUTE_ERROR", "Some routes could not be set up; parts of the network may be out of reach." },
  { "ERROR", "Some routes could not be set up; parts of the network may be out of reach." },
  { "news from 2.9", "OpenVPN gave a reason that Culvert does not know." },
  { "SUCCESS", NULL },
};

static void
test_every_detail_becomes_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    {
      CulvertSessionReason reason = culvert_session_reason_from_detail (details[i].detail);

      g_test_message ("“%s”", details[i].detail);
      g_assert_cmpstr (culvert_words_reason (reason), ==, details[i].words);
    }
}

static void
test_the_ordinary_needs_no_words (void)
{
  g_assert_null (culvert_words_reason (CULVERT_REASON_NONE));
  g_assert_null (culvert_words_reason (CULVERT_REASON_USER));
  g_assert_null (culvert_words_reason (CULVERT_REASON_FOUND));
}

static void
test_states (void)
{
  for (CulvertSessionState state = 0; state < CULVERT_SESSION_N_STATES; state++)
    g_assert_cmpstr (culvert_words_state (state), !=, "");
}

static void
test_stages (void)
{
  for (CulvertSessionStage stage = CULVERT_STAGE_NONE; stage <= CULVERT_STAGE_UP; stage++)
    g_assert_cmpstr (culvert_words_stage (stage), !=, "");
}

static void
test_durations (void)
{
  static const struct
  {
    gint64 seconds;
    const char *words;
  } rows[] = {
    { -5, "0 s" },          { 0, "0 s" },
    { 59, "59 s" },         { 60, "1 min" },
    { 3599, "59 min" },     { 3600, "1 h 0 min" },
    { 8040, "2 h 14 min" }, { 86399, "23 h 59 min" },
    { 86400, "1 day 0 h" }, { 2 * 86400 + 5 * 3600, "2 days 5 h" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = culvert_words_duration (rows[i].seconds);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_questions_name_the_connection (void)
{
  for (CulvertPromptKind kind = CULVERT_PROMPT_SIGN_IN; kind <= CULVERT_PROMPT_PROXY; kind++)
    {
      g_autoptr (CulvertPrompt) prompt =
          culvert_prompt_new (kind, 0, "id", "identity", "Office", NULL);
      g_autofree char *question = culvert_words_question (prompt);

      g_assert_true (g_str_has_prefix (question, "Office needs "));
      g_assert_true (g_str_has_prefix (culvert_words_need (prompt), "Needs "));
    }
}

static void
test_names_cannot_mislead (void)
{
  g_autoptr (CulvertPrompt) prompt = culvert_prompt_new (CULVERT_PROMPT_TOKEN_PIN,
                                                         0,
                                                         "id",
                                                         "identity",
                                                         "Off\xe2\x80\xae\nice",
                                                         NULL);
  g_autofree char *question = culvert_words_question (prompt);

  g_assert_null (strchr (question, '\n'));
  g_assert_null (strstr (question, "\xe2\x80\xae"));
}

static void
test_line_when_connected (void)
{
  g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new ("Office");
  g_autofree char *before = NULL;
  g_autofree char *line = NULL;

  before = culvert_words_line (staged->session, 0);
  g_assert_cmpstr (before, ==, "Disconnected");

  culvert_staged_session_connect (staged);
  line = culvert_words_line (staged->session, 0);
  g_assert_cmpstr (line, ==, "Connected · 10.8.0.6");
}

static void
test_line_when_connecting (void)
{
  g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new ("Office");
  g_autofree char *line = NULL;

  culvert_staged_session_start (staged);
  line = culvert_words_line (staged->session, 0);
  g_assert_cmpstr (line, ==, "Connecting · Securing the connection");
}

static void
test_line_when_lost (void)
{
  g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new ("Office");
  g_autofree char *line = NULL;

  culvert_staged_session_connect (staged);
  culvert_staged_session_lose (staged, "ping-restart");
  line = culvert_words_line (staged->session, 0);
  g_assert_cmpstr (line, ==, "Reconnecting · The server does not answer any more.");
}

static void
test_line_when_a_question_waits (void)
{
  g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new ("Office");
  g_autofree char *line = NULL;

  culvert_staged_session_start (staged);
  culvert_staged_session_ask (staged);
  line = culvert_words_line (staged->session, 0);
  g_assert_cmpstr (line, ==, "Needs your user name and password");
}

static void
test_line_when_it_pauses (void)
{
  g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new ("Office");
  g_autofree char *line = NULL;
  g_autofree char *steady = NULL;
  gint64 end;

  culvert_staged_session_connect (staged);
  culvert_staged_session_lose (staged, "ping-restart");
  culvert_fake_daemon_say (staged->daemon, ">HOLD:Waiting for hold release:12");
  culvert_await (culvert_session_get_state (staged->session) == CULVERT_SESSION_WAITING);

  end = culvert_session_get_wait_end (staged->session);
  g_assert_cmpint (end, >, 0);
  line = culvert_words_line (staged->session, end - 12 * G_USEC_PER_SEC);
  g_assert_cmpstr (line, ==, "Waiting · Next try in 12 s");

  steady = culvert_words_steady_line (staged->session);
  g_assert_null (strstr (steady, "12 s"));
}

#define BUSY                                                                                       \
  ">PASSWORD:Verification Failed: 'Auth' ['TEMP[backoff 7,advance no]: come back']\n"              \
  ">STATE:1,RECONNECTING,auth-temp-failure (server temporary reject),,,,,"

/* The daemon pauses by itself, on the way up as well as on the way back. */
static void
test_line_when_the_server_is_busy (void)
{
  for (int is_up = 0; is_up <= 1; is_up++)
    {
      g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new ("Office");
      g_autofree char *line = NULL;
      g_autofree char *later = NULL;
      g_autofree char *last = NULL;
      g_autofree char *explanation = NULL;
      g_autofree char *steady = NULL;
      gint64 end;

      culvert_staged_session_start (staged);
      if (is_up)
        culvert_staged_session_connect (staged);
      culvert_fake_daemon_say (staged->daemon, BUSY);
      culvert_await (culvert_session_get_reason (staged->session) == CULVERT_REASON_SERVER_BUSY);
      end = culvert_session_get_wait_end (staged->session);

      line = culvert_words_line (staged->session, end - 7 * G_USEC_PER_SEC);
      g_assert_cmpstr (line,
                       ==,
                       is_up ? "Reconnecting · The server is busy, next try in 7 s."
                             : "Connecting · The server is busy, next try in 7 s.");
      later = culvert_words_line (staged->session, end - 3 * G_USEC_PER_SEC);
      g_assert_true (g_str_has_suffix (later, "next try in 3 s."));
      last = culvert_words_line (staged->session, end);
      g_assert_true (g_str_has_suffix (last, "The server is busy and asked to come back later."));
      explanation = culvert_words_explanation (staged->session, end - G_USEC_PER_SEC);
      g_assert_cmpstr (explanation, ==, "The server is busy, next try in 1 s.");
      steady = culvert_words_steady_line (staged->session);
      g_assert_null (strstr (steady, "7 s"));
      g_assert_nonnull (strstr (steady, "The server is busy"));

      culvert_fake_daemon_say (staged->daemon, ">STATE:2,WAIT,,,,,,");
      culvert_await (culvert_session_get_wait_end (staged->session) == 0);
    }
}

static void
test_explanation_without_a_wait (void)
{
  g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new ("Office");
  g_autofree char *before = culvert_words_explanation (staged->session, 0);
  g_autofree char *after = NULL;

  g_assert_null (before);
  culvert_staged_session_connect (staged);
  culvert_staged_session_lose (staged, "tls-error");
  after = culvert_words_explanation (staged->session, 0);
  g_assert_cmpstr (after, ==, "The secure handshake with the server failed.");
}

static void
test_line_of_a_server (void)
{
  g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new_server (
      "Office",
      "OpenVPN 2.6.14 fake",
      CULVERT_STAGED_HEADER CULVERT_STAGED_ALICE CULVERT_STAGED_BOB CULVERT_STAGED_END);
  g_autofree char *line = culvert_words_line (staged->session, g_get_monotonic_time ());
  g_autofree char *asked = NULL;

  g_assert_cmpstr (line, ==, "Connected · 2 clients");
  culvert_profile_set_admits (culvert_session_get_profile (staged->session), TRUE);
  culvert_staged_session_notify (staged, "CONNECT,5,1", "tablet", "carol");
  asked = culvert_words_line (staged->session, g_get_monotonic_time ());
  g_assert_cmpstr (asked, ==, "1 client asks to be let in");
}

static void
test_line_between_tries (void)
{
  g_autoptr (CulvertStagedSession) staged = culvert_staged_session_new ("Office");
  g_autofree char *line = NULL;

  culvert_staged_session_start (staged);
  culvert_fake_daemon_say (staged->daemon, ">STATE:1,RECONNECTING,connection-failed,,,,,");
  culvert_await (culvert_session_get_reason (staged->session) == CULVERT_REASON_NETWORK);
  line = culvert_words_line (staged->session, 0);
  g_assert_cmpstr (line, ==, "Connecting · The server cannot be reached over the network.");
}

static void
test_short_time (void)
{
  static const struct
  {
    gint64 microseconds;
    const char *words;
  } rows[] = {
    { 0, "< 0.1 s" },
    { 99999, "< 0.1 s" },
    { 100000, "0.1 s" },
    { 2440000, "2.4 s" },
    { 59 * G_USEC_PER_SEC, "59.0 s" },
    { 135 * G_USEC_PER_SEC, "2 min" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = culvert_words_short_time (rows[i].microseconds);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/every-problem-has-a-sentence", test_every_problem_has_a_sentence);
  g_test_add_func ("/words/reasons-differ", test_reasons_differ);
  g_test_add_func ("/words/remedies-are-sentences", test_remedies_are_sentences);
  g_test_add_func ("/words/the-ordinary-needs-no-words", test_the_ordinary_needs_no_words);
  g_test_add_func ("/words/states", test_states);
  g_test_add_func ("/words/stages", test_stages);
  g_test_add_func ("/words/durations", test_durations);
  g_test_add_func ("/words/short-time", test_short_time);
  g_test_add_func ("/words/questions-name-the-connection", test_questions_name_the_connection);
  g_test_add_func ("/words/names-cannot-mislead", test_names_cannot_mislead);
  g_test_add_func ("/words/line/connected", test_line_when_connected);
  g_test_add_func ("/words/line/connecting", test_line_when_connecting);
  g_test_add_func ("/words/line/lost", test_line_when_lost);
  g_test_add_func ("/words/line/question", test_line_when_a_question_waits);
  g_test_add_func ("/words/line/pause", test_line_when_it_pauses);

  g_test_add_func ("/words/every-detail-becomes-words", test_every_detail_becomes_words);
  g_test_add_func ("/words/line/busy-server", test_line_when_the_server_is_busy);
  g_test_add_func ("/words/line/server", test_line_of_a_server);
  g_test_add_func ("/words/line/between-tries", test_line_between_tries);
  g_test_add_func ("/words/explanation-without-a-wait", test_explanation_without_a_wait);

  return g_test_run ();
}
