/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* How long from the start of the installed program to a window that is painted, as the X server
 * sees it. Beside it, in turns, the same for an empty window with a header bar. */

#include "culvert-bench-program.h"
#include "culvert-bench.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>

#define DEADLINE    (20 * G_USEC_PER_SEC)
#define WARM_UP     2
#define LEAST_WIDTH 400

static int n_rounds = 25;

static const GOptionEntry options[] = {
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How often each is started", "N" },
  { NULL },
};

/* A window may be gone by the time something is asked of it. */
static int
on_error (Display *display, XErrorEvent *event)
{
  return 0;
}

/* What is not yet drawn shows what lies below, or nothing: a frame is there when most of a large
 * window was drawn at once. */
static gboolean
is_whole_frame (const XDamageNotifyEvent *damage)
{
  guint drawn = (guint) damage->area.width * damage->area.height;
  guint whole = (guint) damage->geometry.width * damage->geometry.height;

  return damage->geometry.width >= LEAST_WIDTH && drawn > whole / 2;
}

/* Waits for the next event, and fails when none comes in time. */
static void
take_event (Display *display, gint64 start, XEvent *event)
{
  struct pollfd connection = { .fd = ConnectionNumber (display), .events = POLLIN };

  while (XPending (display) == 0)
    {
      gint64 left = start + DEADLINE - g_get_monotonic_time ();

      g_assert_cmpint (left, >, 0);
      poll (&connection, 1, (int) (left / 1000) + 1);
    }
  XNextEvent (display, event);
}

/* Frames of a window manager are not asked to redirect, and are not looked at. */
static void
await_painted (Display *display, int damage_event, gint64 start)
{
  XEvent event;

  for (;;)
    {
      take_event (display, start, &event);
      if (event.type == CreateNotify && !event.xcreatewindow.override_redirect)
        XDamageCreate (display, event.xcreatewindow.window, XDamageReportRawRectangles);
      else if (event.type == damage_event + XDamageNotify &&
               is_whole_frame ((XDamageNotifyEvent *) &event))
        return;
    }
}

typedef struct
{
  double *ms;  /* (owned): from the start to the first frame, one for each round */
  double *cpu; /* (owned): of it on a processor */
} Times;

static void
measure (Display *display, int damage_event, const char *program, Times *times, int round)
{
  const char *const arguments[] = { program, NULL };
  gint64 start = g_get_monotonic_time ();
  GPid pid = culvert_bench_program_start (arguments);

  await_painted (display, damage_event, start);
  times->ms[round] = (double) (g_get_monotonic_time () - start) / 1000;
  times->cpu[round] = culvert_bench_program_get_cpu_ms (pid);
  culvert_bench_program_stop (pid);
  /* Its windows go with its connection, which the server may see a little later. */
  XSync (display, True);
}

static Times
new_times (void)
{
  return (Times){ g_new (double, n_rounds), g_new (double, n_rounds) };
}

static void
free_times (Times *times)
{
  g_free (times->ms);
  g_free (times->cpu);
}

static void
tell (const char *what, double *floors, double *windows)
{
  double floor = culvert_bench_get_median (floors, (guint) n_rounds);
  double window = culvert_bench_get_median (windows, (guint) n_rounds);

  g_print ("%s: empty window %.1f ms, Culvert %.1f ms, ratio %.2f (at most 1.30)\n",
           what,
           floor,
           window,
           window / floor);
  culvert_bench_tell_times ("B8", what, window, "ms", floor, 1.3);
}

/* In turns, so that neither has the machine warmed up for it. */
static void
compare (Display *display, int damage_event, const char *culvert, const char *floor)
{
  Times floors = new_times ();
  Times windows = new_times ();

  for (int i = -WARM_UP; i < n_rounds; i++)
    {
      measure (display, damage_event, floor, &floors, MAX (i, 0));
      measure (display, damage_event, culvert, &windows, MAX (i, 0));
    }
  tell ("from the start to a painted window", floors.ms, windows.ms);
  tell ("processor time of it", floors.cpu, windows.cpu);
  free_times (&floors);
  free_times (&windows);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("CULVERT FLOOR - time to a window");
  g_autoptr (GError) error = NULL;
  Display *display;
  int damage_event;
  int damage_error;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "bench-window: CULVERT FLOOR wanted");
      return 2;
    }

  display = XOpenDisplay (NULL);
  g_assert_nonnull (display);
  XSetErrorHandler (on_error);
  g_assert_true (XDamageQueryExtension (display, &damage_event, &damage_error));
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  compare (display, damage_event, argv[1], argv[2]);
  XCloseDisplay (display);

  return 0;
}
