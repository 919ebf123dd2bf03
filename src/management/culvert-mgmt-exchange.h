/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-mgmt-command.h"
#include "culvert-mgmt-line.h"
#include "culvert-mgmt-reply.h"

G_BEGIN_DECLS

/**
 * CulvertMgmtExchange:
 *
 * One command on its way: what of it is written, what of its reply has come, and who waits. There
 * are no ids on the wire, so an exchange keeps its place until its reply is whole, whether or not
 * anybody still waits for it. Owned by the client's queue.
 */
typedef struct _CulvertMgmtExchange CulvertMgmtExchange;

/* `owned_task` (nullable) returns a CulvertMgmtReply; NULL: nobody waits. */
CulvertMgmtExchange *culvert_mgmt_exchange_new (CulvertMgmtCommand *owned_command,
                                                GTask *owned_task);
/* A `pid` of our own. Its reply proves that whatever was asked before it will not be answered. */
CulvertMgmtExchange *culvert_mgmt_exchange_new_fence (void);
void culvert_mgmt_exchange_free (CulvertMgmtExchange *self);

gboolean culvert_mgmt_exchange_is_fence (const CulvertMgmtExchange *self);
/* The shapes OPTIONAL and FENCED: only a fence tells where the reply ends. */
gboolean culvert_mgmt_exchange_needs_fence (const CulvertMgmtExchange *self);

/* What it looks like in a log, while it is not written yet; owned by the exchange. */
const char *culvert_mgmt_exchange_get_display (const CulvertMgmtExchange *self);
/* What is still to be written, NULL when it is written; owned by the exchange. */
const char *culvert_mgmt_exchange_get_unwritten (const CulvertMgmtExchange *self, gsize *length);
/* The last byte wipes the command. */
void culvert_mgmt_exchange_wrote (CulvertMgmtExchange *self, gsize n_bytes);
gboolean culvert_mgmt_exchange_is_begun (const CulvertMgmtExchange *self);
gboolean culvert_mgmt_exchange_is_written (const CulvertMgmtExchange *self);

/* Returns: FALSE when the line cannot be a part of this reply */
gboolean culvert_mgmt_exchange_take (CulvertMgmtExchange *self, const CulvertMgmtLine *line);
/* Whether a line answers a fence that follows, and so proves that nothing answers this one. */
gboolean culvert_mgmt_exchange_is_overtaken (const CulvertMgmtExchange *self,
                                             const CulvertMgmtLine *line);
/* It was never answered: right for OPTIONAL and FENCED, TIMED_OUT for the others. */
void culvert_mgmt_exchange_skip (CulvertMgmtExchange *self);

/* The reply is whole and the command is written. */
gboolean culvert_mgmt_exchange_is_over (const CulvertMgmtExchange *self);
/* Tells the caller, if one still waits, what came of it. */
void culvert_mgmt_exchange_finish (CulvertMgmtExchange *self);

/* Tells the caller at once; the exchange goes on without it. */
void culvert_mgmt_exchange_abandon (CulvertMgmtExchange *self, GError *owned_error);
gboolean culvert_mgmt_exchange_is_cancelled (const CulvertMgmtExchange *self);

/* Calls back when the caller's cancellable is cancelled, until the caller has been told. */
void culvert_mgmt_exchange_watch_cancellable (CulvertMgmtExchange *self,
                                              GMainContext *context,
                                              GCancellableSourceFunc on_cancelled,
                                              gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtExchange, culvert_mgmt_exchange_free)

G_END_DECLS
