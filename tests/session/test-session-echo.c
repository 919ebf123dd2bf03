/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-echo.h"

#include <string.h>

static void
test_commands (void)
{
  static const struct
  {
    const char *line;
    CulvertSessionEchoKind kind;
    const char *argument;
  } rows[] = {
    { "forget-passwords", CULVERT_ECHO_FORGET_PASSWORDS, NULL },
    { "forget-passwords now", CULVERT_ECHO_FORGET_PASSWORDS, NULL },
    { "save-passwords", CULVERT_ECHO_SAVE_PASSWORDS, NULL },
    { "disable-save-passwords", CULVERT_ECHO_DISABLE_SAVE_PASSWORDS, NULL },
    { "setenv LD_PRELOAD /tmp/x.so", CULVERT_ECHO_SETENV, NULL },
    { "setenv", CULVERT_ECHO_SETENV, NULL },
    { "msg", CULVERT_ECHO_TEXT, "\n" },
    { "msg ", CULVERT_ECHO_TEXT, "\n" },
    { "msg two  words", CULVERT_ECHO_TEXT, "two  words\n" },
    { "msg-n part", CULVERT_ECHO_TEXT, "part" },
    { "msg-window Title", CULVERT_ECHO_SHOW, "Title" },
    { "msg-window", CULVERT_ECHO_SHOW, "" },
    { "msg-notify\tTitle", CULVERT_ECHO_SHOW_BRIEF, "Title" },
    /* Codes */
    { "msg-n a%2Cb%25", CULVERT_ECHO_TEXT, "a,b%" },
    { "msg-n 50% %", CULVERT_ECHO_TEXT, "50% %" },
    { "msg-n %0", CULVERT_ECHO_TEXT, "%0" },
    { "msg-n a%00b", CULVERT_ECHO_TEXT, "a%00b" },
    { "msg-n %252C", CULVERT_ECHO_TEXT, "%2C" },
    /* Quotes */
    { "msg-n \"a  b\"", CULVERT_ECHO_TEXT, "a  b" },
    { "msg-n 'it'", CULVERT_ECHO_TEXT, "it" },
    { "msg-n 'it's'", CULVERT_ECHO_TEXT, "'it's'" },
    { "msg-n He said \"no\"", CULVERT_ECHO_TEXT, "He said \"no\"" },
    { "msg-n \"", CULVERT_ECHO_TEXT, "\"" },
    /* Nothing of ours */
    { "", CULVERT_ECHO_UNKNOWN, NULL },
    { "x", CULVERT_ECHO_UNKNOWN, NULL },
    { "msgs", CULVERT_ECHO_UNKNOWN, NULL },
    { "FORGET-PASSWORDS", CULVERT_ECHO_UNKNOWN, NULL },
    { " forget-passwords", CULVERT_ECHO_UNKNOWN, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *argument = NULL;

      g_test_message ("“%s”", rows[i].line);
      g_assert_cmpuint (culvert_session_echo_parse (rows[i].line, &argument), ==, rows[i].kind);
      g_assert_cmpstr (argument, ==, rows[i].argument);
    }
}

static void
assert_message (const char *pieces, const char *message)
{
  CulvertSessionEcho echo = { 0 };
  g_autofree char *taken = NULL;

  culvert_session_echo_init (&echo);
  g_assert_true (culvert_session_echo_add (&echo, pieces));
  taken = culvert_session_echo_take_message (&echo);
  g_assert_cmpstr (taken, ==, message);
  g_assert_cmpuint (echo.text->len, ==, 0);
  culvert_session_echo_clear (&echo);
}

static void
test_a_message_is_made_of_plain_lines (void)
{
  assert_message ("one\ntwo\n", "one\ntwo");
  assert_message ("one\n\ntwo", "one\n\ntwo");
  assert_message ("\033[31mred\n<b>bold</b>\n", "[31mred\n<b>bold</b>");
}

static void
test_an_empty_message_is_none (void)
{
  assert_message ("", NULL);
  assert_message ("\n\n", NULL);
  assert_message (" \n \001\n", NULL);
}

/* H13a */
static void
test_text_is_bounded_and_the_drop_is_noted_once (void)
{
  CulvertSessionEcho echo = { 0 };
  g_autofree char *piece = g_strnfill (240, 'A');
  guint n_notes = 0;

  culvert_session_echo_init (&echo);
  for (guint i = 0; i < 100000; i++)
    n_notes += culvert_session_echo_add (&echo, piece) ? 0 : 1;

  g_assert_cmpuint (n_notes, ==, 1);
  g_assert_cmpuint (echo.text->len, <=, 16 * 1024);
  g_assert_cmpuint (echo.text->allocated_len, <=, 64 * 1024);

  culvert_session_echo_forget_message (&echo);
  g_assert_true (culvert_session_echo_add (&echo, piece));
  culvert_session_echo_clear (&echo);
}

static void
test_lines_are_bounded (void)
{
  CulvertSessionEcho echo = { 0 };
  g_autofree char *message = NULL;
  guint n_lines = 1;

  culvert_session_echo_init (&echo);
  for (guint i = 0; i < 5000; i++)
    culvert_session_echo_add (&echo, "A\n");
  message = culvert_session_echo_take_message (&echo);
  for (const char *p = message; (p = strchr (p, '\n')) != NULL; p++)
    n_lines++;

  g_assert_cmpuint (n_lines, ==, 1000);
  culvert_session_echo_clear (&echo);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/echo/commands", test_commands);
  g_test_add_func ("/session/echo/a-message-is-made-of-plain-lines",
                   test_a_message_is_made_of_plain_lines);
  g_test_add_func ("/session/echo/an-empty-message-is-none", test_an_empty_message_is_none);
  g_test_add_func ("/session/echo/text-is-bounded-and-the-drop-is-noted-once",
                   test_text_is_bounded_and_the_drop_is_noted_once);
  g_test_add_func ("/session/echo/lines-are-bounded", test_lines_are_bounded);

  return g_test_run ();
}
