/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-file-opener"

#include "culvert-file-opener.h"

#include "culvert-command-line.h"

struct _CulvertFileOpener
{
  GObject parent_instance;

  CulvertFront *front; /* (owned) */
  GPtrArray *waiting;  /* (owned) of GFile (owned) */
  gboolean has_begun;
};

G_DEFINE_FINAL_TYPE (CulvertFileOpener, culvert_file_opener, G_TYPE_OBJECT)

static gboolean
show (CulvertFileOpener *self, GPtrArray *files, GError **error)
{
  CulvertUi *ui = culvert_front_open (self->front, error);

  if (ui != NULL)
    culvert_ui_present_import (ui, files, NULL);

  return ui != NULL;
}

static void
show_waiting (CulvertFileOpener *self)
{
  g_autoptr (GError) error = NULL;

  if (self->waiting->len > 0 && !show (self, self->waiting, &error))
    g_message ("%s", error->message);
  g_ptr_array_set_size (self->waiting, 0);
}

static void
culvert_file_opener_dispose (GObject *object)
{
  CulvertFileOpener *self = CULVERT_FILE_OPENER (object);

  g_ptr_array_set_size (self->waiting, 0);
  g_clear_object (&self->front);

  G_OBJECT_CLASS (culvert_file_opener_parent_class)->dispose (object);
}

static void
culvert_file_opener_finalize (GObject *object)
{
  CulvertFileOpener *self = CULVERT_FILE_OPENER (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_file_opener_parent_class)->finalize (object);
}

static void
culvert_file_opener_class_init (CulvertFileOpenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_file_opener_dispose;
  object_class->finalize = culvert_file_opener_finalize;
}

static void
culvert_file_opener_init (CulvertFileOpener *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertFileOpener *
culvert_file_opener_new (CulvertFront *front)
{
  CulvertFileOpener *self = g_object_new (CULVERT_TYPE_FILE_OPENER, NULL);

  self->front = g_object_ref (front);

  return self;
}

void
culvert_file_opener_open (CulvertFileOpener *self, GFile **files, int n_files)
{
  g_return_if_fail (CULVERT_IS_FILE_OPENER (self));

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->waiting, g_object_ref (files[i]));
  if (self->has_begun)
    show_waiting (self);
}

void
culvert_file_opener_begin (CulvertFileOpener *self)
{
  g_return_if_fail (CULVERT_IS_FILE_OPENER (self));

  self->has_begun = TRUE;
  show_waiting (self);
}

int
culvert_file_opener_run (CulvertFileOpener *self, GApplicationCommandLine *command_line)
{
  g_autoptr (GPtrArray) files = culvert_command_line_dup_files (command_line);
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (CULVERT_IS_FILE_OPENER (self), 1);

  if (files->len == 0 || show (self, files, &error))
    return 0;

  g_application_command_line_printerr (command_line, "%s\n", error->message);
  return 1;
}
