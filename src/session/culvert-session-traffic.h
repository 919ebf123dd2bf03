/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-traffic-history.h"

G_BEGIN_DECLS

/**
 * CulvertSessionTraffic:
 *
 * Byte counts as they come, and what follows from them: totals that survive a counter that starts
 * again, the current rates, and those of the last hour. Pure; the caller brings the clock.
 */
typedef struct
{
  guint64 last_in; /* as the daemon counts, over all its connections */
  guint64 last_out;
  guint64 total_in;  /* bytes received since the connection came up */
  guint64 total_out; /* bytes sent since the connection came up */
  double rate_in;    /* bytes a second, when the last count came */
  double rate_out;
  guint64 pending_in; /* bytes since `last_time`, where that was only just now */
  guint64 pending_out;
  gint64 last_time; /* monotonic, microseconds; 0 before the first sample */
  gboolean has_rate;
  gboolean is_sparse; /* see culvert_session_traffic_set_is_sparse() */
  gint64 dense_since; /* monotonic, microseconds */
  CulvertSessionTrafficHistory history;
} CulvertSessionTraffic;

/* The daemon is gone, and its counters with it; what was is still known. */
void culvert_session_traffic_reset (CulvertSessionTraffic *self);
/* A connection came up: its totals begin, while the daemon's counters go on. */
void culvert_session_traffic_begin (CulvertSessionTraffic *self);
/* Nothing flows now. */
void culvert_session_traffic_pause (CulvertSessionTraffic *self);
void culvert_session_traffic_add (CulvertSessionTraffic *self,
                                  guint64 in,
                                  guint64 out,
                                  gint64 monotonic_time);

/* Counts come too seldom from now on for what follows from them to be a current rate; or they come
 * every second, as they do at first. */
void
culvert_session_traffic_set_is_sparse (CulvertSessionTraffic *self, gboolean is_sparse, gint64 now);

/* The rates as they are `now`; not known while counts are sparse, and until there are two that are
 * not. Many a daemon says nothing while nothing moves: its silence is a rate of 0. */
CulvertTrafficRate culvert_session_traffic_get_rate (const CulvertSessionTraffic *self, gint64 now);
/* See culvert_session_traffic_history_read(); and the silence up to `now`. */
guint culvert_session_traffic_read (const CulvertSessionTraffic *self,
                                    CulvertTrafficRange range,
                                    gint64 now,
                                    CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES]);

G_END_DECLS
