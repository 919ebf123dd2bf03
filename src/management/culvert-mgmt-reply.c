/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-reply.h"

struct _CulvertMgmtReply
{
  char *text;     /* (owned) (nullable) */
  GString *bytes; /* (owned): all lines, each with a NUL behind it */
  GArray *starts; /* (owned) (element-type gsize): of the lines in bytes */
};

CulvertMgmtReply *
culvert_mgmt_reply_new (void)
{
  CulvertMgmtReply *self = g_new0 (CulvertMgmtReply, 1);

  self->bytes = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

void
culvert_mgmt_reply_free (CulvertMgmtReply *self)
{
  g_clear_pointer (&self->text, g_free);
  g_string_free (self->bytes, TRUE);
  g_clear_pointer (&self->starts, g_array_unref);
  g_free (self);
}

void
culvert_mgmt_reply_set_text (CulvertMgmtReply *self, const char *text, gsize length)
{
  g_free (self->text);
  self->text = g_strndup (text, length);
}

gboolean
culvert_mgmt_reply_add_line (CulvertMgmtReply *self, const char *line, gsize length)
{
  gsize start = self->bytes->len;

  if (self->starts->len == CULVERT_MGMT_REPLY_MAX_LINES ||
      start + length + 1 > CULVERT_MGMT_REPLY_MAX_BYTES)
    return FALSE;

  g_array_append_val (self->starts, start);
  g_string_append_len (self->bytes, line, (gssize) length);
  g_string_append_c (self->bytes, '\0');
  return TRUE;
}

const char *
culvert_mgmt_reply_get_text (const CulvertMgmtReply *self)
{
  return self->text != NULL ? self->text : "";
}

guint
culvert_mgmt_reply_get_n_lines (const CulvertMgmtReply *self)
{
  return self->starts->len;
}

char *
culvert_mgmt_reply_get_line (CulvertMgmtReply *self, guint index, gsize *length)
{
  gsize start;
  gsize end;

  if (index >= self->starts->len)
    return NULL;

  start = g_array_index (self->starts, gsize, index);
  end = index + 1 < self->starts->len ? g_array_index (self->starts, gsize, index + 1)
                                      : self->bytes->len;
  if (length != NULL)
    *length = end - 1 - start;
  return self->bytes->str + start;
}
