/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks the real openvpn how it reads a configuration. Nothing of it is connected to anything. */

gboolean culvert_openvpn_is_here (void);

/**
 * culvert_openvpn_start:
 * @folder: where it runs and finds its configuration
 * @config: its name there
 * @...: more arguments, up to a NULL
 */
GSubprocess *
culvert_openvpn_start (const char *folder, const char *config, ...) G_GNUC_NULL_TERMINATED;

/* All that it says until it ends by itself; fails the test when it does not. */
GBytes *culvert_openvpn_listen (GSubprocess *openvpn);

/* Ends it, and waits for that. */
void culvert_openvpn_end (GSubprocess *openvpn);

/* Writes a file into a folder. */
void culvert_openvpn_put (const char *folder, const char *name, const char *bytes, gsize length);

/* Removes a folder with the files in it. */
void culvert_openvpn_remove (const char *folder);

G_END_DECLS
