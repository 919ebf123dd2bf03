/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CulvertSessionTraffic:
 *
 * Byte counts as they come, and what follows from them: totals that survive a counter that starts
 * again, and the current rates. Pure; the caller brings the clock.
 */
typedef struct
{
  guint64 last_in;
  guint64 last_out;
  guint64 total_in;  /* bytes received since the connection came up */
  guint64 total_out; /* bytes sent since the connection came up */
  double rate_in;    /* bytes a second */
  double rate_out;
  gint64 last_time; /* monotonic, microseconds; 0 before the first sample */
} CulvertSessionTraffic;

/* The daemon is gone, and its counters with it. */
void culvert_session_traffic_reset (CulvertSessionTraffic *self);
/* A connection came up: its totals begin, while the daemon's counters go on. */
void culvert_session_traffic_begin (CulvertSessionTraffic *self);
/* Nothing flows now. */
void culvert_session_traffic_pause (CulvertSessionTraffic *self);
void culvert_session_traffic_add (CulvertSessionTraffic *self,
                                  guint64 in,
                                  guint64 out,
                                  gint64 monotonic_time);

G_END_DECLS
