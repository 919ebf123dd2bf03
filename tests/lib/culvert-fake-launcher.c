/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-launcher.h"

#include "culvert-mgmt-error.h"

/* What one open comes to: a daemon, an error, or nothing until it is cancelled. */
typedef struct
{
  CulvertFakeDaemon *daemon; /* (owned) (nullable) */
  int code;                  /* where there is no daemon; -1: never */
} Step;

struct _CulvertFakeLauncher
{
  GObject parent_instance;

  GQueue steps; /* (element-type Step) (owned) */
  CulvertSilence silence;
  gboolean needs_password;
  guint n_tries;
};

static void launcher_iface_init (CulvertLauncherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertFakeLauncher,
                               culvert_fake_launcher,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_LAUNCHER, launcher_iface_init))

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->daemon);
  g_free (step);
}

static void
add_step (CulvertFakeLauncher *self, CulvertFakeDaemon *daemon, int code)
{
  Step *step = g_new0 (Step, 1);

  g_set_object (&step->daemon, daemon);
  step->code = code;
  g_queue_push_tail (&self->steps, step);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);

  return G_SOURCE_REMOVE;
}

static void
wait_for_cancellation (GTask *task)
{
  g_autoptr (GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

  g_source_set_callback (source, G_SOURCE_FUNC (on_cancelled), g_object_ref (task), g_object_unref);
  g_source_attach (source, NULL);
}

static void
culvert_fake_launcher_open_async (CulvertLauncher *launcher,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CulvertFakeLauncher *self = CULVERT_FAKE_LAUNCHER (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Step *step = g_queue_pop_head (&self->steps);
  int code = step != NULL ? step->code : CULVERT_MGMT_ERROR_ABSENT;

  self->n_tries++;
  if (step != NULL && step->daemon != NULL)
    g_task_return_pointer (task, culvert_fake_daemon_get_stream (step->daemon), g_object_unref);
  else if (code < 0)
    wait_for_cancellation (task);
  else
    g_task_return_new_error (task, CULVERT_MGMT_ERROR, code, "The test wants it so.");

  if (step != NULL)
    step_free (step);
}

static GIOStream *
culvert_fake_launcher_open_finish (CulvertLauncher *launcher, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, launcher), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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

static CulvertSilence
culvert_fake_launcher_explain_silence_finish (CulvertLauncher *launcher,
                                              GAsyncResult *result,
                                              GError **error)
{
  gssize silence;

  g_return_val_if_fail (g_task_is_valid (result, launcher), CULVERT_SILENCE_NOT_RESPONDING);

  silence = g_task_propagate_int (G_TASK (result), error);

  return silence < 0 ? CULVERT_SILENCE_NOT_RESPONDING : (CulvertSilence) silence;
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
  iface->open_finish = culvert_fake_launcher_open_finish;
  iface->explain_silence_async = culvert_fake_launcher_explain_silence_async;
  iface->explain_silence_finish = culvert_fake_launcher_explain_silence_finish;
  iface->needs_password = culvert_fake_launcher_needs_password;
}

static void
culvert_fake_launcher_finalize (GObject *object)
{
  CulvertFakeLauncher *self = CULVERT_FAKE_LAUNCHER (object);

  g_queue_clear_full (&self->steps, step_free);

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
  g_queue_init (&self->steps);
}

CulvertFakeLauncher *
culvert_fake_launcher_new (void)
{
  return g_object_new (CULVERT_TYPE_FAKE_LAUNCHER, NULL);
}

void
culvert_fake_launcher_add_daemon (CulvertFakeLauncher *self, CulvertFakeDaemon *daemon)
{
  add_step (self, daemon, 0);
}

void
culvert_fake_launcher_add_error (CulvertFakeLauncher *self, int code)
{
  add_step (self, NULL, code);
}

void
culvert_fake_launcher_add_delay (CulvertFakeLauncher *self)
{
  add_step (self, NULL, -1);
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
  return self->n_tries;
}
