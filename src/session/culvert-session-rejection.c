/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-rejection.h"

#include <string.h>

/* Longer pauses are nonsense; the daemon itself would not keep to them. */
#define MAX_SECONDS (24 * 60 * 60)

static const char challenge[] = "CRV1:";
static const char session[] = "SESSION";
static const char temporary[] = "TEMP";
static const char backoff[] = "backoff ";

/* `backoff 7,advance no`: the rest is for the daemon. */
static guint
read_pause (const char *options, gsize length)
{
  g_autofree char *text = g_strndup (options, length);
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint64 seconds = 0;

  for (char **word = words; *word != NULL; word++)
    if (g_str_has_prefix (*word, backoff) &&
        g_ascii_string_to_unsigned (*word + strlen (backoff), 10, 1, MAX_SECONDS, &seconds, NULL))
      return (guint) seconds;

  return 0;
}

/* `[options]: text`, in which both may be missing. */
static void
read_temporary (CulvertSessionRejection *self, const char *text)
{
  const char *end = *text == '[' ? strchr (text, ']') : NULL;

  if (end != NULL)
    {
      self->seconds = read_pause (text + 1, (gsize) (end - text - 1));
      text = end + 1;
    }

  self->words = text;
}

CulvertSessionRejection
culvert_session_rejection_read (const char *message)
{
  CulvertSessionRejection self = { .reason = CULVERT_REASON_AUTH_FAILURE,
                                   .words = message != NULL ? message : "" };

  if (g_str_has_prefix (self.words, challenge))
    return (CulvertSessionRejection){ .reason = CULVERT_REASON_NONE, .words = "" };

  if (g_str_has_prefix (self.words, temporary))
    {
      self.reason = CULVERT_REASON_SERVER_BUSY;
      read_temporary (&self, self.words + strlen (temporary));
    }
  else if (g_str_has_prefix (self.words, session))
    {
      self.reason = CULVERT_REASON_SESSION_EXPIRED;
      self.words += strlen (session);
    }
  else
    return self;

  self.words += strspn (self.words, ": ");

  return self;
}
