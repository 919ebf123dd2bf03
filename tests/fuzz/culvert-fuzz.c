/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fuzz.h"

#include <stdarg.h>
#include <string.h>

void
culvert_fuzz_input_init (CulvertFuzzInput *self, const guint8 *data, gsize size)
{
  self->at = size > 0 ? (const char *) data : "";
  self->end = self->at + size;
}

guint8
culvert_fuzz_input_take_byte (CulvertFuzzInput *self)
{
  return self->at < self->end ? (guint8) *self->at++ : 0;
}

static char *
take_up_to (CulvertFuzzInput *self, char stop, gsize *length)
{
  gsize left = (gsize) (self->end - self->at);
  const char *found = left > 0 ? memchr (self->at, stop, left) : NULL;
  char *text;

  *length = found != NULL ? (gsize) (found - self->at) : left;
  text = g_malloc (*length + 1);
  if (*length > 0)
    memcpy (text, self->at, *length);
  text[*length] = '\0';
  self->at = found != NULL ? found + 1 : self->end;
  return text;
}

char *
culvert_fuzz_input_take_text (CulvertFuzzInput *self)
{
  gsize length;

  return take_up_to (self, '\0', &length);
}

char *
culvert_fuzz_input_take_line (CulvertFuzzInput *self, gsize *length)
{
  return self->at < self->end ? take_up_to (self, '\n', length) : NULL;
}

char *
culvert_fuzz_input_take_rest (CulvertFuzzInput *self, gsize *length)
{
  char *text;

  *length = (gsize) (self->end - self->at);
  text = g_malloc (*length + 1);
  if (*length > 0)
    memcpy (text, self->at, *length);
  text[*length] = '\0';
  self->at = self->end;
  return text;
}

guint32
culvert_fuzz_hash (const guint8 *data, gsize size)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < size; i++)
    hash = (guint32) ((guint64) (hash ^ data[i]) * 16777619u);
  return hash;
}

gboolean
culvert_fuzz_has_control (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];

      if (byte < 0x20 || byte == 0x7f)
        return TRUE;
      if (byte == 0xc2 && i + 1 < length && (guchar) text[i + 1] >= 0x80 &&
          (guchar) text[i + 1] <= 0x9f)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* One step over a character; behind a backslash, it counts as a letter. FALSE: a backslash stands
 * before something that it cannot protect, or before nothing. */
static gboolean
step (const char **at, const char *end, gboolean has_escapes, char *c, gboolean *is_escaped)
{
  *is_escaped = has_escapes && **at == '\\';
  if (*is_escaped)
    (*at)++;
  if (*at == end)
    return FALSE;

  *c = *(*at)++;
  return !*is_escaped || *c == '\\' || *c == '"' || is_blank (*c);
}

/* One word that begins at *at, which is moved behind it. FALSE: the line is refused. */
static gboolean
lex_word (const char **at, const char *end, GString *word)
{
  char quote = **at == '"' || **at == '\'' ? *(*at)++ : '\0';
  gboolean is_escaped;
  char c;

  while (*at < end)
    {
      if (!step (at, end, quote != '\'', &c, &is_escaped))
        return FALSE;
      if (!is_escaped && (quote != '\0' ? c == quote : is_blank (c)))
        return TRUE;
      g_string_append_c (word, c);
    }
  return quote == '\0';
}

/* Blanks between words do not count, not even behind a backslash, and nor does one with nothing
 * behind it; and it does not make a comment sign a letter. */
static void
skip_blanks (const char **at, const char *end)
{
  while (*at < end)
    {
      const char *next = **at == '\\' ? *at + 1 : *at;

      if (next == end || *next == '#' || *next == ';')
        *at = end;
      else if (is_blank (*next))
        *at = next + 1;
      else
        return;
    }
}

GPtrArray *
culvert_fuzz_lex (const char *line, gsize length)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *at = line;
  const char *end = line + length;

  for (;;)
    {
      GString *word;
      gboolean is_good;

      skip_blanks (&at, end);
      if (at == end)
        return g_steal_pointer (&words);

      word = g_string_new (NULL);
      is_good = lex_word (&at, end, word);
      g_ptr_array_add (words, g_string_free (word, FALSE));
      if (!is_good)
        return NULL;
    }
}

void
culvert_fuzz_assert_words (const char *line, gsize length, ...)
{
  g_autoptr (GPtrArray) words = culvert_fuzz_lex (line, length);
  const char *expected;
  guint n = 0;
  va_list more;

  g_assert_nonnull (words);
  va_start (more, length);
  while ((expected = va_arg (more, const char *)) != NULL)
    {
      g_assert_cmpuint (n, <, words->len);
      g_assert_cmpstr (words->pdata[n++], ==, expected);
    }
  va_end (more);
  g_assert_cmpuint (words->len, ==, n);
}
