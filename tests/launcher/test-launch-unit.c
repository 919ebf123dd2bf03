/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-unit.h"

#include <linux/capability.h>
#include <string.h>

#define ID        "5a1cbb52-6ce3-4bb8-b2a4-0d9f3a3c8b11"
#define NET_ADMIN (G_GUINT64_CONSTANT (1) << CAP_NET_ADMIN)
#define NET_RAW   (G_GUINT64_CONSTANT (1) << CAP_NET_RAW)

static char program_path[] = "/usr/sbin/openvpn";
static char dns_script[] = "/etc/openvpn/update-resolv-conf";
static const CulvertLaunchProgram program = { program_path, dns_script };

static CulvertLaunchUnit
new_unit (gboolean is_root_eligible)
{
  CulvertLaunchUnit unit = {
    .id = ID,
    .name = "Office",
    .user = "alice",
    .uid = 1000,
    .program = &program,
    .facts = { .is_root_eligible = is_root_eligible, .n_remotes = 1 },
  };

  return unit;
}

/* The value as text in the notation of GVariant; NULL where there is no such property. */
static char *
property (const CulvertLaunchUnit *unit, const char *name)
{
  g_autoptr (GVariant) properties =
      g_variant_ref_sink (culvert_launch_unit_to_properties (unit, 0, 1));
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_assert_cmpstr (g_variant_get_type_string (properties), ==, "a(sv)");
  g_variant_iter_init (&iter, properties);
  while (g_variant_iter_next (&iter, "(&sv)", &key, &value))
    {
      g_autoptr (GVariant) owned_value = value;

      if (g_str_equal (key, name))
        return g_variant_print (owned_value, TRUE);
    }
  return NULL;
}

static void
assert_property (const CulvertLaunchUnit *unit, const char *name, const char *expected)
{
  g_autofree char *value = property (unit, name);

  g_test_message ("%s", name);
  g_assert_cmpstr (value, ==, expected);
}

static void
assert_capabilities (const CulvertLaunchUnit *unit, const char *name, guint64 expected)
{
  g_autofree char *text = g_strdup_printf ("uint64 %" G_GUINT64_FORMAT, expected);

  assert_property (unit, name, text);
}

static void
test_what_every_unit_has (void)
{
  CulvertLaunchUnit unit = new_unit (TRUE);

  assert_property (&unit, "Description", "'VPN connection “Office”'");
  assert_property (&unit, "Type", "'exec'");
  assert_property (&unit, "StandardInputFileDescriptor", "handle 0");
  assert_property (&unit, "StandardErrorFileDescriptor", "handle 1");
  assert_property (&unit, "CollectMode", "'inactive-or-failed'");
  assert_property (&unit, "KillMode", "'mixed'");
  assert_property (&unit, "TimeoutStopUSec", "uint64 10000000");
  assert_property (&unit, "TasksMax", "uint64 20");
  assert_property (&unit, "RuntimeDirectory", "['openvpn/culvert-1000-" ID "']");
  assert_property (&unit, "RuntimeDirectoryMode", "uint32 493");
  assert_property (&unit, "ProtectSystem", "'strict'");
  assert_property (&unit, "ProtectHome", "'yes'");
  assert_property (&unit, "PrivateTmp", "true");
  assert_property (&unit, "RestrictSUIDSGID", "true");
  assert_property (&unit, "DevicePolicy", "'closed'");
  assert_property (&unit, "DeviceAllow", "[('/dev/net/tun', 'rw')]");
  assert_property (&unit,
                   "RestrictAddressFamilies",
                   "(true, ['AF_UNIX', 'AF_INET', 'AF_INET6', 'AF_NETLINK'])");
}

static void
test_with_the_rights_of_root (void)
{
  CulvertLaunchUnit unit = new_unit (TRUE);
  g_autofree char *start = property (&unit, "ExecStart");

  assert_property (&unit, "User", NULL);
  assert_property (&unit, "AmbientCapabilities", NULL);
  assert_property (&unit, "NoNewPrivileges", NULL);
  assert_capabilities (&unit, "CapabilityBoundingSet", NET_ADMIN);
  assert_property (&unit, "ReadWritePaths", "['-/run/resolvconf', '-/etc/resolv.conf']");
  g_assert_nonnull (strstr (start, dns_script));
}

static void
test_with_the_rights_of_its_user (void)
{
  CulvertLaunchUnit unit = new_unit (FALSE);
  g_autofree char *start = property (&unit, "ExecStart");

  assert_property (&unit, "User", "'alice'");
  assert_capabilities (&unit, "AmbientCapabilities", NET_ADMIN);
  assert_capabilities (&unit, "CapabilityBoundingSet", NET_ADMIN);
  assert_property (&unit, "NoNewPrivileges", "true");
  assert_property (&unit, "ReadWritePaths", NULL);
  g_assert_null (strstr (start, dns_script));
}

/* Its judgement says that there are none; should it err, root runs none all the same. */
static void
test_root_runs_no_scripts_of_a_profile (void)
{
  CulvertLaunchUnit unit = new_unit (TRUE);
  g_autofree char *start = NULL;

  unit.facts.runs_programs = TRUE;
  unit.program = &(const CulvertLaunchProgram){ program_path, NULL };
  start = property (&unit, "ExecStart");
  g_assert_nonnull (strstr (start, "'--script-security', '1'"));

  unit.facts.is_root_eligible = FALSE;
  g_free (start);
  start = property (&unit, "ExecStart");
  g_assert_nonnull (strstr (start, "'--script-security', '2'"));
}

static void
test_what_a_profile_needs (void)
{
  CulvertLaunchUnit unit = new_unit (FALSE);
  g_autofree char *start = NULL;

  unit.facts.reads_files = TRUE;
  unit.facts.binds_device = TRUE;
  unit.facts.n_remotes = 2;
  start = property (&unit, "ExecStart");

  assert_property (&unit, "ProtectHome", "'read-only'");
  assert_capabilities (&unit, "CapabilityBoundingSet", NET_ADMIN | NET_RAW);
  assert_capabilities (&unit, "AmbientCapabilities", NET_ADMIN | NET_RAW);
  g_assert_nonnull (strstr (start, "--management-query-remote"));
}

/* An administrator reads it in his list of services. */
static void
test_description_is_plain_and_short (void)
{
  CulvertLaunchUnit unit = new_unit (TRUE);
  g_autofree char *name = g_strnfill (500, 'x');
  g_autofree char *value = NULL;

  unit.name = "a\nb\033[1m\342\200\256c";
  value = property (&unit, "Description");
  g_assert_null (strpbrk (value, "\n\033"));
  g_assert_null (strstr (value, "\342\200\256"));
  g_free (value);

  unit.name = name;
  value = property (&unit, "Description");
  g_assert_cmpint (g_utf8_strlen (value, -1), <=, 60 + (glong) strlen ("'VPN connection “”'"));
}

static void
test_command_for_an_administrator (void)
{
  CulvertLaunchUnit unit = new_unit (FALSE);
  g_autofree char *command = culvert_launch_unit_dup_command (&unit, "/home/alice/my vpn.ovpn");

  g_assert_true (g_str_has_prefix (command,
                                   "sudo systemd-run --collect --unit=culvert-1000-" ID
                                   ".service --uid=alice "));
  g_assert_nonnull (strstr (command, "'--property=StandardInput=file:/home/alice/my vpn.ovpn'"));
  g_assert_nonnull (strstr (command, " /usr/sbin/openvpn "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launcher/launch-unit/what-every-unit-has", test_what_every_unit_has);
  g_test_add_func ("/launcher/launch-unit/with-the-rights-of-root", test_with_the_rights_of_root);
  g_test_add_func ("/launcher/launch-unit/with-the-rights-of-its-user",
                   test_with_the_rights_of_its_user);
  g_test_add_func ("/launcher/launch-unit/root-runs-no-scripts-of-a-profile",
                   test_root_runs_no_scripts_of_a_profile);
  g_test_add_func ("/launcher/launch-unit/what-a-profile-needs", test_what_a_profile_needs);
  g_test_add_func ("/launcher/launch-unit/description-is-plain-and-short",
                   test_description_is_plain_and_short);
  g_test_add_func ("/launcher/launch-unit/command-for-an-administrator",
                   test_command_for_an_administrator);

  return g_test_run ();
}
