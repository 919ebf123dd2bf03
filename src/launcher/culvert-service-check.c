/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-service-check"

#include "culvert-service-check.h"

#include "culvert-service-files.h"
#include "culvert-system-bus.h"
#include "culvert-unit-name.h"

#define SYSTEMD         "org.freedesktop.systemd1"
#define SYSTEMD_PATH    "/org/freedesktop/systemd1"
#define CALL_TIMEOUT_MS (5 * 1000)
#define MAX_UNITS       50

struct _CulvertServiceCheck
{
  GObject parent_instance;

  char *address; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CulvertServiceCheck, culvert_service_check, G_TYPE_OBJECT)

/* The data of a task. The units that may be the one are looked at one after the other. */
typedef struct
{
  char *endpoint;             /* (owned) (nullable) */
  GDBusConnection *bus;       /* (owned) (nullable): once connected */
  GPtrArray *units;           /* (owned) (element-type utf8): those that are to be looked at */
  gboolean is_any_unit_right; /* it was named */
  CulvertServiceFacts *facts; /* (owned): of the unit that is looked at */
} Check;

static void look_at_next_unit (GTask *owned_task);

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_pointer (&check->endpoint, g_free);
  g_clear_object (&check->bus);
  g_clear_pointer (&check->units, g_ptr_array_unref);
  g_clear_pointer (&check->facts, culvert_service_facts_free);
  g_free (check);
}

CulvertServiceReport *
culvert_service_report_new (const CulvertServiceFacts *facts)
{
  CulvertServiceReport *self = g_new0 (CulvertServiceReport, 1);

  self->is_systemd_there = facts->is_systemd_there;
  self->unit = g_strdup (facts->unit);
  self->findings = culvert_service_findings_new (facts);
  if (self->findings->len > 0)
    self->drop_in = culvert_service_drop_in_new (facts);
  return self;
}

void
culvert_service_report_free (CulvertServiceReport *self)
{
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->drop_in, culvert_service_drop_in_free);
  g_free (self);
}

static void
forget_unit (Check *check)
{
  gboolean is_systemd_there = check->facts->is_systemd_there;

  g_clear_pointer (&check->facts, culvert_service_facts_free);
  check->facts = culvert_service_facts_new ();
  check->facts->is_systemd_there = is_systemd_there;
}

/* In a thread. */
static void
look_at_socket (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Check *check = task_data;

  if (check->facts->endpoint == NULL)
    check->facts->endpoint = g_strdup (check->endpoint);
  culvert_service_files_try_socket (check->facts);
  g_task_return_pointer (task,
                         culvert_service_report_new (check->facts),
                         (GDestroyNotify) culvert_service_report_free);
}

static void
conclude (GTask *owned_task)
{
  g_task_run_in_thread (owned_task, look_at_socket);
  g_object_unref (owned_task);
}

/* In a thread. */
static void
read_config (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  culvert_service_files_read_config (task_data);
  g_task_return_boolean (task, TRUE);
}

static void
on_config_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Check *check = g_task_get_task_data (task);

  if (check->is_any_unit_right || g_strcmp0 (check->facts->endpoint, check->endpoint) == 0)
    {
      conclude (task);
      return;
    }

  forget_unit (check);
  look_at_next_unit (task);
}

static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

static void
on_service_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GTask) reading = NULL;

  if (reply == NULL)
    {
      g_debug ("%s", error->message);
      check->facts->is_systemd_there = !is_absent (error);
      forget_unit (check);
      look_at_next_unit (g_steal_pointer (&task));
      return;
    }

  properties = g_variant_get_child_value (reply, 0);
  culvert_service_facts_take_properties (check->facts, properties);
  reading = g_task_new (NULL, NULL, on_config_read, g_steal_pointer (&task));
  g_task_set_task_data (reading, check->facts, NULL);
  g_task_run_in_thread (reading, read_config);
}

static void
look_at_next_unit (GTask *owned_task)
{
  Check *check = g_task_get_task_data (owned_task);
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  if (check->units->len == 0 || g_cancellable_is_cancelled (g_task_get_cancellable (owned_task)))
    {
      conclude (owned_task);
      return;
    }

  check->facts->is_systemd_there = TRUE;
  check->facts->unit = g_ptr_array_steal_index (check->units, 0);
  escaped = g_dbus_escape_object_path (check->facts->unit);
  path = g_strconcat (SYSTEMD_PATH "/unit/", escaped, NULL);
  culvert_system_bus_get_all (check->bus,
                              SYSTEMD,
                              path,
                              SYSTEMD ".Service",
                              NULL,
                              on_service_told,
                              owned_task);
}

static void
on_units_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariantIter) units = NULL;
  GVariant *unit;

  if (reply == NULL)
    {
      g_debug ("%s", error->message);
      conclude (g_steal_pointer (&task));
      return;
    }

  check->facts->is_systemd_there = TRUE;
  g_variant_get (reply, "(a(ssssssouso))", &units);
  while (check->units->len < MAX_UNITS && (unit = g_variant_iter_next_value (units)) != NULL)
    {
      g_autofree char *instance = NULL;
      g_autofree char *name = NULL;

      g_variant_get_child (unit, 0, "s", &name);
      instance = culvert_unit_name_dup_instance (name);
      if (instance != NULL)
        g_ptr_array_add (check->units, g_steal_pointer (&name));
      g_variant_unref (unit);
    }
  look_at_next_unit (g_steal_pointer (&task));
}

static void
list_units (GTask *owned_task)
{
  static const char *const patterns[] = { "openvpn-client@*.service", "openvpn@*.service", NULL };
  Check *check = g_task_get_task_data (owned_task);

  g_dbus_connection_call (check->bus,
                          SYSTEMD,
                          SYSTEMD_PATH,
                          SYSTEMD ".Manager",
                          "ListUnitsByPatterns",
                          g_variant_new ("(as^as)", NULL, patterns),
                          G_VARIANT_TYPE ("(a(ssssssouso))"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          CALL_TIMEOUT_MS,
                          NULL,
                          on_units_told,
                          owned_task);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  check->bus = culvert_system_bus_connect_finish (result, &error);
  if (check->bus == NULL)
    {
      g_debug ("%s", error->message);
      conclude (task);
    }
  else if (check->is_any_unit_right)
    look_at_next_unit (task);
  else
    list_units (task);
}

static void
culvert_service_check_finalize (GObject *object)
{
  CulvertServiceCheck *self = CULVERT_SERVICE_CHECK (object);

  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (culvert_service_check_parent_class)->finalize (object);
}

static void
culvert_service_check_class_init (CulvertServiceCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_service_check_finalize;
}

static void
culvert_service_check_init (CulvertServiceCheck *self)
{
}

CulvertServiceCheck *
culvert_service_check_new (const char *address)
{
  CulvertServiceCheck *self = g_object_new (CULVERT_TYPE_SERVICE_CHECK, NULL);

  self->address = g_strdup (address);
  return self;
}

void
culvert_service_check_run_async (CulvertServiceCheck *self,
                                 const char *unit,
                                 const char *endpoint,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Check *check = g_new0 (Check, 1);
  GTask *task;

  g_return_if_fail (CULVERT_IS_SERVICE_CHECK (self));

  check->endpoint = g_strdup (endpoint);
  check->units = g_ptr_array_new_with_free_func (g_free);
  check->facts = culvert_service_facts_new ();
  check->is_any_unit_right = unit != NULL;
  if (unit != NULL)
    g_ptr_array_add (check->units, g_strdup (unit));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_service_check_run_async);
  g_task_set_task_data (task, check, check_free);
  culvert_system_bus_connect_async (self->address, NULL, on_connected, task);
}

CulvertServiceReport *
culvert_service_check_run_finish (CulvertServiceCheck *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
