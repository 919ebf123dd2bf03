/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-panel.h"

#include "culvert-await.h"

static const char watcher_xml[] =
    "<node><interface name='org.kde.StatusNotifierWatcher'>"
    "<method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>"
    "<property name='IsStatusNotifierHostRegistered' type='b' access='read'/>"
    "<signal name='StatusNotifierHostRegistered'/>"
    "<signal name='StatusNotifierHostUnregistered'/>"
    "</interface></node>";

static void
on_register (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *method,
             GVariant *parameters,
             GDBusMethodInvocation *invocation,
             gpointer user_data)
{
  CulvertFakePanel *self = user_data;
  char *item;

  g_variant_get (parameters, "(s)", &item);
  g_ptr_array_add (self->items, item);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
on_get_has_host (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *property,
                 GError **error,
                 gpointer user_data)
{
  CulvertFakePanel *self = user_data;

  return g_variant_new_boolean (self->has_host);
}

static void
on_name_acquired (GDBusConnection *bus, const char *name, gpointer user_data)
{
  CulvertFakePanel *self = user_data;

  self->has_name = TRUE;
}

CulvertFakePanel *
culvert_fake_panel_new (CulvertTestBus *bus, gboolean has_host)
{
  static const GDBusInterfaceVTable vtable = { on_register, on_get_has_host, NULL, { NULL } };
  CulvertFakePanel *self = g_new0 (CulvertFakePanel, 1);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (watcher_xml, NULL);

  self->bus = culvert_test_bus_connect (bus);
  self->items = g_ptr_array_new_with_free_func (g_free);
  self->has_host = has_host;
  self->registration = g_dbus_connection_register_object (self->bus,
                                                          "/StatusNotifierWatcher",
                                                          info->interfaces[0],
                                                          &vtable,
                                                          self,
                                                          NULL,
                                                          NULL);
  self->name = g_bus_own_name_on_connection (self->bus,
                                             "org.kde.StatusNotifierWatcher",
                                             G_BUS_NAME_OWNER_FLAGS_NONE,
                                             on_name_acquired,
                                             NULL,
                                             self,
                                             NULL);
  culvert_await (self->has_name);

  return self;
}

void
culvert_fake_panel_free (CulvertFakePanel *self)
{
  g_bus_unown_name (self->name);
  g_dbus_connection_unregister_object (self->bus, self->registration);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
culvert_fake_panel_set_host (CulvertFakePanel *self, gboolean has_host)
{
  self->has_host = has_host;
  g_dbus_connection_emit_signal (self->bus,
                                 NULL,
                                 "/StatusNotifierWatcher",
                                 "org.kde.StatusNotifierWatcher",
                                 has_host ? "StatusNotifierHostRegistered"
                                          : "StatusNotifierHostUnregistered",
                                 NULL,
                                 NULL);
}
