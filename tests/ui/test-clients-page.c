/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-clients-stage.h"

#include <string.h>

static char *
dup_names (CulvertClientsStage *stage)
{
  GtkTreeModel *model = gtk_tree_view_get_model (culvert_clients_stage_get_table (stage));
  GString *names = g_string_new (NULL);
  GtkTreeIter iter;

  for (gboolean more = gtk_tree_model_get_iter_first (model, &iter); more;
       more = gtk_tree_model_iter_next (model, &iter))
    {
      g_autofree char *name = NULL;

      gtk_tree_model_get (model, &iter, 0, &name, -1);
      g_string_append_printf (names, "%s ", name);
    }

  return g_string_free (names, FALSE);
}

static gboolean
shows (CulvertClientsStage *stage, const char *names)
{
  g_autofree char *shown = dup_names (stage);

  return g_str_equal (shown, names);
}

static void
test_many_are_not_taken_for_nobody (void)
{
  CulvertUiStage *ui = culvert_ui_stage_new ();
  g_autoptr (GString) status = g_string_new (CULVERT_STAGED_HEADER);
  CulvertClientsStage stage = { .ui = ui };
  gint64 deadline = culvert_await_deadline (10);
  GtkWidget *label;

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (status,
                            "CLIENT_LIST\tlaptop-%u\t198.51.100.1:%u\t10.0.0.1\t\t1\t1\t\t"
                            "1795334343\tuser\t%u\t%u\tAES-256-GCM\n",
                            i,
                            1024 + i,
                            i,
                            i);
  g_string_append (status, CULVERT_STAGED_END);
  stage.office = culvert_ui_stage_take (
      ui,
      culvert_staged_session_new_server ("Office", "OpenVPN 2.6.14 fake", status->str));
  culvert_ui_present_session (culvert_ui_stage_get_ui (ui),
                              stage.office->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  stage.window = culvert_ui_stage_find_window ("CulvertMainWindow");
  label = culvert_clients_stage_find (&stage, "empty_label");

  while (gtk_tree_model_iter_n_children (
             gtk_tree_view_get_model (culvert_clients_stage_get_table (&stage)),
             NULL) == 0)
    {
      g_assert_false (gtk_widget_get_visible (label));
      culvert_await_step (deadline, "a client is shown", G_STRLOC);
    }
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_finalize_object (ui);
}

static void
select_row (CulvertClientsStage *stage, int row)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);

  gtk_widget_grab_focus (GTK_WIDGET (culvert_clients_stage_get_table (stage)));
  gtk_tree_view_set_cursor (culvert_clients_stage_get_table (stage), path, NULL, FALSE);
}

static void
test_a_server_has_the_page_and_a_client_has_not (CulvertClientsStage *stage, gconstpointer version)
{
  CulvertStagedSession *home = culvert_ui_stage_add (stage->ui, "Home");
  GtkWidget *page = culvert_ui_stage_find_widget (GTK_WIDGET (stage->window), "CulvertClientsPage");

  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "count_label"), ==, "3 clients");
  g_assert_true (shows (stage, "laptop-9 laptop-10 phone "));

  culvert_ui_present_session (culvert_ui_stage_get_ui (stage->ui),
                              home->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  g_assert_false (gtk_widget_get_visible (page));
}

static void
test_counts_flow_while_it_can_be_seen (CulvertClientsStage *stage, gconstpointer version)
{
  culvert_await (culvert_clients_stage_has_heard (stage, "bytecount 1"));
  gtk_widget_hide (GTK_WIDGET (stage->window));
  culvert_await (culvert_clients_stage_has_heard (stage, "bytecount 0"));
}

static void
test_an_empty_table_fills_when_somebody_comes (CulvertClientsStage *stage, gconstpointer version)
{
  for (guint id = 0; id < 3; id++)
    {
      g_autofree char *head = g_strdup_printf ("DISCONNECT,%u", id);

      culvert_staged_session_notify (stage->office, head, "anybody", "anybody");
    }
  culvert_await (gtk_widget_get_mapped (culvert_clients_stage_find (stage, "empty_label")));
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "empty_label"),
                   ==,
                   "Nobody is connected.");
  culvert_ui_stage_settle (stage->window);

  culvert_fake_daemon_say (stage->office->daemon,
                           ">CLIENT:ESTABLISHED,7\n"
                           ">CLIENT:ENV,common_name=tablet\n"
                           ">CLIENT:ENV,username=carol\n"
                           ">CLIENT:ENV,time_unix=1795339999\n"
                           ">CLIENT:ENV,END");
  culvert_await (shows (stage, "tablet "));
  g_assert_false (gtk_widget_get_visible (culvert_clients_stage_find (stage, "empty_label")));
}

static void
test_a_click_on_a_column_sorts (CulvertClientsStage *stage, gconstpointer version)
{
  GtkTreeViewColumn *received =
      gtk_tree_view_get_column (culvert_clients_stage_get_table (stage), 4);

  gtk_tree_view_column_clicked (received);
  g_assert_true (shows (stage, "laptop-10 laptop-9 phone "));
  gtk_tree_view_column_clicked (received);
  g_assert_true (shows (stage, "phone laptop-9 laptop-10 "));
  g_assert_true (gtk_tree_view_column_get_sort_indicator (received));
}

static void
test_typing_searches (CulvertClientsStage *stage, gconstpointer version)
{
  gtk_widget_grab_focus (GTK_WIDGET (culvert_clients_stage_get_table (stage)));
  culvert_ui_stage_press (stage->window, GDK_KEY_b, 0);
  g_assert_true (gtk_search_bar_get_search_mode (
      GTK_SEARCH_BAR (culvert_clients_stage_find (stage, "search_bar"))));
  gtk_entry_set_text (GTK_ENTRY (culvert_clients_stage_find (stage, "search_entry")), "bob");
  culvert_await (shows (stage, "laptop-10 "));
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "count_label"), ==, "1 of 3 clients");

  gtk_entry_set_text (GTK_ENTRY (culvert_clients_stage_find (stage, "search_entry")), "nobody");
  culvert_await (g_str_has_prefix (culvert_clients_stage_get_text (stage, "empty_label"),
                                   "Nobody of this name"));
}

static void
test_the_selection_stays_with_its_client (CulvertClientsStage *stage, gconstpointer version)
{
  select_row (stage, 0);
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "selected_label"), ==, "alice");
  gtk_tree_view_column_clicked (
      gtk_tree_view_get_column (culvert_clients_stage_get_table (stage), 0));
  g_assert_true (shows (stage, "phone laptop-10 laptop-9 "));
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "selected_label"), ==, "alice");

  culvert_staged_session_notify (stage->office, "DISCONNECT,0", "laptop-9", "alice");
  culvert_await (shows (stage, "phone laptop-10 "));
  g_assert_false (gtk_revealer_get_reveal_child (
      GTK_REVEALER (culvert_clients_stage_find (stage, "selected_revealer"))));
}

static void
test_details_tell_all_until_the_client_leaves (CulvertClientsStage *stage, gconstpointer version)
{
  GtkWidget *dialog;
  GtkWidget *fact;

  select_row (stage, 0);
  culvert_ui_stage_press (stage->window, GDK_KEY_Return, 0);
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDetails");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "alice");
  fact = culvert_ui_stage_find_widget (dialog, "vpn_fact");
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (fact, "value_label"))),
      ==,
      "10.9.0.9, fd00::9");

  culvert_staged_session_notify (stage->office, "DISCONNECT,0", "laptop-9", "alice");
  culvert_await (gtk_widget_get_visible (culvert_ui_stage_find_widget (dialog, "gone_box")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
}

static void
test_disconnects_and_says_so (CulvertClientsStage *stage, gconstpointer version)
{
  GtkWidget *dialog;

  culvert_fake_daemon_answer (stage->office->daemon,
                              "client-kill 0 \"RESTART,back at ten\"",
                              "SUCCESS: client-kill command succeeded");
  select_row (stage, 0);
  culvert_ui_stage_press (stage->window, GDK_KEY_Delete, 0);
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  g_assert_nonnull (
      strstr (gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (dialog, "text_label"))),
              "alice (certificate “laptop-9”), from 192.0.2.9:1000"));
  culvert_clients_stage_fill (dialog, "back at ten");
  culvert_clients_stage_submit (dialog);
  g_assert_true (gtk_widget_get_visible (culvert_ui_stage_find_widget (dialog, "busy_box")));
  culvert_await (culvert_clients_stage_has_heard (stage, "client-kill 0 \"RESTART,back at ten\""));
  culvert_staged_session_notify (stage->office, "DISCONNECT,0", "laptop-9", "alice");
  culvert_await (culvert_ui_stage_find_window ("CulvertClientDialog") == NULL);
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "outcome_label"),
                   ==,
                   "alice is disconnected.");
}

static void
test_who_has_changed_meanwhile_is_left_alone (CulvertClientsStage *stage, gconstpointer version)
{
  static const char other[] = "CLIENT_LIST\tdesk\t192.0.2.77:1\t10.9.0."
                              "9\t\t1\t1\t\t1795339999\tmallory\t0\t0\tAES-256-GCM\n";
  g_autofree char *status = g_strconcat (CULVERT_STAGED_HEADER, other, CULVERT_STAGED_END, NULL);
  GtkWidget *dialog;

  select_row (stage, 0);
  culvert_clients_stage_click (stage, "disconnect_button");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  culvert_fake_daemon_answer (stage->office->daemon, "status 3", status);
  culvert_clients_stage_submit (dialog);
  culvert_await (*culvert_clients_stage_get_failure (dialog) != '\0');
  g_assert_cmpstr (culvert_clients_stage_get_failure (dialog),
                   ==,
                   "The client has gone, and another one has its place. Nothing was done.");
  g_assert_false (
      gtk_widget_get_sensitive (culvert_ui_stage_find_widget (dialog, "submit_button")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  culvert_await_quiet ();
  g_assert_false (culvert_clients_stage_has_heard (stage, "client-kill 0"));
}

static void
test_a_filter_is_checked_and_sent (CulvertClientsStage *stage, gconstpointer version)
{
  static const char *const lines[] = {
    "client-pf 0", "[CLIENTS ACCEPT]", "-bob", "[SUBNETS DROP]", "[END]",
  };
  CulvertFakeDaemon *daemon = stage->office->daemon;
  GtkWidget *dialog;
  GtkTextBuffer *block;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    culvert_fake_daemon_answer (daemon, lines[i], NULL);
  culvert_fake_daemon_answer (daemon, "END", "SUCCESS: client-pf command succeeded");
  select_row (stage, 0);
  culvert_ui_stage_activate (culvert_clients_stage_find (stage, "details_button"),
                             "clients",
                             "filter");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  block = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (culvert_ui_stage_find_widget (dialog, "block_view")));
  gtk_text_buffer_set_text (block, "[CLIENTS ACCEPT]\nbob\n[SUBNETS DROP]\n[END]\n", -1);
  culvert_clients_stage_submit (dialog);
  g_assert_true (
      g_str_has_prefix (culvert_clients_stage_get_failure (dialog), "Line 2 is no rule"));
  g_assert_false (culvert_clients_stage_has_heard (stage, "client-pf 0"));

  gtk_text_buffer_set_text (block, "[CLIENTS ACCEPT]\n-bob\n[SUBNETS DROP]\n[END]\n", -1);
  g_assert_cmpstr (culvert_clients_stage_get_failure (dialog), ==, "");
  culvert_clients_stage_submit (dialog);
  culvert_await (culvert_clients_stage_has_heard (stage, "client-pf 0"));
  culvert_await (culvert_clients_stage_has_heard (stage, "-bob"));
  culvert_await (g_str_equal (culvert_clients_stage_get_text (stage, "outcome_label"),
                              "The packet filter of alice is set."));
}

static void
test_a_newer_daemon_has_no_filter (CulvertClientsStage *stage, gconstpointer version)
{
  select_row (stage, 0);
  culvert_ui_stage_activate (culvert_clients_stage_find (stage, "details_button"),
                             "clients",
                             "filter");
  culvert_await_quiet ();
  g_assert_null (culvert_ui_stage_find_window ("CulvertClientDialog"));
}

/* The menu that is open. (nullable) */
static GtkWidget *
get_menu (void)
{
  GtkWidget *grabbing = gtk_grab_get_current ();

  return GTK_IS_POPOVER (grabbing) ? grabbing : NULL;
}

typedef struct
{
  const char *label;
  GtkWidget *found; /* (unowned) (nullable) */
} Item;

static void
look_for_item (GtkWidget *widget, gpointer user_data)
{
  Item *item = user_data;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "menu-name") != NULL &&
      GTK_IS_BUTTON (widget))
    {
      g_autofree char *text = NULL;

      g_object_get (widget, "text", &text, NULL);
      if (g_strcmp0 (text, item->label) == 0)
        item->found = widget;
    }
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), look_for_item, item);
}

/* Returns: (nullable): an item of the open menu */
static GtkWidget *
find_item (const char *label)
{
  Item item = { .label = label };

  culvert_await (get_menu () != NULL);
  look_for_item (get_menu (), &item);

  return item.found;
}

static void
choose (const char *label)
{
  GtkWidget *item = find_item (label);

  g_assert_nonnull (item);
  gtk_button_clicked (GTK_BUTTON (item));
  culvert_await (get_menu () == NULL);
}

static void
click_right (CulvertClientsStage *stage, int row)
{
  GtkTreeView *table = culvert_clients_stage_get_table (stage);
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);
  g_autoptr (GdkEvent) event = gdk_event_new (GDK_BUTTON_PRESS);
  GdkRectangle cell;

  gtk_tree_view_get_cell_area (table, path, gtk_tree_view_get_column (table, 1), &cell);
  event->button.window = g_object_ref (gtk_tree_view_get_bin_window (table));
  event->button.button = GDK_BUTTON_SECONDARY;
  event->button.x = cell.x + cell.width / 2;
  event->button.y = cell.y + cell.height / 2;
  gdk_event_set_device (
      event,
      gdk_seat_get_pointer (gdk_display_get_default_seat (gdk_display_get_default ())));
  gtk_main_do_event (event);
}

static void
test_a_menu_is_of_the_row_under_it (CulvertClientsStage *stage, gconstpointer version)
{
  GtkWidget *dialog;

  select_row (stage, 0);
  click_right (stage, 2);
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "selected_label"), ==, "phone");
  g_assert_null (find_item ("Send options…"));
  choose ("Disconnect…");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Disconnect this client?");
  g_assert_true (g_str_has_prefix (
      gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (dialog, "text_label"))),
      "phone"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);

  select_row (stage, 1);
  culvert_ui_stage_press (stage->window, GDK_KEY_Menu, 0);
  choose ("Details…");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDetails");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "bob");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
}

static GtkTextBuffer *
get_block (GtkWidget *dialog)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (culvert_ui_stage_find_widget (dialog, "block_view")));
}

/* The second question, which shows what will be sent. */
static GtkWidget *
confirm (GtkWidget *first)
{
  GtkWidget *second = NULL;
  g_autoptr (GList) windows = NULL;

  culvert_clients_stage_submit (first);
  culvert_await (culvert_ui_stage_count_windows ("CulvertClientDialog") == 2);
  windows = gtk_window_list_toplevels ();
  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_get_transient_for (item->data) == GTK_WINDOW (first))
      second = item->data;
  g_assert_nonnull (second);

  return second;
}

static void
test_options_are_shown_before_they_are_sent (CulvertClientsStage *stage, gconstpointer version)
{
  CulvertFakeDaemon *daemon = stage->office->daemon;
  GtkWidget *dialog;
  GtkWidget *confirmation;

  culvert_fake_daemon_answer (daemon,
                              "push-update-cid 1 \"route 10.1.0.0 255.255.0.0,-dns\"",
                              "SUCCESS: 1 client(s) updated\n"
                              "SUCCESS: push-update command succeeded");
  click_right (stage, 1);
  choose ("Send options…");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  culvert_clients_stage_submit (dialog);
  g_assert_cmpstr (culvert_clients_stage_get_failure (dialog), ==, "There is nothing to send yet.");
  gtk_text_buffer_set_text (get_block (dialog), "-dns\nroute 10.1.0.0,ping 2", -1);
  culvert_clients_stage_submit (dialog);
  g_assert_true (
      g_str_has_prefix (culvert_clients_stage_get_failure (dialog), "Line 2 has a comma"));

  gtk_text_buffer_set_text (get_block (dialog), "route 10.1.0.0 255.255.0.0\n\n-dns\n", -1);
  confirmation = confirm (dialog);
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (confirmation, "text_label"))),
      ==,
      "bob\n\nroute 10.1.0.0 255.255.0.0\n-dns");
  g_assert_false (
      culvert_clients_stage_has_heard (stage,
                                       "push-update-cid 1 \"route 10.1.0.0 255.255.0.0,-dns\""));
  culvert_clients_stage_submit (confirmation);
  culvert_await (culvert_ui_stage_count_windows ("CulvertClientDialog") == 0);
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "outcome_label"),
                   ==,
                   "bob was sent the options.");
}

static void
test_options_for_all (CulvertClientsStage *stage, gconstpointer version)
{
  GtkWidget *dialog;
  GtkWidget *confirmation;

  culvert_fake_daemon_answer (stage->office->daemon,
                              "push-update-broad \"-dns\"",
                              "ERROR: no client updated\nERROR: push-update command failed");
  gtk_button_clicked (GTK_BUTTON (culvert_clients_stage_find (stage, "more_button")));
  choose ("Send options to all…");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  gtk_text_buffer_set_text (get_block (dialog), "-dns", -1);
  confirmation = confirm (dialog);
  culvert_clients_stage_submit (confirmation);
  culvert_await (*culvert_clients_stage_get_failure (confirmation) != '\0');
  g_assert_cmpstr (culvert_clients_stage_get_failure (confirmation), ==, "The server refused.");

  culvert_fake_daemon_answer (stage->office->daemon,
                              "push-update-broad \"-dns\"",
                              "SUCCESS: 3 client(s) updated\n"
                              "SUCCESS: push-update command succeeded");
  culvert_clients_stage_submit (confirmation);
  culvert_await (culvert_ui_stage_count_windows ("CulvertClientDialog") == 0);
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "outcome_label"),
                   ==,
                   "All clients were sent the options.");
}

static void
test_an_older_daemon_takes_no_options (CulvertClientsStage *stage, gconstpointer version)
{
  g_assert_false (gtk_widget_get_visible (culvert_clients_stage_find (stage, "more_button")));
  select_row (stage, 0);
  culvert_ui_stage_activate (culvert_clients_stage_find (stage, "details_button"),
                             "clients",
                             "options");
  culvert_await_quiet ();
  g_assert_null (culvert_ui_stage_find_window ("CulvertClientDialog"));
}

#define ADD(path, version, test) CULVERT_CLIENTS_STAGE_ADD ("/ui/clients-page/" path, version, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/clients-page/many-are-not-taken-for-nobody",
                   test_many_are_not_taken_for_nobody);

  ADD ("a-server-has-the-page-and-a-client-has-not",
       "2.6.14",
       test_a_server_has_the_page_and_a_client_has_not);
  ADD ("counts-flow-while-it-can-be-seen", "2.6.14", test_counts_flow_while_it_can_be_seen);
  ADD ("an-empty-table-fills-when-somebody-comes",
       "2.6.14",
       test_an_empty_table_fills_when_somebody_comes);
  ADD ("a-click-on-a-column-sorts", "2.6.14", test_a_click_on_a_column_sorts);
  ADD ("typing-searches", "2.6.14", test_typing_searches);
  ADD ("the-selection-stays-with-its-client", "2.6.14", test_the_selection_stays_with_its_client);
  ADD ("details-tell-all-until-the-client-leaves",
       "2.6.14",
       test_details_tell_all_until_the_client_leaves);
  ADD ("disconnects-and-says-so", "2.6.14", test_disconnects_and_says_so);
  ADD ("who-has-changed-meanwhile-is-left-alone",
       "2.6.14",
       test_who_has_changed_meanwhile_is_left_alone);
  ADD ("a-filter-is-checked-and-sent", "2.5.1", test_a_filter_is_checked_and_sent);
  ADD ("a-newer-daemon-has-no-filter", "2.6.14", test_a_newer_daemon_has_no_filter);

  ADD ("a-menu-is-of-the-row-under-it", "2.6.14", test_a_menu_is_of_the_row_under_it);
  ADD ("options-are-shown-before-they-are-sent",
       "2.7.0",
       test_options_are_shown_before_they_are_sent);
  ADD ("options-for-all", "2.7.0", test_options_for_all);
  ADD ("an-older-daemon-takes-no-options", "2.6.14", test_an_older_daemon_takes_no_options);

  return g_test_run ();
}
