/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertAwareness:
 *
 * Knows when the computer wakes up or comes into another network, and lets the connections make
 * the best of it: what waits for its next try tries at once, and a tunnel through which nothing
 * comes any more is built anew before its own time limit notices. Asks nobody anything, but for how
 * much has come.
 */
#define CULVERT_TYPE_AWARENESS (culvert_awareness_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAwareness, culvert_awareness, CULVERT, AWARENESS, GObject)

/* @monitor: (nullable): NULL is the system's */
CulvertAwareness *culvert_awareness_new (CulvertSessionList *sessions, GNetworkMonitor *monitor);

/* The computer has just woken up; told by the system where it can. */
void culvert_awareness_take_resume (CulvertAwareness *self);

G_END_DECLS
