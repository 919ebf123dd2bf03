/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-editor.h"

#include "culvert-await.h"
#include "culvert-import-stage.h"
#include "culvert-ui-stage.h"

#include <string.h>

#define TEXT CULVERT_TEST_REMOTE CULVERT_TEST_KEY

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  GtkWidget *editor;     /* (unowned) (nullable): cleared when it is destroyed */
  char *saved;           /* (owned) (nullable) */
} Fixture;

static void
on_saved (CulvertProfileEditor *editor, CulvertConfigImport *import, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_null (fixture->saved);
  fixture->saved = g_strdup (culvert_secret_text_peek (culvert_config_import_get_text (import)));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new (TEXT, -1);
  g_autoptr (GError) error = NULL;

  fixture->stage = culvert_ui_stage_new ();
  fixture->editor = GTK_WIDGET (culvert_profile_editor_new ("Office", text, &error));
  g_assert_no_error (error);
  g_signal_connect (fixture->editor, "saved", G_CALLBACK (on_saved), fixture);
  g_signal_connect (fixture->editor,
                    "destroy",
                    G_CALLBACK (gtk_widget_destroyed),
                    &fixture->editor);
  gtk_window_present (GTK_WINDOW (fixture->editor));
  culvert_ui_stage_settle (GTK_WINDOW (fixture->editor));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->editor != NULL)
    gtk_widget_destroy (fixture->editor);
  g_clear_pointer (&fixture->saved, g_free);
  g_assert_finalize_object (fixture->stage);
}

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  GtkWidget *widget = culvert_ui_stage_find_widget (fixture->editor, id);

  g_assert_nonnull (widget);

  return widget;
}

static gboolean
is_visible (Fixture *fixture, const char *id)
{
  return gtk_widget_get_visible (find (fixture, id));
}

static gboolean
can_save (Fixture *fixture)
{
  return gtk_widget_get_sensitive (find (fixture, "save_button"));
}

static GtkTextBuffer *
get_buffer (Fixture *fixture)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (fixture, "view")));
}

static void
write_at_end (Fixture *fixture, const char *text)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (get_buffer (fixture), &end);
  gtk_text_buffer_insert (get_buffer (fixture), &end, text, -1);
}

static char *
dup_text (Fixture *fixture)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (fixture), &start, &end);

  return gtk_text_buffer_get_text (get_buffer (fixture), &start, &end, TRUE);
}

static guint
count_rows (Fixture *fixture, const char *id)
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (find (fixture, id)));

  return g_list_length (rows);
}

static void
respond (Fixture *fixture, int response)
{
  gtk_dialog_response (GTK_DIALOG (fixture->editor), response);
}

static void
test_shows_no_key (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = dup_text (fixture);

  g_assert_null (strstr (text, "U0VDUkVU"));
  g_assert_nonnull (strstr (text, "<key>\n(private key, kept)\n</key>\n"));
}

static void
test_nothing_to_save_at_first (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (can_save (fixture));
  g_assert_true (is_visible (fixture, "verdict_box"));
  g_assert_false (is_visible (fixture, "problem_box"));
}

static void
test_saves_with_the_key (Fixture *fixture, gconstpointer unused)
{
  write_at_end (fixture, "nobind\n");
  culvert_await (can_save (fixture));
  respond (fixture, GTK_RESPONSE_OK);

  g_assert_null (fixture->editor);
  g_assert_cmpstr (fixture->saved, ==, TEXT "nobind\n");
}

static GtkDialog *
await_question (void)
{
  culvert_await (culvert_ui_stage_find_window ("CulvertMessageDialog") != NULL);

  return GTK_DIALOG (culvert_ui_stage_find_window ("CulvertMessageDialog"));
}

/* A line that was pasted is a file that was imported. */
static void
test_programs_need_consent (Fixture *fixture, gconstpointer unused)
{
  write_at_end (fixture, "up /usr/bin/true\n");
  culvert_await (can_save (fixture));
  respond (fixture, GTK_RESPONSE_OK);
  gtk_dialog_response (await_question (), GTK_RESPONSE_CANCEL);
  g_assert_null (culvert_ui_stage_find_window ("CulvertMessageDialog"));
  g_assert_nonnull (fixture->editor);
  g_assert_null (fixture->saved);

  respond (fixture, GTK_RESPONSE_OK);
  gtk_dialog_response (await_question (), GTK_RESPONSE_OK);
  g_assert_null (fixture->editor);
  g_assert_cmpstr (fixture->saved, ==, TEXT "up /usr/bin/true\n");
}

static void
test_programs_that_were_there_need_none (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new (TEXT "up /usr/bin/true\n", -1);
  g_autoptr (GError) error = NULL;

  gtk_widget_destroy (fixture->editor);
  fixture->editor = GTK_WIDGET (culvert_profile_editor_new ("Office", text, &error));
  g_assert_no_error (error);
  g_signal_connect (fixture->editor, "saved", G_CALLBACK (on_saved), fixture);
  g_signal_connect (fixture->editor,
                    "destroy",
                    G_CALLBACK (gtk_widget_destroyed),
                    &fixture->editor);
  gtk_window_present (GTK_WINDOW (fixture->editor));
  write_at_end (fixture, "nobind\n");
  culvert_await (can_save (fixture));
  respond (fixture, GTK_RESPONSE_OK);

  g_assert_null (fixture->editor);
  g_assert_nonnull (fixture->saved);
}

static void
test_key_saves (Fixture *fixture, gconstpointer unused)
{
  culvert_ui_stage_press (GTK_WINDOW (fixture->editor), GDK_KEY_s, GDK_CONTROL_MASK);
  g_assert_nonnull (fixture->editor);

  write_at_end (fixture, "nobind\n");
  culvert_await (can_save (fixture));
  culvert_ui_stage_press (GTK_WINDOW (fixture->editor), GDK_KEY_s, GDK_CONTROL_MASK);
  g_assert_null (fixture->editor);
  g_assert_nonnull (fixture->saved);
}

static void
test_mistake_is_said_while_writing (Fixture *fixture, gconstpointer unused)
{
  write_at_end (fixture, "verb \"3\n");
  culvert_await (is_visible (fixture, "problem_box"));

  g_assert_false (can_save (fixture));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find (fixture, "complaint_label"))),
                   ==,
                   "Line 7: a quotation mark (\") is not closed.");

  gtk_text_buffer_set_text (get_buffer (fixture), CULVERT_TEST_REMOTE, -1);
  culvert_await (can_save (fixture));
  g_assert_false (is_visible (fixture, "problem_box"));
}

static void
test_button_leads_to_the_mistake (Fixture *fixture, gconstpointer unused)
{
  GtkTextIter at;

  write_at_end (fixture, "verb \"3\n");
  culvert_await (is_visible (fixture, "problem_box"));
  gtk_button_clicked (GTK_BUTTON (find (fixture, "line_button")));

  gtk_text_buffer_get_iter_at_mark (get_buffer (fixture),
                                    &at,
                                    gtk_text_buffer_get_insert (get_buffer (fixture)));
  g_assert_cmpint (gtk_text_iter_get_line (&at), ==, 6);
  g_assert_true (gtk_widget_is_focus (find (fixture, "view")));
}

static void
test_mistake_of_the_whole_has_no_line (Fixture *fixture, gconstpointer unused)
{
  gtk_text_buffer_set_text (get_buffer (fixture), "nobind\n", -1);
  culvert_await (is_visible (fixture, "problem_box"));

  g_assert_false (is_visible (fixture, "line_button"));
}

/* The check waits for a pause; saving does not. */
static void
test_save_checks_what_was_just_written (Fixture *fixture, gconstpointer unused)
{
  write_at_end (fixture, "nobind\n");
  culvert_await (can_save (fixture));
  write_at_end (fixture, "verb \"3\n");
  respond (fixture, GTK_RESPONSE_OK);

  g_assert_nonnull (fixture->editor);
  g_assert_null (fixture->saved);
  g_assert_true (is_visible (fixture, "problem_box"));
}

static void
test_says_what_is_limited_and_left_out (Fixture *fixture, gconstpointer unused)
{
  write_at_end (fixture, "up /bin/x\nlog /tmp/x\n");
  culvert_await (is_visible (fixture, "notes_scroller"));
  g_assert_cmpuint (count_rows (fixture, "limits_box"), ==, 1);
  g_assert_cmpuint (count_rows (fixture, "changes_box"), ==, 1);

  respond (fixture, GTK_RESPONSE_OK);
  gtk_dialog_response (await_question (), GTK_RESPONSE_OK);
  g_assert_cmpstr (fixture->saved, ==, TEXT "up /bin/x\n");
}

static void
test_keys_undo_and_redo (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = dup_text (fixture);
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  gtk_widget_grab_focus (find (fixture, "view"));
  write_at_end (fixture, "nobind\n");
  culvert_ui_stage_press (GTK_WINDOW (fixture->editor), GDK_KEY_z, GDK_CONTROL_MASK);
  undone = dup_text (fixture);
  g_assert_cmpstr (undone, ==, before);

  culvert_ui_stage_press (GTK_WINDOW (fixture->editor), GDK_KEY_y, GDK_CONTROL_MASK);
  redone = dup_text (fixture);
  g_assert_true (g_str_has_suffix (redone, "nobind\n"));
  culvert_await (can_save (fixture));
}

/* What was there at first is no step. */
static void
test_profile_itself_cannot_be_undone (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  gtk_widget_grab_focus (find (fixture, "view"));
  culvert_ui_stage_press (GTK_WINDOW (fixture->editor), GDK_KEY_z, GDK_CONTROL_MASK);
  text = dup_text (fixture);
  g_assert_true (g_str_has_prefix (text, CULVERT_TEST_REMOTE));
}

static void
test_unchanged_closes_at_once (Fixture *fixture, gconstpointer unused)
{
  respond (fixture, GTK_RESPONSE_CANCEL);

  g_assert_null (fixture->editor);
  g_assert_null (fixture->saved);
}

static void
test_changes_are_not_lost_by_accident (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *question;

  write_at_end (fixture, "nobind\n");
  gtk_window_close (GTK_WINDOW (fixture->editor));
  culvert_await (culvert_ui_stage_find_window ("CulvertMessageDialog") != NULL);
  question = culvert_ui_stage_find_window ("CulvertMessageDialog");
  gtk_dialog_response (GTK_DIALOG (question), GTK_RESPONSE_CANCEL);
  g_assert_nonnull (fixture->editor);

  respond (fixture, GTK_RESPONSE_CANCEL);
  question = culvert_ui_stage_find_window ("CulvertMessageDialog");
  gtk_dialog_response (GTK_DIALOG (question), GTK_RESPONSE_OK);
  g_assert_null (fixture->editor);
  g_assert_null (fixture->saved);
}

static void
test_fits_a_small_screen (Fixture *fixture, gconstpointer unused)
{
  GtkRequisition least;

  write_at_end (fixture, "verb \"3\n");
  culvert_await (is_visible (fixture, "problem_box"));
  gtk_widget_get_preferred_size (fixture->editor, &least, NULL);

  g_assert_cmpint (least.width, <=, 360);
  g_assert_cmpint (least.height, <=, 700);
}

static void
test_broken_profile_has_no_editor (void)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("verb \"3\n", -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (culvert_profile_editor_new ("Office", text, &error));
  g_assert_error (error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN);
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/profile-editor/shows-no-key", test_shows_no_key);
  add ("/ui/profile-editor/nothing-to-save-at-first", test_nothing_to_save_at_first);
  add ("/ui/profile-editor/saves-with-the-key", test_saves_with_the_key);
  add ("/ui/profile-editor/programs-need-consent", test_programs_need_consent);
  add ("/ui/profile-editor/programs-that-were-there-need-none",
       test_programs_that_were_there_need_none);
  add ("/ui/profile-editor/key-saves", test_key_saves);
  add ("/ui/profile-editor/mistake-is-said-while-writing", test_mistake_is_said_while_writing);
  add ("/ui/profile-editor/button-leads-to-the-mistake", test_button_leads_to_the_mistake);
  add ("/ui/profile-editor/mistake-of-the-whole-has-no-line",
       test_mistake_of_the_whole_has_no_line);
  add ("/ui/profile-editor/save-checks-what-was-just-written",
       test_save_checks_what_was_just_written);
  add ("/ui/profile-editor/says-what-is-limited-and-left-out",
       test_says_what_is_limited_and_left_out);
  add ("/ui/profile-editor/keys-undo-and-redo", test_keys_undo_and_redo);
  add ("/ui/profile-editor/profile-itself-cannot-be-undone", test_profile_itself_cannot_be_undone);
  add ("/ui/profile-editor/unchanged-closes-at-once", test_unchanged_closes_at_once);
  add ("/ui/profile-editor/changes-are-not-lost-by-accident",
       test_changes_are_not_lost_by_accident);
  add ("/ui/profile-editor/fits-a-small-screen", test_fits_a_small_screen);
  g_test_add_func ("/ui/profile-editor/broken-profile-has-no-editor",
                   test_broken_profile_has_no_editor);

  return g_test_run ();
}
