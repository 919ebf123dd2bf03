/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-text.h"

#include "culvert-plain-text.h"

enum
{
  MAX_VIEW_BYTES = 2000,
};

/* A cut between two characters. */
static gsize
bound_length (const CulvertSessionLogLine *line)
{
  gsize length = line->length;

  if (length <= MAX_VIEW_BYTES)
    return length;

  length = MAX_VIEW_BYTES;
  while (length > 0 && (line->text[length] & 0xc0) == 0x80)
    length--;

  return length;
}

static char *
format_time (const CulvertSessionLogLine *line, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) universal =
      line->time >= 0 ? g_date_time_new_from_unix_utc (line->time) : NULL;
  g_autoptr (GDateTime) moment =
      universal != NULL ? g_date_time_to_timezone (universal, zone) : NULL;

  return moment != NULL ? g_date_time_format (moment, format) : g_strdup ("");
}

char *
culvert_log_text_for_view (const CulvertSessionLogLine *line)
{
  g_autofree char *escaped = culvert_plain_text_escape (line->text, bound_length (line));

  return culvert_plain_text (escaped, -1, MAX_VIEW_BYTES);
}

char *
culvert_log_text_for_search (const CulvertSessionLogLine *line)
{
  g_autofree char *escaped = culvert_plain_text_escape (line->text, line->length);

  return culvert_plain_text (escaped, -1, G_MAXSIZE);
}

char *
culvert_log_text_for_copy (const CulvertSessionLogLine *line)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *when = format_time (line, zone, "%Y-%m-%d %H:%M:%S ");
  g_autofree char *text = culvert_plain_text_escape (line->text, line->length);

  return g_strconcat (when, text, NULL);
}

char *
culvert_log_text_time (const CulvertSessionLogLine *line, GTimeZone *zone)
{
  return format_time (line, zone, "%H:%M:%S");
}
