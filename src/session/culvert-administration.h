/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-administration-error.h"
#include "culvert-admission.h"
#include "culvert-roster.h"
#include "culvert-session-types.h"

G_BEGIN_DECLS

/**
 * CulvertAdministration:
 *
 * What can be seen and done at a server daemon: who is connected, who wants to be, and the actions
 * upon them. Made by the session when its daemon turns out to be a server, and kept as long as the
 * session; while the daemon is out of reach its lists are empty.
 *
 * The daemon is asked who is connected when the link comes to it; from then on its notices keep the
 * roster up to date, where it sends any. While somebody watches, it is asked again in intervals
 * that grow with the number of clients, and tells what each of them transfers.
 *
 *  - `traffic (guint64 in, guint64 out)`: while watched: bytes received and sent by the server
 * since it began
 */
#define CULVERT_TYPE_ADMINISTRATION (culvert_administration_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAdministration,
                      culvert_administration,
                      CULVERT,
                      ADMINISTRATION,
                      GObject)

/* (transfer none) */
const CulvertAdministrationLimits *culvert_administration_get_usual_limits (void);

/* @link: (transfer none): outlives it */
CulvertAdministration *culvert_administration_new (CulvertSessionLink *link,
                                                   CulvertProfile *profile,
                                                   const CulvertAdministrationLimits *limits);

CulvertRoster *
culvert_administration_get_roster (CulvertAdministration *self); /* (transfer none) */
/* (transfer none) */
CulvertAdmission *culvert_administration_get_admission (CulvertAdministration *self);
CulvertMgmtAbilities culvert_administration_get_abilities (CulvertAdministration *self);
/* The roster has been filled since the link came to the daemon. */
gboolean culvert_administration_is_filled (CulvertAdministration *self);
/* The daemon may be told something. */
gboolean culvert_administration_can_act (CulvertAdministration *self);

/* Somebody looks at the clients; as many times as culvert_administration_unwatch(). */
void culvert_administration_watch (CulvertAdministration *self);
void culvert_administration_unwatch (CulvertAdministration *self);

/**
 * culvert_administration_disconnect_async:
 * @who: the client that the user saw, of culvert_peer_dup_key()
 * @message: (nullable): "HALT,text" for one that is to stay away and show the text, "RESTART,text"
 *   for one that is to connect again
 *
 * Asks the daemon who is connected, and disconnects that client if it is still the same. Done when
 * it has gone.
 */
void culvert_administration_disconnect_async (CulvertAdministration *self,
                                              const CulvertPeerKey *who,
                                              const char *message,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean culvert_administration_disconnect_finish (CulvertAdministration *self,
                                                   GAsyncResult *result,
                                                   GError **error);

/* Sets the packet filter of a client; CULVERT_MGMT_CAN_FILTER. @filter: see
 * culvert_mgmt_text_check_filter(). */
void culvert_administration_filter_async (CulvertAdministration *self,
                                          const CulvertPeerKey *who,
                                          const char *filter,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* Sends options to a client that is connected; CULVERT_MGMT_CAN_PUSH_UPDATE. @who: (nullable): to
 * all of them. @options: see culvert_mgmt_text_check_options(). */
void culvert_administration_push_async (CulvertAdministration *self,
                                        const CulvertPeerKey *who,
                                        const char *options,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Of either: the daemon has taken it. */
gboolean culvert_administration_send_finish (CulvertAdministration *self,
                                             GAsyncResult *result,
                                             GError **error);

/* --- for the session --- */

/* A stream begins: what it told before is over. */
void culvert_administration_begin (CulvertAdministration *self);
/* The daemon, of this version, can be spoken to now. Nothing where it could already. */
void culvert_administration_attach (CulvertAdministration *self, const char *version);
/* It cannot any more, or begins anew and has lost all its clients. */
void culvert_administration_detach (CulvertAdministration *self);
/* A `>CLIENT` line, which is taken apart in place. */
void culvert_administration_take_notice (CulvertAdministration *self, char *text, gsize length);
void culvert_administration_take_count (CulvertAdministration *self,
                                        guint64 id,
                                        guint64 received,
                                        guint64 sent);

G_END_DECLS
