/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-test-bus.h"

#include "culvert-await.h"

GDBusConnection *
culvert_test_bus_connect (CulvertTestBus *self)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->daemon),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL,
                                              NULL,
                                              &error);

  g_assert_no_error (error);

  return connection;
}

int
culvert_test_bus_run (void (*add_tests) (GTestDBus *daemon))
{
  g_autoptr (GTestDBus) daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  int status;

  g_test_dbus_up (daemon);
  add_tests (daemon);
  status = g_test_run ();
  g_test_dbus_down (daemon);

  return status;
}

CulvertTestBus *
culvert_test_bus_new (GTestDBus *daemon)
{
  CulvertTestBus *self = g_new0 (CulvertTestBus, 1);

  self->daemon = daemon;
  self->ours = culvert_test_bus_connect (self);
  self->peer = culvert_test_bus_connect (self);

  return self;
}

void
culvert_test_bus_free (CulvertTestBus *self)
{
  g_dbus_connection_close_sync (self->peer, NULL, NULL);
  g_dbus_connection_close_sync (self->ours, NULL, NULL);
  g_clear_object (&self->peer);
  g_clear_object (&self->ours);
  g_free (self);
}

GVariant *
culvert_test_bus_call (CulvertTestBus *self,
                       const char *path,
                       const char *interface,
                       const char *method,
                       GVariant *parameters,
                       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (self->peer,
                          g_dbus_connection_get_unique_name (self->ours),
                          path,
                          interface,
                          method,
                          parameters,
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          5000,
                          NULL,
                          culvert_await_on_ready,
                          &result);
  culvert_await (result != NULL);

  return g_dbus_connection_call_finish (self->peer, result, error);
}

GVariant *
culvert_test_bus_get (CulvertTestBus *self,
                      const char *path,
                      const char *interface,
                      const char *property)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = culvert_test_bus_call (self,
                                                      path,
                                                      "org.freedesktop.DBus.Properties",
                                                      "Get",
                                                      g_variant_new ("(ss)", interface, property),
                                                      &error);
  GVariant *value = NULL;

  g_assert_no_error (error);
  g_variant_get (reply, "(v)", &value);

  return value;
}

void
culvert_test_bus_settle (CulvertTestBus *self)
{
  g_autoptr (GVariant) reply = NULL;

  culvert_await_quiet ();
  reply = culvert_test_bus_call (self, "/", "org.freedesktop.DBus.Peer", "Ping", NULL, NULL);
}
