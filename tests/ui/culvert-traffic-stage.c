/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-traffic-stage.h"

/* A daemon can only tell what moves now; no test can wait for an hour. */
#include "culvert-session-private.h"

#define KIB 1024u
#define MIB (1024u * KIB)

typedef struct
{
  guint in;
  guint out;
} Moved;

static Moved
move (CulvertTrafficStage stage, GRand *rand, guint second)
{
  switch (stage)
    {
    case CULVERT_TRAFFIC_STAGE_IDLE:
      return second % 10 == 0 ? (Moved){ 120, 140 } : (Moved){ 0, 0 };

    case CULVERT_TRAFFIC_STAGE_STEADY:
      return (Moved){ 14 * MIB / 10 + (guint) g_rand_int_range (rand, 0, 90 * KIB),
                      70 * KIB + (guint) g_rand_int_range (rand, 0, 8 * KIB) };

    case CULVERT_TRAFFIC_STAGE_BURSTS:
      if (second % 37 < 6)
        return (Moved){ (guint) g_rand_int_range (rand, 400 * KIB, 3 * MIB),
                        (guint) g_rand_int_range (rand, 20 * KIB, 400 * KIB) };
      if (second % 101 < 14)
        return (Moved){ (guint) g_rand_int_range (rand, 10 * KIB, 60 * KIB),
                        (guint) g_rand_int_range (rand, 600 * KIB, 900 * KIB) };
      return (Moved){ (guint) g_rand_int_range (rand, 0, 12 * KIB),
                      (guint) g_rand_int_range (rand, 0, 6 * KIB) };
    }

  g_assert_not_reached ();
}

void
culvert_traffic_stage_fill (CulvertSession *session, CulvertTrafficStage stage, guint n_seconds)
{
  CulvertSessionTraffic *traffic = &session->record.traffic;
  gint64 begin = g_get_monotonic_time () - (gint64) n_seconds * G_USEC_PER_SEC;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint64 in = 0;
  guint64 out = 0;

  culvert_session_traffic_reset (traffic);
  culvert_session_traffic_set_is_sparse (traffic, TRUE, 0);
  culvert_session_traffic_set_is_sparse (traffic, FALSE, 0);
  for (guint second = 0; second <= n_seconds; second++)
    {
      guint age = n_seconds - second;
      gboolean is_down = stage == CULVERT_TRAFFIC_STAGE_BURSTS && age > 110 && age < 135;
      Moved moved = move (stage, rand, second);

      in += moved.in;
      out += moved.out;
      if (is_down)
        culvert_session_traffic_pause (traffic);
      else
        culvert_session_traffic_add (traffic, in, out, begin + (gint64) second * G_USEC_PER_SEC);
    }
  culvert_session_tell_changed (session);
}
