/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More are not kept; the oldest go. */
#define CULVERT_USAGE_MAX_DAYS 400

typedef struct
{
  guint64 in;
  guint64 out;
} CulvertUsageAmount;

/**
 * CulvertUsage:
 *
 * How much one connection has moved, by days of the local calendar. It takes in the counters of a
 * daemon, which may start again at any time, and remembers them: what a daemon moved while nobody
 * watched it belongs to the day on which it is seen. Pure; the caller brings the calendar.
 */
typedef struct _CulvertUsage CulvertUsage;

CulvertUsage *culvert_usage_new (void);
void culvert_usage_free (CulvertUsage *self);

/* The daemon's counters are so high now, in local time. What had moved before a daemon was first
 * seen is not counted, because it may have been last year. TRUE: they have changed. */
gboolean culvert_usage_count (CulvertUsage *self, guint64 in, guint64 out, GDateTime *now);

CulvertUsageAmount culvert_usage_get_day (CulvertUsage *self, GDateTime *now);
CulvertUsageAmount culvert_usage_get_month (CulvertUsage *self, GDateTime *now);

/* A line that cannot be read is left out. */
CulvertUsage *culvert_usage_read (GKeyFile *key_file, const char *group);
void culvert_usage_write (CulvertUsage *self, GKeyFile *key_file, const char *group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertUsage, culvert_usage_free)

G_END_DECLS
