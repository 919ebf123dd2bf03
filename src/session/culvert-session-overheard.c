/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-overheard.h"

#include <string.h>

static const char dropped[] =
    "WARNING: Received INFO command is too long, won't notify management client.";
static const char before[] = "Info command was pushed by server ('";
static const char after[] = "')";

CulvertMgmtRequest *
culvert_session_overheard_take (CulvertSessionOverheard *self, const CulvertMgmtLog *log)
{
  gboolean is_believed = self->is_dropped;
  g_autofree char *payload = NULL;
  gsize length;

  self->is_dropped = g_str_equal (log->text, dropped);
  if (!is_believed || strlen (log->text) != log->length || !g_str_has_prefix (log->text, before) ||
      !g_str_has_suffix (log->text, after))
    return NULL;

  length = log->length - strlen (before) - strlen (after);
  payload = g_strndup (log->text + strlen (before), length);

  return culvert_mgmt_request_parse ("INFOMSG", strlen ("INFOMSG"), payload, length);
}
