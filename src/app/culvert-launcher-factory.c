/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-launcher-factory"

#include "culvert-launcher-factory.h"

#include "culvert-launcher-attach.h"
#include "culvert-launcher-on-demand.h"
#include "culvert-starter-service.h"
#include "culvert-starter-spawn.h"
#include "culvert-starter-transient.h"

#define SYSTEMD_NAME "org.freedesktop.systemd1"

/* A bus that does not answer must not keep anybody from his daemons. */
#define LOOK_SECONDS 2

struct _CulvertLauncherFactory
{
  GObject parent_instance;

  CulvertProfileTexts *texts; /* (owned) */
  CulvertSystemd *systemd;    /* (owned) */
  gboolean has_systemd;
  gboolean in_sandbox;
};

G_DEFINE_FINAL_TYPE (CulvertLauncherFactory, culvert_launcher_factory, G_TYPE_OBJECT)

/* The data of a task that looks. */
typedef struct
{
  GCancellable *cancellable; /* (owned) */
  guint timeout;
} Look;

static void
look_free (Look *self)
{
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_free (self);
}

static gboolean
on_timeout (gpointer user_data)
{
  Look *look = user_data;

  look->timeout = 0;
  g_cancellable_cancel (look->cancellable);

  return G_SOURCE_REMOVE;
}

static void
finish (GTask *owned_task, const GError *error)
{
  g_autoptr (GTask) task = owned_task;
  CulvertLauncherFactory *self = g_task_get_source_object (task);

  if (error != NULL)
    g_debug ("The system bus is of no help: %s", error->message);
  g_debug ("Daemons are started %s", self->has_systemd ? "by systemd" : "by ourselves");
  g_task_return_boolean (task, TRUE);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CulvertLauncherFactory *self = g_task_get_source_object (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    g_variant_get (reply, "(b)", &self->has_systemd);
  finish (user_data, error);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = g_task_get_task_data (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      finish (user_data, error);
      return;
    }

  g_dbus_connection_set_exit_on_close (bus, FALSE);
  g_dbus_connection_call (bus,
                          "org.freedesktop.DBus",
                          "/org/freedesktop/DBus",
                          "org.freedesktop.DBus",
                          "NameHasOwner",
                          g_variant_new ("(s)", SYSTEMD_NAME),
                          G_VARIANT_TYPE ("(b)"),
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          look->cancellable,
                          on_looked_up,
                          user_data);
}

/* Where our own children cannot listen, systemd is left to say why it cannot help either. */
static CulvertStarter *
make_imported (CulvertLauncherFactory *self, CulvertProfile *profile)
{
  g_autoptr (GFile) file =
      culvert_profile_texts_get_file (self->texts, culvert_profile_get_id (profile));
  g_autoptr (GError) error = NULL;
  CulvertStarterSpawn *spawn = NULL;

  if (!self->has_systemd && !self->in_sandbox)
    {
      spawn = culvert_starter_spawn_new (profile,
                                         file,
                                         culvert_starter_spawn_get_rights (),
                                         g_get_user_runtime_dir (),
                                         &error);
      if (spawn != NULL)
        return CULVERT_STARTER (spawn);
      g_message ("%s", error->message);
    }

  return CULVERT_STARTER (culvert_starter_transient_new (self->systemd, profile, file));
}

static CulvertStarter *
make_service (CulvertLauncherFactory *self, CulvertProfile *profile)
{
  g_autoptr (GError) error = NULL;
  CulvertStarterService *starter =
      culvert_starter_service_new (self->systemd,
                                   culvert_profile_get_unit (profile),
                                   culvert_profile_get_endpoint (profile),
                                   &error);

  if (starter == NULL)
    {
      g_message ("%s", error->message);
      return NULL;
    }

  return CULVERT_STARTER (starter);
}

/* (nullable): what is not for us to start */
static CulvertStarter *
make_starter (CulvertLauncherFactory *self, CulvertProfile *profile)
{
  switch (culvert_profile_get_kind (profile))
    {
    case CULVERT_PROFILE_ATTACHED:
      return NULL;
    case CULVERT_PROFILE_SERVICE:
      return make_service (self, profile);
    case CULVERT_PROFILE_IMPORTED:
      return make_imported (self, profile);
    }

  g_return_val_if_reached (NULL);
}

static void
culvert_launcher_factory_dispose (GObject *object)
{
  CulvertLauncherFactory *self = CULVERT_LAUNCHER_FACTORY (object);

  g_clear_object (&self->texts);
  g_clear_object (&self->systemd);

  G_OBJECT_CLASS (culvert_launcher_factory_parent_class)->dispose (object);
}

static void
culvert_launcher_factory_class_init (CulvertLauncherFactoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_launcher_factory_dispose;
}

static void
culvert_launcher_factory_init (CulvertLauncherFactory *self)
{
  self->systemd = culvert_systemd_new (NULL);
}

CulvertLauncherFactory *
culvert_launcher_factory_new (CulvertProfileTexts *texts, gboolean in_sandbox)
{
  CulvertLauncherFactory *self = g_object_new (CULVERT_TYPE_LAUNCHER_FACTORY, NULL);

  self->texts = g_object_ref (texts);
  self->in_sandbox = in_sandbox;

  return self;
}

void
culvert_launcher_factory_prepare_async (CulvertLauncherFactory *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Look *look = g_new0 (Look, 1);

  look->cancellable = g_cancellable_new ();
  look->timeout = g_timeout_add_seconds (LOOK_SECONDS, on_timeout, look);
  g_task_set_source_tag (task, culvert_launcher_factory_prepare_async);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_bus_get (G_BUS_TYPE_SYSTEM, look->cancellable, on_bus, task);
}

void
culvert_launcher_factory_prepare_finish (CulvertLauncherFactory *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

CulvertLauncher *
culvert_launcher_factory_make (CulvertLauncherFactory *self, CulvertProfile *profile)
{
  g_autoptr (CulvertStarter) starter = NULL;

  g_return_val_if_fail (CULVERT_IS_LAUNCHER_FACTORY (self), NULL);
  g_return_val_if_fail (CULVERT_IS_PROFILE (profile), NULL);

  starter = make_starter (self, profile);

  return starter != NULL ? CULVERT_LAUNCHER (culvert_launcher_on_demand_new (starter))
                         : CULVERT_LAUNCHER (culvert_launcher_attach_new (profile));
}

gboolean
culvert_launcher_factory_can_import (CulvertLauncherFactory *self)
{
  g_return_val_if_fail (CULVERT_IS_LAUNCHER_FACTORY (self), FALSE);

  return !self->in_sandbox;
}

CulvertSystemd *
culvert_launcher_factory_get_systemd (CulvertLauncherFactory *self)
{
  g_return_val_if_fail (CULVERT_IS_LAUNCHER_FACTORY (self), NULL);

  return self->systemd;
}
