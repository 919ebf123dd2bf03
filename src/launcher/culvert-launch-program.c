/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-launch-program"

#include "culvert-launch-program.h"

#include "culvert-launch-error.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define RESOLVED_FOLDER "/run/systemd/resolve"

static const char *const programs[] = { "/usr/sbin/openvpn", "/usr/bin/openvpn" };

/* In the order of preference. Where a script fails there is no tunnel, so that the one of a
 * resolver that does not run is not called. */
static const struct
{
  const char *path;
  const char *resolver; /* (nullable): is there where the resolver has run since the start */
} dns_scripts[] = {
  { "/etc/openvpn/update-systemd-resolved", RESOLVED_FOLDER },
  { "/usr/libexec/openvpn/update-systemd-resolved", RESOLVED_FOLDER },
  { "/usr/bin/update-systemd-resolved", RESOLVED_FOLDER },
  { "/etc/openvpn/update-resolv-conf", NULL },
};

void
culvert_launch_program_free (CulvertLaunchProgram *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->dns_script, g_free);
  g_free (self);
}

gboolean
culvert_launch_program_does_dns (const char *output)
{
  unsigned int major;
  unsigned int minor;

  if (sscanf (output, "OpenVPN %3u.%3u", &major, &minor) != 2)
    return FALSE;

  return major > 2 || (major == 2 && minor >= 7);
}

static gboolean
belongs_to_root_alone (const char *path)
{
  struct stat status;

  return lstat (path, &status) == 0 && status.st_uid == 0 &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

char *
culvert_launch_program_dup_safe (const char *path)
{
  g_autofree char *program = realpath (path, NULL);
  g_autofree char *part = g_strdup (program);

  if (program == NULL || access (program, X_OK) != 0)
    return NULL;

  while (belongs_to_root_alone (part))
    {
      g_autofree char *inner = g_steal_pointer (&part);

      if (g_str_equal (inner, "/"))
        return g_steal_pointer (&program);
      part = g_path_get_dirname (inner);
    }
  return NULL;
}

static char *
find_dns_script (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dns_scripts); i++)
    {
      gboolean is_of_use =
          dns_scripts[i].resolver == NULL || access (dns_scripts[i].resolver, F_OK) == 0;
      char *script = is_of_use ? culvert_launch_program_dup_safe (dns_scripts[i].path) : NULL;

      if (script != NULL)
        return script;
    }
  return NULL;
}

static const char *
find_program (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      if (access (programs[i], X_OK) == 0)
        return programs[i];
    }
  return NULL;
}

static void
on_version_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertLaunchProgram *program = g_task_get_task_data (task);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &output, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      g_debug ("The version of OpenVPN is not known: %s", error->message);
    }

  if (output != NULL && culvert_launch_program_does_dns (output))
    g_clear_pointer (&program->dns_script, g_free);
  g_task_return_boolean (task, TRUE);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CulvertLaunchProgram *program = task_data;

  program->path = g_strdup (find_program ());
  program->dns_script = find_dns_script ();
  g_task_return_boolean (task, TRUE);
}

/* The version matters only where a script would be called. */
static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertLaunchProgram *program = g_task_get_task_data (task);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (program->path == NULL)
    {
      g_task_return_new_error (task,
                               CULVERT_LAUNCH_ERROR,
                               CULVERT_LAUNCH_ERROR_NOT_FOUND,
                               "OpenVPN is not installed.");
      return;
    }
  if (program->dns_script != NULL)
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                &error,
                                program->path,
                                "--version",
                                NULL);

  if (error != NULL)
    g_task_return_new_error (task,
                             CULVERT_LAUNCH_ERROR,
                             CULVERT_LAUNCH_ERROR_NOT_FOUND,
                             "OpenVPN cannot be run: %s.",
                             error->message);
  else if (process == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_subprocess_communicate_utf8_async (process,
                                         NULL,
                                         g_task_get_cancellable (task),
                                         on_version_read,
                                         g_object_ref (task));
}

void
culvert_launch_program_find_async (GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) search = NULL;

  g_task_set_source_tag (task, culvert_launch_program_find_async);
  g_task_set_task_data (task,
                        g_new0 (CulvertLaunchProgram, 1),
                        (GDestroyNotify) culvert_launch_program_free);

  search = g_task_new (NULL, NULL, on_found, g_object_ref (task));
  g_task_set_task_data (search, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (search, find_in_thread);
}

CulvertLaunchProgram *
culvert_launch_program_find_finish (GAsyncResult *result, GError **error)
{
  CulvertLaunchProgram *program;
  CulvertLaunchProgram *found;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  program = g_task_get_task_data (G_TASK (result));
  found = g_new0 (CulvertLaunchProgram, 1);
  found->path = g_steal_pointer (&program->path);
  found->dns_script = g_steal_pointer (&program->dns_script);
  return found;
}
