/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-hostile.h"

#include <string.h>

/* It is answered behind the last byte, so that no reply of the daemon comes within a line. */
#define HELD     ">STATE:1795331282,GET_CONFIG,,,,,,\r\n" IN_HOLD "\r\n"
#define RELEASED "hold release\nhold off\n"

/* --- 1: bytes that come in any pieces --- */

static void
hear_in_pieces (Fixture *fixture, const char *bytes, gsize length, gsize piece)
{
  culvert_fake_daemon_forget (fixture->daemon);
  culvert_fake_daemon_say_pieces (fixture->daemon, bytes, length, piece);
  culvert_hostile_hear_all (fixture);
}

/* A hold that is read twice is released twice. */
static void
test_every_split (Fixture *fixture, gconstpointer data)
{
  gsize length = strlen (HELD);

  culvert_session_fixture_release (fixture);
  for (gsize cut = 1; cut < length; cut++)
    {
      culvert_fake_daemon_forget (fixture->daemon);
      culvert_fake_daemon_say_bytes (fixture->daemon, HELD, (gssize) cut);
      culvert_hostile_hear_all (fixture);
      culvert_fake_daemon_say_bytes (fixture->daemon, &HELD[cut], -1);
      culvert_hostile_assert_sends (fixture, RELEASED);
      g_assert_cmpint (culvert_session_get_state (fixture->session),
                       ==,
                       CULVERT_SESSION_CONNECTING);
    }
  hear_in_pieces (fixture, HELD, strlen (HELD), 1);
  culvert_hostile_assert_sends (fixture, RELEASED);
  culvert_hostile_assert_goes_on (fixture);
}

/* Questions have quotes, and ends that are other ends' beginnings: "' username" and more. */
static void
test_question_byte_by_byte (Fixture *fixture, gconstpointer data)
{
  static const char *const questions[] = {
    NEED_AUTH "\r\n",
    NEED_AUTH " SC:1,Code\r\n",
    NEED_PIN "\r\n",
    NEED_CARD "\r\n",
    ">PASSWORD:Need 'Auth' username/password token' password\r\n",
  };

  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      hear_in_pieces (fixture, questions[i], strlen (questions[i]), 1);
      g_assert_cmpuint (N_PROMPTS, ==, i + 1);
      culvert_hostile_assert_silence (fixture);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* What has no end of its line was not said. */
static void
test_half_a_question_and_the_end (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_say_bytes (fixture->daemon, NEED_AUTH, -1);
  culvert_hostile_hear_all (fixture);
  g_assert_cmpuint (N_PROMPTS, ==, 0);
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (!culvert_session_is_attached (fixture->session));
  g_assert_cmpuint (N_PROMPTS, ==, 0);
}

/* Lines that end in another way, that are empty, or that have a NUL in them. */
static void
test_odd_line_ends (Fixture *fixture, gconstpointer data)
{
  static const char bytes[] =
      "\n\r\n\r\r\n>STATE:1,WAIT,,,,,,\n\0\r\n>HOLD\0:x\r\n>\r\n>:\n:\n>\0\n";

  culvert_session_fixture_release (fixture);
  for (gsize piece = 1; piece < 8; piece++)
    {
      hear_in_pieces (fixture, bytes, sizeof bytes - 1, piece);
      culvert_hostile_assert_silence (fixture);
    }
  hear_in_pieces (fixture, IN_HOLD "\n", strlen (IN_HOLD "\n"), 3);
  culvert_hostile_assert_sends (fixture, RELEASED);
  culvert_hostile_assert_goes_on (fixture);
}

/* The line that is too long is gone; the question behind it is asked, once. */
static void
test_question_without_an_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *filling = g_strnfill (70000, '\'');
  g_autofree char *lines =
      g_strconcat (">PASSWORD:Need '", filling, "' password\n", NEED_CARD, NULL);

  BE_ASKED (lines);
  g_assert_cmpint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_CONFIRMATION);
  culvert_hostile_assert_silence (fixture);
  g_assert_cmpuint (N_PROMPTS, ==, 1);
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 2: who asks for the password of the interface --- */

/* It is asked for before everything else, and never again. */
static void
test_password_prompt_in_the_middle (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "ENTER PASSWORD:\r\n",
    "ENTER PASSWORD:",
    "\r\nSUCCESS: password is correct\r\n",
    "ERROR: bad password\r\nENTER PASSWORD:\r\n",
    ">INFO:ENTER PASSWORD:\r\n",
    ">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\r\n",
  };

  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      hear_in_pieces (fixture, lines[i], strlen (lines[i]), i % 2 == 0 ? strlen (lines[i]) : 1);
      culvert_hostile_assert_silence (fixture);
      g_assert_cmpuint (N_PROMPTS, ==, 0);
    }
  culvert_hostile_assert_goes_on (fixture);
}

/* --- 3: replies that nobody asked for --- */

#define STRAYS                                                                                     \
  "SUCCESS: pid=1\nEND\nERROR: x\n>PKCS11ID-COUNT:1\n>PKCS11ID-ENTRY:'0'\nSUCCESS:\nERROR:"

/* An answer is not taken for refused, nor for taken, by what was said before it was given. */
static void
test_strays_before_an_answer (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (STRAYS);
  culvert_hostile_assert_silence (fixture);
  BE_ASKED_AGAIN (NEED_AUTH);
  SAY (STRAYS);
  culvert_hostile_assert_silence (fixture);
  SIGN_IN ();
  culvert_hostile_hear_all (fixture);
  g_assert_cmpuint (N_PROMPTS, ==, 1);
  culvert_hostile_assert_goes_on (fixture);
  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_ACCEPTED);
}

/* A flood of them fills nothing. */
static void
test_many_strays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *strays = culvert_hostile_repeat (STRAYS, 2000);

  culvert_session_fixture_release (fixture);
  SAY (strays);
  culvert_hostile_hear_all_without_stall (fixture);
  culvert_hostile_assert_silence (fixture);
  BE_ASKED_AGAIN (NEED_AUTH);
  SIGN_IN ();
  culvert_hostile_assert_goes_on (fixture);
}

int
main (int argc, char **argv)
{
  culvert_hostile_init (&argc, &argv);

  CULVERT_HOSTILE_ADD ("01-every-split", test_every_split);
  CULVERT_HOSTILE_ADD ("01-question-byte-by-byte", test_question_byte_by_byte);
  CULVERT_HOSTILE_ADD ("01-half-a-question-and-the-end", test_half_a_question_and_the_end);
  CULVERT_HOSTILE_ADD ("01-odd-line-ends", test_odd_line_ends);
  CULVERT_HOSTILE_ADD ("01-question-without-an-end", test_question_without_an_end);
  CULVERT_HOSTILE_ADD ("02-password-prompt-in-the-middle", test_password_prompt_in_the_middle);
  CULVERT_HOSTILE_ADD ("03-strays-before-an-answer", test_strays_before_an_answer);
  CULVERT_HOSTILE_ADD ("03-many-strays", test_many_strays);

  return g_test_run ();
}
