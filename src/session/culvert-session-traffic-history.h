/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How far back one looks. */
typedef enum
{
  CULVERT_TRAFFIC_MINUTE,
  CULVERT_TRAFFIC_5_MINUTES,
  CULVERT_TRAFFIC_HOUR,
} CulvertTrafficRange;

#define CULVERT_TRAFFIC_N_RANGES (CULVERT_TRAFFIC_HOUR + 1)

/* The rates of no range are more than this. */
#define CULVERT_TRAFFIC_MAX_RATES 300

/* Bytes a second, on the average of a second or, in the range of an hour, of thirty. */
typedef struct
{
  double in;
  double out;
  gboolean is_known;
} CulvertTrafficRate;

/* What moved in a span of time, and how much of that span somebody watched. */
typedef struct
{
  float in;
  float out;
  float seconds;
} CulvertTrafficBucket;

/* The newest buckets, each at its number modulo their number. */
typedef struct
{
  gint64 newest;
  CulvertTrafficBucket buckets[CULVERT_TRAFFIC_MAX_RATES];
} CulvertTrafficRing;

/**
 * CulvertSessionTrafficHistory:
 *
 * What moved in the last minutes, by seconds, and in the last hour, by half minutes. A plain value
 * of a fixed size, empty when it is all zero. Pure: every time is monotonic, in microseconds, and
 * comes from the caller; a clock that was set back by more than is remembered begins anew.
 */
typedef struct
{
  CulvertTrafficRing seconds;
  CulvertTrafficRing spans;
} CulvertSessionTrafficHistory;

/* So many bytes moved between two moments; spread evenly, because nobody knows better. */
void culvert_session_traffic_history_add (CulvertSessionTrafficHistory *self,
                                          guint64 in,
                                          guint64 out,
                                          gint64 begin,
                                          gint64 end);

/* The rates up to `now`, the oldest first: always as many as
 * culvert_traffic_range_get_n_rates(). What nobody watched is not known. */
guint culvert_session_traffic_history_read (const CulvertSessionTrafficHistory *self,
                                            CulvertTrafficRange range,
                                            gint64 now,
                                            CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES]);

guint culvert_traffic_range_get_n_rates (CulvertTrafficRange range);
/* How long each rate lasts, in microseconds. */
gint64 culvert_traffic_range_get_width (CulvertTrafficRange range);

G_END_DECLS
