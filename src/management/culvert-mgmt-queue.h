/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-exchange.h"

G_BEGIN_DECLS

#define CULVERT_MGMT_QUEUE_MAX 64

/**
 * CulvertMgmtQueue:
 *
 * The commands of one connection, in the order in which their replies come. One is in flight, the
 * others wait; a fence may follow the one in flight. It decides what is written next and whose a
 * line is, and does no input or output of its own.
 *
 * Callers of commands are told in the middle of these functions and may use the queue again.
 */
typedef struct _CulvertMgmtQueue CulvertMgmtQueue;

CulvertMgmtQueue *culvert_mgmt_queue_new (void);
/* Nobody may wait for anything any more. */
void culvert_mgmt_queue_free (CulvertMgmtQueue *self);

gboolean culvert_mgmt_queue_is_full (CulvertMgmtQueue *self);
void culvert_mgmt_queue_push (CulvertMgmtQueue *self, CulvertMgmtExchange *owned_exchange);
/* Before all others; none may be in flight. */
void culvert_mgmt_queue_push_first (CulvertMgmtQueue *self, CulvertMgmtExchange *owned_exchange);

/* A command has begun to go out, and its reply is not whole yet. */
gboolean culvert_mgmt_queue_is_busy (CulvertMgmtQueue *self);

/* Returns: (transfer none) (nullable): what is to be written now */
CulvertMgmtExchange *culvert_mgmt_queue_get_next (CulvertMgmtQueue *self);
/* So many bytes of get_next () are written. */
void culvert_mgmt_queue_wrote (CulvertMgmtQueue *self, gsize n_bytes);

/* Returns: FALSE when nobody waits for this line */
gboolean culvert_mgmt_queue_take (CulvertMgmtQueue *self, const CulvertMgmtLine *line);

/* Tells the one in flight, which keeps its place and gets a fence. Where it has one that is late as
 * well, or where nothing can be written, tells those that wait. Returns: TRUE for a new fence. */
gboolean culvert_mgmt_queue_time_out (CulvertMgmtQueue *self, const GError *error);
/* Tells those that have not begun to go out, and takes them out. */
void culvert_mgmt_queue_fail_waiting (CulvertMgmtQueue *self, const GError *error);
/* Tells those whose cancellable is cancelled. */
void culvert_mgmt_queue_cancel (CulvertMgmtQueue *self);
/* Tells everybody and empties the queue. */
void culvert_mgmt_queue_fail (CulvertMgmtQueue *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtQueue, culvert_mgmt_queue_free)

G_END_DECLS
