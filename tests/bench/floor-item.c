/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* The floor of bench-start: an icon on the bus with an empty menu, and nothing else. */

#include <gio/gio.h>

#define XML                                                                                        \
  "<node><interface name='com.canonical.dbusmenu'>"                                                \
  "<method name='GetLayout'><arg type='i' direction='in'/><arg type='i' direction='in'/>"          \
  "<arg type='as' direction='in'/><arg type='u' direction='out'/>"                                 \
  "<arg type='(ia{sv}av)' direction='out'/></method></interface></node>"

static void
on_method_call (GDBusConnection *bus,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(u(ia{sv}av))", 1, 0, NULL, NULL));
}

int
main (void)
{
  static const GDBusInterfaceVTable vtable = { on_method_call, NULL, NULL, { 0 } };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (XML, NULL);

  g_dbus_connection_register_object (bus,
                                     "/MenuBar",
                                     node->interfaces[0],
                                     &vtable,
                                     NULL,
                                     NULL,
                                     NULL);
  g_dbus_connection_call (bus,
                          "org.kde.StatusNotifierWatcher",
                          "/StatusNotifierWatcher",
                          "org.kde.StatusNotifierWatcher",
                          "RegisterStatusNotifierItem",
                          g_variant_new ("(s)", g_dbus_connection_get_unique_name (bus)),
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          NULL,
                          NULL,
                          NULL);
  g_main_loop_run (loop);

  return 0;
}
