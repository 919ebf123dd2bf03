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

G_END_DECLS
