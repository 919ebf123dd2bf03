/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-owner.h"

#include "culvert-launch-error.h"
#include "culvert-mgmt-error.h"

/* What one start comes to: a daemon, an error, or nothing until it is cancelled. */
typedef struct
{
  CulvertFakeDaemon *daemon; /* (owned) (nullable) */
  int code;                  /* where there is no daemon; -1: never */
} Step;

struct _CulvertFakeOwner
{
  GObject parent_instance;

  GQueue running; /* (owned) (element-type CulvertFakeDaemon) */
  GQueue steps;   /* (owned) (element-type Step) */
  gboolean owns;
  int stop_error;
  guint n_opens;
  guint n_starts;
  guint n_cancelled;
  guint n_stops;
};

static void launcher_iface_init (CulvertLauncherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertFakeOwner,
                               culvert_fake_owner,
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
add_step (CulvertFakeOwner *self, CulvertFakeDaemon *daemon, int code)
{
  Step *step = g_new0 (Step, 1);

  g_set_object (&step->daemon, daemon);
  step->code = code;
  g_queue_push_tail (&self->steps, step);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  CULVERT_FAKE_OWNER (g_task_get_source_object (user_data))->n_cancelled++;
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
culvert_fake_owner_open_async (CulvertLauncher *launcher,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CulvertFakeOwner *self = CULVERT_FAKE_OWNER (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (CulvertFakeDaemon) daemon = g_queue_pop_head (&self->running);

  self->n_opens++;
  if (daemon != NULL)
    g_task_return_pointer (task, culvert_fake_daemon_get_stream (daemon), g_object_unref);
  else
    g_task_return_new_error (task, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT, "No daemon.");
}

static void
culvert_fake_owner_start_async (CulvertLauncher *launcher,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CulvertFakeOwner *self = CULVERT_FAKE_OWNER (launcher);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Step *step = g_queue_pop_head (&self->steps);
  int code = step != NULL ? step->code : CULVERT_LAUNCH_ERROR_FAILED;

  self->n_starts++;
  if (step != NULL && step->daemon != NULL)
    g_task_return_pointer (task, culvert_fake_daemon_get_stream (step->daemon), g_object_unref);
  else if (code < 0)
    wait_for_cancellation (task);
  else
    g_task_return_new_error (task, CULVERT_LAUNCH_ERROR, code, "The last words.");

  if (step != NULL)
    step_free (step);
}

static GIOStream *
finish_stream (CulvertLauncher *launcher, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, launcher), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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

static gboolean
culvert_fake_owner_stop_finish (CulvertLauncher *launcher, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, launcher), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
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

static CulvertSilence
culvert_fake_owner_explain_silence_finish (CulvertLauncher *launcher,
                                           GAsyncResult *result,
                                           GError **error)
{
  gssize silence;

  g_return_val_if_fail (g_task_is_valid (result, launcher), CULVERT_SILENCE_NOT_RESPONDING);

  silence = g_task_propagate_int (G_TASK (result), error);

  return silence < 0 ? CULVERT_SILENCE_NOT_RESPONDING : (CulvertSilence) silence;
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
  iface->open_finish = finish_stream;
  iface->explain_silence_async = culvert_fake_owner_explain_silence_async;
  iface->explain_silence_finish = culvert_fake_owner_explain_silence_finish;
  iface->needs_password = culvert_fake_owner_needs_password;
  iface->start_async = culvert_fake_owner_start_async;
  iface->start_finish = finish_stream;
  iface->stop_async = culvert_fake_owner_stop_async;
  iface->stop_finish = culvert_fake_owner_stop_finish;
  iface->owns_daemon = culvert_fake_owner_owns_daemon;
  iface->dup_command = culvert_fake_owner_dup_command;
}

static void
culvert_fake_owner_finalize (GObject *object)
{
  CulvertFakeOwner *self = CULVERT_FAKE_OWNER (object);

  g_queue_clear_full (&self->running, g_object_unref);
  g_queue_clear_full (&self->steps, step_free);

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
  g_queue_init (&self->running);
  g_queue_init (&self->steps);
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
  g_queue_push_tail (&self->running, g_object_ref (daemon));
}

void
culvert_fake_owner_add_startable (CulvertFakeOwner *self, CulvertFakeDaemon *daemon)
{
  add_step (self, daemon, 0);
}

void
culvert_fake_owner_add_error (CulvertFakeOwner *self, int code)
{
  add_step (self, NULL, code);
}

void
culvert_fake_owner_add_delay (CulvertFakeOwner *self)
{
  add_step (self, NULL, -1);
}

void
culvert_fake_owner_set_stop_error (CulvertFakeOwner *self, int code)
{
  self->stop_error = code;
}

guint
culvert_fake_owner_get_n_opens (CulvertFakeOwner *self)
{
  return self->n_opens;
}

guint
culvert_fake_owner_get_n_starts (CulvertFakeOwner *self)
{
  return self->n_starts;
}

guint
culvert_fake_owner_get_n_cancelled (CulvertFakeOwner *self)
{
  return self->n_cancelled;
}

guint
culvert_fake_owner_get_n_stops (CulvertFakeOwner *self)
{
  return self->n_stops;
}
