/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-store.h"

#include "culvert-profile-group.h"

#include <errno.h>
#include <sys/stat.h>

typedef enum
{
  FILE_UNKNOWN,    /* not read yet */
  FILE_OURS,       /* read, or absent: may be replaced */
  FILE_LEFT_ALONE, /* could not be read: must not be replaced */
} FileState;

struct _CulvertProfileStore
{
  GObject parent_instance;

  GFile *file; /* (owned) */
  FileState file_state;
  GKeyFile *key_file;  /* (owned): what is to be in the file, with groups that are not ours */
  GPtrArray *profiles; /* (owned) (element-type CulvertProfile) */

  guint64 changed; /* counts the changes */
  guint64 saved;   /* the last of them that has been written */
  gboolean is_saving;
  GQueue flushes; /* (owned) (element-type GTask): each keeps the store alive */
};

/* What a thread writes, and up to which change it is complete. */
typedef struct
{
  char *path;     /* (owned) */
  char *contents; /* (owned) */
  gsize length;
  guint64 change;
} Save;

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertProfileStore,
                               culvert_profile_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

typedef enum
{
  SAVE_FAILED,
  N_SIGNALS
} CulvertProfileStoreSignal;

static guint signals[N_SIGNALS];

static void start_save (CulvertProfileStore *self);

static void
save_free (Save *save)
{
  g_free (save->path);
  g_free (save->contents);
  g_free (save);
}

static gboolean
write_file (Save *save, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (save->path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error,
                   G_IO_ERROR,
                   g_io_error_from_errno (saved_errno),
                   "Cannot create the folder %s: %s",
                   folder,
                   g_strerror (saved_errno));
      return FALSE;
    }

  return g_file_set_contents_full (save->path,
                                   save->contents,
                                   save->length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
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
complete_flushes (CulvertProfileStore *self, guint64 change, const GError *error)
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

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertProfileStore) self = user_data;
  Save *save = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    self->saved = save->change;
  complete_flushes (self, save->change, error);

  /* What has changed meanwhile goes into one more save. */
  if (self->changed > save->change)
    start_save (self);

  if (error != NULL)
    g_signal_emit (self, signals[SAVE_FAILED], 0, error);
}

static void
start_save (CulvertProfileStore *self)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  if (self->is_saving || self->saved == self->changed)
    return;

  save = g_new0 (Save, 1);
  save->path = g_file_get_path (self->file);
  save->contents = g_key_file_to_data (self->key_file, &save->length, NULL);
  save->change = self->changed;

  /* The store is not the task's source: a thread must never drop the last reference to it. */
  self->is_saving = TRUE;
  task = g_task_new (NULL, NULL, on_saved, g_object_ref (self));
  g_task_set_source_tag (task, start_save);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);

  if (self->file_state == FILE_OURS)
    g_task_run_in_thread (task, run_save);
  else
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_READ_ONLY,
                             "%s could not be read and is left as it is",
                             save->path);
}

static void
note_change (CulvertProfileStore *self)
{
  self->changed++;
  start_save (self);
}

static void
on_profile_changed (CulvertProfile *profile, GParamSpec *pspec, CulvertProfileStore *self)
{
  culvert_profile_group_write (self->key_file, profile);
  note_change (self);
}

static void
append (CulvertProfileStore *self, CulvertProfile *profile)
{
  g_ptr_array_add (self->profiles, g_object_ref (profile));
  g_signal_connect_object (profile, "notify", G_CALLBACK (on_profile_changed), self, 0);
}

/* Takes over what can be read; the groups that cannot stay in the file as they are. */
static gboolean
read_groups (CulvertProfileStore *self, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->key_file, NULL);
  g_autoptr (GError) first_error = NULL;

  for (char **group = groups; *group != NULL; group++)
    {
      g_autoptr (CulvertProfile) profile = NULL;

      if (!culvert_profile_group_is_one (*group))
        continue;

      if (self->profiles->len < CULVERT_PROFILE_STORE_MAX)
        profile = culvert_profile_group_read (self->key_file,
                                              *group,
                                              first_error == NULL ? &first_error : NULL);
      else if (first_error == NULL)
        g_set_error (&first_error,
                     G_IO_ERROR,
                     G_IO_ERROR_NO_SPACE,
                     "There are more than %d connections",
                     CULVERT_PROFILE_STORE_MAX);

      if (profile != NULL)
        append (self, profile);
    }

  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->profiles->len);

  if (first_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}

static void
on_moved_aside (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertProfileStore *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (g_file_move_finish (G_FILE (source), result, &error))
    {
      self->file_state = FILE_OURS;
      g_task_return_error (task, g_error_copy (g_task_get_task_data (task)));
    }
  else
    {
      self->file_state = FILE_LEFT_ALONE;
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
move_aside (GTask *owned_task, GError *owned_reason)
{
  CulvertProfileStore *self = g_task_get_source_object (owned_task);
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
  CulvertProfileStore *self = g_task_get_source_object (task);
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      gboolean is_absent = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

      self->file_state = is_absent ? FILE_OURS : FILE_LEFT_ALONE;
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

  self->file_state = FILE_OURS;
  g_key_file_unref (self->key_file);
  self->key_file = g_steal_pointer (&key_file);
  if (read_groups (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GType
culvert_profile_store_get_item_type (GListModel *model)
{
  return CULVERT_TYPE_PROFILE;
}

static guint
culvert_profile_store_get_n_items (GListModel *model)
{
  return CULVERT_PROFILE_STORE (model)->profiles->len;
}

static gpointer
culvert_profile_store_get_item (GListModel *model, guint position)
{
  CulvertProfileStore *self = CULVERT_PROFILE_STORE (model);

  if (position >= self->profiles->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->profiles, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = culvert_profile_store_get_item_type;
  iface->get_n_items = culvert_profile_store_get_n_items;
  iface->get_item = culvert_profile_store_get_item;
}

static void
culvert_profile_store_finalize (GObject *object)
{
  CulvertProfileStore *self = CULVERT_PROFILE_STORE (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->key_file, g_key_file_unref);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_profile_store_parent_class)->finalize (object);
}

static void
culvert_profile_store_class_init (CulvertProfileStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_profile_store_finalize;

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
culvert_profile_store_init (CulvertProfileStore *self)
{
  self->key_file = g_key_file_new ();
  self->profiles = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->flushes);
}

CulvertProfileStore *
culvert_profile_store_new (GFile *file)
{
  CulvertProfileStore *self;

  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_PROFILE_STORE, NULL);
  self->file = g_object_ref (file);

  return self;
}

void
culvert_profile_store_load_async (CulvertProfileStore *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_PROFILE_STORE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));
  g_return_if_fail (self->profiles->len == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_profile_store_load_async);

  g_file_load_contents_async (self->file, cancellable, on_read, task);
}

gboolean
culvert_profile_store_load_finish (CulvertProfileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culvert_profile_store_add (CulvertProfileStore *self, CulvertProfile *profile)
{
  g_return_if_fail (CULVERT_IS_PROFILE_STORE (self));
  g_return_if_fail (CULVERT_IS_PROFILE (profile));
  g_return_if_fail (self->file_state != FILE_UNKNOWN);
  g_return_if_fail (self->profiles->len < CULVERT_PROFILE_STORE_MAX);
  g_return_if_fail (!g_ptr_array_find (self->profiles, profile, NULL));

  append (self, profile);
  culvert_profile_group_write (self->key_file, profile);
  g_list_model_items_changed (G_LIST_MODEL (self), self->profiles->len - 1, 0, 1);
  note_change (self);
}

void
culvert_profile_store_remove (CulvertProfileStore *self, CulvertProfile *profile)
{
  g_autofree char *group = NULL;
  guint position;

  g_return_if_fail (CULVERT_IS_PROFILE_STORE (self));
  g_return_if_fail (CULVERT_IS_PROFILE (profile));
  g_return_if_fail (g_ptr_array_find (self->profiles, profile, &position));

  group = culvert_profile_group_name (profile);
  g_key_file_remove_group (self->key_file, group, NULL);
  g_signal_handlers_disconnect_by_func (profile, on_profile_changed, self);
  g_ptr_array_remove_index (self->profiles, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  note_change (self);
}

static CulvertProfile *
find (CulvertProfileStore *self, const char *(*get_fact) (CulvertProfile *), const char *fact)
{
  for (guint i = 0; i < self->profiles->len; i++)
    {
      CulvertProfile *profile = g_ptr_array_index (self->profiles, i);

      if (g_strcmp0 (get_fact (profile), fact) == 0)
        return profile;
    }

  return NULL;
}

CulvertProfile *
culvert_profile_store_find_by_endpoint (CulvertProfileStore *self, const char *endpoint)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE_STORE (self), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);

  return find (self, culvert_profile_get_endpoint, endpoint);
}

CulvertProfile *
culvert_profile_store_find_by_unit (CulvertProfileStore *self, const char *unit)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE_STORE (self), NULL);
  g_return_val_if_fail (unit != NULL, NULL);

  return find (self, culvert_profile_get_unit, unit);
}

void
culvert_profile_store_flush_async (CulvertProfileStore *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CULVERT_IS_PROFILE_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_profile_store_flush_async);

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
culvert_profile_store_flush_finish (CulvertProfileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
