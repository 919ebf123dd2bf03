/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-traffic.h"

#include <string.h>

/* A daemon counts over its own restarts of the tunnel, but some count from 0 again: a count that
 * went down is a new start, and all of it is new traffic. */
static guint64
growth (guint64 now, guint64 before)
{
  return now >= before ? now - before : now;
}

void
culvert_session_traffic_reset (CulvertSessionTraffic *self)
{
  memset (self, 0, sizeof *self);
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
  self->last_time = 0;
}

void
culvert_session_traffic_add (CulvertSessionTraffic *self,
                             guint64 in,
                             guint64 out,
                             gint64 monotonic_time)
{
  guint64 new_in = growth (in, self->last_in);
  guint64 new_out = growth (out, self->last_out);

  self->total_in += new_in;
  self->total_out += new_out;

  if (self->last_time != 0 && monotonic_time > self->last_time)
    {
      double seconds = (double) (monotonic_time - self->last_time) / G_USEC_PER_SEC;

      self->rate_in = (double) new_in / seconds;
      self->rate_out = (double) new_out / seconds;
    }

  self->last_in = in;
  self->last_out = out;
  self->last_time = monotonic_time;
}
