/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-test-bus.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

struct _CulvertTestBus
{
  char *config;        /* (owned): a file */
  GSubprocess *daemon; /* (owned) */
};

static const char config[] = "<busconfig>"
                             "<type>session</type>"
                             "<listen>unix:tmpdir=/tmp</listen>"
                             "<policy context='default'>"
                             "<allow send_destination='*' eavesdrop='true'/>"
                             "<allow eavesdrop='true'/>"
                             "<allow own='*'/>"
                             "</policy>"
                             "</busconfig>";

static void
die_with_the_test (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* The daemon writes where it listens as soon as it does. */
static void
take_address (CulvertTestBus *self)
{
  char address[1024] = "";
  gssize length = g_input_stream_read (g_subprocess_get_stdout_pipe (self->daemon),
                                       address,
                                       sizeof address - 1,
                                       NULL,
                                       NULL);

  g_assert_cmpint (length, >, 0);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", g_strstrip (address), TRUE);
}

CulvertTestBus *
culvert_test_bus_new (void)
{
  CulvertTestBus *self = g_new0 (CulvertTestBus, 1);
  g_autoptr (GSubprocessLauncher) launcher = culvert_test_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *option = NULL;
  int fd = g_file_open_tmp ("culvert-bus-XXXXXX", &self->config, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (self->config, config, -1, NULL));

  option = g_strconcat ("--config-file=", self->config, NULL);
  self->daemon = g_subprocess_launcher_spawn (launcher,
                                              &error,
                                              "dbus-daemon",
                                              option,
                                              "--nofork",
                                              "--print-address=1",
                                              NULL);
  g_assert_no_error (error);
  take_address (self);

  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);

  return self;
}

void
culvert_test_bus_free (CulvertTestBus *self)
{
  g_subprocess_force_exit (self->daemon);
  g_assert_true (g_subprocess_wait (self->daemon, NULL, NULL));
  g_clear_object (&self->daemon);
  g_unlink (self->config);
  g_free (self->config);
  g_free (self);
}

GSubprocessLauncher *
culvert_test_launcher_new (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_child_setup (launcher, die_with_the_test, NULL, NULL);

  return launcher;
}
