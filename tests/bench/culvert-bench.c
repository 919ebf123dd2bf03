/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

gint64
culvert_bench_get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

guint64
culvert_bench_get_resident_kib (void)
{
  g_autofree char *text = NULL;
  unsigned long pages = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %lu", &pages), ==, 1);
  return (guint64) pages * (guint64) sysconf (_SC_PAGESIZE) / 1024;
}

static int
compare (const void *a, const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

double
culvert_bench_get_median (double *values, guint n)
{
  return culvert_bench_get_percentile (values, n, 50);
}

double
culvert_bench_get_percentile (double *values, guint n, double percentile)
{
  guint index = (guint) (percentile / 100 * (n - 1) + 0.5);

  qsort (values, n, sizeof *values, compare);
  return values[index];
}

static void
print_row (const char *number,
           const char *what,
           double value,
           const char *unit,
           double floor,
           const char *goal)
{
  g_autofree char *least = isnan (floor) ? g_strdup ("") : g_strdup_printf ("%.6g", floor);

  g_print ("%s\t%s\t%.6g\t%s\t%s\t%s\n", number, what, value, unit, least, goal);
}

void
culvert_bench_tell_times (const char *number,
                          const char *what,
                          double value,
                          const char *unit,
                          double floor,
                          double most_times)
{
  g_autofree char *goal = g_strdup_printf ("x%.6g", most_times);

  print_row (number, what, value, unit, floor, goal);
}

void
culvert_bench_tell (const char *number,
                    const char *what,
                    double value,
                    const char *unit,
                    double floor,
                    double most)
{
  g_autofree char *goal = g_strdup_printf ("%.6g", most);

  print_row (number, what, value, unit, floor, goal);
}
