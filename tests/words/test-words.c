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
  for (CulvertPromptKind kind = CULVERT_PROMPT_SIGN_IN; kind <= CULVERT_PROMPT_MANAGEMENT_PASSWORD;
       kind++)
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
  g_assert_cmpstr (line, ==, "Needs your name and password");
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
  g_test_add_func ("/words/questions-name-the-connection", test_questions_name_the_connection);
  g_test_add_func ("/words/names-cannot-mislead", test_names_cannot_mislead);
  g_test_add_func ("/words/line/connected", test_line_when_connected);
  g_test_add_func ("/words/line/connecting", test_line_when_connecting);
  g_test_add_func ("/words/line/lost", test_line_when_lost);
  g_test_add_func ("/words/line/question", test_line_when_a_question_waits);
  g_test_add_func ("/words/line/pause", test_line_when_it_pauses);

  return g_test_run ();
}
