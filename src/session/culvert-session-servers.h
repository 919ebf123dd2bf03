/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt.h"
#include "culvert-session-link.h"

G_BEGIN_DECLS

/* The servers that a daemon may connect to, as choices of a prompt. Their ids are the daemon's
 * indices; those of a daemon that cannot tell its list are these two. */
#define CULVERT_SESSION_SERVER_OFFERED "offered"
#define CULVERT_SESSION_SERVER_NEXT    "next"

/**
 * culvert_session_servers_find_async:
 * @offered: the server that the daemon offers
 * @preferred: (nullable): as culvert_session_servers_get_key() made it; comes first, and is chosen
 *   unless something else is. Otherwise it is the offered one.
 */
void culvert_session_servers_find_async (CulvertSessionLink *link,
                                         CulvertPrompt *prompt,
                                         const CulvertMgmtRemote *offered,
                                         const char *preferred,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Returns: (transfer full) (element-type CulvertMgmtRemote): the daemon's list, empty where it
 * cannot tell */
GPtrArray *culvert_session_servers_find_finish (CulvertSessionLink *link,
                                                GAsyncResult *result,
                                                GError **error);

/* (transfer none) (nullable): the server that stands behind a choice; NULL: whichever comes next */
const CulvertMgmtRemote *culvert_session_servers_get_remote (GPtrArray *remotes,
                                                             const CulvertMgmtRemote *offered,
                                                             CulvertPromptChoice *choice);
/* (transfer full): what tells a server from all others */
char *culvert_session_servers_get_key (const CulvertMgmtRemote *remote);

/* How many servers lie between the offered one and another; 0: it is this one.
 * @wanted: (nullable): the next one */
guint culvert_session_servers_get_distance (GPtrArray *remotes,
                                            const CulvertMgmtRemote *offered,
                                            const CulvertMgmtRemote *wanted);

G_END_DECLS
