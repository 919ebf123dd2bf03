/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-key-file.h"

#include <errno.h>
#include <sys/stat.h>

/* A disk that is full is so for a while. */
#define FIRST_PAUSE_SECONDS 1
#define LAST_PAUSE_SECONDS  60

struct _CulvertKeyFile
{
  GObject parent_instance;

  GFile *file; /* (owned) */
  GFileSetContentsFlags flags;
  CulvertKeyFileState state;
  GKeyFile *contents; /* (owned): with what is not ours */

  guint64 changed; /* counts the changes */
  guint64 saved;   /* the last of them that has been written */
  guint64 told;    /* the last of them that could not be, and the user knows */
  gboolean is_saving;
  guint retry;         /* source id, or 0: until it is tried again */
  guint pause_seconds; /* before that */
  GQueue flushes;      /* (owned) (element-type GTask): each keeps the file alive */
};

/* What a thread writes, and up to which change it is complete. */
typedef struct
{
  char *path;     /* (owned) */
  char *contents; /* (owned) */
  gsize length;
  GFileSetContentsFlags flags;
  guint64 change;
} Save;

G_DEFINE_FINAL_TYPE (CulvertKeyFile, culvert_key_file, G_TYPE_OBJECT)

enum
{
  SAVE_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void start_save (CulvertKeyFile *self);

static void
save_free (Save *save)
{
  g_free (save->path);
  g_free (save->contents);
  g_free (save);
}

static gboolean
write_file (const Save *save, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (save->path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error,
                   G_IO_ERROR,
                   g_io_error_from_errno (saved_errno),
                   "%s: %s",
                   folder,
                   g_strerror (saved_errno));
      return FALSE;
    }

  return g_file_set_contents_full (save->path,
                                   save->contents,
                                   save->length,
                                   save->flags,
                                   0600,
                                   error);
}

static void
run_save (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_file (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
complete_flushes (CulvertKeyFile *self, guint64 change, const GError *error)
{
  while (!g_queue_is_empty (&self->flushes))
    {
      g_autoptr (GTask) task = NULL;
      guint64 *wanted = g_task_get_task_data (g_queue_peek_head (&self->flushes));

      if (*wanted > change)
        break;

      task = g_queue_pop_head (&self->flushes);
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static gboolean
on_pause_over (gpointer user_data)
{
  CulvertKeyFile *self = user_data;

  self->retry = 0;
  start_save (self);

  return G_SOURCE_REMOVE;
}

/* Nobody may change anything for hours, and then the computer is switched off. */
static void
try_again_later (CulvertKeyFile *self)
{
  self->pause_seconds = CLAMP (self->pause_seconds * 2, FIRST_PAUSE_SECONDS, LAST_PAUSE_SECONDS);
  self->retry = g_timeout_add_seconds (self->pause_seconds, on_pause_over, self);
}

static void
take_failure (CulvertKeyFile *self, guint64 change, const GError *error)
{
  if (!self->is_saving && self->state == CULVERT_KEY_FILE_OURS)
    try_again_later (self);

  if (change > self->told)
    {
      self->told = change;
      g_signal_emit (self, signals[SAVE_FAILED], 0, error);
    }
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertKeyFile) self = user_data;
  Save *save = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->saved = save->change;
      self->pause_seconds = 0;
    }
  complete_flushes (self, save->change, error);

  /* What has changed meanwhile goes into one more save. */
  if (self->changed > save->change)
    start_save (self);

  if (error != NULL)
    take_failure (self, save->change, error);
}

static void
start_save (CulvertKeyFile *self)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  if (self->is_saving || self->saved == self->changed)
    return;

  g_clear_handle_id (&self->retry, g_source_remove);
  save = g_new0 (Save, 1);
  save->path = g_file_get_path (self->file);
  save->contents = g_key_file_to_data (self->contents, &save->length, NULL);
  save->flags = self->flags;
  save->change = self->changed;

  /* We are not the task's source: a thread must never drop the last reference to us. */
  self->is_saving = TRUE;
  task = g_task_new (NULL, NULL, on_saved, g_object_ref (self));
  g_task_set_source_tag (task, start_save);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);

  if (self->state == CULVERT_KEY_FILE_OURS)
    g_task_run_in_thread (task, run_save);
  else
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_READ_ONLY,
                             "%s could not be read and is left as it is",
                             save->path);
}

static void
on_moved_aside (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertKeyFile *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (g_file_move_finish (G_FILE (source), result, &error))
    {
      self->state = CULVERT_KEY_FILE_OURS;
      g_task_return_error (task, g_error_copy (g_task_get_task_data (task)));
    }
  else
    {
      self->state = CULVERT_KEY_FILE_LEFT_ALONE;
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
move_aside (GTask *owned_task, GError *owned_reason)
{
  CulvertKeyFile *self = g_task_get_source_object (owned_task);
  g_autofree char *path = g_file_get_path (self->file);
  g_autofree char *path_aside = g_strconcat (path, ".bad", NULL);
  g_autoptr (GFile) aside = g_file_new_for_path (path_aside);

  g_prefix_error (&owned_reason, "%s is broken and was renamed to %s: ", path, path_aside);
  g_task_set_task_data (owned_task, owned_reason, (GDestroyNotify) g_error_free);

  g_file_move_async (self->file,
                     aside,
                     G_FILE_COPY_OVERWRITE | G_FILE_COPY_BACKUP,
                     G_PRIORITY_DEFAULT,
                     NULL,
                     NULL,
                     NULL,
                     on_moved_aside,
                     owned_task);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertKeyFile *self = g_task_get_source_object (task);
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      gboolean is_absent = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

      self->state = is_absent ? CULVERT_KEY_FILE_OURS : CULVERT_KEY_FILE_LEFT_ALONE;
      if (is_absent)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!g_key_file_load_from_data (key_file, contents, length, G_KEY_FILE_KEEP_COMMENTS, &error))
    {
      move_aside (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  self->state = CULVERT_KEY_FILE_OURS;
  g_key_file_unref (self->contents);
  self->contents = g_steal_pointer (&key_file);
  g_task_return_boolean (task, TRUE);
}

static void
culvert_key_file_finalize (GObject *object)
{
  CulvertKeyFile *self = CULVERT_KEY_FILE (object);

  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_object (&self->file);
  g_clear_pointer (&self->contents, g_key_file_unref);

  G_OBJECT_CLASS (culvert_key_file_parent_class)->finalize (object);
}

static void
culvert_key_file_class_init (CulvertKeyFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_key_file_finalize;

  /* @error: why the file could not be written */
  signals[SAVE_FAILED] = g_signal_new ("save-failed",
                                       G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_ERROR);
}

static void
culvert_key_file_init (CulvertKeyFile *self)
{
  self->contents = g_key_file_new ();
  g_queue_init (&self->flushes);
}

CulvertKeyFile *
culvert_key_file_new (GFile *file, GFileSetContentsFlags flags)
{
  CulvertKeyFile *self;

  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_KEY_FILE, NULL);
  self->file = g_object_ref (file);
  self->flags = flags;

  return self;
}

void
culvert_key_file_load_async (CulvertKeyFile *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_KEY_FILE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_key_file_load_async);
  g_file_load_contents_async (self->file, cancellable, on_read, task);
}

gboolean
culvert_key_file_load_finish (CulvertKeyFile *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

CulvertKeyFileState
culvert_key_file_get_state (CulvertKeyFile *self)
{
  g_return_val_if_fail (CULVERT_IS_KEY_FILE (self), CULVERT_KEY_FILE_UNKNOWN);

  return self->state;
}

GKeyFile *
culvert_key_file_get_contents (CulvertKeyFile *self)
{
  g_return_val_if_fail (CULVERT_IS_KEY_FILE (self), NULL);

  return self->contents;
}

void
culvert_key_file_save (CulvertKeyFile *self)
{
  g_return_if_fail (CULVERT_IS_KEY_FILE (self));

  self->changed++;
  start_save (self);
}

void
culvert_key_file_flush_async (CulvertKeyFile *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CULVERT_IS_KEY_FILE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_key_file_flush_async);

  if (self->saved == self->changed)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_set_task_data (task, g_memdup2 (&self->changed, sizeof self->changed), g_free);
  g_queue_push_tail (&self->flushes, g_steal_pointer (&task));
  start_save (self);
}

gboolean
culvert_key_file_flush_finish (CulvertKeyFile *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
