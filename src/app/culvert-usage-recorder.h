/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"
#include "culvert-usage-store.h"

G_BEGIN_DECLS

/**
 * CulvertUsageRecorder:
 *
 * Has a store count what every session moves, and forget the connections that are removed.
 */
#define CULVERT_TYPE_USAGE_RECORDER (culvert_usage_recorder_get_type ())
G_DECLARE_FINAL_TYPE (CulvertUsageRecorder,
                      culvert_usage_recorder,
                      CULVERT,
                      USAGE_RECORDER,
                      GObject)

/* Begins to load what is in `store`, and counts as soon as that is done. */
CulvertUsageRecorder *culvert_usage_recorder_new (CulvertSessionList *sessions,
                                                  CulvertUsageStore *store);

/* (transfer none) */
CulvertUsageStore *culvert_usage_recorder_get_store (CulvertUsageRecorder *self);

G_END_DECLS
