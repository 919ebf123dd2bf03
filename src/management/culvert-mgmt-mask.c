/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-mask.h"

#include <string.h>

/* How far what must not be read goes behind the words that announce it. */
typedef enum
{
  THE_REST,
  BEFORE_COMMA, /* or the end of a quotation */
  BEFORE_END,   /* of what a log puts into brackets and quotation marks */
  SECOND_FIELD, /* of those that colons part */
  LAST_FIELD,   /* behind the last comma */
  IN_QUOTES,    /* a command, as a daemon logs it: all but its name and its quotation mark */
} Reach;

typedef struct
{
  const char *words; /* what stands before it */
  Reach reach;
} Mark;

static const Mark marks[] = {
  { "Auth-Token:", THE_REST },
  { "auth-token ", BEFORE_COMMA },
  { "auth-token-user ", BEFORE_COMMA },
  { "SESS_ID", BEFORE_COMMA },
  { "SCRV1:", THE_REST },
  { "CRV1::", THE_REST },
  { "CRV1:", SECOND_FIELD },
  { "WEB_AUTH:", BEFORE_END },
  { "OPEN_URL:", BEFORE_END },
  { ">CLIENT:CR_RESPONSE,", LAST_FIELD },
  { ">PK_SIGN:", THE_REST },
  { ">RSA_SIGN:", THE_REST },
  { "max): ", THE_REST },
  { "CMD 'password ", IN_QUOTES },
  { "CMD 'cr-response ", IN_QUOTES },
  { "CMD 'pk-sig ", IN_QUOTES },
  { "CMD 'rsa-sig ", IN_QUOTES },
};

/* In the name of a variable. */
static const char *const secret_names[] = { "pass", "pwd", "token", "secret", "otp", "cookie" };

/* Where the field ends that begins here. */
static const char *
end_of_field (const char *at, const char *end, char separator)
{
  const char *found = memchr (at, separator, (gsize) (end - at));

  return found != NULL ? found : end;
}

static const char *
start_of_last_field (const char *at, const char *end)
{
  const char *start = at;

  for (; at < end; at++)
    {
      if (*at == ',')
        start = at + 1;
    }

  return start;
}

static const char *
end_of_quotation (const char *at, const char *end)
{
  while (at < end && *at != ',' && *at != '\'')
    at++;

  return at;
}

/* Narrows what is masked from `start` to `end` down to what has to be. */
static void
narrow (Reach reach, const char **start, const char **end)
{
  const char *line_end = *end;

  switch (reach)
    {
    case THE_REST:
      return;
    case BEFORE_COMMA:
      *end = end_of_quotation (*start, line_end);
      return;
    case BEFORE_END:
      if (line_end - *start > 2 && memcmp (line_end - 2, "')", 2) == 0)
        *end = line_end - 2;
      return;
    case SECOND_FIELD:
      *start = MIN (end_of_field (*start, line_end, ':') + 1, line_end);
      *end = end_of_field (*start, line_end, ':');
      return;
    case LAST_FIELD:
      *start = start_of_last_field (*start, line_end);
      return;
    case IN_QUOTES:
      if (line_end > *start && line_end[-1] == '\'')
        *end = line_end - 1;
      return;
    }
}

static void
mask (GString *line, const Mark *mark)
{
  gsize from = 0;
  const char *found;

  while (from < line->len && (found = strstr (line->str + from, mark->words)) != NULL)
    {
      const char *start = found + strlen (mark->words);
      const char *end = line->str + line->len;
      gsize at;

      narrow (mark->reach, &start, &end);
      at = (gsize) (start - line->str);
      from = at + strlen (CULVERT_MGMT_MASK);
      if (end == start)
        {
          from = at;
          continue;
        }
      g_string_erase (line, (gssize) at, end - start);
      g_string_insert (line, (gssize) at, CULVERT_MGMT_MASK);
    }
}

/* `>CLIENT:ENV,name=value`, and the same of UPDOWN. */
static void
mask_variable (GString *line)
{
  static const char *const starts[] = { ">CLIENT:ENV,", ">UPDOWN:ENV," };
  const char *value = strchr (line->str, '=');
  g_autofree char *name = NULL;

  if (value == NULL ||
      (!g_str_has_prefix (line->str, starts[0]) && !g_str_has_prefix (line->str, starts[1])))
    return;

  name = g_ascii_strdown (line->str, value - line->str);
  for (gsize i = 0; i < G_N_ELEMENTS (secret_names); i++)
    {
      if (strstr (name, secret_names[i]) != NULL)
        {
          g_string_truncate (line, (gsize) (value + 1 - line->str));
          g_string_append (line, CULVERT_MGMT_MASK);
          return;
        }
    }
}

/* A letter of the words above that is seldom met in a log, and those that it follows in them. */
typedef struct
{
  char letter;
  const char *before;
} Trace;

static const Trace traces[] = {
  { '_', "ABKNRS" }, { '-', "h" }, { 'V', "R" }, { ')', "x" }, { '\'', " " },
};

/* Whether none of the words above can be in the text: every line of a flood is asked this, and to
 * look for a letter costs a tenth of looking at each. */
static gboolean
has_no_trace (const char *text, gsize length)
{
  const char *end = text + length;

  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      const char *at = text;

      while ((at = memchr (at, traces[i].letter, (gsize) (end - at))) != NULL)
        {
          if (at > text && strchr (traces[i].before, at[-1]) != NULL)
            return FALSE;
          at++;
        }
    }

  return TRUE;
}

/* Most lines have nothing to hide, and are not even copied. */
static gboolean
is_clean (const char *text, gsize length)
{
  if (text[0] == '>' &&
      (g_str_has_prefix (text, ">CLIENT:ENV,") || g_str_has_prefix (text, ">UPDOWN:ENV,")))
    return FALSE;

  return has_no_trace (text, length) && memchr (text, '\0', length) == NULL;
}

char *
culvert_mgmt_mask_line (const char *text, gsize length)
{
  GString *line;
  gboolean is_same;

  if (is_clean (text, length))
    return NULL;

  /* No daemon says a NUL, and nothing could be found behind it. */
  line = g_string_new (text);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    mask (line, &marks[i]);
  mask_variable (line);
  if (strlen (text) < length)
    g_string_append (line, CULVERT_MGMT_MASK);

  is_same = g_str_equal (line->str, text);
  return g_string_free (line, is_same);
}
