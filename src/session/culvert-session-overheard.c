/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-overheard.h"

#include <string.h>

static const char dropped[] =
    "WARNING: Received INFO command is too long, won't notify management client.";
static const char before[] = "Info command was pushed by server ('";
static const char after[] = "')";

static const char refusal[] = "AUTH_FAILED,CRV1:";
static const char *const addresses[] = { "WEB_AUTH:", "OPEN_URL:" };

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

/* `text` without what is between `start` and `end`. */
static char *
mask (const char *text, const char *start, const char *end)
{
  return g_strdup_printf ("%.*s***%s", (int) (start - text), text, end);
}

char *
culvert_session_overheard_mask (const CulvertMgmtLog *log)
{
  const char *text = log->text;
  const char *found = strstr (text, refusal);

  if (found != NULL)
    {
      const char *state = strchr (found + strlen (refusal), ':');
      const char *end = state != NULL ? strchr (state + 1, ':') : NULL;

      return state != NULL ? mask (text, state + 1, end != NULL ? end : "") : NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      found = strstr (text, addresses[i]);
      if (found != NULL)
        return mask (text,
                     found + strlen (addresses[i]),
                     g_str_has_suffix (found, after) ? after : "");
    }

  return NULL;
}
