/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-ui-stage.h"

#include <string.h>

#define FEW                                                                                        \
  CULVERT_STAGED_HEADER CULVERT_STAGED_ALICE CULVERT_STAGED_BOB CULVERT_STAGED_PHONE               \
      CULVERT_STAGED_END

/* What is on the stage in most of these: a server, and its page. */
typedef struct
{
  CulvertUiStage *stage;        /* (owned) */
  CulvertStagedSession *office; /* (owned) */
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer version)
{
  fixture->stage = culvert_ui_stage_new ();
  fixture->office = culvert_staged_session_new_server ("Office", version, FEW);
  culvert_ui_stage_add_session (fixture->stage, fixture->office->session);
  culvert_ui_present_session (culvert_ui_stage_get_ui (fixture->stage),
                              fixture->office->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  fixture->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer version)
{
  g_assert_finalize_object (fixture->stage);
  culvert_staged_session_free (fixture->office);
}

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  GtkWidget *page = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->window), "clients_page");

  return culvert_ui_stage_find_widget (page, id);
}

static const char *
text_of (Fixture *fixture, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find (fixture, id)));
}

static void
click (Fixture *fixture, const char *id)
{
  gtk_button_clicked (GTK_BUTTON (find (fixture, id)));
}

static GtkTreeView *
get_table (Fixture *fixture)
{
  return GTK_TREE_VIEW (culvert_ui_stage_find_widget (find (fixture, "view"), "GtkTreeView"));
}

static char *
dup_names (Fixture *fixture)
{
  GtkTreeModel *model = gtk_tree_view_get_model (get_table (fixture));
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
shows (Fixture *fixture, const char *names)
{
  g_autofree char *shown = dup_names (fixture);

  return g_str_equal (shown, names);
}

static void
test_many_are_not_taken_for_nobody (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  g_autoptr (GString) status = g_string_new (CULVERT_STAGED_HEADER);
  Fixture fixture = { .stage = stage };
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
  fixture.office = culvert_ui_stage_take (
      stage,
      culvert_staged_session_new_server ("Office", "OpenVPN 2.6.14 fake", status->str));
  culvert_ui_present_session (culvert_ui_stage_get_ui (stage),
                              fixture.office->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  fixture.window = culvert_ui_stage_find_window ("CulvertMainWindow");
  label = find (&fixture, "empty_label");

  while (gtk_tree_model_iter_n_children (gtk_tree_view_get_model (get_table (&fixture)), NULL) == 0)
    {
      g_assert_false (gtk_widget_get_visible (label));
      culvert_await_step (deadline, "a client is shown", G_STRLOC);
    }
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_finalize_object (stage);
}

static void
select_row (Fixture *fixture, int row)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);

  gtk_widget_grab_focus (GTK_WIDGET (get_table (fixture)));
  gtk_tree_view_set_cursor (get_table (fixture), path, NULL, FALSE);
}

static GtkWidget *
await_dialog (const char *type)
{
  culvert_await (culvert_ui_stage_find_window (type) != NULL);

  return GTK_WIDGET (culvert_ui_stage_find_window (type));
}

static void
fill (GtkWidget *dialog, const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (culvert_ui_stage_find_widget (dialog, "entry")), text);
}

static void
submit (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
}

static const char *
failure_of (GtkWidget *dialog)
{
  GtkWidget *box = culvert_ui_stage_find_widget (dialog, "failure_box");
  GtkWidget *label = culvert_ui_stage_find_widget (dialog, "failure_label");

  return gtk_widget_get_visible (box) ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

static void
ask (Fixture *fixture, const char *head)
{
  culvert_staged_session_notify (fixture->office, head, "tablet", "carol");
  culvert_ui_stage_settle (fixture->window);
}

static void
admit_from_here (Fixture *fixture)
{
  gtk_switch_set_active (GTK_SWITCH (find (fixture, "admits_switch")), TRUE);
  culvert_await (culvert_fake_daemon_has_heard (fixture->office->daemon, "env-filter 0"));
  culvert_await_quiet ();
}

static gboolean
has_heard (Fixture *fixture, const char *line)
{
  return culvert_fake_daemon_has_heard (fixture->office->daemon, line);
}

static void
test_a_server_has_the_page_and_a_client_has_not (Fixture *fixture, gconstpointer version)
{
  CulvertStagedSession *home = culvert_ui_stage_add (fixture->stage, "Home");
  GtkWidget *page = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->window), "clients_page");

  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_cmpstr (text_of (fixture, "count_label"), ==, "3 clients");
  g_assert_true (shows (fixture, "laptop-9 laptop-10 phone "));

  culvert_ui_present_session (culvert_ui_stage_get_ui (fixture->stage),
                              home->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  g_assert_false (gtk_widget_get_visible (page));
}

static void
test_counts_flow_while_it_can_be_seen (Fixture *fixture, gconstpointer version)
{
  culvert_await (has_heard (fixture, "bytecount 1"));
  gtk_widget_hide (GTK_WIDGET (fixture->window));
  culvert_await (has_heard (fixture, "bytecount 0"));
}

static void
test_an_empty_table_fills_when_somebody_comes (Fixture *fixture, gconstpointer version)
{
  for (guint id = 0; id < 3; id++)
    {
      g_autofree char *head = g_strdup_printf ("DISCONNECT,%u", id);

      culvert_staged_session_notify (fixture->office, head, "anybody", "anybody");
    }
  culvert_await (gtk_widget_get_mapped (find (fixture, "empty_label")));
  g_assert_cmpstr (text_of (fixture, "empty_label"), ==, "Nobody is connected.");
  culvert_ui_stage_settle (fixture->window);

  culvert_fake_daemon_say (fixture->office->daemon,
                           ">CLIENT:ESTABLISHED,7\n"
                           ">CLIENT:ENV,common_name=tablet\n"
                           ">CLIENT:ENV,username=carol\n"
                           ">CLIENT:ENV,time_unix=1795339999\n"
                           ">CLIENT:ENV,END");
  culvert_await (shows (fixture, "tablet "));
  g_assert_false (gtk_widget_get_visible (find (fixture, "empty_label")));
}

static void
test_a_click_on_a_column_sorts (Fixture *fixture, gconstpointer version)
{
  GtkTreeViewColumn *received = gtk_tree_view_get_column (get_table (fixture), 4);

  gtk_tree_view_column_clicked (received);
  g_assert_true (shows (fixture, "laptop-10 laptop-9 phone "));
  gtk_tree_view_column_clicked (received);
  g_assert_true (shows (fixture, "phone laptop-9 laptop-10 "));
  g_assert_true (gtk_tree_view_column_get_sort_indicator (received));
}

static void
test_typing_searches (Fixture *fixture, gconstpointer version)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_table (fixture)));
  culvert_ui_stage_press (fixture->window, GDK_KEY_b, 0);
  g_assert_true (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (find (fixture, "search_bar"))));
  gtk_entry_set_text (GTK_ENTRY (find (fixture, "search_entry")), "bob");
  culvert_await (shows (fixture, "laptop-10 "));
  g_assert_cmpstr (text_of (fixture, "count_label"), ==, "1 of 3 clients");

  gtk_entry_set_text (GTK_ENTRY (find (fixture, "search_entry")), "nobody");
  culvert_await (g_str_has_prefix (text_of (fixture, "empty_label"), "Nobody of this name"));
}

static void
test_the_selection_stays_with_its_client (Fixture *fixture, gconstpointer version)
{
  select_row (fixture, 0);
  g_assert_cmpstr (text_of (fixture, "selected_label"), ==, "alice");
  gtk_tree_view_column_clicked (gtk_tree_view_get_column (get_table (fixture), 0));
  g_assert_true (shows (fixture, "phone laptop-10 laptop-9 "));
  g_assert_cmpstr (text_of (fixture, "selected_label"), ==, "alice");

  culvert_staged_session_notify (fixture->office, "DISCONNECT,0", "laptop-9", "alice");
  culvert_await (shows (fixture, "phone laptop-10 "));
  g_assert_false (
      gtk_revealer_get_reveal_child (GTK_REVEALER (find (fixture, "selected_revealer"))));
}

static void
test_details_tell_all_until_the_client_leaves (Fixture *fixture, gconstpointer version)
{
  GtkWidget *dialog;
  GtkWidget *fact;

  select_row (fixture, 0);
  culvert_ui_stage_press (fixture->window, GDK_KEY_Return, 0);
  dialog = await_dialog ("CulvertClientDetails");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "alice");
  fact = culvert_ui_stage_find_widget (dialog, "vpn_fact");
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (fact, "value_label"))),
      ==,
      "10.9.0.9, fd00::9");

  culvert_staged_session_notify (fixture->office, "DISCONNECT,0", "laptop-9", "alice");
  culvert_await (gtk_widget_get_visible (culvert_ui_stage_find_widget (dialog, "gone_box")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
}

static void
test_disconnects_and_says_so (Fixture *fixture, gconstpointer version)
{
  GtkWidget *dialog;

  culvert_fake_daemon_answer (fixture->office->daemon,
                              "client-kill 0 \"RESTART,back at ten\"",
                              "SUCCESS: client-kill command succeeded");
  select_row (fixture, 0);
  culvert_ui_stage_press (fixture->window, GDK_KEY_Delete, 0);
  dialog = await_dialog ("CulvertClientDialog");
  g_assert_nonnull (
      strstr (gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (dialog, "text_label"))),
              "alice (certificate “laptop-9”), from 192.0.2.9:1000"));
  fill (dialog, "back at ten");
  submit (dialog);
  g_assert_true (gtk_widget_get_visible (culvert_ui_stage_find_widget (dialog, "busy_box")));
  culvert_await (has_heard (fixture, "client-kill 0 \"RESTART,back at ten\""));
  culvert_staged_session_notify (fixture->office, "DISCONNECT,0", "laptop-9", "alice");
  culvert_await (culvert_ui_stage_find_window ("CulvertClientDialog") == NULL);
  g_assert_cmpstr (text_of (fixture, "outcome_label"), ==, "alice is disconnected.");
}

static void
test_who_has_changed_meanwhile_is_left_alone (Fixture *fixture, gconstpointer version)
{
  static const char other[] = "CLIENT_LIST\tdesk\t192.0.2.77:1\t10.9.0."
                              "9\t\t1\t1\t\t1795339999\tmallory\t0\t0\tAES-256-GCM\n";
  g_autofree char *status = g_strconcat (CULVERT_STAGED_HEADER, other, CULVERT_STAGED_END, NULL);
  GtkWidget *dialog;

  select_row (fixture, 0);
  click (fixture, "disconnect_button");
  dialog = await_dialog ("CulvertClientDialog");
  culvert_fake_daemon_answer (fixture->office->daemon, "status 3", status);
  submit (dialog);
  culvert_await (*failure_of (dialog) != '\0');
  g_assert_cmpstr (failure_of (dialog),
                   ==,
                   "The client has gone, and another one has its place. Nothing was done.");
  g_assert_false (
      gtk_widget_get_sensitive (culvert_ui_stage_find_widget (dialog, "submit_button")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  culvert_await_quiet ();
  g_assert_false (has_heard (fixture, "client-kill 0"));
}

static void
test_a_filter_is_checked_and_sent (Fixture *fixture, gconstpointer version)
{
  static const char *const lines[] = {
    "client-pf 0", "[CLIENTS ACCEPT]", "-bob", "[SUBNETS DROP]", "[END]",
  };
  CulvertFakeDaemon *daemon = fixture->office->daemon;
  GtkWidget *dialog;
  GtkTextBuffer *block;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    culvert_fake_daemon_answer (daemon, lines[i], NULL);
  culvert_fake_daemon_answer (daemon, "END", "SUCCESS: client-pf command succeeded");
  select_row (fixture, 0);
  culvert_ui_stage_activate (find (fixture, "details_button"), "clients", "filter");
  dialog = await_dialog ("CulvertClientDialog");
  block = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (culvert_ui_stage_find_widget (dialog, "block_view")));
  gtk_text_buffer_set_text (block, "[CLIENTS ACCEPT]\nbob\n[SUBNETS DROP]\n[END]\n", -1);
  submit (dialog);
  g_assert_true (g_str_has_prefix (failure_of (dialog), "Line 2 is no rule"));
  g_assert_false (has_heard (fixture, "client-pf 0"));

  gtk_text_buffer_set_text (block, "[CLIENTS ACCEPT]\n-bob\n[SUBNETS DROP]\n[END]\n", -1);
  g_assert_cmpstr (failure_of (dialog), ==, "");
  submit (dialog);
  culvert_await (has_heard (fixture, "client-pf 0"));
  culvert_await (has_heard (fixture, "-bob"));
  culvert_await (
      g_str_equal (text_of (fixture, "outcome_label"), "The packet filter of alice is set."));
}

static void
test_a_newer_daemon_has_no_filter (Fixture *fixture, gconstpointer version)
{
  select_row (fixture, 0);
  culvert_ui_stage_activate (find (fixture, "details_button"), "clients", "filter");
  culvert_await_quiet ();
  g_assert_null (culvert_ui_stage_find_window ("CulvertClientDialog"));
}

static void
test_passive_until_the_user_says_otherwise (Fixture *fixture, gconstpointer version)
{
  ask (fixture, "CONNECT,5,1");
  g_assert_cmpstr (text_of (fixture, "who_label"), ==, "carol asks to be let in");
  g_assert_false (gtk_widget_get_visible (find (fixture, "answers_box")));
  g_assert_true (g_str_has_prefix (text_of (fixture, "explanation_label"), "Culvert shows who"));

  admit_from_here (fixture);
  g_assert_true (gtk_widget_get_visible (find (fixture, "answers_box")));
  g_assert_true (
      culvert_profile_get_admits (culvert_session_get_profile (fixture->office->session)));
}

static void
test_allows (Fixture *fixture, gconstpointer version)
{
  culvert_fake_daemon_answer (fixture->office->daemon,
                              "client-auth-nt 5 1",
                              "SUCCESS: client-auth command succeeded");
  admit_from_here (fixture);
  ask (fixture, "CONNECT,5,1");
  g_assert_true (g_str_has_prefix (text_of (fixture, "progress_label"), "Waits for an answer, "));
  click (fixture, "allow_button");
  culvert_await (has_heard (fixture, "client-auth-nt 5 1"));
  culvert_await (g_str_equal (text_of (fixture, "outcome_label"), "carol was let in."));
  culvert_await (find (fixture, "CulvertApplicantCard") == NULL);
}

static void
test_denies_with_a_reason (Fixture *fixture, gconstpointer version)
{
  GtkWidget *dialog;
  guint n;

  admit_from_here (fixture);
  ask (fixture, "CONNECT,5,1");
  click (fixture, "deny_button");
  dialog = await_dialog ("CulvertClientDialog");
  fill (dialog, "Not \"today\"");
  submit (dialog);
  n = culvert_fake_daemon_get_n_heard (fixture->office->daemon);
  culvert_await (culvert_fake_daemon_get_n_heard (fixture->office->daemon) > n);
  culvert_await (strstr (culvert_fake_daemon_get_last_heard (fixture->office->daemon),
                         "client-deny 5 1") != NULL);
  g_assert_true (g_str_has_suffix (culvert_fake_daemon_get_last_heard (fixture->office->daemon),
                                   "\"Not \\\"today\\\"\""));
}

static void
test_a_text_that_would_end_early_is_not_sent (Fixture *fixture, gconstpointer version)
{
  GtkWidget *dialog;
  GtkTextBuffer *block;

  admit_from_here (fixture);
  ask (fixture, "CONNECT,5,1");
  culvert_ui_stage_activate (find (fixture, "deny_button"), "card", "allow-with");
  dialog = await_dialog ("CulvertClientDialog");
  block = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (culvert_ui_stage_find_widget (dialog, "block_view")));
  gtk_text_buffer_set_text (block, "push \"echo hi\"\n end \nclient-kill 1\nEND", -1);
  submit (dialog);
  g_assert_true (g_str_has_prefix (failure_of (dialog), "Line 2 is the word END"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  culvert_await_quiet ();
  g_assert_false (has_heard (fixture, "client-auth 5 1"));
  g_assert_false (has_heard (fixture, "client-kill 1"));
}

static void
test_asks_for_a_code_and_shows_it_when_wanted (Fixture *fixture, gconstpointer version)
{
  GtkWidget *dialog;

  culvert_fake_daemon_answer (fixture->office->daemon,
                              "client-pending-auth 5 1 \"CR_TEXT:R,E:Your code\" \"55\"",
                              "SUCCESS: client-pending-auth command succeeded");
  admit_from_here (fixture);
  ask (fixture, "CONNECT,5,1");
  culvert_ui_stage_activate (find (fixture, "deny_button"), "card", "ask-code");
  dialog = await_dialog ("CulvertClientDialog");
  fill (dialog, "Your code");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (culvert_ui_stage_find_widget (dialog, "choice_button")),
      TRUE);
  submit (dialog);
  culvert_await (g_str_has_prefix (text_of (fixture, "progress_label"), "Was asked for more"));

  /* "471 100" */
  culvert_staged_session_notify (fixture->office,
                                 "CR_RESPONSE,5,1,NDcxIDEwMA==",
                                 "tablet",
                                 "carol");
  culvert_await (g_str_has_prefix (text_of (fixture, "progress_label"), "Has answered"));
  g_assert_cmpstr (text_of (fixture, "response_label"), ==, "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (fixture, "response_button")), TRUE);
  g_assert_cmpstr (text_of (fixture, "response_label"), ==, "471 100");
}

static void
test_who_leaves_takes_the_card_and_the_question_along (Fixture *fixture, gconstpointer version)
{
  GtkWidget *dialog;

  admit_from_here (fixture);
  ask (fixture, "CONNECT,5,1");
  click (fixture, "deny_button");
  dialog = await_dialog ("CulvertClientDialog");
  culvert_staged_session_notify (fixture->office, "DISCONNECT,5", "tablet", "carol");
  culvert_await (g_str_equal (failure_of (dialog), "carol did not wait for the answer."));
  g_assert_false (
      gtk_widget_get_sensitive (culvert_ui_stage_find_widget (dialog, "submit_button")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  culvert_await (find (fixture, "CulvertApplicantCard") == NULL);
}

static void
test_a_crowd_is_told_by_its_number (Fixture *fixture, gconstpointer version)
{
  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *notice =
          g_strdup_printf (">CLIENT:CONNECT,%u,1\n>CLIENT:ENV,username=carol\n>CLIENT:ENV,END",
                           100 + i);

      culvert_fake_daemon_say (fixture->office->daemon, notice);
    }
  culvert_await (g_str_equal (text_of (fixture, "more_label"), "15 more wait"));
}

static void
test_a_rule_is_made_listed_and_taken_back (Fixture *fixture, gconstpointer version)
{
  CulvertProfile *profile = culvert_session_get_profile (fixture->office->session);
  GtkWidget *dialog;

  culvert_fake_daemon_answer (fixture->office->daemon,
                              "client-auth-nt 5 1",
                              "SUCCESS: client-auth command succeeded");
  admit_from_here (fixture);
  ask (fixture, "CONNECT,5,1");
  culvert_ui_stage_activate (find (fixture, "deny_button"), "card", "allow-always");
  culvert_await (has_heard (fixture, "client-auth-nt 5 1"));
  culvert_await (gtk_widget_get_visible (find (fixture, "rules_button")));

  click (fixture, "rules_button");
  dialog = await_dialog ("CulvertAdmissionRulesDialog");
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (dialog, "name_label"))),
      ==,
      "tablet");
  gtk_button_clicked (GTK_BUTTON (culvert_ui_stage_find_widget (dialog, "remove_button")));
  g_assert_cmpuint (culvert_admission_rules_get_n (culvert_profile_get_admission_rules (profile)),
                    ==,
                    0);
  g_assert_null (culvert_ui_stage_find_widget (dialog, "remove_button"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
}

#define ADD(path, version, test)                                                                   \
  g_test_add ("/ui/clients-page/" path,                                                            \
              Fixture,                                                                             \
              "OpenVPN " version " fake",                                                          \
              set_up,                                                                              \
              test,                                                                                \
              tear_down)

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
  ADD ("passive-until-the-user-says-otherwise",
       "2.6.14",
       test_passive_until_the_user_says_otherwise);
  ADD ("allows", "2.6.14", test_allows);
  ADD ("denies-with-a-reason", "2.6.14", test_denies_with_a_reason);
  ADD ("a-text-that-would-end-early-is-not-sent",
       "2.6.14",
       test_a_text_that_would_end_early_is_not_sent);
  ADD ("asks-for-a-code-and-shows-it-when-wanted",
       "2.6.14",
       test_asks_for_a_code_and_shows_it_when_wanted);
  ADD ("who-leaves-takes-the-card-and-the-question-along",
       "2.6.14",
       test_who_leaves_takes_the_card_and_the_question_along);
  ADD ("a-crowd-is-told-by-its-number", "2.6.14", test_a_crowd_is_told_by_its_number);
  ADD ("a-rule-is-made-listed-and-taken-back", "2.6.14", test_a_rule_is_made_listed_and_taken_back);

  return g_test_run ();
}
