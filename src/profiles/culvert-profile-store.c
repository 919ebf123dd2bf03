/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-store.h"

#include "culvert-key-file.h"
#include "culvert-profile-group.h"

struct _CulvertProfileStore
{
  GObject parent_instance;

  CulvertKeyFile *file; /* (owned): groups that are not ours stay in it */
  GPtrArray *profiles;  /* (owned) (element-type CulvertProfile) */
};

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

static void
on_profile_changed (CulvertProfile *profile, GParamSpec *pspec, CulvertProfileStore *self)
{
  culvert_profile_group_write (culvert_key_file_get_contents (self->file), profile);
  culvert_key_file_save (self->file);
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
  GKeyFile *key_file = culvert_key_file_get_contents (self->file);
  g_auto (GStrv) groups = g_key_file_get_groups (key_file, NULL);
  g_autoptr (GError) first_error = NULL;

  for (char **group = groups; *group != NULL; group++)
    {
      g_autoptr (CulvertProfile) profile = NULL;

      if (!culvert_profile_group_is_one (*group))
        continue;

      if (self->profiles->len < CULVERT_PROFILE_STORE_MAX)
        profile = culvert_profile_group_read (key_file,
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
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertProfileStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (culvert_key_file_load_finish (self->file, result, &error) && read_groups (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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
on_save_failed (CulvertProfileStore *self, const GError *error)
{
  g_signal_emit (self, signals[SAVE_FAILED], 0, error);
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
  self->profiles = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertProfileStore *
culvert_profile_store_new (GFile *file)
{
  CulvertProfileStore *self;

  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_PROFILE_STORE, NULL);
  self->file =
      culvert_key_file_new (file, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE);
  g_signal_connect_object (self->file,
                           "save-failed",
                           G_CALLBACK (on_save_failed),
                           self,
                           G_CONNECT_SWAPPED);

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

  culvert_key_file_load_async (self->file, cancellable, on_loaded, task);
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
  g_return_if_fail (culvert_key_file_get_state (self->file) != CULVERT_KEY_FILE_UNKNOWN);
  g_return_if_fail (self->profiles->len < CULVERT_PROFILE_STORE_MAX);
  g_return_if_fail (!g_ptr_array_find (self->profiles, profile, NULL));

  append (self, profile);
  culvert_profile_group_write (culvert_key_file_get_contents (self->file), profile);
  g_list_model_items_changed (G_LIST_MODEL (self), self->profiles->len - 1, 0, 1);
  culvert_key_file_save (self->file);
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
  g_key_file_remove_group (culvert_key_file_get_contents (self->file), group, NULL);
  g_signal_handlers_disconnect_by_func (profile, on_profile_changed, self);
  g_ptr_array_remove_index (self->profiles, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  culvert_key_file_save (self->file);
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
  GTask *task;

  g_return_if_fail (CULVERT_IS_PROFILE_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_profile_store_flush_async);
  culvert_key_file_flush_async (self->file, on_flushed, task);
}

gboolean
culvert_profile_store_flush_finish (CulvertProfileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
