/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What a million log lines cost from the socket to the page that shows them, beside a loop in plain
 * C that reads and keeps the same lines and shows nothing; and how far the frames are apart while
 * they come in. */

#include "culvert-await.h"
#include "culvert-bench-lines.h"
#include "culvert-bench.h"
#include "culvert-ui-stage.h"

#include <math.h>

static int n_lines = 1000000;
static int n_rounds = 5;

static const GOptionEntry options[] = {
  { "lines", 0, 0, G_OPTION_ARG_INT, &n_lines, "How many lines a round", "N" },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How many rounds", "N" },
  { NULL },
};

static gpointer
speak (gpointer data)
{
  culvert_bench_say_lines (GPOINTER_TO_INT (data), (guint) n_lines);

  return NULL;
}

typedef struct
{
  gint64 last;  /* monotonic, in microseconds; 0: none yet */
  double worst; /* between two, in ms */
  guint n;
} Frames;

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Frames *frames = user_data;
  gint64 now = g_get_monotonic_time ();

  if (frames->last != 0)
    frames->worst = MAX (frames->worst, (double) (now - frames->last) / 1000);
  frames->last = now;
  frames->n++;

  return G_SOURCE_CONTINUE;
}

/* Of a connection of its own, since a daemon that floods for longer than a moment is let go.
 * Returns: processor time of the reading and drawing side in ms, until the last line is there */
static double
run_window (CulvertUiStage *stage, Frames *frames)
{
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  CulvertSessionLog *log = culvert_session_get_log (office->session);
  int fd = culvert_fake_daemon_get_fd (office->daemon);
  GThread *speaker;
  GtkWindow *window;
  gint64 before;
  gint64 used;
  guint64 end;
  guint tick;

  culvert_ui_present_session (culvert_ui_stage_get_ui (stage),
                              office->session,
                              CULVERT_UI_PAGE_LOG,
                              NULL);
  window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (window);

  end = culvert_session_log_get_end (log) + (guint64) n_lines;
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), on_frame, frames, NULL);
  frames->last = 0;
  speaker = g_thread_new ("speaker", speak, GINT_TO_POINTER (fd));
  before = culvert_bench_get_cpu_time ();
  culvert_await_within (60, culvert_session_log_get_end (log) >= end);
  used = culvert_bench_get_cpu_time () - before;
  g_thread_join (speaker);
  gtk_widget_remove_tick_callback (GTK_WIDGET (window), tick);
  culvert_ui_stage_remove (stage, office);
  culvert_await_quiet ();

  return (double) used / 1000;
}

static void
compare (CulvertUiStage *stage)
{
  g_autofree double *floors = g_new (double, n_rounds);
  g_autofree double *windows = g_new (double, n_rounds);
  Frames frames = { 0 };
  double floor;
  double whole;

  for (int i = 0; i < n_rounds; i++)
    {
      floors[i] = culvert_bench_time_reader (culvert_bench_read_lines, (guint) n_lines) / 1000;
      windows[i] = run_window (stage, &frames);
    }
  floor = culvert_bench_get_median (floors, (guint) n_rounds);
  whole = culvert_bench_get_median (windows, (guint) n_rounds);
  g_print ("floor %.0f ms, with its page %.0f ms, ratio %.2f (at most 3); %u frames, worst %.1f ms "
           "apart (at most 25)\n",
           floor,
           whole,
           whole / floor,
           frames.n,
           frames.worst);
  culvert_bench_tell_times ("B2",
                            "a million log lines, with their page",
                            whole,
                            "ms CPU",
                            floor,
                            3);
  culvert_bench_tell ("B2", "worst frame meanwhile", frames.worst, "ms", NAN, 25);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- the cost of lines that are shown");
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertUiStage) stage = NULL;

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  stage = culvert_ui_stage_new ();
  compare (stage);

  return 0;
}
