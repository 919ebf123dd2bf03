/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-hostile.h"

#include <string.h>

#include "culvert-notice.h"
#include "culvert-web-link.h"

#define KIND(index)    culvert_prompt_get_kind (PROMPT (index))
#define MESSAGE(index) culvert_prompt_get_message (PROMPT (index))

/* What the user would see of messages. */
typedef struct
{
  guint n;
  char *text; /* (owned) (nullable): of the last one */
} Reader;

static gboolean
on_message (CulvertSession *session,
            const char *title,
            const char *text,
            gboolean is_brief,
            Reader *reader)
{
  reader->n++;
  g_free (reader->text);
  reader->text = g_strdup (text);
  g_assert_true (g_utf8_validate (title, -1, NULL) && g_utf8_validate (text, -1, NULL));

  return TRUE;
}

static void
read_messages (Fixture *fixture, Reader *reader)
{
  g_signal_connect (fixture->session, "message", G_CALLBACK (on_message), reader);
}

static void
stop_reading (Fixture *fixture, Reader *reader)
{
  g_signal_handlers_disconnect_by_data (fixture->session, reader);
  g_clear_pointer (&reader->text, g_free);
}

/* --- 11: a variable for our environment --- */

static void
test_environment_of_a_server (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) before = g_get_environ ();
  g_auto (GStrv) after = NULL;

  culvert_session_fixture_attach_up (fixture);
  SAY (">ECHO:1795331355,setenv LD_PRELOAD /tmp/x.so\n>ECHO:1,setenv PATH=/tmp x\n"
       ">ECHO:1,setenv\n>ECHO:1,setenv  x y\n>ECHO:1,setenv-safe HOME /tmp");
  culvert_hostile_assert_silence (fixture);
  after = g_get_environ ();
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 12: echoes that say nothing --- */

static const char *const empty_echoes[] = {
  ">ECHO:1,msg-notify",
  ">ECHO:1,msg-window",
  ">ECHO:1,msg",
  ">ECHO:1,",
  ">ECHO:",
  ">ECHO:x",
  ">ECHO:1",
  ">ECHO:,",
  ">ECHO:,msg-notify",
  ">ECHO:1,msg-notify ",
  ">ECHO:1,msg-window   ",
  ">ECHO:1,msg-n",
  ">ECHO:1,msg-n %0A%09%7F",
  ">ECHO:1,msg \xe2\x80\xae\n>ECHO:1,msg-notify",
  ">ECHO:1,msg ''\n>ECHO:1,msg-window ''",
  ">ECHO:1,msg \"\n>ECHO:1,restart",
};

static void
test_echoes_that_say_nothing (Fixture *fixture, gconstpointer data)
{
  Reader reader = { 0 };

  read_messages (fixture, &reader);
  culvert_session_fixture_attach_up (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (empty_echoes); i++)
    {
      SAY (empty_echoes[i]);
      culvert_hostile_assert_silence (fixture);
      g_test_message ("%s", empty_echoes[i]);
      g_assert_cmpuint (reader.n, ==, 0);
    }
  stop_reading (fixture, &reader);
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 13: a message without an end --- */

/* Fewer than a flood is let go for, however slow the computer: 20,000 a second for three seconds.
 */
#define N_PIECES  50000
#define N_AT_ONCE 100

static void
say_often (Fixture *fixture, const char *line, guint n)
{
  g_autofree char *lines = culvert_hostile_repeat (line, N_AT_ONCE);

  for (guint said = 0; said < n; said += N_AT_ONCE)
    SAY (lines);
}

static void
test_message_without_an_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *piece = g_strnfill (240, 'A');
  g_autofree char *line = g_strconcat (">ECHO:1,msg-n ", piece, NULL);
  Reader reader = { 0 };

  read_messages (fixture, &reader);
  culvert_session_fixture_attach_up (fixture);
  say_often (fixture, line, N_PIECES);
  culvert_hostile_hear_all_without_stall (fixture);
  culvert_await (culvert_session_is_attached (fixture->session));
  g_assert_cmpuint (culvert_hostile_count_logged ("too long"), ==, 1);
  g_assert_cmpuint (reader.n, ==, 0);

  SAY (">ECHO:1,msg-window");
  culvert_hostile_hear_all (fixture);
  g_assert_cmpuint (reader.n, ==, 1);
  g_assert_cmpuint (strlen (reader.text), <=, 16 * 1024);
  stop_reading (fixture, &reader);
  culvert_hostile_assert_goes_on (fixture);
}

/* Lines without text are lines, too. */
static void
test_message_of_many_lines (Fixture *fixture, gconstpointer data)
{
  Reader reader = { 0 };
  guint n_lines = 0;

  read_messages (fixture, &reader);
  culvert_session_fixture_attach_up (fixture);
  say_often (fixture, ">ECHO:1,msg x", N_PIECES / 5);
  SAY (">ECHO:1,msg-window");
  culvert_hostile_hear_all_without_stall (fixture);
  g_assert_cmpuint (culvert_hostile_count_logged ("too long"), ==, 1);
  g_assert_cmpuint (reader.n, ==, 1);
  for (const char *at = reader.text; at != NULL; at = strchr (at + 1, '\n'))
    n_lines++;
  g_assert_cmpuint (n_lines, <=, 1000);
  stop_reading (fixture, &reader);
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 14: whose passwords are forgotten --- */

static void
test_forget_is_for_one_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertProfile) twin =
      culvert_profile_new (NULL, "Office", "unix:/run/openvpn/office.sock");

  culvert_session_fixture_attach_up (fixture);
  SAY (">ECHO:1,forget-passwords");
  culvert_hostile_assert_silence (fixture);
  g_assert_true (culvert_profile_get_must_forget (fixture->profile));
  g_assert_false (culvert_profile_get_must_forget (twin));

  /* They were deleted; then the daemon tells its past to the next who comes. */
  culvert_profile_set_must_forget (fixture->profile, FALSE);
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_session_fixture_replace_daemon (fixture);
  culvert_fake_daemon_answer (fixture->daemon,
                              "echo on all",
                              "SUCCESS: real-time echo notification set to ON\n"
                              "1,forget-passwords\nEND");
  culvert_session_fixture_attach_up (fixture);
  g_assert_false (culvert_profile_get_must_forget (fixture->profile));
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 15: addresses that are none for a browser --- */

static const char *const addresses[] = {
  "OPEN_URL:file:///etc/passwd",
  "WEB_AUTH::javascript:alert(1)",
  "WEB_AUTH:external:JaVaScRiPt:alert(1)//https://good.example",
  "WEB_AUTH::data:text/html,<script>",
  "OPEN_URL: https://good.example/",
  "OPEN_URL:https://good.example@evil.example/",
  "OPEN_URL:https:///etc/passwd",
  "OPEN_URL:https://good.example/\xe2\x80\xae",
  "OPEN_URL:--help",
  "WEB_AUTH:proxy=192.0.2.1;80:http://good.example/",
  "OPEN_URL:https://good.example\\@evil.example/",
  "OPEN_URL:https://good.example%2f@evil.example/",
  "OPEN_URL:https:good.example",
  "OPEN_URL:\thttps://good.example/",
  "OPEN_URL:https://good.example\t.evil.example/",
  "OPEN_URL:https://2130706433/",
  "WEB_AUTH::https://0x7f.1/",
  "WEB_AUTH:hidden:https://good.example:0/",
  "WEB_AUTH::https://\xe2\x80\xaegood.example/",
  "WEB_AUTH::https://good.example/<script>",
};

static void
test_addresses_that_are_refused (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *line =
          g_strdup_printf (">STATE:2,AUTH_PENDING,timeout 20,,,,,\n>INFOMSG:%s", addresses[i]);
      g_autofree char *host = NULL;

      g_test_message ("%s", line);
      BE_ASKED_AGAIN (line);
      g_assert_cmpint (KIND (i), ==, CULVERT_PROMPT_WEB_SIGN_IN);
      g_assert_cmpint (culvert_web_link_check (MESSAGE (i), &host), !=, CULVERT_WEB_LINK_GOOD);
      g_assert_null (host);
      g_assert_cmpint (culvert_session_get_stage (fixture->session), ==, CULVERT_STAGE_SIGN_IN);
      culvert_hostile_assert_silence (fixture);
      g_assert_cmpuint (culvert_hostile_count_logged (strchr (addresses[i], ':') + 1), ==, 0);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 16: a question that pretends to be the computer's --- */

static void
test_question_of_the_server (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shown = NULL;

  culvert_session_fixture_release (fixture);
  BE_ASKED_AGAIN (">STATE:2,AUTH_PENDING,timeout 20,,,,,\n"
                  ">INFOMSG:CR_TEXT:R,E:<b>Enter</b> \xe2\x80\xaeroot password:");
  g_assert_cmpint (KIND (0), ==, CULVERT_PROMPT_CHALLENGE);
  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_NO_AUTO_ANSWER));
  shown = culvert_hostile_show (MESSAGE (0));
  g_assert_cmpstr (shown, ==, "<b>Enter</b> root password:");
  culvert_hostile_assert_silence (fixture);

  culvert_script_answerer_fill (fixture->answerer, "Hi", NULL);
  culvert_hostile_assert_sends (fixture, "cr-response \"SGk=\"\n");
  culvert_hostile_assert_goes_on (fixture);
}

/* Whoever asks, and in whatever bytes: what is shown is text, and reads from left to right. */
static void
test_any_question_in_any_encoding (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "caf\xe9",                                  /* Latin-1 */
    "a\xc0\xafz",                               /* an overlong slash */
    "\xed\xa0\xbd\xed\xb8\x80 z",               /* surrogates */
    "\xf4\x90\x80\x80z",                        /* beyond Unicode */
    "\xe2\x81\xa6left\xe2\x81\xa9\xe2\x80\x8f", /* isolates, a mark */
    "\xd8\x9cz\xef\xbb\xbf",                    /* an Arabic mark, a byte order mark */
    "z\xf3\xa0\x81\x81\xf3\xa0\x81\xbf",        /* tags */
    "z\xc2\x85\xc2\x9bJ\xe2\x80\xa8x",          /* C1, a line separator */
    "<b>&amp;%s%n</b>",
  };
  static const char *const questions[] = {
    ">NEED-OK:Need 'x' confirmation MSG:%s",
    ">NEED-STR:Need 'x' string MSG:%s",
    ">INFOMSG:CR_TEXT:R,E:%s",
    (AUTH_WRONG " ['CRV1:R,E:st:YWxpY2U=:%s']\n" NEED_AUTH),
  };
  static const gunichar deceptive[] = { 0x61c,  0x200e, 0x200f, 0x202e, 0x2066, 0x2069,
                                        0x2028, 0x85,   0x9b,   0xfeff, 0xe0041 };

  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (questions) * G_N_ELEMENTS (texts); i++)
    {
      g_auto (GStrv) parts = g_strsplit (questions[i / G_N_ELEMENTS (texts)], "%s", 2);
      g_autofree char *line =
          g_strconcat (parts[0], texts[i % G_N_ELEMENTS (texts)], parts[1], NULL);
      g_autofree char *shown = NULL;

      BE_ASKED_AGAIN (line);
      g_assert_nonnull (MESSAGE (i));
      shown = culvert_hostile_show (MESSAGE (i));
      for (guint k = 0; k < G_N_ELEMENTS (deceptive); k++)
        g_assert_null (g_utf8_strchr (shown, -1, deceptive[k]));
      culvert_hostile_assert_silence (fixture);
      culvert_hostile_assert_goes_on (fixture);
    }
}

/* Long answers are one line of base64, without an end of line in it. */
static void
test_long_answer_to_a_server (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = g_strnfill (150, 'a');
  g_autofree char *encoded = g_base64_encode ((const guchar *) answer, strlen (answer));
  g_autofree char *command = g_strdup_printf ("cr-response \"%s\"\n", encoded);

  culvert_session_fixture_release (fixture);
  BE_ASKED_AGAIN (">INFOMSG:CR_TEXT:R:");
  culvert_script_answerer_fill (fixture->answerer, answer, NULL);
  culvert_hostile_assert_sends (fixture, command);

  /* One that is too long is not cut, and not sent. */
  BE_ASKED_AGAIN (">STATE:2,AUTH_PENDING,timeout 20,,,,,\n>INFOMSG:CR_TEXT:R:More");
  g_free (answer);
  answer = g_strnfill (255, 'a');
  culvert_script_answerer_fill (fixture->answerer, answer, NULL);
  culvert_await (N_PROMPTS == 3);
  g_assert_true (HAS_FLAG (2, CULVERT_PROMPT_UNSENDABLE));
  culvert_hostile_assert_silence (fixture);
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 17: a server that says good-bye --- */

static void
on_state_changed (CulvertSession *session,
                  CulvertSessionState state,
                  CulvertSessionState old,
                  CulvertSessionReason reason,
                  GPtrArray *notices)
{
  CulvertNotice *notice = culvert_notice_for_change (session, state, old, reason, TRUE, 0);

  if (notice != NULL)
    g_ptr_array_add (notices, notice);
}

static void
test_halt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_notice_free);
  const CulvertNotice *notice;

  culvert_session_fixture_attach_up (fixture);
  g_signal_connect (fixture->session, "state-changed", G_CALLBACK (on_state_changed), notices);
  SAY (">NOTIFY:info,server-pushed-halt,<b>bye</b>\n"
       ">STATE:1795331363,EXITING,server-pushed-halt,,,,,");
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_await_quiet ();

  g_assert_true (IS (FAILED, SERVER_HALTED));
  g_assert_cmpuint (notices->len, ==, 1);
  notice = notices->pdata[0];
  g_assert_cmpstr (notice->title, ==, "Office stopped");
  g_assert_cmpstr (notice->body,
                   ==,
                   "The server ended the session.\nThe server says: “<b>bye</b>”");
  g_assert_true (HAS_SENT (""));
  g_signal_handlers_disconnect_by_data (fixture->session, notices);
}

static void
test_notify_that_says_nothing (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">NOTIFY:\n>NOTIFY:info\n>NOTIFY:info,\n>NOTIFY:info,server-pushed-halt\n>NOTIFY:,,\n"
       ">NOTIFY:info,server-pushed-halt,\xe2\x80\xae\x01");
  culvert_hostile_assert_silence (fixture);
  g_assert_true (IS (CONNECTED, FOUND) || IS (CONNECTED, NONE));
  culvert_hostile_assert_goes_on (fixture);
}

int
main (int argc, char **argv)
{
  culvert_hostile_init (&argc, &argv);

  CULVERT_HOSTILE_ADD ("11-environment-of-a-server", test_environment_of_a_server);
  CULVERT_HOSTILE_ADD ("12-echoes-that-say-nothing", test_echoes_that_say_nothing);
  CULVERT_HOSTILE_ADD ("13-message-without-an-end", test_message_without_an_end);
  CULVERT_HOSTILE_ADD ("13-message-of-many-lines", test_message_of_many_lines);
  CULVERT_HOSTILE_ADD ("14-forget-is-for-one-connection", test_forget_is_for_one_connection);
  CULVERT_HOSTILE_ADD ("15-addresses-that-are-refused", test_addresses_that_are_refused);
  CULVERT_HOSTILE_ADD ("16-question-of-the-server", test_question_of_the_server);
  CULVERT_HOSTILE_ADD ("16-any-question-in-any-encoding", test_any_question_in_any_encoding);
  CULVERT_HOSTILE_ADD ("16-long-answer-to-a-server", test_long_answer_to_a_server);
  CULVERT_HOSTILE_ADD ("17-halt", test_halt);
  CULVERT_HOSTILE_ADD ("17-notify-that-says-nothing", test_notify_that_says_nothing);

  return g_test_run ();
}
