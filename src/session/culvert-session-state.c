/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-state.h"

#define D CULVERT_SESSION_DISCONNECTED
#define C CULVERT_SESSION_CONNECTING
#define U CULVERT_SESSION_CONNECTED
#define R CULVERT_SESSION_RECONNECTING
#define W CULVERT_SESSION_WAITING
#define S CULVERT_SESSION_DISCONNECTING
#define F CULVERT_SESSION_FAILED

/* A step that a sane daemon and a sane session never take carries this mark. */
#define ODD 0x80

/* One row for each event, one column for each state it may come in. */
typedef guint8 Row[CULVERT_SESSION_N_STATES];

/* clang-format off */
static const Row when_wanted[CULVERT_SESSION_N_EVENTS] = {
  /*                                 D        C        U        R        W        S        F     */
  [CULVERT_SESSION_EVENT_HELD]       = { W,       W,       W | ODD, W,       W,       W,       W },
  [CULVERT_SESSION_EVENT_RELEASED]   = { C,       C | ODD, U | ODD, R | ODD, C,       C | ODD, C },
  [CULVERT_SESSION_EVENT_PROGRESS]   = { C,       C,       R | ODD, R,       C,       S,       C },
  [CULVERT_SESSION_EVENT_UP]         = { U,       U,       U,       U,       U,       S,       U },
  [CULVERT_SESSION_EVENT_RESTARTING] = { R,       C,       R,       R,       C,       S,       R },
  [CULVERT_SESSION_EVENT_EXITING]    = { F,       F,       F,       F,       F,       S,       F },
  [CULVERT_SESSION_EVENT_STOPPING]   = { D | ODD, S,       S,       S,       S,       S,       S },
  [CULVERT_SESSION_EVENT_PARKED]     = { D | ODD, D | ODD, U | ODD, D | ODD, D | ODD, D | ODD, D | ODD },
  [CULVERT_SESSION_EVENT_GONE]       = { F,       F,       F,       F,       F,       W,       F },
  [CULVERT_SESSION_EVENT_BLOCKED]    = { W,       C,       U,       R,       W,       S,       W },
  [CULVERT_SESSION_EVENT_GAVE_UP]    = { F,       F,       F,       F,       F,       F,       F },
};

static const Row when_not_wanted[CULVERT_SESSION_N_EVENTS] = {
  /*                                 D        C        U        R        W        S        F     */
  [CULVERT_SESSION_EVENT_HELD]       = { D,       D,       D | ODD, D,       D,       D,       F },
  [CULVERT_SESSION_EVENT_RELEASED]   = { C | ODD, C | ODD, U | ODD, R | ODD, C | ODD, S | ODD, C | ODD },
  [CULVERT_SESSION_EVENT_PROGRESS]   = { C,       C,       R | ODD, R,       C,       S,       C },
  [CULVERT_SESSION_EVENT_UP]         = { U,       U,       U,       U,       U,       S,       U },
  [CULVERT_SESSION_EVENT_RESTARTING] = { R,       C,       R,       R,       C,       S,       R },
  [CULVERT_SESSION_EVENT_EXITING]    = { D,       S,       S,       S,       S,       S,       F },
  [CULVERT_SESSION_EVENT_STOPPING]   = { D | ODD, S,       S,       S,       S,       S,       S },
  [CULVERT_SESSION_EVENT_PARKED]     = { D,       D,       U | ODD, D,       D,       D,       D },
  [CULVERT_SESSION_EVENT_GONE]       = { D,       D,       D,       D,       D,       D,       F },
  [CULVERT_SESSION_EVENT_BLOCKED]    = { D,       C,       U,       R,       D,       S,       F },
  [CULVERT_SESSION_EVENT_GAVE_UP]    = { F,       F,       F,       F,       F,       F,       F },
};
/* clang-format on */

#undef D
#undef C
#undef U
#undef R
#undef W
#undef S
#undef F

gboolean
culvert_session_state_step (CulvertSessionState *state,
                            CulvertSessionEvent event,
                            gboolean is_wanted)
{
  guint8 step;

  g_return_val_if_fail (*state < CULVERT_SESSION_N_STATES, FALSE);
  g_return_val_if_fail (event < CULVERT_SESSION_N_EVENTS, FALSE);

  step = is_wanted ? when_wanted[event][*state] : when_not_wanted[event][*state];
  *state = (CulvertSessionState) (step & ~ODD);

  return (step & ODD) == 0;
}

const char *
culvert_session_state_to_string (CulvertSessionState state)
{
  switch (state)
    {
    case CULVERT_SESSION_DISCONNECTED:
      return "disconnected";
    case CULVERT_SESSION_CONNECTING:
      return "connecting";
    case CULVERT_SESSION_CONNECTED:
      return "connected";
    case CULVERT_SESSION_RECONNECTING:
      return "reconnecting";
    case CULVERT_SESSION_WAITING:
      return "waiting";
    case CULVERT_SESSION_DISCONNECTING:
      return "disconnecting";
    case CULVERT_SESSION_FAILED:
      return "failed";
    case CULVERT_SESSION_N_STATES:
      break;
    }

  g_return_val_if_reached ("disconnected");
}
