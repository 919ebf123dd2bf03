/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-traffic.h"

/* Counts come every second while something moves; one may be late. */
#define SILENCE (3 * (gint64) G_USEC_PER_SEC)

/* Those that have waited for us come all at once. What they tell is of the time before, and does
 * not flow in the moment between them. */
#define MIN_INTERVAL ((gint64) G_USEC_PER_SEC / 4)

/* A daemon counts over its own restarts of the tunnel, but some count from 0 again: then all of it
 * is new traffic. A count that only sinks a little has not started again, and says nothing. */
static guint64
growth (guint64 now, guint64 before)
{
  if (now >= before)
    return now - before;

  return now < before / 2 ? now : 0;
}

static guint64
add_up (guint64 total, guint64 more)
{
  return more < G_MAXUINT64 - total ? total + more : G_MAXUINT64;
}

void
culvert_session_traffic_reset (CulvertSessionTraffic *self)
{
  self->last_in = 0;
  self->last_out = 0;
  culvert_session_traffic_begin (self);
}

void
culvert_session_traffic_begin (CulvertSessionTraffic *self)
{
  self->total_in = 0;
  self->total_out = 0;
  culvert_session_traffic_pause (self);
}

void
culvert_session_traffic_pause (CulvertSessionTraffic *self)
{
  self->rate_in = 0;
  self->rate_out = 0;
  self->pending_in = 0;
  self->pending_out = 0;
  self->last_time = 0;
}

static void
take_interval (CulvertSessionTraffic *self, gint64 now)
{
  double seconds = (double) (now - self->last_time) / G_USEC_PER_SEC;

  self->has_rate = !self->is_sparse && self->last_time >= self->dense_since;
  self->rate_in = self->has_rate ? (double) self->pending_in / seconds : 0;
  self->rate_out = self->has_rate ? (double) self->pending_out / seconds : 0;
  culvert_session_traffic_history_add (&self->history,
                                       self->pending_in,
                                       self->pending_out,
                                       self->last_time,
                                       now);
  self->pending_in = 0;
  self->pending_out = 0;
  self->last_time = now;
}

void
culvert_session_traffic_add (CulvertSessionTraffic *self,
                             guint64 in,
                             guint64 out,
                             gint64 monotonic_time)
{
  guint64 new_in = growth (in, self->last_in);
  guint64 new_out = growth (out, self->last_out);
  gboolean is_continued = in >= self->last_in && out >= self->last_out;

  self->last_in = in;
  self->last_out = out;
  self->total_in = add_up (self->total_in, new_in);
  self->total_out = add_up (self->total_out, new_out);

  /* Since when a count that started again has been counting, nobody knows. */
  if (!is_continued || self->last_time == 0)
    {
      culvert_session_traffic_pause (self);
      self->has_rate = FALSE;
      self->last_time = monotonic_time;
      return;
    }

  self->pending_in = add_up (self->pending_in, new_in);
  self->pending_out = add_up (self->pending_out, new_out);
  if (monotonic_time - self->last_time >= MIN_INTERVAL)
    take_interval (self, monotonic_time);
}

void
culvert_session_traffic_set_is_sparse (CulvertSessionTraffic *self, gboolean is_sparse, gint64 now)
{
  if (is_sparse == self->is_sparse)
    return;

  self->is_sparse = is_sparse;
  self->has_rate = FALSE;
  self->rate_in = 0;
  self->rate_out = 0;
  if (!is_sparse)
    self->dense_since = now;
}

static gboolean
is_silent (const CulvertSessionTraffic *self, gint64 now)
{
  return now - MAX (self->last_time, self->dense_since) > SILENCE;
}

CulvertTrafficRate
culvert_session_traffic_get_rate (const CulvertSessionTraffic *self, gint64 now)
{
  CulvertTrafficRate rate = { 0 };

  if (self->last_time == 0 || self->is_sparse)
    return rate;

  rate.is_known = self->has_rate || is_silent (self, now);
  if (self->has_rate && !is_silent (self, now))
    {
      rate.in = self->rate_in;
      rate.out = self->rate_out;
    }

  return rate;
}

guint
culvert_session_traffic_read (const CulvertSessionTraffic *self,
                              CulvertTrafficRange range,
                              gint64 now,
                              CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES])
{
  guint n_rates = culvert_session_traffic_history_read (&self->history, range, now, rates);
  gint64 width = culvert_traffic_range_get_width (range);
  gint64 n_since = self->last_time != 0 ? now / width - (self->last_time - 1) / width : 0;

  for (guint i = n_rates - (guint) CLAMP (n_since, 0, n_rates); i < n_rates; i++)
    if (!rates[i].is_known)
      rates[i] = culvert_session_traffic_get_rate (self, now);

  return n_rates;
}
