/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-systemd"

#include "culvert-systemd.h"

#include "culvert-launch-error.h"
#include "culvert-systemd-error.h"

#define SYSTEMD         "org.freedesktop.systemd1"
#define SYSTEMD_PATH    "/org/freedesktop/systemd1"
#define MANAGER         SYSTEMD ".Manager"
#define UNIT            SYSTEMD ".Unit"
#define SERVICE         SYSTEMD ".Service"
#define POLKIT          "org.freedesktop.PolicyKit1"
#define POLKIT_PATH     "/org/freedesktop/PolicyKit1/Authority"
#define AUTHORITY       POLKIT ".Authority"
#define MANAGE_UNITS    SYSTEMD ".manage-units"
#define PROPERTIES      "org.freedesktop.DBus.Properties"
#define ASK_TIMEOUT_MS  (5 * 60 * 1000)
#define CALL_TIMEOUT_MS (10 * 1000)

struct _CulvertSystemd
{
  GObject parent_instance;

  char *address;        /* (owned) (nullable) */
  GDBusConnection *bus; /* (owned) (nullable): once connected */
};

G_DEFINE_FINAL_TYPE (CulvertSystemd, culvert_systemd, G_TYPE_OBJECT)

/* The data of a task: one method call. */
typedef struct
{
  char *path; /* (owned) */
  const char *interface;
  char *method;         /* (owned) */
  GVariant *parameters; /* (owned) (nullable) */
  GUnixFDList *fds;     /* (owned) (nullable) */
  gboolean may_ask;
  GError *refusal; /* (owned) (nullable): while its reason is looked for */
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_pointer (&call->path, g_free);
  g_clear_pointer (&call->method, g_free);
  g_clear_pointer (&call->parameters, g_variant_unref);
  g_clear_object (&call->fds);
  g_clear_error (&call->refusal);
  g_free (call);
}

/* Whether a question would have been asked: then it was asked, and somebody did not say yes. */
static void
on_policy_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  gboolean would_ask = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "((bba{ss}))", NULL, &would_ask, NULL);

  if (would_ask)
    g_task_return_new_error (task,
                             CULVERT_LAUNCH_ERROR,
                             CULVERT_LAUNCH_ERROR_NOT_AUTHORIZED,
                             "It was not authorized.");
  else
    g_task_return_error (task, g_steal_pointer (&call->refusal));
}

static void
ask_for_policy (GDBusConnection *bus, GTask *owned_task)
{
  GVariantBuilder subject;

  g_variant_builder_init (&subject, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&subject,
                         "{sv}",
                         "name",
                         g_variant_new_string (g_dbus_connection_get_unique_name (bus)));
  g_dbus_connection_call (
      bus,
      POLKIT,
      POLKIT_PATH,
      AUTHORITY,
      "CheckAuthorization",
      g_variant_new ("((sa{sv})sa{ss}us)", "system-bus-name", &subject, MANAGE_UNITS, NULL, 0, ""),
      G_VARIANT_TYPE ("((bba{ss}))"),
      G_DBUS_CALL_FLAGS_NONE,
      CALL_TIMEOUT_MS,
      NULL,
      on_policy_told,
      owned_task);
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source),
                                                                     NULL,
                                                                     result,
                                                                     &error);

  if (reply != NULL)
    {
      g_task_return_pointer (task, reply, (GDestroyNotify) g_variant_unref);
      return;
    }

  g_debug ("%s: %s", call->method, error->message);
  call->refusal = culvert_systemd_error_translate (error);
  if (call->may_ask &&
      g_error_matches (call->refusal, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_ACCESS_DENIED))
    ask_for_policy (G_DBUS_CONNECTION (source), g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&call->refusal));
}

static void
send (GTask *owned_task)
{
  CulvertSystemd *self = g_task_get_source_object (owned_task);
  Call *call = g_task_get_task_data (owned_task);

  g_dbus_connection_call_with_unix_fd_list (
      self->bus,
      SYSTEMD,
      call->path,
      call->interface,
      call->method,
      call->parameters,
      NULL,
      call->may_ask ? G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION : G_DBUS_CALL_FLAGS_NONE,
      call->may_ask ? ASK_TIMEOUT_MS : CALL_TIMEOUT_MS,
      call->fds,
      NULL,
      on_called,
      owned_task);
}

static void
take_bus (GTask *owned_task, GDBusConnection *owned_bus, const GError *error)
{
  g_autoptr (GTask) task = owned_task;
  g_autoptr (GDBusConnection) bus = owned_bus;
  CulvertSystemd *self = g_task_get_source_object (task);

  if (bus == NULL)
    {
      g_task_return_error (task, culvert_systemd_error_translate (error));
      return;
    }

  g_dbus_connection_set_exit_on_close (bus, FALSE);
  g_set_object (&self->bus, bus);
  send (g_steal_pointer (&task));
}

static void
on_connected_to_system (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  take_bus (user_data, bus, error);
}

static void
on_connected_to_address (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_dbus_connection_new_for_address_finish (result, &error);

  take_bus (user_data, bus, error);
}

static void
start_call (CulvertSystemd *self, GTask *owned_task)
{
  if (self->bus != NULL && g_dbus_connection_is_closed (self->bus))
    g_clear_object (&self->bus);

  if (self->bus != NULL)
    send (owned_task);
  else if (self->address == NULL)
    g_bus_get (G_BUS_TYPE_SYSTEM, NULL, on_connected_to_system, owned_task);
  else
    g_dbus_connection_new_for_address (self->address,
                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                           G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                       NULL,
                                       NULL,
                                       on_connected_to_address,
                                       owned_task);
}

static void
culvert_systemd_dispose (GObject *object)
{
  CulvertSystemd *self = CULVERT_SYSTEMD (object);

  g_clear_object (&self->bus);

  G_OBJECT_CLASS (culvert_systemd_parent_class)->dispose (object);
}

static void
culvert_systemd_finalize (GObject *object)
{
  CulvertSystemd *self = CULVERT_SYSTEMD (object);

  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (culvert_systemd_parent_class)->finalize (object);
}

static void
culvert_systemd_class_init (CulvertSystemdClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_systemd_dispose;
  object_class->finalize = culvert_systemd_finalize;
}

static void
culvert_systemd_init (CulvertSystemd *self)
{
}

CulvertSystemd *
culvert_systemd_new (const char *address)
{
  CulvertSystemd *self = g_object_new (CULVERT_TYPE_SYSTEMD, NULL);

  self->address = g_strdup (address);
  return self;
}

void
culvert_systemd_call_async (CulvertSystemd *self,
                            const char *method,
                            GVariant *parameters,
                            GUnixFDList *fds,
                            gboolean may_ask,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Call *call = g_new0 (Call, 1);

  g_return_if_fail (CULVERT_IS_SYSTEMD (self));

  call->path = g_strdup (SYSTEMD_PATH);
  call->interface = MANAGER;
  call->method = g_strdup (method);
  call->parameters = parameters != NULL ? g_variant_ref_sink (parameters) : NULL;
  g_set_object (&call->fds, fds);
  call->may_ask = may_ask;

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_systemd_call_async);
  g_task_set_task_data (task, call, call_free);
  start_call (self, g_steal_pointer (&task));
}

GVariant *
culvert_systemd_call_finish (CulvertSystemd *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* All properties of an interface of a unit, which systemd loads for it. */
static void
get_all (CulvertSystemd *self, const char *unit, const char *interface, GTask *owned_task)
{
  g_autofree char *escaped = g_dbus_escape_object_path (unit);
  Call *call = g_new0 (Call, 1);

  call->path = g_strconcat (SYSTEMD_PATH "/unit/", escaped, NULL);
  call->interface = PROPERTIES;
  call->method = g_strdup ("GetAll");
  call->parameters = g_variant_ref_sink (g_variant_new ("(s)", interface));

  g_task_set_task_data (owned_task, call, call_free);
  start_call (self, owned_task);
}

/* The dictionary in the reply to GetAll. (transfer full) (nullable) */
static GVariant *
get_all_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = g_task_propagate_pointer (G_TASK (result), error);

  if (reply == NULL || g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a{sv})")))
    return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;

  g_propagate_error (error,
                     culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_ODD_REPLY, NULL, NULL));
  return NULL;
}

void
culvert_systemd_get_service_async (CulvertSystemd *self,
                                   const char *unit,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_SYSTEMD (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_systemd_get_service_async);
  get_all (self, unit, SERVICE, task);
}

GVariant *
culvert_systemd_get_service_finish (CulvertSystemd *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return get_all_finish (result, error);
}

void
culvert_systemd_get_state_async (CulvertSystemd *self,
                                 const char *unit,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_SYSTEMD (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_systemd_get_state_async);
  get_all (self, unit, UNIT, task);
}

static CulvertUnitState
state_of (const char *active, guint32 job)
{
  if (g_str_equal (active, "active") || g_str_equal (active, "activating") ||
      g_str_equal (active, "reloading"))
    return CULVERT_UNIT_RUNNING;
  if (g_str_equal (active, "deactivating") || job != 0)
    return CULVERT_UNIT_WAITING;
  return g_str_equal (active, "failed") ? CULVERT_UNIT_FAILED : CULVERT_UNIT_ABSENT;
}

CulvertUnitState
culvert_systemd_get_state_finish (CulvertSystemd *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) properties = NULL;
  const char *active = "inactive";
  guint32 job = 0;

  g_return_val_if_fail (g_task_is_valid (result, self), CULVERT_UNIT_ABSENT);

  properties = get_all_finish (result, error);
  if (properties == NULL)
    return CULVERT_UNIT_ABSENT;

  g_variant_lookup (properties, "ActiveState", "&s", &active);
  g_variant_lookup (properties, "Job", "(uo)", &job, NULL);
  return state_of (active, job);
}
