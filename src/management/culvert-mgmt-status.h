/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CULVERT_MGMT_STATUS_MAX_COLUMNS 32

/* One client in `status 3`. Strings are NUL-terminated, "" where the daemon has nothing to tell,
 * live in the line that was parsed and die with it. None of them is fit for the user interface
 * before culvert_plain_text(). */
typedef struct
{
  guint64 id;       /* CID */
  const char *name; /* of the certificate; `UNDEF` before it is known */
  const char *user;
  const char *address; /* address:port, perhaps with a protocol before it */
  const char *vpn_ipv4;
  const char *vpn_ipv6;
  const char *cipher;
  guint64 received; /* bytes from the client */
  guint64 sent;     /* bytes to the client */
  gint64 since;     /* seconds since 1970, or -1 */
} CulvertMgmtStatusRow;

/**
 * CulvertMgmtStatus:
 *
 * Reads the lines of one `status 3` of a server as they come and keeps none of them. What stands in
 * which column is told by the reply itself. Pure; lives inside its owner; its fields are its own.
 */
typedef struct
{
  gint8 columns[CULVERT_MGMT_STATUS_MAX_COLUMNS]; /* what stands where */
  guint n_columns;
  gboolean knows_clients;
  guint n_broken;
} CulvertMgmtStatus;

/* Before the first line of each reply. */
void culvert_mgmt_status_begin (CulvertMgmtStatus *self);

/**
 * culvert_mgmt_status_take:
 * @line: writable, NUL-terminated at `length`; taken apart in place
 * @row: (out): what it tells
 *
 * Returns: TRUE for a client. FALSE for every other line, among them those about routes, and for a
 * client's line that does not fit what the header tells, which is counted as broken
 */
gboolean culvert_mgmt_status_take (CulvertMgmtStatus *self,
                                   char *line,
                                   gsize length,
                                   CulvertMgmtStatusRow *row);

/* The header has columns for the id and the name; without them nobody can be told apart. */
gboolean culvert_mgmt_status_knows_clients (const CulvertMgmtStatus *self);
guint culvert_mgmt_status_get_n_broken (const CulvertMgmtStatus *self);

G_END_DECLS
