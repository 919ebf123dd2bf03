/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-tray-menu.h"

#include "culvert-await.h"
#include "culvert-staged-session.h"

/* The menu as text: a label each, "--" between sections, what is below a submenu in brackets. */
static void
print_menu (GMenuModel *menu, GString *text)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);
      g_autofree char *label = NULL;

      if (section != NULL)
        {
          if (g_menu_model_get_n_items (section) > 0)
            g_string_append (text, text->len > 0 ? "--\n" : "");
          print_menu (section, text);
          continue;
        }

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      g_string_append_printf (text, "%s\n", label);
      if (submenu != NULL)
        g_string_append_printf (text, "[%d]\n", g_menu_model_get_n_items (submenu));
    }
}

static void
assert_menu (CulvertTrayMenu *menu, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  print_menu (culvert_tray_menu_get_model (menu), text);
  g_assert_cmpstr (text->str, ==, expected);
}

#define FOOT "--\n_Show Culvert\n_Import profile…\n_Attach to a daemon…\n--\n_Quit\n"

static void
test_empty (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);

  assert_menu (menu, "_Show Culvert\n_Import profile…\n_Attach to a daemon…\n--\n_Quit\n");
}

static void
test_follows_the_list (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertStagedSession) home = culvert_staged_session_new ("Home");

  culvert_session_list_add (sessions, office->session);
  culvert_session_list_add (sessions, home->session);
  assert_menu (menu, "Home\nOffice\n" FOOT);

  culvert_session_list_remove (sessions, home->session);
  assert_menu (menu, "Office\n" FOOT);

  culvert_profile_set_name (culvert_session_get_profile (office->session), "Work");
  assert_menu (menu, "Work\n" FOOT);
}

static void
test_underscores_are_literal (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("my_<b>office</b>_vpn");

  culvert_session_list_add (sessions, office->session);
  assert_menu (menu, "my__<b>office</b>__vpn\n" FOOT);
}

static void
test_state_is_said_unless_plain (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");

  culvert_session_list_add (sessions, office->session);
  culvert_staged_session_start (office);
  assert_menu (menu, "Office — Connecting\n" FOOT);

  culvert_staged_session_connect (office);
  assert_menu (menu, "Office\n" FOOT);

  culvert_staged_session_lose (office, "ping-restart");
  assert_menu (menu, "Office — Reconnecting\n" FOOT);
}

static void
test_question_stands_on_top (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");

  culvert_session_list_add (sessions, office->session);
  culvert_staged_session_start (office);
  culvert_staged_session_ask (office);
  assert_menu (menu, "● Office needs your user name and password…\n--\nOffice — Connecting\n" FOOT);

  culvert_fake_daemon_say (office->daemon, ">STATE:1700000000,AUTH,,,,,,");
  culvert_await (culvert_session_get_prompt (office->session) == NULL);
  assert_menu (menu, "Office — Connecting\n" FOOT);
}

/* Only while the user answers them here. */
static void
test_who_asks_a_server_stands_on_top (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new_server (
      "Office",
      "OpenVPN 2.6.14 fake",
      CULVERT_STAGED_HEADER CULVERT_STAGED_ALICE CULVERT_STAGED_BOB CULVERT_STAGED_END);

  culvert_session_list_add (sessions, office->session);
  culvert_staged_session_notify (office, "CONNECT,5,1", "tablet", "carol");
  assert_menu (menu, "Office\n" FOOT);
  g_assert_cmpint (culvert_session_list_get_summary (sessions).state,
                   ==,
                   CULVERT_SUMMARY_CONNECTED);

  culvert_profile_set_admits (culvert_session_get_profile (office->session), TRUE);
  assert_menu (menu, "● Office: 1 client asks to be let in…\n--\nOffice\n" FOOT);
  g_assert_cmpint (culvert_session_list_get_summary (sessions).state,
                   ==,
                   CULVERT_SUMMARY_ATTENTION);

  culvert_staged_session_notify (office, "DISCONNECT,5", "tablet", "carol");
  assert_menu (menu, "Office\n" FOOT);
}

static void
test_connect_now_in_a_pause (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");

  culvert_session_list_add (sessions, office->session);
  culvert_staged_session_connect (office);
  culvert_staged_session_lose (office, "ping-restart");
  culvert_fake_daemon_say (office->daemon, ">HOLD:Waiting for hold release:30");
  culvert_await (culvert_session_get_state (office->session) == CULVERT_SESSION_WAITING);
  culvert_await (culvert_session_get_reason (office->session) == CULVERT_REASON_BACK_OFF);
  assert_menu (menu, "Office — Waiting\n--\n_Connect now\n" FOOT);
}

static void
test_disconnect_all_from_two (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertStagedSession) home = culvert_staged_session_new ("Home");

  culvert_session_list_add (sessions, office->session);
  culvert_session_list_add (sessions, home->session);
  culvert_staged_session_connect (office);
  assert_menu (menu, "Home\nOffice\n" FOOT);

  culvert_staged_session_connect (home);
  assert_menu (menu, "Home\nOffice\n--\n_Disconnect all\n" FOOT);
}

static void
test_many_go_into_a_submenu (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (GPtrArray) staged =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_staged_session_free);

  for (int i = 0; i < 13; i++)
    {
      CulvertStagedSession *one = culvert_staged_session_new ("Office");

      g_ptr_array_add (staged, one);
      culvert_session_list_add (sessions, one->session);
    }
  assert_menu (menu, "C_onnections\n[13]\n" FOOT);

  culvert_session_list_remove (sessions, culvert_session_list_get (sessions, 0));
  assert_menu (menu,
               "Office\nOffice\nOffice\nOffice\nOffice\nOffice\nOffice\nOffice\nOffice\nOffice\n"
               "Office\nOffice\n" FOOT);
}

static void
on_items_changed (GMenuModel *menu, int position, int removed, int added, gpointer user_data)
{
  guint *n_changes = user_data;

  (*n_changes)++;
}

static void
test_only_what_changed_is_touched (void)
{
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertTrayMenu) menu = culvert_tray_menu_new (sessions);
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertStagedSession) home = culvert_staged_session_new ("Home");
  g_autoptr (GMenuModel) connections = NULL;
  guint n_changes = 0;

  culvert_session_list_add (sessions, office->session);
  culvert_session_list_add (sessions, home->session);
  connections =
      g_menu_model_get_item_link (culvert_tray_menu_get_model (menu), 1, G_MENU_LINK_SECTION);
  g_signal_connect (connections, "items-changed", G_CALLBACK (on_items_changed), &n_changes);

  culvert_staged_session_start (office);
  g_assert_cmpuint (n_changes, ==, 2); /* one item out, one in */

  culvert_fake_daemon_say (office->daemon, ">BYTECOUNT:1,2\n>BYTECOUNT:3,4");
  culvert_await (culvert_fake_daemon_is_done (office->daemon));
  culvert_await_quiet ();
  g_assert_cmpuint (n_changes, ==, 2);

  g_signal_handlers_disconnect_by_data (connections, &n_changes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tray/tray-menu/empty", test_empty);
  g_test_add_func ("/tray/tray-menu/follows-the-list", test_follows_the_list);
  g_test_add_func ("/tray/tray-menu/underscores-are-literal", test_underscores_are_literal);
  g_test_add_func ("/tray/tray-menu/state-is-said-unless-plain", test_state_is_said_unless_plain);
  g_test_add_func ("/tray/tray-menu/question-stands-on-top", test_question_stands_on_top);
  g_test_add_func ("/tray/tray-menu/who-asks-a-server-stands-on-top",
                   test_who_asks_a_server_stands_on_top);
  g_test_add_func ("/tray/tray-menu/connect-now-in-a-pause", test_connect_now_in_a_pause);
  g_test_add_func ("/tray/tray-menu/disconnect-all-from-two", test_disconnect_all_from_two);
  g_test_add_func ("/tray/tray-menu/many-go-into-a-submenu", test_many_go_into_a_submenu);
  g_test_add_func ("/tray/tray-menu/only-what-changed-is-touched",
                   test_only_what_changed_is_touched);

  return g_test_run ();
}
