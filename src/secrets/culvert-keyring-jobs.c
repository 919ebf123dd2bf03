/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-keyring-jobs.h"

#include "culvert-keyring-unlock.h"
#include "culvert-keyring.h"

#define JOB_SECONDS   60
#define FLUSH_SECONDS 2

typedef struct
{
  CulvertKeyringTask task;
  CulvertPrompt *prompt;       /* (owned) */
  char *user;                  /* (owned) (nullable) */
  CulvertSecretText *password; /* (owned) (nullable) */
} Job;

struct _CulvertKeyringJobs
{
  GObject parent_instance;

  GQueue jobs;          /* (owned) (element-type Job): the first one runs */
  GCancellable *cancel; /* (owned) (nullable): of the job that runs */
  guint timeout;        /* source id: ends it */
  GPtrArray *flushes;   /* (owned) (element-type GTask): who waits for the changes */
  guint flush_timeout;  /* source id: ends the waiting */
};

/* A job that runs. One that was given up may still finish, or never. */
typedef struct
{
  CulvertKeyringJobs *jobs; /* (owned) */
  GCancellable *cancel;     /* (owned) */
} Run;

G_DEFINE_FINAL_TYPE (CulvertKeyringJobs, culvert_keyring_jobs, G_TYPE_OBJECT)

typedef enum
{
  FINISHED,
  N_SIGNALS
} CulvertKeyringJobsSignal;

static guint signals[N_SIGNALS];

static void run_first (CulvertKeyringJobs *self);

static void
job_free (Job *job)
{
  g_clear_object (&job->prompt);
  g_clear_pointer (&job->user, g_free);
  g_clear_pointer (&job->password, culvert_secret_text_unref);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
run_free (Run *run)
{
  g_clear_object (&run->jobs);
  g_clear_object (&run->cancel);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static gboolean
has_changes (CulvertKeyringJobs *self)
{
  for (GList *link = self->jobs.head; link != NULL; link = link->next)
    {
      Job *job = link->data;

      if (job->task != CULVERT_KEYRING_UNLOCK)
        return TRUE;
    }

  return FALSE;
}

static void
end_flushes (CulvertKeyringJobs *self)
{
  g_autoptr (GPtrArray) flushes = g_steal_pointer (&self->flushes);

  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_handle_id (&self->flush_timeout, g_source_remove);
  for (guint i = 0; i < flushes->len; i++)
    g_task_return_boolean (flushes->pdata[i], TRUE);
}

static gboolean
on_flush_timeout (gpointer user_data)
{
  CulvertKeyringJobs *self = user_data;

  self->flush_timeout = 0;
  end_flushes (self);

  return G_SOURCE_REMOVE;
}

static void
end_first (CulvertKeyringJobs *self, const GError *error)
{
  g_autoptr (Job) job = g_queue_pop_head (&self->jobs);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->cancel);
  run_first (self);

  g_signal_emit (self, signals[FINISHED], 0, job->task, error);
  if (!has_changes (self))
    end_flushes (self);
}

static gboolean
on_timeout (gpointer user_data)
{
  g_autoptr (CulvertKeyringJobs) self = g_object_ref (user_data);
  g_autoptr (GCancellable) cancel = g_object_ref (self->cancel);
  g_autoptr (GError) error = NULL;

  self->timeout = 0;
  g_cancellable_cancel (cancel);
  g_set_error (&error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The keyring did not answer");
  end_first (self, error);

  return G_SOURCE_REMOVE;
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;

  culvert_keyring_unlock_finish (result, &error);
  if (run->cancel == run->jobs->cancel)
    end_first (run->jobs, error);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;

  culvert_keyring_finish (result, &error);
  if (run->cancel == run->jobs->cancel)
    end_first (run->jobs, error);
}

static void
run_first (CulvertKeyringJobs *self)
{
  Job *job = g_queue_peek_head (&self->jobs);
  Run *run;

  if (job == NULL)
    return;

  self->cancel = g_cancellable_new ();
  self->timeout = g_timeout_add_seconds (JOB_SECONDS, on_timeout, self);
  run = g_new0 (Run, 1);
  run->jobs = g_object_ref (self);
  run->cancel = g_object_ref (self->cancel);

  switch (job->task)
    {
    case CULVERT_KEYRING_UNLOCK:
      culvert_keyring_unlock_async (run->cancel, on_unlocked, run);
      break;
    case CULVERT_KEYRING_KEEP:
      culvert_keyring_keep_async (job->prompt,
                                  job->user,
                                  job->password,
                                  run->cancel,
                                  on_changed,
                                  run);
      break;
    case CULVERT_KEYRING_REFUSE:
      culvert_keyring_refuse_async (job->prompt, job->user, run->cancel, on_changed, run);
      break;
    case CULVERT_KEYRING_DROP:
      culvert_keyring_drop_async (job->prompt, run->cancel, on_changed, run);
      break;
    }
}

static void
culvert_keyring_jobs_finalize (GObject *object)
{
  CulvertKeyringJobs *self = CULVERT_KEYRING_JOBS (object);

  g_clear_pointer (&self->flushes, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_keyring_jobs_parent_class)->finalize (object);
}

static void
culvert_keyring_jobs_class_init (CulvertKeyringJobsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_keyring_jobs_finalize;

  /* @task: what is done, or could not be
   * @error: (nullable): why not */
  signals[FINISHED] = g_signal_new ("finished",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    2,
                                    G_TYPE_INT,
                                    G_TYPE_ERROR);
}

static void
culvert_keyring_jobs_init (CulvertKeyringJobs *self)
{
  g_queue_init (&self->jobs);
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertKeyringJobs *
culvert_keyring_jobs_new (void)
{
  return g_object_new (CULVERT_TYPE_KEYRING_JOBS, NULL);
}

void
culvert_keyring_jobs_add (CulvertKeyringJobs *self,
                          CulvertKeyringTask task,
                          CulvertPrompt *prompt,
                          const char *user,
                          CulvertSecretText *password)
{
  Job *job;

  g_return_if_fail (CULVERT_IS_KEYRING_JOBS (self));
  g_return_if_fail (CULVERT_IS_PROMPT (prompt));
  g_return_if_fail (task != CULVERT_KEYRING_KEEP || password != NULL);

  job = g_new0 (Job, 1);
  job->task = task;
  job->prompt = g_object_ref (prompt);
  job->user = g_strdup (user);
  job->password = password != NULL ? culvert_secret_text_ref (password) : NULL;

  g_queue_push_tail (&self->jobs, job);
  if (self->jobs.length == 1)
    run_first (self);
}

void
culvert_keyring_jobs_flush_async (CulvertKeyringJobs *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_KEYRING_JOBS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_keyring_jobs_flush_async);
  g_ptr_array_add (self->flushes, task);

  if (!has_changes (self))
    end_flushes (self);
  else if (self->flush_timeout == 0)
    self->flush_timeout = g_timeout_add_seconds (FLUSH_SECONDS, on_flush_timeout, self);
}

void
culvert_keyring_jobs_flush_finish (CulvertKeyringJobs *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
