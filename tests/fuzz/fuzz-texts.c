/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* The door for remote text into the user interface and into the log. An input is how many
 * characters may be kept, in two bytes, and the text. */

#include "culvert-fuzz.h"

#include "culvert-plain-text.h"

#include <string.h>

#define MAX_MARKS  8
#define BYTE_BOUND 4 /* of a character; and of a byte that is written as \xNN */

/* Turned around by these, or not shown at all. */
static gboolean
is_unseen (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
         c == 0x200f || c == 0x061c || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

static void
check_shown (const char *shown, gsize max_characters)
{
  guint n_marks = 0;

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_false (culvert_fuzz_has_control (shown, strlen (shown)));
  g_assert_cmpuint ((gsize) g_utf8_strlen (shown, -1), <=, max_characters);
  g_assert_cmpuint (strlen (shown), <=, max_characters * BYTE_BOUND);
  for (const char *at = shown; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_assert_false (is_unseen (c) || c == 0x2028 || c == 0x2029);
      n_marks = g_unichar_ismark (c) ? n_marks + 1 : 0;
      g_assert_cmpuint (n_marks, <=, MAX_MARKS);
    }
}

/* What is harmless and short is not touched. */
static gboolean
is_harmless (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] < 0x20 || text[i] > 0x7e)
      return FALSE;
  return TRUE;
}

static void
check_plain_text (const char *text, gsize length, gsize max_characters)
{
  g_autofree char *shown = culvert_plain_text (text, (gssize) length, max_characters);
  g_autofree char *again = culvert_plain_text (shown, -1, max_characters);
  g_autofree char *up_to_nul = culvert_plain_text (text, -1, max_characters);
  g_autofree char *measured = culvert_plain_text (text, (gssize) strlen (text), max_characters);

  check_shown (shown, max_characters);
  g_assert_cmpstr (again, ==, shown);
  g_assert_cmpstr (up_to_nul, ==, measured);
  if (is_harmless (text, length) && length <= max_characters)
    g_assert_cmpmem (shown, strlen (shown), text, length);
}

static void
check_escape (const char *text, gsize length)
{
  g_autofree char *escaped = culvert_plain_text_escape (text, (gssize) length);
  g_autofree char *again = culvert_plain_text_escape (escaped, -1);

  g_assert_true (g_utf8_validate (escaped, -1, NULL));
  g_assert_false (culvert_fuzz_has_control (escaped, strlen (escaped)));
  g_assert_cmpuint (strlen (escaped), <=, length * BYTE_BOUND);
  g_assert_cmpstr (again, ==, escaped);
  for (const char *at = escaped; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_false (is_unseen (g_utf8_get_char (at)));
  if (is_harmless (text, length))
    g_assert_cmpmem (escaped, strlen (escaped), text, length);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = NULL;
  CulvertFuzzInput input;
  gsize max_characters;
  gsize length;

  culvert_fuzz_input_init (&input, data, size);
  max_characters = culvert_fuzz_input_take_byte (&input);
  max_characters += (gsize) culvert_fuzz_input_take_byte (&input) * 16;
  text = culvert_fuzz_input_take_rest (&input, &length);
  check_plain_text (text, length, max_characters);
  check_escape (text, length);
  return 0;
}
