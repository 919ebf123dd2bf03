/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-fake-daemon.h"
#include "culvert-fake-starter.h"
#include "culvert-launcher-attach.h"
#include "culvert-launcher-on-demand.h"
#include "culvert-mgmt-error.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;
  CulvertFakeStarter *starter;
  CulvertLauncher *launcher;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("culvert-demand-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "socket", NULL);
  fixture->starter = culvert_fake_starter_new (fixture->path);
  fixture->launcher =
      CULVERT_LAUNCHER (culvert_launcher_on_demand_new (CULVERT_STARTER (fixture->starter)));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->launcher);
  g_assert_finalize_object (fixture->starter);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static GIOStream *
start (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_launcher_start_async (fixture->launcher, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  return culvert_launcher_start_finish (fixture->launcher, result, error);
}

static void
test_to_open_starts_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_launcher_open_async (fixture->launcher, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  g_assert_null (culvert_launcher_open_finish (fixture->launcher, result, &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT);
  g_assert_cmpuint (culvert_fake_starter_get_n_starts (fixture->starter), ==, 0);
}

static void
test_a_daemon_that_runs_is_not_started (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = start (fixture, &error);

  g_assert_no_error (error);
  g_assert_nonnull (stream);
  g_assert_cmpuint (culvert_fake_starter_get_n_starts (fixture->starter), ==, 0);
  culvert_await (culvert_fake_daemon_is_connected (daemon));
}

static void
test_it_waits_for_the_socket (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertFakeDaemon) daemon = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  culvert_launcher_start_async (fixture->launcher, NULL, culvert_await_on_ready, &result);
  culvert_await (culvert_fake_starter_get_n_checks (fixture->starter) >= 2);
  g_assert_null (result);

  daemon = culvert_fake_daemon_new_at (fixture->path);
  culvert_await (result != NULL);
  stream = culvert_launcher_start_finish (fixture->launcher, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (stream);
  g_assert_cmpuint (culvert_fake_starter_get_n_stops (fixture->starter), ==, 0);
  culvert_await (culvert_fake_daemon_is_connected (daemon));
}

static void
test_a_start_that_is_refused (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      culvert_fake_starter_fail_start (fixture->starter, CULVERT_LAUNCH_ERROR_NO_AGENT);
      g_assert_null (start (fixture, &error));
      g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_NO_AGENT);
    }
  g_assert_cmpuint (culvert_fake_starter_get_n_starts (fixture->starter), ==, 2);
  g_assert_cmpuint (culvert_fake_starter_get_n_stops (fixture->starter), ==, 0);
}

static void
test_a_daemon_that_ends_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  culvert_fake_starter_fail_check (fixture->starter, CULVERT_LAUNCH_ERROR_FAILED);
  g_assert_null (start (fixture, &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_FAILED);
  g_assert_cmpuint (culvert_fake_starter_get_n_stops (fixture->starter), ==, 0);
}

/* F31 */
static void
test_cancelled_it_stops_what_it_started (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_launcher_start_async (fixture->launcher, cancellable, culvert_await_on_ready, &result);
  culvert_await (culvert_fake_starter_get_n_checks (fixture->starter) >= 1);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
  g_assert_null (culvert_launcher_start_finish (fixture->launcher, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  culvert_await (culvert_fake_starter_get_n_stops (fixture->starter) == 1);
  culvert_await_quiet ();
}

/* The system cannot be told that its question is not wanted any more. */
static void
test_a_second_start_waits_for_the_first_one_s_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_fake_starter_hold_start (fixture->starter);
  culvert_launcher_start_async (fixture->launcher, cancellable, culvert_await_on_ready, &result);
  culvert_await (culvert_fake_starter_get_n_starts (fixture->starter) == 1);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
  g_assert_null (culvert_launcher_start_finish (fixture->launcher, result, NULL));

  g_assert_null (start (fixture, &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_BUSY);
  g_clear_error (&error);

  culvert_fake_starter_end_start (fixture->starter);
  culvert_await (culvert_fake_starter_get_n_stops (fixture->starter) == 1);
  culvert_await_quiet ();
  culvert_fake_starter_fail_start (fixture->starter, CULVERT_LAUNCH_ERROR_NO_AGENT);
  g_assert_null (start (fixture, &error));
  g_assert_error (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_NO_AGENT);
}

static void
test_to_stop (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_launcher_stop_async (fixture->launcher, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  g_assert_true (culvert_launcher_stop_finish (fixture->launcher, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (culvert_fake_starter_get_n_stops (fixture->starter), ==, 1);
}

static void
test_it_tells_what_its_starter_tells (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *command = culvert_launcher_dup_command (fixture->launcher);

  g_assert_true (culvert_launcher_can_start (fixture->launcher));
  g_assert_true (culvert_launcher_owns_daemon (fixture->launcher));
  g_assert_false (culvert_launcher_needs_password (fixture->launcher));
  g_assert_cmpstr (command, ==, "sudo make it so");
}

static void
on_appeared (gboolean *has_appeared)
{
  *has_appeared = TRUE;
}

static void
test_a_socket_that_comes_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertFakeDaemon) daemon = NULL;
  gboolean has_appeared = FALSE;

  g_signal_connect_swapped (fixture->launcher, "appeared", G_CALLBACK (on_appeared), &has_appeared);
  daemon = culvert_fake_daemon_new_at (fixture->path);
  culvert_await (has_appeared);
}

/* One that only attaches. */
static void
test_any_launcher_can_be_told_to_start (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *endpoint = g_strconcat ("unix:", fixture->path, NULL);
  g_autoptr (CulvertLauncherAttach) attach = culvert_launcher_attach_new_for_endpoint (endpoint);
  CulvertLauncher *launcher = CULVERT_LAUNCHER (attach);
  g_autofree char *command = culvert_launcher_dup_command (launcher);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (culvert_launcher_can_start (launcher));
  g_assert_false (culvert_launcher_owns_daemon (launcher));
  g_assert_null (command);

  culvert_launcher_start_async (launcher, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  g_assert_null (culvert_launcher_start_finish (launcher, result, &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/launcher/launcher-on-demand/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("to-open-starts-nothing", test_to_open_starts_nothing);
  add ("a-daemon-that-runs-is-not-started", test_a_daemon_that_runs_is_not_started);
  add ("it-waits-for-the-socket", test_it_waits_for_the_socket);
  add ("a-start-that-is-refused", test_a_start_that_is_refused);
  add ("a-daemon-that-ends-at-once", test_a_daemon_that_ends_at_once);
  add ("cancelled-it-stops-what-it-started", test_cancelled_it_stops_what_it_started);
  add ("a-second-start-waits-for-the-first-one-s-end",
       test_a_second_start_waits_for_the_first_one_s_end);
  add ("to-stop", test_to_stop);
  add ("it-tells-what-its-starter-tells", test_it_tells_what_its_starter_tells);
  add ("a-socket-that-comes-is-told", test_a_socket_that_comes_is_told);
  add ("any-launcher-can-be-told-to-start", test_any_launcher_can_be_told_to_start);

  return g_test_run ();
}
