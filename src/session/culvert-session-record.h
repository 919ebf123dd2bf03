/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-event.h"
#include "culvert-mgmt-request.h"
#include "culvert-session-dns.h"
#include "culvert-session-log.h"
#include "culvert-session-progress.h"
#include "culvert-session-reason.h"
#include "culvert-session-state.h"
#include "culvert-session-traffic.h"
#include "culvert-session-types.h"

G_BEGIN_DECLS

/**
 * CulvertSessionRecord:
 *
 * What a session knows: the state and why, the addresses, the counts, the log. It is told what
 * happened and keeps it; it decides nothing and tells nobody. A part of CulvertSession.
 */
typedef struct
{
  CulvertSessionState state;   /* moved by culvert_session_record_set () alone */
  CulvertSessionReason reason; /* likewise */
  CulvertSessionStage stage;
  CulvertSessionProgress progress;
  gboolean is_deaf;               /* see culvert_session_is_deaf () */
  gint64 since;                   /* when the state began, seconds since 1970 */
  CulvertSessionReason rejection; /* why the server did not let us in, until the next try begins */
  gint64 next_try;                /* monotonic: when that will be; 0: nobody said */
  CulvertSessionTraffic traffic;
  CulvertSessionLog *log; /* (owned) */
  guint64 n_earlier;      /* log lines that an earlier link brought */

  char *vpn_ipv4;       /* (owned) (nullable) */
  char *vpn_ipv6;       /* (owned) (nullable) */
  char *remote;         /* (owned) (nullable) */
  char *local;          /* (owned) (nullable) */
  char *daemon_version; /* (owned) (nullable) */
  char *message;        /* (owned) (nullable) */
  GError *trouble;      /* (owned) (nullable): what the message is of, where it is our own */
  CulvertSessionDns dns;
} CulvertSessionRecord;

void culvert_session_record_init (CulvertSessionRecord *self);
void culvert_session_record_clear (CulvertSessionRecord *self);

/* TRUE where the state or the reason is different now. */
gboolean culvert_session_record_set (CulvertSessionRecord *self,
                                     CulvertSessionState state,
                                     CulvertSessionReason reason);

/**
 * culvert_session_record_take_state:
 * @reason: (out): why, where the daemon or the past tells
 *
 * Keeps what a `>STATE` brings.
 *
 * Returns: what it means for the state machine
 */
CulvertSessionEvent culvert_session_record_take_state (CulvertSessionRecord *self,
                                                       const CulvertMgmtState *state,
                                                       gboolean is_wanted,
                                                       CulvertSessionReason *reason);
/* A sign-in was refused. The server may tell more of it than the daemon does with its state. */
void culvert_session_record_take_rejection (CulvertSessionRecord *self,
                                            const CulvertMgmtRequest *refusal);
/* Monotonic microseconds; 0 where the daemon is not known to pause. */
gint64 culvert_session_record_get_next_try (const CulvertSessionRecord *self);
/* A new link: what is kept now was brought by earlier ones. */
void culvert_session_record_begin_link (CulvertSessionRecord *self);
/* The daemon will tell its past log once more. */
void culvert_session_record_begin_log (CulvertSessionRecord *self);
/* A line from before the link. One that is kept already, from an earlier link, is not kept twice.
 */
void culvert_session_record_take_past_log (CulvertSessionRecord *self, const CulvertMgmtLog *log);
void culvert_session_record_take_log (CulvertSessionRecord *self, const CulvertMgmtLog *log);
/* The last words about why; NULL or "" for none. */
void culvert_session_record_take_message (CulvertSessionRecord *self, const char *message);
/* The same, of what stood in our own way. @error: (nullable): NULL for nothing */
void culvert_session_record_take_trouble (CulvertSessionRecord *self, const GError *error);
void culvert_session_record_take_version (CulvertSessionRecord *self, const char *version);
/* The tunnel is down: its addresses are not true any more. */
void culvert_session_record_forget_tunnel (CulvertSessionRecord *self);

/* On its way up, up, or on its way back. */
gboolean culvert_session_record_is_active (const CulvertSessionRecord *self);
/* What ended a daemon is worth more than the plain news that it is not there. */
CulvertSessionReason culvert_session_record_reason_for_loss (const CulvertSessionRecord *self,
                                                             CulvertSessionReason reason);
CulvertSessionFacts culvert_session_record_get_facts (const CulvertSessionRecord *self);

G_END_DECLS
