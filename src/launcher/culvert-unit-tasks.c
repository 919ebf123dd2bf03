/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-unit-tasks.h"

#include "culvert-launch-error.h"
#include "culvert-launch-words.h"

/* The data of a task that checks. */
typedef struct
{
  char *unit; /* (owned) */
  gint64 since;
  int errors; /* (unowned): of the starter, which the task keeps */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_pointer (&check->unit, g_free);
  g_free (check);
}

static void
tell_end (GTask *task, const char *words)
{
  g_task_return_error (task,
                       culvert_launch_error_new_fault (CULVERT_LAUNCH_FAULT_ENDED, NULL, words));
}

static void
on_words_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *words = culvert_launch_words_read_finish (result);

  tell_end (task, words);
}

static void
find_words (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Check *check = g_task_get_task_data (task);
  g_autofree char *words = culvert_launch_words_of_log (check->errors);

  if (words != NULL)
    tell_end (task, words);
  else
    culvert_launch_words_read_async (check->unit,
                                     check->since,
                                     on_words_read,
                                     g_steal_pointer (&task));
}

static void
on_state (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CulvertUnitState state =
      culvert_systemd_get_state_finish (CULVERT_SYSTEMD (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (state == CULVERT_UNIT_RUNNING || state == CULVERT_UNIT_WAITING)
    g_task_return_boolean (task, state == CULVERT_UNIT_RUNNING);
  else
    find_words (g_steal_pointer (&task));
}

void
culvert_unit_tasks_check (GTask *owned_task,
                          CulvertSystemd *systemd,
                          const char *unit,
                          gint64 since,
                          int errors)
{
  Check *check = g_new0 (Check, 1);

  check->unit = g_strdup (unit);
  check->since = since;
  check->errors = errors;
  g_task_set_task_data (owned_task, check, check_free);
  culvert_systemd_get_state_async (systemd, unit, on_state, owned_task);
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      culvert_systemd_call_finish (CULVERT_SYSTEMD (source), result, &error);

  if (reply == NULL &&
      !g_error_matches (error, CULVERT_LAUNCH_ERROR, CULVERT_LAUNCH_ERROR_NOT_FOUND))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
culvert_unit_tasks_stop (GTask *owned_task,
                         CulvertSystemd *systemd,
                         const char *unit,
                         gboolean may_ask)
{
  culvert_systemd_call_async (systemd,
                              "StopUnit",
                              g_variant_new ("(ss)", unit, "replace"),
                              NULL,
                              may_ask,
                              on_stopped,
                              owned_task);
}
