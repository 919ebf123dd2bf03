/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-bench-program.h"

#include <signal.h>
#include <sys/wait.h>

GPid
culvert_bench_program_start (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL,
                 (char **) arguments,
                 NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH,
                 NULL,
                 NULL,
                 &pid,
                 &error);
  g_assert_no_error (error);

  return pid;
}

double
culvert_bench_program_get_cpu_ms (GPid pid)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr (GDir) threads = g_dir_open (folder, 0, NULL);
  const char *thread;
  guint64 ns = 0;

  g_assert_nonnull (threads);
  while ((thread = g_dir_read_name (threads)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, thread, "schedstat", NULL);
      g_autofree char *text = NULL;

      /* A thread may have ended since. */
      if (g_file_get_contents (path, &text, NULL, NULL))
        ns += g_ascii_strtoull (text, NULL, 10);
    }

  return (double) ns / 1e6;
}

void
culvert_bench_program_stop (GPid pid)
{
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);
}
