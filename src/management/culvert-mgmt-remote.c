/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-remote.h"

#include <string.h>

#define MAX_PROTOCOL 19

static gboolean
is_word (const char *text, gsize max_length)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] <= 0x20 || text[i] == 0x7f)
      return FALSE;

  return length > 0 && length <= max_length;
}

/* Cuts off and returns what follows the last comma, NULL if there is none. From the right, because
 * nobody says what a host name is made of. */
static char *
cut_last (char *text)
{
  char *comma = strrchr (text, ',');

  if (comma == NULL)
    return NULL;

  *comma = '\0';
  return comma + 1;
}

CulvertMgmtRemote *
culvert_mgmt_remote_parse (const char *text)
{
  g_autofree char *host = g_strdup (text);
  const char *protocol = cut_last (host);
  const char *port = protocol != NULL ? cut_last (host) : NULL;
  CulvertMgmtRemote *self;

  if (port == NULL || !is_word (host, CULVERT_MGMT_MAX_HOST) ||
      !is_word (port, CULVERT_MGMT_MAX_PORT) || !is_word (protocol, MAX_PROTOCOL))
    return NULL;

  self = g_new0 (CulvertMgmtRemote, 1);
  self->port = g_strdup (port);
  self->protocol = g_strdup (protocol);
  self->host = g_steal_pointer (&host);
  self->is_enabled = TRUE;

  return self;
}

CulvertMgmtRemote *
culvert_mgmt_remote_parse_entry (const char *text)
{
  g_autoptr (CulvertMgmtRemote) self = NULL;
  g_autofree char *copy = g_strdup (text);
  const char *state = cut_last (copy);
  char *rest = strchr (copy, ',');
  guint64 index;

  if (state == NULL || rest == NULL ||
      (!g_str_equal (state, "enabled") && !g_str_equal (state, "disabled")))
    return NULL;

  *rest = '\0';
  if (!g_ascii_string_to_unsigned (copy, 10, 0, G_MAXINT, &index, NULL))
    return NULL;

  self = culvert_mgmt_remote_parse (rest + 1);
  if (self == NULL)
    return NULL;

  self->index = (guint) index;
  self->is_enabled = g_str_equal (state, "enabled");

  return g_steal_pointer (&self);
}

CulvertMgmtRemote *
culvert_mgmt_remote_copy (const CulvertMgmtRemote *self)
{
  CulvertMgmtRemote *copy = g_memdup2 (self, sizeof *self);

  copy->host = g_strdup (self->host);
  copy->port = g_strdup (self->port);
  copy->protocol = g_strdup (self->protocol);

  return copy;
}

void
culvert_mgmt_remote_free (CulvertMgmtRemote *self)
{
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->port, g_free);
  g_clear_pointer (&self->protocol, g_free);
  g_free (self);
}

gboolean
culvert_mgmt_remote_equal (const CulvertMgmtRemote *a, const CulvertMgmtRemote *b)
{
  return g_str_equal (a->host, b->host) && g_str_equal (a->port, b->port) &&
         g_str_equal (a->protocol, b->protocol);
}

gboolean
culvert_mgmt_remote_is_tcp (const CulvertMgmtRemote *self)
{
  return g_ascii_strncasecmp (self->protocol, "tcp", strlen ("tcp")) == 0;
}
