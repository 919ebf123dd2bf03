/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-traffic-follower.h"
#include "culvert-traffic-plot.h"
#include "culvert-traffic-stage.h"
#include "culvert-ui-stage.h"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertStagedSession *office;
  GtkWindow *window;
  GtkWidget *panel;
  GtkWidget *plot;
  guint n_draws;
} Fixture;

static gboolean
on_drawn (GtkWidget *widget, cairo_t *cr, gpointer user_data)
{
  guint *n_draws = user_data;

  (*n_draws)++;

  return GDK_EVENT_PROPAGATE;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
  fixture->office = culvert_ui_stage_add (fixture->stage, "Office");
  culvert_ui_present_window (culvert_ui_stage_get_ui (fixture->stage), NULL);
  fixture->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (fixture->window);

  fixture->panel =
      culvert_ui_stage_find_widget (GTK_WIDGET (fixture->window), "CulvertTrafficPanel");
  fixture->plot = culvert_ui_stage_find_widget (fixture->panel, "CulvertTrafficPlot");
  g_signal_connect (fixture->plot, "draw", G_CALLBACK (on_drawn), &fixture->n_draws);
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

static void
connect_and_fill (Fixture *fixture)
{
  culvert_staged_session_connect (fixture->office);
  culvert_traffic_stage_fill (fixture->office->session, CULVERT_TRAFFIC_STAGE_STEADY, 600);
  culvert_await (gtk_widget_get_mapped (fixture->plot));
  culvert_ui_stage_settle (fixture->window);
}

static const char *
get_description (Fixture *fixture)
{
  return atk_object_get_description (gtk_widget_get_accessible (fixture->plot));
}

static const char *
get_name (Fixture *fixture)
{
  return atk_object_get_name (gtk_widget_get_accessible (fixture->plot));
}

static void
test_nothing_to_show_is_not_shown (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (gtk_widget_get_visible (fixture->panel));
  g_assert_false (gtk_widget_get_visible (find (fixture, "sparkline")));

  connect_and_fill (fixture);
  g_assert_true (gtk_widget_get_visible (fixture->panel));
  g_assert_true (gtk_widget_get_visible (find (fixture, "sparkline")));
}

static void
test_rates_and_totals_are_told (Fixture *fixture, gconstpointer unused)
{
  GtkLabel *received;

  culvert_staged_session_connect (fixture->office);
  culvert_fake_daemon_say (fixture->office->daemon, ">BYTECOUNT:1048576,2048");
  received = GTK_LABEL (find (fixture, "received_label"));
  culvert_await (g_str_has_suffix (gtk_label_get_text (received), "1.0\302\240MiB in total"));
}

static void
test_days_and_months_are_told (Fixture *fixture, gconstpointer unused)
{
  CulvertUsageStore *usage = culvert_ui_stage_get_usage (fixture->stage);
  const char *id = culvert_profile_get_id (culvert_session_get_profile (fixture->office->session));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GtkWidget *value;

  culvert_usage_store_count (usage, id, 0, 0, now);
  culvert_usage_store_count (usage, id, 2048, 1024, now);
  culvert_staged_session_connect (fixture->office);
  culvert_await (gtk_widget_get_mapped (find (fixture, "usage_box")));

  value = culvert_ui_stage_find_widget (find (fixture, "day_fact"), "value_label");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (value)),
                   ==,
                   "2.0\302\240KiB received, 1.0\302\240KiB sent");
}

static void
test_the_plot_is_drawn_when_traffic_moves (Fixture *fixture, gconstpointer unused)
{
  guint n_draws;

  connect_and_fill (fixture);
  n_draws = fixture->n_draws;
  g_assert_cmpuint (n_draws, >, 0);

  /* In the next second everything has moved on. */
  culvert_await (fixture->n_draws > n_draws);
}

/* However often a daemon counts. */
static void
test_the_plot_is_drawn_once_a_second (Fixture *fixture, gconstpointer unused)
{
  gint64 begin;
  guint n_draws;

  connect_and_fill (fixture);
  begin = g_get_monotonic_time ();
  n_draws = fixture->n_draws;
  for (guint i = 0; fixture->n_draws < n_draws + 3; i++)
    {
      culvert_traffic_stage_fill (fixture->office->session,
                                  CULVERT_TRAFFIC_STAGE_STEADY,
                                  600 + i % 2);
      culvert_await_quiet ();
    }

  g_assert_cmpint (g_get_monotonic_time () - begin, >, 1.5 * G_USEC_PER_SEC);
}

static void
test_the_plot_is_not_drawn_while_unmapped (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *stack = find (fixture, "page_stack");
  guint n_draws;

  connect_and_fill (fixture);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "log");
  culvert_await (!gtk_widget_get_mapped (fixture->plot));

  n_draws = fixture->n_draws;
  culvert_traffic_stage_fill (fixture->office->session, CULVERT_TRAFFIC_STAGE_BURSTS, 600);
  culvert_ui_stage_settle (fixture->window);
  g_assert_cmpuint (fixture->n_draws, ==, n_draws);

  gtk_stack_set_visible_child_name (GTK_STACK (stack), "overview");
  culvert_await (fixture->n_draws > n_draws);
}

static void
test_the_range_can_be_chosen (Fixture *fixture, gconstpointer unused)
{
  connect_and_fill (fixture);
  g_assert_cmpstr (get_name (fixture), ==, "Traffic of the last 5 minutes");

  gtk_button_clicked (GTK_BUTTON (find (fixture, "hour_button")));
  g_assert_cmpstr (get_name (fixture), ==, "Traffic of the last hour");
  gtk_button_clicked (GTK_BUTTON (find (fixture, "minute_button")));
  g_assert_cmpstr (get_name (fixture), ==, "Traffic of the last minute");
  g_assert_true (g_str_has_prefix (get_description (fixture), "At most 1."));
  g_assert_nonnull (strstr (get_description (fixture), "MiB/s received and 7"));
}

static void
test_an_empty_plot_says_so (Fixture *fixture, gconstpointer unused)
{
  culvert_staged_session_connect (fixture->office);
  culvert_await (gtk_widget_get_mapped (fixture->plot));

  g_assert_cmpstr (get_description (fixture), ==, "No traffic yet");
}

static void
test_a_narrow_window_has_room (Fixture *fixture, gconstpointer unused)
{
  static const char *const ids[] = { "CulvertOverviewPage", "list" };

  connect_and_fill (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      int width;

      gtk_widget_get_preferred_width (find (fixture, ids[i]), &width, NULL);
      g_assert_cmpint (width, <=, 360);
    }
}

/* --- the parts alone --- */

static guint n_updates;

static gboolean
count_update (GtkWidget *widget)
{
  n_updates++;

  return TRUE;
}

static gboolean
has_timer (gpointer user_data)
{
  return g_main_context_find_source_by_user_data (NULL, user_data) != NULL;
}

static void
test_an_unmapped_widget_wakes_nobody (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_POPUP);
  g_autoptr (CulvertTrafficFollower) follower = culvert_traffic_follower_new (window, count_update);

  n_updates = 0;
  culvert_traffic_follower_set_session (follower, fixture->office->session);
  g_assert_false (has_timer (follower));

  gtk_widget_show (window);
  g_assert_cmpuint (n_updates, ==, 1);
  g_assert_true (has_timer (follower));

  gtk_widget_hide (window);
  g_assert_false (has_timer (follower));
  culvert_staged_session_connect (fixture->office);
  g_assert_false (has_timer (follower));
  g_assert_cmpuint (n_updates, ==, 1);

  gtk_widget_destroy (window);
}

static gboolean
count_last_update (GtkWidget *widget)
{
  n_updates++;

  return FALSE;
}

static void
test_a_picture_at_rest_wakes_nobody (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_POPUP);
  g_autoptr (CulvertTrafficFollower) follower =
      culvert_traffic_follower_new (window, count_last_update);

  n_updates = 0;
  culvert_traffic_follower_set_session (follower, fixture->office->session);
  gtk_widget_show (window);
  culvert_await (!has_timer (follower));
  g_assert_cmpuint (n_updates, ==, 2);

  culvert_staged_session_connect (fixture->office);
  g_assert_cmpuint (n_updates, ==, 3);
  g_assert_true (has_timer (follower));

  gtk_widget_destroy (window);
}

enum
{
  WIDTH = 300,
  HEIGHT = 100,
};

/* How much of the ink of a plot, whose newest rates alone are high, is in its left half. */
static double
get_left_share (GtkTextDirection direction)
{
  GtkWidget *window = gtk_offscreen_window_new ();
  GtkWidget *plot = g_object_new (CULVERT_TYPE_TRAFFIC_PLOT, "visible", TRUE, NULL);
  CulvertTrafficRate rates[60] = { 0 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint64 left = 0;
  guint64 all = 0;

  for (guint i = 40; i < 60; i++)
    rates[i] = (CulvertTrafficRate){ .in = 1024, .is_known = TRUE };
  gtk_widget_set_direction (plot, direction);
  gtk_widget_set_size_request (plot, WIDTH, HEIGHT);
  gtk_container_add (GTK_CONTAINER (window), plot);
  gtk_widget_show (window);
  culvert_traffic_plot_set_rates (CULVERT_TRAFFIC_PLOT (plot), CULVERT_TRAFFIC_MINUTE, rates);
  gtk_widget_draw (plot, cr);
  cairo_destroy (cr);

  cairo_surface_flush (surface);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guchar ink = cairo_image_surface_get_data (
            surface)[y * cairo_image_surface_get_stride (surface) + x];

        all += ink;
        left += x < WIDTH / 2 ? ink : 0;
      }
  cairo_surface_destroy (surface);
  gtk_widget_destroy (window);
  g_assert_cmpuint (all, >, 0);

  return (double) left / (double) all;
}

static void
test_time_runs_as_one_reads (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpfloat (get_left_share (GTK_TEXT_DIR_LTR), <, 0.4);
  g_assert_cmpfloat (get_left_share (GTK_TEXT_DIR_RTL), >, 0.6);
}

#define ADD(name, test) g_test_add ("/ui/traffic/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("nothing-to-show-is-not-shown", test_nothing_to_show_is_not_shown);
  ADD ("rates-and-totals-are-told", test_rates_and_totals_are_told);
  ADD ("days-and-months-are-told", test_days_and_months_are_told);
  ADD ("the-plot-is-drawn-when-traffic-moves", test_the_plot_is_drawn_when_traffic_moves);
  ADD ("the-plot-is-drawn-once-a-second", test_the_plot_is_drawn_once_a_second);
  ADD ("the-plot-is-not-drawn-while-unmapped", test_the_plot_is_not_drawn_while_unmapped);
  ADD ("the-range-can-be-chosen", test_the_range_can_be_chosen);
  ADD ("an-empty-plot-says-so", test_an_empty_plot_says_so);
  ADD ("a-narrow-window-has-room", test_a_narrow_window_has_room);
  ADD ("an-unmapped-widget-wakes-nobody", test_an_unmapped_widget_wakes_nobody);
  ADD ("a-picture-at-rest-wakes-nobody", test_a_picture_at_rest_wakes_nobody);
  ADD ("time-runs-as-one-reads", test_time_runs_as_one_reads);

  return g_test_run ();
}
