/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-command-private.h"

#include <string.h>

#include "culvert-mgmt-error.h"
#include "culvert-plain-text.h"

/* What the daemon takes without dropping, cutting or executing a part: it reads a parameter of at
 * most 256 bytes and a line of at most 1023, and runs what follows a longer line as a command. */
#define MAX_PARAMETER 255
#define MAX_LINE      1000

struct _CulvertMgmtCommand
{
  CulvertSecretText *secret; /* (owned) (nullable): the line with its LF, if it has a secret */
  GString *plain;            /* (owned) (nullable): the line with its LF, if it has none */
  char *display;             /* (owned) */
  CulvertMgmtReplyShape shape;
  CulvertMgmtLineFunc line_func; /* (nullable): who gets the lines of the reply */
  gpointer line_data;            /* (unowned): until the caller has been told */
};

CulvertMgmtCommand *
culvert_mgmt_command_new_fixed (CulvertMgmtReplyShape shape, const char *format, ...)
{
  CulvertMgmtCommand *self = g_new0 (CulvertMgmtCommand, 1);
  va_list arguments;

  va_start (arguments, format);
  self->display = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  self->plain = g_string_new (self->display);
  g_string_append_c (self->plain, '\n');
  self->shape = shape;
  return self;
}

gboolean
culvert_mgmt_command_refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE, message);
  return FALSE;
}

static gboolean
is_sendable (const char *text, gsize length, GError **error)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] < 0x20 || text[i] == 0x7f)
        return culvert_mgmt_command_refuse (
            error,
            "The text contains a control character, which cannot be sent.");
    }
  if (length > MAX_PARAMETER)
    return culvert_mgmt_command_refuse (error,
                                        "The text is too long: OpenVPN accepts at most 255 bytes.");
  return TRUE;
}

static gboolean
needs_escape (char c)
{
  return c == '"' || c == '\\';
}

static gsize
get_quoted_length (const char *text, gsize length)
{
  gsize quoted = length + 2;

  for (gsize i = 0; i < length; i++)
    quoted += needs_escape (text[i]) ? 1 : 0;
  return quoted;
}

static void
append (CulvertMgmtCommand *self, const char *bytes, gsize length)
{
  if (self->secret != NULL)
    culvert_secret_text_append (self->secret, bytes, (gssize) length);
  else
    g_string_append_len (self->plain, bytes, (gssize) length);
}

/* Always in double quotes, and nothing but these two characters escaped: the daemon throws a line
 * with any other escape away, and in single quotes there is none. */
static void
append_quoted (CulvertMgmtCommand *self, const char *text, gsize length)
{
  gsize unescaped = 0; /* from here to i nothing needs an escape */

  append (self, "\"", 1);
  for (gsize i = 0; i < length; i++)
    {
      if (!needs_escape (text[i]))
        continue;
      append (self, text + unescaped, i - unescaped);
      append (self, "\\", 1);
      unescaped = i;
    }
  append (self, text + unescaped, length - unescaped);
  append (self, "\"", 1);
}

/* Of text that can be sent. Most is ASCII, which is its own display form then. */
static char *
get_display_form (const char *text, gsize length)
{
  return g_str_is_ascii (text) ? g_strndup (text, length)
                               : culvert_plain_text_escape (text, (gssize) length);
}

static char *
describe (const char *word, const char *type, const char *text, gsize length, gboolean is_secret)
{
  g_autofree char *plain_text = is_secret ? g_strdup ("***") : get_display_form (text, length);
  g_autofree char *plain_type = NULL;

  if (type == NULL)
    return g_strconcat (word, " \"", plain_text, "\"", NULL);

  plain_type = get_display_form (type, strlen (type));
  return g_strconcat (word, " \"", plain_type, "\" \"", plain_text, "\"", NULL);
}

CulvertMgmtCommand *
culvert_mgmt_command_new_text (const char *word,
                               const char *type,
                               const char *text,
                               gsize length,
                               gboolean is_secret,
                               GError **error)
{
  gsize type_length = type != NULL ? strlen (type) : 0;
  gsize type_room = type != NULL ? 1 + get_quoted_length (type, type_length) : 0;
  gsize line_length = strlen (word) + type_room + 1 + get_quoted_length (text, length) + 1;
  CulvertMgmtCommand *self;

  if (!is_sendable (type, type_length, error) || !is_sendable (text, length, error))
    return NULL;
  if (line_length > MAX_LINE)
    {
      culvert_mgmt_command_refuse (
          error,
          "The text is too long: OpenVPN accepts at most 1,000 bytes in one command.");
      return NULL;
    }

  self = g_new0 (CulvertMgmtCommand, 1);
  self->shape = CULVERT_MGMT_REPLY_ONE_LINE;
  self->display = describe (word, type, text, length, is_secret);
  if (is_secret)
    self->secret = culvert_secret_text_new_sized (line_length);
  else
    self->plain = g_string_sized_new (line_length);

  append (self, word, strlen (word));
  if (type != NULL)
    {
      append (self, " ", 1);
      append_quoted (self, type, type_length);
    }
  append (self, " ", 1);
  append_quoted (self, text, length);
  append (self, "\n", 1);
  return self;
}

CulvertMgmtCommand *
culvert_mgmt_command_new_block (const char *head, const char *text)
{
  CulvertMgmtCommand *self = g_new0 (CulvertMgmtCommand, 1);

  self->display = g_strdup_printf ("%s […]", head);
  self->plain = g_string_new (head);
  g_string_append_c (self->plain, '\n');
  g_string_append (self->plain, text);
  if (!g_str_has_suffix (text, "\n"))
    g_string_append_c (self->plain, '\n');
  g_string_append (self->plain, "END\n");
  self->shape = CULVERT_MGMT_REPLY_ONE_LINE;
  return self;
}

void
culvert_mgmt_command_set_reply_shape (CulvertMgmtCommand *self, CulvertMgmtReplyShape shape)
{
  self->shape = shape;
}

CulvertMgmtCommand *
culvert_mgmt_command_login (const CulvertSecretText *password, GError **error)
{
  gsize length = culvert_secret_text_get_length (password);
  CulvertMgmtCommand *self;

  if (!is_sendable (culvert_secret_text_peek (password), length, error))
    return NULL;

  self = g_new0 (CulvertMgmtCommand, 1);
  self->secret = culvert_secret_text_new_sized (length + 1);
  append (self, culvert_secret_text_peek (password), length);
  append (self, "\n", 1);
  self->display = g_strdup ("***");
  self->shape = CULVERT_MGMT_REPLY_NONE;
  return self;
}

CulvertMgmtCommand *
culvert_mgmt_command_typed (const CulvertMgmtTyped *typed)
{
  const CulvertSecretText *line = culvert_mgmt_typed_get_line (typed);
  gsize length = culvert_secret_text_get_length (line);
  CulvertMgmtCommand *self;

  g_return_val_if_fail (culvert_mgmt_typed_get_fault (typed) == CULVERT_MGMT_TYPED_GOOD, NULL);

  self = g_new0 (CulvertMgmtCommand, 1);
  self->display = culvert_mgmt_typed_describe (typed);
  self->shape = culvert_mgmt_typed_get_reply_shape (typed);
  if (culvert_mgmt_typed_is_secret (typed))
    self->secret = culvert_secret_text_new_sized (length + 1);
  else
    self->plain = g_string_sized_new (length + 1);
  append (self, culvert_secret_text_peek (line), length);
  append (self, "\n", 1);
  return self;
}

void
culvert_mgmt_command_free (CulvertMgmtCommand *self)
{
  g_clear_pointer (&self->secret, culvert_secret_text_unref);
  if (self->plain != NULL)
    g_string_free (self->plain, TRUE);
  g_clear_pointer (&self->display, g_free);
  g_free (self);
}

const char *
culvert_mgmt_command_get_bytes (const CulvertMgmtCommand *self, gsize *length)
{
  if (self->plain != NULL)
    {
      *length = self->plain->len;
      return self->plain->str;
    }

  *length = culvert_secret_text_get_length (self->secret);
  return culvert_secret_text_peek (self->secret);
}

const char *
culvert_mgmt_command_get_display (const CulvertMgmtCommand *self)
{
  return self->display;
}

gboolean
culvert_mgmt_command_is_secret (const CulvertMgmtCommand *self)
{
  return self->secret != NULL;
}

CulvertMgmtReplyShape
culvert_mgmt_command_get_reply_shape (const CulvertMgmtCommand *self)
{
  return self->shape;
}

void
culvert_mgmt_command_hand_out_lines (CulvertMgmtCommand *self,
                                     CulvertMgmtLineFunc line_func,
                                     gpointer user_data)
{
  self->line_func = line_func;
  self->line_data = user_data;
}

CulvertMgmtLineFunc
culvert_mgmt_command_get_line_func (const CulvertMgmtCommand *self, gpointer *user_data)
{
  *user_data = self->line_data;
  return self->line_func;
}
