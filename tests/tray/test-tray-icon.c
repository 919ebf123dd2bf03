/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-tray-icon.h"

#include <string.h>

#include "culvert-await.h"
#include "culvert-staged-session.h"

#define ID "io.example.Test"

static void
test_every_state_has_its_icon (void)
{
  static const struct
  {
    CulvertSummaryState state;
    guint step;
    const char *name;
  } rows[] = {
    { CULVERT_SUMMARY_DISCONNECTED, 0, ID "-disconnected-symbolic" },
    { CULVERT_SUMMARY_CONNECTED, 0, ID "-connected-symbolic" },
    { CULVERT_SUMMARY_CONNECTING, 0, ID "-connecting-1-symbolic" },
    { CULVERT_SUMMARY_CONNECTING, 1, ID "-connecting-2-symbolic" },
    { CULVERT_SUMMARY_CONNECTING, 2, ID "-connecting-3-symbolic" },
    { CULVERT_SUMMARY_WAITING, 1, ID "-waiting-symbolic" },
    { CULVERT_SUMMARY_ERROR, 2, ID "-error-symbolic" },
    { CULVERT_SUMMARY_ATTENTION, 0, ID "-attention-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = culvert_tray_icon_name (ID, rows[i].state, rows[i].step, FALSE);

      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

static void
test_coloured_name (void)
{
  g_autofree char *name = culvert_tray_icon_name (ID, CULVERT_SUMMARY_CONNECTED, 0, TRUE);

  g_assert_cmpstr (name, ==, ID "-connected");
}

static void
test_only_connecting_moves (void)
{
  for (CulvertSummaryState state = 0; state <= CULVERT_SUMMARY_ATTENTION; state++)
    g_assert_cmpint (culvert_tray_icon_is_moving (state), ==, state == CULVERT_SUMMARY_CONNECTING);
}

static void
test_descriptions_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (CulvertSummaryState state = 0; state <= CULVERT_SUMMARY_ATTENTION; state++)
    {
      CulvertSessionSummary summary = { .state = state, .n_up = 1, .n_questions = 1 };

      g_assert_true (g_hash_table_add (seen, culvert_tray_icon_description (&summary)));
    }
}

static void
test_description_counts (void)
{
  CulvertSessionSummary one = { .state = CULVERT_SUMMARY_CONNECTED, .n_up = 1 };
  CulvertSessionSummary three = { .state = CULVERT_SUMMARY_CONNECTED, .n_up = 3 };
  g_autofree char *singular = culvert_tray_icon_description (&one);
  g_autofree char *plural = culvert_tray_icon_description (&three);

  g_assert_cmpstr (singular, ==, "VPN connected");
  g_assert_cmpstr (plural, ==, "3 VPNs connected");
}

static void
test_tooltip_when_idle (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autofree char *tooltip = NULL;

  culvert_session_list_add (sessions, office->session);
  tooltip = culvert_tray_icon_tooltip (sessions, 0);

  g_assert_cmpstr (tooltip, ==, "Nothing is connected");
}

static void
test_tooltip_has_a_line_for_each (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertStagedSession) home = culvert_staged_session_new ("Home");
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertStagedSession) idle = culvert_staged_session_new ("Idle");
  g_autofree char *tooltip = NULL;
  g_auto (GStrv) lines = NULL;

  culvert_session_list_add (sessions, home->session);
  culvert_session_list_add (sessions, office->session);
  culvert_session_list_add (sessions, idle->session);
  culvert_staged_session_connect (home);
  culvert_staged_session_start (office);
  tooltip = culvert_tray_icon_tooltip (sessions, culvert_session_get_since (home->session));
  lines = g_strsplit (tooltip, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_true (g_str_has_prefix (lines[0], "Home: Connected · 10.8.0.6 · since "));
  g_assert_cmpstr (lines[1], ==, "Office: Connecting · Securing the connection");
}

static void
add_count (CulvertStagedSession *staged, guint64 received)
{
  g_autofree char *count = g_strdup_printf (">BYTECOUNT:%" G_GUINT64_FORMAT ",1", received);

  culvert_fake_daemon_say (staged->daemon, count);
  culvert_await (culvert_session_get_traffic (staged->session)->last_in == received);
}

static double
get_rate_in (CulvertStagedSession *staged)
{
  return culvert_session_traffic_get_rate (culvert_session_get_traffic (staged->session),
                                           g_get_monotonic_time ())
      .in;
}

/* What comes once a minute changes nothing that is said. */
static void
test_tooltip_has_a_rate_for_who_looks (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertStagedSession) home = culvert_staged_session_new ("Home");
  g_autofree char *before = NULL;
  g_autofree char *unseen = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *after = NULL;

  culvert_session_list_add (sessions, home->session);
  culvert_staged_session_connect (home);
  before = culvert_tray_icon_tooltip (sessions, 0);
  add_count (home, 1000000);
  add_count (home, 2000000);
  unseen = culvert_tray_icon_tooltip (sessions, 0);
  g_assert_cmpstr (unseen, ==, before);

  culvert_session_list_watch (sessions);
  /* A rate takes a quarter of a second. */
  for (guint64 received = 3000000; get_rate_in (home) < 1; received += 1000)
    add_count (home, received);
  seen = culvert_tray_icon_tooltip (sessions, 0);
  g_assert_nonnull (strstr (seen, "/s ↑"));

  culvert_session_list_unwatch (sessions);
  after = culvert_tray_icon_tooltip (sessions, 0);
  g_assert_cmpstr (after, ==, before);
}

static void
test_tooltip_tells_no_remote_text (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autofree char *tooltip = NULL;

  culvert_session_list_add (sessions, office->session);
  culvert_staged_session_start (office);
  culvert_fake_daemon_say (office->daemon, ">NOTIFY:info,remote-exit,Call 0900-SCAM");
  culvert_await (culvert_session_get_facts (office->session).message != NULL);
  tooltip = culvert_tray_icon_tooltip (sessions, 0);

  g_assert_null (strstr (tooltip, "SCAM"));
}

static void
test_tooltip_is_bounded (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (GPtrArray) staged =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_staged_session_free);
  g_autofree char *tooltip = NULL;

  for (int i = 0; i < 15; i++)
    {
      CulvertStagedSession *one = culvert_staged_session_new ("Office");

      g_ptr_array_add (staged, one);
      culvert_session_list_add (sessions, one->session);
      culvert_staged_session_start (one);
    }
  tooltip = culvert_tray_icon_tooltip (sessions, 0);

  g_assert_true (g_str_has_suffix (tooltip, "\nand 3 more"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tray/tray-icon/every-state-has-its-icon", test_every_state_has_its_icon);
  g_test_add_func ("/tray/tray-icon/coloured-name", test_coloured_name);
  g_test_add_func ("/tray/tray-icon/only-connecting-moves", test_only_connecting_moves);
  g_test_add_func ("/tray/tray-icon/descriptions-differ", test_descriptions_differ);
  g_test_add_func ("/tray/tray-icon/description-counts", test_description_counts);
  g_test_add_func ("/tray/tray-icon/tooltip/idle", test_tooltip_when_idle);
  g_test_add_func ("/tray/tray-icon/tooltip/a-line-for-each", test_tooltip_has_a_line_for_each);
  g_test_add_func ("/tray/tray-icon/tooltip/a-rate-for-who-looks",
                   test_tooltip_has_a_rate_for_who_looks);
  g_test_add_func ("/tray/tray-icon/tooltip/no-remote-text", test_tooltip_tells_no_remote_text);
  g_test_add_func ("/tray/tray-icon/tooltip/bounded", test_tooltip_is_bounded);

  return g_test_run ();
}
