/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-command.h"

static const CulvertLaunchCommand simple = {
  .program = "/usr/sbin/openvpn",
  .socket = "/run/openvpn/x/management",
  .user = "alice",
};

static guint
find (char **command, const char *argument)
{
  for (guint i = 0; command[i] != NULL; i++)
    {
      if (g_str_equal (command[i], argument))
        return i;
    }
  return 0;
}

static void
test_plain (void)
{
  static const char *const expected[] = {
    "/usr/sbin/openvpn",
    "--errors-to-stderr",
    "--config",
    "stdin",
    "--management",
    "/run/openvpn/x/management",
    "unix",
    "--management-client-user",
    "alice",
    "--management-hold",
    "--management-query-passwords",
    "--management-up-down",
    "--auth-retry",
    "interact",
    "--script-security",
    "1",
    "--suppress-timestamps",
    "--setenv",
    "IV_GUI_VER",
    "Culvert " CULVERT_VERSION,
    "--setenv",
    "IV_SSO",
    "openurl,webauth,crtext",
    "--push-peer-info",
    "--verb",
    "3",
    NULL,
  };
  g_auto (GStrv) command = culvert_launch_command_build (&simple);

  g_assert_cmpstrv (command, expected);
}

static void
test_a_choice_of_servers_is_asked_for (void)
{
  CulvertLaunchCommand many = simple;
  g_auto (GStrv) command = NULL;

  many.has_many_remotes = TRUE;
  command = culvert_launch_command_build (&many);
  g_assert_cmpuint (find (command, "--management-query-remote"), >, 0);
}

static void
test_scripts (void)
{
  CulvertLaunchCommand scripted = simple;
  g_auto (GStrv) command = NULL;

  scripted.runs_scripts = TRUE;
  command = culvert_launch_command_build (&scripted);
  g_assert_cmpstr (command[find (command, "--script-security") + 1], ==, "2");
  g_assert_cmpuint (find (command, "--up"), ==, 0);
}

static void
test_script_for_name_servers (void)
{
  CulvertLaunchCommand scripted = simple;
  g_auto (GStrv) command = NULL;

  scripted.dns_script = "/etc/openvpn/update-resolv-conf";
  command = culvert_launch_command_build (&scripted);
  g_assert_cmpstr (command[find (command, "--script-security") + 1], ==, "2");
  g_assert_cmpstr (command[find (command, "--up") + 1], ==, scripted.dns_script);
  g_assert_cmpstr (command[find (command, "--down") + 1], ==, scripted.dns_script);
  g_assert_cmpuint (find (command, "--down-pre"), >, 0);
  g_assert_cmpuint (find (command, "--up-restart"), >, 0);
}

/* S48: the last one counts. */
static void
test_security_comes_after_the_profile (void)
{
  g_auto (GStrv) command = culvert_launch_command_build (&simple);

  g_assert_cmpuint (find (command, "--script-security"), >, find (command, "--config"));
}

/* S45: each would end or reset the tunnel when we go away. */
static void
test_tunnels_do_not_depend_on_us (void)
{
  static const char *const forbidden[] = { "--management-client",
                                           "--management-signal",
                                           "--management-forget-disconnect" };
  CulvertLaunchCommand all = simple;
  g_auto (GStrv) command = NULL;

  all.has_many_remotes = TRUE;
  all.runs_scripts = TRUE;
  all.dns_script = "/x";
  command = culvert_launch_command_build (&all);
  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    g_assert_cmpuint (find (command, forbidden[i]), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launcher/launch-command/plain", test_plain);
  g_test_add_func ("/launcher/launch-command/a-choice-of-servers-is-asked-for",
                   test_a_choice_of_servers_is_asked_for);
  g_test_add_func ("/launcher/launch-command/scripts", test_scripts);
  g_test_add_func ("/launcher/launch-command/script-for-name-servers",
                   test_script_for_name_servers);
  g_test_add_func ("/launcher/launch-command/security-comes-after-the-profile",
                   test_security_comes_after_the_profile);
  g_test_add_func ("/launcher/launch-command/tunnels-do-not-depend-on-us",
                   test_tunnels_do_not_depend_on_us);

  return g_test_run ();
}
