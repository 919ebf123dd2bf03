/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-fake-daemon.h"
#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertStagedSession:
 *
 * A real session with a fake daemon behind it, for what is shown of sessions. Questions stay open
 * until they are withdrawn.
 */
typedef struct
{
  CulvertSession *session;   /* (owned) */
  CulvertFakeDaemon *daemon; /* (owned) */
} CulvertStagedSession;

/* Attached to a daemon that waits in its first hold. */
CulvertStagedSession *culvert_staged_session_new (const char *name);
void culvert_staged_session_free (CulvertStagedSession *self);

/* The user asks for the connection, and it has started. */
void culvert_staged_session_start (CulvertStagedSession *self);
/* The same, and it is up, with the address 10.8.0.6. */
void culvert_staged_session_connect (CulvertStagedSession *self);
/* Up, then lost for this reason, in the words of the daemon. */
void culvert_staged_session_lose (CulvertStagedSession *self, const char *reason);
/* The daemon asks for a name and a password. */
void culvert_staged_session_ask (CulvertStagedSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertStagedSession, culvert_staged_session_free)

G_END_DECLS
