/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-tray-icon.h"

#include "culvert-installed.h"
#include "culvert-words.h"

#include <glib/gi18n-lib.h>

#define MAX_TOOLTIP_LINES 12

static const char *
shape_of (CulvertSummaryState state, guint step)
{
  static const char *const steps[CULVERT_TRAY_ICON_N_STEPS] = { "connecting-1",
                                                                "connecting-2",
                                                                "connecting-3" };

  switch (state)
    {
    case CULVERT_SUMMARY_DISCONNECTED:
      return "disconnected";
    case CULVERT_SUMMARY_CONNECTED:
      return "connected";
    case CULVERT_SUMMARY_CONNECTING:
      return steps[step % CULVERT_TRAY_ICON_N_STEPS];
    case CULVERT_SUMMARY_WAITING:
      return "waiting";
    case CULVERT_SUMMARY_ERROR:
      return "error";
    case CULVERT_SUMMARY_ATTENTION:
      return "attention";
    }

  g_return_val_if_reached ("disconnected");
}

/* Since when the present state lasts: the time of day, with the date where it was another day. */
static char *
since_words (gint64 since, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (since);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autofree char *time = NULL;
  gboolean is_today;

  if (since <= 0 || then == NULL || today == NULL)
    return NULL;

  is_today = g_date_time_get_year (then) == g_date_time_get_year (today) &&
             g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today);
  time = g_date_time_format (then, is_today ? "%H:%M" : "%x %H:%M");

  /* Translators: what stands before a time of day is often another word than before a date. */
  return g_strdup_printf (is_today ? C_ ("time of day", "since %s")
                                   : C_ ("date with time of day", "since %s"),
                          time);
}

static char *
rate_words (CulvertSession *session)
{
  CulvertTrafficRate rate = culvert_session_traffic_get_rate (culvert_session_get_traffic (session),
                                                              g_get_monotonic_time ());
  g_autofree char *in = NULL;
  g_autofree char *out = NULL;

  if (rate.in < 1 && rate.out < 1)
    return NULL;

  in = g_format_size ((guint64) rate.in);
  out = g_format_size ((guint64) rate.out);

  /* Translators: data received and sent in a second, such as "1.2 MB". */
  return g_strdup_printf (_ ("↓ %s/s ↑ %s/s"), in, out);
}

static char *
tooltip_line (CulvertSession *session, gint64 now)
{
  g_autofree char *name = culvert_words_name (session);
  g_autofree char *line = culvert_words_steady_line (session);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  g_ptr_array_add (parts, g_steal_pointer (&line));
  if (culvert_session_get_state (session) == CULVERT_SESSION_CONNECTED)
    {
      char *since = since_words (culvert_session_get_since (session), now);
      char *rate = rate_words (session);

      if (since != NULL)
        g_ptr_array_add (parts, since);
      if (rate != NULL)
        g_ptr_array_add (parts, rate);
    }
  g_ptr_array_add (parts, NULL);
  text = g_strjoinv (" · ", (char **) parts->pdata);

  /* Translators: the name of a connection, and what is to be said of it. */
  return g_strdup_printf (_ ("%s: %s"), name, text);
}

static gboolean
is_idle (CulvertSession *session)
{
  return culvert_session_get_state (session) == CULVERT_SESSION_DISCONNECTED &&
         culvert_session_get_prompt (session) == NULL;
}

char *
culvert_tray_icon_name (const char *application_id,
                        CulvertSummaryState state,
                        guint step,
                        gboolean is_coloured)
{
  return g_strdup_printf ("%s-%s%s",
                          application_id,
                          shape_of (state, step),
                          is_coloured ? "" : "-symbolic");
}

char *
culvert_tray_icon_find_folder (const char *data_folder)
{
  const char *const *folders = g_get_system_data_dirs ();
  g_autofree char *found = culvert_installed_find (data_folder);

  for (gsize i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *folder = g_canonicalize_filename (folders[i], "/");

      if (g_str_equal (folder, found))
        return NULL;
    }

  return g_build_filename (found, "icons", NULL);
}

gboolean
culvert_tray_icon_is_moving (CulvertSummaryState state)
{
  return state == CULVERT_SUMMARY_CONNECTING;
}

/* One is said without its number, in a sentence of its own: in many languages the first form is
 * also that of 21. */
static char *
connected_words (guint n)
{
  if (n == 1)
    return g_strdup (_ ("VPN connected"));

  return g_strdup_printf (ngettext ("%u VPN connected", "%u VPNs connected", n), n);
}

static char *
questions_words (guint n)
{
  if (n == 1)
    return g_strdup (_ ("VPN needs your answer"));

  return g_strdup_printf (ngettext ("%u VPN needs your answer", "%u VPNs need your answer", n), n);
}

char *
culvert_tray_icon_description (const CulvertSessionSummary *summary)
{
  switch (summary->state)
    {
    case CULVERT_SUMMARY_DISCONNECTED:
      return g_strdup (_ ("VPN disconnected"));
    case CULVERT_SUMMARY_CONNECTED:
      return connected_words (summary->n_up);
    case CULVERT_SUMMARY_CONNECTING:
      return g_strdup (_ ("VPN connecting"));
    case CULVERT_SUMMARY_WAITING:
      return g_strdup (_ ("VPN waiting to try again"));
    case CULVERT_SUMMARY_ERROR:
      return g_strdup (_ ("VPN failed"));
    case CULVERT_SUMMARY_ATTENTION:
      return questions_words (summary->n_questions);
    }

  g_return_val_if_reached (g_strdup (""));
}

char *
culvert_tray_icon_tooltip (CulvertSessionList *sessions, gint64 now)
{
  g_autoptr (GString) tooltip = g_string_new (NULL);
  guint n_lines = 0;

  for (guint i = 0; i < culvert_session_list_get_n (sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (sessions, i);
      g_autofree char *line = NULL;

      if (is_idle (session) || n_lines++ >= MAX_TOOLTIP_LINES)
        continue;

      line = tooltip_line (session, now);
      g_string_append_printf (tooltip, "%s%s", tooltip->len > 0 ? "\n" : "", line);
    }

  if (n_lines > MAX_TOOLTIP_LINES)
    {
      guint n_more = n_lines - MAX_TOOLTIP_LINES;

      g_string_append_c (tooltip, '\n');
      g_string_append_printf (tooltip, ngettext ("and %u more", "and %u more", n_more), n_more);
    }

  return g_strdup (tooltip->len > 0 ? tooltip->str : _ ("Nothing is connected"));
}
