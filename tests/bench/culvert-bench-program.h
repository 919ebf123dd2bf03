/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Starts a program; `arguments` ends with NULL and begins with its path or name. */
GPid culvert_bench_program_start (const char *const *arguments);
/* The processor time of all its threads so far, in milliseconds. */
double culvert_bench_program_get_cpu_ms (GPid pid);
/* Kills it, and waits until it is gone. */
void culvert_bench_program_stop (GPid pid);

G_END_DECLS
