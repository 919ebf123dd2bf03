/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Whether the log stays smooth: 100,000 lines are kept, and lines come in, while somebody scrolls
 * and searches. The floor is a bare window that is drawn anew in each frame, with the same lines
 * coming in and nobody showing them. And what the search itself costs, beside strcasestr () over
 * the same lines. */

#include "culvert-await.h"
#include "culvert-bench.h"
#include "culvert-log-search.h"
#include "culvert-ui-stage.h"

#include <math.h>
#include <string.h>

#define KEPT       100000
#define N_DRAWINGS 201

static int lines_per_second = 5000;
static int seconds = 8;
static int n_rounds = 5;

static const GOptionEntry options[] = {
  { "lines-per-second", 0, 0, G_OPTION_ARG_INT, &lines_per_second, "How many lines come", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "How long they come", "N" },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How many rounds of the search alone", "N" },
  { NULL },
};

static void
append (CulvertSessionLog *log, guint number)
{
  char line[160];
  int length = g_snprintf (line,
                           sizeof line,
                           "TLS: move_session %07u: dest=TM_ACTIVE src=TM_INITIAL reinit_src=1, "
                           "and what else there is to say of it%s",
                           number,
                           number % 1000 == 0 ? ": a needle" : "");

  culvert_session_log_append (log, 1795334986 + number / 1000, 1, line, (gsize) length);
}

/* What is measured while lines come in. */
typedef struct
{
  CulvertSessionLog *log;
  GtkWindow *window;
  GtkAdjustment *scroll; /* (nullable): nobody scrolls */
  GtkEntry *entry;       /* (nullable): nobody searches */
  gint64 start;
  guint n_lines;
  gint64 last_turn;
  gint64 worst_stall;
  gint64 last_frame;
  GArray *frames; /* (owned) (element-type double): between two of them, in ms */
} Watch;

/* As many as are due, at the priority of the reader. */
static gboolean
pour (gpointer user_data)
{
  Watch *watch = user_data;
  gint64 spent = g_get_monotonic_time () - watch->start;
  guint n_due = (guint) (spent * lines_per_second / G_USEC_PER_SEC);

  for (; watch->n_lines < n_due; watch->n_lines++)
    append (watch->log, KEPT + watch->n_lines);

  return G_SOURCE_CONTINUE;
}

/* How long a key or a click would have waited for its turn. */
static gboolean
on_turn (gpointer user_data)
{
  Watch *watch = user_data;
  gint64 now = g_get_monotonic_time ();

  watch->worst_stall = MAX (watch->worst_stall, now - watch->last_turn);
  watch->last_turn = now;

  return G_SOURCE_CONTINUE;
}

/* Up through the log by a third of a page a frame, and again from the end. */
static void
scroll_on (GtkAdjustment *scroll)
{
  double value = gtk_adjustment_get_value (scroll) - gtk_adjustment_get_page_size (scroll) / 3;

  gtk_adjustment_set_value (scroll, value > 0 ? value : gtk_adjustment_get_upper (scroll));
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Watch *watch = user_data;
  gint64 now = g_get_monotonic_time ();
  double interval = (double) (now - watch->last_frame) / 1000;

  if (watch->last_frame != 0)
    g_array_append_val (watch->frames, interval);
  watch->last_frame = now;
  /* What scrolls is drawn anew by that, and nothing else is. */
  if (watch->scroll != NULL)
    scroll_on (watch->scroll);
  else
    gtk_widget_queue_draw (widget);
  /* A search from the start, twice a second. */
  if (watch->entry != NULL && watch->frames->len % 30 == 0)
    gtk_entry_set_text (watch->entry, watch->frames->len % 60 == 0 ? "A NEEDLE" : "session");

  return G_SOURCE_CONTINUE;
}

/* Returns: how far 99 of 100 frames are apart at most, in ms */
static double
watch_window (Watch *watch, const char *name)
{
  gint64 cpu = culvert_bench_get_cpu_time ();
  double *frames;
  guint n;
  guint sources[2];
  guint tick;
  double p99;

  watch->frames = g_array_new (FALSE, FALSE, sizeof (double));
  watch->start = g_get_monotonic_time ();
  watch->last_turn = watch->start;
  sources[0] = g_timeout_add (1, on_turn, watch);
  sources[1] = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, 4, pour, watch, NULL);
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (watch->window), on_frame, watch, NULL);
  culvert_await_within (seconds + 30,
                        g_get_monotonic_time () - watch->start >= seconds * G_USEC_PER_SEC);
  gtk_widget_remove_tick_callback (GTK_WIDGET (watch->window), tick);
  g_source_remove (sources[0]);
  g_source_remove (sources[1]);

  frames = (double *) (void *) watch->frames->data;
  n = watch->frames->len;
  p99 = culvert_bench_get_percentile (frames, n, 99);
  g_print (
      "%-8s %u lines, %u frames: p50 %.1f, p99 %.1f, worst %.1f ms apart; worst stall %.1f ms; "
      "processor time %.0f ms\n",
      name,
      watch->n_lines,
      n,
      culvert_bench_get_percentile (frames, n, 50),
      p99,
      culvert_bench_get_percentile (frames, n, 100),
      (double) watch->worst_stall / 1000,
      (double) (culvert_bench_get_cpu_time () - cpu) / 1000);
  g_array_unref (watch->frames);

  return p99;
}

static CulvertSessionLog *
create_full_log (void)
{
  CulvertSessionLog *log = culvert_session_log_new ();

  for (guint i = 0; i < KEPT; i++)
    append (log, i);

  return log;
}

static double
run_floor (void)
{
  g_autoptr (CulvertSessionLog) log = create_full_log ();
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  Watch watch = { .log = log, .window = GTK_WINDOW (window) };
  double p99;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_widget_show (window);
  culvert_ui_stage_settle (GTK_WINDOW (window));
  p99 = watch_window (&watch, "floor");
  gtk_widget_destroy (window);

  return p99;
}

static void
draw_floor (GtkWidget *view, cairo_t *cr, guint n_rows)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (view, NULL);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, gtk_widget_get_allocated_width (view) * PANGO_SCALE);
  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *text =
          g_strdup_printf ("12:34:56 TLS: move_session %07u: dest=TM_ACTIVE src=TM_INITIAL "
                           "reinit_src=1, and what else there is to say of it",
                           row);

      pango_layout_set_text (layout, text, -1);
      cairo_move_to (cr, 0, row * 20);
      pango_cairo_show_layout (cr, layout);
    }
}

/* What it costs to draw a page of lines, beside the same texts and nothing else: not so much at the
 * mercy of other work as what there is between two frames. */
static void
compare_drawing (GtkWidget *view, GtkAdjustment *scroll)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 900, 600);
  cairo_t *cr = cairo_create (surface);
  double costs[2][N_DRAWINGS];
  GtkTreePath *first;
  GtkTreePath *last;
  guint n_rows;

  g_assert_true (gtk_tree_view_get_visible_range (GTK_TREE_VIEW (view), &first, &last));
  n_rows = (guint) (gtk_tree_path_get_indices (last)[0] - gtk_tree_path_get_indices (first)[0] + 1);
  for (guint i = 0; i < N_DRAWINGS; i++)
    {
      gint64 before = culvert_bench_get_cpu_time ();
      gint64 between;

      draw_floor (view, cr, n_rows);
      between = culvert_bench_get_cpu_time ();
      scroll_on (scroll);
      gtk_widget_draw (view, cr);
      costs[0][i] = (double) (between - before);
      costs[1][i] = (double) (culvert_bench_get_cpu_time () - between);
    }
  g_print ("a page of %u lines: floor %.1f ms, drawn in %.1f ms, ratio %.2f\n",
           n_rows,
           culvert_bench_get_median (costs[0], N_DRAWINGS) / 1000,
           culvert_bench_get_median (costs[1], N_DRAWINGS) / 1000,
           culvert_bench_get_median (costs[1], N_DRAWINGS) /
               culvert_bench_get_median (costs[0], N_DRAWINGS));
  gtk_tree_path_free (first);
  gtk_tree_path_free (last);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* What is due and was not taken in is what a daemon could not get rid of. */
static void
tell (const Watch *watch, double p99, double floor_p99)
{
  double n_due = (double) lines_per_second * seconds;
  g_autofree char *frames = g_strdup_printf ("log page, %d lines/s: frames, p99", lines_per_second);
  g_autofree char *lines = g_strdup_printf ("log page, %d lines/s: not taken in", lines_per_second);

  culvert_bench_tell ("B3", frames, p99, "ms", floor_p99, 20);
  culvert_bench_tell ("B3", lines, MAX (0, 100 * (1 - watch->n_lines / n_due)), "%", NAN, 1);
}

static void
run_page (double floor_p99)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  Watch watch = { .log = culvert_session_get_log (office->session) };
  GtkWidget *page;
  GtkWidget *view;

  for (guint i = 0; i < KEPT; i++)
    append (watch.log, i);
  culvert_ui_present_session (culvert_ui_stage_get_ui (stage),
                              office->session,
                              CULVERT_UI_PAGE_LOG,
                              NULL);
  watch.window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (watch.window);
  page = culvert_ui_stage_find_widget (GTK_WIDGET (watch.window), "CulvertLogPage");
  view = culvert_ui_stage_find_widget (page, "view");
  compare_drawing (view, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (culvert_ui_stage_find_widget (page, "search_button")),
      TRUE);
  watch.scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  watch.entry = GTK_ENTRY (
      culvert_ui_stage_find_widget (culvert_ui_stage_find_widget (page, "search_bar"), "entry"));
  tell (&watch, watch_window (&watch, "log page"), floor_p99);
  g_object_unref (stage);
}

static guint
search_floor (CulvertSessionLog *log)
{
  guint64 end = culvert_session_log_get_end (log);
  guint n = 0;

  for (guint64 i = culvert_session_log_get_first (log); i < end; i++)
    {
      CulvertSessionLogLine line;

      culvert_session_log_get_line (log, i, &line);
      n += strcasestr (line.text, "A NEEDLE") != NULL;
    }

  return n;
}

static guint
search_in_slices (CulvertSessionLog *log)
{
  g_autoptr (CulvertLogSearch) search = culvert_log_search_new (log);

  culvert_log_search_set_words (search, "A NEEDLE");
  culvert_await (culvert_log_search_is_complete (search));

  return culvert_log_rows_get_n (culvert_log_search_get_matches (search));
}

static double
measure_search (guint (*function) (CulvertSessionLog *log), CulvertSessionLog *log)
{
  gint64 before = culvert_bench_get_cpu_time ();

  g_assert_cmpuint (function (log), ==, KEPT / 1000);

  return (double) (culvert_bench_get_cpu_time () - before);
}

static void
compare_search (void)
{
  g_autoptr (CulvertSessionLog) log = create_full_log ();
  g_autofree double *floors = g_new (double, n_rounds);
  g_autofree double *searches = g_new (double, n_rounds);
  double floor;
  double search;

  for (int i = 0; i < n_rounds; i++)
    {
      floors[i] = measure_search (search_floor, log);
      searches[i] = measure_search (search_in_slices, log);
    }
  floor = culvert_bench_get_median (floors, (guint) n_rounds);
  search = culvert_bench_get_median (searches, (guint) n_rounds);
  g_print ("search through 100,000 lines: floor %.1f ms, search %.1f ms, ratio %.2f\n",
           floor / 1000,
           search / 1000,
           search / floor);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- how smooth the log is");
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  compare_search ();
  gtk_init (NULL, NULL);
  run_page (run_floor ());
  return 0;
}
