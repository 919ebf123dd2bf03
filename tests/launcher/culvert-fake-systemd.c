/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-systemd.h"

#include "culvert-await.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>

#define NAME "org.freedesktop.systemd1"
#define PATH "/org/freedesktop/systemd1"

struct _CulvertFakeSystemd
{
  GTestDBus *bus;              /* (owned) */
  GDBusConnection *connection; /* (owned) */
  GDBusNodeInfo *interfaces;   /* (owned) */
  char *active_state;          /* (owned) */
  char *command;               /* (owned): of the unit, with blanks between its words */
  char *refused_method;        /* (owned) (nullable) */
  char *refusal;               /* (owned) (nullable) */
  GString *calls;              /* (owned) */
  GMemoryOutputStream *input;  /* (owned) (nullable) */
  char *input_text;            /* (owned) (nullable): once it is whole */
};

static const char xml[] =
    "<node>"
    "<interface name='org.freedesktop.systemd1.Manager'>"
    "<method name='StartTransientUnit'>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='a(sv)' direction='in'/><arg type='a(sa(sv))' direction='in'/>"
    "<arg type='o' direction='out'/></method>"
    "<method name='StartUnit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='o' direction='out'/></method>"
    "<method name='StopUnit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='o' direction='out'/></method>"
    "<method name='ResetFailedUnit'><arg type='s' direction='in'/></method>"
    "<method name='ListUnitsByPatterns'>"
    "<arg type='as' direction='in'/><arg type='as' direction='in'/>"
    "<arg type='a(ssssssouso)' direction='out'/></method>"
    "<method name='ListUnitFilesByPatterns'>"
    "<arg type='as' direction='in'/><arg type='as' direction='in'/>"
    "<arg type='a(ss)' direction='out'/></method>"
    "</interface>"
    "<interface name='org.freedesktop.systemd1.Unit'>"
    "<property name='ActiveState' type='s' access='read'/>"
    "<property name='Job' type='(uo)' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.systemd1.Service'>"
    "<property name='ExecStart' type='a(sasbttttuii)' access='read'/>"
    "</interface>"
    "</node>";

static void
on_input_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CulvertFakeSystemd *self = user_data;
  gssize length = g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL);

  g_assert_cmpint (length, >=, 0);
  self->input_text = length > 0
                         ? g_strndup (g_memory_output_stream_get_data (self->input), (gsize) length)
                         : g_strdup ("");
}

static void
read_input (CulvertFakeSystemd *self, GDBusMethodInvocation *invocation)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (invocation);
  GUnixFDList *fds = g_dbus_message_get_unix_fd_list (message);
  g_autoptr (GInputStream) stream = NULL;
  int fd = g_unix_fd_list_get (fds, 0, NULL);

  g_assert_cmpint (fd, >=, 0);
  stream = g_unix_input_stream_new (fd, TRUE);
  g_clear_object (&self->input);
  g_clear_pointer (&self->input_text, g_free);
  self->input = G_MEMORY_OUTPUT_STREAM (g_memory_output_stream_new_resizable ());
  g_output_stream_splice_async (G_OUTPUT_STREAM (self->input),
                                stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE,
                                G_PRIORITY_DEFAULT,
                                NULL,
                                on_input_read,
                                self);
}

static GVariant *
list_units (CulvertFakeSystemd *self)
{
  return g_variant_new_parsed (
      "([('openvpn-client@alpha.service', 'd', 'loaded', %s, 'running', '', @o '/a', @u 0, '', "
      "@o '/'), ('openvpn-client@.service', 'd', 'loaded', 'inactive', '', '', @o '/b', @u 0, '', "
      "@o '/')],)",
      self->active_state);
}

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
  CulvertFakeSystemd *self = user_data;

  g_string_append_printf (self->calls, "%s%s", self->calls->len > 0 ? " " : "", method);

  if (g_strcmp0 (method, self->refused_method) == 0)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, self->refusal, "Because.");
      return;
    }
  if (g_str_equal (method, "StartTransientUnit"))
    read_input (self, invocation);

  if (g_str_equal (method, "ResetFailedUnit"))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else if (g_str_equal (method, "ListUnitsByPatterns"))
    g_dbus_method_invocation_return_value (invocation, list_units (self));
  else if (g_str_equal (method, "ListUnitFilesByPatterns"))
    g_dbus_method_invocation_return_value (
        invocation,
        g_variant_new_parsed ("([('/etc/systemd/system/openvpn@beta.service', 'enabled')],)"));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", PATH "/job/1"));
}

static GVariant *
get_command (CulvertFakeSystemd *self)
{
  g_auto (GStrv) words = g_strsplit (self->command, " ", -1);
  GVariantBuilder commands;

  g_variant_builder_init (&commands, G_VARIANT_TYPE ("a(sasbttttuii)"));
  if (words[0] != NULL)
    g_variant_builder_add (&commands,
                           "(s^asbttttuii)",
                           words[0],
                           words,
                           FALSE,
                           0,
                           0,
                           0,
                           0,
                           0,
                           0,
                           0);

  return g_variant_builder_end (&commands);
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
  CulvertFakeSystemd *self = user_data;

  if (g_str_equal (property, "ActiveState"))
    return g_variant_new_string (self->active_state);
  if (g_str_equal (property, "ExecStart"))
    return get_command (self);

  return g_variant_new ("(uo)", 0, "/");
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_get };

static void export(CulvertFakeSystemd *self, const char *path, const char *interface)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (
      self->connection,
      path,
      g_dbus_node_info_lookup_interface (self->interfaces, interface),
      &vtable,
      self,
      NULL,
      &error);
  g_assert_no_error (error);
}

CulvertFakeSystemd *
culvert_fake_systemd_new (const char *unit)
{
  CulvertFakeSystemd *self = g_new0 (CulvertFakeSystemd, 1);
  g_autofree char *escaped = g_dbus_escape_object_path (unit);
  g_autofree char *path = g_strconcat (PATH "/unit/", escaped, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  self->active_state = g_strdup ("inactive");
  self->command = g_strdup ("");
  self->calls = g_string_new (NULL);
  self->interfaces = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);

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

  export(self, PATH, NAME ".Manager");
  export(self, path, NAME ".Unit");
  export(self, path, NAME ".Service");
  reply = g_dbus_connection_call_sync (self->connection,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "RequestName",
                                       g_variant_new ("(su)", NAME, 0),
                                       NULL,
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       &error);
  g_assert_no_error (error);

  return self;
}

void
culvert_fake_systemd_free (CulvertFakeSystemd *self)
{
  culvert_await (self->input == NULL || self->input_text != NULL);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_test_dbus_stop (self->bus);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->interfaces, g_dbus_node_info_unref);
  g_clear_object (&self->input);
  g_free (self->input_text);
  g_free (self->active_state);
  g_free (self->command);
  g_free (self->refused_method);
  g_free (self->refusal);
  g_string_free (self->calls, TRUE);
  g_free (self);
}

const char *
culvert_fake_systemd_get_address (CulvertFakeSystemd *self)
{
  return g_test_dbus_get_bus_address (self->bus);
}

void
culvert_fake_systemd_set_state (CulvertFakeSystemd *self, const char *active_state)
{
  g_free (self->active_state);
  self->active_state = g_strdup (active_state);
}

void
culvert_fake_systemd_set_command (CulvertFakeSystemd *self, const char *command)
{
  g_free (self->command);
  self->command = g_strdup (command);
}

void
culvert_fake_systemd_refuse (CulvertFakeSystemd *self, const char *method, const char *error_name)
{
  g_free (self->refused_method);
  g_free (self->refusal);
  self->refused_method = error_name != NULL ? g_strdup (method) : NULL;
  self->refusal = g_strdup (error_name);
}

const char *
culvert_fake_systemd_get_calls (CulvertFakeSystemd *self)
{
  return self->calls->str;
}

const char *
culvert_fake_systemd_get_input (CulvertFakeSystemd *self)
{
  return self->input_text;
}
