/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launcher-attach.h"

#include <string.h>

#include "culvert-mgmt-endpoint.h"

struct _CulvertLauncherAttach
{
  GObject parent_instance;

  CulvertMgmtEndpoint *endpoint; /* (owned) (nullable): NULL where the profile has none to use */
  GError *unusable;              /* (owned) (nullable): why */
  GFileMonitor *monitor;         /* (owned) (nullable): of a socket that may come */
};

static void launcher_iface_init (CulvertLauncherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertLauncherAttach,
                               culvert_launcher_attach,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_LAUNCHER, launcher_iface_init))

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GIOStream *stream = culvert_mgmt_endpoint_open_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, stream, g_object_unref);
}

static void
culvert_launcher_attach_open_async (CulvertLauncher *launcher,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  CulvertLauncherAttach *self = CULVERT_LAUNCHER_ATTACH (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_launcher_attach_open_async);

  if (self->endpoint == NULL)
    g_task_return_error (task, g_error_copy (self->unusable));
  else
    culvert_mgmt_endpoint_open_async (self->endpoint,
                                      cancellable,
                                      on_opened,
                                      g_steal_pointer (&task));
}

static void
on_clients_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  guint n_clients = culvert_mgmt_endpoint_count_clients_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task,
                       n_clients >= 2 ? CULVERT_SILENCE_IN_USE : CULVERT_SILENCE_NOT_RESPONDING);
}

static void
culvert_launcher_attach_explain_silence_async (CulvertLauncher *launcher,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  CulvertLauncherAttach *self = CULVERT_LAUNCHER_ATTACH (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_launcher_attach_explain_silence_async);

  if (self->endpoint == NULL)
    g_task_return_error (task, g_error_copy (self->unusable));
  else
    culvert_mgmt_endpoint_count_clients_async (self->endpoint,
                                               cancellable,
                                               on_clients_counted,
                                               g_steal_pointer (&task));
}

static gboolean
culvert_launcher_attach_needs_password (CulvertLauncher *launcher)
{
  CulvertLauncherAttach *self = CULVERT_LAUNCHER_ATTACH (launcher);

  return self->endpoint == NULL || culvert_mgmt_endpoint_needs_password (self->endpoint);
}

static void
launcher_iface_init (CulvertLauncherInterface *iface)
{
  iface->open_async = culvert_launcher_attach_open_async;
  iface->explain_silence_async = culvert_launcher_attach_explain_silence_async;
  iface->needs_password = culvert_launcher_attach_needs_password;
}

static void
on_socket_changed (CulvertLauncher *self, GFile *file, GFile *other_file, GFileMonitorEvent event)
{
  if (event == G_FILE_MONITOR_EVENT_CREATED)
    culvert_launcher_appeared (self);
}

/* A daemon that starts makes its socket: that is the moment to attach, not the next turn of a
 * timer. Where it cannot be watched, the timer does. */
static void
watch_socket (CulvertLauncherAttach *self, const char *endpoint)
{
  g_autoptr (GFile) socket = NULL;

  if (!g_str_has_prefix (endpoint, "unix:"))
    return;

  socket = g_file_new_for_path (endpoint + strlen ("unix:"));
  self->monitor = g_file_monitor_file (socket, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor,
                             "changed",
                             G_CALLBACK (on_socket_changed),
                             self,
                             G_CONNECT_SWAPPED);
}

static void
culvert_launcher_attach_dispose (GObject *object)
{
  CulvertLauncherAttach *self = CULVERT_LAUNCHER_ATTACH (object);

  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (culvert_launcher_attach_parent_class)->dispose (object);
}

static void
culvert_launcher_attach_finalize (GObject *object)
{
  CulvertLauncherAttach *self = CULVERT_LAUNCHER_ATTACH (object);

  g_clear_pointer (&self->endpoint, culvert_mgmt_endpoint_unref);
  g_clear_error (&self->unusable);

  G_OBJECT_CLASS (culvert_launcher_attach_parent_class)->finalize (object);
}

static void
culvert_launcher_attach_class_init (CulvertLauncherAttachClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_launcher_attach_dispose;
  object_class->finalize = culvert_launcher_attach_finalize;
}

static void
culvert_launcher_attach_init (CulvertLauncherAttach *self)
{
}

CulvertLauncherAttach *
culvert_launcher_attach_new (CulvertProfile *profile)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (profile), NULL);

  return culvert_launcher_attach_new_for_endpoint (culvert_profile_get_endpoint (profile));
}

CulvertLauncherAttach *
culvert_launcher_attach_new_for_endpoint (const char *endpoint)
{
  CulvertLauncherAttach *self = g_object_new (CULVERT_TYPE_LAUNCHER_ATTACH, NULL);

  self->endpoint = culvert_mgmt_endpoint_parse (endpoint, &self->unusable);
  if (self->endpoint != NULL)
    watch_socket (self, culvert_mgmt_endpoint_to_string (self->endpoint));

  return self;
}
