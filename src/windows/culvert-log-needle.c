/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-needle.h"

#include <string.h>

#include "culvert-log-text.h"

struct _CulvertLogNeedle
{
  char *folded; /* (owned) */
  gsize length; /* of it, at least 1 */
  gboolean is_ascii;
  guchar first[2]; /* the first character, small and capital, if it is ASCII */
};

CulvertLogNeedle *
culvert_log_needle_new (const char *words)
{
  CulvertLogNeedle *self;

  if (*words == '\0' || !g_utf8_validate (words, -1, NULL))
    return NULL;

  self = g_new0 (CulvertLogNeedle, 1);
  self->folded = g_utf8_casefold (words, -1);
  self->length = strlen (self->folded);
  self->is_ascii = g_str_is_ascii (self->folded);
  self->first[0] = (guchar) self->folded[0];
  self->first[1] = (guchar) g_ascii_toupper (self->folded[0]);

  return self;
}

void
culvert_log_needle_free (CulvertLogNeedle *self)
{
  g_free (self->folded);
  g_free (self);
}

/* What nearly every line is: shown byte for byte as it was sent. */
static gboolean
is_plain_ascii (const char *text, gsize length)
{
  guint n_others = 0;

  for (gsize i = 0; i < length; i++)
    n_others += (guchar) ((guchar) text[i] - ' ') > '~' - ' ';

  return n_others == 0;
}

/* Byte for byte, and fast: all of a log goes through here. */
static const char *
find_ascii (const CulvertLogNeedle *self, const char *text, gsize length)
{
  if (length < self->length)
    return NULL;

  for (const char *last = text + length - self->length; text <= last; text++)
    {
      guchar c = (guchar) *text;

      if ((c == self->first[0] || c == self->first[1]) &&
          g_ascii_strncasecmp (text, self->folded, self->length) == 0)
        return text;
    }

  return NULL;
}

/* One character may become several, and of another length, so each is folded by itself.
 * Returns: how many bytes of `text` are the needle; 0: it is not there */
static gsize
match_folded (const CulvertLogNeedle *self, const char *text)
{
  const char *rest = self->folded;
  const char *at = text;

  while (*rest != '\0')
    {
      const char *next = g_utf8_next_char (at);
      g_autofree char *folded = NULL;
      gsize length;

      if (*at == '\0')
        return 0;

      folded = g_utf8_casefold (at, next - at);
      length = strlen (folded);
      if (strncmp (rest, folded, length) != 0)
        return 0;
      rest += length;
      at = next;
    }

  return (gsize) (at - text);
}

static gboolean
find_folded (const CulvertLogNeedle *self, const char *text, gsize *start, gsize *end)
{
  for (const char *at = text + *start; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize length = match_folded (self, at);

      if (length > 0)
        {
          *start = (gsize) (at - text);
          *end = *start + length;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
culvert_log_needle_is_in (const CulvertLogNeedle *self, const CulvertSessionLogLine *line)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (is_plain_ascii (line->text, line->length))
    return self->is_ascii && find_ascii (self, line->text, line->length) != NULL;

  text = culvert_log_text_for_search (line);
  folded = g_utf8_casefold (text, -1);

  return strstr (folded, self->folded) != NULL;
}

gboolean
culvert_log_needle_find (const CulvertLogNeedle *self, const char *text, gsize *start, gsize *end)
{
  gsize length = strlen (text);
  const char *found;

  if (!is_plain_ascii (text, length))
    return find_folded (self, text, start, end);
  if (!self->is_ascii)
    return FALSE;

  found = find_ascii (self, text + *start, length - *start);
  if (found == NULL)
    return FALSE;

  *start = (gsize) (found - text);
  *end = *start + self->length;

  return TRUE;
}
