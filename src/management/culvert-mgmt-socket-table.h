/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/*
 * What the kernel's tables of sockets say: the texts of /proc/net/tcp, /proc/net/tcp6 and
 * /proc/net/unix. Pure. A row that cannot be read is left out.
 */

/**
 * culvert_mgmt_socket_table_find_listener:
 * @is_ipv6: whether the table is that of tcp6
 * @uid: (out): of a socket that listens at this address, or at all addresses, with this port. Where
 *   there are several, of one that is not trusted, if one is not
 *
 * Returns: whether there is one
 */
gboolean culvert_mgmt_socket_table_find_listener (const char *table,
                                                  gboolean is_ipv6,
                                                  GInetSocketAddress *address,
                                                  uid_t *uid);

/* How many connections have this address as their own, that is, how many clients its listener has.
 */
guint culvert_mgmt_socket_table_count_tcp (const char *table,
                                           gboolean is_ipv6,
                                           GInetSocketAddress *address);

/* The same for a path. Returns: FALSE when nobody listens there under this name */
gboolean
culvert_mgmt_socket_table_count_unix (const char *table, const char *path, guint *n_clients);

G_END_DECLS
