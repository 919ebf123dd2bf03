/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-texts.h"

#include "culvert-config-file.h"
#include "culvert-config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_SUFFIX ".ovpn"
/* A name that is never a profile's. What a crash has left there is replaced. */
#define NEW_SUFFIX ".new"

#define OTHERS 077

struct _CulvertProfileTexts
{
  GObject parent_instance;

  char *folder;   /* (owned) */
  GQueue waiting; /* (owned) (element-type GTask): each keeps the texts alive */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (CulvertProfileTexts, culvert_profile_texts, G_TYPE_OBJECT)

typedef enum
{
  JOB_ADD,
  JOB_REPLACE,
  JOB_REMOVE,
  JOB_READ,
  JOB_FLUSH,
} JobKind;

/* What is to be done for one caller: the data of his task, and of the one that a thread gets. */
typedef struct
{
  JobKind kind;
  char *folder;            /* (owned) */
  char *id;                /* (owned) (nullable) */
  CulvertSecretText *text; /* (owned) (nullable) */
  gatomicrefcount n_refs;
} Job;

static void start_next (CulvertProfileTexts *self);

static Job *
job_ref (Job *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

static void
job_unref (Job *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->text, culvert_secret_text_unref);
  g_free (self);
}

/* What failed is said by who asked for it; why, by the system in the user's language. */
static gboolean
fail (GError **error)
{
  int saved_errno = errno;

  g_set_error_literal (error,
                       G_IO_ERROR,
                       (int) g_io_error_from_errno (saved_errno),
                       g_strerror (saved_errno));
  return FALSE;
}

static int
open_folder (const char *path, GError **error)
{
  int folder;
  struct stat status;

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      fail (error);
      return -1;
    }

  folder = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0)
    {
      fail (error);
      return -1;
    }

  if (fstat (folder, &status) != 0 || status.st_uid != geteuid () ||
      ((status.st_mode & OTHERS) != 0 && fchmod (folder, 0700) != 0))
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_PERMISSION_DENIED,
                           "The folder for profiles is not this user’s alone");
      g_close (folder, NULL);
      return -1;
    }

  return folder;
}

static gboolean
write_all (int file, const CulvertSecretText *text)
{
  const char *bytes = culvert_secret_text_peek (text);
  gsize left = culvert_secret_text_get_length (text);

  while (left > 0)
    {
      gssize n_written = write (file, bytes, left);

      if (n_written < 0 && errno != EINTR)
        return FALSE;
      if (n_written > 0)
        {
          bytes += n_written;
          left -= (gsize) n_written;
        }
    }

  return TRUE;
}

/* The whole text, safe on the disk, under a name that nothing reads. */
static gboolean
write_aside (int folder, const char *name, const CulvertSecretText *text, GError **error)
{
  int file;
  gboolean is_written;

  unlinkat (folder, name, 0);
  file = openat (folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0)
    return fail (error);

  is_written = write_all (file, text) && fsync (file) == 0;
  if (!is_written)
    fail (error);
  g_close (file, NULL);

  return is_written;
}

static gboolean
write_text (int folder, const Job *job, GError **error)
{
  g_autofree char *name = g_strconcat (job->id, FILE_SUFFIX, NULL);
  g_autofree char *aside = g_strconcat (job->id, NEW_SUFFIX, NULL);
  unsigned int flags = job->kind == JOB_ADD ? RENAME_NOREPLACE : 0;
  gboolean is_stored = write_aside (folder, aside, job->text, error);

  if (is_stored && renameat2 (folder, aside, folder, name, flags) != 0)
    is_stored = fail (error);
  if (!is_stored)
    unlinkat (folder, aside, 0);
  else if (fsync (folder) != 0)
    is_stored = fail (error);

  return is_stored;
}

static gboolean
remove_text (int folder, const Job *job, GError **error)
{
  g_autofree char *name = g_strconcat (job->id, FILE_SUFFIX, NULL);

  if (unlinkat (folder, name, 0) != 0 && errno != ENOENT)
    return fail (error);

  return TRUE;
}

static void
run_job (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  int folder = open_folder (job->folder, &error);
  gboolean is_done = FALSE;

  if (folder >= 0)
    {
      is_done = job->kind == JOB_REMOVE ? remove_text (folder, job, &error)
                                        : write_text (folder, job, &error);
      g_close (folder, NULL);
    }

  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
end_job (CulvertProfileTexts *self)
{
  self->is_busy = FALSE;
  start_next (self);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = g_task_propagate_boolean (G_TASK (result), &error);

  end_job (g_task_get_source_object (task));
  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CulvertSecretText *text = culvert_config_file_read_finish (result, &error);

  end_job (g_task_get_source_object (task));
  if (text != NULL)
    g_task_return_pointer (task, text, (GDestroyNotify) culvert_secret_text_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start_job (CulvertProfileTexts *self, GTask *owned_task)
{
  Job *job = g_task_get_task_data (owned_task);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GTask) work = NULL;

  self->is_busy = TRUE;
  if (job->kind == JOB_READ)
    {
      file = culvert_profile_texts_get_file (self, job->id);
      culvert_config_file_read_async (file, CULVERT_CONFIG_MAX_BYTES, NULL, on_read, owned_task);
      return;
    }

  /* The texts are not the source: a thread must never drop the last reference to them. */
  work = g_task_new (NULL, NULL, on_job_done, owned_task);
  g_task_set_source_tag (work, start_job);
  g_task_set_task_data (work, job_ref (job), (GDestroyNotify) job_unref);
  if (job->kind == JOB_FLUSH)
    g_task_return_boolean (work, TRUE);
  else
    g_task_run_in_thread (work, run_job);
}

static void
start_next (CulvertProfileTexts *self)
{
  if (!self->is_busy && !g_queue_is_empty (&self->waiting))
    start_job (self, g_queue_pop_head (&self->waiting));
}

static void
add_job (CulvertProfileTexts *self,
         JobKind kind,
         const char *id,
         CulvertSecretText *text,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->folder = g_strdup (self->folder);
  job->id = g_strdup (id);
  job->text = text != NULL ? culvert_secret_text_ref (text) : NULL;
  g_atomic_ref_count_init (&job->n_refs);
  g_task_set_source_tag (task, add_job);
  g_task_set_task_data (task, job, (GDestroyNotify) job_unref);
  g_queue_push_tail (&self->waiting, task);
  start_next (self);
}

static void
culvert_profile_texts_finalize (GObject *object)
{
  g_clear_pointer (&CULVERT_PROFILE_TEXTS (object)->folder, g_free);

  G_OBJECT_CLASS (culvert_profile_texts_parent_class)->finalize (object);
}

static void
culvert_profile_texts_class_init (CulvertProfileTextsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_profile_texts_finalize;
}

static void
culvert_profile_texts_init (CulvertProfileTexts *self)
{
  g_queue_init (&self->waiting);
}

CulvertProfileTexts *
culvert_profile_texts_new (GFile *folder)
{
  CulvertProfileTexts *self;

  g_return_val_if_fail (G_IS_FILE (folder) && g_file_peek_path (folder) != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_PROFILE_TEXTS, NULL);
  self->folder = g_file_get_path (folder);

  return self;
}

GFile *
culvert_profile_texts_get_file (CulvertProfileTexts *self, const char *id)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (CULVERT_IS_PROFILE_TEXTS (self), NULL);
  g_return_val_if_fail (g_uuid_string_is_valid (id), NULL);

  name = g_strconcat (id, FILE_SUFFIX, NULL);

  return g_file_new_build_filename (self->folder, name, NULL);
}

void
culvert_profile_texts_add_async (CulvertProfileTexts *self,
                                 const char *id,
                                 CulvertSecretText *text,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_PROFILE_TEXTS (self));
  g_return_if_fail (g_uuid_string_is_valid (id));
  g_return_if_fail (text != NULL);

  add_job (self, JOB_ADD, id, text, callback, user_data);
}

void
culvert_profile_texts_replace_async (CulvertProfileTexts *self,
                                     const char *id,
                                     CulvertSecretText *text,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_PROFILE_TEXTS (self));
  g_return_if_fail (g_uuid_string_is_valid (id));
  g_return_if_fail (text != NULL);

  add_job (self, JOB_REPLACE, id, text, callback, user_data);
}

void
culvert_profile_texts_remove_async (CulvertProfileTexts *self,
                                    const char *id,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_PROFILE_TEXTS (self));
  g_return_if_fail (g_uuid_string_is_valid (id));

  add_job (self, JOB_REMOVE, id, NULL, callback, user_data);
}

void
culvert_profile_texts_flush_async (CulvertProfileTexts *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_PROFILE_TEXTS (self));

  add_job (self, JOB_FLUSH, NULL, NULL, callback, user_data);
}

gboolean
culvert_profile_texts_finish (CulvertProfileTexts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culvert_profile_texts_read_async (CulvertProfileTexts *self,
                                  const char *id,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_PROFILE_TEXTS (self));
  g_return_if_fail (g_uuid_string_is_valid (id));

  add_job (self, JOB_READ, id, NULL, callback, user_data);
}

CulvertSecretText *
culvert_profile_texts_read_finish (CulvertProfileTexts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
