/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-fake-systemd.h"
#include "culvert-launch-services.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_endpoints (void)
{
  static const struct
  {
    const char *config;
    const char *endpoint;
  } rows[] = {
    { "client\nmanagement /run/openvpn/a.sock unix\n", "unix:/run/openvpn/a.sock" },
    { "management \"/run/open vpn/a\" unix # why\n", "unix:/run/open vpn/a" },
    { "  management 127.0.0.1 7505 /etc/openvpn/pw\n", "tcp:127.0.0.1:7505" },
    { "management ::1 7505\n", "tcp:[::1]:7505" },
    { "management /old unix\nmanagement /new unix\n", "unix:/new" },
    { "# management /run/a unix\n", NULL },
    { "management-hold\n", NULL },
    { "management /run/a\n", NULL },
    { "management \"/run/a unix\n", NULL },
    { "<ca>\nmanagement /run/a unix\n</ca>\n", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *endpoint =
          culvert_launch_service_dup_endpoint (rows[i].config, strlen (rows[i].config));

      g_test_message ("%s", rows[i].config);
      g_assert_cmpstr (endpoint, ==, rows[i].endpoint);
    }
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static char *
list (CulvertFakeSystemd *fake, const char *folder, GError **error)
{
  g_autoptr (CulvertSystemd) systemd =
      culvert_systemd_new (culvert_fake_systemd_get_address (fake));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) services = NULL;
  GString *text;

  culvert_launch_services_list_async (systemd, folder, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  services = culvert_launch_services_list_finish (result, error);
  if (services == NULL)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < services->len; i++)
    {
      const CulvertLaunchService *service = services->pdata[i];

      g_string_append_printf (text,
                              "%s %s %s %d\n",
                              service->unit,
                              service->name,
                              service->endpoint != NULL ? service->endpoint : "-",
                              service->is_running);
    }
  return g_string_free (text, FALSE);
}

/* From systemd alone, from a folder alone, from both; templates and other files are none. */
static void
test_all_services_are_found (void)
{
  g_autoptr (CulvertFakeSystemd) fake = culvert_fake_systemd_new ("any.service");
  g_autofree char *folder = g_dir_make_tmp ("culvert-services-XXXXXX", NULL);
  g_autofree char *client = g_build_filename (folder, "client", NULL);
  g_autofree char *services = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (client, 0700), ==, 0);
  write_file (client, "alpha.conf", "client\nmanagement /run/alpha unix\n");
  write_file (client, "gamma.conf", "client\n");
  write_file (client, "not a name.conf", "client\n");
  write_file (client, "readme.txt", "");
  write_file (folder, "beta.conf", "management 127.0.0.1 7505\n");
  culvert_fake_systemd_set_state (fake, "active");

  services = list (fake, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (services,
                   ==,
                   "openvpn-client@alpha.service alpha unix:/run/alpha 1\n"
                   "openvpn@beta.service beta tcp:127.0.0.1:7505 0\n"
                   "openvpn-client@gamma.service gamma - 0\n");

  remove_file (client, "alpha.conf");
  remove_file (client, "gamma.conf");
  remove_file (client, "not a name.conf");
  remove_file (client, "readme.txt");
  remove_file (folder, "beta.conf");
  g_rmdir (client);
  g_rmdir (folder);
}

/* An addition to the unit has the last word, also where the configuration may not be read. */
static void
test_the_command_of_a_unit_counts (void)
{
  g_autoptr (CulvertFakeSystemd) fake = culvert_fake_systemd_new ("openvpn-client@alpha.service");
  g_autofree char *folder = g_dir_make_tmp ("culvert-services-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("/usr/sbin/openvpn --cd %s --config alpha.conf "
                                              "--management /run/new/alpha unix",
                                              folder);
  g_autofree char *readable = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *unsaid = NULL;
  g_autoptr (GError) error = NULL;

  write_file (folder, "alpha.conf", "client\nmanagement /run/old unix\n");
  culvert_fake_systemd_set_command (fake, command);
  readable = list (fake, "/nowhere", &error);
  g_assert_no_error (error);
  g_assert_true (
      g_str_has_prefix (readable, "openvpn-client@alpha.service alpha unix:/run/new/alpha 0\n"));

  remove_file (folder, "alpha.conf");
  closed = list (fake, "/nowhere", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (closed, ==, readable);

  culvert_fake_systemd_set_command (fake, "/usr/sbin/openvpn --config alpha.conf");
  unsaid = list (fake, "/nowhere", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (unsaid, "openvpn-client@alpha.service alpha - 0\n"));

  g_rmdir (folder);
}

static void
test_a_folder_that_is_closed_to_us (void)
{
  g_autoptr (CulvertFakeSystemd) fake = culvert_fake_systemd_new ("any.service");
  g_autofree char *services = NULL;
  g_autoptr (GError) error = NULL;

  services = list (fake, "/nowhere", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (services,
                   ==,
                   "openvpn-client@alpha.service alpha - 0\n"
                   "openvpn@beta.service beta - 0\n");
}

static void
test_a_systemd_that_refuses (void)
{
  g_autoptr (CulvertFakeSystemd) fake = culvert_fake_systemd_new ("any.service");
  g_autofree char *services = NULL;
  g_autoptr (GError) error = NULL;

  culvert_fake_systemd_refuse (fake,
                               "ListUnitFilesByPatterns",
                               "org.freedesktop.DBus.Error.AccessDenied");
  services = list (fake, "/nowhere", &error);
  g_assert_null (services);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launcher/launch-services/endpoints", test_endpoints);
  g_test_add_func ("/launcher/launch-services/all-services-are-found", test_all_services_are_found);
  g_test_add_func ("/launcher/launch-services/the-command-of-a-unit-counts",
                   test_the_command_of_a_unit_counts);
  g_test_add_func ("/launcher/launch-services/a-folder-that-is-closed-to-us",
                   test_a_folder_that_is_closed_to_us);
  g_test_add_func ("/launcher/launch-services/a-systemd-that-refuses", test_a_systemd_that_refuses);

  return g_test_run ();
}
