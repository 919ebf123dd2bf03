/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-launch-text"

#include "culvert-launch-text.h"

#include "culvert-launch-error.h"

#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

/* One byte more than may be there shows what is too much. */
#define BUFFER_SIZE (CULVERT_CONFIG_MAX_BYTES + 1)

static void
wipe (gpointer buffer)
{
  explicit_bzero (buffer, BUFFER_SIZE);
  g_free (buffer);
}

static void
fail (GTask *task, const char *words)
{
  g_task_return_error (task,
                       culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_PROFILE, NULL, words));
}

static void
fail_for_size (GTask *task)
{
  g_autofree char *words =
      g_strdup_printf ("A profile may have at most %d KiB.", CULVERT_CONFIG_MAX_BYTES / 1024);

  fail (task, words);
}

static void
fail_to_read (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    fail (task, error->message);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CulvertLaunchText) text = g_new0 (CulvertLaunchText, 1);
  g_autoptr (GError) error = NULL;
  GBytes *buffer = g_task_get_task_data (task);
  gsize length = 0;

  g_input_stream_close_async (G_INPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL, NULL, NULL);

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    fail_to_read (task, error);
  else if (length > CULVERT_CONFIG_MAX_BYTES)
    fail_for_size (task);
  else if (!culvert_config_examine (g_bytes_get_data (buffer, NULL), length, &text->facts, &error))
    fail (task, error->message);
  else
    {
      text->bytes = g_bytes_new_from_bytes (buffer, 0, length);
      g_task_return_pointer (task,
                             g_steal_pointer (&text),
                             (GDestroyNotify) culvert_launch_text_free);
    }
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);
  char *buffer;

  if (stream == NULL)
    {
      fail_to_read (task, error);
      return;
    }

  buffer = g_malloc0 (BUFFER_SIZE);
  g_task_set_task_data (task,
                        g_bytes_new_with_free_func (buffer, BUFFER_SIZE, wipe, buffer),
                        (GDestroyNotify) g_bytes_unref);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream),
                                 buffer,
                                 BUFFER_SIZE,
                                 G_PRIORITY_DEFAULT,
                                 g_task_get_cancellable (task),
                                 on_read,
                                 g_object_ref (task));
}

void
culvert_launch_text_free (CulvertLaunchText *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

void
culvert_launch_text_load_async (GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_launch_text_load_async);
  g_file_read_async (file, G_PRIORITY_DEFAULT, cancellable, on_opened, g_object_ref (task));
}

CulvertLaunchText *
culvert_launch_text_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

int
culvert_launch_text_open_pipe (GOutputStream **feed, GError **error)
{
  g_autoptr (GError) reason = NULL;
  int ends[2];

  if (g_unix_open_pipe (ends, FD_CLOEXEC, &reason))
    {
      if (g_unix_set_fd_nonblocking (ends[1], TRUE, &reason))
        {
          *feed = g_unix_output_stream_new (ends[1], TRUE);
          return ends[0];
        }
      close (ends[0]);
      close (ends[1]);
    }

  g_propagate_error (
      error,
      culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_NOT_HANDED_OVER, NULL, reason->message));
  return -1;
}

static void
on_fed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GBytes *written = user_data;
  g_autoptr (GError) error = NULL;

  g_bytes_unref (written);
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_debug ("The daemon did not read its whole profile: %s", error->message);
  g_output_stream_close_async (G_OUTPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

void
culvert_launch_text_feed (CulvertLaunchText *self, GOutputStream *feed)
{
  gsize length;
  const void *data = g_bytes_get_data (self->bytes, &length);

  g_output_stream_write_all_async (feed,
                                   data,
                                   length,
                                   G_PRIORITY_DEFAULT,
                                   NULL,
                                   on_fed,
                                   g_bytes_ref (self->bytes));
}
