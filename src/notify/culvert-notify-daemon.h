/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  CULVERT_NOTIFY_DAEMON_UNKNOWN, /* the bus has not said yet */
  CULVERT_NOTIFY_DAEMON_ABSENT,
  CULVERT_NOTIFY_DAEMON_PRESENT,
} CulvertNotifyDaemonState;

typedef enum
{
  CULVERT_NOTIFY_DAEMON_CAME,
  CULVERT_NOTIFY_DAEMON_IS_NOT_THERE,  /* now the bus has said so */
  CULVERT_NOTIFY_DAEMON_WENT,          /* and what it showed with it */
  CULVERT_NOTIFY_DAEMON_CANNOT_BE_HAD, /* it could not be started */
} CulvertNotifyDaemonChange;

/**
 * CulvertNotifyDaemon:
 *
 * Whether there is somebody who shows notifications.
 *
 *  - `changed (CulvertNotifyDaemonChange change)`
 */
#define CULVERT_TYPE_NOTIFY_DAEMON (culvert_notify_daemon_get_type ())
G_DECLARE_FINAL_TYPE (CulvertNotifyDaemon, culvert_notify_daemon, CULVERT, NOTIFY_DAEMON, GObject)

CulvertNotifyDaemon *culvert_notify_daemon_new (GDBusConnection *bus);
CulvertNotifyDaemonState culvert_notify_daemon_get_state (CulvertNotifyDaemon *self);
/* Has the bus start it, as some desktops do with the first notification. FALSE: that was in vain a
 * moment ago. */
gboolean culvert_notify_daemon_start (CulvertNotifyDaemon *self);

G_END_DECLS
