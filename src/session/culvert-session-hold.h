/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-link.h"

G_BEGIN_DECLS

/**
 * CulvertSessionHold:
 *
 * The daemon's hold: whether it waits for its release now, until when, and whether its next restart
 * will hold. A part of CulvertSession.
 */
typedef struct
{
  CulvertSessionLink *link; /* (unowned) */
  gboolean is_held;         /* the daemon waits for "hold release" */
  gboolean holds_again;     /* we set the hold flag */
  gint64 end;               /* monotonic: when the daemon would go on by itself */
  guint source;             /* while somebody waits for the end */
} CulvertSessionHold;

/* `>HOLD`: the daemon would have slept so long. */
void culvert_session_hold_take (CulvertSessionHold *self, guint seconds);
/* The daemon is gone, or is not held any more. */
void culvert_session_hold_forget (CulvertSessionHold *self);
/* The user does not want to wait for the end. */
void culvert_session_hold_end_now (CulvertSessionHold *self);

/**
 * culvert_session_hold_wait:
 *
 * Returns: TRUE if the end is still to come; then `on_end` is called once at the end, unless the
 *   hold is forgotten, released or left alone before
 */
gboolean culvert_session_hold_wait (CulvertSessionHold *self, GSourceFunc on_end, gpointer data);
void culvert_session_hold_stop_waiting (CulvertSessionHold *self);
gboolean culvert_session_hold_is_waiting (const CulvertSessionHold *self);

/* Releases the daemon, and tells it not to hold again. */
void culvert_session_hold_release (CulvertSessionHold *self);
/* The next restart of the daemon shall hold, or shall not. */
void culvert_session_hold_set_again (CulvertSessionHold *self, gboolean holds_again);

G_END_DECLS
