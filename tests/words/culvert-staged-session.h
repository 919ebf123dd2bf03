/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-fake-daemon.h"
#include "culvert-session-list.h"

G_BEGIN_DECLS

/* The beginning of an answer to `status 3`, clients, and its end. */
#define CULVERT_STAGED_HEADER                                                                      \
  "TITLE\tOpenVPN 2.6.14\n"                                                                        \
  "HEADER\tCLIENT_LIST\tCommon Name\tReal Address\tVirtual Address\tVirtual IPv6 Address\t"        \
  "Bytes Received\tBytes Sent\tConnected Since\tConnected Since (time_t)\tUsername\tClient ID\t"   \
  "Peer ID\tData Channel Cipher\n"
#define CULVERT_STAGED_ALICE                                                                       \
  "CLIENT_LIST\tlaptop-9\t192.0.2.9:1000\t10.9.0.9\tfd00::"                                        \
  "9\t1985\t2014\t\t1795334343\talice\t0\t0\t"                                                     \
  "AES-256-GCM\n"
#define CULVERT_STAGED_BOB                                                                         \
  "CLIENT_LIST\tlaptop-10\t192.0.2.10:2000\t10.9.0.10\t\t5000000\t2070\t\t1795334344\tbob\t1\t1\t" \
  "AES-256-GCM\n"
#define CULVERT_STAGED_PHONE                                                                       \
  "CLIENT_LIST\tphone\t198.51.100.7:3000\t10.9.0.11\t\t300\t90000\t\t1795334345\tUNDEF\t2\t2\t"    \
  "CHACHA20-POLY1305\n"
#define CULVERT_STAGED_END "END"

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
/* Attached to a daemon that is a server, and whose clients are known. `status`: its whole answer to
 * `status 3`. */
CulvertStagedSession *
culvert_staged_session_new_server (const char *name, const char *version, const char *status);
/* A notice of one of its clients, of this certificate and user name; `head`: `CONNECT,0,1` for
 * example. */
void culvert_staged_session_notify (CulvertStagedSession *self,
                                    const char *head,
                                    const char *name,
                                    const char *user);
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
