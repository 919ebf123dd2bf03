/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-bench.h"

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
