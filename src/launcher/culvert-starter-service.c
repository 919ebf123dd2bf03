/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-starter-service.h"

#include "culvert-launch-error.h"
#include "culvert-launch-name.h"
#include "culvert-unit-name.h"
#include "culvert-unit-tasks.h"

struct _CulvertStarterService
{
  GObject parent_instance;

  CulvertSystemd *systemd; /* (owned) */
  char *unit;              /* (owned) */
  char *endpoint;          /* (owned) */
  gint64 started_at;
};

static void starter_iface_init (CulvertStarterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertStarterService,
                               culvert_starter_service,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_STARTER, starter_iface_init))

static const char *
culvert_starter_service_get_endpoint (CulvertStarter *starter)
{
  return CULVERT_STARTER_SERVICE (starter)->endpoint;
}

static void
on_queued (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      culvert_systemd_call_finish (CULVERT_SYSTEMD (source), result, &error);

  if (reply == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* The end of the job is not waited for: a service that holds until we release it says that it is
 * ready only then. */
static void
culvert_starter_service_start_async (CulvertStarter *starter,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  CulvertStarterService *self = CULVERT_STARTER_SERVICE (starter);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_starter_service_start_async);
  self->started_at = g_get_real_time () / G_USEC_PER_SEC;
  culvert_systemd_call_async (self->systemd,
                              "StartUnit",
                              g_variant_new ("(ss)", self->unit, "fail"),
                              NULL,
                              TRUE,
                              on_queued,
                              task);
}

static void
culvert_starter_service_check_async (CulvertStarter *starter,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  CulvertStarterService *self = CULVERT_STARTER_SERVICE (starter);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_starter_service_check_async);
  culvert_unit_tasks_check (task, self->systemd, self->unit, self->started_at, -1);
}

static void
culvert_starter_service_stop_async (CulvertStarter *starter,
                                    gboolean may_ask,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  CulvertStarterService *self = CULVERT_STARTER_SERVICE (starter);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_starter_service_stop_async);
  culvert_unit_tasks_stop (task, self->systemd, self->unit, may_ask);
}

static gboolean
culvert_starter_service_owns_daemon (CulvertStarter *starter)
{
  return FALSE;
}

static char *
culvert_starter_service_dup_command (CulvertStarter *starter)
{
  CulvertStarterService *self = CULVERT_STARTER_SERVICE (starter);
  const char *const command[] = { "sudo", "systemctl", "start", self->unit, NULL };

  return culvert_launch_name_quote (command);
}

static void
starter_iface_init (CulvertStarterInterface *iface)
{
  iface->get_endpoint = culvert_starter_service_get_endpoint;
  iface->start_async = culvert_starter_service_start_async;
  iface->check_async = culvert_starter_service_check_async;
  iface->stop_async = culvert_starter_service_stop_async;
  iface->owns_daemon = culvert_starter_service_owns_daemon;
  iface->dup_command = culvert_starter_service_dup_command;
}

static void
culvert_starter_service_dispose (GObject *object)
{
  g_clear_object (&CULVERT_STARTER_SERVICE (object)->systemd);

  G_OBJECT_CLASS (culvert_starter_service_parent_class)->dispose (object);
}

static void
culvert_starter_service_finalize (GObject *object)
{
  CulvertStarterService *self = CULVERT_STARTER_SERVICE (object);

  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->endpoint, g_free);

  G_OBJECT_CLASS (culvert_starter_service_parent_class)->finalize (object);
}

static void
culvert_starter_service_class_init (CulvertStarterServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_starter_service_dispose;
  object_class->finalize = culvert_starter_service_finalize;
}

static void
culvert_starter_service_init (CulvertStarterService *self)
{
}

CulvertStarterService *
culvert_starter_service_new (CulvertSystemd *systemd,
                             const char *unit,
                             const char *endpoint,
                             GError **error)
{
  CulvertStarterService *self;
  g_autofree char *instance = culvert_unit_name_dup_instance (unit);

  g_return_val_if_fail (CULVERT_IS_SYSTEMD (systemd), NULL);

  if (instance == NULL)
    {
      g_set_error_literal (error,
                           CULVERT_LAUNCH_ERROR,
                           CULVERT_LAUNCH_ERROR_NOT_FOUND,
                           "This is not the name of an OpenVPN client service.");
      return NULL;
    }

  self = g_object_new (CULVERT_TYPE_STARTER_SERVICE, NULL);
  self->systemd = g_object_ref (systemd);
  self->unit = g_strdup (unit);
  self->endpoint = g_strdup (endpoint);

  return self;
}
