/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-administration.h"
#include "culvert-answerer.h"
#include "culvert-launcher.h"
#include "culvert-profile.h"
#include "culvert-session-console.h"
#include "culvert-session-log.h"
#include "culvert-session-progress.h"
#include "culvert-session-reason.h"
#include "culvert-session-state.h"
#include "culvert-session-traffic.h"
#include "culvert-session-types.h"

G_BEGIN_DECLS

/**
 * CulvertSession:
 *
 * One connection's life. It attaches to its daemon, attaches again when the daemon went away and
 * came back, and moves what is (`state`) towards what the user wants (`wanted`), one step at a
 * time. Where its launcher can, it starts the daemon when the tunnel is wanted, and ends what it
 * owns when it is not. The daemon and its tunnel never depend on it.
 *
 * Signals
 *  - `state-changed (CulvertSessionState state, CulvertSessionState old, CulvertSessionReason
 *    reason)`: after every change of state, or of the reason for it
 *  - `changed ()`: anything that a view shows may be different; at most one for each message of
 *    the daemon, so views refresh in the next frame
 *  - `message (const char *title, const char *text, gboolean is_brief) → gboolean`: words of the
 *    server, or of the daemon's configuration, for the user: plain text, the title may be empty. A
 *    brief one is meant for a notification. TRUE: it is shown, or need not be
 *
 *  - `admission-changed ()`: of a server: who asks to be let in is different, or whether the user
 *    answers them
 *
 * Property `prompt` (nullable, with notification): the question that waits for an answer.
 */
#define CULVERT_TYPE_SESSION (culvert_session_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSession, culvert_session, CULVERT, SESSION, GObject)

CulvertSession *
culvert_session_new (CulvertProfile *profile, CulvertLauncher *launcher, CulvertAnswerer *answerer);
CulvertSession *culvert_session_new_with_limits (CulvertProfile *profile,
                                                 CulvertLauncher *launcher,
                                                 CulvertAnswerer *answerer,
                                                 const CulvertSessionLimits *limits);

/* Begins to attach, and goes on until culvert_session_detach(). */
void culvert_session_attach (CulvertSession *self);
/* Lets the daemon alone, as it is. */
void culvert_session_detach (CulvertSession *self);

/* Whether somebody looks at what the daemon does. While nobody does, it tells its counts once a
 * minute, and may be silent for longer before it is asked whether it lives: it, and whoever
 * controls it, sleep as long as they can. What has moved since its last count is not known when it
 * ends. For a session in a list, the list decides. */
void culvert_session_set_watched (CulvertSession *self, gboolean is_watched);

/* What the user wants; the session sees to it. Wanting CONNECTED again while it waits or has failed
 * tries at once. */
void culvert_session_set_wanted (CulvertSession *self, CulvertSessionWanted wanted);
/* As wanting CONNECTED, but nobody sits and waits for it: no question comes up as a window by
 * itself. */
void culvert_session_connect_quietly (CulvertSession *self);
CulvertSessionWanted culvert_session_get_wanted (CulvertSession *self);

/* The way to the server may be open now: what waits for a next try tries at once. Not a wish of the
 * user's; questions come up as quietly as they would have. */
void culvert_session_nudge (CulvertSession *self);
/* Takes the tunnel down and up again, or what there is of it yet. FALSE: not now; it is deaf, or a
 * question is open. */
gboolean culvert_session_reconnect (CulvertSession *self);
/* The daemon pauses, or looks for its server. No signal helps it to go on; one could end it. */
gboolean culvert_session_is_deaf (CulvertSession *self);

CulvertProfile *culvert_session_get_profile (CulvertSession *self); /* (transfer none) */
CulvertSessionState culvert_session_get_state (CulvertSession *self);
CulvertSessionReason culvert_session_get_reason (CulvertSession *self);
CulvertSessionRole culvert_session_get_role (CulvertSession *self);
CulvertSessionStage culvert_session_get_stage (CulvertSession *self);
/* How far the present try has come, or the last one has; (transfer none): as it is now, until the
 * session goes */
const CulvertSessionProgress *culvert_session_get_progress (CulvertSession *self);
/* When the present state began, seconds since 1970. */
gint64 culvert_session_get_since (CulvertSession *self);
/* When a wait will end: monotonic microseconds, 0 where there is none or nobody knows. */
gint64 culvert_session_get_wait_end (CulvertSession *self);
/* The daemon answers to us. */
gboolean culvert_session_is_attached (CulvertSession *self);
/* Attached, and the first account of the daemon's state has been taken in; or known to be out of
 * reach. What a command line waits for before it prints. */
gboolean culvert_session_is_settled (CulvertSession *self);
/* The daemon may be watched, but not told anything (a TCP port without a password). */
gboolean culvert_session_is_read_only (CulvertSession *self);
/* (transfer full) (nullable): what an administrator would type to start the daemon where the user
 * may not; known at the latest when a start has failed */
char *culvert_session_dup_command (CulvertSession *self);
/* The log is not followed, because the daemon logs more than it or we could keep up with. */
gboolean culvert_session_is_log_paused (CulvertSession *self);
/* How much the daemon logs, 0 to 11; -1 where nobody knows. */
int culvert_session_get_verbosity (CulvertSession *self);
/* The same, as it was found, and will be again when the session detaches. */
int culvert_session_get_original_verbosity (CulvertSession *self);
/* FALSE where nothing was done: the daemon is out of reach, or may only be watched; or it could not
 * be spoken to any more, which is so above 7 while its live log is on. */
gboolean culvert_session_set_verbosity (CulvertSession *self, guint level);
/* What every daemon is told to log at least that it comes to, and the present one; not a server,
 * and never less than it does.
 * @level: at most %CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG; 0 leaves them alone */
void culvert_session_set_least_verbosity (CulvertSession *self, guint level);
CulvertSessionFacts culvert_session_get_facts (CulvertSession *self);
/* (transfer none): as it is now, until the session goes */
const CulvertSessionTraffic *culvert_session_get_traffic (CulvertSession *self);
CulvertSessionLog *culvert_session_get_log (CulvertSession *self);         /* (transfer none) */
CulvertSessionConsole *culvert_session_get_console (CulvertSession *self); /* (transfer none) */
CulvertPrompt *culvert_session_get_prompt (CulvertSession *self); /* (transfer none) (nullable) */
/* How many clients of a server wait for the user's answer; 0 where answers are not given here. */
guint culvert_session_get_n_requests (CulvertSession *self);
/* (transfer none) (nullable): NULL until the daemon turns out to be a server; from then on always
 * the same */
CulvertAdministration *culvert_session_get_administration (CulvertSession *self);

G_END_DECLS
