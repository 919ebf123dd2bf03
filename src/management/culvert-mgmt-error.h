/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sys/types.h>

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

/**
 * CulvertMgmtFault:
 * @CULVERT_MGMT_FAULT_NONE: nothing is known beyond the code
 * @CULVERT_MGMT_FAULT_NO_KIND: an address begins with neither `unix:` nor `tcp:`
 * @CULVERT_MGMT_FAULT_NOT_WHOLE_PATH: the path of a socket is not absolute, or has `..` in it
 * @CULVERT_MGMT_FAULT_LONG_PATH: the path of a socket has more than 107 bytes
 * @CULVERT_MGMT_FAULT_NO_PORT: an address without a port
 * @CULVERT_MGMT_FAULT_NOT_NUMERIC: the name of a computer instead of its address
 * @CULVERT_MGMT_FAULT_NOT_LOCAL: the address of another computer
 * @CULVERT_MGMT_FAULT_FOREIGN_LISTENER: a user who is not trusted listens at a place
 * @CULVERT_MGMT_FAULT_FOREIGN_FOLDER: a folder above a place belongs to such a user
 * @CULVERT_MGMT_FAULT_OPEN_FOLDER: other users can write to a folder above a place
 * @CULVERT_MGMT_FAULT_NOT_FOLDER: something above a place is a link or a file
 * @CULVERT_MGMT_FAULT_LINK: a symbolic link is where the socket should be
 *
 * What exactly is wrong, where more can be said of it than the code does: the first ones with an
 * ADDRESS, those from FOREIGN_LISTENER on UNTRUSTED.
 */
typedef enum
{
  CULVERT_MGMT_FAULT_NONE,
  CULVERT_MGMT_FAULT_NO_KIND,
  CULVERT_MGMT_FAULT_NOT_WHOLE_PATH,
  CULVERT_MGMT_FAULT_LONG_PATH,
  CULVERT_MGMT_FAULT_NO_PORT,
  CULVERT_MGMT_FAULT_NOT_NUMERIC,
  CULVERT_MGMT_FAULT_NOT_LOCAL,
  CULVERT_MGMT_FAULT_FOREIGN_LISTENER,
  CULVERT_MGMT_FAULT_FOREIGN_FOLDER,
  CULVERT_MGMT_FAULT_OPEN_FOLDER,
  CULVERT_MGMT_FAULT_NOT_FOLDER,
  CULVERT_MGMT_FAULT_LINK,
  CULVERT_MGMT_N_FAULTS,
} CulvertMgmtFault;

/**
 * culvert_mgmt_error_set_fault:
 * @place: (nullable): the endpoint, or the path of its socket; an ADDRESS has none
 * @owner: the user that a FOREIGN_LISTENER or a FOREIGN_FOLDER belongs to; of no meaning elsewhere
 *
 * Sets the error that a fault is, with its code. Its message is for a log; the sentence for people
 * is made from the fault.
 */
void culvert_mgmt_error_set_fault (GError **error,
                                   CulvertMgmtFault fault,
                                   const char *place,
                                   uid_t owner);
/* NONE for an error of another domain, too. */
CulvertMgmtFault culvert_mgmt_error_get_fault (const GError *error);
/* Of an error that has a fault. (transfer none) (nullable): raw, as the file system has it */
const char *culvert_mgmt_error_get_place (const GError *error);
uid_t culvert_mgmt_error_get_owner (const GError *error);

G_END_DECLS
