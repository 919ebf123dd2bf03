/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-report.h"

#include <json-glib/json-glib.h>

#include "culvert-plain-text.h"
#include "culvert-words.h"

#define MAX_TEXT 200

char *
culvert_report_list (CulvertSessionList *sessions)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < culvert_session_list_get_n (sessions); i++)
    {
      CulvertProfile *profile =
          culvert_session_get_profile (culvert_session_list_get (sessions, i));

      g_string_append_printf (text, "%s\n", culvert_profile_get_name (profile));
    }

  return g_string_free (text, FALSE);
}

char *
culvert_report_status (CulvertSessionList *sessions)
{
  GString *text = g_string_new (NULL);
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < culvert_session_list_get_n (sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (sessions, i);
      CulvertProfile *profile = culvert_session_get_profile (session);
      g_autofree char *line = culvert_words_line (session, now);

      g_string_append_printf (text, "%s: %s\n", culvert_profile_get_name (profile), line);
    }

  return g_string_free (text, FALSE);
}

static void
add_string (JsonBuilder *builder, const char *key, const char *text)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

/* Null where there is none. */
static void
add_text (JsonBuilder *builder, const char *key, const char *text)
{
  json_builder_set_member_name (builder, key);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/* How many seconds are left until the next try, and null where no wait is known. */
static void
add_wait (JsonBuilder *builder, gint64 end)
{
  gint64 left = end - g_get_monotonic_time ();

  json_builder_set_member_name (builder, "next_try_in");
  if (end == 0 || left <= 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/* Text from the daemon: filtered, and null where there is none. */
static void
add_remote_text (JsonBuilder *builder, const char *key, const char *remote_text)
{
  g_autofree char *text = NULL;

  json_builder_set_member_name (builder, key);
  if (remote_text == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  text = culvert_plain_text (remote_text, -1, MAX_TEXT);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder, const char *key, gint64 number)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, number);
}

static void
add_question (JsonBuilder *builder, CulvertPrompt *prompt)
{
  json_builder_set_member_name (builder, "question");
  if (prompt == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_string (builder, "kind", culvert_prompt_kind_to_string (culvert_prompt_get_kind (prompt)));
  json_builder_end_object (builder);
}

static void
add_session (JsonBuilder *builder, CulvertSession *session)
{
  CulvertProfile *profile = culvert_session_get_profile (session);
  g_autofree char *command = culvert_session_dup_command (session);
  CulvertSessionFacts facts = culvert_session_get_facts (session);
  const CulvertSessionTraffic *traffic = culvert_session_get_traffic (session);
  CulvertSessionState state = culvert_session_get_state (session);
  CulvertSessionReason reason = culvert_session_get_reason (session);
  gboolean is_server = culvert_session_get_role (session) == CULVERT_ROLE_SERVER;
  gboolean is_wanted = culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED;

  json_builder_begin_object (builder);
  add_string (builder, "id", culvert_profile_get_id (profile));
  add_string (builder, "name", culvert_profile_get_name (profile));
  add_string (builder, "kind", culvert_profile_kind_to_string (culvert_profile_get_kind (profile)));
  add_text (builder, "endpoint", culvert_profile_get_endpoint (profile));
  add_text (builder, "unit", culvert_profile_get_unit (profile));
  add_text (builder, "command", command);
  add_string (builder, "role", is_server ? "server" : "client");
  add_string (builder, "state", culvert_session_state_to_string (state));
  add_string (builder, "wanted", is_wanted ? "connected" : "disconnected");
  add_string (builder, "reason", culvert_session_reason_to_string (reason));
  add_remote_text (builder, "message", facts.message);
  add_number (builder, "since", culvert_session_get_since (session));
  add_wait (builder, culvert_session_get_wait_end (session));
  add_remote_text (builder, "vpn_ipv4", facts.vpn_ipv4);
  add_remote_text (builder, "vpn_ipv6", facts.vpn_ipv6);
  add_remote_text (builder, "remote", facts.remote);
  add_number (builder, "bytes_in", (gint64) traffic->total_in);
  add_number (builder, "bytes_out", (gint64) traffic->total_out);
  add_question (builder, culvert_session_get_prompt (session));
  json_builder_end_object (builder);
}

char *
culvert_report_json (CulvertSessionList *sessions)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < culvert_session_list_get_n (sessions); i++)
    add_session (builder, culvert_session_list_get (sessions, i));
  json_builder_end_array (builder);

  root = json_builder_get_root (builder);
  json = json_to_string (root, TRUE);

  return g_strconcat (json, "\n", NULL);
}
