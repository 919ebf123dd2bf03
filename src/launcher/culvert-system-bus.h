/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A connection to a bus on which the services of the system are. It never ends the program.
 * @address: (nullable): NULL is the bus of the system */
void culvert_system_bus_connect_async (const char *address,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GDBusConnection *culvert_system_bus_connect_finish (GAsyncResult *result, GError **error);

/* All properties of an interface of a service that runs; none is started for it. The reply of
 * g_dbus_connection_call_finish() is `(a{sv})`. */
void culvert_system_bus_get_all (GDBusConnection *bus,
                                 const char *name,
                                 const char *path,
                                 const char *interface,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

G_END_DECLS
