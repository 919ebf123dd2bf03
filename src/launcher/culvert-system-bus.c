/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-system-bus.h"

#define CALL_TIMEOUT_MS (5 * 1000)

static void
take_bus (GTask *owned_task, GDBusConnection *owned_bus, GError *owned_error)
{
  g_autoptr (GTask) task = owned_task;

  if (owned_bus == NULL)
    {
      g_task_return_error (task, owned_error);
      return;
    }

  g_dbus_connection_set_exit_on_close (owned_bus, FALSE);
  g_task_return_pointer (task, owned_bus, g_object_unref);
}

static void
on_connected_to_system (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  take_bus (user_data, bus, error);
}

static void
on_connected_to_address (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GDBusConnection *bus = g_dbus_connection_new_for_address_finish (result, &error);

  take_bus (user_data, bus, error);
}

void
culvert_system_bus_connect_async (const char *address,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_system_bus_connect_async);
  if (address == NULL)
    g_bus_get (G_BUS_TYPE_SYSTEM, cancellable, on_connected_to_system, task);
  else
    g_dbus_connection_new_for_address (address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                           G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL,
                                       cancellable,
                                       on_connected_to_address,
                                       task);
}

GDBusConnection *
culvert_system_bus_connect_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culvert_system_bus_get_all (GDBusConnection *bus,
                            const char *name,
                            const char *path,
                            const char *interface,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_dbus_connection_call (bus,
                          name,
                          path,
                          "org.freedesktop.DBus.Properties",
                          "GetAll",
                          g_variant_new ("(s)", interface),
                          G_VARIANT_TYPE ("(a{sv})"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          CALL_TIMEOUT_MS,
                          cancellable,
                          callback,
                          user_data);
}
