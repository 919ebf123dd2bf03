/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-starter-transient.h"

#include "culvert-launch-error.h"
#include "culvert-launch-name.h"
#include "culvert-launch-program.h"
#include "culvert-launch-text.h"
#include "culvert-launch-unit.h"
#include "culvert-launch-words.h"
#include "culvert-unit-tasks.h"

#include <fcntl.h>
#include <unistd.h>

#define LOOK_AGAIN_MS 100
#define MAX_LOOKS     120 /* a little longer than the unit may take to end */

/* One that ends is said to run until the very last, and did not listen any more when we were
 * called. */
#define LOOKS_TO_BELIEVE 10

struct _CulvertStarterTransient
{
  GObject parent_instance;

  CulvertSystemd *systemd; /* (owned) */
  CulvertProfile *profile; /* (owned) */
  GFile *file;             /* (owned) */

  char *unit;     /* (owned) */
  char *endpoint; /* (owned) */
  char *command;  /* (owned) (nullable): once it is known what the profile needs */
  gint64 started_at;
  int errors; /* what the daemon said at its end; -1 before there was one */
};

static void starter_iface_init (CulvertStarterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertStarterTransient,
                               culvert_starter_transient,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_STARTER, starter_iface_init))

/* The data of a task that starts. */
typedef struct
{
  CulvertLaunchText *text;       /* (owned) (nullable): once read */
  CulvertLaunchProgram *program; /* (owned) (nullable): once found */
  GOutputStream *feed;           /* (owned) (nullable): where the unit reads the profile from */
  guint n_looks;
} Start;

static void look (GTask *owned_task);

static void
start_free (gpointer data)
{
  Start *start = data;

  g_clear_pointer (&start->text, culvert_launch_text_free);
  g_clear_pointer (&start->program, culvert_launch_program_free);
  g_clear_object (&start->feed);
  g_free (start);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      culvert_systemd_call_finish (CULVERT_SYSTEMD (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* A daemon that gets no profile ends by itself, with nobody's authorization. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_clear_object (&start->feed);
      g_task_return_error_if_cancelled (task);
      return;
    }

  culvert_launch_text_feed (start->text, start->feed);
  g_task_return_boolean (task, TRUE);
}

static CulvertLaunchUnit
describe_unit (CulvertStarterTransient *self, const Start *start)
{
  CulvertLaunchUnit unit = {
    .id = culvert_profile_get_id (self->profile),
    .name = culvert_profile_get_name (self->profile),
    .user = g_get_user_name (),
    .uid = getuid (),
    .program = start->program,
    .facts = start->text->facts,
  };

  return unit;
}

/* The end of the profile to read from, and the errors to write to. */
static GUnixFDList *
open_files (CulvertStarterTransient *self, Start *start, GError **error)
{
  int files[2];

  if (self->errors >= 0)
    close (self->errors);
  self->errors = culvert_launch_words_open_log (error);
  if (self->errors < 0)
    return NULL;

  files[0] = culvert_launch_text_open_pipe (&start->feed, error);
  if (files[0] < 0)
    return NULL;

  files[1] = fcntl (self->errors, F_DUPFD_CLOEXEC, 0);
  return g_unix_fd_list_new_from_array (files, G_N_ELEMENTS (files));
}

static void
start_unit (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  CulvertStarterTransient *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  CulvertLaunchUnit unit = describe_unit (self, start);
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GError) error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  fds = open_files (self, start, &error);
  if (fds == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  culvert_systemd_call_async (self->systemd,
                              "StartTransientUnit",
                              g_variant_new ("(ss@a(sv)a(sa(sv)))",
                                             self->unit,
                                             "fail",
                                             culvert_launch_unit_to_properties (&unit, 0, 1),
                                             NULL),
                              fds,
                              TRUE,
                              on_started,
                              g_steal_pointer (&task));
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      culvert_systemd_call_finish (CULVERT_SYSTEMD (source), result, &error);

  if (reply == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    start_unit (g_steal_pointer (&task));
}

static gboolean
on_retry (gpointer user_data)
{
  look (g_object_ref (user_data));

  return G_SOURCE_REMOVE;
}

static void
wait_for_end (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Start *start = g_task_get_task_data (task);

  if (++start->n_looks > MAX_LOOKS)
    g_task_return_new_error (task,
                             CULVERT_LAUNCH_ERROR,
                             CULVERT_LAUNCH_ERROR_BUSY,
                             "The daemon that ran before does not come to its end.");
  else
    g_timeout_add_full (G_PRIORITY_DEFAULT,
                        LOOK_AGAIN_MS,
                        on_retry,
                        g_object_ref (task),
                        g_object_unref);
}

static void
on_state (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertStarterTransient *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  CulvertUnitState state =
      culvert_systemd_get_state_finish (CULVERT_SYSTEMD (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  switch (state)
    {
    case CULVERT_UNIT_ABSENT:
      start_unit (g_steal_pointer (&task));
      break;
    case CULVERT_UNIT_FAILED:
      culvert_systemd_call_async (self->systemd,
                                  "ResetFailedUnit",
                                  g_variant_new ("(s)", self->unit),
                                  NULL,
                                  TRUE,
                                  on_forgotten,
                                  g_steal_pointer (&task));
      break;
    case CULVERT_UNIT_WAITING:
      wait_for_end (g_steal_pointer (&task));
      break;
    case CULVERT_UNIT_RUNNING:
      if (start->n_looks < LOOKS_TO_BELIEVE)
        wait_for_end (g_steal_pointer (&task));
      else
        g_task_return_boolean (task, TRUE);
      break;
    }
}

/* One of an earlier start may be there: that one is taken, waited for, or cleared away. */
static void
look (GTask *owned_task)
{
  CulvertStarterTransient *self = g_task_get_source_object (owned_task);

  culvert_systemd_get_state_async (self->systemd, self->unit, on_state, owned_task);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertStarterTransient *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_file_get_path (self->file);
  CulvertLaunchUnit unit;

  start->program = culvert_launch_program_find_finish (result, &error);
  if (start->program == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  unit = describe_unit (self, start);
  g_free (self->command);
  self->command = culvert_launch_unit_dup_command (&unit, path);
  self->started_at = g_get_real_time () / G_USEC_PER_SEC;
  look (g_steal_pointer (&task));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  start->text = culvert_launch_text_load_finish (result, &error);
  if (start->text == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    culvert_launch_program_find_async (NULL, on_found, g_steal_pointer (&task));
}

static const char *
culvert_starter_transient_get_endpoint (CulvertStarter *starter)
{
  return CULVERT_STARTER_TRANSIENT (starter)->endpoint;
}

static void
culvert_starter_transient_start_async (CulvertStarter *starter,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  CulvertStarterTransient *self = CULVERT_STARTER_TRANSIENT (starter);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_starter_transient_start_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_new0 (Start, 1), start_free);
  culvert_launch_text_load_async (self->file, NULL, on_loaded, task);
}

static void
culvert_starter_transient_check_async (CulvertStarter *starter,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  CulvertStarterTransient *self = CULVERT_STARTER_TRANSIENT (starter);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_starter_transient_check_async);
  culvert_unit_tasks_check (task, self->systemd, self->unit, self->started_at, self->errors);
}

static void
culvert_starter_transient_stop_async (CulvertStarter *starter,
                                      gboolean may_ask,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  CulvertStarterTransient *self = CULVERT_STARTER_TRANSIENT (starter);
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_starter_transient_stop_async);
  culvert_unit_tasks_stop (task, self->systemd, self->unit, may_ask);
}

static gboolean
culvert_starter_transient_owns_daemon (CulvertStarter *starter)
{
  return TRUE;
}

static char *
culvert_starter_transient_dup_command (CulvertStarter *starter)
{
  return g_strdup (CULVERT_STARTER_TRANSIENT (starter)->command);
}

static void
starter_iface_init (CulvertStarterInterface *iface)
{
  iface->get_endpoint = culvert_starter_transient_get_endpoint;
  iface->start_async = culvert_starter_transient_start_async;
  iface->check_async = culvert_starter_transient_check_async;
  iface->stop_async = culvert_starter_transient_stop_async;
  iface->owns_daemon = culvert_starter_transient_owns_daemon;
  iface->dup_command = culvert_starter_transient_dup_command;
}

static void
culvert_starter_transient_dispose (GObject *object)
{
  CulvertStarterTransient *self = CULVERT_STARTER_TRANSIENT (object);

  g_clear_object (&self->systemd);
  g_clear_object (&self->profile);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (culvert_starter_transient_parent_class)->dispose (object);
}

static void
culvert_starter_transient_finalize (GObject *object)
{
  CulvertStarterTransient *self = CULVERT_STARTER_TRANSIENT (object);

  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->endpoint, g_free);
  g_clear_pointer (&self->command, g_free);
  if (self->errors >= 0)
    close (self->errors);

  G_OBJECT_CLASS (culvert_starter_transient_parent_class)->finalize (object);
}

static void
culvert_starter_transient_class_init (CulvertStarterTransientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_starter_transient_dispose;
  object_class->finalize = culvert_starter_transient_finalize;
}

static void
culvert_starter_transient_init (CulvertStarterTransient *self)
{
  self->errors = -1;
}

CulvertStarterTransient *
culvert_starter_transient_new (CulvertSystemd *systemd, CulvertProfile *profile, GFile *file)
{
  CulvertStarterTransient *self;
  const char *id;
  g_autofree char *socket = NULL;

  g_return_val_if_fail (CULVERT_IS_SYSTEMD (systemd), NULL);
  g_return_val_if_fail (CULVERT_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (CULVERT_TYPE_STARTER_TRANSIENT, NULL);
  self->systemd = g_object_ref (systemd);
  self->profile = g_object_ref (profile);
  self->file = g_object_ref (file);
  id = culvert_profile_get_id (profile);
  self->unit = culvert_launch_name_dup_unit (getuid (), id);
  socket = culvert_launch_name_dup_socket (getuid (), id);
  self->endpoint = g_strconcat ("unix:", socket, NULL);

  return self;
}
