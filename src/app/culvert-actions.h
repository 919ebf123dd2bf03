/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-connections.h"
#include "culvert-front.h"

G_BEGIN_DECLS

/**
 * CulvertActions:
 *
 * Everything that can be clicked, in one group that the tray, the windows, the notifications and
 * the bus share. No action takes a path or a secret, and none returns one.
 *
 *  - `show-window`, `toggle-window (s token)`, `show-log (s id)`, `attach`, `import`, `about`
 *  - `preferences`, `shortcuts`, `support-bundle`
 *  - `connection-ID`: boolean state, one for each connection: what is wanted of it
 *  - `connect (s id)`, `disconnect (s id)`, `reconnect (s id)`, `restart (s id)`, `connect-now`,
 *    `disconnect-all`
 *  - `answer (s id, or "" for the first that waits)`, `remove (s id)`, `restore (s id)`
 *  - `quit`, which may ask first; `quit-now`
 *
 * Signals: `leave-wanted ()`, by a click; `quit-wanted ()`, at once; `trouble (const char *)`: a
 * sentence about what could not be done
 */
#define CULVERT_TYPE_ACTIONS (culvert_actions_get_type ())
G_DECLARE_FINAL_TYPE (CulvertActions, culvert_actions, CULVERT, ACTIONS, GObject)

/* Adds the actions to `map`, and keeps those of the connections up to date. */
CulvertActions *
culvert_actions_new (GActionMap *map, CulvertConnections *connections, CulvertFront *front);

G_END_DECLS
