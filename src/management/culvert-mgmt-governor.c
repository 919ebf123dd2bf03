/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-governor.h"

#define OVERLONG_PERIOD (60 * G_USEC_PER_SEC)

/* The rate is looked at three times in the tolerated time, so that one slow moment in a flood
 * counts, and one fast moment outside of one does not. */
#define WINDOWS 3

void
culvert_mgmt_governor_init (CulvertMgmtGovernor *self,
                            guint max_lines_per_second,
                            guint tolerated_ms,
                            gint64 now)
{
  *self = (CulvertMgmtGovernor){
    .max_lines_per_second = max_lines_per_second,
    .tolerated = (gint64) tolerated_ms * 1000,
    .window_start = now,
    .flood_start = -1,
  };
}

gboolean
culvert_mgmt_governor_count_lines (CulvertMgmtGovernor *self, guint n, gint64 now)
{
  gint64 elapsed = now - self->window_start;
  gboolean is_fast;

  self->n_lines += n;
  if (elapsed < self->tolerated / WINDOWS)
    return FALSE;

  is_fast = self->n_lines * G_USEC_PER_SEC > (guint64) elapsed * self->max_lines_per_second;
  if (!is_fast)
    self->flood_start = -1;
  else if (self->flood_start < 0)
    self->flood_start = self->window_start;

  self->window_start = now;
  self->n_lines = 0;
  return is_fast && now - self->flood_start >= self->tolerated;
}

gboolean
culvert_mgmt_governor_count_overlong (CulvertMgmtGovernor *self, gint64 now)
{
  gint64 *latest = &self->overlong[self->n_overlong % G_N_ELEMENTS (self->overlong)];
  guint oldest;

  *latest = now;
  self->n_overlong++;
  if (self->n_overlong < G_N_ELEMENTS (self->overlong))
    return FALSE;

  oldest = self->n_overlong % G_N_ELEMENTS (self->overlong);
  return now - self->overlong[oldest] < OVERLONG_PERIOD;
}
