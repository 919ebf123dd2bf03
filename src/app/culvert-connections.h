/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"
#include "culvert-launcher-factory.h"
#include "culvert-profile-store.h"
#include "culvert-profile-texts.h"
#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertConnections:
 *
 * The user's connections: what is remembered of them, and a session for each. The one place where
 * profiles become sessions. culvert-importing.h has what is done with the texts of imported ones.
 *
 * Signal `trouble (const char *)`: a sentence about connections that could not be read or kept
 */
#define CULVERT_TYPE_CONNECTIONS (culvert_connections_get_type ())
G_DECLARE_FINAL_TYPE (CulvertConnections, culvert_connections, CULVERT, CONNECTIONS, GObject)

/* A removed connection can be had back for so long. */
#define CULVERT_CONNECTIONS_UNDO_SECONDS 10

CulvertConnections *culvert_connections_new (CulvertProfileStore *store,
                                             CulvertProfileTexts *texts,
                                             CulvertLauncherFactory *factory,
                                             CulvertAnswerer *answerer);

/* Reads what is remembered and attaches to all of it. Never fails as a whole: see `trouble`. */
void culvert_connections_load_async (CulvertConnections *self,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void culvert_connections_load_finish (CulvertConnections *self, GAsyncResult *result);

CulvertSessionList *culvert_connections_get_sessions (CulvertConnections *self);
CulvertProfileTexts *culvert_connections_get_texts (CulvertConnections *self);
/* FALSE: only daemons and services that the system has are of use here. */
gboolean culvert_connections_can_import (CulvertConnections *self);
/* For culvert_launch_services_list_async(). */
CulvertSystemd *culvert_connections_get_systemd (CulvertConnections *self);

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

/**
 * culvert_connections_add_service:
 * @name: (nullable): NULL or "" makes one up
 * @unit: as in CulvertLaunchService
 * @endpoint: (nullable): as there
 *
 * Remembers a service of the system's; one that is known already keeps its connection. Starts
 * nothing.
 *
 * Returns: (transfer none) (nullable): NULL with a sentence that says why
 */
CulvertSession *culvert_connections_add_service (CulvertConnections *self,
                                                 const char *name,
                                                 const char *unit,
                                                 const char *endpoint,
                                                 GError **error);

/* FALSE, with a sentence, where one more connection is too many. */
gboolean culvert_connections_has_room (CulvertConnections *self, GError **error);
/* There has to be room. (transfer none) */
CulvertSession *culvert_connections_add (CulvertConnections *self, CulvertProfile *profile);

/* Takes a connection off the list. A daemon that exists for it alone is ended, any other left as it
 * is. Its passwords and its text are deleted when it cannot be had back any more. */
void culvert_connections_remove (CulvertConnections *self, CulvertSession *session);
/* Has a removed connection back, disconnected if it had a daemon of its own. FALSE: it is too late.
 * @id: of its profile */
gboolean culvert_connections_restore (CulvertConnections *self, const char *id);

/* Culvert is about to end: what was removed cannot be had back any more. */
void culvert_connections_end_undo (CulvertConnections *self);

/* Done when everything is on the disk, or could not be written. */
void culvert_connections_flush_async (CulvertConnections *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void culvert_connections_flush_finish (CulvertConnections *self, GAsyncResult *result);

G_END_DECLS
