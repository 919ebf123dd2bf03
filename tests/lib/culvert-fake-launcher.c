/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-launcher.h"

#include "culvert-fake-steps.h"
#include "culvert-mgmt-error.h"

struct _CulvertFakeLauncher
{
  GObject parent_instance;

  CulvertFakeSteps opens;
  CulvertSilence silence;
  gboolean needs_password;
};

static void launcher_iface_init (CulvertLauncherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertFakeLauncher,
                               culvert_fake_launcher,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_LAUNCHER, launcher_iface_init))

static void
culvert_fake_launcher_open_async (CulvertLauncher *launcher,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CulvertFakeLauncher *self = CULVERT_FAKE_LAUNCHER (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  culvert_fake_steps_take (&self->opens, task);
}

static void
culvert_fake_launcher_explain_silence_async (CulvertLauncher *launcher,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (launcher, cancellable, callback, user_data);

  g_task_return_int (task, CULVERT_FAKE_LAUNCHER (launcher)->silence);
}

static gboolean
culvert_fake_launcher_needs_password (CulvertLauncher *launcher)
{
  return CULVERT_FAKE_LAUNCHER (launcher)->needs_password;
}

static void
launcher_iface_init (CulvertLauncherInterface *iface)
{
  iface->open_async = culvert_fake_launcher_open_async;
  iface->explain_silence_async = culvert_fake_launcher_explain_silence_async;
  iface->needs_password = culvert_fake_launcher_needs_password;
}

static void
culvert_fake_launcher_finalize (GObject *object)
{
  CulvertFakeLauncher *self = CULVERT_FAKE_LAUNCHER (object);

  culvert_fake_steps_clear (&self->opens);

  G_OBJECT_CLASS (culvert_fake_launcher_parent_class)->finalize (object);
}

static void
culvert_fake_launcher_class_init (CulvertFakeLauncherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_fake_launcher_finalize;
}

static void
culvert_fake_launcher_init (CulvertFakeLauncher *self)
{
  culvert_fake_steps_init (&self->opens,
                           CULVERT_MGMT_ERROR,
                           CULVERT_MGMT_ERROR_ABSENT,
                           "The test wants it so.");
}

CulvertFakeLauncher *
culvert_fake_launcher_new (void)
{
  return g_object_new (CULVERT_TYPE_FAKE_LAUNCHER, NULL);
}

void
culvert_fake_launcher_add_daemon (CulvertFakeLauncher *self, CulvertFakeDaemon *daemon)
{
  culvert_fake_steps_add_daemon (&self->opens, daemon);
}

void
culvert_fake_launcher_add_error (CulvertFakeLauncher *self, int code)
{
  culvert_fake_steps_add_error (&self->opens, code);
}

void
culvert_fake_launcher_add_delay (CulvertFakeLauncher *self)
{
  culvert_fake_steps_add_delay (&self->opens);
}

void
culvert_fake_launcher_set_needs_password (CulvertFakeLauncher *self, gboolean needs_password)
{
  self->needs_password = needs_password;
}

void
culvert_fake_launcher_set_silence (CulvertFakeLauncher *self, CulvertSilence silence)
{
  self->silence = silence;
}

guint
culvert_fake_launcher_get_n_tries (CulvertFakeLauncher *self)
{
  return self->opens.n_taken;
}
