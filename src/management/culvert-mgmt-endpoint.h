/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertMgmtEndpoint:
 *
 * Where a daemon's management interface is: `unix:/path` or `tcp:ADDRESS:PORT` with a literal
 * loopback address (an IPv6 one in brackets). An immutable value.
 */
typedef struct _CulvertMgmtEndpoint CulvertMgmtEndpoint;

/* Fails with %CULVERT_MGMT_ERROR_ADDRESS and the fault in it. */
CulvertMgmtEndpoint *culvert_mgmt_endpoint_parse (const char *text, GError **error);
CulvertMgmtEndpoint *culvert_mgmt_endpoint_ref (CulvertMgmtEndpoint *self);
void culvert_mgmt_endpoint_unref (CulvertMgmtEndpoint *self);

/* The canonical form of the text it was parsed from. */
const char *culvert_mgmt_endpoint_to_string (const CulvertMgmtEndpoint *self);

/* A TCP port is open to every local program: without a management password it may be watched,
 * but never be told a secret or a command that changes anything. */
gboolean culvert_mgmt_endpoint_needs_password (const CulvertMgmtEndpoint *self);

/**
 * culvert_mgmt_endpoint_open_async:
 *
 * Connects, and verifies who listens before a byte is written: for a unix socket every folder of
 * the path, and the peer's user id (root or ours); for TCP the user id of the listener. Finishes
 * within 10 s. Errors: ABSENT, PERMISSION, UNTRUSTED (with its fault), TIMED_OUT,
 * %G_IO_ERROR_CANCELLED.
 */
void culvert_mgmt_endpoint_open_async (CulvertMgmtEndpoint *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GIOStream *culvert_mgmt_endpoint_open_finish (GAsyncResult *result, GError **error);

/**
 * culvert_mgmt_endpoint_count_clients_async:
 *
 * How many programs are connected to the endpoint now, ourselves included. A daemon serves one and
 * lets the others wait in silence, so after a connection without a banner this tells "in use by
 * another program" (2 or more) from "not responding" (1).
 */
void culvert_mgmt_endpoint_count_clients_async (CulvertMgmtEndpoint *self,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
/* Returns: 0 with an error where the system does not tell. */
guint culvert_mgmt_endpoint_count_clients_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtEndpoint, culvert_mgmt_endpoint_unref)

G_END_DECLS
