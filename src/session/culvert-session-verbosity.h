/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-link.h"

G_BEGIN_DECLS

/**
 * CulvertSessionVerbosity:
 *
 * How much a daemon logs. It is the daemon's own setting, for all who read its log, so what was
 * there is put back when a session leaves. A part of CulvertSession.
 */
typedef struct
{
  CulvertSessionLink *link; /* (unowned) */
  int level;                /* what the daemon was last told, or said; -1: nobody knows */
  int original;             /* what it will be put back to */
  int least;                /* what a daemon that is come to logs at least; 0: what it does */
} CulvertSessionVerbosity;

void culvert_session_verbosity_init (CulvertSessionVerbosity *self, CulvertSessionLink *link);
/* The link has come to a daemon: the same as before, or one that was started since, which is told
 * to log as much as it should. */
void culvert_session_verbosity_begin (CulvertSessionVerbosity *self);

/**
 * culvert_session_verbosity_set:
 *
 * A log that could not be followed is followed again when the daemon is told to log less, and that
 * is little enough.
 *
 * Returns: FALSE where nothing was done: for a daemon that is out of reach, or is only watched; for
 *   a level that there is not, and for one above %CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG while the
 *   live log is on
 */
gboolean culvert_session_verbosity_set (CulvertSessionVerbosity *self, guint level);
/* Tells a daemon that logs less than this, but for a server: it is not ours alone. Nothing is ever
 * lowered by it.
 * @level: at most %CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG */
void culvert_session_verbosity_set_least (CulvertSessionVerbosity *self, guint level);
/* Somebody else has told the daemon, with a number that may not be one that there is. */
void culvert_session_verbosity_take (CulvertSessionVerbosity *self, gint64 level);
/* Before the link is let go. */
void culvert_session_verbosity_put_back (CulvertSessionVerbosity *self);

G_END_DECLS
