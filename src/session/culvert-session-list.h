/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-summary.h"

G_BEGIN_DECLS

/**
 * CulvertSessionList:
 *
 * All sessions: a GListModel of #CulvertSession sorted by name. It relays what its sessions tell,
 * so that an observer needs one connection:
 *
 *  - `session-changed (CulvertSession *session)`: see CulvertSession::changed; also for a prompt
 *    that came or went
 *  - `state-changed (CulvertSession *session, CulvertSessionState state, CulvertSessionState old,
 *    CulvertSessionReason reason)`
 *  - `prompt-changed (CulvertSession *session)`
 *  - `admission-changed (CulvertSession *session)`
 *  - `message (CulvertSession *session, const char *title, const char *text, gboolean is_brief) →
 *    gboolean`: see CulvertSession::message
 *  - `summary-changed ()`: only when the summary differs
 */
#define CULVERT_TYPE_SESSION_LIST (culvert_session_list_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionList, culvert_session_list, CULVERT, SESSION_LIST, GObject)

#define CULVERT_SESSION_LIST_GLANCE_SECONDS 10

CulvertSessionList *culvert_session_list_new (void);
void culvert_session_list_add (CulvertSessionList *self, CulvertSession *session);
void culvert_session_list_remove (CulvertSessionList *self, CulvertSession *listed);
guint culvert_session_list_get_n (CulvertSessionList *self);
/* (transfer none): valid while the list is not changed */
CulvertSession *culvert_session_list_get (CulvertSessionList *self, guint index);
/* By id, else by exact name. (transfer none) (nullable) */
CulvertSession *culvert_session_list_find (CulvertSessionList *self, const char *id_or_name);
/* One that leads to the same as what has this identity. (transfer none) (nullable) */
CulvertSession *culvert_session_list_find_twin (CulvertSessionList *self, const char *identity);
CulvertSessionSummary culvert_session_list_get_summary (CulvertSessionList *self);

/* Somebody looks at the sessions, those to come included, until culvert_session_list_unwatch(): see
 * culvert_session_set_watched(). Each call wants one of the other. */
void culvert_session_list_watch (CulvertSessionList *self);
void culvert_session_list_unwatch (CulvertSessionList *self);
/* Somebody has had a look, and may come back: the same for %CULVERT_SESSION_LIST_GLANCE_SECONDS. */
void culvert_session_list_glance (CulvertSessionList *self);

G_END_DECLS
