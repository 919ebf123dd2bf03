/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-error.h"
#include "culvert-launch-name.h"

#include <string.h>

#define ID       "5a1cbb52-6ce3-4bb8-b2a4-0d9f3a3c8b11"
#define FIFTY    "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmn"
#define LAST_UID G_MAXUINT32

static void
test_what_belongs_to_a_profile (void)
{
  g_autofree char *unit = culvert_launch_name_dup_unit (1000, ID);
  g_autofree char *folder = culvert_launch_name_dup_runtime_folder (1000, ID);
  g_autofree char *socket = culvert_launch_name_dup_socket (1000, ID);

  g_assert_cmpstr (unit, ==, "culvert-1000-" ID ".service");
  g_assert_cmpstr (folder, ==, "openvpn/culvert-1000-" ID);
  g_assert_cmpstr (socket, ==, "/run/openvpn/culvert-1000-" ID "/management");
}

/* The daemon cuts a path of more than 107 bytes, and would listen somewhere else. */
static void
test_socket_paths_are_short (void)
{
  g_autofree char *longest = culvert_launch_name_dup_socket (LAST_UID, ID);
  g_autofree char *usual = culvert_launch_name_dup_user_socket ("/run/user/1000", ID, NULL);
  g_autofree char *too_long = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (longest), <=, 107);
  g_assert_cmpstr (usual, ==, "/run/user/1000/culvert/" ID "/management");

  too_long = culvert_launch_name_dup_user_socket ("/home/" FIFTY, ID, &error);
  g_assert_null (too_long);
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_FAILED);
}

static void
test_quoting (void)
{
  static const char *const arguments[] = { "sudo",     "a b",         "",  "it's",
                                           "$HOME;rm", "/x/y-z.ovpn", NULL };
  g_autofree char *line = culvert_launch_name_quote (arguments);
  g_auto (GStrv) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (line, ==, "sudo 'a b' '' 'it'\\''s' '$HOME;rm' /x/y-z.ovpn");
  g_assert_true (g_shell_parse_argv (line, NULL, &back, &error));
  g_assert_cmpstrv (back, arguments);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launcher/launch-name/what-belongs-to-a-profile",
                   test_what_belongs_to_a_profile);
  g_test_add_func ("/launcher/launch-name/socket-paths-are-short", test_socket_paths_are_short);
  g_test_add_func ("/launcher/launch-name/quoting", test_quoting);

  return g_test_run ();
}
