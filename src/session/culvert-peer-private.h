/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-peer.h"

G_BEGIN_DECLS

/* How a roster writes into its peers. Nobody else includes this. */
struct _CulvertPeer
{
  guint64 id;
  char *text;             /* (owned) (nullable): all strings, each with its NUL; the name first.
                           * NULL: the slot is free */
  guint16 offsets[5];     /* in text: user, address, ipv4, ipv6, cipher */
  guint16 is_established; /* the server said so */
  guint32 round;          /* the last account of all clients that it was in */
  gint64 since;
  guint64 received;
  guint64 sent;
  gint64 counted_at; /* monotonic microseconds: when the two were told last; 0: never */
  float rate_in;     /* bytes a second, from the client, then */
  float rate_out;
  guint64 changed;
  guint64 born;
};

/* TRUE where the strings or the time were different. Not the counts. */
gboolean culvert_peer_describe (CulvertPeer *self, const CulvertMgmtStatusRow *row);
/* TRUE where the counts were different. Rates follow from the time between. */
gboolean culvert_peer_count (CulvertPeer *self, guint64 received, guint64 sent, gint64 now);
/* It has been given an address in the VPN. */
gboolean culvert_peer_has_address (const CulvertPeer *self);
void culvert_peer_clear (CulvertPeer *self);

G_END_DECLS
