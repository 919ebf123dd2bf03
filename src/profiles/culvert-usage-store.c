/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-usage-store"

#include "culvert-usage-store.h"

#include "culvert-key-file.h"
#include "culvert-profile-store.h"

#include <string.h>

#define GROUP_PREFIX          "connection "
#define SECONDS_BETWEEN_SAVES 60

struct _CulvertUsageStore
{
  GObject parent_instance;

  CulvertKeyFile *file; /* (owned) */
  GHashTable *usages;   /* (owned): id (owned) → CulvertUsage (owned) */
  guint timer;          /* source id, or 0: nothing has changed since the last save */
};

G_DEFINE_FINAL_TYPE (CulvertUsageStore, culvert_usage_store, G_TYPE_OBJECT)

static void
save (CulvertUsageStore *self)
{
  GKeyFile *key_file = culvert_key_file_get_contents (self->file);
  GHashTableIter iter;
  gpointer id, usage;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->usages);
  while (g_hash_table_iter_next (&iter, &id, &usage))
    {
      g_autofree char *group = g_strconcat (GROUP_PREFIX, id, NULL);

      /* Days that are too long ago go with it. */
      g_key_file_remove_group (key_file, group, NULL);
      culvert_usage_write (usage, key_file, group);
    }
  culvert_key_file_save (self->file);
}

static gboolean
on_save_due (gpointer user_data)
{
  CulvertUsageStore *self = user_data;

  self->timer = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
note_change (CulvertUsageStore *self)
{
  if (self->timer == 0 && culvert_key_file_get_state (self->file) == CULVERT_KEY_FILE_OURS)
    self->timer = g_timeout_add_seconds (SECONDS_BETWEEN_SAVES, on_save_due, self);
}

static void
on_save_failed (CulvertUsageStore *self, const GError *error)
{
  g_message ("The amounts of traffic could not be kept: %s", error->message);
}

/* What is no connection of ours is not kept. */
static void
read_usages (CulvertUsageStore *self)
{
  GKeyFile *key_file = culvert_key_file_get_contents (self->file);
  g_auto (GStrv) groups = g_key_file_get_groups (key_file, NULL);

  for (char **group = groups; *group != NULL; group++)
    {
      const char *id = *group + strlen (GROUP_PREFIX);

      if (g_str_has_prefix (*group, GROUP_PREFIX) && g_uuid_string_is_valid (id) &&
          g_hash_table_size (self->usages) < CULVERT_PROFILE_STORE_MAX)
        g_hash_table_insert (self->usages, g_strdup (id), culvert_usage_read (key_file, *group));
      else
        g_key_file_remove_group (key_file, *group, NULL);
    }
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertUsageStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!culvert_key_file_load_finish (self->file, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  read_usages (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culvert_key_file_flush_finish (CULVERT_KEY_FILE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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
}

CulvertUsageStore *
culvert_usage_store_new (GFile *file)
{
  CulvertUsageStore *self;

  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_USAGE_STORE, NULL);
  self->file = culvert_key_file_new (file, G_FILE_SET_CONTENTS_CONSISTENT);
  g_signal_connect_object (self->file,
                           "save-failed",
                           G_CALLBACK (on_save_failed),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
culvert_usage_store_load_async (CulvertUsageStore *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_USAGE_STORE (self));
  g_return_if_fail (culvert_key_file_get_state (self->file) == CULVERT_KEY_FILE_UNKNOWN);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_usage_store_load_async);
  culvert_key_file_load_async (self->file, NULL, on_loaded, task);
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

  if (culvert_key_file_get_state (self->file) == CULVERT_KEY_FILE_UNKNOWN)
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
  g_autofree char *group = NULL;

  g_return_if_fail (CULVERT_IS_USAGE_STORE (self));
  g_return_if_fail (id != NULL);

  if (!g_hash_table_remove (self->usages, id))
    return;

  group = g_strconcat (GROUP_PREFIX, id, NULL);
  g_key_file_remove_group (culvert_key_file_get_contents (self->file), group, NULL);
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
  GTask *task;

  g_return_if_fail (CULVERT_IS_USAGE_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_usage_store_flush_async);
  if (self->timer != 0)
    save (self);
  culvert_key_file_flush_async (self->file, on_flushed, task);
}

gboolean
culvert_usage_store_flush_finish (CulvertUsageStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
