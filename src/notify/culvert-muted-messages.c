/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-muted-messages"

#include "culvert-muted-messages.h"

#include <glib/gstdio.h>
#include <string.h>

#define GROUP         "muted"
#define MAX_MUTED     99
#define MUTED_SECONDS (24 * 60 * 60)

struct _CulvertMutedMessages
{
  GObject parent_instance;

  GFile *file;        /* (owned) */
  GKeyFile *key_file; /* (owned): digest → when it was shown */
  gboolean is_saving;
  gboolean is_changed; /* since the save began */
};

/* What a thread writes. */
typedef struct
{
  char *path;     /* (owned) */
  char *contents; /* (owned) */
  gsize length;
} Save;

G_DEFINE_FINAL_TYPE (CulvertMutedMessages, culvert_muted_messages, G_TYPE_OBJECT)

static void start_save (CulvertMutedMessages *self);

static void
save_free (Save *save)
{
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
  g_autoptr (CulvertMutedMessages) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("Messages may be shown again after a restart: %s", error->message);
  if (self->is_changed)
    start_save (self);
}

static void
start_save (CulvertMutedMessages *self)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  self->is_changed = TRUE;
  if (self->is_saving)
    return;

  save = g_new0 (Save, 1);
  save->path = g_file_get_path (self->file);
  save->contents = g_key_file_to_data (self->key_file, &save->length, NULL);
  self->is_saving = TRUE;
  self->is_changed = FALSE;

  /* No thread may drop the last reference to us. */
  task = g_task_new (NULL, NULL, on_saved, g_object_ref (self));
  g_task_set_source_tag (task, start_save);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_run_in_thread (task, run_save);
}

static char *
digest_of (const char *id, const char *title, const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *parts[] = { id, title, text };

  /* With the NUL, so that no two different ones read the same. */
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_checksum_update (checksum, (const guchar *) parts[i], (gssize) strlen (parts[i]) + 1);

  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
is_muted (CulvertMutedMessages *self, const char *digest, gint64 now)
{
  gint64 age = now - g_key_file_get_int64 (self->key_file, GROUP, digest, NULL);

  return age >= 0 && age < MUTED_SECONDS;
}

static void
make_room (CulvertMutedMessages *self, gint64 now)
{
  g_auto (GStrv) digests = g_key_file_get_keys (self->key_file, GROUP, NULL, NULL);
  guint n_left = 0;
  const char *oldest = NULL;
  gint64 oldest_time = G_MAXINT64;

  for (gsize i = 0; digests != NULL && digests[i] != NULL; i++)
    {
      gint64 time = g_key_file_get_int64 (self->key_file, GROUP, digests[i], NULL);

      if (!is_muted (self, digests[i], now) || n_left >= MAX_MUTED)
        {
          g_key_file_remove_key (self->key_file, GROUP, digests[i], NULL);
          continue;
        }

      n_left++;
      if (time < oldest_time)
        {
          oldest = digests[i];
          oldest_time = time;
        }
    }

  if (n_left >= MAX_MUTED)
    g_key_file_remove_key (self->key_file, GROUP, oldest, NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertMutedMessages *self = g_task_get_source_object (task);
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, NULL) &&
      g_key_file_load_from_data (key_file, contents, length, G_KEY_FILE_NONE, NULL))
    {
      g_key_file_unref (self->key_file);
      self->key_file = g_steal_pointer (&key_file);
    }

  g_task_return_boolean (task, TRUE);
}

static void
culvert_muted_messages_finalize (GObject *object)
{
  CulvertMutedMessages *self = CULVERT_MUTED_MESSAGES (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->key_file, g_key_file_unref);

  G_OBJECT_CLASS (culvert_muted_messages_parent_class)->finalize (object);
}

static void
culvert_muted_messages_class_init (CulvertMutedMessagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_muted_messages_finalize;
}

static void
culvert_muted_messages_init (CulvertMutedMessages *self)
{
  self->key_file = g_key_file_new ();
}

CulvertMutedMessages *
culvert_muted_messages_new (GFile *file)
{
  CulvertMutedMessages *self = g_object_new (CULVERT_TYPE_MUTED_MESSAGES, NULL);

  self->file = g_object_ref (file);

  return self;
}

void
culvert_muted_messages_load_async (CulvertMutedMessages *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_MUTED_MESSAGES (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_muted_messages_load_async);
  g_file_load_contents_async (self->file, NULL, on_read, task);
}

void
culvert_muted_messages_load_finish (CulvertMutedMessages *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

gboolean
culvert_muted_messages_has (CulvertMutedMessages *self,
                            const char *id,
                            const char *title,
                            const char *text,
                            gint64 now)
{
  g_autofree char *digest = NULL;

  g_return_val_if_fail (CULVERT_IS_MUTED_MESSAGES (self), FALSE);

  digest = digest_of (id, title, text);

  return is_muted (self, digest, now);
}

void
culvert_muted_messages_add (CulvertMutedMessages *self,
                            const char *id,
                            const char *title,
                            const char *text,
                            gint64 now)
{
  g_autofree char *digest = NULL;

  g_return_if_fail (CULVERT_IS_MUTED_MESSAGES (self));

  digest = digest_of (id, title, text);
  make_room (self, now);
  g_key_file_set_int64 (self->key_file, GROUP, digest, now);
  start_save (self);
}
