/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-recorder.h"
#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertRecordings:
 *
 * The recordings that run, one for a connection, and what there is to say of them. They end with
 * it.
 *
 * Signals
 *  - `changed ()`: what there is to say
 *  - `ended (const char *sentence)`: one has ended that nobody stopped, and why
 */
#define CULVERT_TYPE_RECORDINGS (culvert_recordings_get_type ())
G_DECLARE_FINAL_TYPE (CulvertRecordings, culvert_recordings, CULVERT, RECORDINGS, GObject)

CulvertRecordings *culvert_recordings_new (void);

/* In the place of one that runs already. */
void culvert_recordings_begin (CulvertRecordings *self, CulvertSession *session, GFile *file);
/* FALSE where none runs. @session: (nullable) */
gboolean culvert_recordings_stop (CulvertRecordings *self, CulvertSession *session);
/* (transfer full) (nullable): into which file, and how much it is; NULL where none runs.
 * @session: (nullable) */
char *culvert_recordings_describe (CulvertRecordings *self, CulvertSession *session);

G_END_DECLS
