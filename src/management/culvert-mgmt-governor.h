/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CulvertMgmtGovernor:
 *
 * How much a daemon may say before it is too much. Pure: the caller says what time it is, in
 * microseconds of a clock that never goes back. Lives inside its owner; all its fields are its own.
 */
typedef struct
{
  guint max_lines_per_second;
  gint64 tolerated; /* how long they may come faster */
  gint64 window_start;
  guint64 n_lines;    /* in this window */
  gint64 flood_start; /* -1: they do not come faster */
  gint64 overlong[16];
  guint n_overlong;
} CulvertMgmtGovernor;

void culvert_mgmt_governor_init (CulvertMgmtGovernor *self,
                                 guint max_lines_per_second,
                                 guint tolerated_ms,
                                 gint64 now);

/* Returns: TRUE when lines have come faster than allowed, for longer than tolerated */
gboolean culvert_mgmt_governor_count_lines (CulvertMgmtGovernor *self, guint n, gint64 now);

/* One more line was over the limit. Returns: TRUE when this was the 16th within 60 seconds */
gboolean culvert_mgmt_governor_count_overlong (CulvertMgmtGovernor *self, gint64 now);

G_END_DECLS
