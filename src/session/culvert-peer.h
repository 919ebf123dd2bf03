/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "culvert-mgmt-status.h"

G_BEGIN_DECLS

/**
 * CulvertPeer:
 *
 * One client of a server daemon. It belongs to its #CulvertRoster, is no object, and costs some 200
 * bytes, because there may be a hundred thousand.
 *
 * Strings are never NULL, "" where nobody knows, and raw remote text: culvert_plain_text() comes
 * before a widget. They and the peer itself may be gone or different when the main loop has run.
 */
typedef struct _CulvertPeer CulvertPeer;

/* What tells a client from the one that gets its id after a restart of the server: keep this, not
 * the peer, while a question is open. */
typedef struct
{
  guint64 id;   /* the daemon's id of it (CID); 0 is one like any other */
  char *name;   /* (owned) */
  gint64 since; /* seconds since 1970, or -1 */
} CulvertPeerKey;

#define CULVERT_TYPE_PEER_KEY (culvert_peer_key_get_type ())
GType culvert_peer_key_get_type (void);
CulvertPeerKey *culvert_peer_key_copy (const CulvertPeerKey *key);
void culvert_peer_key_free (CulvertPeerKey *key);

guint64 culvert_peer_get_id (const CulvertPeer *self);
const char *culvert_peer_get_name (const CulvertPeer *self); /* of its certificate */
const char *culvert_peer_get_user (const CulvertPeer *self);
const char *culvert_peer_get_address (const CulvertPeer *self); /* where it comes from, with port */
const char *culvert_peer_get_vpn_ipv4 (const CulvertPeer *self);
const char *culvert_peer_get_vpn_ipv6 (const CulvertPeer *self);
const char *culvert_peer_get_cipher (const CulvertPeer *self);
gint64 culvert_peer_get_since (const CulvertPeer *self);     /* seconds since 1970, or -1 */
guint64 culvert_peer_get_received (const CulvertPeer *self); /* bytes from the client */
guint64 culvert_peer_get_sent (const CulvertPeer *self);     /* bytes to the client */

/* The serial of the roster when anything of it changed last, and when it came. Another peer in the
 * same slot has another birth. */
guint64 culvert_peer_get_changed (const CulvertPeer *self);
guint64 culvert_peer_get_born (const CulvertPeer *self);

/* (transfer full) */
CulvertPeerKey *culvert_peer_dup_key (const CulvertPeer *self);
gboolean culvert_peer_is (const CulvertPeer *self, const CulvertPeerKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertPeerKey, culvert_peer_key_free)

G_END_DECLS
