/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-event.h"
#include "culvert-session-dialogue.h"
#include "culvert-session-echo.h"
#include "culvert-session-hold.h"
#include "culvert-session-link.h"
#include "culvert-session-overheard.h"
#include "culvert-session-record.h"
#include "culvert-session.h"

G_BEGIN_DECLS

/* A session in three files: culvert-session.c takes in what happens, culvert-session-moves.c
 * decides what is done about it, culvert-session-pushed.c does what a server may ask for. Nobody
 * else includes this. */
struct _CulvertSession
{
  GObject parent_instance;

  CulvertProfile *profile;          /* (owned) */
  CulvertSessionLink *link;         /* (owned) */
  CulvertSessionDialogue *dialogue; /* (owned) */
  CulvertSessionRecord record;      /* its state is moved by set_state () alone */
  CulvertSessionHold hold;
  CulvertSessionOverheard overheard;
  CulvertSessionEcho echo;

  CulvertSessionWanted wanted;
  gint64 asked_at;        /* monotonic: the last time the user wanted the tunnel */
  gboolean wish_is_fresh; /* the user said so since the daemon last was as wanted */
  gboolean is_settled;
};

/* Moves the state, and tells it. */
void
culvert_session_step (CulvertSession *self, CulvertSessionEvent event, CulvertSessionReason reason);

/* Compares what is wanted with what is, and starts at most one thing. */
void culvert_session_reconcile (CulvertSession *self);
/* Nobody told us, but the daemon is on its way or up: then that is what is wanted. */
void culvert_session_adopt (CulvertSession *self);
/* The user wanted the tunnel just now, and waits at the screen. */
gboolean culvert_session_is_expected (CulvertSession *self);

/* A daemon is about to tell its echoes, those of the past first. */
void culvert_session_begin_echo (CulvertSession *self);
void
culvert_session_take_echo (CulvertSession *self, const CulvertMgmtEcho *echo, gboolean is_past);
/* FALSE where nobody shows it. */
gboolean culvert_session_tell_message (CulvertSession *self,
                                       const char *title,
                                       const char *text,
                                       gboolean is_brief);

G_END_DECLS
