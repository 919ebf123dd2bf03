/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CULVERT_BENCH_BANNER                                                                       \
  ">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\r\n"

/* The processor time of this thread, in microseconds. */
gint64 culvert_bench_get_cpu_time (void);
/* The memory of this process that is not swapped, in KiB. */
guint64 culvert_bench_get_resident_kib (void);

/* The middle one of an odd number of values, which are sorted in place. */
double culvert_bench_get_median (double *values, guint n);
/* The value that so many parts of hundred do not exceed; sorts in place. */
double culvert_bench_get_percentile (double *values, guint n, double percentile);

/* A row of the table of all benchmarks, for a program to read: see table.py.
 *
 * number  of the figure, such as "B3"
 * floor   what the least costs, in the same unit; NAN: there is none
 *
 * The value is to be at most so many times the floor, or at most so much. */
void culvert_bench_tell_times (const char *number,
                               const char *what,
                               double value,
                               const char *unit,
                               double floor,
                               double most_times);
void culvert_bench_tell (const char *number,
                         const char *what,
                         double value,
                         const char *unit,
                         double floor,
                         double most);

G_END_DECLS
