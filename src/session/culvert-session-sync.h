/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-client.h"

G_BEGIN_DECLS

typedef enum
{
  CULVERT_SESSION_SYNC_ALL,
  CULVERT_SESSION_SYNC_NO_LOG, /* without the live log */
  CULVERT_SESSION_SYNC_WATCH,  /* nothing that changes the daemon */
} CulvertSessionSyncScope;

/**
 * CulvertSessionSync:
 *
 * The questions that a fresh link asks a daemon, one after the other, and what it learns: the past,
 * the version, the kind of daemon. A daemon that refuses one of them is asked the next.
 *
 *  - `history (const CulvertMgmtEvent *)`: a log line or an echo of the past, or the
 *    last state
 *  - `done ()`
 */
#define CULVERT_TYPE_SESSION_SYNC (culvert_session_sync_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionSync, culvert_session_sync, CULVERT, SESSION_SYNC, GObject)

/* @daemon_version: of the management interface, as in the banner */
CulvertSessionSync *culvert_session_sync_new (CulvertMgmtClient *client,
                                              guint daemon_version,
                                              CulvertSessionSyncScope scope);
/* Ends when the last reference to the sync goes, or with `done`. */
void culvert_session_sync_start (CulvertSessionSync *self);

/* Has the daemon tell its log as it goes from now on, and what it has kept until then, which may be
 * known in part.
 * @level: how much it logs by now, at most %CULVERT_SESSION_MAX_VERBOSITY_WITH_LOG */
void culvert_session_sync_resume_log (CulvertSessionSync *self, guint level);

gboolean culvert_session_sync_is_server (CulvertSessionSync *self);
/* It turned out later: a daemon in its first hold does not tell. */
void culvert_session_sync_become_server (CulvertSessionSync *self);
/* The daemon got its configuration through its standard input and cannot read it again. Also TRUE
 * where that cannot be known. */
gboolean culvert_session_sync_is_single_shot (CulvertSessionSync *self);
/* The daemon tells its log as it goes. */
gboolean culvert_session_sync_has_live_log (CulvertSessionSync *self);
/* How much the daemon logs; -1 where it did not say. */
int culvert_session_sync_get_verbosity (CulvertSessionSync *self);
const char *culvert_session_sync_get_version (CulvertSessionSync *self); /* (nullable) */

G_END_DECLS
