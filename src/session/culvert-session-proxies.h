/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-command.h"
#include "culvert-mgmt-remote.h"
#include "culvert-prompt.h"

G_BEGIN_DECLS

/* The ways to get to a server, as choices of a prompt. */
#define CULVERT_SESSION_PROXY_SYSTEM "system" /* as the desktop says; the detail is the address */
#define CULVERT_SESSION_PROXY_NONE   "none"
#define CULVERT_SESSION_PROXY_MANUAL "manual" /* the address is in the field TEXT */

/**
 * culvert_session_proxies_find_async:
 * @server: without a port
 * @preferred: (nullable): as culvert_session_proxies_get_key() made it; is chosen unless something
 *   else is, and its address suggested. Otherwise it is the system's, or none.
 *
 * The ways that need no look-up are there at once; the system's comes first when it is known. One
 * that cannot be taken is not usable.
 */
void culvert_session_proxies_find_async (GProxyResolver *resolver,
                                         CulvertPrompt *prompt,
                                         const CulvertMgmtRemote *server,
                                         const char *preferred,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean culvert_session_proxies_find_finish (GProxyResolver *resolver,
                                              GAsyncResult *result,
                                              GError **error);

/* (transfer full) (nullable): what tells the chosen way from all others; NULL: none is chosen */
char *culvert_session_proxies_get_key (CulvertPrompt *prompt);
/* (nullable): the address in such a key, "" where it has none */
const char *culvert_session_proxies_get_address (const char *key);

/* For the chosen way. Fails with UNSENDABLE where the address is none that OpenVPN can use. */
CulvertMgmtCommand *culvert_session_proxies_to_command (CulvertPrompt *prompt,
                                                        const CulvertMgmtRemote *server,
                                                        GError **error);

G_END_DECLS
