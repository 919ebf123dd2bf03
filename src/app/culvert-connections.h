/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"
#include "culvert-profile-store.h"
#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertConnections:
 *
 * The user's connections: what is remembered of them, and a session for each. The one place where
 * profiles become sessions.
 *
 * Signal `trouble (const char *)`: a sentence about connections that could not be read or kept
 */
#define CULVERT_TYPE_CONNECTIONS (culvert_connections_get_type ())
G_DECLARE_FINAL_TYPE (CulvertConnections, culvert_connections, CULVERT, CONNECTIONS, GObject)

CulvertConnections *culvert_connections_new (CulvertProfileStore *store, CulvertAnswerer *answerer);

/* Reads what is remembered and attaches to all of it. Never fails as a whole: see `trouble`. */
void culvert_connections_load_async (CulvertConnections *self,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void culvert_connections_load_finish (CulvertConnections *self, GAsyncResult *result);

CulvertSessionList *culvert_connections_get_sessions (CulvertConnections *self);

/**
 * culvert_connections_attach:
 * @name: (nullable): NULL or "" makes one up
 *
 * Remembers the daemon at `endpoint` and attaches to it. One that is known already keeps its
 * connection, which gets the new name.
 *
 * Returns: (transfer none) (nullable): NULL where `endpoint` is none, with a sentence that says why
 */
CulvertSession *culvert_connections_attach (CulvertConnections *self,
                                            const char *name,
                                            const char *endpoint,
                                            GError **error);

/* Forgets a connection and its passwords; the daemon is left as it is. */
void culvert_connections_remove (CulvertConnections *self, CulvertSession *session);

/* Done when everything is on the disk, or could not be written. */
void culvert_connections_flush_async (CulvertConnections *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void culvert_connections_flush_finish (CulvertConnections *self, GAsyncResult *result);

G_END_DECLS
