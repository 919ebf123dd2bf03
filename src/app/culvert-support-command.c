/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-support-command.h"

#define MAX_OUTPUT ((gsize) 64 * 1024)

/* What one program is asked: the data of its task. */
typedef struct
{
  GSubprocess *process; /* (owned) */
  guint deadline;       /* source id, or 0 */
  gboolean is_late;
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_handle_id (&asking->deadline, g_source_remove);
  g_clear_object (&asking->process);
  g_free (asking);
}

/* Folders that are in the path of administrators alone. */
static char *
find_program (const char *name)
{
  static const char *const folders[] = { "/usr/local/sbin", "/usr/sbin", "/sbin" };
  char *path = g_find_program_in_path (name);

  for (gsize i = 0; path == NULL && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *there = g_build_filename (folders[i], name, NULL);

      if (g_file_test (there, G_FILE_TEST_IS_EXECUTABLE))
        path = g_steal_pointer (&there);
    }

  return path;
}

static GSubprocess *
start (const char *const *words, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *path = find_program (words[0]);
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  if (path == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s is not installed", words[0]);
      return NULL;
    }

  g_strv_builder_add (command, path);
  g_strv_builder_addv (command, (const char **) words + 1);
  arguments = g_strv_builder_end (command);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);

  return g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments, error);
}

static gboolean
on_late (gpointer user_data)
{
  Asking *asking = user_data;

  asking->deadline = 0;
  asking->is_late = TRUE;
  g_subprocess_force_exit (asking->process);

  return G_SOURCE_REMOVE;
}

static char *
words_of_output (GBytes *output)
{
  gsize length;
  const char *text = g_bytes_get_data (output, &length);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, MAX_OUTPUT));

  return g_strdup_printf ("%s%s",
                          g_strchomp (valid),
                          length > MAX_OUTPUT ? "\n(and more, which is left out)" : "");
}

static void
on_communicated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GError) error = NULL;
  Asking *asking = g_task_get_task_data (task);
  gboolean is_done =
      g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &output, NULL, &error);

  g_clear_handle_id (&asking->deadline, g_source_remove);
  if (!is_done)
    g_subprocess_force_exit (asking->process);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (asking->is_late)
    g_task_return_pointer (
        task,
        g_strdup_printf ("(no answer within %d seconds)", CULVERT_SUPPORT_COMMAND_SECONDS),
        g_free);
  else if (!is_done)
    g_task_return_pointer (task, g_strdup_printf ("(%s)", error->message), g_free);
  else
    g_task_return_pointer (task, words_of_output (output), g_free);
}

void
culvert_support_command_run_async (const char *const *words,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  Asking *asking;

  g_return_if_fail (words != NULL && words[0] != NULL);

  g_task_set_source_tag (task, culvert_support_command_run_async);
  asking = g_new0 (Asking, 1);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  asking->process = start (words, &error);
  if (asking->process == NULL)
    {
      g_task_return_pointer (task, g_strdup_printf ("(%s)", error->message), g_free);
      return;
    }

  asking->deadline = g_timeout_add_seconds (CULVERT_SUPPORT_COMMAND_SECONDS, on_late, asking);
  g_subprocess_communicate_async (asking->process,
                                  NULL,
                                  cancellable,
                                  on_communicated,
                                  g_steal_pointer (&task));
}

char *
culvert_support_command_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
