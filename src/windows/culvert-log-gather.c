/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-gather.h"

#include "culvert-log-text.h"

#define SLICE_MICROSECONDS 2000

typedef struct
{
  GArray *numbers; /* (owned) */
  guint next;      /* index of the number that is next */
  GString *text;   /* (owned) (nullable) */
} Gathering;

static void
gathering_free (Gathering *gathering)
{
  g_array_unref (gathering->numbers);
  if (gathering->text != NULL)
    g_string_free (gathering->text, TRUE);
  g_free (gathering);
}

static void
gather_one (CulvertSessionLog *log, Gathering *gathering)
{
  guint64 number = g_array_index (gathering->numbers, guint64, gathering->next++);
  CulvertSessionLogLine line;
  g_autofree char *text = NULL;

  if (!culvert_session_log_get_line (log, number, &line))
    return;

  text = culvert_log_text_for_copy (&line);
  g_string_append (gathering->text, text);
  g_string_append_c (gathering->text, '\n');
}

static gboolean
on_slice (gpointer user_data)
{
  GTask *task = user_data;
  Gathering *gathering = g_task_get_task_data (task);
  gint64 deadline = g_get_monotonic_time () + SLICE_MICROSECONDS;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  while (gathering->next < gathering->numbers->len && g_get_monotonic_time () < deadline)
    gather_one (g_task_get_source_object (task), gathering);
  if (gathering->next < gathering->numbers->len)
    return G_SOURCE_CONTINUE;

  g_task_return_pointer (task,
                         g_string_free_to_bytes (g_steal_pointer (&gathering->text)),
                         (GDestroyNotify) g_bytes_unref);

  return G_SOURCE_REMOVE;
}

void
culvert_log_gather_async (CulvertSessionLog *log,
                          GArray *numbers,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  Gathering *gathering;

  g_return_if_fail (CULVERT_IS_SESSION_LOG (log));
  g_return_if_fail (numbers != NULL);

  task = g_task_new (log, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_log_gather_async);
  gathering = g_new0 (Gathering, 1);
  gathering->numbers = g_array_ref (numbers);
  gathering->text = g_string_new (NULL);
  g_task_set_task_data (task, gathering, (GDestroyNotify) gathering_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_slice, task, g_object_unref);
}

GBytes *
culvert_log_gather_finish (CulvertSessionLog *log, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, log), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_gathered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text =
      culvert_log_gather_finish (CULVERT_SESSION_LOG (source), result, &error);
  GFile *file = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (text == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* A log tells addresses and names: it is the user's alone until he gives it away. */
  g_file_replace_contents_bytes_async (file,
                                       text,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_PRIVATE,
                                       cancellable,
                                       on_written,
                                       g_steal_pointer (&task));
}

void
culvert_log_save_async (CulvertSessionLog *log,
                        GArray *numbers,
                        GFile *file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_SESSION_LOG (log));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (log, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_log_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  culvert_log_gather_async (log, numbers, cancellable, on_gathered, task);
}

gboolean
culvert_log_save_finish (CulvertSessionLog *log, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, log), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
