/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-autostart"

#include "culvert-autostart.h"

#include <errno.h>
#include <glib/gstdio.h>

#define KEY "start-at-login"

struct _CulvertAutostart
{
  GObject parent_instance;

  GSettings *settings; /* (owned) */
  char *path;          /* (owned) */
  char *contents;      /* (owned) */

  gboolean is_busy;
  gboolean is_stale; /* the setting has changed since the thread was started */
};

G_DEFINE_FINAL_TYPE (CulvertAutostart, culvert_autostart, G_TYPE_OBJECT)

/* What a thread is to do. */
typedef struct
{
  char *path;     /* (owned) */
  char *contents; /* (owned) (nullable): NULL removes the file */
} Errand;

static void sync_file (CulvertAutostart *self);

static void
errand_free (Errand *self)
{
  g_free (self->path);
  g_free (self->contents);
  g_free (self);
}

static gboolean
fail (GError **error, const char *path)
{
  int saved_errno = errno;

  g_set_error (error,
               G_IO_ERROR,
               (int) g_io_error_from_errno (saved_errno),
               "%s: %s",
               path,
               g_strerror (saved_errno));
  return FALSE;
}

static gboolean
carry_out (const Errand *errand, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (errand->path);

  if (errand->contents == NULL)
    return g_unlink (errand->path) == 0 || errno == ENOENT || fail (error, errand->path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, folder);

  return g_file_set_contents (errand->path, errand->contents, -1, error);
}

static void
run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (carry_out (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertAutostart) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("The start at login is not as it is set: %s", error->message);

  self->is_busy = FALSE;
  if (self->is_stale)
    sync_file (self);
}

static void
sync_file (CulvertAutostart *self)
{
  g_autoptr (GTask) task = NULL;
  Errand *errand;

  self->is_stale = self->is_busy;
  if (self->is_busy)
    return;

  errand = g_new0 (Errand, 1);
  errand->path = g_strdup (self->path);
  errand->contents =
      g_settings_get_boolean (self->settings, KEY) ? g_strdup (self->contents) : NULL;

  /* Not the task's source: a thread must never drop the last reference to us. */
  self->is_busy = TRUE;
  task = g_task_new (NULL, NULL, on_done, g_object_ref (self));
  g_task_set_source_tag (task, sync_file);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  g_task_run_in_thread (task, run);
}

static char *
new_contents (const char *icon_name, const char *program)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autofree char *command = g_strdup_printf ("\"%s\" --background", program);
  const char *group = G_KEY_FILE_DESKTOP_GROUP;

  g_key_file_set_string (key_file,
                         group,
                         G_KEY_FILE_DESKTOP_KEY_TYPE,
                         G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (key_file, group, G_KEY_FILE_DESKTOP_KEY_NAME, "Culvert");
  g_key_file_set_string (key_file, group, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  g_key_file_set_string (key_file, group, G_KEY_FILE_DESKTOP_KEY_TRY_EXEC, program);
  g_key_file_set_string (key_file, group, G_KEY_FILE_DESKTOP_KEY_ICON, icon_name);
  g_key_file_set_boolean (key_file, group, G_KEY_FILE_DESKTOP_KEY_TERMINAL, FALSE);

  return g_key_file_to_data (key_file, NULL, NULL);
}

static void
culvert_autostart_dispose (GObject *object)
{
  g_clear_object (&CULVERT_AUTOSTART (object)->settings);

  G_OBJECT_CLASS (culvert_autostart_parent_class)->dispose (object);
}

static void
culvert_autostart_finalize (GObject *object)
{
  CulvertAutostart *self = CULVERT_AUTOSTART (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->contents, g_free);

  G_OBJECT_CLASS (culvert_autostart_parent_class)->finalize (object);
}

static void
culvert_autostart_class_init (CulvertAutostartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_autostart_dispose;
  object_class->finalize = culvert_autostart_finalize;
}

static void
culvert_autostart_init (CulvertAutostart *self)
{
}

CulvertAutostart *
culvert_autostart_new (GSettings *settings, GFile *file, const char *icon_name, const char *program)
{
  CulvertAutostart *self = g_object_new (CULVERT_TYPE_AUTOSTART, NULL);

  self->settings = g_object_ref (settings);
  self->path = g_file_get_path (file);
  self->contents = new_contents (icon_name, program);
  g_signal_connect_object (settings,
                           "changed::" KEY,
                           G_CALLBACK (sync_file),
                           self,
                           G_CONNECT_SWAPPED);
  sync_file (self);

  return self;
}

gboolean
culvert_autostart_is_done (CulvertAutostart *self)
{
  g_return_val_if_fail (CULVERT_IS_AUTOSTART (self), TRUE);

  return !self->is_busy;
}
