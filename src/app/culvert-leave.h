/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-front.h"

G_BEGIN_DECLS

/**
 * CulvertLeave:
 *
 * The user's way out: asks what is to become of the connections that are up, and disconnects them
 * if that is the answer.
 *
 * Signal `agreed ()`: the program may end now
 */
#define CULVERT_TYPE_LEAVE (culvert_leave_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLeave, culvert_leave, CULVERT, LEAVE, GObject)

/* A daemon that does not end is waited for so long. */
#define CULVERT_LEAVE_SECONDS 5

CulvertLeave *
culvert_leave_new (GSettings *settings, CulvertSessionList *sessions, CulvertFront *front);

/* Agrees when the session bus is gone, and with it whoever could ask for anything. Once. */
void culvert_leave_watch (CulvertLeave *self, GDBusConnection *bus);

/* Asks nothing where nothing is up, where the user does not want to be asked, and where there is no
 * display to ask on; then the connections stay as they are. */
void culvert_leave_ask (CulvertLeave *self);

G_END_DECLS
