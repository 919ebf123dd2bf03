/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a daemon takes: longer ones it refuses. */
#define CULVERT_MGMT_MAX_HOST 79
#define CULVERT_MGMT_MAX_PORT 19

/**
 * CulvertMgmtRemote:
 *
 * A server that the configuration of a daemon names. An immutable value.
 */
typedef struct
{
  guint index;         /* from 0, as the daemon counts; only of an entry of its list */
  char *host;          /* (owned): a name or an address, IPv6 without brackets */
  char *port;          /* (owned): a number, or the name of a service */
  char *protocol;      /* (owned): "udp", "udp4", "tcp-client", … */
  gboolean is_enabled; /* the daemon passes the others over */
} CulvertMgmtRemote;

/* `host,port,protocol`, which follows `>REMOTE:`. NULL if it cannot be read. */
CulvertMgmtRemote *culvert_mgmt_remote_parse (const char *text);
/* `index,host,port,protocol,enabled`, a line of `remote-entry-get`. NULL if it cannot be read. */
CulvertMgmtRemote *culvert_mgmt_remote_parse_entry (const char *text);
CulvertMgmtRemote *culvert_mgmt_remote_copy (const CulvertMgmtRemote *self);
void culvert_mgmt_remote_free (CulvertMgmtRemote *self);

/* The same server at the same port, over the same protocol. */
gboolean culvert_mgmt_remote_equal (const CulvertMgmtRemote *a, const CulvertMgmtRemote *b);
gboolean culvert_mgmt_remote_is_tcp (const CulvertMgmtRemote *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtRemote, culvert_mgmt_remote_free)

G_END_DECLS
