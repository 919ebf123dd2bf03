/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-peer-block.h"

#include <string.h>

#include "culvert-mgmt-number.h"

#define ENV      "ENV,"
#define ENV_END  "ENV,END"
#define PASSWORD "password="

/* So much is kept for the next block. */
#define USUAL_BYTES (64 * 1024)

struct _CulvertMgmtPeerBlock
{
  CulvertMgmtPeerNotice notice;
  GString *bytes;     /* (owned): the response, then `name=value` with a NUL behind each */
  gsize start;        /* of the variables in them */
  guint n_variables;  /* as they came; not all are kept */
  gboolean is_open;   /* it has begun and has not ended */
  gboolean is_broken; /* up to its end nothing of it counts */
  guint64 n_dropped;
};

CulvertMgmtPeerBlock *
culvert_mgmt_peer_block_new (void)
{
  CulvertMgmtPeerBlock *self = g_new0 (CulvertMgmtPeerBlock, 1);

  self->bytes = g_string_new (NULL);
  return self;
}

void
culvert_mgmt_peer_block_free (CulvertMgmtPeerBlock *self)
{
  g_string_free (self->bytes, TRUE);
  g_free (self);
}

/* Cuts the text before the next comma off; NULL when nothing is left. */
static char *
take_field (char **rest)
{
  char *field = *rest;
  char *comma = field != NULL ? strchr (field, ',') : NULL;

  *rest = comma != NULL ? comma + 1 : NULL;
  if (comma != NULL)
    *comma = '\0';
  return field;
}

static gboolean
take_number (char **rest, guint64 *number)
{
  const char *field = take_field (rest);

  return field != NULL && culvert_mgmt_number_parse (field, strlen (field), G_MAXSIZE, number) ==
                              CULVERT_MGMT_NUMBER_GOOD;
}

static gboolean
find_kind (const char *word, CulvertMgmtPeerNoticeKind *kind)
{
  static const char *const words[] = {
    [CULVERT_MGMT_PEER_CONNECT] = "CONNECT",         [CULVERT_MGMT_PEER_REAUTH] = "REAUTH",
    [CULVERT_MGMT_PEER_ESTABLISHED] = "ESTABLISHED", [CULVERT_MGMT_PEER_DISCONNECT] = "DISCONNECT",
    [CULVERT_MGMT_PEER_RESPONSE] = "CR_RESPONSE",    [CULVERT_MGMT_PEER_ADDRESS] = "ADDRESS",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i], word))
        {
          *kind = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
take_header (CulvertMgmtPeerNotice *notice, char *text)
{
  const char *is_primary;

  *notice = (CulvertMgmtPeerNotice){ 0 };
  if (!find_kind (take_field (&text), &notice->kind) || !take_number (&text, &notice->id))
    return FALSE;

  switch (notice->kind)
    {
    case CULVERT_MGMT_PEER_CONNECT:
    case CULVERT_MGMT_PEER_REAUTH:
      return take_number (&text, &notice->key);
    case CULVERT_MGMT_PEER_ESTABLISHED:
    case CULVERT_MGMT_PEER_DISCONNECT:
      return TRUE;
    case CULVERT_MGMT_PEER_RESPONSE:
      if (!take_number (&text, &notice->key))
        return FALSE;
      notice->response = take_field (&text);
      return notice->response != NULL;
    case CULVERT_MGMT_PEER_ADDRESS:
      notice->address = take_field (&text);
      is_primary = take_field (&text);
      notice->is_primary = g_strcmp0 (is_primary, "1") == 0;
      return notice->address != NULL && *notice->address != '\0';
    }
  return FALSE;
}

static void
drop (CulvertMgmtPeerBlock *self)
{
  self->n_dropped++;
  self->is_broken = TRUE;
}

static void
add_variable (CulvertMgmtPeerBlock *self, const char *variable, gsize length)
{
  if (self->is_broken)
    return;
  if (++self->n_variables > CULVERT_MGMT_PEER_MAX_VARIABLES ||
      length > CULVERT_MGMT_PEER_MAX_VARIABLE)
    {
      drop (self);
      return;
    }
  if (g_str_has_prefix (variable, PASSWORD))
    return;

  g_string_append (self->bytes, variable);
  g_string_append_c (self->bytes, '\0');
}

static void
clear (CulvertMgmtPeerBlock *self)
{
  /* A response is a code that somebody typed. */
  explicit_bzero (self->bytes->str, self->bytes->len);
  if (self->bytes->allocated_len > USUAL_BYTES)
    {
      g_string_free (self->bytes, TRUE);
      self->bytes = g_string_new (NULL);
    }
  g_string_truncate (self->bytes, 0);
  self->start = 0;
  self->n_variables = 0;
  self->is_open = FALSE;
  self->is_broken = FALSE;
}

static const CulvertMgmtPeerNotice *
begin (CulvertMgmtPeerBlock *self, char *text)
{
  gboolean was_open = self->is_open && !self->is_broken;

  clear (self);
  if (was_open)
    self->n_dropped++;
  if (!take_header (&self->notice, text))
    {
      drop (self);
      self->is_open = TRUE;
      return NULL;
    }
  if (self->notice.kind == CULVERT_MGMT_PEER_ADDRESS)
    return &self->notice;

  self->is_open = TRUE;
  if (self->notice.response != NULL)
    {
      g_string_append (self->bytes, self->notice.response);
      g_string_append_c (self->bytes, '\0');
      explicit_bzero ((char *) self->notice.response, strlen (self->notice.response));
    }
  self->start = self->bytes->len;
  return NULL;
}

static const CulvertMgmtPeerNotice *
end (CulvertMgmtPeerBlock *self)
{
  gboolean is_whole = self->is_open && !self->is_broken;

  if (!self->is_open)
    self->n_dropped++;
  self->is_open = FALSE;
  self->is_broken = FALSE;
  if (!is_whole)
    return NULL;

  if (self->notice.response != NULL)
    self->notice.response = self->bytes->str;
  return &self->notice;
}

const CulvertMgmtPeerNotice *
culvert_mgmt_peer_block_take (CulvertMgmtPeerBlock *self, char *text, gsize length)
{
  if (!g_str_has_prefix (text, ENV))
    return begin (self, text);
  if (g_str_equal (text, ENV_END))
    return end (self);

  /* What has no beginning is dropped as one, with its end. */
  if (self->is_open)
    add_variable (self, text + strlen (ENV), length - strlen (ENV));
  return NULL;
}

const char *
culvert_mgmt_peer_block_get (const CulvertMgmtPeerBlock *self, const char *name)
{
  gsize length = strlen (name);
  const char *end = self->bytes->str + self->bytes->len;
  const char *value = NULL;

  for (const char *p = self->bytes->str + self->start; p < end; p += strlen (p) + 1)
    {
      if (strncmp (p, name, length) == 0 && p[length] == '=')
        value = p + length + 1;
    }
  return value;
}

void
culvert_mgmt_peer_block_reset (CulvertMgmtPeerBlock *self)
{
  clear (self);
}

guint64
culvert_mgmt_peer_block_get_n_dropped (const CulvertMgmtPeerBlock *self)
{
  return self->n_dropped;
}
