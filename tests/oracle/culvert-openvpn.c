/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-openvpn.h"

#include "culvert-await.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdio.h>

#define OPENVPN "/usr/sbin/openvpn"

gboolean
culvert_openvpn_is_here (void)
{
  return g_file_test (OPENVPN, G_FILE_TEST_IS_EXECUTABLE);
}

GSubprocess *
culvert_openvpn_start (const char *folder, const char *config, ...)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *openvpn;
  const char *argument;
  va_list more;

  g_ptr_array_add (command, (gpointer) OPENVPN);
  g_ptr_array_add (command, (gpointer) "--config");
  g_ptr_array_add (command, (gpointer) config);
  va_start (more, config);
  while ((argument = va_arg (more, const char *)) != NULL)
    g_ptr_array_add (command, (gpointer) argument);
  va_end (more);
  g_ptr_array_add (command, NULL);

  g_subprocess_launcher_set_cwd (launcher, folder);
  openvpn = g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, &error);
  g_assert_no_error (error);
  return openvpn;
}

GBytes *
culvert_openvpn_listen (GSubprocess *openvpn)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *said = NULL;

  g_subprocess_communicate_async (openvpn, NULL, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  g_subprocess_communicate_finish (openvpn, result, &said, NULL, &error);
  g_assert_no_error (error);
  return said;
}

void
culvert_openvpn_end (GSubprocess *openvpn)
{
  g_subprocess_force_exit (openvpn);
  g_assert_true (g_subprocess_wait (openvpn, NULL, NULL));
}

void
culvert_openvpn_put (const char *folder, const char *name, const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_no_errno (fclose (file));
}

void
culvert_openvpn_remove (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (files);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (folder));
}
