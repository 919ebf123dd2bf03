/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-installed.h"

#define PROGRAM "/usr/local/bin/culvert"

static const struct
{
  const char *name;
  const char *folder;
  const char *program;
  const char *expected;
} moves[] = {
  { "stays", "/usr/local/share", PROGRAM, "/usr/local/share" },
  { "moved", "/usr/local/share", "/opt/culvert/bin/culvert", "/opt/culvert/share" },
  { "staged",
    "/usr/local/lib/culvert",
    "/tmp/s/usr/local/bin/culvert",
    "/tmp/s/usr/local/lib/culvert" },
  { "other-prefix",
    "/usr/share/culvert",
    "/tmp/s/usr/local/bin/culvert",
    "/tmp/s/usr/share/culvert" },
  { "to-the-root", "/usr/local/share", "/bin/culvert", "/share" },
  { "not-installed", "/usr/local/share", "/home/a/build/src/culvert", "/usr/local/share" },
  { "replaced", "/usr/local/share", PROGRAM " (deleted)", "/usr/local/share" },
  { "part-of-a-name", "/usr/local/share", "/opt/cabin/culvert", "/usr/local/share" },
  { "unknown", "/usr/local/share", NULL, "/usr/local/share" },
};

static void
test_move (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *found = culvert_installed_move (moves[i].folder, PROGRAM, moves[i].program);

  g_assert_cmpstr (found, ==, moves[i].expected);
}

/* A test is no installed program. */
static void
test_find_is_as_configured (void)
{
  g_autofree char *found = culvert_installed_find ("/nonexistent/share");

  g_assert_cmpstr (found, ==, "/nonexistent/share");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *path = g_strconcat ("/base/installed/move/", moves[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_move);
    }
  g_test_add_func ("/base/installed/find-is-as-configured", test_find_is_as_configured);

  return g_test_run ();
}
