/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What a server tells with `echo`. What it has encoded is decoded to the byte; and a message is
 * bounded, however it comes. An input is how often all is said, and lines. */

#include "culvert-fuzz.h"

#include "culvert-session-echo.h"

#include <string.h>

#define MAX_LINES   1000
#define MAX_TEXT    (16 * 1024)
#define N_IN_A_BYTE 3 /* what is no UTF-8 becomes a character of as many bytes */

/* Any text, with every byte as its code, comes out as it went in. */
static void
check_codes (const char *text)
{
  static const char upper[] = "0123456789ABCDEF";
  static const char lower[] = "0123456789abcdef";
  g_autoptr (GString) line = g_string_new ("msg-n ");
  g_autofree char *decoded = NULL;

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *digits = g_ascii_islower (*at) ? lower : upper;

      g_string_append_c (line, '%');
      g_string_append_c (line, digits[(guchar) *at >> 4]);
      g_string_append_c (line, digits[(guchar) *at & 15]);
    }
  g_assert_cmpint (culvert_session_echo_parse (line->str, &decoded), ==, CULVERT_ECHO_TEXT);
  g_assert_cmpstr (decoded, ==, text);
}

static void
check_message (const char *message)
{
  guint n_lines = 1;

  if (message == NULL)
    return;

  g_assert_true (g_utf8_validate (message, -1, NULL));
  g_assert_cmpuint (strlen (message), >, 0);
  g_assert_cmpuint (strlen (message), <=, MAX_TEXT * N_IN_A_BYTE);
  for (const char *at = message; *at != '\0'; at++)
    {
      n_lines += *at == '\n';
      g_assert_true (*at == '\n' || !g_ascii_iscntrl (*at));
    }
  g_assert_cmpuint (n_lines, <=, MAX_LINES);
}

static void
hear (CulvertSessionEcho *echo, const char *line)
{
  g_autofree char *argument = NULL;
  g_autofree char *message = NULL;
  CulvertSessionEchoKind kind = culvert_session_echo_parse (line, &argument);
  gsize length = echo->text->len;

  switch (kind)
    {
    case CULVERT_ECHO_UNKNOWN:
    case CULVERT_ECHO_FORGET_PASSWORDS:
    case CULVERT_ECHO_SAVE_PASSWORDS:
    case CULVERT_ECHO_DISABLE_SAVE_PASSWORDS:
    case CULVERT_ECHO_SETENV:
      g_assert_null (argument);
      return;
    case CULVERT_ECHO_TEXT:
      g_assert_cmpuint (strlen (argument), <=, strlen (line));
      culvert_session_echo_add (echo, argument);
      g_assert_cmpuint (echo->text->len, <=, MAX_TEXT);
      g_assert_true (echo->is_full || echo->text->len == length + strlen (argument));
      return;
    case CULVERT_ECHO_SHOW:
    case CULVERT_ECHO_SHOW_BRIEF:
      g_assert_nonnull (argument);
      message = culvert_session_echo_take_message (echo);
      check_message (message);
      g_assert_cmpuint (echo->text->len, ==, 0);
      g_assert_false (echo->is_full);
      return;
    }
}

static void
hear_all (CulvertSessionEcho *echo, const char *bytes, gsize size)
{
  CulvertFuzzInput input;
  gsize length;

  culvert_fuzz_input_init (&input, (const guint8 *) bytes, size);
  for (char *line; (line = culvert_fuzz_input_take_line (&input, &length)) != NULL; g_free (line))
    hear (echo, line);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *message = NULL;
  g_autofree char *bytes = NULL;
  CulvertSessionEcho echo = { 0 };
  CulvertFuzzInput input;
  gsize length;
  guint n;

  culvert_fuzz_input_init (&input, data, size);
  n = 1 + culvert_fuzz_input_take_byte (&input) / 16;
  bytes = culvert_fuzz_input_take_rest (&input, &length);
  check_codes (bytes);
  culvert_session_echo_init (&echo);
  for (guint i = 0; i < n; i++)
    hear_all (&echo, bytes, length);
  message = culvert_session_echo_take_message (&echo);
  check_message (message);
  culvert_session_echo_clear (&echo);
  return 0;
}
