/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-echo.h"

#include "culvert-plain-text.h"

#include <string.h>

#define MAX_TEXT_BYTES      (16 * 1024)
#define MAX_LINES           1000
#define MAX_LINE_CHARACTERS 1000

/* What `msg` adds; `msg-n` does not. */
#define LINE_END "\n"

/* The daemon takes quotes away. Those that are left around everything were meant for it. */
static char *
without_quotes (const char *text)
{
  gsize length = strlen (text);
  char quote = text[0];

  if (length < 2 || (quote != '"' && quote != '\'') || text[length - 1] != quote ||
      strchr (text + 1, quote) != text + length - 1)
    return g_strdup (text);

  return g_strndup (text + 1, length - 2);
}

/* `%2C` is a comma. What is no such code stays as it is, and so does a NUL. */
static char *
decode (const char *text)
{
  GString *decoded = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      int high = *p == '%' ? g_ascii_xdigit_value (p[1]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value (p[2]) : -1;

      if (low < 0 || (high == 0 && low == 0))
        {
          g_string_append_c (decoded, *p);
          continue;
        }

      g_string_append_c (decoded, (char) (high << 4 | low));
      p += 2;
    }

  return g_string_free (decoded, FALSE);
}

CulvertSessionEchoKind
culvert_session_echo_parse (const char *line, char **argument)
{
  static const struct
  {
    const char *word;
    CulvertSessionEchoKind kind;
    const char *end; /* of the argument; NULL: there is none */
  } commands[] = {
    { "forget-passwords", CULVERT_ECHO_FORGET_PASSWORDS, NULL },
    { "save-passwords", CULVERT_ECHO_SAVE_PASSWORDS, NULL },
    { "disable-save-passwords", CULVERT_ECHO_DISABLE_SAVE_PASSWORDS, NULL },
    { "setenv", CULVERT_ECHO_SETENV, NULL },
    { "msg", CULVERT_ECHO_TEXT, LINE_END },
    { "msg-n", CULVERT_ECHO_TEXT, "" },
    { "msg-window", CULVERT_ECHO_SHOW, "" },
    { "msg-notify", CULVERT_ECHO_SHOW_BRIEF, "" },
  };
  gsize length = strcspn (line, " \t");

  *argument = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *unquoted = NULL;
      g_autofree char *decoded = NULL;

      if (strlen (commands[i].word) != length || strncmp (line, commands[i].word, length) != 0)
        continue;

      if (commands[i].end != NULL)
        {
          unquoted = without_quotes (line[length] != '\0' ? line + length + 1 : "");
          decoded = decode (unquoted);
          *argument = g_strconcat (decoded, commands[i].end, NULL);
        }

      return commands[i].kind;
    }

  return CULVERT_ECHO_UNKNOWN;
}

void
culvert_session_echo_init (CulvertSessionEcho *self)
{
  self->text = g_string_new (NULL);
}

void
culvert_session_echo_clear (CulvertSessionEcho *self)
{
  g_string_free (self->text, TRUE);
  self->text = NULL;
}

gboolean
culvert_session_echo_add (CulvertSessionEcho *self, const char *piece)
{
  gsize length = strlen (piece);
  gboolean was_full = self->is_full;

  if (!was_full && length <= MAX_TEXT_BYTES - self->text->len)
    {
      g_string_append_len (self->text, piece, (gssize) length);
      return TRUE;
    }

  self->is_full = TRUE;
  return was_full;
}

char *
culvert_session_echo_take_message (CulvertSessionEcho *self)
{
  g_auto (GStrv) lines = g_strsplit (self->text->str, LINE_END, MAX_LINES + 1);
  g_autoptr (GString) message = g_string_new (NULL);

  for (guint i = 0; i < MAX_LINES && lines[i] != NULL; i++)
    {
      g_autofree char *plain = culvert_plain_text (lines[i], -1, MAX_LINE_CHARACTERS);

      g_string_append_printf (message, "%s\n", plain);
    }

  culvert_session_echo_forget_message (self);
  g_strchomp (message->str);

  return message->str[0] != '\0' ? g_strdup (message->str) : NULL;
}

void
culvert_session_echo_forget_message (CulvertSessionEcho *self)
{
  g_string_truncate (self->text, 0);
  self->is_full = FALSE;
}
