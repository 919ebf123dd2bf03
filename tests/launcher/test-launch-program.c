/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-launch-error.h"
#include "culvert-launch-program.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void
test_versions (void)
{
  static const struct
  {
    const char *output;
    gboolean does_dns;
  } rows[] = {
    { "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)]\n", FALSE },
    { "OpenVPN 2.7.0 x86_64", TRUE },
    { "OpenVPN 2.7_rc1 x86_64", TRUE },
    { "OpenVPN 2.10.1", TRUE },
    { "OpenVPN 3.0", TRUE },
    { "OpenVPN 2.4.12", FALSE },
    { "OpenVPN git:master/0123", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].output);
      g_assert_cmpint (culvert_launch_program_does_dns (rows[i].output), ==, rows[i].does_dns);
    }
}

static void
test_what_root_alone_can_change_is_safe (void)
{
  g_autofree char *env = g_find_program_in_path ("env");
  g_autofree char *safe = culvert_launch_program_dup_safe (env);
  g_autofree char *real = realpath (env, NULL);

  g_assert_cmpstr (safe, ==, real);
}

static void
assert_unsafe (const char *path)
{
  g_autofree char *safe = culvert_launch_program_dup_safe (path);

  g_test_message ("%s", path);
  g_assert_null (safe);
}

/* Everybody can write to the folder for temporary files. */
static void
test_what_others_can_change_is_not (void)
{
  g_autofree char *folder = g_dir_make_tmp ("culvert-program-XXXXXX", NULL);
  g_autofree char *script = g_build_filename (folder, "script", NULL);

  g_assert_true (g_file_set_contents (script, "#!/bin/sh\n", -1, NULL));
  g_assert_cmpint (g_chmod (script, 0755), ==, 0);
  assert_unsafe (script);
  assert_unsafe ("/etc/passwd");
  assert_unsafe ("/nowhere/script");

  g_unlink (script);
  g_rmdir (folder);
}

/* What a link leads to is judged and told, so that nobody can turn the link round afterwards. */
static void
test_links_are_followed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("culvert-program-XXXXXX", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *env = g_find_program_in_path ("env");
  g_autofree char *real = realpath (env, NULL);
  g_autofree char *safe = NULL;

  g_assert_cmpint (symlink (env, link), ==, 0);
  safe = culvert_launch_program_dup_safe (link);
  g_assert_cmpstr (safe, ==, real);

  g_unlink (link);
  g_rmdir (folder);
}

static void
test_openvpn_is_found (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulvertLaunchProgram) program = NULL;
  g_autoptr (GError) error = NULL;

  culvert_launch_program_find_async (NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  program = culvert_launch_program_find_finish (result, &error);

  if (g_error_matches (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_NOT_FOUND))
    {
      g_test_skip ("no openvpn here");
      return;
    }
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (program->path, "bin/openvpn"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launcher/launch-program/versions", test_versions);
  g_test_add_func ("/launcher/launch-program/what-root-alone-can-change-is-safe",
                   test_what_root_alone_can_change_is_safe);
  g_test_add_func ("/launcher/launch-program/what-others-can-change-is-not",
                   test_what_others_can_change_is_not);
  g_test_add_func ("/launcher/launch-program/links-are-followed", test_links_are_followed);
  g_test_add_func ("/launcher/launch-program/openvpn-is-found", test_openvpn_is_found);

  return g_test_run ();
}
