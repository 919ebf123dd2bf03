/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-keyring-drop.h"

/* A keyring that saves goes on finding what it has dropped: it is asked again after 20 ms, and each
 * time after twice as long. */
#define MAX_REPEATS 8
#define REPEAT_MS   20

typedef struct
{
  const SecretSchema *schema;
  GHashTable *place; /* (owned) */
  GList *found;      /* (owned) (element-type SecretRetrievable): what is still to go */
  guint n_repeats;
} Drop;

static void
drop_free (Drop *drop)
{
  g_hash_table_unref (drop->place);
  g_list_free_full (drop->found, g_object_unref);
  g_free (drop);
}

gboolean
culvert_keyring_is_gone (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void drop_next (GTask *task);

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_item_delete_finish (SECRET_ITEM (source), result, &error);
  if (error != NULL && !culvert_keyring_is_gone (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    drop_next (task);
}

/* One by one: of several that it is to drop at once libsecret tells an error of one as that of all,
 * and twice. What it keeps in a file of its own, without a service, are no items. */
static void
drop_next (GTask *task)
{
  Drop *drop = g_task_get_task_data (task);
  g_autoptr (SecretRetrievable) next = NULL;

  if (drop->found == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  next = drop->found->data;
  drop->found = g_list_delete_link (drop->found, drop->found);
  if (SECRET_IS_ITEM (next))
    secret_item_delete (SECRET_ITEM (next),
                        g_task_get_cancellable (task),
                        on_deleted,
                        g_object_ref (task));
  else
    secret_password_clearv (drop->schema,
                            drop->place,
                            g_task_get_cancellable (task),
                            on_cleared,
                            g_object_ref (task));
}

static void search (GTask *task);

static gboolean
on_time_to_search (gpointer user_data)
{
  search (user_data);

  return G_SOURCE_REMOVE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Drop *drop = g_task_get_task_data (task);

  drop->found = secret_password_search_finish (result, &error);
  if (culvert_keyring_is_gone (error) && drop->n_repeats < MAX_REPEATS)
    g_timeout_add_full (G_PRIORITY_DEFAULT,
                        REPEAT_MS << drop->n_repeats++,
                        on_time_to_search,
                        g_object_ref (task),
                        g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    drop_next (task);
}

static void
search (GTask *task)
{
  Drop *drop = g_task_get_task_data (task);

  secret_password_searchv (drop->schema,
                           drop->place,
                           SECRET_SEARCH_ALL,
                           g_task_get_cancellable (task),
                           on_found,
                           g_object_ref (task));
}

void
culvert_keyring_drop_all_async (const SecretSchema *schema,
                                GHashTable *place,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Drop *drop = g_new0 (Drop, 1);

  drop->schema = schema;
  drop->place = g_hash_table_ref (place);
  g_task_set_source_tag (task, culvert_keyring_drop_all_async);
  g_task_set_task_data (task, drop, (GDestroyNotify) drop_free);
  search (task);
}

gboolean
culvert_keyring_drop_all_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
