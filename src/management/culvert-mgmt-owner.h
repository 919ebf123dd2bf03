/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Whether a user may be believed to run our daemons: root and ourselves. */
gboolean culvert_mgmt_owner_is_trusted (uid_t uid);

/**
 * culvert_mgmt_owner_is_trusted_at:
 * @path: of a socket
 * @uid: whom a folder of it belongs to, or who listens there
 *
 * The same, where a sandbox hides who root is. All others seem to be one user there. That one is
 * believed below the folders that a sandbox is lent from /run, where none but root makes folders.
 */
gboolean culvert_mgmt_owner_is_trusted_at (const char *path, uid_t uid);

/* @map: the text of /proc/self/uid_map. Whether root, and with it `uid`, is outside of it. */
gboolean culvert_mgmt_owner_is_hidden (const char *map, uid_t uid);

/**
 * culvert_mgmt_owner_open_socket_file:
 * @path: absolute, without `..`
 *
 * Opens the socket at a path that nobody but root and we can have put there: no part of the path is
 * a symbolic link, every folder belongs to root or us, and no other user can write to one. A folder
 * above the last may be writable for all if it is sticky, as /tmp is: there others can neither
 * rename nor remove what belongs to root or us, which the next folder is checked to do.
 *
 * It asks the file system, so it belongs in a thread.
 *
 * Returns: a file descriptor for nothing but /proc/self/fd (O_PATH), or -1
 */
int culvert_mgmt_owner_open_socket_file (const char *path, GError **error);

G_END_DECLS
