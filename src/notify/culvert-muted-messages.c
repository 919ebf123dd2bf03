/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-muted-messages"

#include "culvert-muted-messages.h"

#include "culvert-key-file.h"

#include <string.h>

#define GROUP         "muted"
#define MAX_MUTED     99
#define MUTED_SECONDS (24 * 60 * 60)

struct _CulvertMutedMessages
{
  GObject parent_instance;

  CulvertKeyFile *file; /* (owned): digest → when it was shown */
};

G_DEFINE_FINAL_TYPE (CulvertMutedMessages, culvert_muted_messages, G_TYPE_OBJECT)

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
is_muted (GKeyFile *key_file, const char *digest, gint64 now)
{
  gint64 age = now - g_key_file_get_int64 (key_file, GROUP, digest, NULL);

  return age >= 0 && age < MUTED_SECONDS;
}

static void
make_room (GKeyFile *key_file, gint64 now)
{
  g_auto (GStrv) digests = g_key_file_get_keys (key_file, GROUP, NULL, NULL);
  guint n_left = 0;
  const char *oldest = NULL;
  gint64 oldest_time = G_MAXINT64;

  for (gsize i = 0; digests != NULL && digests[i] != NULL; i++)
    {
      gint64 time = g_key_file_get_int64 (key_file, GROUP, digests[i], NULL);

      if (!is_muted (key_file, digests[i], now) || n_left >= MAX_MUTED)
        {
          g_key_file_remove_key (key_file, GROUP, digests[i], NULL);
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
    g_key_file_remove_key (key_file, GROUP, oldest, NULL);
}

static void
on_save_failed (CulvertMutedMessages *self, const GError *error)
{
  g_message ("Messages may be shown again after a restart: %s", error->message);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  culvert_key_file_load_finish (CULVERT_KEY_FILE (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
culvert_muted_messages_finalize (GObject *object)
{
  CulvertMutedMessages *self = CULVERT_MUTED_MESSAGES (object);

  g_clear_object (&self->file);

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
}

CulvertMutedMessages *
culvert_muted_messages_new (GFile *file)
{
  CulvertMutedMessages *self = g_object_new (CULVERT_TYPE_MUTED_MESSAGES, NULL);

  self->file = culvert_key_file_new (file, G_FILE_SET_CONTENTS_CONSISTENT);
  g_signal_connect_object (self->file,
                           "save-failed",
                           G_CALLBACK (on_save_failed),
                           self,
                           G_CONNECT_SWAPPED);

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
  culvert_key_file_load_async (self->file, NULL, on_loaded, task);
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

  return is_muted (culvert_key_file_get_contents (self->file), digest, now);
}

void
culvert_muted_messages_add (CulvertMutedMessages *self,
                            const char *id,
                            const char *title,
                            const char *text,
                            gint64 now)
{
  g_autofree char *digest = NULL;
  GKeyFile *key_file;

  g_return_if_fail (CULVERT_IS_MUTED_MESSAGES (self));

  digest = digest_of (id, title, text);
  key_file = culvert_key_file_get_contents (self->file);
  make_room (key_file, now);
  g_key_file_set_int64 (key_file, GROUP, digest, now);
  culvert_key_file_save (self->file);
}
