/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-installed.h"

#include <string.h>

/* The length of what two paths begin with, up to and with a slash. */
static gsize
common_length (const char *one, const char *other)
{
  gsize common = 0;

  for (gsize i = 0; one[i] != '\0' && one[i] == other[i]; i++)
    if (one[i] == '/')
      common = i + 1;

  return common;
}

char *
culvert_installed_move (const char *folder, const char *configured_program, const char *program)
{
  gsize common = common_length (folder, configured_program);
  const char *end = configured_program + common;
  g_autofree char *prefix = NULL;

  /* What both lie in moves; below it, all stays as it was. */
  if (program == NULL || common < 1 || !g_str_has_suffix (program, end))
    return g_strdup (folder);

  prefix = g_strndup (program, strlen (program) - strlen (end));
  if (!g_str_has_suffix (prefix, "/"))
    return g_strdup (folder);

  return g_strconcat (prefix, folder + common, NULL);
}

char *
culvert_installed_find (const char *folder)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *moved = culvert_installed_move (folder, CULVERT_PROGRAM, program);

  return g_file_test (moved, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&moved) : g_strdup (folder);
}

gboolean
culvert_installed_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}
