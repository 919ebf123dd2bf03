/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Log lines by the million, and the least that anybody must do with them. */

#define CULVERT_BENCH_KEPT 100000

/* What is kept of a line. */
typedef struct
{
  gint64 time; /* seconds since 1970 */
  guint flags;
  guint length; /* in bytes */
  char text[176];
} CulvertBenchLine;

typedef struct
{
  CulvertBenchLine lines[CULVERT_BENCH_KEPT];
  guint n; /* that were ever put in */
} CulvertBenchRing;

void culvert_bench_ring_keep (CulvertBenchRing *self,
                              gint64 time,
                              guint flags,
                              const char *text,
                              gsize length);

/* Writes @n_lines of about 115 bytes as a daemon does, a block at a time, and waits while nobody
 * reads. */
void culvert_bench_say_lines (int fd, guint n_lines);

/* Reads up to the end, keeps the lines, and closes the socket. */
typedef void (*CulvertBenchReader) (int owned_fd, CulvertBenchRing *ring);
/* The floor: finds the ends of the lines and fields with memchr (), the time with strtoll (). */
void culvert_bench_read_lines (int owned_fd, CulvertBenchRing *ring);
/* Lets a thread say the banner and @n_lines to a reader.
 * Returns: the processor time of the reader, in microseconds */
double culvert_bench_time_reader (CulvertBenchReader reader, guint n_lines);

G_END_DECLS
