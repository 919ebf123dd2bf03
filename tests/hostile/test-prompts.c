/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-hostile.h"

#include <string.h>

#define KIND(index)    culvert_prompt_get_kind (PROMPT (index))
#define REALM(index)   culvert_prompt_get_realm (PROMPT (index))
#define MESSAGE(index) culvert_prompt_get_message (PROMPT (index))

static CulvertPromptField *
field_of (Fixture *fixture, guint index, CulvertPromptFieldRole role)
{
  return culvert_prompt_find_field (PROMPT (index), role);
}

static void
assert_only_a_person_answers (Fixture *fixture, guint index)
{
  g_assert_true (HAS_FLAG (index, CULVERT_PROMPT_NO_AUTO_ANSWER));
  g_assert_false (HAS_FLAG (index, CULVERT_PROMPT_MAY_REMEMBER) &&
                  KIND (index) != CULVERT_PROMPT_SIGN_IN);
}

/* --- 4: a token that is named like a question --- */

static const struct
{
  const char *line;
  const char *realm;
  const char *commands;
} tokens[] = {
  { ">PASSWORD:Need 'Auth' username/password token' password",
    "Auth' username/password token",
    "password \"Auth' username/password token\" \"1234\"\n" },
  { ">PASSWORD:Need 'Private Key' password token' password",
    "Private Key' password token",
    "password \"Private Key' password token\" \"1234\"\n" },
  { ">PASSWORD:Need 'Auth' username token' password",
    "Auth' username token",
    "password \"Auth' username token\" \"1234\"\n" },
  { ">PASSWORD:Need 'Auth' username/password SC:2,x token' password",
    "Auth' username/password SC:2,x token",
    "password \"Auth' username/password SC:2,x token\" \"1234\"\n" },
  { ">PASSWORD:Need 'HTTP Proxy' username/password' password token' password",
    "HTTP Proxy' username/password' password token",
    "password \"HTTP Proxy' username/password' password token\" \"1234\"\n" },
  { ">PASSWORD:Need ''' password token' password",
    "'' password token",
    "password \"'' password token\" \"1234\"\n" },
  { ">PASSWORD:Need 'a\\' \"b token' password",
    "a\\' \"b token",
    "password \"a\\\\' \\\"b token\" \"1234\"\n" },
};

static void
test_token_named_like_a_password (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_test_message ("%s", tokens[i].line);
      BE_ASKED_AGAIN (tokens[i].line);
      g_assert_cmpint (KIND (i), ==, CULVERT_PROMPT_TOKEN_PIN);
      g_assert_cmpstr (REALM (i), ==, tokens[i].realm);
      g_assert_cmpuint (culvert_prompt_get_n_fields (PROMPT (i)), ==, 1);
      assert_only_a_person_answers (fixture, i);
      culvert_hostile_assert_silence (fixture);

      culvert_script_answerer_fill (fixture->answerer, "1234", NULL);
      culvert_hostile_assert_sends (fixture, tokens[i].commands);
    }

  g_assert_cmpuint (culvert_hostile_count_logged ("1234"), ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* The daemon cut the line where it looks like another question. */
static void
test_token_cut_to_a_password (Fixture *fixture, gconstpointer data)
{
  const char *start = ">PASSWORD:Need 'Auth' username/password SC:0,";
  g_autofree char *label = g_strnfill (127 - strlen (start), 'x');
  g_autofree char *line = g_strconcat (start, label, NULL);

  BE_ASKED (line);
  assert_only_a_person_answers (fixture, 0);
  culvert_hostile_assert_silence (fixture);
  culvert_hostile_assert_goes_on (fixture);
}

/* What could not be sent back is never sent at all. */
static void
test_type_that_cannot_be_sent_back (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_say_bytes (fixture->daemon,
                                 ">PASSWORD:Need 'Auth\r' username/password\r\n",
                                 -1);
  culvert_await (N_PROMPTS == 1);
  g_assert_cmpint (KIND (0), ==, CULVERT_PROMPT_PASSWORD);
  assert_only_a_person_answers (fixture, 0);
  culvert_script_answerer_fill (fixture->answerer, "alice", "secret", NULL);
  culvert_await (N_PROMPTS == 2);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_UNSENDABLE));
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (culvert_hostile_count_logged ("secret"), ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

static void
test_question_with_a_nul (Fixture *fixture, gconstpointer data)
{
  static const char question[] = ">PASSWORD:Need 'Auth' username/password\0' password\r\n";

  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_say_bytes (fixture->daemon, question, sizeof question - 1);
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_PROMPTS, ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 5: a challenge that was cut inside a character --- */

#define CHALLENGE_WORD                                                                             \
  "\xc3\xbcn\xc3\xaf"                                                                              \
  "c\xc3\xb6"                                                                                      \
  "d\xc3\xa9 "
#define CUT_CHALLENGE                                                                              \
  ">PASSWORD:Need 'Auth' username/password SC:1,Enter \xe2\x80\xae" CHALLENGE_WORD CHALLENGE_WORD  \
      CHALLENGE_WORD CHALLENGE_WORD CHALLENGE_WORD CHALLENGE_WORD "\xc3"

static void
test_challenge_cut_in_a_character (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shown = NULL;
  CulvertPromptField *response;

  g_assert_cmpuint (strlen (CUT_CHALLENGE), ==, 127);
  BE_ASKED (CUT_CHALLENGE);
  response = field_of (fixture, 0, CULVERT_PROMPT_FIELD_RESPONSE);
  g_assert_false (culvert_prompt_field_has_flag (response, CULVERT_PROMPT_FIELD_HIDDEN));
  shown = culvert_hostile_show (culvert_prompt_field_get_label (response));
  g_assert_true (g_str_has_prefix (shown, "Enter \xc3\xbcn\xc3\xaf"));
  g_assert_true (g_str_has_suffix (shown, "…"));
  g_assert_null (strstr (shown, "\xef\xbf\xbd"));
  culvert_hostile_assert_silence (fixture);

  culvert_script_answerer_fill (fixture->answerer, "alice", "pässwörd", "123456", NULL);
  culvert_hostile_assert_sends (fixture,
                                "username \"Auth\" \"alice\"\n"
                                "password \"Auth\" \"SCRV1:cMOkc3N3w7ZyZA==:MTIzNDU2\"\n");
  g_assert_cmpuint (culvert_hostile_count_logged ("123456"), ==, 0);
  g_assert_cmpuint (culvert_hostile_count_logged ("MTIz"), ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 6: a challenge full of quotes --- */

static void
test_challenge_full_of_quotes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shown = NULL;
  CulvertPromptField *name;

  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (">PASSWORD:Verification Failed: 'Auth' "
                  "['CRV1:R,E:st\xc3\xa4te:!!notb64:<a href='x'>']']\n" NEED_AUTH);
  name = field_of (fixture, 1, CULVERT_PROMPT_FIELD_USERNAME);
  shown = culvert_hostile_show (MESSAGE (1));

  g_assert_cmpint (KIND (1), ==, CULVERT_PROMPT_CHALLENGE);
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (name), ==, "alice");
  g_assert_cmpstr (shown, ==, "<a href='x'>']");
  culvert_hostile_assert_silence (fixture);

  culvert_script_answerer_fill (fixture->answerer, "alice", "42", NULL);
  culvert_hostile_assert_sends (fixture,
                                "username \"Auth\" \"alice\"\n"
                                "password \"Auth\" \"CRV1::st\xc3\xa4te::42\"\n");
  g_assert_cmpuint (culvert_hostile_count_logged ("st\xc3\xa4te"), ==, 0);
  g_assert_cmpuint (culvert_hostile_count_logged ("CRV1"), ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* A server that names the user could put a command into the name: "x\nsignal SIGTERM\ny" is one. */
static void
test_challenge_with_a_command_for_a_name (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "eApzaWduYWwgU0lHVEVSTQp5", /* x LF signal SIGTERM LF y */
    "eA1zaWduYWwgU0lHVEVSTQ==", /* x CR signal SIGTERM */
    "YWxpY2UA",                 /* alice NUL */
    "YWxpY2XigK4=",             /* alice U+202E */
    "YWxpY2X/",                 /* not UTF-8 */
    "YWxp!Y2U=",                /* no base64, of which a tolerant decoder makes alice */
    "!!YWxpY2U=",
    "YWxpY2U",
  };

  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *lines =
          g_strdup_printf (AUTH_WRONG " ['CRV1:R:st:%s:Code?']\n" NEED_AUTH, names[i]);

      g_test_message ("%s", names[i]);
      BE_ASKED_AGAIN (lines);
      g_assert_cmpint (KIND (i + 1), ==, CULVERT_PROMPT_CHALLENGE);
      g_assert_nonnull (field_of (fixture, i + 1, CULVERT_PROMPT_FIELD_USERNAME));
      culvert_script_answerer_fill (fixture->answerer, "alice", "42", NULL);
      culvert_hostile_assert_sends (fixture,
                                    "username \"Auth\" \"alice\"\n"
                                    "password \"Auth\" \"CRV1::st::42\"\n");
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 7: flags that nobody knows --- */

static const char *const flags[] = {
  "SC:7,",
  "SC:-1,x",
  "SC:99999999999999999999,x",
  "SC:1",
  "SC:4,x",
  "SC:01,x",
  "SC: 1,x",
  "SC:,x",
  "SC:",
  "SC:+1,x",
  "SC:0x1,x",
  "SC:1;x",
  "SC:\xef\xbc\x91,x", /* a wide 1 */
};

static void
test_unknown_challenge_flags (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autofree char *question = g_strdup_printf (NEED_AUTH " %s", flags[i]);

      g_test_message ("%s", question);
      BE_ASKED_AGAIN (question);
      g_assert_cmpint (KIND (i), ==, CULVERT_PROMPT_SIGN_IN);
      g_assert_cmpuint (culvert_prompt_get_n_fields (PROMPT (i)), ==, 2);
      g_assert_true (HAS_FLAG (i, CULVERT_PROMPT_UNSUPPORTED));
      assert_only_a_person_answers (fixture, i);
      culvert_hostile_assert_silence (fixture);

      culvert_script_answerer_fill (fixture->answerer, "alice", "secret", NULL);
      culvert_hostile_assert_sends (fixture, AUTH_COMMANDS);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 8: the same question again and again --- */

#define N_REPETITIONS 10000

static void
assert_one_answer (Fixture *fixture, const char *question, const char *commands)
{
  g_autofree char *storm = culvert_hostile_repeat (question, N_REPETITIONS);

  culvert_session_fixture_release (fixture);
  SAY (storm);
  culvert_hostile_hear_all_without_stall (fixture);
  g_assert_cmpuint (N_PROMPTS, ==, 1);
  culvert_hostile_assert_silence (fixture);

  culvert_script_answerer_confirm (fixture->answerer);
  culvert_hostile_assert_sends (fixture, commands);
}

static void
test_storm_of_confirmations (Fixture *fixture, gconstpointer data)
{
  assert_one_answer (fixture, NEED_CARD, "needok \"token-insertion-request\" \"ok\"\n");

  /* Those that come after the answer are a question of their own, that nobody has answered. */
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (NEED_CARD "\n" NEED_CARD);
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_PROMPTS, ==, 2);
  culvert_hostile_assert_goes_on (fixture);
}

static void
test_storm_of_sign_ins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *storm = culvert_hostile_repeat (NEED_AUTH, N_REPETITIONS);

  culvert_session_fixture_release (fixture);
  SAY (storm);
  culvert_hostile_hear_all_without_stall (fixture);
  g_assert_cmpuint (N_PROMPTS, ==, 1);
  culvert_hostile_assert_silence (fixture);
  SIGN_IN ();
  culvert_hostile_assert_goes_on (fixture);
}

/* Nor of any other kind; what cannot be answered asks nothing at all. */
static void
test_storm_of_any_question (Fixture *fixture, gconstpointer data)
{
  static const char *const questions[] = {
    NEED_KEY,
    NEED_PIN,
    NEED_AUTH " SC:1,Code",
    ">NEED-STR:Need 'name' string MSG:Name?",
    ">INFOMSG:CR_TEXT:R,E:Code?",
    ">INFOMSG:WEB_AUTH::https://sso.example/",
    AUTH_WRONG,
    ">PASSWORD:Auth-Token:x",
  };

  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *storm = culvert_hostile_repeat (questions[i], N_REPETITIONS / 10);
      guint n_open = 0;

      g_test_message ("%s", questions[i]);
      SAY (storm);
      culvert_hostile_hear_all_without_stall (fixture);
      for (guint k = 0; k < N_PROMPTS; k++)
        n_open += OUTCOME (k) == CULVERT_PROMPT_PENDING;
      g_assert_cmpuint (n_open, <=, 1);
      culvert_hostile_assert_silence (fixture);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* One window at a time all the same. */
static void
test_storm_of_two_questions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *storm = culvert_hostile_repeat (NEED_CARD "\n" NEED_KEY, N_REPETITIONS / 10);
  guint n_open = 0;

  culvert_session_fixture_release (fixture);
  SAY (storm);
  culvert_hostile_hear_all_without_stall (fixture);
  for (guint i = 0; i < N_PROMPTS; i++)
    n_open += OUTCOME (i) == CULVERT_PROMPT_PENDING;
  g_assert_cmpuint (n_open, ==, 1);
  g_assert_cmpint (KIND (N_PROMPTS - 1), ==, CULVERT_PROMPT_KEY_PASSPHRASE);
  culvert_hostile_assert_silence (fixture);
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 9: a confirmation that means to look like something else --- */

static const struct
{
  const char *line;
  const char *message;
  const char *commands;
} confirmations[] = {
  { ">NEED-OK:Need 'x\" ok' confirmation MSG:<b>Press OK</b>",
    "<b>Press OK</b>",
    "needok \"x\\\" ok\" \"cancel\"\n" },
  { ">NEED-OK:Need 'x\\' confirmation MSG:y", "y", "needok \"x\\\\\" \"cancel\"\n" },
  { ">NEED-OK:Need 'a' confirmation MSG:b' confirmation MSG:c",
    "c",
    "needok \"a' confirmation MSG:b\" \"cancel\"\n" },
  { ">NEED-OK:Need '' confirmation MSG:", "", "needok \"\" \"cancel\"\n" },
};

/* Escape is a plain no: the daemon is told so, and nothing else. */
static void
test_confirmation_with_quotes (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (confirmations); i++)
    {
      g_autofree char *shown = NULL;

      g_test_message ("%s", confirmations[i].line);
      BE_ASKED_AGAIN (confirmations[i].line);
      g_assert_cmpint (KIND (i), ==, CULVERT_PROMPT_CONFIRMATION);
      shown = culvert_hostile_show (MESSAGE (i));
      g_assert_cmpstr (shown, ==, confirmations[i].message);
      culvert_hostile_assert_silence (fixture);

      culvert_script_answerer_fill (fixture->answerer, NULL, NULL);
      culvert_hostile_assert_sends (fixture, confirmations[i].commands);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* Whoever does not want to be asked any more says no first. */
static void
test_confirmation_that_is_stopped (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (confirmations[0].line);
  culvert_script_answerer_refuse (fixture->answerer);
  culvert_hostile_assert_sends (fixture,
                                "needok \"x\\\" ok\" \"cancel\"\nforget-passwords\nhold on\n"
                                "signal SIGHUP\n");
}

/* --- 10: a token for the session --- */

static void
test_session_token (Fixture *fixture, gconstpointer data)
{
  CulvertSessionLog *log;

  culvert_session_fixture_attach_up (fixture);
  log = culvert_session_get_log (fixture->session);
  SAY (">PASSWORD:Auth-Token:SESS_ID_AT_abcdef0123456789\n"
       ">PASSWORD:Auth-Token:\n>PASSWORD:Auth-Token:SESS_ID_AT_abcdef0123456789\x1b[2J");
  culvert_hostile_assert_silence (fixture);

  g_assert_cmpuint (N_PROMPTS, ==, 0);
  g_assert_null (culvert_session_get_facts (fixture->session).message);
  g_assert_cmpuint (culvert_hostile_count_logged ("abcdef"), ==, 0);
  for (guint64 i = culvert_session_log_get_first (log); i < culvert_session_log_get_end (log); i++)
    {
      CulvertSessionLogLine line;

      culvert_session_log_get_line (log, i, &line);
      g_assert_null (strstr (line.text, "SESS_ID"));
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* Nor does a daemon write into our log what it likes. */
static void
test_error_that_paints (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "hold off", "ERROR: \x1b[2J\x07painted");
  culvert_session_fixture_release (fixture);
  culvert_hostile_hear_all (fixture);
  g_assert_cmpuint (culvert_hostile_count_logged ("painted"), ==, 1);
  culvert_hostile_assert_goes_on (fixture);
}

int
main (int argc, char **argv)
{
  culvert_hostile_init (&argc, &argv);

  CULVERT_HOSTILE_ADD ("04-token-named-like-a-password", test_token_named_like_a_password);
  CULVERT_HOSTILE_ADD ("04-token-cut-to-a-password", test_token_cut_to_a_password);
  CULVERT_HOSTILE_ADD ("04-type-that-cannot-be-sent-back", test_type_that_cannot_be_sent_back);
  CULVERT_HOSTILE_ADD ("04-question-with-a-nul", test_question_with_a_nul);
  CULVERT_HOSTILE_ADD ("05-challenge-cut-in-a-character", test_challenge_cut_in_a_character);
  CULVERT_HOSTILE_ADD ("06-challenge-full-of-quotes", test_challenge_full_of_quotes);
  CULVERT_HOSTILE_ADD ("06-challenge-with-a-command-for-a-name",
                       test_challenge_with_a_command_for_a_name);
  CULVERT_HOSTILE_ADD ("07-unknown-challenge-flags", test_unknown_challenge_flags);
  CULVERT_HOSTILE_ADD ("08-storm-of-confirmations", test_storm_of_confirmations);
  CULVERT_HOSTILE_ADD ("08-storm-of-sign-ins", test_storm_of_sign_ins);
  CULVERT_HOSTILE_ADD ("08-storm-of-any-question", test_storm_of_any_question);
  CULVERT_HOSTILE_ADD ("08-storm-of-two-questions", test_storm_of_two_questions);
  CULVERT_HOSTILE_ADD ("09-confirmation-with-quotes", test_confirmation_with_quotes);
  CULVERT_HOSTILE_ADD ("09-confirmation-that-is-stopped", test_confirmation_that_is_stopped);
  CULVERT_HOSTILE_ADD ("10-session-token", test_session_token);
  CULVERT_HOSTILE_ADD ("10-error-that-paints", test_error_that_paints);

  return g_test_run ();
}
