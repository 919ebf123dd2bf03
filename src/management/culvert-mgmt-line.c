/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-line.h"

#include <string.h>

/* A macro, so that the length is known where it is compiled. */
#define HAS_PREFIX(text, length, prefix)                                                           \
  ((length) >= sizeof (prefix) - 1 && memcmp (text, prefix, sizeof (prefix) - 1) == 0)

static void
take_message (CulvertMgmtLine *line, char *text, gsize length)
{
  char *end = text + length;
  char *colon = text;

  if (HAS_PREFIX (text, length, ">PKCS11ID"))
    {
      line->kind = CULVERT_MGMT_LINE_PKCS11;
      line->payload = text + 1;
      line->length = length - 1;
      return;
    }

  /* It is never far. */
  while (colon < end && *colon != ':')
    colon++;

  line->kind = CULVERT_MGMT_LINE_MESSAGE;
  line->source = text + 1;
  line->source_length = (gsize) (colon - text) - 1;
  line->payload = colon < end ? colon + 1 : end;
  line->length = (gsize) (end - line->payload);
}

/* `SUCCESS: text` and `ERROR: text`; the blank is not part of the text. */
static void
take_verdict (CulvertMgmtLine *line,
              CulvertMgmtLineKind kind,
              char *text,
              gsize length,
              gsize prefix_length)
{
  if (length > prefix_length && text[prefix_length] == ' ')
    prefix_length++;

  line->kind = kind;
  line->payload = text + prefix_length;
  line->length = length - prefix_length;
}

void
culvert_mgmt_line_parse (CulvertMgmtLine *line, char *text, gsize length)
{
  line->source = NULL;
  line->source_length = 0;

  if (length > 0 && text[0] == '>')
    {
      take_message (line, text, length);
      return;
    }
  if (HAS_PREFIX (text, length, "SUCCESS:"))
    {
      take_verdict (line, CULVERT_MGMT_LINE_SUCCESS, text, length, strlen ("SUCCESS:"));
      return;
    }
  if (HAS_PREFIX (text, length, "ERROR:"))
    {
      take_verdict (line, CULVERT_MGMT_LINE_ERROR, text, length, strlen ("ERROR:"));
      return;
    }

  line->kind =
      length == 3 && memcmp (text, "END", 3) == 0 ? CULVERT_MGMT_LINE_END : CULVERT_MGMT_LINE_TEXT;
  line->payload = text;
  line->length = length;
}

gboolean
culvert_mgmt_line_is_banner (const CulvertMgmtLine *line, guint *version)
{
  static const char banner[] = "OpenVPN Management Interface Version ";
  g_autofree char *number = NULL;
  guint64 value;

  if (line->kind != CULVERT_MGMT_LINE_MESSAGE ||
      !HAS_PREFIX (line->source, line->source_length, "INFO") ||
      line->source_length != strlen ("INFO") || !g_str_has_prefix (line->payload, banner))
    return FALSE;

  number = g_strdup (line->payload + strlen (banner));
  number[strcspn (number, " ")] = '\0';
  if (!g_ascii_string_to_unsigned (number, 10, 1, 99, &value, NULL))
    return FALSE;

  *version = (guint) value;
  return TRUE;
}
