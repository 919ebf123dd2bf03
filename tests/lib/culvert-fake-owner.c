/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-owner.h"

#include "culvert-fake-steps.h"
#include "culvert-launch-error.h"
#include "culvert-mgmt-error.h"

struct _CulvertFakeOwner
{
  GObject parent_instance;

  CulvertFakeSteps opens;
  CulvertFakeSteps starts;
  gboolean owns;
  int stop_error;
  guint n_stops;
};

static void launcher_iface_init (CulvertLauncherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertFakeOwner,
                               culvert_fake_owner,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_LAUNCHER, launcher_iface_init))

static void
culvert_fake_owner_open_async (CulvertLauncher *launcher,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CulvertFakeOwner *self = CULVERT_FAKE_OWNER (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  culvert_fake_steps_take (&self->opens, task);
}

static void
culvert_fake_owner_start_async (CulvertLauncher *launcher,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CulvertFakeOwner *self = CULVERT_FAKE_OWNER (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  culvert_fake_steps_take (&self->starts, task);
}

static void
culvert_fake_owner_stop_async (CulvertLauncher *launcher,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CulvertFakeOwner *self = CULVERT_FAKE_OWNER (launcher);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  self->n_stops++;
  if (self->stop_error < 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, CULVERT_LAUNCH_ERROR, self->stop_error, "It stays.");
}

static void
culvert_fake_owner_explain_silence_async (CulvertLauncher *launcher,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (launcher, cancellable, callback, user_data);

  g_task_return_int (task, CULVERT_SILENCE_NOT_RESPONDING);
}

static gboolean
culvert_fake_owner_needs_password (CulvertLauncher *launcher)
{
  return FALSE;
}

static gboolean
culvert_fake_owner_owns_daemon (CulvertLauncher *launcher)
{
  return CULVERT_FAKE_OWNER (launcher)->owns;
}

static char *
culvert_fake_owner_dup_command (CulvertLauncher *launcher)
{
  return g_strdup ("sudo openvpn");
}

static void
launcher_iface_init (CulvertLauncherInterface *iface)
{
  iface->open_async = culvert_fake_owner_open_async;
  iface->explain_silence_async = culvert_fake_owner_explain_silence_async;
  iface->needs_password = culvert_fake_owner_needs_password;
  iface->start_async = culvert_fake_owner_start_async;
  iface->stop_async = culvert_fake_owner_stop_async;
  iface->owns_daemon = culvert_fake_owner_owns_daemon;
  iface->dup_command = culvert_fake_owner_dup_command;
}

static void
culvert_fake_owner_finalize (GObject *object)
{
  CulvertFakeOwner *self = CULVERT_FAKE_OWNER (object);

  culvert_fake_steps_clear (&self->opens);
  culvert_fake_steps_clear (&self->starts);

  G_OBJECT_CLASS (culvert_fake_owner_parent_class)->finalize (object);
}

static void
culvert_fake_owner_class_init (CulvertFakeOwnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_fake_owner_finalize;
}

static void
culvert_fake_owner_init (CulvertFakeOwner *self)
{
  culvert_fake_steps_init (&self->opens,
                           CULVERT_MGMT_ERROR,
                           CULVERT_MGMT_ERROR_ABSENT,
                           "No daemon.");
  culvert_fake_steps_init (&self->starts,
                           CULVERT_LAUNCH_ERROR,
                           CULVERT_LAUNCH_ERROR_FAILED,
                           "The last words.");
  self->stop_error = -1;
}

CulvertFakeOwner *
culvert_fake_owner_new (gboolean owns)
{
  CulvertFakeOwner *self = g_object_new (CULVERT_TYPE_FAKE_OWNER, NULL);

  self->owns = owns;

  return self;
}

void
culvert_fake_owner_add_running (CulvertFakeOwner *self, CulvertFakeDaemon *daemon)
{
  culvert_fake_steps_add_daemon (&self->opens, daemon);
}

void
culvert_fake_owner_add_startable (CulvertFakeOwner *self, CulvertFakeDaemon *daemon)
{
  culvert_fake_steps_add_daemon (&self->starts, daemon);
}

void
culvert_fake_owner_add_error (CulvertFakeOwner *self, int code)
{
  culvert_fake_steps_add_error (&self->starts, code);
}

void
culvert_fake_owner_add_delay (CulvertFakeOwner *self)
{
  culvert_fake_steps_add_delay (&self->starts);
}

void
culvert_fake_owner_set_stop_error (CulvertFakeOwner *self, int code)
{
  self->stop_error = code;
}

guint
culvert_fake_owner_get_n_opens (CulvertFakeOwner *self)
{
  return self->opens.n_taken;
}

guint
culvert_fake_owner_get_n_starts (CulvertFakeOwner *self)
{
  return self->starts.n_taken;
}

guint
culvert_fake_owner_get_n_cancelled (CulvertFakeOwner *self)
{
  return self->starts.n_cancelled;
}

guint
culvert_fake_owner_get_n_stops (CulvertFakeOwner *self)
{
  return self->n_stops;
}
