/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-administration.h"
#include "culvert-mgmt-event.h"
#include "culvert-session-console.h"
#include "culvert-session-dialogue.h"
#include "culvert-session-echo.h"
#include "culvert-session-hold.h"
#include "culvert-session-link.h"
#include "culvert-session-overheard.h"
#include "culvert-session-pulse.h"
#include "culvert-session-record.h"
#include "culvert-session-verbosity.h"
#include "culvert-session-verdicts.h"
#include "culvert-session.h"

G_BEGIN_DECLS

/* A session in six files: culvert-session.c is what others see, culvert-session-events.c takes in
 * what happens, culvert-session-moves.c decides what is done about it, culvert-session-daemon.c
 * starts and ends a daemon, culvert-session-pushed.c does what a server may ask for,
 * culvert-session-serving.c has a daemon that is one administrated. Nobody else includes this. */
struct _CulvertSession
{
  GObject parent_instance;

  CulvertProfile *profile;          /* (owned) */
  CulvertLauncher *launcher;        /* (owned): shared with the link */
  CulvertSessionLink *link;         /* (owned) */
  CulvertSessionDialogue *dialogue; /* (owned) */
  CulvertSessionConsole *console;   /* (owned) */
  CulvertSessionVerdicts *verdicts; /* (owned): of what the dialogue answers */
  CulvertSessionRecord record;      /* its state is moved by
                                     * culvert_session_set_state () alone */
  CulvertSessionPulse *pulse;       /* (owned) */
  gboolean is_watched;
  CulvertSessionLimits limits;
  CulvertSessionHold hold;
  CulvertSessionVerbosity verbosity;
  CulvertSessionOverheard overheard;
  CulvertSessionEcho echo;
  CulvertAdministration *administration; /* (owned) (nullable): once the daemon is a server */

  CulvertSessionWanted wanted;
  gint64 asked_at;        /* monotonic: the last time the user wanted the tunnel */
  gboolean wish_is_fresh; /* the user said so since the daemon last was as wanted */
  gboolean is_settled;

  gboolean is_claimed; /* the daemon is there because we wanted it, or used it */
  gboolean is_ending;  /* it was told to end */
  guint end_source;    /* until it should have */
};

/* Tells a change of the state, or of the reason for it. */
void culvert_session_set_state (CulvertSession *self,
                                CulvertSessionState state,
                                CulvertSessionReason reason);
/* Somebody has to notice when a daemon that is at work falls silent. */
void culvert_session_watch_pulse (CulvertSession *self);
/* Moves the state by the table, and tells it. */
void
culvert_session_step (CulvertSession *self, CulvertSessionEvent event, CulvertSessionReason reason);

/* Anything that a view shows may be different. */
void culvert_session_tell_changed (CulvertSession *self);
void culvert_session_tell_admission_changed (CulvertSession *self);

/* What a link tells a session, which is its user data. */
const CulvertSessionLinkListener *culvert_session_get_listener (void);

/* Compares what is wanted with what is, and starts at most one thing. */
void culvert_session_reconcile (CulvertSession *self);
/* Nobody told us, but the daemon is on its way or up: then that is what is wanted. */
void culvert_session_adopt (CulvertSession *self);
/* The user wanted the tunnel just now, and waits at the screen. */
gboolean culvert_session_is_expected (CulvertSession *self);

/* Has a daemon started, where one can be and none is there or on its way. */
void culvert_session_launch (CulvertSession *self);
void culvert_session_cancel_launch (CulvertSession *self);
/* The daemon is out of reach: TRUE if it has to be started for what is wanted, and is being. */
gboolean culvert_session_launch_instead (CulvertSession *self, CulvertSessionReason reason);
/* The daemon exists for us alone and is not wanted any more. */
gboolean culvert_session_must_end (CulvertSession *self);
void culvert_session_end (CulvertSession *self);
/* The daemon has ended, or is let alone. */
void culvert_session_forget_end (CulvertSession *self);

/* A daemon is about to tell its echoes, those of the past first. */
void culvert_session_begin_echo (CulvertSession *self);
void
culvert_session_take_echo (CulvertSession *self, const CulvertMgmtEcho *echo, gboolean is_past);
/* FALSE where nobody shows it. */
gboolean culvert_session_tell_message (CulvertSession *self,
                                       const char *title,
                                       const char *text,
                                       gboolean is_brief);

/* The daemon has begun to speak; can be spoken to; is out of reach. */
void culvert_session_begin_serving (CulvertSession *self);
void culvert_session_attach_serving (CulvertSession *self);
void culvert_session_detach_serving (CulvertSession *self);
/* What only a server tells, and what tells when it loses its clients. */
void culvert_session_take_serving (CulvertSession *self, const CulvertMgmtEvent *event);

G_END_DECLS
