/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-log-model.h"
#include "culvert-log-page.h"
#include "culvert-mgmt-event.h"
#include "culvert-ui-stage.h"

#include <time.h>

#include <glib/gstdio.h>

static void
append (CulvertSessionLog *log, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      char line[128];
      int length = g_snprintf (line, sizeof line, "line %u of a log that says <b>much</b>", i);

      culvert_session_log_append (log, 1700000000 + i, 1, line, length);
    }
}

static GtkWindow *
open_log (CulvertUiStage *stage, CulvertSession *session)
{
  GtkWindow *window;

  culvert_ui_present_session (culvert_ui_stage_get_ui (stage), session, CULVERT_UI_PAGE_LOG, NULL);
  window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (window);

  return window;
}

static GtkWidget *
find (GtkWindow *window, const char *id)
{
  GtkWidget *page = culvert_ui_stage_find_widget (GTK_WIDGET (window), "CulvertLogPage");

  return culvert_ui_stage_find_widget (page, id);
}

static GtkTreeView *
get_view (GtkWindow *window)
{
  return GTK_TREE_VIEW (find (window, "view"));
}

static int
count_rows (GtkWindow *window)
{
  return gtk_tree_model_iter_n_children (gtk_tree_view_get_model (get_view (window)), NULL);
}

static GtkAdjustment *
get_scroll (GtkWindow *window)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_view (window)));
}

static gboolean
is_at_end (GtkWindow *window)
{
  GtkAdjustment *scroll = get_scroll (window);

  return gtk_adjustment_get_value (scroll) >=
         gtk_adjustment_get_upper (scroll) - gtk_adjustment_get_page_size (scroll) - 1;
}

static char *
dup_cell (GtkTreeModel *model, int row, CulvertLogColumn column)
{
  GtkTreeIter iter;
  char *text;

  g_assert_true (gtk_tree_model_iter_nth_child (model, &iter, NULL, row));
  gtk_tree_model_get (model, &iter, column, &text, -1);

  return text;
}

/* Whoever looks at a log without a line of the kind sees the first one that comes, and the rest. */
static void
test_empty_log_fills (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  CulvertSessionLog *log = culvert_session_get_log (office->session);
  GtkWindow *window = open_log (stage, office->session);
  GtkWidget *label = find (window, "empty_label");
  GtkWidget *level = find (window, "level_combo");

  g_assert_false (gtk_widget_get_visible (label));
  gtk_combo_box_set_active (GTK_COMBO_BOX (level), CULVERT_LOG_LEVEL_ERRORS);
  culvert_ui_stage_settle (window);
  g_assert_true (gtk_widget_get_visible (label));
  g_assert_cmpint (count_rows (window), ==, 0);

  culvert_session_log_append (log, 1700000000, CULVERT_MGMT_LOG_NONFATAL, "No", 2);
  culvert_await (count_rows (window) == 1);
  g_assert_false (gtk_widget_get_visible (label));
  culvert_session_log_append (log, 1700000001, CULVERT_MGMT_LOG_NONFATAL, "No", 2);
  culvert_await (count_rows (window) == 2);
  g_assert_finalize_object (stage);
}

static void
test_model_shows_the_ring (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogModel) model = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  gint64 n_up;

  append (log, 0, 100000);
  model = culvert_log_model_new (log, CULVERT_LOG_LEVEL_ALL);
  g_assert_cmpuint (culvert_log_model_get_n_rows (model), ==, 100000);

  append (log, 100000, 100010);
  g_assert_true (culvert_log_model_sync (model, 100, FALSE, &n_up));
  g_assert_cmpint (n_up, ==, 10);
  g_assert_cmpuint (culvert_log_model_get_n_rows (model), ==, 100000);

  first = dup_cell (GTK_TREE_MODEL (model), 0, CULVERT_LOG_COLUMN_TEXT);
  last = dup_cell (GTK_TREE_MODEL (model), 99999, CULVERT_LOG_COLUMN_TEXT);
  g_assert_cmpstr (first, ==, "line 10 of a log that says <b>much</b>");
  g_assert_cmpstr (last, ==, "line 100009 of a log that says <b>much</b>");
}

static void
test_model_grows_by_portions (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogModel) model = culvert_log_model_new (log, CULVERT_LOG_LEVEL_ALL);
  gint64 n_up;

  append (log, 0, 250);
  g_assert_false (culvert_log_model_sync (model, 100, FALSE, &n_up));
  g_assert_cmpuint (culvert_log_model_get_n_rows (model), ==, 100);
  g_assert_false (culvert_log_model_sync (model, 100, FALSE, &n_up));
  g_assert_true (culvert_log_model_sync (model, 100, FALSE, &n_up));
  g_assert_cmpuint (culvert_log_model_get_n_rows (model), ==, 250);
}

/* In a flood the rows there are show the end, and what came before is given rows later. */
static void
test_model_shows_the_end_first (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogModel) model = culvert_log_model_new (log, CULVERT_LOG_LEVEL_ALL);
  guint64 first = culvert_session_log_get_first (log);
  gint64 n_up;

  append (log, 0, 250);
  g_assert_false (culvert_log_model_sync (model, 100, TRUE, &n_up));
  g_assert_cmpint (n_up, ==, 150);
  g_assert_cmpuint (culvert_log_model_get_number (model, 99), ==, first + 249);
  g_assert_cmpuint (culvert_log_model_find_row (model, first + 249), ==, 99);

  /* Whoever reads keeps the lines, until there are rows to spare. */
  append (log, 250, 260);
  g_assert_false (culvert_log_model_sync (model, 5, FALSE, &n_up));
  g_assert_cmpint (n_up, ==, 0);
  g_assert_cmpuint (culvert_log_model_get_number (model, 0), ==, first + 150);
  g_assert_false (culvert_log_model_sync (model, 15, FALSE, &n_up));
  g_assert_cmpint (n_up, ==, -10);
  g_assert_cmpuint (culvert_log_model_get_number (model, 0), ==, first + 140);

  g_assert_true (culvert_log_model_sync (model, 1000, TRUE, &n_up));
  g_assert_cmpint (n_up, ==, -140);
  g_assert_cmpuint (culvert_log_model_get_number (model, 0), ==, first);
  g_assert_cmpuint (culvert_log_model_get_n_rows (model), ==, 260);
}

static void
test_model_ends_where_it_ends (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogModel) model = NULL;
  g_autoptr (GtkTreePath) beyond = gtk_tree_path_new_from_indices (3, -1);
  GtkTreeIter iter;

  append (log, 0, 3);
  model = culvert_log_model_new (log, CULVERT_LOG_LEVEL_ALL);

  g_assert_false (gtk_tree_model_get_iter (GTK_TREE_MODEL (model), &iter, beyond));
  g_assert_true (gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (model), &iter, NULL, 2));
  g_assert_false (gtk_tree_model_iter_next (GTK_TREE_MODEL (model), &iter));
  g_assert_false (gtk_tree_model_iter_has_child (GTK_TREE_MODEL (model), &iter));
}

static void
test_hostile_line_stays_one_line (void)
{
  static const char bytes[] = "a\nb\x1b[31m\xff\0c\xe2\x80\xae<b>";
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogModel) model = NULL;
  g_autofree char *text = NULL;

  culvert_session_log_append (log, -1, 1, bytes, sizeof bytes - 1);
  model = culvert_log_model_new (log, CULVERT_LOG_LEVEL_ALL);
  text = dup_cell (GTK_TREE_MODEL (model), 0, CULVERT_LOG_COLUMN_TEXT);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strpbrk (text, "\n\x1b"));
  g_assert_nonnull (strstr (text, "<b>"));
  g_assert_null (strstr (text, "\xe2\x80\xae"));
}

static void
test_follows_until_the_user_scrolls (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  CulvertSessionLog *log = culvert_session_get_log (office->session);
  GtkWindow *window;
  GtkWidget *button;

  append (log, 0, 500);
  window = open_log (stage, office->session);
  culvert_await (is_at_end (window));

  append (log, 500, 600);
  culvert_await (count_rows (window) >= 600 && is_at_end (window));
  button = find (window, "follow_button");
  g_assert_false (gtk_widget_get_visible (button));

  gtk_adjustment_set_value (get_scroll (window), 200);
  append (log, 600, 700);
  culvert_await (count_rows (window) >= 700);
  culvert_ui_stage_settle (window);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_scroll (window)), ==, 200);
  g_assert_true (gtk_widget_get_visible (button));

  gtk_button_clicked (GTK_BUTTON (button));
  culvert_await (is_at_end (window));
  g_assert_false (gtk_widget_get_visible (button));

  g_assert_finalize_object (stage);
}

static const char *
get_text (GtkWindow *window, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find (window, id)));
}

static void
look_for (GtkWindow *window, const char *words)
{
  GtkWidget *button = find (window, "search_button");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  gtk_entry_set_text (
      GTK_ENTRY (culvert_ui_stage_find_widget (find (window, "search_bar"), "entry")),
      words);
}

static void
click (GtkWindow *window, const char *id)
{
  gtk_button_clicked (GTK_BUTTON (find (window, id)));
}

static void
test_search_goes_both_ways_and_round (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  GtkWindow *window;

  append (culvert_session_get_log (office->session), 0, 500);
  window = open_log (stage, office->session);
  look_for (window, "LINE 49");
  culvert_await (g_str_equal (get_text (window, "count_label"), "11 of 11"));
  g_assert_true (g_str_has_suffix (get_text (window, "line_label"),
                                   "line 499 of a log that says <b>much</b>"));

  click (window, "next_button");
  g_assert_cmpstr (get_text (window, "count_label"), ==, "1 of 11");
  culvert_ui_stage_settle (window);
  g_assert_false (is_at_end (window));
  g_assert_true (gtk_widget_get_visible (find (window, "follow_button")));
  click (window, "previous_button");
  click (window, "previous_button");
  g_assert_cmpstr (get_text (window, "count_label"), ==, "10 of 11");

  look_for (window, "nobody says this");
  culvert_await (g_str_equal (get_text (window, "count_label"), "Not found"));
  g_assert_false (gtk_widget_get_sensitive (find (window, "next_button")));

  g_assert_finalize_object (stage);
}

static void
test_keys_step_through_what_was_found (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  GtkWindow *window;

  append (culvert_session_get_log (office->session), 0, 500);
  window = open_log (stage, office->session);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (window)));
  culvert_ui_stage_press (window, GDK_KEY_F3, 0);
  g_assert_true (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (find (window, "search_bar"))));

  look_for (window, "line 49");
  culvert_await (g_str_equal (get_text (window, "count_label"), "11 of 11"));
  culvert_ui_stage_press (window, GDK_KEY_F3, GDK_SHIFT_MASK);
  g_assert_cmpstr (get_text (window, "count_label"), ==, "10 of 11");
  culvert_ui_stage_press (window, GDK_KEY_F3, 0);
  g_assert_cmpstr (get_text (window, "count_label"), ==, "11 of 11");
  culvert_ui_stage_press (window, GDK_KEY_g, GDK_CONTROL_MASK);
  g_assert_cmpstr (get_text (window, "count_label"), ==, "1 of 11");

  culvert_ui_stage_press (window, GDK_KEY_Escape, 0);
  culvert_await (*get_text (window, "count_label") == '\0');

  g_assert_finalize_object (stage);
}

static void
test_level_hides_the_rest (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  CulvertSessionLog *log = culvert_session_get_log (office->session);
  GtkWindow *window;

  append (log, 0, 500);
  culvert_session_log_append (log, -1, CULVERT_MGMT_LOG_WARNING, "careful", 7);
  culvert_session_log_append (log, -1, CULVERT_MGMT_LOG_FATAL, "the end", 7);
  window = open_log (stage, office->session);

  gtk_combo_box_set_active (GTK_COMBO_BOX (find (window, "level_combo")), 1);
  g_assert_cmpint (count_rows (window), ==, 2);
  gtk_combo_box_set_active (GTK_COMBO_BOX (find (window, "level_combo")), 2);
  g_assert_cmpint (count_rows (window), ==, 1);
  culvert_session_log_append (log, -1, CULVERT_MGMT_LOG_NONFATAL, "another", 7);
  culvert_await (count_rows (window) == 2);

  gtk_combo_box_set_active (GTK_COMBO_BOX (find (window, "level_combo")), 0);
  g_assert_cmpint (count_rows (window), >=, 503);
  culvert_await (is_at_end (window));

  g_assert_finalize_object (stage);
}

static void
test_selection_stays_with_its_line (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  CulvertSessionLog *log = culvert_session_get_log (office->session);
  GtkWindow *window;

  append (log, 0, 100000);
  window = open_log (stage, office->session);
  look_for (window, "line 99000 ");
  culvert_await (g_str_equal (get_text (window, "count_label"), "1 of 1"));

  append (log, 100000, 101000);
  culvert_await (culvert_session_log_get_first (log) > 1000);
  culvert_ui_stage_settle (window);
  g_assert_cmpstr (get_text (window, "count_label"), ==, "1 of 1");
  g_assert_true (g_str_has_suffix (get_text (window, "line_label"),
                                   "line 99000 of a log that says <b>much</b>"));
  g_assert_true (gtk_widget_get_visible (find (window, "dropped_label")));
  g_assert_true (g_str_has_prefix (get_text (window, "dropped_label"), "1001 earlier lines"));

  g_assert_finalize_object (stage);
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static void
test_saves_what_is_shown (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  CulvertSessionLog *log = culvert_session_get_log (office->session);
  g_autofree char *folder = g_dir_make_tmp ("culvert-log-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "Office.log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  GtkWindow *window;

  culvert_session_log_append (log, -1, CULVERT_MGMT_LOG_WARNING, "careful", 7);
  window = open_log (stage, office->session);
  gtk_combo_box_set_active (GTK_COMBO_BOX (find (window, "level_combo")), 1);
  culvert_log_page_save (CULVERT_LOG_PAGE (find (window, "CulvertLogPage")), file);
  g_assert_true (gtk_widget_get_visible (find (window, "notice_bar")));
  culvert_await (!gtk_widget_get_visible (find (window, "notice_bar")));

  text = read_file (path);
  g_assert_cmpstr (text, ==, "careful\n");
  g_assert_true (g_file_delete (file, NULL, NULL));
  culvert_log_page_save (CULVERT_LOG_PAGE (find (window, "CulvertLogPage")), file);
  click (window, "cancel_button");
  culvert_await_quiet ();
  g_assert_false (g_file_query_exists (file, NULL));

  g_assert_cmpint (g_rmdir (folder), ==, 0);
  culvert_log_page_save (CULVERT_LOG_PAGE (find (window, "CulvertLogPage")), file);
  culvert_await (gtk_widget_get_visible (find (window, "dismiss_button")));
  g_assert_nonnull (strstr (get_text (window, "notice_label"), "could not be saved"));

  g_assert_finalize_object (stage);
}

static void
test_detail_is_told_and_refused_above_seven (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  GtkWindow *window = open_log (stage, office->session);
  GtkMenuButton *button = GTK_MENU_BUTTON (find (window, "log_menu_button"));
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  GtkSpinButton *spin = GTK_SPIN_BUTTON (culvert_ui_stage_find_widget (popover, "level_spin"));
  GtkWidget *note = culvert_ui_stage_find_widget (popover, "note_label");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  culvert_await (gtk_spin_button_get_value_as_int (spin) == 3);

  gtk_spin_button_set_value (spin, 5);
  culvert_await (culvert_fake_daemon_has_heard (office->daemon, "verb 5"));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (note)), "back to 3"));

  gtk_spin_button_set_value (spin, 9);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (spin), ==, 5);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (note)), "Above 7"));
  culvert_await_quiet ();
  g_assert_false (culvert_fake_daemon_has_heard (office->daemon, "verb 9"));

  g_assert_finalize_object (stage);
}

typedef struct
{
  CulvertSessionLog *log;
  guint n_appended;
  gint64 last_turn;
  gint64 worst_stall;
} Flood;

/* Like the reader of a real daemon: below redraw, a portion at a time. */
static gboolean
pour (gpointer user_data)
{
  Flood *flood = user_data;

  append (flood->log, flood->n_appended, flood->n_appended + 1000);
  flood->n_appended += 1000;

  return flood->n_appended < 1000000 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* What others do on this computer meanwhile is no stall of ours. */
static gint64
get_own_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* How long a key or a click would have waited for its turn. */
static gboolean
on_turn (gpointer user_data)
{
  Flood *flood = user_data;
  gint64 now = get_own_time ();

  flood->worst_stall = MAX (flood->worst_stall, now - flood->last_turn);
  flood->last_turn = now;

  return G_SOURCE_CONTINUE;
}

static void
test_flood_does_not_stall (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  Flood flood = { .log = culvert_session_get_log (office->session) };
  GtkWindow *window = open_log (stage, office->session);
  guint clock;

  flood.last_turn = get_own_time ();
  clock = g_timeout_add (1, on_turn, &flood);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, pour, &flood, NULL);
  culvert_await_within (60, flood.n_appended == 1000000);
  culvert_await (count_rows (window) == 100000 && is_at_end (window));
  g_source_remove (clock);

  g_test_message ("the worst stall was %.1f ms", flood.worst_stall / 1000.0);
  g_assert_cmpint (flood.worst_stall, <, 100 * 1000);

  g_assert_finalize_object (stage);
}

/* Far more at once than are taken row by row: the last line is what is seen. */
static void
test_flood_is_followed_to_its_end (void)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  CulvertSessionLog *log = culvert_session_get_log (office->session);
  GtkWindow *window = open_log (stage, office->session);
  int n_before = count_rows (window);

  append (log, 0, 50000);
  culvert_await (count_rows (window) == n_before + 50000);
  culvert_await (is_at_end (window));

  append (log, 50000, 50010);
  culvert_await (count_rows (window) == n_before + 50010);
  culvert_await (is_at_end (window));
  g_assert_finalize_object (stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/log-page/empty-log-fills", test_empty_log_fills);
  g_test_add_func ("/ui/log-page/model-shows-the-ring", test_model_shows_the_ring);
  g_test_add_func ("/ui/log-page/model-grows-by-portions", test_model_grows_by_portions);
  g_test_add_func ("/ui/log-page/model-shows-the-end-first", test_model_shows_the_end_first);
  g_test_add_func ("/ui/log-page/model-ends-where-it-ends", test_model_ends_where_it_ends);
  g_test_add_func ("/ui/log-page/hostile-line-stays-one-line", test_hostile_line_stays_one_line);
  g_test_add_func ("/ui/log-page/follows-until-the-user-scrolls",
                   test_follows_until_the_user_scrolls);
  g_test_add_func ("/ui/log-page/search-goes-both-ways-and-round",
                   test_search_goes_both_ways_and_round);
  g_test_add_func ("/ui/log-page/keys-step-through-what-was-found",
                   test_keys_step_through_what_was_found);
  g_test_add_func ("/ui/log-page/level-hides-the-rest", test_level_hides_the_rest);
  g_test_add_func ("/ui/log-page/selection-stays-with-its-line",
                   test_selection_stays_with_its_line);
  g_test_add_func ("/ui/log-page/saves-what-is-shown", test_saves_what_is_shown);
  g_test_add_func ("/ui/log-page/detail-is-told-and-refused-above-seven",
                   test_detail_is_told_and_refused_above_seven);
  g_test_add_func ("/ui/log-page/flood-does-not-stall", test_flood_does_not_stall);
  g_test_add_func ("/ui/log-page/flood-is-followed-to-its-end", test_flood_is_followed_to_its_end);

  return g_test_run ();
}
