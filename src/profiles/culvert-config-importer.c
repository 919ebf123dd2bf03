/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-importer.h"

#include "culvert-config-file.h"
#include "culvert-config-material.h"
#include "culvert-plain-text.h"

#define MAX_NAME_CHARACTERS 100

/* One import under way: the data of its task. */
typedef struct
{
  GFile *file;      /* (owned) */
  GFile *folder;    /* (owned): what the names of files are relative to */
  GPtrArray *found; /* (owned) (nullable) (element-type CulvertConfigDirective): as parsed */
  guint next;       /* of those */
  gsize n_bytes;    /* of the files that it names, until now */
  GPtrArray *whole; /* (owned) (element-type CulvertConfigDirective): with what they name */
  GPtrArray *notes; /* (owned) (element-type CulvertConfigNote) */
} Job;

static void go_on (GTask *task);

static void
job_free (Job *job)
{
  g_object_unref (job->file);
  g_object_unref (job->folder);
  g_clear_pointer (&job->found, g_ptr_array_unref);
  g_ptr_array_unref (job->whole);
  g_clear_pointer (&job->notes, g_ptr_array_unref);
  g_free (job);
}

/* What is said here is not heard after a cancellation, which the task tells by itself. */
static GError *
cannot_read_profile (const GError *error)
{
  return g_error_new (CULVERT_CONFIG_ERROR,
                      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE)
                          ? CULVERT_CONFIG_ERROR_TOO_BIG
                          : CULVERT_CONFIG_ERROR_UNREADABLE,
                      "The profile cannot be read: %s.",
                      error->message);
}

static GError *
cannot_read_named_file (const CulvertConfigDirective *directive, const GError *error)
{
  GError *told = NULL;
  g_autofree char *name = culvert_plain_text (culvert_config_directive_get_word (directive, 1),
                                              -1,
                                              MAX_NAME_CHARACTERS);

  culvert_config_complain (&told,
                           CULVERT_CONFIG_ERROR_MISSING_FILE,
                           directive->line,
                           "the file “%s” cannot be read: %s.",
                           name,
                           error->message);
  return told;
}

static GError *
too_much (const CulvertConfigDirective *directive)
{
  GError *told = NULL;

  culvert_config_complain (&told,
                           CULVERT_CONFIG_ERROR_TOO_BIG,
                           directive->line,
                           "the files that a profile names may have at most %d KiB together.",
                           CULVERT_CONFIG_MAX_BYTES / 1024);
  return told;
}

/* A block has no room for the direction of its key. */
static void
add_direction (Job *job, const CulvertConfigDirective *directive)
{
  const char *direction = culvert_config_directive_get_word (directive, 2);

  if (direction != NULL)
    g_ptr_array_add (
        job->whole,
        culvert_config_directive_new (directive->line,
                                      (const char *const[]){ "key-direction", direction, NULL }));
}

static void
take_in (Job *job, const CulvertConfigDirective *directive, CulvertSecretText *content)
{
  const char *name = culvert_config_directive_get_name (directive);
  CulvertConfigDirective *block =
      culvert_config_directive_new (directive->line, (const char *const[]){ name, NULL });

  add_direction (job, directive);
  block->block = g_str_equal (name, "pkcs12") ? culvert_config_material_encode (content)
                                              : culvert_secret_text_ref (content);
  g_ptr_array_add (job->whole, block);
  g_ptr_array_add (job->notes,
                   culvert_config_note_new (directive->line,
                                            name,
                                            CULVERT_CONFIG_VERDICT_ALLOWED,
                                            CULVERT_CONFIG_REASON_TAKEN_IN));
}

static void
on_named_file_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSecretText) content = culvert_config_file_read_finish (result, &error);
  const CulvertConfigDirective *directive = job->found->pdata[job->next];

  if (error != NULL)
    {
      g_task_return_error (task, cannot_read_named_file (directive, error));
      return;
    }

  job->n_bytes += culvert_secret_text_get_length (content);
  if (job->n_bytes > CULVERT_CONFIG_MAX_BYTES)
    {
      g_task_return_error (task, too_much (directive));
      return;
    }

  take_in (job, directive, content);
  job->next++;
  go_on (g_steal_pointer (&task));
}

/* `tls-auth [inline] 1` is how some programs announce the block that follows. */
static gboolean
announces_block (const Job *job, const CulvertConfigDirective *directive)
{
  const char *name = culvert_config_directive_get_name (directive);

  if (!g_str_equal (culvert_config_directive_get_word (directive, 1), "[inline]"))
    return FALSE;

  for (guint i = job->next; i < job->found->len; i++)
    {
      const CulvertConfigDirective *later = job->found->pdata[i];

      if (later->block != NULL && g_str_equal (culvert_config_directive_get_name (later), name))
        return TRUE;
    }

  return FALSE;
}

static void
change_folder (Job *job, const CulvertConfigDirective *directive)
{
  const char *path = culvert_config_directive_get_word (directive, 1);
  GFile *folder;

  if (path == NULL)
    return;

  folder = g_file_resolve_relative_path (job->folder, path);
  g_object_unref (job->folder);
  job->folder = folder;
}

static void
finish (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Job *job = g_task_get_task_data (task);
  g_autofree char *file_name = g_file_get_basename (job->file);
  GError *error = NULL;
  CulvertConfigImport *import =
      culvert_config_import_new (job->whole, g_steal_pointer (&job->notes), file_name, &error);

  if (import != NULL)
    g_task_return_pointer (task, import, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Up to the next file that has to be read, or to the end. */
static void
go_on (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Job *job = g_task_get_task_data (task);

  for (; job->next < job->found->len; job->next++)
    {
      const CulvertConfigDirective *directive = job->found->pdata[job->next];
      g_autoptr (GFile) named = NULL;

      if (g_str_equal (culvert_config_directive_get_name (directive), "cd"))
        change_folder (job, directive);
      if (!culvert_config_material_is_file (directive))
        {
          g_ptr_array_add (job->whole, culvert_config_directive_copy (directive));
          continue;
        }
      if (announces_block (job, directive))
        {
          add_direction (job, directive);
          continue;
        }

      named = g_file_resolve_relative_path (job->folder,
                                            culvert_config_directive_get_word (directive, 1));
      culvert_config_file_read_async (named,
                                      CULVERT_CONFIG_MAX_BLOCK,
                                      g_task_get_cancellable (task),
                                      on_named_file_read,
                                      g_object_ref (task));
      return;
    }

  finish (g_steal_pointer (&task));
}

static void
on_profile_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSecretText) text = culvert_config_file_read_finish (result, &error);

  if (text != NULL)
    job->found = culvert_config_parse (culvert_secret_text_peek (text),
                                       culvert_secret_text_get_length (text),
                                       &error);

  if (job->found != NULL)
    go_on (g_steal_pointer (&task));
  else if (text != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_error (task, cannot_read_profile (error));
}

void
culvert_config_importer_read_async (GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (G_IS_FILE (file));

  job = g_new0 (Job, 1);
  job->file = g_object_ref (file);
  job->folder = g_file_get_parent (file);
  if (job->folder == NULL)
    job->folder = g_object_ref (file);
  job->whole = culvert_config_new ();
  job->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_config_importer_read_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  culvert_config_file_read_async (file,
                                  CULVERT_CONFIG_MAX_BYTES,
                                  cancellable,
                                  on_profile_read,
                                  task);
}

CulvertConfigImport *
culvert_config_importer_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
