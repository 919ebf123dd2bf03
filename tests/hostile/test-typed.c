/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-hostile.h"

#include <string.h>

#define USERNAME "username \"Auth\" \"alice\"\n"

/* --- 23: what the user types --- */

static const struct
{
  const char *password;
  const char *commands;
} passwords[] = {
  { "pa\"ss\\wo rd'#;\xc3\xa9", USERNAME "password \"Auth\" \"pa\\\"ss\\\\wo rd'#;\xc3\xa9\"\n" },
  { "", USERNAME "password \"Auth\" \"\"\n" },
  { "\\", USERNAME "password \"Auth\" \"\\\\\"\n" },
  { "\"", USERNAME "password \"Auth\" \"\\\"\"\n" },
  { "\\\"", USERNAME "password \"Auth\" \"\\\\\\\"\"\n" },
  { " lead and trail ", USERNAME "password \"Auth\" \" lead and trail \"\n" },
  { "#no comment", USERNAME "password \"Auth\" \"#no comment\"\n" },
  { "[[INLINE]]", USERNAME "password \"Auth\" \"[[INLINE]]\"\n" },
  { "\xff\xfe", USERNAME "password \"Auth\" \"\xff\xfe\"\n" },
  { "SCRV1:x:y", USERNAME "password \"Auth\" \"SCRV1:x:y\"\n" },
};

static void
test_passwords_that_need_care (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      BE_ASKED_AGAIN (NEED_AUTH);
      culvert_script_answerer_fill (fixture->answerer, "alice", passwords[i].password, NULL);
      culvert_hostile_assert_sends (fixture, passwords[i].commands);
    }
  g_assert_cmpuint (culvert_hostile_count_logged ("pa\"ss"), ==, 0);
  g_assert_cmpuint (culvert_hostile_count_logged ("INLINE"), ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* Nothing is written of an answer of which a part cannot be; and it is asked for again. */
static void
assert_refused (Fixture *fixture, const char *username, const char *password)
{
  guint n = N_PROMPTS;

  culvert_fake_daemon_forget (fixture->daemon);
  culvert_script_answerer_fill (fixture->answerer, username, password, NULL);
  culvert_await (N_PROMPTS == n + 1);
  g_assert_true (HAS_FLAG (n, CULVERT_PROMPT_UNSENDABLE));
  g_assert_true (HAS_FLAG (n, CULVERT_PROMPT_NO_AUTO_ANSWER));
  culvert_hostile_assert_silence (fixture);
}

static void
test_name_with_a_command_behind_it (Fixture *fixture, gconstpointer data)
{
  g_autofree char *padding = g_strnfill (1007, 'A');
  g_autofree char *name = g_strconcat (padding, "X", "signal SIGTERM", NULL);

  BE_ASKED (NEED_AUTH);
  assert_refused (fixture, name, "secret");
  g_assert_cmpuint (culvert_hostile_count_logged ("AAAA"), ==, 0);
  g_assert_cmpuint (culvert_hostile_count_logged ("secret"), ==, 0);
  SIGN_IN ();
  culvert_hostile_assert_goes_on (fixture);
}

static const char *const control_texts[] = {
  "a\nsignal SIGTERM",
  "a\rsignal SIGTERM",
  "a\r\nsignal SIGTERM",
  "\n",
  "a\tb",
  "a\x1b[2J",
  "a\x7f",
};

static void
test_control_characters (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  for (guint i = 0; i < G_N_ELEMENTS (control_texts); i++)
    {
      assert_refused (fixture, control_texts[i], "secret");
      assert_refused (fixture, "alice", control_texts[i]);
    }
  SIGN_IN ();
  g_assert_cmpuint (culvert_hostile_count_logged ("SIGTERM"), ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* Whatever is asked: the blank of a passphrase or of a PIN is no other than that of a password. */
static void
test_control_characters_in_any_answer (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *question;
    const char *good;
  } rows[] = {
    { NEED_KEY, "password \"Private Key\" \"good\"\n" },
    { NEED_PIN, "password \"Card token\" \"good\"\n" },
    { ">NEED-STR:Need 'x\" y' string MSG:Name?", "needstr \"x\\\" y\" \"good\"\n" },
  };

  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      BE_ASKED_AGAIN (rows[i].question);
      for (guint k = 0; k < G_N_ELEMENTS (control_texts); k++)
        assert_refused (fixture, control_texts[k], NULL);
      culvert_script_answerer_fill (fixture->answerer, "good", NULL);
      culvert_hostile_assert_sends (fixture, rows[i].good);
    }
  g_assert_cmpuint (culvert_hostile_count_logged ("SIGTERM"), ==, 0);
  culvert_hostile_assert_goes_on (fixture);
}

/* The longest that a daemon takes as it is, also where every byte needs another. */
static void
test_longest_texts (Fixture *fixture, gconstpointer data)
{
  static const char letters[] = { 'a', '"', '\\' };

  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autofree char *longest = g_strnfill (255, letters[i]);
      g_autofree char *longer = g_strnfill (256, letters[i]);
      g_autofree char *last = NULL;
      const char *heard;

      BE_ASKED_AGAIN (NEED_AUTH);
      assert_refused (fixture, longer, "secret");
      assert_refused (fixture, "alice", longer);
      culvert_script_answerer_fill (fixture->answerer, "alice", longest, NULL);
      culvert_await (culvert_fake_daemon_get_n_heard (fixture->daemon) == 2);
      heard = culvert_fake_daemon_get_last_heard (fixture->daemon);
      last = g_strdup_printf ("password \"Auth\" \"%s", letters[i] == 'a' ? "aa" : "\\");
      g_assert_true (g_str_has_prefix (heard, last));
      g_assert_cmpuint (strlen (heard), <, 1000);
    }
  culvert_hostile_assert_goes_on (fixture);
}

int
main (int argc, char **argv)
{
  culvert_hostile_init (&argc, &argv);

  CULVERT_HOSTILE_ADD ("23-passwords-that-need-care", test_passwords_that_need_care);
  CULVERT_HOSTILE_ADD ("23-name-with-a-command-behind-it", test_name_with_a_command_behind_it);
  CULVERT_HOSTILE_ADD ("23-control-characters", test_control_characters);
  CULVERT_HOSTILE_ADD ("23-control-characters-in-any-answer",
                       test_control_characters_in_any_answer);
  CULVERT_HOSTILE_ADD ("23-longest-texts", test_longest_texts);

  return g_test_run ();
}
