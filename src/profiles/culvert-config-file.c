/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 4096

typedef struct
{
  char *path; /* (owned) */
  gsize max_length;
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->path);
  g_free (wish);
}

static void
set_errno_error (GError **error)
{
  int saved_errno = errno;

  g_set_error_literal (error,
                       G_IO_ERROR,
                       (int) g_io_error_from_errno (saved_errno),
                       g_strerror (saved_errno));
}

/* Not to wait for a writer to a pipe; nothing to a regular file. */
static int
open_file (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

  if (fd < 0)
    set_errno_error (error);
  return fd;
}

/* Returns: FALSE unless it is a regular file that is not too long */
static gboolean
measure (int fd, gsize max_length, gsize *length, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      set_errno_error (error);
      return FALSE;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "It is no regular file");
      return FALSE;
    }
  if (status.st_size > (goffset) max_length)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_MESSAGE_TOO_LARGE,
                   "It has more than %" G_GSIZE_FORMAT " KiB",
                   max_length / 1024);
      return FALSE;
    }

  *length = (gsize) status.st_size;
  return TRUE;
}

/* What it had when it was measured, or what is left of that. */
static CulvertSecretText *
read_content (int fd, gsize length, GError **error)
{
  g_autoptr (CulvertSecretText) content = culvert_secret_text_new_sized (length);
  char chunk[CHUNK];
  gssize n_read = 1;

  while (n_read > 0 && culvert_secret_text_get_length (content) < length)
    {
      gsize missing = length - culvert_secret_text_get_length (content);

      do
        n_read = read (fd, chunk, MIN (missing, sizeof chunk));
      while (n_read < 0 && errno == EINTR);
      if (n_read > 0)
        culvert_secret_text_append (content, chunk, n_read);
    }

  if (n_read < 0)
    set_errno_error (error);
  explicit_bzero (chunk, sizeof chunk);

  return n_read < 0 ? NULL : g_steal_pointer (&content);
}

static void
run_read (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Wish *wish = task_data;
  GError *error = NULL;
  CulvertSecretText *content = NULL;
  gsize length;
  int fd = open_file (wish->path, &error);

  if (fd >= 0)
    {
      if (measure (fd, wish->max_length, &length, &error))
        content = read_content (fd, length, &error);
      g_close (fd, NULL);
    }

  if (content != NULL)
    g_task_return_pointer (task, content, (GDestroyNotify) culvert_secret_text_unref);
  else
    g_task_return_error (task, error);
}

void
culvert_config_file_read_async (GFile *file,
                                gsize max_length,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Wish *wish;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_config_file_read_async);
  if (g_file_peek_path (file) == NULL)
    {
      g_task_return_new_error (task,
                               G_IO_ERROR,
                               G_IO_ERROR_NOT_SUPPORTED,
                               "It is not on this computer");
      return;
    }

  wish = g_new0 (Wish, 1);
  wish->path = g_file_get_path (file);
  wish->max_length = max_length;
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, run_read);
}

CulvertSecretText *
culvert_config_file_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
