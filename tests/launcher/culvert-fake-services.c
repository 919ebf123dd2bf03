/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-services.h"

#define SYSTEMD      "org.freedesktop.systemd1"
#define SYSTEMD_PATH "/org/freedesktop/systemd1"

struct _CulvertFakeServices
{
  GTestDBus *bus;              /* (owned) */
  GDBusConnection *connection; /* (owned) */
  GPtrArray *units;            /* (owned) (element-type utf8) */
};

static const char manager_xml[] = "<node><interface name='org.freedesktop.systemd1.Manager'>"
                                  "<method name='ListUnitsByPatterns'>"
                                  "<arg type='as' direction='in'/><arg type='as' direction='in'/>"
                                  "<arg type='a(ssssssouso)' direction='out'/></method>"
                                  "</interface></node>";

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  CulvertFakeServices *self = user_data;
  GVariantBuilder units;

  g_variant_builder_init (&units, G_VARIANT_TYPE ("a(ssssssouso)"));
  for (guint i = 0; i < self->units->len; i++)
    g_variant_builder_add (&units,
                           "(ssssssouso)",
                           self->units->pdata[i],
                           "",
                           "loaded",
                           "active",
                           "running",
                           "",
                           "/",
                           0,
                           "",
                           "/");
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(ssssssouso))", &units));
}

static GVariant *
on_get (GDBusConnection *connection,
        const char *sender,
        const char *path,
        const char *interface,
        const char *property,
        GError **error,
        gpointer user_data)
{
  return g_variant_lookup_value (user_data, property, NULL);
}

static void
on_call_of_object (GDBusConnection *connection,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *method,
                   GVariant *parameters,
                   GDBusMethodInvocation *invocation,
                   gpointer user_data)
{
  g_assert_not_reached ();
}

static const GDBusInterfaceVTable manager_vtable = { .method_call = on_call };
static const GDBusInterfaceVTable object_vtable = { .method_call = on_call_of_object,
                                                    .get_property = on_get };

static void
export_interface (CulvertFakeServices *self,
                  const char *path,
                  const char *xml,
                  const GDBusInterfaceVTable *interface_vtable,
                  gpointer data,
                  GDestroyNotify free_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, &error);

  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection,
                                     path,
                                     node->interfaces[0],
                                     interface_vtable,
                                     data,
                                     free_data,
                                     &error);
  g_assert_no_error (error);
}

CulvertFakeServices *
culvert_fake_services_new (void)
{
  CulvertFakeServices *self = g_new0 (CulvertFakeServices, 1);
  g_autoptr (GError) error = NULL;

  self->units = g_ptr_array_new_with_free_func (g_free);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL,
                                              NULL,
                                              &error);
  g_assert_no_error (error);

  return self;
}

void
culvert_fake_services_free (CulvertFakeServices *self)
{
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_test_dbus_stop (self->bus);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_free (self);
}

const char *
culvert_fake_services_get_address (CulvertFakeServices *self)
{
  return g_test_dbus_get_bus_address (self->bus);
}

void
culvert_fake_services_own (CulvertFakeServices *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (self->connection,
                                                            "org.freedesktop.DBus",
                                                            "/org/freedesktop/DBus",
                                                            "org.freedesktop.DBus",
                                                            "RequestName",
                                                            g_variant_new ("(su)", name, 0),
                                                            NULL,
                                                            G_DBUS_CALL_FLAGS_NONE,
                                                            -1,
                                                            NULL,
                                                            &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
  if (g_str_equal (name, SYSTEMD))
    export_interface (self, SYSTEMD_PATH, manager_xml, &manager_vtable, self, NULL);
}

void
culvert_fake_services_add (CulvertFakeServices *self,
                           const char *path,
                           const char *interface,
                           GVariant *properties)
{
  g_autoptr (GString) xml = g_string_new ("<node>");
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_string_append_printf (xml, "<interface name='%s'>", interface);
  g_variant_iter_init (&iter, properties);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    g_string_append_printf (xml,
                            "<property name='%s' type='%s' access='read'/>",
                            name,
                            g_variant_get_type_string (value));
  g_string_append (xml, "</interface></node>");

  export_interface (self,
                    path,
                    xml->str,
                    &object_vtable,
                    g_variant_ref_sink (properties),
                    (GDestroyNotify) g_variant_unref);
}

void
culvert_fake_services_add_unit (CulvertFakeServices *self, const char *unit, GVariant *properties)
{
  g_autofree char *escaped = g_dbus_escape_object_path (unit);
  g_autofree char *path = g_strconcat (SYSTEMD_PATH "/unit/", escaped, NULL);

  g_ptr_array_add (self->units, g_strdup (unit));
  culvert_fake_services_add (self, path, SYSTEMD ".Service", properties);
}
