/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-fake-daemon.h"
#include "culvert-launcher-attach.h"
#include "culvert-mgmt-error.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;
  CulvertLauncher *launcher;
} Fixture;

static CulvertLauncher *
new_launcher (const char *endpoint)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, "Office", endpoint);

  return CULVERT_LAUNCHER (culvert_launcher_attach_new (profile));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *endpoint = NULL;

  fixture->folder = g_dir_make_tmp ("culvert-attach-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "socket", NULL);
  endpoint = g_strconcat ("unix:", fixture->path, NULL);
  fixture->launcher = new_launcher (endpoint);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->launcher);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static GIOStream *
open_stream (CulvertLauncher *launcher, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_launcher_open_async (launcher, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  return culvert_launcher_open_finish (launcher, result, error);
}

static CulvertSilence
explain_silence (CulvertLauncher *launcher, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_launcher_explain_silence_async (launcher, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  return culvert_launcher_explain_silence_finish (launcher, result, error);
}

static void
test_opens_again_and_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (fixture->path);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GIOStream) stream = open_stream (fixture->launcher, &error);

      g_assert_no_error (error);
      g_assert_nonnull (stream);
      culvert_await (culvert_fake_daemon_is_connected (daemon));
    }
}

static void
test_nobody_there_is_absent (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_stream (fixture->launcher, &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT);
}

/* F11 */
static void
test_two_clients_mean_in_use (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertFakeDaemon) daemon = culvert_fake_daemon_new_at (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) other = open_stream (fixture->launcher, NULL);
  g_autoptr (GIOStream) ours = NULL;

  g_assert_nonnull (other);
  culvert_await (culvert_fake_daemon_is_connected (daemon));
  g_assert_cmpint (explain_silence (fixture->launcher, &error), ==, CULVERT_SILENCE_NOT_RESPONDING);
  g_assert_no_error (error);

  ours = open_stream (fixture->launcher, NULL);
  g_assert_nonnull (ours);
  g_assert_cmpint (explain_silence (fixture->launcher, &error), ==, CULVERT_SILENCE_IN_USE);
  g_assert_no_error (error);
}

static void
test_unusable_address_is_said_when_it_is_opened (void)
{
  g_autoptr (CulvertLauncher) launcher = new_launcher ("http://example.org");
  g_autoptr (GError) error = NULL;

  g_assert_null (open_stream (launcher, &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ADDRESS);
  g_clear_error (&error);

  g_assert_cmpint (explain_silence (launcher, &error), ==, CULVERT_SILENCE_NOT_RESPONDING);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ADDRESS);
  g_assert_true (culvert_launcher_needs_password (launcher));
}

static void
test_only_a_port_needs_a_password (void)
{
  g_autoptr (CulvertLauncher) local = new_launcher ("unix:/run/culvert/socket");
  g_autoptr (CulvertLauncher) port = new_launcher ("tcp:127.0.0.1:7505");

  g_assert_false (culvert_launcher_needs_password (local));
  g_assert_true (culvert_launcher_needs_password (port));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/launcher/launcher-attach/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("opens-again-and-again", test_opens_again_and_again);
  add ("nobody-there-is-absent", test_nobody_there_is_absent);
  add ("two-clients-mean-in-use", test_two_clients_mean_in_use);
  g_test_add_func ("/launcher/launcher-attach/unusable-address-is-said-when-it-is-opened",
                   test_unusable_address_is_said_when_it_is_opened);
  g_test_add_func ("/launcher/launcher-attach/only-a-port-needs-a-password",
                   test_only_a_port_needs_a_password);

  return g_test_run ();
}
