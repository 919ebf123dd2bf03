/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <glib/gstdio.h>

#include "culvert-await.h"
#include "culvert-support-bundle-window.h"
#include "culvert-ui-stage.h"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
  culvert_ui_present_support_bundle (culvert_ui_stage_get_ui (fixture->stage), NULL);
  fixture->window = culvert_ui_stage_find_window ("CulvertSupportBundleWindow");
  culvert_ui_stage_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->stage);
}

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  return culvert_ui_stage_find_widget (GTK_WIDGET (fixture->window), id);
}

static char *
dup_shown (Fixture *fixture)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (fixture, "view")));
  char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);

  return text;
}

static gboolean
shows_page (Fixture *fixture, const char *name)
{
  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (find (fixture, "stack"))), name);
}

static void
collect (Fixture *fixture)
{
  culvert_ui_stage_collect_support (fixture->stage, "one\ntwo");
  culvert_await (shows_page (fixture, "text"));
}

static void
test_nothing_to_save_while_collecting (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (shows_page (fixture, "collecting"));
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "save_button")));
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "copy_button")));
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "addresses_check")));

  collect (fixture);
  g_assert_true (gtk_widget_get_sensitive (find (fixture, "save_button")));
  g_assert_true (gtk_widget_get_sensitive (find (fixture, "copy_button")));
  g_assert_true (gtk_widget_get_sensitive (find (fixture, "addresses_check")));
}

static void
test_shows_all_of_it (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *shown = NULL;

  collect (fixture);
  shown = dup_shown (fixture);

  g_assert_cmpstr (shown, ==, "one\ntwo");
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (find (fixture, "view"))));
}

static void
test_leaves_out_addresses (Fixture *fixture, gconstpointer unused)
{
  GtkToggleButton *check;
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  collect (fixture);
  check = GTK_TOGGLE_BUTTON (find (fixture, "addresses_check"));
  gtk_toggle_button_set_active (check, TRUE);
  without = dup_shown (fixture);
  gtk_toggle_button_set_active (check, FALSE);
  with = dup_shown (fixture);

  g_assert_cmpstr (without, ==, "(without addresses)\none\ntwo");
  g_assert_cmpstr (with, ==, "one\ntwo");
}

static void
test_copies_what_is_shown (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copied = NULL;

  collect (fixture);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (fixture, "addresses_check")), TRUE);
  gtk_button_clicked (GTK_BUTTON (find (fixture, "copy_button")));
  copied = gtk_clipboard_wait_for_text (
      gtk_widget_get_clipboard (GTK_WIDGET (fixture->window), GDK_SELECTION_CLIPBOARD));

  g_assert_cmpstr (copied, ==, "(without addresses)\none\ntwo");
}

static gboolean
has_status (Fixture *fixture)
{
  return gtk_label_get_text (GTK_LABEL (find (fixture, "status_label")))[0] != '\0';
}

static void
test_saves_what_is_shown (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_dir_make_tmp ("culvert-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "support.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = NULL;
  GStatBuf info;

  collect (fixture);
  culvert_support_bundle_window_save (CULVERT_SUPPORT_BUNDLE_WINDOW (fixture->window), file);
  culvert_await (has_status (fixture));

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "one\ntwo");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0077, ==, 0);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_tells_why_it_is_not_saved (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/support.txt");

  collect (fixture);
  culvert_support_bundle_window_save (CULVERT_SUPPORT_BUNDLE_WINDOW (fixture->window), file);
  culvert_await (has_status (fixture));

  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (find (fixture, "status_label"))),
                                   "The text could not be saved: "));
}

/* The one who collects is told; whatever comes then has nowhere to go. */
static void
test_closing_cancels (Fixture *fixture, gconstpointer unused)
{
  culvert_ui_stage_press (g_steal_pointer (&fixture->window), GDK_KEY_Escape, 0);
  culvert_await (culvert_ui_stage_find_window ("CulvertSupportBundleWindow") == NULL);

  g_assert_true (culvert_ui_stage_is_collecting_cancelled (fixture->stage));
  culvert_ui_stage_collect_support (fixture->stage, "too late");
  culvert_await_quiet ();
}

static void
add (const char *path, void (*run) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/support-bundle/nothing-to-save-while-collecting",
       test_nothing_to_save_while_collecting);
  add ("/ui/support-bundle/shows-all-of-it", test_shows_all_of_it);
  add ("/ui/support-bundle/leaves-out-addresses", test_leaves_out_addresses);
  add ("/ui/support-bundle/copies-what-is-shown", test_copies_what_is_shown);
  add ("/ui/support-bundle/saves-what-is-shown", test_saves_what_is_shown);
  add ("/ui/support-bundle/tells-why-it-is-not-saved", test_tells_why_it_is_not_saved);
  add ("/ui/support-bundle/closing-cancels", test_closing_cancels);

  return g_test_run ();
}
