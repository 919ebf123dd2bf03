/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-ui-stage.h"

#define CLASS "CulvertServerMessageDialog"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->stage);
  g_assert_cmpuint (culvert_ui_stage_count_windows (CLASS), ==, 0);
}

static void
tell (Fixture *fixture, CulvertStagedSession *staged, const char *title, const char *text)
{
  culvert_ui_present_server_message (culvert_ui_stage_get_ui (fixture->stage),
                                     staged->session,
                                     title,
                                     text);
}

static char *
shown_text (void)
{
  GtkWindow *window = culvert_ui_stage_find_window (CLASS);
  GtkWidget *view = culvert_ui_stage_find_widget (GTK_WIDGET (window), "text_view");
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &text, NULL);

  return text;
}

/* S22 */
static void
test_the_server_fills_the_quotation_alone (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");
  g_autofree char *text = NULL;
  GtkWindow *window;
  GtkWidget *label;

  tell (fixture, office, "<b>Tonight</b>", "at ten\nall of it");
  window = culvert_ui_stage_find_window (CLASS);
  label = culvert_ui_stage_find_widget (GTK_WIDGET (window), "title_label");
  text = shown_text ();

  g_assert_cmpstr (gtk_window_get_title (window), ==, "Message from the VPN server of Office");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, gtk_window_get_title (window));
  g_assert_cmpstr (text, ==, "<b>Tonight</b>\nat ten\nall of it");
  g_assert_false (gtk_window_get_modal (window));
}

static void
test_it_does_not_take_the_focus (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");

  culvert_ui_present_window (culvert_ui_stage_get_ui (fixture->stage), NULL);
  culvert_ui_stage_settle (culvert_ui_stage_find_window ("CulvertMainWindow"));
  tell (fixture, office, "", "at ten");
  g_assert_false (gtk_window_get_focus_on_map (culvert_ui_stage_find_window (CLASS)));
  culvert_await_quiet ();
  g_assert_true (gtk_window_is_active (culvert_ui_stage_find_window ("CulvertMainWindow")));
}

/* S26 */
static void
test_one_window_for_each_connection (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");
  CulvertStagedSession *home = culvert_ui_stage_add (fixture->stage, "Home");
  g_autofree char *text = NULL;

  tell (fixture, office, "", "one");
  tell (fixture, office, "Two", "two");
  g_assert_cmpuint (culvert_ui_stage_count_windows (CLASS), ==, 1);
  text = shown_text ();
  g_assert_cmpstr (text, ==, "one\n\nTwo\ntwo");

  tell (fixture, home, "", "three");
  g_assert_cmpuint (culvert_ui_stage_count_windows (CLASS), ==, 2);
}

static void
test_a_closed_window_comes_back_empty (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");
  g_autofree char *text = NULL;

  tell (fixture, office, "", "one");
  gtk_dialog_response (GTK_DIALOG (culvert_ui_stage_find_window (CLASS)), GTK_RESPONSE_CLOSE);
  g_assert_cmpuint (culvert_ui_stage_count_windows (CLASS), ==, 0);

  tell (fixture, office, "", "two");
  text = shown_text ();
  g_assert_cmpstr (text, ==, "two");
}

/* S26 */
static void
test_lines_are_bounded (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");
  g_autoptr (GString) long_text = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  for (int i = 0; i < 700; i++)
    g_string_append (long_text, "A\n");
  tell (fixture, office, "", long_text->str);
  tell (fixture, office, "", long_text->str);
  tell (fixture, office, "", "last");

  text = shown_text ();
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1000);
  g_assert_true (g_str_has_suffix (text, "\nlast"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test)                                                                            \
  g_test_add ("/ui/server-message-dialog/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("the-server-fills-the-quotation-alone", test_the_server_fills_the_quotation_alone);
  ADD ("it-does-not-take-the-focus", test_it_does_not_take_the_focus);
  ADD ("one-window-for-each-connection", test_one_window_for_each_connection);
  ADD ("a-closed-window-comes-back-empty", test_a_closed_window_comes_back_empty);
  ADD ("lines-are-bounded", test_lines_are_bounded);

  return g_test_run ();
}
