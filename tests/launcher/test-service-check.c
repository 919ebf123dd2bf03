/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-fake-services.h"
#include "culvert-service-check.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define UNIT   "openvpn-client@office.service"
#define NOBODY 65534

typedef struct
{
  CulvertFakeServices *services; /* (owned) */
  char *folder;                  /* (owned) */
  char *config;                  /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->services = culvert_fake_services_new ();
  fixture->folder = g_dir_make_tmp ("culvert-check-XXXXXX", NULL);
  fixture->config = g_build_filename (fixture->folder, "office.conf", NULL);
  g_assert_true (g_file_set_contents (fixture->config,
                                      "client\nmanagement /run/office.sock unix\nmanagement-hold\n",
                                      -1,
                                      NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_unlink (fixture->config);
  g_rmdir (fixture->folder);
  g_free (fixture->config);
  g_free (fixture->folder);
  culvert_fake_services_free (fixture->services);
}

/* What systemd says of the service that Debian ships. */
static void
add_unit (Fixture *fixture, const char *unit)
{
  culvert_fake_services_add_unit (
      fixture->services,
      unit,
      g_variant_new_parsed ("{'Type': <'notify'>, 'TimeoutStartUSec': <@t 90000000>,"
                            " 'ProtectHome': <'yes'>, 'WorkingDirectory': <%s>,"
                            " 'ExecStart': <@a(sasbttttuii) [('/usr/sbin/openvpn',"
                            " ['/usr/sbin/openvpn', '--nobind', '--config', 'office.conf'],"
                            " false, 0, 0, 0, 0, 0, 0, 0)]>}",
                            fixture->folder));
}

static CulvertServiceReport *
run (const char *address, const char *unit, const char *endpoint)
{
  g_autoptr (CulvertServiceCheck) check = culvert_service_check_new (address);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CulvertServiceReport *report;

  culvert_service_check_run_async (check, unit, endpoint, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  report = culvert_service_check_run_finish (check, result, &error);
  g_assert_no_error (error);
  return report;
}

static gboolean
has (const CulvertServiceReport *report, CulvertServiceTrap trap)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      const CulvertServiceFinding *finding = report->findings->pdata[i];

      if (finding->trap == trap)
        return TRUE;
    }
  return FALSE;
}

static void
test_a_unit (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertServiceReport) report = NULL;

  add_unit (fixture, UNIT);
  culvert_fake_services_own (fixture->services, "org.freedesktop.systemd1");
  report = run (culvert_fake_services_get_address (fixture->services), UNIT, NULL);

  g_assert_true (report->is_systemd_there);
  g_assert_cmpstr (report->unit, ==, UNIT);
  g_assert_true (has (report, CULVERT_SERVICE_TRAP_START_TIMEOUT));
  g_assert_true (has (report, CULVERT_SERVICE_TRAP_PASSWORDS));
  g_assert_false (has (report, CULVERT_SERVICE_TRAP_HOLD));
  g_assert_false (has (report, CULVERT_SERVICE_TRAP_UNREADABLE));
  g_assert_cmpstr (report->drop_in->endpoint, ==, "unix:/run/office.sock");
}

static void
test_the_unit_behind_an_endpoint (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertServiceReport) report = NULL;

  culvert_fake_services_add_unit (fixture->services,
                                  "openvpn@other.service",
                                  g_variant_new_parsed ("{'Type': <'forking'>}"));
  add_unit (fixture, UNIT);
  culvert_fake_services_own (fixture->services, "org.freedesktop.systemd1");
  report =
      run (culvert_fake_services_get_address (fixture->services), NULL, "unix:/run/office.sock");

  g_assert_cmpstr (report->unit, ==, UNIT);
  g_assert_true (has (report, CULVERT_SERVICE_TRAP_START_TIMEOUT));
}

static void
test_a_daemon_of_nobodys_service (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertServiceReport) report = NULL;

  add_unit (fixture, UNIT);
  culvert_fake_services_own (fixture->services, "org.freedesktop.systemd1");
  report = run (culvert_fake_services_get_address (fixture->services), NULL, "unix:/run/mine.sock");

  g_assert_true (report->is_systemd_there);
  g_assert_null (report->unit);
  g_assert_null (report->drop_in);
  g_assert_cmpuint (report->findings->len, ==, 0);
}

static void
test_without_systemd (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertServiceReport) no_service =
      run (culvert_fake_services_get_address (fixture->services), UNIT, NULL);
  g_autoptr (CulvertServiceReport) no_list =
      run (culvert_fake_services_get_address (fixture->services), NULL, "unix:/run/a");
  g_autoptr (CulvertServiceReport) no_bus = run ("unix:path=/nowhere/bus", UNIT, NULL);

  g_assert_false (no_service->is_systemd_there);
  g_assert_false (no_list->is_systemd_there);
  g_assert_false (no_bus->is_systemd_there);
}

static void
test_a_configuration_that_is_not_there (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertServiceReport) report = NULL;

  g_unlink (fixture->config);
  add_unit (fixture, UNIT);
  culvert_fake_services_own (fixture->services, "org.freedesktop.systemd1");
  report = run (culvert_fake_services_get_address (fixture->services), UNIT, NULL);

  g_assert_true (has (report, CULVERT_SERVICE_TRAP_UNREADABLE));
  g_assert_true (has (report, CULVERT_SERVICE_TRAP_START_TIMEOUT));
  g_assert_false (has (report, CULVERT_SERVICE_TRAP_PASSWORDS));
}

static void
try_closed_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("culvert-check-XXXXXX", NULL);
  g_autofree char *closed = g_build_filename (folder, "closed", NULL);
  g_autofree char *endpoint = g_strconcat ("unix:", closed, "/below/sock", NULL);
  g_autoptr (CulvertServiceReport) report = NULL;
  const CulvertServiceFinding *finding;

  g_assert_cmpint (g_mkdir (closed, 0), ==, 0);
  report = run ("unix:path=/nowhere/bus", NULL, endpoint);
  g_assert_cmpuint (report->findings->len, ==, 1);
  finding = report->findings->pdata[0];
  g_assert_cmpint (finding->trap, ==, CULVERT_SERVICE_TRAP_CLOSED_FOLDER);
  g_assert_cmpstr (finding->subject, ==, closed);
  g_assert_cmpuint (finding->number, ==, 0);
  g_assert_nonnull (finding->owner);
  g_assert_nonnull (finding->group);

  g_rmdir (closed);
  g_rmdir (folder);
}

/* Root may enter every folder, so somebody else has to try. */
static void
test_a_closed_folder (void)
{
  if (g_test_subprocess ())
    {
      g_assert_true (geteuid () != 0 || setuid (NOBODY) == 0);
      try_closed_folder ();
      return;
    }

  g_test_trap_subprocess (NULL, 10 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_a_check_that_is_given_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertServiceCheck) check =
      culvert_service_check_new (culvert_fake_services_get_address (fixture->services));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_service_check_run_async (check, UNIT, NULL, cancellable, culvert_await_on_ready, &result);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
  g_assert_null (culvert_service_check_run_finish (check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/launcher/service-check/a-unit", test_a_unit);
  add ("/launcher/service-check/the-unit-behind-an-endpoint", test_the_unit_behind_an_endpoint);
  add ("/launcher/service-check/a-daemon-of-nobodys-service", test_a_daemon_of_nobodys_service);
  add ("/launcher/service-check/without-systemd", test_without_systemd);
  add ("/launcher/service-check/a-configuration-that-is-not-there",
       test_a_configuration_that_is_not_there);
  g_test_add_func ("/launcher/service-check/a-closed-folder", test_a_closed_folder);
  add ("/launcher/service-check/a-check-that-is-given-up", test_a_check_that_is_given_up);

  return g_test_run ();
}
