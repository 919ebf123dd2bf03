/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-plain-text.h"

#include <string.h>

#define ELLIPSIS            "…"
#define MAX_MARKS_ON_A_BASE 8
#define REPLACEMENT         0xfffd
#define ZERO_WIDTH_JOINER   0x200d

/* How much is looked at for each character that may be kept. A character has at most four bytes, so
 * only text that is mostly rubbish ends early; and what went through once is never cut again. */
#define BYTES_FOR_A_CHARACTER 16

typedef struct
{
  GString *text;
  gsize n_characters;
  gsize max_characters;
  guint n_marks;     /* on the present base */
  gunichar previous; /* the last character that was kept */
  gsize cut;         /* where the last grapheme begins that leaves room for an ellipsis */
} Line;

/* Turns the order of what is read around, or is not seen at all. */
static gboolean
is_deceptive (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

static gboolean
is_break (gunichar c)
{
  return c == '\n' || c == '\t' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

static gboolean
is_mark (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_iszerowidth (c);
}

static gboolean
is_skin_tone (gunichar c)
{
  return c >= 0x1f3fb && c <= 0x1f3ff;
}

static gboolean
begins_grapheme (const Line *line, gunichar c)
{
  return !is_mark (c) && !is_skin_tone (c) && line->previous != ZERO_WIDTH_JOINER;
}

/* FALSE: there is no room for it. */
static gboolean
keep (Line *line, gunichar c)
{
  if (is_break (c))
    c = ' ';
  if (is_control (c) || is_deceptive (c))
    return TRUE;

  if (!is_mark (c))
    line->n_marks = 0;
  else if (++line->n_marks > MAX_MARKS_ON_A_BASE)
    return TRUE;

  if (line->n_characters == line->max_characters)
    return FALSE;

  if (begins_grapheme (line, c))
    line->cut = line->text->len;
  g_string_append_unichar (line->text, c);
  line->n_characters++;
  line->previous = c;

  return TRUE;
}

static void
end_in_ellipsis (Line *line)
{
  if (line->n_characters == line->max_characters)
    {
      /* One grapheme that fills the line is no reason to show nothing of it. */
      if (line->cut == 0)
        line->cut =
            g_utf8_offset_to_pointer (line->text->str, line->max_characters - 1) - line->text->str;
      g_string_truncate (line->text, line->cut);
    }

  g_string_append (line->text, ELLIPSIS);
}

char *
culvert_plain_text (const char *bytes, gssize length, gsize max_characters)
{
  Line line = { .max_characters = MIN (max_characters, G_MAXSSIZE / (2 * BYTES_FOR_A_CHARACTER)) };
  gsize window = line.max_characters * BYTES_FOR_A_CHARACTER;
  gsize size;
  gboolean is_whole;

  g_return_val_if_fail (bytes != NULL || length == 0, g_strdup (""));

  if (max_characters == 0 || length == 0)
    return g_strdup ("");

  size = length < 0 ? strnlen (bytes, window + 1) : (gsize) length;
  is_whole = size <= window;
  size = MIN (size, window);
  line.text = g_string_new (NULL);

  for (gsize at = 0; at < size;)
    {
      const char *next = bytes + at;
      gunichar c = *next == '\0' ? 0 : g_utf8_get_char_validated (next, size - at);
      gboolean is_valid = c != (gunichar) -1 && c != (gunichar) -2;

      if (c == (gunichar) -2 && !is_whole)
        break;
      if (!keep (&line, is_valid ? c : REPLACEMENT))
        {
          is_whole = FALSE;
          break;
        }
      at += is_valid ? (gsize) g_unichar_to_utf8 (c, NULL) : 1;
    }

  if (!is_whole)
    end_in_ellipsis (&line);

  return g_string_free (line.text, FALSE);
}

char *
culvert_plain_text_escape (const char *bytes, gssize length)
{
  GString *text;
  const char *end;

  g_return_val_if_fail (bytes != NULL || length == 0, g_strdup (""));

  if (length == 0)
    return g_strdup ("");

  end = bytes + (length < 0 ? strlen (bytes) : (gsize) length);
  text = g_string_sized_new (end - bytes);

  while (bytes < end)
    {
      gunichar c = *bytes == '\0' ? 0 : g_utf8_get_char_validated (bytes, end - bytes);
      gboolean is_valid = c != (gunichar) -1 && c != (gunichar) -2;
      const char *next = bytes + (is_valid ? g_unichar_to_utf8 (c, NULL) : 1);

      if (is_valid && !is_control (c) && !is_break (c) && !is_deceptive (c))
        g_string_append_len (text, bytes, next - bytes);
      else
        for (const char *byte = bytes; byte < next; byte++)
          g_string_append_printf (text, "\\x%02x", (guchar) *byte);
      bytes = next;
    }

  return g_string_free (text, FALSE);
}
