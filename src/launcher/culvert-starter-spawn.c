/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-starter-spawn.h"

#include "culvert-launch-command.h"
#include "culvert-launch-error.h"
#include "culvert-launch-name.h"
#include "culvert-launch-program.h"
#include "culvert-launch-text.h"
#include "culvert-launch-words.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* What pkexec exits with. */
#define PKEXEC_DISMISSED 126
#define PKEXEC_REFUSED   127
#define NO_AGENT         "No authentication agent found"

/* How long a daemon may take to end by itself, and then to be gone. */
#define END_MS 3000

struct _CulvertStarterSpawn
{
  GObject parent_instance;

  CulvertProfile *profile; /* (owned) */
  GFile *file;             /* (owned) */
  CulvertSpawnRights rights;

  char *socket;   /* (owned) */
  char *endpoint; /* (owned) */
  char *command;  /* (owned) (nullable): once it is known what the profile needs */

  GSubprocess *process; /* (owned) (nullable): once started */
  int log;              /* what it wrote; -1 before there is one */
};

static void starter_iface_init (CulvertStarterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertStarterSpawn,
                               culvert_starter_spawn,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_STARTER, starter_iface_init))

/* The data of a task that starts. */
typedef struct
{
  CulvertLaunchText *text;       /* (owned) (nullable): once read */
  CulvertLaunchProgram *program; /* (owned) (nullable): once found */
  char *folder;                  /* (owned): of the socket */
} Start;

/* The data of a task that stops. */
typedef struct
{
  GSubprocess *process;  /* (owned) */
  GCancellable *waiting; /* (owned) */
  guint overdue_source;
  gboolean is_killed;
} Stop;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_clear_pointer (&start->text, culvert_launch_text_free);
  g_clear_pointer (&start->program, culvert_launch_program_free);
  g_clear_pointer (&start->folder, g_free);
  g_free (start);
}

/* The daemon gets a session of its own, so that it does not end with our terminal. */
static void
leave_session (gpointer unused)
{
  setsid ();
}

static char **
build_command (CulvertStarterSpawn *self, const Start *start)
{
  static const char *const pkexec[] = { "pkexec", "--disable-internal-agent", NULL };
  gboolean is_root = self->rights == CULVERT_SPAWN_WITH_PKEXEC || geteuid () == 0;
  gboolean is_harmless = start->text->facts.is_root_eligible;
  CulvertLaunchCommand command = {
    .program = start->program->path,
    .socket = self->socket,
    .user = g_get_user_name (),
    .dns_script = is_root && is_harmless ? start->program->dns_script : NULL,
    .runs_scripts = start->text->facts.runs_programs && !is_harmless,
    .has_many_remotes = start->text->facts.n_remotes > 1,
  };
  g_auto (GStrv) own = culvert_launch_command_build (&command);
  g_autoptr (GStrvBuilder) whole = g_strv_builder_new ();

  if (self->rights == CULVERT_SPAWN_WITH_PKEXEC)
    g_strv_builder_addv (whole, (const char **) pkexec);
  g_strv_builder_addv (whole, (const char **) own);
  return g_strv_builder_end (whole);
}

static char *
describe_command (CulvertStarterSpawn *self, const Start *start)
{
  g_auto (GStrv) command = build_command (self, start);
  char **own = self->rights == CULVERT_SPAWN_WITH_PKEXEC ? command + 2 : command;
  g_autofree char *path = g_file_get_path (self->file);
  const char *const profile[] = { path, NULL };
  g_autofree char *call = culvert_launch_name_quote ((const char *const *) own);
  g_autofree char *input = culvert_launch_name_quote (profile);

  return g_strdup_printf ("sudo %s < %s", call, input);
}

/* Consumes the standard input. */
static GSubprocess *
spawn (CulvertStarterSpawn *self, const Start *start, int input, GError **error)
{
  g_auto (GStrv) command = build_command (self, start);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);

  if (self->log >= 0)
    close (self->log);
  self->log = culvert_launch_words_open_log (error);
  g_subprocess_launcher_take_stdin_fd (launcher, input);
  if (self->log < 0)
    return NULL;

  g_subprocess_launcher_take_stdout_fd (launcher, fcntl (self->log, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_take_stderr_fd (launcher, fcntl (self->log, F_DUPFD_CLOEXEC, 3));
  g_subprocess_launcher_set_child_setup (launcher, leave_session, NULL, NULL);
  g_subprocess_launcher_set_cwd (launcher, "/");
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) command, error);
}

static void
start_process (CulvertStarterSpawn *self, GTask *task)
{
  Start *start = g_task_get_task_data (task);
  g_autoptr (GOutputStream) feed = NULL;
  g_autoptr (GError) error = NULL;
  int input;

  if (g_task_return_error_if_cancelled (task))
    return;

  input = culvert_launch_text_open_pipe (&feed, &error);
  g_clear_object (&self->process);
  if (input >= 0)
    self->process = spawn (self, start, input, &error);

  if (self->process == NULL)
    {
      if (error->domain == CULVERT_LAUNCH_ERROR)
        g_task_return_error (task, g_steal_pointer (&error));
      else if (g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
        g_task_return_new_error (task,
                                 CULVERT_LAUNCH_ERROR,
                                 CULVERT_LAUNCH_ERROR_UNAVAILABLE,
                                 "OpenVPN cannot be started: %s.",
                                 error->message);
      else
        g_task_return_error (task,
                             culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_NOT_STARTED,
                                                             NULL,
                                                             error->message));
      return;
    }

  culvert_launch_text_feed (start->text, feed);
  g_task_return_boolean (task, TRUE);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertStarterSpawn *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  start->program = culvert_launch_program_find_finish (result, &error);
  if (start->program == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_free (self->command);
  self->command = describe_command (self, start);
  start_process (self, task);
}

static void
on_folder_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    culvert_launch_program_find_async (NULL, on_found, g_steal_pointer (&task));
}

static void
make_folder_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *folder = task_data;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task,
                         culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_NO_FOLDER,
                                                         folder,
                                                         g_strerror (errno)));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autoptr (GTask) folder = NULL;
  g_autoptr (GError) error = NULL;

  start->text = culvert_launch_text_load_finish (result, &error);
  if (start->text == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  folder = g_task_new (NULL, NULL, on_folder_made, g_object_ref (task));
  g_task_set_task_data (folder, g_strdup (start->folder), g_free);
  g_task_run_in_thread (folder, make_folder_in_thread);
}

static const char *
culvert_starter_spawn_get_endpoint (CulvertStarter *starter)
{
  return CULVERT_STARTER_SPAWN (starter)->endpoint;
}

static void
culvert_starter_spawn_start_async (CulvertStarter *starter,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CulvertStarterSpawn *self = CULVERT_STARTER_SPAWN (starter);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->folder = g_path_get_dirname (self->socket);
  g_task_set_source_tag (task, culvert_starter_spawn_start_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, start, start_free);
  culvert_launch_text_load_async (self->file, NULL, on_loaded, task);
}

static GError *
new_exit_error (CulvertStarterSpawn *self)
{
  g_autofree char *words = culvert_launch_words_of_log (self->log);
  int status = g_subprocess_get_if_exited (self->process)
                   ? g_subprocess_get_exit_status (self->process)
                   : -1;

  if (self->rights == CULVERT_SPAWN_WITH_PKEXEC && status == PKEXEC_DISMISSED)
    return g_error_new_literal (CULVERT_LAUNCH_ERROR,
                                CULVERT_LAUNCH_ERROR_NOT_AUTHORIZED,
                                "It was not authorized.");
  if (self->rights == CULVERT_SPAWN_WITH_PKEXEC && status == PKEXEC_REFUSED)
    {
      gboolean has_agent = words == NULL || strstr (words, NO_AGENT) == NULL;

      return g_error_new_literal (
          CULVERT_LAUNCH_ERROR,
          has_agent ? CULVERT_LAUNCH_ERROR_ACCESS_DENIED : CULVERT_LAUNCH_ERROR_NO_AGENT,
          has_agent
              ? "The rules of this system do not let you start it."
              : "This desktop has no program that could ask for an administrator’s password.");
    }
  return culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_ENDED, NULL, words);
}

static void
on_name_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *name = NULL;

  /* pkexec becomes the program that it was to run, when it may. */
  if (g_file_load_contents_finish (G_FILE (source), result, &name, NULL, NULL, NULL))
    g_task_return_boolean (task, !g_str_has_prefix (name, "pkexec"));
  else
    g_task_return_boolean (task, FALSE);
}

static void
culvert_starter_spawn_check_async (CulvertStarter *starter,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CulvertStarterSpawn *self = CULVERT_STARTER_SPAWN (starter);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const char *pid = g_subprocess_get_identifier (self->process);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  g_task_set_source_tag (task, culvert_starter_spawn_check_async);
  if (pid == NULL)
    {
      g_task_return_error (task, new_exit_error (self));
      return;
    }
  if (self->rights == CULVERT_SPAWN_AS_IS)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  path = g_strdup_printf ("/proc/%s/comm", pid);
  file = g_file_new_for_path (path);
  g_file_load_contents_async (file, NULL, on_name_read, g_steal_pointer (&task));
}

static void
stop_free (gpointer data)
{
  Stop *stop = data;

  g_clear_handle_id (&stop->overdue_source, g_source_remove);
  g_clear_object (&stop->process);
  g_clear_object (&stop->waiting);
  g_free (stop);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (
        task,
        culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_NOT_ENDING, NULL, NULL));
}

static gboolean
on_end_overdue (gpointer user_data)
{
  Stop *stop = user_data;

  if (!stop->is_killed)
    {
      stop->is_killed = TRUE;
      g_subprocess_force_exit (stop->process);
      return G_SOURCE_CONTINUE;
    }

  stop->overdue_source = 0;
  g_cancellable_cancel (stop->waiting);
  return G_SOURCE_REMOVE;
}

/* One that was stopped is woken, or it would never hear that it is to end. What has become root
 * cannot be sent a signal; until its hold is released it does nothing. */
static void
culvert_starter_spawn_stop_async (CulvertStarter *starter,
                                  gboolean may_ask,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  CulvertStarterSpawn *self = CULVERT_STARTER_SPAWN (starter);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Stop *stop;

  g_task_set_source_tag (task, culvert_starter_spawn_stop_async);
  if (self->process == NULL || self->rights != CULVERT_SPAWN_AS_IS)
    {
      if (self->process != NULL)
        g_subprocess_send_signal (self->process, SIGTERM);
      if (self->process == NULL && may_ask)
        g_task_return_error (
            task,
            culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_NOT_OURS, NULL, NULL));
      else
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  stop = g_new0 (Stop, 1);
  stop->process = g_object_ref (self->process);
  stop->waiting = g_cancellable_new ();
  stop->overdue_source = g_timeout_add (END_MS, on_end_overdue, stop);
  g_task_set_task_data (task, stop, stop_free);

  g_subprocess_send_signal (stop->process, SIGTERM);
  g_subprocess_send_signal (stop->process, SIGCONT);
  g_subprocess_wait_async (stop->process, stop->waiting, on_ended, task);
}

static gboolean
culvert_starter_spawn_owns_daemon (CulvertStarter *starter)
{
  return TRUE;
}

static char *
culvert_starter_spawn_dup_command (CulvertStarter *starter)
{
  return g_strdup (CULVERT_STARTER_SPAWN (starter)->command);
}

static void
starter_iface_init (CulvertStarterInterface *iface)
{
  iface->get_endpoint = culvert_starter_spawn_get_endpoint;
  iface->start_async = culvert_starter_spawn_start_async;
  iface->check_async = culvert_starter_spawn_check_async;
  iface->stop_async = culvert_starter_spawn_stop_async;
  iface->owns_daemon = culvert_starter_spawn_owns_daemon;
  iface->dup_command = culvert_starter_spawn_dup_command;
}

static void
culvert_starter_spawn_dispose (GObject *object)
{
  CulvertStarterSpawn *self = CULVERT_STARTER_SPAWN (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->file);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (culvert_starter_spawn_parent_class)->dispose (object);
}

static void
culvert_starter_spawn_finalize (GObject *object)
{
  CulvertStarterSpawn *self = CULVERT_STARTER_SPAWN (object);

  g_clear_pointer (&self->socket, g_free);
  g_clear_pointer (&self->endpoint, g_free);
  g_clear_pointer (&self->command, g_free);
  if (self->log >= 0)
    close (self->log);

  G_OBJECT_CLASS (culvert_starter_spawn_parent_class)->finalize (object);
}

static void
culvert_starter_spawn_class_init (CulvertStarterSpawnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_starter_spawn_dispose;
  object_class->finalize = culvert_starter_spawn_finalize;
}

static void
culvert_starter_spawn_init (CulvertStarterSpawn *self)
{
  self->log = -1;
}

CulvertSpawnRights
culvert_starter_spawn_get_rights (void)
{
  if (geteuid () == 0 || prctl (PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_NET_ADMIN, 0, 0) == 1)
    return CULVERT_SPAWN_AS_IS;

  return CULVERT_SPAWN_WITH_PKEXEC;
}

CulvertStarterSpawn *
culvert_starter_spawn_new (CulvertProfile *profile,
                           GFile *file,
                           CulvertSpawnRights rights,
                           const char *runtime_folder,
                           GError **error)
{
  CulvertStarterSpawn *self;
  g_autofree char *socket = NULL;

  g_return_val_if_fail (CULVERT_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  socket =
      culvert_launch_name_dup_user_socket (runtime_folder, culvert_profile_get_id (profile), error);
  if (socket == NULL)
    return NULL;

  self = g_object_new (CULVERT_TYPE_STARTER_SPAWN, NULL);
  self->profile = g_object_ref (profile);
  self->file = g_object_ref (file);
  self->rights = rights;
  self->endpoint = g_strconcat ("unix:", socket, NULL);
  self->socket = g_steal_pointer (&socket);

  return self;
}
