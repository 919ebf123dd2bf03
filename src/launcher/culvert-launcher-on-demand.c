/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-launcher-on-demand"

#include "culvert-launcher-on-demand.h"

#include "culvert-launch-error.h"
#include "culvert-launcher-attach.h"
#include "culvert-mgmt-error.h"

/* Until a daemon that runs listens. */
#define LISTEN_SECONDS 10
/* Until its process runs, which may take an administrator with a password. */
#define RUN_SECONDS 300

#define FIRST_PAUSE_MS 10
#define LAST_PAUSE_MS  250

struct _CulvertLauncherOnDemand
{
  GObject parent_instance;

  CulvertStarter *starter; /* (owned) */
  CulvertLauncher *attach; /* (owned) */
  gboolean is_busy;        /* something was asked of the starter and has not come to an end */
};

static void launcher_iface_init (CulvertLauncherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertLauncherOnDemand,
                               culvert_launcher_on_demand,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_LAUNCHER, launcher_iface_init))

/* The data of a task that starts. The task may be over, by cancellation, before the start is. */
typedef struct
{
  GSource *cancelled; /* (owned) (nullable): tells the caller at once */
  gboolean is_over;   /* the caller was told */
  gboolean is_running;
  gint64 deadline;
  guint pause_ms;
} Start;

static void try_to_open (GTask *owned_task);

static void
stop_listening (Start *start)
{
  if (start->cancelled != NULL)
    g_source_destroy (start->cancelled);
  g_clear_pointer (&start->cancelled, g_source_unref);
}

static void
start_free (gpointer data)
{
  Start *start = data;

  stop_listening (start);
  g_free (start);
}

/* Tells the caller, once. */
static void
end (GTask *task, GIOStream *owned_stream, GError *owned_error)
{
  Start *start = g_task_get_task_data (task);
  g_autoptr (GIOStream) stream = owned_stream;
  g_autoptr (GError) error = owned_error;

  if (start->is_over)
    return;

  start->is_over = TRUE;
  stop_listening (start);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  end (task, NULL, g_steal_pointer (&error));

  return G_SOURCE_REMOVE;
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertLauncherOnDemand) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!culvert_starter_finish (CULVERT_STARTER (source), result, &error))
    g_message ("A daemon that was started in vain still runs: %s", error->message);
  self->is_busy = FALSE;
}

/* Nothing that was half started is left. Nobody is asked for a password to clear up. */
static void
clear_up (GTask *task)
{
  CulvertLauncherOnDemand *self = g_task_get_source_object (task);

  culvert_starter_stop_async (self->starter, FALSE, on_stopped, g_object_ref (self));
}

static gboolean
on_pause_over (gpointer user_data)
{
  try_to_open (g_object_ref (user_data));

  return G_SOURCE_REMOVE;
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertLauncherOnDemand *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean is_running = culvert_starter_finish (CULVERT_STARTER (source), result, &error);

  if (error != NULL)
    {
      self->is_busy = FALSE;
      end (task, NULL, g_steal_pointer (&error));
      return;
    }

  if (is_running && !start->is_running)
    {
      start->is_running = TRUE;
      start->deadline = g_get_monotonic_time () + (gint64) LISTEN_SECONDS * G_USEC_PER_SEC;
    }
  if (start->is_over || g_get_monotonic_time () > start->deadline)
    {
      clear_up (task);
      end (task,
           NULL,
           culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_NOT_LISTENING, NULL, NULL));
      return;
    }

  g_timeout_add_full (G_PRIORITY_DEFAULT,
                      start->pause_ms,
                      on_pause_over,
                      g_object_ref (task),
                      g_object_unref);
  start->pause_ms = MIN (start->pause_ms * 2, LAST_PAUSE_MS);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertLauncherOnDemand *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream =
      culvert_launcher_open_finish (CULVERT_LAUNCHER (source), result, &error);

  if (start->is_over)
    clear_up (task);
  else if (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT))
    culvert_starter_check_async (self->starter, on_checked, g_steal_pointer (&task));
  else
    {
      self->is_busy = FALSE;
      end (task, g_steal_pointer (&stream), g_steal_pointer (&error));
    }
}

static void
try_to_open (GTask *owned_task)
{
  CulvertLauncherOnDemand *self = g_task_get_source_object (owned_task);

  culvert_launcher_open_async (self->attach, NULL, on_opened, owned_task);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertLauncherOnDemand *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!culvert_starter_finish (CULVERT_STARTER (source), result, &error))
    {
      self->is_busy = FALSE;
      end (task, NULL, g_steal_pointer (&error));
    }
  else if (start->is_over)
    clear_up (task);
  else
    try_to_open (g_steal_pointer (&task));
}

/* First of all: one that was left running is not started again. */
static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertLauncherOnDemand *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream =
      culvert_launcher_open_finish (CULVERT_LAUNCHER (source), result, &error);

  if (start->is_over || !g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT))
    end (task, g_steal_pointer (&stream), g_steal_pointer (&error));
  else if (self->is_busy)
    end (task,
         NULL,
         g_error_new_literal (CULVERT_LAUNCH_ERROR,
                              CULVERT_LAUNCH_ERROR_BUSY,
                              "An earlier start has not come to its end."));
  else
    {
      self->is_busy = TRUE;
      culvert_starter_start_async (self->starter, cancellable, on_started, g_steal_pointer (&task));
    }
}

static void
culvert_launcher_on_demand_start_async (CulvertLauncher *launcher,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  CulvertLauncherOnDemand *self = CULVERT_LAUNCHER_ON_DEMAND (launcher);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->deadline = g_get_monotonic_time () + (gint64) RUN_SECONDS * G_USEC_PER_SEC;
  start->pause_ms = FIRST_PAUSE_MS;
  g_task_set_source_tag (task, culvert_launcher_on_demand_start_async);
  g_task_set_task_data (task, start, start_free);
  if (cancellable != NULL)
    {
      start->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, start->cancelled, G_SOURCE_FUNC (on_cancelled));
    }
  culvert_launcher_open_async (self->attach, NULL, on_looked, task);
}

static void
on_stop_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (culvert_starter_finish (CULVERT_STARTER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
culvert_launcher_on_demand_stop_async (CulvertLauncher *launcher,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  CulvertLauncherOnDemand *self = CULVERT_LAUNCHER_ON_DEMAND (launcher);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_launcher_on_demand_stop_async);
  culvert_starter_stop_async (self->starter, TRUE, on_stop_done, task);
}

static void
on_attached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GIOStream *stream = culvert_launcher_open_finish (CULVERT_LAUNCHER (source), result, &error);

  if (stream == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, stream, g_object_unref);
}

static void
culvert_launcher_on_demand_open_async (CulvertLauncher *launcher,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  CulvertLauncherOnDemand *self = CULVERT_LAUNCHER_ON_DEMAND (launcher);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_launcher_on_demand_open_async);
  culvert_launcher_open_async (self->attach, cancellable, on_attached, task);
}

static void
on_explained (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CulvertSilence silence =
      culvert_launcher_explain_silence_finish (CULVERT_LAUNCHER (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, silence);
}

static void
culvert_launcher_on_demand_explain_silence_async (CulvertLauncher *launcher,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data)
{
  CulvertLauncherOnDemand *self = CULVERT_LAUNCHER_ON_DEMAND (launcher);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_launcher_on_demand_explain_silence_async);
  culvert_launcher_explain_silence_async (self->attach, cancellable, on_explained, task);
}

static gboolean
culvert_launcher_on_demand_needs_password (CulvertLauncher *launcher)
{
  return culvert_launcher_needs_password (CULVERT_LAUNCHER_ON_DEMAND (launcher)->attach);
}

static gboolean
culvert_launcher_on_demand_owns_daemon (CulvertLauncher *launcher)
{
  return culvert_starter_owns_daemon (CULVERT_LAUNCHER_ON_DEMAND (launcher)->starter);
}

static char *
culvert_launcher_on_demand_dup_command (CulvertLauncher *launcher)
{
  return culvert_starter_dup_command (CULVERT_LAUNCHER_ON_DEMAND (launcher)->starter);
}

static void
launcher_iface_init (CulvertLauncherInterface *iface)
{
  iface->open_async = culvert_launcher_on_demand_open_async;
  iface->explain_silence_async = culvert_launcher_on_demand_explain_silence_async;
  iface->needs_password = culvert_launcher_on_demand_needs_password;
  iface->start_async = culvert_launcher_on_demand_start_async;
  iface->stop_async = culvert_launcher_on_demand_stop_async;
  iface->owns_daemon = culvert_launcher_on_demand_owns_daemon;
  iface->dup_command = culvert_launcher_on_demand_dup_command;
}

static void
culvert_launcher_on_demand_dispose (GObject *object)
{
  CulvertLauncherOnDemand *self = CULVERT_LAUNCHER_ON_DEMAND (object);

  g_clear_object (&self->attach);
  g_clear_object (&self->starter);

  G_OBJECT_CLASS (culvert_launcher_on_demand_parent_class)->dispose (object);
}

static void
culvert_launcher_on_demand_class_init (CulvertLauncherOnDemandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_launcher_on_demand_dispose;
}

static void
culvert_launcher_on_demand_init (CulvertLauncherOnDemand *self)
{
}

CulvertLauncherOnDemand *
culvert_launcher_on_demand_new (CulvertStarter *starter)
{
  CulvertLauncherOnDemand *self;

  g_return_val_if_fail (CULVERT_IS_STARTER (starter), NULL);

  self = g_object_new (CULVERT_TYPE_LAUNCHER_ON_DEMAND, NULL);
  self->starter = g_object_ref (starter);
  self->attach = CULVERT_LAUNCHER (
      culvert_launcher_attach_new_for_endpoint (culvert_starter_get_endpoint (starter)));
  g_signal_connect_object (self->attach,
                           "appeared",
                           G_CALLBACK (culvert_launcher_appeared),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}
