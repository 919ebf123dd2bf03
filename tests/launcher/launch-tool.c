/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Drives a launcher from outside: for tests on a system where it matters who starts it.
 *
 * launch-tool open|start|stop STARTER…, where STARTER is one of
 *   service UNIT ENDPOINT
 *   transient ID FILE
 *   spawn ID FILE RUNTIME_FOLDER as-is|pkexec
 * launch-tool list FOLDER
 *
 * First comes one line about the outcome. After an open or a start that went well, standard input
 * goes to the daemon, and what it says to standard output. SIGUSR1 cancels. */

#include "culvert-launch-error.h"
#include "culvert-launch-services.h"
#include "culvert-launcher-on-demand.h"
#include "culvert-mgmt-error.h"
#include "culvert-starter-service.h"
#include "culvert-starter-spawn.h"
#include "culvert-starter-transient.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <stdio.h>
#include <unistd.h>

static GMainLoop *loop;
static GCancellable *cancellable;

static void
say (const char *text)
{
  fprintf (stdout, "%s\n", text);
  fflush (stdout);
}

static const char *
name_of (const GError *error)
{
  static const char *const launch[] = {
    "not-authorized", "no-agent",    "access-denied", "busy",
    "not-found",      "unavailable", "profile",       "failed"
  };

  if (error->domain == CULVERT_LAUNCH_ERROR)
    return launch[error->code];
  if (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT))
    return "absent";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  return "other";
}

static void
tell_failure (CulvertLauncher *launcher, const GError *error)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", name_of (error), error->message);
  g_autofree char *command = culvert_launcher_dup_command (launcher);

  say (line);
  if (command != NULL)
    {
      g_autofree char *whole = g_strconcat ("command: ", command, NULL);

      say (whole);
    }
}

/* What a cancelled start left to do is done before the end. */
static gboolean
on_quiet (gpointer user_data)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

static void
on_relayed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_main_loop_quit (loop);
}

static void
relay (GIOStream *stream)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  g_output_stream_splice_async (g_io_stream_get_output_stream (stream),
                                input,
                                G_OUTPUT_STREAM_SPLICE_NONE,
                                G_PRIORITY_DEFAULT,
                                NULL,
                                NULL,
                                NULL);
  g_output_stream_splice_async (output,
                                g_io_stream_get_input_stream (stream),
                                G_OUTPUT_STREAM_SPLICE_NONE,
                                G_PRIORITY_DEFAULT,
                                NULL,
                                on_relayed,
                                NULL);
}

static void
take_stream (CulvertLauncher *launcher, GIOStream *stream, const GError *error)
{
  if (stream == NULL)
    {
      tell_failure (launcher, error);
      g_timeout_add (500, on_quiet, NULL);
      return;
    }

  say (culvert_launcher_owns_daemon (launcher) ? "open: ours" : "open: somebody's");
  g_object_set_data_full (G_OBJECT (launcher), "stream", g_object_ref (stream), g_object_unref);
  relay (stream);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream =
      culvert_launcher_open_finish (CULVERT_LAUNCHER (source), result, &error);

  take_stream (CULVERT_LAUNCHER (source), stream, error);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream =
      culvert_launcher_start_finish (CULVERT_LAUNCHER (source), result, &error);

  take_stream (CULVERT_LAUNCHER (source), stream, error);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (culvert_launcher_stop_finish (CULVERT_LAUNCHER (source), result, &error))
    say ("stopped");
  else
    tell_failure (CULVERT_LAUNCHER (source), error);
  g_main_loop_quit (loop);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services = culvert_launch_services_list_finish (result, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < services->len; i++)
    {
      const CulvertLaunchService *service = services->pdata[i];
      g_autofree char *line = g_strdup_printf ("%s %s %s %s",
                                               service->unit,
                                               service->name,
                                               service->endpoint != NULL ? service->endpoint : "-",
                                               service->is_running ? "running" : "stopped");

      say (line);
    }
  g_main_loop_quit (loop);
}

static CulvertStarter *
new_starter (CulvertSystemd *systemd, char **words)
{
  guint n = g_strv_length (words);
  g_autoptr (GError) error = NULL;
  CulvertStarter *starter = NULL;

  if (g_str_equal (words[0], "service") && n == 3)
    starter = CULVERT_STARTER (culvert_starter_service_new (systemd, words[1], words[2], &error));
  else if (n >= 3)
    {
      g_autoptr (CulvertProfile) profile = culvert_profile_new (words[1], "Office", "unix:/none");
      g_autoptr (GFile) file = g_file_new_for_path (words[2]);

      if (g_str_equal (words[0], "transient"))
        starter = CULVERT_STARTER (culvert_starter_transient_new (systemd, profile, file));
      else if (n == 5)
        starter = CULVERT_STARTER (culvert_starter_spawn_new (
            profile,
            file,
            g_str_equal (words[4], "pkexec") ? CULVERT_SPAWN_WITH_PKEXEC : CULVERT_SPAWN_AS_IS,
            words[3],
            &error));
    }

  g_assert_no_error (error);
  g_assert_nonnull (starter);
  return starter;
}

static gboolean
on_cancel (gpointer user_data)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (CulvertSystemd) systemd = culvert_systemd_new (NULL);
  g_autoptr (CulvertStarter) starter = NULL;
  g_autoptr (CulvertLauncherOnDemand) launcher = NULL;

  g_assert_cmpint (argc, >=, 3);
  loop = g_main_loop_new (NULL, FALSE);
  cancellable = g_cancellable_new ();
  g_unix_signal_add (SIGUSR1, on_cancel, NULL);

  if (g_str_equal (argv[1], "list"))
    culvert_launch_services_list_async (systemd, argv[2], on_listed, NULL);
  else
    {
      starter = new_starter (systemd, argv + 2);
      launcher = culvert_launcher_on_demand_new (starter);
      if (g_str_equal (argv[1], "open"))
        culvert_launcher_open_async (CULVERT_LAUNCHER (launcher), cancellable, on_opened, NULL);
      else if (g_str_equal (argv[1], "start"))
        culvert_launcher_start_async (CULVERT_LAUNCHER (launcher), cancellable, on_started, NULL);
      else
        culvert_launcher_stop_async (CULVERT_LAUNCHER (launcher), on_stopped, NULL);
    }
  g_main_loop_run (loop);

  g_clear_pointer (&loop, g_main_loop_unref);
  g_clear_object (&cancellable);
  return 0;
}
