/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-launch-words"

#include "culvert-launch-words.h"

#include "culvert-launch-error.h"
#include "culvert-plain-text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAX_LOG            (64 * 1024)
#define MAX_LINES          3
#define MAX_LINES_TEXT     "3"
#define MAX_CHARACTERS     300
#define JOURNAL_TIMEOUT_MS 3000

char *
culvert_launch_words_of (const char *log, gsize length)
{
  g_autofree char *text = g_strndup (log, length);
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;
  char **last;

  g_strchomp (text);
  if (*text == '\0')
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  last = lines + MAX (g_strv_length (lines), MAX_LINES) - MAX_LINES;
  joined = g_strjoinv (" · ", last);
  return culvert_plain_text (joined, -1, MAX_CHARACTERS);
}

int
culvert_launch_words_open_log (GError **error)
{
  int log = memfd_create ("culvert-daemon-log", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (log >= 0 && ftruncate (log, MAX_LOG) == 0 && fcntl (log, F_ADD_SEALS, F_SEAL_GROW) == 0)
    return log;

  g_propagate_error (
      error,
      culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_NO_LOG, NULL, g_strerror (errno)));
  if (log >= 0)
    close (log);
  return -1;
}

char *
culvert_launch_words_of_log (int log)
{
  g_autofree char *buffer = g_malloc0 (MAX_LOG + 1);
  gssize length = log >= 0 ? pread (log, buffer, MAX_LOG, 0) : 0;

  return length > 0 ? culvert_launch_words_of (buffer, strlen (buffer)) : NULL;
}

static gboolean
on_timeout (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE; /* removed by its id when the journal is read */
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_source_remove (GPOINTER_TO_UINT (g_task_get_task_data (task)));
  if (g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &output, NULL, &error))
    g_task_return_pointer (task, culvert_launch_words_of (output, strlen (output)), g_free);
  else
    {
      g_debug ("The journal cannot be read: %s", error->message);
      g_subprocess_force_exit (G_SUBPROCESS (source));
      g_task_return_pointer (task, NULL, NULL);
    }
}

void
culvert_launch_words_read_async (const char *unit,
                                 gint64 since,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GCancellable) deadline = g_cancellable_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *match = g_strconcat ("_SYSTEMD_UNIT=", unit, NULL);
  g_autofree char *start = g_strdup_printf ("--since=@%" G_GINT64_FORMAT, since);
  const char *const command[] = {
    "journalctl", "--quiet", "--no-pager", "--output=cat", "--lines=" MAX_LINES_TEXT,
    start,        match,     NULL
  };

  g_task_set_source_tag (task, culvert_launch_words_read_async);
  process = g_subprocess_newv (command,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               NULL);
  if (process == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  g_task_set_task_data (task,
                        GUINT_TO_POINTER (g_timeout_add_full (G_PRIORITY_DEFAULT,
                                                              JOURNAL_TIMEOUT_MS,
                                                              on_timeout,
                                                              g_object_ref (deadline),
                                                              g_object_unref)),
                        NULL);
  g_subprocess_communicate_utf8_async (process, NULL, deadline, on_read, g_object_ref (task));
}

char *
culvert_launch_words_read_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
