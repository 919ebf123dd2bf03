/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-idle-launcher.h"

#include "culvert-launch-error.h"
#include "culvert-mgmt-error.h"

struct _CulvertIdleLauncher
{
  GObject parent_instance;

  GTask *starting; /* (owned) (nullable) */
};

static void culvert_idle_launcher_iface_init (CulvertLauncherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertIdleLauncher,
                               culvert_idle_launcher,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_LAUNCHER,
                                                      culvert_idle_launcher_iface_init))

static void
open_async (CulvertLauncher *launcher,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (launcher, cancellable, callback, user_data);

  g_task_return_new_error (task, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT, "Nothing runs");
}

static GIOStream *
finish_stream (CulvertLauncher *launcher, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
explain_silence_async (CulvertLauncher *launcher,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (launcher, cancellable, callback, user_data);

  g_task_return_int (task, CULVERT_SILENCE_NOT_RESPONDING);
}

static CulvertSilence
explain_silence_finish (CulvertLauncher *launcher, GAsyncResult *result, GError **error)
{
  return (CulvertSilence) g_task_propagate_int (G_TASK (result), error);
}

static gboolean
needs_password (CulvertLauncher *launcher)
{
  return FALSE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  CulvertIdleLauncher *self = g_task_get_source_object (user_data);
  g_autoptr (GTask) task = g_steal_pointer (&self->starting);

  if (task != NULL)
    g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
start_async (CulvertLauncher *launcher,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  CulvertIdleLauncher *self = CULVERT_IDLE_LAUNCHER (launcher);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

  g_assert_null (self->starting);
  self->starting = g_task_new (self, cancellable, callback, user_data);
  g_task_attach_source (self->starting, cancelled, G_SOURCE_FUNC (on_cancelled));
}

static void
stop_async (CulvertLauncher *launcher, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (launcher, NULL, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
stop_finish (CulvertLauncher *launcher, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
owns_daemon (CulvertLauncher *launcher)
{
  return TRUE;
}

static char *
dup_command (CulvertLauncher *launcher)
{
  return g_strdup ("sudo systemd-run --unit=culvert-3f2a9c1e-demo.service "
                   "--property=User=willem --property=AmbientCapabilities=CAP_NET_ADMIN "
                   "/usr/sbin/openvpn --config /home/willem/.local/share/culvert/profiles/"
                   "3f2a9c1e-54d1-4c8e-9a53-0d9f9d3c1b7a.ovpn");
}

static void
culvert_idle_launcher_iface_init (CulvertLauncherInterface *iface)
{
  iface->open_async = open_async;
  iface->open_finish = finish_stream;
  iface->explain_silence_async = explain_silence_async;
  iface->explain_silence_finish = explain_silence_finish;
  iface->needs_password = needs_password;
  iface->start_async = start_async;
  iface->start_finish = finish_stream;
  iface->stop_async = stop_async;
  iface->stop_finish = stop_finish;
  iface->owns_daemon = owns_daemon;
  iface->dup_command = dup_command;
}

static void
culvert_idle_launcher_class_init (CulvertIdleLauncherClass *klass)
{
}

static void
culvert_idle_launcher_init (CulvertIdleLauncher *self)
{
}

CulvertIdleLauncher *
culvert_idle_launcher_new (void)
{
  return g_object_new (CULVERT_TYPE_IDLE_LAUNCHER, NULL);
}

gboolean
culvert_idle_launcher_is_starting (CulvertIdleLauncher *self)
{
  return self->starting != NULL;
}

void
culvert_idle_launcher_refuse (CulvertIdleLauncher *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->starting);

  g_task_return_new_error (task,
                           CULVERT_LAUNCH_ERROR,
                           CULVERT_LAUNCH_ERROR_NO_AGENT,
                           "Nobody can ask.");
}
