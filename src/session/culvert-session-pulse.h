/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-link.h"
#include "culvert-session-state.h"
#include "culvert-session-types.h"

G_BEGIN_DECLS

/**
 * CulvertSessionPulse:
 *
 * Whether a daemon that is at work still lives: where it has said nothing for a while, it is asked
 * something that costs nothing. One that does not answer is silent for its link, which tells. A
 * client’s daemon also tells its counts, unasked, as often as it was told to.
 */
#define CULVERT_TYPE_SESSION_PULSE (culvert_session_pulse_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionPulse, culvert_session_pulse, CULVERT, SESSION_PULSE, GObject)

CulvertSessionPulse *culvert_session_pulse_new (CulvertSessionLink *link);

/* How many milliseconds a daemon may say nothing in this state; 0: as long as it likes.
 * @is_watched: somebody looks at what it does */
guint culvert_session_pulse_get_pause (const CulvertSessionLimits *limits,
                                       CulvertSessionState state,
                                       gboolean is_watched);
/* Where there was one already, what was heard last counts from before: a daemon that has been
 * silent for longer is asked at once. */
void culvert_session_pulse_set_pause (CulvertSessionPulse *self, guint pause_ms);

/* The daemon has said something. */
void culvert_session_pulse_take (CulvertSessionPulse *self);

/* The link has come to a daemon, which tells its counts every %CULVERT_SESSION_COUNT_SECONDS. */
void culvert_session_pulse_begin (CulvertSessionPulse *self);
/* How often this daemon and those to come tell their counts. */
void culvert_session_pulse_set_count_seconds (CulvertSessionPulse *self, guint seconds);

G_END_DECLS
