/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

#include "culvert-session-traffic.h"

G_BEGIN_DECLS

/**
 * CulvertTrafficScale:
 *
 * The axis of rates that fits the highest of them: two to four lines above 0, at round numbers of
 * one unit. It reaches at least 1 KiB/s, so that a tunnel at rest looks like one.
 */
typedef struct
{
  guint unit;    /* the power of 1024 */
  double step;   /* of that unit, between two lines */
  guint n_lines; /* without that of 0 */
} CulvertTrafficScale;

/* @peak: bytes a second */
CulvertTrafficScale culvert_traffic_scale_for (double peak);
/* Bytes a second at the highest line. */
double culvert_traffic_scale_get_top (const CulvertTrafficScale *self);
/* What stands at a line, counted from that of 0: "0", "1.5 MiB/s". */
char *culvert_traffic_scale_dup_label (const CulvertTrafficScale *self, guint line);

/* "1.2 GiB", "1.5 MiB/s" */
char *culvert_traffic_scale_dup_amount (guint64 bytes);
char *culvert_traffic_scale_dup_rate (double rate);

/* The axis of time: its ticks, counted from the newest, which is now: "now", "15 s", … */
guint culvert_traffic_scale_get_n_ticks (CulvertTrafficRange range);
char *culvert_traffic_scale_dup_tick (CulvertTrafficRange range, guint tick);

G_END_DECLS
