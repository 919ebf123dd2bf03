/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-fake-systemd.h"
#include "culvert-launch-error.h"
#include "culvert-launch-name.h"
#include "culvert-starter-service.h"
#include "culvert-starter-transient.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SERVICE "openvpn-client@office.service"
#define TEXT    "client\ndev tun\nremote 192.0.2.1\nnobind\n"

typedef struct
{
  char *folder;
  char *path;
  CulvertProfile *profile;
  CulvertFakeSystemd *fake;
  CulvertSystemd *systemd;
  CulvertStarter *starter;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *unit = NULL;

  fixture->folder = g_dir_make_tmp ("culvert-starter-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "office.ovpn", NULL);
  g_assert_true (g_file_set_contents (fixture->path, TEXT, -1, NULL));
  file = g_file_new_for_path (fixture->path);
  fixture->profile = culvert_profile_new (NULL, "Office", "unix:/unused");

  if (g_str_equal (kind, "service"))
    unit = g_strdup (SERVICE);
  else
    unit = culvert_launch_name_dup_unit (getuid (), culvert_profile_get_id (fixture->profile));
  fixture->fake = culvert_fake_systemd_new (unit);
  fixture->systemd = culvert_systemd_new (culvert_fake_systemd_get_address (fixture->fake));

  if (g_str_equal (kind, "service"))
    fixture->starter = CULVERT_STARTER (
        culvert_starter_service_new (fixture->systemd, SERVICE, "unix:/run/x", NULL));
  else
    fixture->starter =
        CULVERT_STARTER (culvert_starter_transient_new (fixture->systemd, fixture->profile, file));
}

static void
tear_down (Fixture *fixture, gconstpointer kind)
{
  g_assert_finalize_object (fixture->starter);
  g_assert_finalize_object (fixture->systemd);
  g_assert_finalize_object (fixture->profile);
  culvert_fake_systemd_free (fixture->fake);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static gboolean
start_with (CulvertStarter *starter, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_starter_start_async (starter, cancellable, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  return culvert_starter_finish (starter, result, error);
}

static gboolean
start (Fixture *fixture, GError **error)
{
  return start_with (fixture->starter, NULL, error);
}

static gboolean
check (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_starter_check_async (fixture->starter, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  return culvert_starter_finish (fixture->starter, result, error);
}

static gboolean
stop (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_starter_stop_async (fixture->starter, TRUE, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  return culvert_starter_finish (fixture->starter, result, error);
}

static void
test_the_profile_goes_through_a_pipe (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  culvert_await (culvert_fake_systemd_get_input (fixture->fake) != NULL);
  g_assert_cmpstr (culvert_fake_systemd_get_input (fixture->fake), ==, TEXT);
}

/* Then it is not worth a new password. */
static void
test_a_unit_that_runs_is_taken (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  culvert_fake_systemd_set_state (fixture->fake, "active");
  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (culvert_fake_systemd_get_calls (fixture->fake), ==, "");
}

static void
test_a_unit_that_failed_is_cleared_away (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  culvert_fake_systemd_set_state (fixture->fake, "failed");
  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (culvert_fake_systemd_get_calls (fixture->fake),
                   ==,
                   "ResetFailedUnit StartTransientUnit");
}

static gboolean
on_ended (gpointer user_data)
{
  culvert_fake_systemd_set_state (user_data, "inactive");
  return G_SOURCE_REMOVE;
}

static void
test_a_unit_that_ends_is_waited_for (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  culvert_fake_systemd_set_state (fixture->fake, "deactivating");
  g_timeout_add (150, on_ended, fixture->fake);
  g_assert_true (start (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (culvert_fake_systemd_get_calls (fixture->fake), ==, "StartTransientUnit");
}

static void
assert_refusal (Fixture *fixture, const char *method, const char *name, CulvertLaunchError code)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", name);
  culvert_fake_systemd_refuse (fixture->fake, method, name);
  g_assert_false (start (fixture, &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
assert_refusals (Fixture *fixture, const char *method)
{
  static const struct
  {
    const char *name;
    CulvertLaunchError code;
  } rows[] = {
    { "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired",
      CULVERT_LAUNCH_ERROR_NO_AGENT },
    { "org.freedesktop.DBus.Error.AccessDenied", CULVERT_LAUNCH_ERROR_ACCESS_DENIED },
    { "org.freedesktop.DBus.Error.NoReply", CULVERT_LAUNCH_ERROR_BUSY },
    { "org.freedesktop.DBus.Error.LimitsExceeded", CULVERT_LAUNCH_ERROR_BUSY },
    { "org.freedesktop.systemd1.UnitExists", CULVERT_LAUNCH_ERROR_BUSY },
    { "org.freedesktop.systemd1.TransactionIsDestructive", CULVERT_LAUNCH_ERROR_BUSY },
    { "org.freedesktop.systemd1.ShuttingDown", CULVERT_LAUNCH_ERROR_BUSY },
    { "org.freedesktop.systemd1.NoSuchUnit", CULVERT_LAUNCH_ERROR_NOT_FOUND },
    { "org.freedesktop.systemd1.UnitMasked", CULVERT_LAUNCH_ERROR_ACCESS_DENIED },
    { "org.freedesktop.systemd1.Whatever", CULVERT_LAUNCH_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refusal (fixture, method, rows[i].name, rows[i].code);
}

/* F31, S52 */
static void
test_refusals_of_a_unit (Fixture *fixture, gconstpointer unused)
{
  assert_refusals (fixture, "StartTransientUnit");
  g_assert_null (culvert_fake_systemd_get_input (fixture->fake));
}

static void
test_refusals_of_a_service (Fixture *fixture, gconstpointer unused)
{
  assert_refusals (fixture, "StartUnit");
}

static void
test_a_refused_unit_tells_the_command (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = culvert_starter_dup_command (fixture->starter);
  g_autofree char *after = NULL;

  assert_refusal (fixture,
                  "StartTransientUnit",
                  "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired",
                  CULVERT_LAUNCH_ERROR_NO_AGENT);
  after = culvert_starter_dup_command (fixture->starter);
  g_assert_null (before);
  g_assert_nonnull (strstr (after, fixture->path));
}

/* An empty profile makes the daemon end. */
static void
test_cancelled_it_gets_no_profile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_starter_start_async (fixture->starter, cancellable, culvert_await_on_ready, &result);
  culvert_await (*culvert_fake_systemd_get_calls (fixture->fake) != '\0');
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);

  g_assert_false (culvert_starter_finish (fixture->starter, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  culvert_await (culvert_fake_systemd_get_input (fixture->fake) != NULL);
  g_assert_cmpstr (culvert_fake_systemd_get_input (fixture->fake), ==, "");
}

static void
test_cancelled_early_it_asks_nobody (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (start_with (fixture->starter, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (culvert_fake_systemd_get_calls (fixture->fake), ==, "");
}

static void
test_profiles_that_do_not_run (Fixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = { "", "config /etc/shadow\n", "client\nremote \"x\n" };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_true (g_file_set_contents (fixture->path, texts[i], -1, NULL));
      g_assert_false (start (fixture, &error));
      g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_PROFILE);
      g_assert_cmpint (culvert_launch_error_get_fault (error), ==, CULVERT_LAUNCH_FAULT_PROFILE);
      g_clear_error (&error);
    }
  g_unlink (fixture->path);
  g_assert_false (start (fixture, &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_PROFILE);
  g_assert_cmpstr (culvert_fake_systemd_get_calls (fixture->fake), ==, "");
}

static void
test_what_became_of_it (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  culvert_fake_systemd_set_state (fixture->fake, "activating");
  g_assert_true (check (fixture, &error));
  culvert_fake_systemd_set_state (fixture->fake, "active");
  g_assert_true (check (fixture, &error));
  culvert_fake_systemd_set_state (fixture->fake, "deactivating");
  g_assert_false (check (fixture, &error));
  g_assert_no_error (error);

  culvert_fake_systemd_set_state (fixture->fake, "failed");
  g_assert_false (check (fixture, &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_FAILED);
}

static void
test_what_is_not_there_is_stopped (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (stop (fixture, &error));
  culvert_fake_systemd_refuse (fixture->fake, "StopUnit", "org.freedesktop.systemd1.NoSuchUnit");
  g_assert_true (stop (fixture, &error));
  g_assert_no_error (error);

  culvert_fake_systemd_refuse (fixture->fake,
                               "StopUnit",
                               "org.freedesktop.DBus.Error.AccessDenied");
  g_assert_false (stop (fixture, &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_ACCESS_DENIED);
}

static void
test_whose_daemon_it_is (Fixture *fixture, gconstpointer kind)
{
  g_assert_cmpint (culvert_starter_owns_daemon (fixture->starter),
                   ==,
                   !g_str_equal (kind, "service"));
}

static void
test_a_service_is_one_of_openvpn (void)
{
  g_autoptr (CulvertSystemd) systemd = culvert_systemd_new ("unix:path=/nowhere");
  g_autoptr (GError) error = NULL;

  g_assert_null (culvert_starter_service_new (systemd, "sshd.service", "unix:/run/x", &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_NOT_FOUND);
}

static void
test_without_a_bus (void)
{
  g_autoptr (CulvertSystemd) systemd = culvert_systemd_new ("unix:path=/nowhere");
  g_autoptr (CulvertStarterService) starter =
      culvert_starter_service_new (systemd, SERVICE, "unix:/run/x", NULL);
  g_autofree char *command = culvert_starter_dup_command (CULVERT_STARTER (starter));
  g_autoptr (GError) error = NULL;

  g_assert_false (start_with (CULVERT_STARTER (starter), NULL, &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_UNAVAILABLE);
  g_assert_cmpstr (command, ==, "sudo systemctl start " SERVICE);
}

static void
add (const char *name, const char *kind, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/launcher/starters/%s/%s", kind, name);

  g_test_add (path, Fixture, kind, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("the-profile-goes-through-a-pipe", "transient", test_the_profile_goes_through_a_pipe);
  add ("a-unit-that-runs-is-taken", "transient", test_a_unit_that_runs_is_taken);
  add ("a-unit-that-failed-is-cleared-away", "transient", test_a_unit_that_failed_is_cleared_away);
  add ("a-unit-that-ends-is-waited-for", "transient", test_a_unit_that_ends_is_waited_for);
  add ("refusals", "transient", test_refusals_of_a_unit);
  add ("refusals", "service", test_refusals_of_a_service);
  add ("a-refused-unit-tells-the-command", "transient", test_a_refused_unit_tells_the_command);
  add ("cancelled-it-gets-no-profile", "transient", test_cancelled_it_gets_no_profile);
  add ("cancelled-early-it-asks-nobody", "transient", test_cancelled_early_it_asks_nobody);
  add ("profiles-that-do-not-run", "transient", test_profiles_that_do_not_run);
  add ("what-became-of-it", "transient", test_what_became_of_it);
  add ("what-became-of-it", "service", test_what_became_of_it);
  add ("what-is-not-there-is-stopped", "transient", test_what_is_not_there_is_stopped);
  add ("whose-daemon-it-is", "transient", test_whose_daemon_it_is);
  add ("whose-daemon-it-is", "service", test_whose_daemon_it_is);
  g_test_add_func ("/launcher/starters/a-service-is-one-of-openvpn",
                   test_a_service_is_one_of_openvpn);
  g_test_add_func ("/launcher/starters/without-a-bus", test_without_a_bus);

  return g_test_run ();
}
