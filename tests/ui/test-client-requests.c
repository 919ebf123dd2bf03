/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-clients-stage.h"

static void
ask (CulvertClientsStage *stage, const char *head)
{
  culvert_staged_session_notify (stage->office, head, "tablet", "carol");
  culvert_ui_stage_settle (stage->window);
}

static void
admit_from_here (CulvertClientsStage *stage)
{
  gtk_switch_set_active (GTK_SWITCH (culvert_clients_stage_find (stage, "admits_switch")), TRUE);
  culvert_await (culvert_fake_daemon_has_heard (stage->office->daemon, "env-filter 0"));
  culvert_await_quiet ();
}

static void
test_passive_until_the_user_says_otherwise (CulvertClientsStage *stage, gconstpointer version)
{
  ask (stage, "CONNECT,5,1");
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "who_label"),
                   ==,
                   "carol asks to be let in");
  g_assert_false (gtk_widget_get_visible (culvert_clients_stage_find (stage, "answers_box")));
  g_assert_true (g_str_has_prefix (culvert_clients_stage_get_text (stage, "explanation_label"),
                                   "Culvert shows who"));

  admit_from_here (stage);
  g_assert_true (gtk_widget_get_visible (culvert_clients_stage_find (stage, "answers_box")));
  g_assert_true (culvert_profile_get_admits (culvert_session_get_profile (stage->office->session)));
}

static void
test_knows_who_looks_at_them (CulvertClientsStage *stage, gconstpointer version)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (stage->ui);
  CulvertSession *office = stage->office->session;
  CulvertStagedSession *home = culvert_ui_stage_add (stage->ui, "Home");

  culvert_await (culvert_ui_is_looking_at (ui, office, CULVERT_UI_PAGE_CLIENTS));
  g_assert_false (culvert_ui_is_looking_at (ui, home->session, CULVERT_UI_PAGE_CLIENTS));
  g_assert_false (culvert_ui_is_looking_at (ui, office, CULVERT_UI_PAGE_LOG));

  culvert_ui_present_session (ui, office, CULVERT_UI_PAGE_OVERVIEW, NULL);
  g_assert_false (culvert_ui_is_looking_at (ui, office, CULVERT_UI_PAGE_CLIENTS));
  culvert_ui_present_session (ui, office, CULVERT_UI_PAGE_CLIENTS, NULL);
  g_assert_true (culvert_ui_is_looking_at (ui, office, CULVERT_UI_PAGE_CLIENTS));
  culvert_ui_hide_window (ui);
  g_assert_false (culvert_ui_is_looking_at (ui, office, CULVERT_UI_PAGE_CLIENTS));
}

static void
test_allows (CulvertClientsStage *stage, gconstpointer version)
{
  culvert_fake_daemon_answer (stage->office->daemon,
                              "client-auth-nt 5 1",
                              "SUCCESS: client-auth command succeeded");
  admit_from_here (stage);
  ask (stage, "CONNECT,5,1");
  g_assert_true (g_str_has_prefix (culvert_clients_stage_get_text (stage, "progress_label"),
                                   "Waits for an answer, "));
  culvert_clients_stage_click (stage, "allow_button");
  culvert_await (culvert_clients_stage_has_heard (stage, "client-auth-nt 5 1"));
  culvert_await (
      g_str_equal (culvert_clients_stage_get_text (stage, "outcome_label"), "carol was let in."));
  culvert_await (culvert_clients_stage_find (stage, "CulvertApplicantCard") == NULL);
}

static void
deny (CulvertClientsStage *stage, const char *told, const char *logged)
{
  GtkWidget *dialog;

  admit_from_here (stage);
  ask (stage, "CONNECT,5,1");
  culvert_clients_stage_click (stage, "deny_button");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  culvert_clients_stage_fill (dialog, told);
  gtk_entry_set_text (GTK_ENTRY (culvert_ui_stage_find_widget (dialog, "remark_entry")), logged);
  culvert_clients_stage_submit (dialog);
}

static void
test_tells_the_client_one_reason_and_the_log_another (CulvertClientsStage *stage,
                                                      gconstpointer version)
{
  deny (stage, "Not \"today\"", "has left the company");
  culvert_await (culvert_clients_stage_has_heard (
      stage,
      "client-deny 5 1 \"has left the company\" \"Not \\\"today\\\"\""));
}

static void
test_denies_without_a_word (CulvertClientsStage *stage, gconstpointer version)
{
  deny (stage, "", "");
  culvert_await (
      culvert_clients_stage_has_heard (stage, "client-deny 5 1 \"denied by an administrator\""));
}

static void
test_a_text_that_would_end_early_is_not_sent (CulvertClientsStage *stage, gconstpointer version)
{
  GtkWidget *dialog;
  GtkTextBuffer *block;

  admit_from_here (stage);
  ask (stage, "CONNECT,5,1");
  culvert_ui_stage_activate (culvert_clients_stage_find (stage, "deny_button"),
                             "card",
                             "allow-with");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  block = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (culvert_ui_stage_find_widget (dialog, "block_view")));
  gtk_text_buffer_set_text (block, "push \"echo hi\"\n end \nclient-kill 1\nEND", -1);
  culvert_clients_stage_submit (dialog);
  g_assert_true (
      g_str_has_prefix (culvert_clients_stage_get_failure (dialog), "Line 2 is the word END"));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  culvert_await_quiet ();
  g_assert_false (culvert_clients_stage_has_heard (stage, "client-auth 5 1"));
  g_assert_false (culvert_clients_stage_has_heard (stage, "client-kill 1"));
}

static void
test_asks_for_a_code_and_shows_it_when_wanted (CulvertClientsStage *stage, gconstpointer version)
{
  GtkWidget *dialog;

  culvert_fake_daemon_answer (stage->office->daemon,
                              "client-pending-auth 5 1 \"CR_TEXT:R,E:Your code\" \"55\"",
                              "SUCCESS: client-pending-auth command succeeded");
  admit_from_here (stage);
  ask (stage, "CONNECT,5,1");
  culvert_ui_stage_activate (culvert_clients_stage_find (stage, "deny_button"), "card", "ask-code");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  culvert_clients_stage_fill (dialog, "Your code");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (culvert_ui_stage_find_widget (dialog, "choice_button")),
      TRUE);
  culvert_clients_stage_submit (dialog);
  culvert_await (g_str_has_prefix (culvert_clients_stage_get_text (stage, "progress_label"),
                                   "Was asked for more"));

  /* "471 100" */
  culvert_staged_session_notify (stage->office, "CR_RESPONSE,5,1,NDcxIDEwMA==", "tablet", "carol");
  culvert_await (
      g_str_has_prefix (culvert_clients_stage_get_text (stage, "progress_label"), "Has answered"));
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "response_label"), ==, "");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (culvert_clients_stage_find (stage, "response_button")),
      TRUE);
  g_assert_cmpstr (culvert_clients_stage_get_text (stage, "response_label"), ==, "471 100");
}

static void
test_who_leaves_takes_the_card_and_the_question_along (CulvertClientsStage *stage,
                                                       gconstpointer version)
{
  GtkWidget *dialog;

  admit_from_here (stage);
  ask (stage, "CONNECT,5,1");
  culvert_clients_stage_click (stage, "deny_button");
  dialog = culvert_clients_stage_await_dialog ("CulvertClientDialog");
  culvert_staged_session_notify (stage->office, "DISCONNECT,5", "tablet", "carol");
  culvert_await (g_str_equal (culvert_clients_stage_get_failure (dialog),
                              "carol did not wait for the answer."));
  g_assert_false (
      gtk_widget_get_sensitive (culvert_ui_stage_find_widget (dialog, "submit_button")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  culvert_await (culvert_clients_stage_find (stage, "CulvertApplicantCard") == NULL);
}

static void
test_a_crowd_is_told_by_its_number (CulvertClientsStage *stage, gconstpointer version)
{
  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *notice =
          g_strdup_printf (">CLIENT:CONNECT,%u,1\n>CLIENT:ENV,username=carol\n>CLIENT:ENV,END",
                           100 + i);

      culvert_fake_daemon_say (stage->office->daemon, notice);
    }
  culvert_await (
      g_str_equal (culvert_clients_stage_get_text (stage, "more_label"), "15 more wait"));
}

static void
test_a_rule_is_made_listed_and_taken_back (CulvertClientsStage *stage, gconstpointer version)
{
  CulvertProfile *profile = culvert_session_get_profile (stage->office->session);
  GtkWidget *dialog;

  culvert_fake_daemon_answer (stage->office->daemon,
                              "client-auth-nt 5 1",
                              "SUCCESS: client-auth command succeeded");
  admit_from_here (stage);
  ask (stage, "CONNECT,5,1");
  culvert_ui_stage_activate (culvert_clients_stage_find (stage, "deny_button"),
                             "card",
                             "allow-always");
  culvert_await (culvert_clients_stage_has_heard (stage, "client-auth-nt 5 1"));
  culvert_await (gtk_widget_get_visible (culvert_clients_stage_find (stage, "rules_button")));

  culvert_clients_stage_click (stage, "rules_button");
  dialog = culvert_clients_stage_await_dialog ("CulvertAdmissionRulesDialog");
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
  CULVERT_CLIENTS_STAGE_ADD ("/ui/client-requests/" path, version, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("passive-until-the-user-says-otherwise",
       "2.6.14",
       test_passive_until_the_user_says_otherwise);
  ADD ("knows-who-looks-at-them", "2.6.14", test_knows_who_looks_at_them);
  ADD ("allows", "2.6.14", test_allows);
  ADD ("tells-the-client-one-reason-and-the-log-another",
       "2.6.14",
       test_tells_the_client_one_reason_and_the_log_another);
  ADD ("denies-without-a-word", "2.6.14", test_denies_without_a_word);
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
