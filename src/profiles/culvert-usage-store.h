/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-usage.h"

G_BEGIN_DECLS

/**
 * CulvertUsageStore:
 *
 * How much every connection has moved, by its id, kept in one key file. The file is replaced as a
 * whole, at most once a minute and when somebody flushes; a broken one is moved aside (its name
 * gets ".bad"), and one that cannot be read is left alone. What is lost in a crash comes back with
 * the next count, as long as the daemon runs on.
 */
#define CULVERT_TYPE_USAGE_STORE (culvert_usage_store_get_type ())
G_DECLARE_FINAL_TYPE (CulvertUsageStore, culvert_usage_store, CULVERT, USAGE_STORE, GObject)

/* @file: a local one; its folder is made when it is needed */
CulvertUsageStore *culvert_usage_store_new (GFile *file);

/* What is counted before it is done is not taken in. FALSE: what was kept could not be read. */
void culvert_usage_store_load_async (CulvertUsageStore *self,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
culvert_usage_store_load_finish (CulvertUsageStore *self, GAsyncResult *result, GError **error);

/* See culvert_usage_count(). */
void culvert_usage_store_count (CulvertUsageStore *self,
                                const char *id,
                                guint64 in,
                                guint64 out,
                                GDateTime *now);
/* The connection was removed. */
void culvert_usage_store_forget (CulvertUsageStore *self, const char *id);

CulvertUsageAmount
culvert_usage_store_get_day (CulvertUsageStore *self, const char *id, GDateTime *now);
CulvertUsageAmount
culvert_usage_store_get_month (CulvertUsageStore *self, const char *id, GDateTime *now);

/* Done when everything that was counted until now has been written, or could not be. */
void culvert_usage_store_flush_async (CulvertUsageStore *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
culvert_usage_store_flush_finish (CulvertUsageStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
