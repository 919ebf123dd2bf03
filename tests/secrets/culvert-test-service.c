/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-test-service.h"

#include "culvert-await.h"

#define BUS_NAME "org.freedesktop.secrets"
#define PATH     "/org/freedesktop/secrets"
#define DIALOG   PATH "/prompt/1"

struct _CulvertTestService
{
  GDBusConnection *bus; /* (owned): its own, as of another process */
  guint registrations[3];
  gboolean is_locked;
  guint n_sessions;
  guint n_stored;
  guint n_prompts;
  guint n_dismissed;
};

static const char introspection[] =
    "<node>"
    "<interface name='org.freedesktop.Secret.Service'>"
    "  <method name='OpenSession'>"
    "    <arg type='s' direction='in'/><arg type='v' direction='in'/>"
    "    <arg type='v' direction='out'/><arg type='o' direction='out'/>"
    "  </method>"
    "  <method name='SearchItems'>"
    "    <arg type='a{ss}' direction='in'/>"
    "    <arg type='ao' direction='out'/><arg type='ao' direction='out'/>"
    "  </method>"
    "  <method name='ReadAlias'>"
    "    <arg type='s' direction='in'/><arg type='o' direction='out'/>"
    "  </method>"
    "  <method name='Unlock'>"
    "    <arg type='ao' direction='in'/>"
    "    <arg type='ao' direction='out'/><arg type='o' direction='out'/>"
    "  </method>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Collection'>"
    "  <method name='CreateItem'>"
    "    <arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/>"
    "    <arg type='b' direction='in'/>"
    "    <arg type='o' direction='out'/><arg type='o' direction='out'/>"
    "  </method>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Prompt'>"
    "  <method name='Prompt'><arg type='s' direction='in'/></method>"
    "  <method name='Dismiss'/>"
    "</interface>"
    "</node>";

static GVariant *
open_session (CulvertTestService *self, GVariant *parameters)
{
  const char *algorithm = NULL;

  g_variant_get (parameters, "(&sv)", &algorithm, NULL);
  if (!g_str_equal (algorithm, "plain"))
    return NULL;

  self->n_sessions++;

  return g_variant_new ("(vo)", g_variant_new_string (""), PATH "/session/1");
}

/* NULL: refused */
static GVariant *
reply_to (CulvertTestService *self, const char *method, GVariant *parameters)
{
  const char *const nothing[] = { NULL };

  if (g_str_equal (method, "OpenSession"))
    return open_session (self, parameters);
  if (g_str_equal (method, "SearchItems"))
    return g_variant_new ("(^ao^ao)", nothing, nothing);
  if (g_str_equal (method, "ReadAlias"))
    return g_variant_new ("(o)", PATH "/collection/login");
  if (g_str_equal (method, "Unlock"))
    return g_variant_new ("(^aoo)", nothing, self->is_locked ? DIALOG : "/");

  if (g_str_equal (method, "Prompt"))
    self->n_prompts++;
  else if (g_str_equal (method, "Dismiss"))
    self->n_dismissed++;
  else
    {
      self->n_stored++;
      return g_variant_new ("(oo)", PATH "/collection/login/1", "/");
    }

  return g_variant_new ("()");
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  GVariant *reply = reply_to (user_data, method, parameters);

  if (reply != NULL)
    g_dbus_method_invocation_return_value (invocation, reply);
  else
    g_dbus_method_invocation_return_dbus_error (invocation,
                                                "org.freedesktop.DBus.Error.NotSupported",
                                                method);
}

static void
on_name_acquired (GDBusConnection *bus, const char *name, gpointer user_data)
{
  gboolean *is_there = user_data;

  *is_there = TRUE;
}

CulvertTestService *
culvert_test_service_new (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  static const char *const paths[] = { PATH, PATH "/aliases/default", DIALOG };
  CulvertTestService *self = g_new0 (CulvertTestService, 1);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  gboolean is_there = FALSE;

  self->bus =
      g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL,
                                              NULL,
                                              NULL);
  g_assert_nonnull (self->bus);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    self->registrations[i] = g_dbus_connection_register_object (self->bus,
                                                                paths[i],
                                                                node->interfaces[i],
                                                                &vtable,
                                                                self,
                                                                NULL,
                                                                NULL);
  g_bus_own_name_on_connection (self->bus,
                                BUS_NAME,
                                G_BUS_NAME_OWNER_FLAGS_NONE,
                                on_name_acquired,
                                NULL,
                                &is_there,
                                NULL);
  culvert_await (is_there);

  return self;
}

void
culvert_test_service_free (CulvertTestService *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->registrations); i++)
    g_dbus_connection_unregister_object (self->bus, self->registrations[i]);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_free (self);
}

guint
culvert_test_service_get_n_sessions (CulvertTestService *self)
{
  return self->n_sessions;
}

guint
culvert_test_service_get_n_stored (CulvertTestService *self)
{
  return self->n_stored;
}

void
culvert_test_service_lock (CulvertTestService *self)
{
  self->is_locked = TRUE;
}

guint
culvert_test_service_get_n_prompts (CulvertTestService *self)
{
  return self->n_prompts;
}

guint
culvert_test_service_get_n_dismissed (CulvertTestService *self)
{
  return self->n_dismissed;
}

void
culvert_test_service_complete (CulvertTestService *self, gboolean is_dismissed)
{
  self->is_locked = is_dismissed;
  g_dbus_connection_emit_signal (self->bus,
                                 NULL,
                                 DIALOG,
                                 "org.freedesktop.Secret.Prompt",
                                 "Completed",
                                 g_variant_new ("(bv)", is_dismissed, g_variant_new_strv (NULL, 0)),
                                 NULL);
}
