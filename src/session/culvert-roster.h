/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-peer.h"

G_BEGIN_DECLS

/* More than this are not listed. */
#define CULVERT_ROSTER_MAX 250000

/**
 * CulvertRoster:
 *
 * Who is connected to a server daemon, and has been let in: an array of slots for a view that shows
 * some of them. A peer keeps its slot as long as it is connected; a free slot is used again. Every
 * change has a serial.
 *
 * A view keeps the serial it has seen. When the roster tells that it has changed, it looks, at most
 * once a frame: slots whose peer is gone, new or another one (culvert_peer_get_born()) where
 * culvert_roster_get_shape() has moved, and of those in sight the ones that changed later than
 * that. Walking over all slots for this takes less than a millisecond; sorting does not, and is the
 * view's own affair.
 *
 *  - `changed ()`: once after culvert_roster_get_serial() was called, at the first change
 */
#define CULVERT_TYPE_ROSTER (culvert_roster_get_type ())
G_DECLARE_FINAL_TYPE (CulvertRoster, culvert_roster, CULVERT, ROSTER, GObject)

CulvertRoster *culvert_roster_new (void);

/* Of the last change; the next one is told again. */
guint64 culvert_roster_get_serial (CulvertRoster *self);
/* The serial at which a peer last came or went. */
guint64 culvert_roster_get_shape (CulvertRoster *self);
guint culvert_roster_get_n_peers (CulvertRoster *self);
/* How many there are beyond CULVERT_ROSTER_MAX, as of the last account. */
guint culvert_roster_get_n_unlisted (CulvertRoster *self);

guint culvert_roster_get_n_slots (CulvertRoster *self);
/* (nullable): NULL where the slot is free */
const CulvertPeer *culvert_roster_get_peer (CulvertRoster *self, guint slot);
/* FALSE where there is none with this id. */
gboolean culvert_roster_find (CulvertRoster *self, guint64 id, guint *slot);

/* Bytes a second, `now` in monotonic microseconds. A daemon says nothing of a client that is quiet,
 * so a rate goes back to 0 by itself and changes no serial: rows in sight are to be drawn again
 * every second. */
void culvert_roster_get_rates (CulvertRoster *self,
                               const CulvertPeer *peer,
                               gint64 now,
                               double *in,
                               double *out);

/* --- for who keeps it up to date --- */

/* How often counts come; 0 for never. */
void culvert_roster_set_interval (CulvertRoster *self, guint seconds);
void culvert_roster_clear (CulvertRoster *self);
/* An account of all clients: its rows, and then whoever was there before it began and is not in it
 * goes. Without an end nobody goes. */
void culvert_roster_begin_account (CulvertRoster *self);
void culvert_roster_end_account (CulvertRoster *self);
/* A row of an account. It tells of clients as well that are about to sign in, or have been denied
 * and are kept for a while. Those have no name yet, or no address where others have one, or are
 * waiting; they are left out. */
void culvert_roster_take_row (CulvertRoster *self, const CulvertMgmtStatusRow *row, gint64 now);
/* The server said that this one is in; the counts of the row do not count. */
void culvert_roster_establish (CulvertRoster *self, const CulvertMgmtStatusRow *row);
/* The server asks whether to let it in. Until it is established or removed it is not. */
void culvert_roster_set_waiting (CulvertRoster *self, guint64 id);
/* In the rest, FALSE where there is none with this id. */
gboolean culvert_roster_take_count (CulvertRoster *self,
                                    guint64 id,
                                    guint64 received,
                                    guint64 sent,
                                    gint64 now);
gboolean culvert_roster_take_address (CulvertRoster *self, guint64 id, const char *address);
gboolean culvert_roster_remove (CulvertRoster *self, guint64 id);

G_END_DECLS
