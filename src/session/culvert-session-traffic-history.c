/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-traffic-history.h"

#include <string.h>

#define N_BUCKETS    CULVERT_TRAFFIC_MAX_RATES
#define SECOND_WIDTH ((gint64) G_USEC_PER_SEC)
#define SPAN_WIDTH   (30 * SECOND_WIDTH)

static const struct
{
  gint64 width;
  guint n_rates;
} ranges[CULVERT_TRAFFIC_N_RANGES] = {
  [CULVERT_TRAFFIC_MINUTE] = { SECOND_WIDTH, 60 },
  [CULVERT_TRAFFIC_5_MINUTES] = { SECOND_WIDTH, 300 },
  [CULVERT_TRAFFIC_HOUR] = { SPAN_WIDTH, 120 },
};

/* Makes `number` a bucket that the ring remembers; those between were watched by nobody. */
static void
reach (CulvertTrafficRing *ring, gint64 number)
{
  if (number > ring->newest - N_BUCKETS && number <= ring->newest)
    return;

  if (number < ring->newest || number >= ring->newest + N_BUCKETS)
    memset (ring->buckets, 0, sizeof ring->buckets);
  else
    for (gint64 skipped = ring->newest + 1; skipped <= number; skipped++)
      ring->buckets[skipped % N_BUCKETS] = (CulvertTrafficBucket){ 0 };

  ring->newest = number;
}

static void
add (CulvertTrafficRing *ring, gint64 width, guint64 in, guint64 out, gint64 begin, gint64 end)
{
  gint64 last = (end - 1) / width;
  gint64 first = MAX (begin / width, last - N_BUCKETS + 1);
  double length = (double) (end - begin);

  reach (ring, last);
  first = MAX (first, ring->newest - N_BUCKETS + 1);
  for (gint64 number = first; number <= last; number++)
    {
      CulvertTrafficBucket *bucket = &ring->buckets[number % N_BUCKETS];
      gint64 covered = MIN (end, (number + 1) * width) - MAX (begin, number * width);
      double share = (double) covered / length;

      bucket->in += (float) ((double) in * share);
      bucket->out += (float) ((double) out * share);
      bucket->seconds += (float) covered / G_USEC_PER_SEC;
    }
}

void
culvert_session_traffic_history_add (CulvertSessionTrafficHistory *self,
                                     guint64 in,
                                     guint64 out,
                                     gint64 begin,
                                     gint64 end)
{
  if (begin < 0 || end <= begin)
    return;

  add (&self->seconds, SECOND_WIDTH, in, out, begin, end);
  add (&self->spans, SPAN_WIDTH, in, out, begin, end);
}

guint
culvert_session_traffic_history_read (const CulvertSessionTrafficHistory *self,
                                      CulvertTrafficRange range,
                                      gint64 now,
                                      CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES])
{
  const CulvertTrafficRing *ring = range == CULVERT_TRAFFIC_HOUR ? &self->spans : &self->seconds;
  guint n_rates = culvert_traffic_range_get_n_rates (range);
  gint64 first = now / culvert_traffic_range_get_width (range) - n_rates + 1;

  for (guint i = 0; i < n_rates; i++)
    {
      gint64 number = first + i;
      gboolean is_remembered =
          number >= 0 && number <= ring->newest && number > ring->newest - N_BUCKETS;
      CulvertTrafficBucket bucket = { 0 };

      if (is_remembered)
        bucket = ring->buckets[number % N_BUCKETS];
      rates[i] = (CulvertTrafficRate){ .is_known = bucket.seconds > 0 };
      if (rates[i].is_known)
        {
          rates[i].in = (double) bucket.in / (double) bucket.seconds;
          rates[i].out = (double) bucket.out / (double) bucket.seconds;
        }
    }

  return n_rates;
}

guint
culvert_traffic_range_get_n_rates (CulvertTrafficRange range)
{
  g_return_val_if_fail (range < CULVERT_TRAFFIC_N_RANGES, 0);

  return ranges[range].n_rates;
}

gint64
culvert_traffic_range_get_width (CulvertTrafficRange range)
{
  g_return_val_if_fail (range < CULVERT_TRAFFIC_N_RANGES, 1);

  return ranges[range].width;
}
