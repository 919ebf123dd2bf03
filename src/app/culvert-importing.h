/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-import.h"
#include "culvert-connections.h"

G_BEGIN_DECLS

/* What is done with the texts of imported connections. Nothing here asks the user, starts a daemon
 * or changes one that runs. The message of an error is a sentence that can be shown. */

/* @name: (nullable): NULL or "" takes the one that the import proposes */
void culvert_importing_import_async (CulvertConnections *connections,
                                     CulvertConfigImport *import,
                                     const char *name,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* The same once more, as a connection of its own; its passwords are not taken along.
 * @session: of an imported connection, as in all that follow */
void culvert_importing_duplicate_async (CulvertConnections *connections,
                                        CulvertSession *session,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Of both. (transfer none) (nullable): the new session */
CulvertSession *culvert_importing_add_finish (GAsyncResult *result, GError **error);

/* Puts another text in the place of the one that a connection has. A daemon that runs keeps the old
 * one until it is started anew. */
void culvert_importing_replace_async (CulvertConnections *connections,
                                      CulvertSession *session,
                                      CulvertConfigImport *import,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Writes the whole profile, keys included, to a file that nobody else may read. */
void culvert_importing_export_async (CulvertConnections *connections,
                                     CulvertSession *session,
                                     GFile *file,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Of both. */
gboolean culvert_importing_finish (GAsyncResult *result, GError **error);

G_END_DECLS
