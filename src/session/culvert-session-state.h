/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  CULVERT_SESSION_DISCONNECTED,
  CULVERT_SESSION_CONNECTING,
  CULVERT_SESSION_CONNECTED,
  CULVERT_SESSION_RECONNECTING,
  CULVERT_SESSION_WAITING, /* wanted, and something has to pass first: a back-off, another program
                            */
  CULVERT_SESSION_DISCONNECTING,
  CULVERT_SESSION_FAILED, /* wanted, and it ended by itself or cannot be had */
  CULVERT_SESSION_N_STATES,
} CulvertSessionState;

/* What happens to a session, told by the wire or by what the session itself has done. */
typedef enum
{
  CULVERT_SESSION_EVENT_HELD,       /* >HOLD */
  CULVERT_SESSION_EVENT_RELEASED,   /* the hold was released */
  CULVERT_SESSION_EVENT_PROGRESS,   /* a >STATE on the way up */
  CULVERT_SESSION_EVENT_UP,         /* >STATE CONNECTED */
  CULVERT_SESSION_EVENT_RESTARTING, /* >STATE RECONNECTING */
  CULVERT_SESSION_EVENT_EXITING,    /* >STATE EXITING, >FATAL */
  CULVERT_SESSION_EVENT_STOPPING,   /* we told the daemon to take the tunnel down */
  CULVERT_SESSION_EVENT_PARKED,     /* a question is open that will not be answered */
  CULVERT_SESSION_EVENT_GONE,       /* no daemon: the stream ended, or none could be had */
  CULVERT_SESSION_EVENT_BLOCKED,    /* a daemon that cannot be used now: in use, not responding */
  CULVERT_SESSION_EVENT_GAVE_UP,    /* stopped because of refused answers */
  CULVERT_SESSION_N_EVENTS,
} CulvertSessionEvent;

/**
 * culvert_session_state_step:
 * @is_wanted: whether the user wants the tunnel to be up
 *
 * The transition table: pure, total.
 *
 * Returns: FALSE where the event cannot happen in this state; the state is moved to where the event
 *   says we are all the same, because the daemon is right.
 */
gboolean culvert_session_state_step (CulvertSessionState *state,
                                     CulvertSessionEvent event,
                                     gboolean is_wanted);

/* "disconnected", "connecting", … */
const char *culvert_session_state_to_string (CulvertSessionState state);

G_END_DECLS
