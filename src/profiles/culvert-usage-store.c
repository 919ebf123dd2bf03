/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-usage-store"

#include "culvert-usage-store.h"

#include "culvert-profile-store.h"

#include <glib/gstdio.h>
#include <string.h>

#define GROUP_PREFIX          "connection "
#define SECONDS_BETWEEN_SAVES 60

typedef enum
{
  FILE_UNKNOWN,    /* not read yet */
  FILE_OURS,       /* read, or absent: may be replaced */
  FILE_LEFT_ALONE, /* could not be read: must not be replaced */
} FileState;

struct _CulvertUsageStore
{
  GObject parent_instance;

  GFile *file; /* (owned) */
  FileState file_state;
  GHashTable *usages; /* (owned): id (owned) → CulvertUsage (owned) */

  guint timer; /* source id, or 0: nothing has changed since the last save */
  gboolean is_saving;
  GQueue flushes; /* (owned) (element-type GTask): wait for a save to begin, and to end */
};

/* What a thread writes, and who waits for it. */
typedef struct
{
  char *path;     /* (owned) */
  char *contents; /* (owned) */
  gsize length;
  GQueue flushes; /* (owned) (element-type GTask) */
} Save;

G_DEFINE_FINAL_TYPE (CulvertUsageStore, culvert_usage_store, G_TYPE_OBJECT)

static void start_save (CulvertUsageStore *self);

static void
save_free (Save *save)
{
  g_queue_clear_full (&save->flushes, g_object_unref);
  g_free (save->path);
  g_free (save->contents);
  g_free (save);
}

static void
run_save (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Save *save = task_data;
  g_autofree char *folder = g_path_get_dirname (save->path);
  GError *error = NULL;

  /* A folder that cannot be made is one that cannot be written to. */
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (save->path,
                                save->contents,
                                (gssize) save->length,
                                G_FILE_SET_CONTENTS_CONSISTENT,
                                0600,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertUsageStore) self = user_data;
  Save *save = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GTask *flush;

  self->is_saving = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("The amounts of traffic could not be kept: %s", error->message);

  while ((flush = g_queue_pop_head (&save->flushes)) != NULL)
    {
      if (error != NULL)
        g_task_return_error (flush, g_error_copy (error));
      else
        g_task_return_boolean (flush, TRUE);
      g_object_unref (flush);
    }

  if (!g_queue_is_empty (&self->flushes))
    start_save (self);
}

static char *
print_usages (CulvertUsageStore *self, gsize *length)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  GHashTableIter iter;
  gpointer id, usage;

  g_hash_table_iter_init (&iter, self->usages);
  while (g_hash_table_iter_next (&iter, &id, &usage))
    {
      g_autofree char *group = g_strconcat (GROUP_PREFIX, id, NULL);

      culvert_usage_write (usage, key_file, group);
    }

  return g_key_file_to_data (key_file, length, NULL);
}

static void
start_save (CulvertUsageStore *self)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  if (self->is_saving)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  save = g_new0 (Save, 1);
  save->path = g_file_get_path (self->file);
  save->contents = print_usages (self, &save->length);
  save->flushes = self->flushes;
  g_queue_init (&self->flushes);

  /* No thread may drop the last reference to us. */
  self->is_saving = TRUE;
  task = g_task_new (NULL, NULL, on_saved, g_object_ref (self));
  g_task_set_source_tag (task, start_save);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_run_in_thread (task, run_save);
}

static gboolean
on_save_due (gpointer user_data)
{
  CulvertUsageStore *self = user_data;

  self->timer = 0;
  start_save (self);

  return G_SOURCE_REMOVE;
}

static void
note_change (CulvertUsageStore *self)
{
  if (self->timer == 0 && self->file_state == FILE_OURS)
    self->timer = g_timeout_add_seconds (SECONDS_BETWEEN_SAVES, on_save_due, self);
}

static void
read_usages (CulvertUsageStore *self, GKeyFile *key_file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (key_file, NULL);

  for (char **group = groups; *group != NULL; group++)
    {
      const char *id = *group + strlen (GROUP_PREFIX);

      if (g_str_has_prefix (*group, GROUP_PREFIX) && g_uuid_string_is_valid (id) &&
          g_hash_table_size (self->usages) < CULVERT_PROFILE_STORE_MAX)
        g_hash_table_insert (self->usages, g_strdup (id), culvert_usage_read (key_file, *group));
    }
}

static void
on_moved_aside (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertUsageStore *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (g_file_move_finish (G_FILE (source), result, &error))
    self->file_state = FILE_OURS;
  else
    self->file_state = FILE_LEFT_ALONE;

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_error (task, g_error_copy (g_task_get_task_data (task)));
}

static void
move_aside (CulvertUsageStore *self, GTask *owned_task, GError *owned_reason)
{
  g_autofree char *path = g_file_get_path (self->file);
  g_autofree char *path_aside = g_strconcat (path, ".bad", NULL);
  g_autoptr (GFile) aside = g_file_new_for_path (path_aside);

  g_prefix_error (&owned_reason, "%s is broken and was renamed to %s: ", path, path_aside);
  g_task_set_task_data (owned_task, owned_reason, (GDestroyNotify) g_error_free);
  g_file_move_async (self->file,
                     aside,
                     G_FILE_COPY_OVERWRITE,
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
  CulvertUsageStore *self = g_task_get_source_object (task);
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

  if (!g_key_file_load_from_data (key_file, contents, length, G_KEY_FILE_NONE, &error))
    {
      move_aside (self, g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }

  self->file_state = FILE_OURS;
  read_usages (self, key_file);
  g_task_return_boolean (task, TRUE);
}

static void
culvert_usage_store_finalize (GObject *object)
{
  CulvertUsageStore *self = CULVERT_USAGE_STORE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->file);
  g_clear_pointer (&self->usages, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_usage_store_parent_class)->finalize (object);
}

static void
culvert_usage_store_class_init (CulvertUsageStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_usage_store_finalize;
}

static void
culvert_usage_store_init (CulvertUsageStore *self)
{
  self->usages =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) culvert_usage_free);
  g_queue_init (&self->flushes);
}

CulvertUsageStore *
culvert_usage_store_new (GFile *file)
{
  CulvertUsageStore *self;

  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_USAGE_STORE, NULL);
  self->file = g_object_ref (file);

  return self;
}

void
culvert_usage_store_load_async (CulvertUsageStore *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_USAGE_STORE (self));
  g_return_if_fail (self->file_state == FILE_UNKNOWN);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_usage_store_load_async);
  g_file_load_contents_async (self->file, NULL, on_read, task);
}

gboolean
culvert_usage_store_load_finish (CulvertUsageStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culvert_usage_store_count (CulvertUsageStore *self,
                           const char *id,
                           guint64 in,
                           guint64 out,
                           GDateTime *now)
{
  CulvertUsage *usage;

  g_return_if_fail (CULVERT_IS_USAGE_STORE (self));
  g_return_if_fail (id != NULL && now != NULL);

  if (self->file_state == FILE_UNKNOWN)
    return;

  usage = g_hash_table_lookup (self->usages, id);
  if (usage == NULL && g_hash_table_size (self->usages) >= CULVERT_PROFILE_STORE_MAX)
    return;
  if (usage == NULL)
    {
      usage = culvert_usage_new ();
      g_hash_table_insert (self->usages, g_strdup (id), usage);
    }

  if (culvert_usage_count (usage, in, out, now))
    note_change (self);
}

void
culvert_usage_store_forget (CulvertUsageStore *self, const char *id)
{
  g_return_if_fail (CULVERT_IS_USAGE_STORE (self));
  g_return_if_fail (id != NULL);

  if (g_hash_table_remove (self->usages, id))
    note_change (self);
}

CulvertUsageAmount
culvert_usage_store_get_day (CulvertUsageStore *self, const char *id, GDateTime *now)
{
  CulvertUsage *usage;

  g_return_val_if_fail (CULVERT_IS_USAGE_STORE (self), (CulvertUsageAmount){ 0 });
  usage = g_hash_table_lookup (self->usages, id);

  return usage != NULL ? culvert_usage_get_day (usage, now) : (CulvertUsageAmount){ 0 };
}

CulvertUsageAmount
culvert_usage_store_get_month (CulvertUsageStore *self, const char *id, GDateTime *now)
{
  CulvertUsage *usage;

  g_return_val_if_fail (CULVERT_IS_USAGE_STORE (self), (CulvertUsageAmount){ 0 });
  usage = g_hash_table_lookup (self->usages, id);

  return usage != NULL ? culvert_usage_get_month (usage, now) : (CulvertUsageAmount){ 0 };
}

void
culvert_usage_store_flush_async (CulvertUsageStore *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CULVERT_IS_USAGE_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_usage_store_flush_async);
  if (self->timer == 0 && !self->is_saving)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_queue_push_tail (&self->flushes, g_steal_pointer (&task));
  start_save (self);
}

gboolean
culvert_usage_store_flush_finish (CulvertUsageStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
