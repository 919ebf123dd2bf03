/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-steps.h"

#define NEVER (-1)

typedef struct
{
  CulvertFakeDaemon *daemon; /* (owned) (nullable) */
  int code;                  /* where there is no daemon; or NEVER */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->daemon);
  g_free (step);
}

static void
add_step (CulvertFakeSteps *self, CulvertFakeDaemon *daemon, int code)
{
  Step *step = g_new0 (Step, 1);

  g_set_object (&step->daemon, daemon);
  step->code = code;
  g_queue_push_tail (&self->steps, step);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  CulvertFakeSteps *self = g_task_get_task_data (user_data);

  self->n_cancelled++;
  g_task_return_error_if_cancelled (user_data);

  return G_SOURCE_REMOVE;
}

static void
wait_for_cancellation (CulvertFakeSteps *self, GTask *task)
{
  g_autoptr (GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

  g_task_set_task_data (task, self, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (on_cancelled), g_object_ref (task), g_object_unref);
  g_source_attach (source, NULL);
}

void
culvert_fake_steps_init (CulvertFakeSteps *self, GQuark domain, int last_code, const char *words)
{
  *self = (CulvertFakeSteps){ .domain = domain, .last_code = last_code, .words = words };
  g_queue_init (&self->steps);
}

void
culvert_fake_steps_clear (CulvertFakeSteps *self)
{
  g_queue_clear_full (&self->steps, step_free);
}

void
culvert_fake_steps_add_daemon (CulvertFakeSteps *self, CulvertFakeDaemon *daemon)
{
  add_step (self, daemon, 0);
}

void
culvert_fake_steps_add_error (CulvertFakeSteps *self, int code)
{
  add_step (self, NULL, code);
}

void
culvert_fake_steps_add_delay (CulvertFakeSteps *self)
{
  add_step (self, NULL, NEVER);
}

void
culvert_fake_steps_take (CulvertFakeSteps *self, GTask *task)
{
  Step *step = g_queue_pop_head (&self->steps);
  int code = step != NULL ? step->code : self->last_code;

  self->n_taken++;
  if (step != NULL && step->daemon != NULL)
    g_task_return_pointer (task, culvert_fake_daemon_get_stream (step->daemon), g_object_unref);
  else if (code == NEVER)
    wait_for_cancellation (self, task);
  else
    g_task_return_new_error (task, self->domain, code, "%s", self->words);

  g_clear_pointer (&step, step_free);
}
