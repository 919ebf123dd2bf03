/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CULVERT_MGMT_ERROR (culvert_mgmt_error_quark ())
GQuark culvert_mgmt_error_quark (void);

/**
 * CulvertMgmtError:
 * @CULVERT_MGMT_ERROR_ADDRESS: not an endpoint that Culvert can use; mend the address
 * @CULVERT_MGMT_ERROR_ABSENT: nothing is there: no socket, or nobody listens; try again later
 * @CULVERT_MGMT_ERROR_PERMISSION: the user may not reach the socket
 * @CULVERT_MGMT_ERROR_UNTRUSTED: the endpoint belongs to somebody else, or to a folder that others
 *   can write to; no byte was sent
 * @CULVERT_MGMT_ERROR_NOT_MANAGEMENT: what answered does not speak the protocol, or broke it
 * @CULVERT_MGMT_ERROR_LOGIN: the management password was wrong
 * @CULVERT_MGMT_ERROR_REFUSED: the daemon answered `ERROR:`; the connection is fine
 * @CULVERT_MGMT_ERROR_UNSENDABLE: a value has a control character or is too long; nothing was sent
 * @CULVERT_MGMT_ERROR_TIMED_OUT: no reply before the deadline
 * @CULVERT_MGMT_ERROR_CLOSED: the connection is gone, or the queue is full
 */
typedef enum
{
  CULVERT_MGMT_ERROR_ADDRESS,
  CULVERT_MGMT_ERROR_ABSENT,
  CULVERT_MGMT_ERROR_PERMISSION,
  CULVERT_MGMT_ERROR_UNTRUSTED,
  CULVERT_MGMT_ERROR_NOT_MANAGEMENT,
  CULVERT_MGMT_ERROR_LOGIN,
  CULVERT_MGMT_ERROR_REFUSED,
  CULVERT_MGMT_ERROR_UNSENDABLE,
  CULVERT_MGMT_ERROR_TIMED_OUT,
  CULVERT_MGMT_ERROR_CLOSED,
} CulvertMgmtError;

G_END_DECLS
