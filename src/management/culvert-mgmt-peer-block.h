/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CULVERT_MGMT_PEER_MAX_VARIABLES 256
#define CULVERT_MGMT_PEER_MAX_VARIABLE  (16 * 1024)

typedef enum
{
  CULVERT_MGMT_PEER_CONNECT,     /* wants to come in */
  CULVERT_MGMT_PEER_REAUTH,      /* wants to stay, with a new key */
  CULVERT_MGMT_PEER_ESTABLISHED, /* is in */
  CULVERT_MGMT_PEER_DISCONNECT,  /* has gone */
  CULVERT_MGMT_PEER_RESPONSE,    /* CR_RESPONSE: has answered a question */
  CULVERT_MGMT_PEER_ADDRESS,     /* has got an address; comes without variables */
} CulvertMgmtPeerNoticeKind;

/* What a server daemon tells of one client, whole: the line and all its variables. Strings are
 * NUL-terminated and die with the call that brought them; what came from the client is raw. */
typedef struct
{
  CulvertMgmtPeerNoticeKind kind;
  guint64 id;           /* CID */
  guint64 key;          /* KID; of CONNECT, REAUTH and RESPONSE */
  const char *response; /* of RESPONSE: base64 */
  const char *address;  /* of ADDRESS: with a mask where it is a subnet */
  gboolean is_primary;  /* of ADDRESS */
} CulvertMgmtPeerNotice;

/**
 * CulvertMgmtPeerBlock:
 *
 * Puts the lines of `>CLIENT` messages together. Pure. A block is told when it is whole or not at
 * all: without an end, without a beginning, inside another one, with more than 256 variables or
 * with one over 16 KiB it is dropped and counted, and the next one is read as ever.
 */
typedef struct _CulvertMgmtPeerBlock CulvertMgmtPeerBlock;

CulvertMgmtPeerBlock *culvert_mgmt_peer_block_new (void);
void culvert_mgmt_peer_block_free (CulvertMgmtPeerBlock *self);

/**
 * culvert_mgmt_peer_block_take:
 * @text: what stands behind `>CLIENT:`, writable, NUL-terminated at `length`
 *
 * Returns: (transfer none) (nullable): what has become whole with this line; until the next call
 */
const CulvertMgmtPeerNotice *
culvert_mgmt_peer_block_take (CulvertMgmtPeerBlock *self, char *text, gsize length);

/**
 * culvert_mgmt_peer_block_get:
 *
 * Of the notice that has just become whole; the last one of that name. Behind an `env-filter` above
 * 0 the daemon passes on variables of any name that the client chose, before its own: there no
 * variable is to be trusted.
 *
 * Returns: (nullable): NULL where there is none; never the password
 */
const char *culvert_mgmt_peer_block_get (const CulvertMgmtPeerBlock *self, const char *name);

/* A new connection begins: what is not whole will never be. */
void culvert_mgmt_peer_block_reset (CulvertMgmtPeerBlock *self);
guint64 culvert_mgmt_peer_block_get_n_dropped (const CulvertMgmtPeerBlock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtPeerBlock, culvert_mgmt_peer_block_free)

G_END_DECLS
