/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-importing.h"

#include <glib/gi18n-lib.h>

/* What is under way for one caller: the data of his task. */
typedef struct
{
  CulvertProfile *profile; /* (owned): the one to add or to change */
  char *identity;          /* (owned) (nullable): that it is to get */
  GFile *file;             /* (owned) (nullable): where to export to */
} Errand;

static void
errand_free (Errand *self)
{
  g_clear_object (&self->profile);
  g_clear_pointer (&self->identity, g_free);
  g_clear_object (&self->file);
  g_free (self);
}

static GTask *
new_task (CulvertConnections *connections,
          CulvertProfile *profile,
          gpointer tag,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (connections, NULL, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  g_set_object (&errand->profile, profile);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);

  return task;
}

static GError *
new_unsaved_error (const GError *error)
{
  return g_error_new (error->domain,
                      error->code,
                      /* Translators: %s is the reason, as the system gives it. */
                      _ ("The profile could not be saved: %s"),
                      error->message);
}

/* Only now: a connection without its text is of no use. */
static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertConnections *connections = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!culvert_profile_texts_finish (CULVERT_PROFILE_TEXTS (source), result, &error))
    g_task_return_error (task, new_unsaved_error (error));
  else if (!culvert_connections_has_room (connections, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, culvert_connections_add (connections, errand->profile), NULL);
}

static void
store_text (GTask *owned_task, CulvertSecretText *text)
{
  CulvertConnections *connections = g_task_get_source_object (owned_task);
  Errand *errand = g_task_get_task_data (owned_task);

  if (!culvert_connections_can_import (connections))
    {
      g_task_return_new_error (owned_task,
                               G_IO_ERROR,
                               G_IO_ERROR_NOT_SUPPORTED,
                               _ ("From its sandbox Culvert can start no profile. It can attach "
                                  "to an OpenVPN daemon that runs already."));
      g_object_unref (owned_task);
      return;
    }

  culvert_profile_texts_add_async (culvert_connections_get_texts (connections),
                                   culvert_profile_get_id (errand->profile),
                                   text,
                                   on_added,
                                   owned_task);
}

void
culvert_importing_import_async (CulvertConnections *connections,
                                CulvertConfigImport *import,
                                const char *name,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  gboolean is_named = name != NULL && name[0] != '\0';
  g_autoptr (CulvertProfile) profile =
      culvert_profile_new_imported (NULL,
                                    is_named ? name : culvert_config_import_get_name (import),
                                    culvert_config_import_get_identity (import));
  g_autoptr (GTask) task =
      new_task (connections, profile, culvert_importing_import_async, callback, user_data);
  g_autoptr (GError) error = NULL;

  if (culvert_connections_has_room (connections, &error))
    store_text (g_steal_pointer (&task), culvert_config_import_get_text (import));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_read_to_duplicate (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSecretText) text =
      culvert_profile_texts_read_finish (CULVERT_PROFILE_TEXTS (source), result, &error);

  if (text != NULL)
    store_text (g_steal_pointer (&task), text);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
culvert_importing_duplicate_async (CulvertConnections *connections,
                                   CulvertSession *session,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CulvertProfile *original = culvert_session_get_profile (session);
  g_autofree char *name = NULL;
  g_autoptr (CulvertProfile) profile = NULL;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (culvert_profile_get_kind (original) == CULVERT_PROFILE_IMPORTED);

  /* Translators: %s is the name of the connection that was duplicated. */
  name = g_strdup_printf (_ ("%s (copy)"), culvert_profile_get_name (original));
  profile = culvert_profile_new_imported (NULL, name, culvert_profile_get_identity (original));
  task = new_task (connections, profile, culvert_importing_duplicate_async, callback, user_data);
  if (culvert_connections_has_room (connections, &error))
    culvert_profile_texts_read_async (culvert_connections_get_texts (connections),
                                      culvert_profile_get_id (original),
                                      on_read_to_duplicate,
                                      g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

CulvertSession *
culvert_importing_add_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!culvert_profile_texts_finish (CULVERT_PROFILE_TEXTS (source), result, &error))
    {
      g_task_return_error (task, new_unsaved_error (error));
      return;
    }

  culvert_profile_set_identity (errand->profile, errand->identity);
  g_task_return_boolean (task, TRUE);
}

void
culvert_importing_replace_async (CulvertConnections *connections,
                                 CulvertSession *session,
                                 CulvertConfigImport *import,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CulvertProfile *profile = culvert_session_get_profile (session);
  GTask *task;
  Errand *errand;

  g_return_if_fail (culvert_profile_get_kind (profile) == CULVERT_PROFILE_IMPORTED);

  task = new_task (connections, profile, culvert_importing_replace_async, callback, user_data);
  errand = g_task_get_task_data (task);
  errand->identity = g_strdup (culvert_config_import_get_identity (import));
  culvert_profile_texts_replace_async (culvert_connections_get_texts (connections),
                                       culvert_profile_get_id (profile),
                                       culvert_config_import_get_text (import),
                                       on_replaced,
                                       task);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_read_to_export (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSecretText) text =
      culvert_profile_texts_read_finish (CULVERT_PROFILE_TEXTS (source), result, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (text == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  bytes = g_bytes_new_with_free_func (culvert_secret_text_peek (text),
                                      culvert_secret_text_get_length (text),
                                      (GDestroyNotify) culvert_secret_text_unref,
                                      culvert_secret_text_ref (text));
  g_file_replace_contents_bytes_async (errand->file,
                                       bytes,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL,
                                       on_exported,
                                       g_steal_pointer (&task));
}

void
culvert_importing_export_async (CulvertConnections *connections,
                                CulvertSession *session,
                                GFile *file,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  CulvertProfile *profile = culvert_session_get_profile (session);
  GTask *task;
  Errand *errand;

  g_return_if_fail (culvert_profile_get_kind (profile) == CULVERT_PROFILE_IMPORTED);

  task = new_task (connections, profile, culvert_importing_export_async, callback, user_data);
  errand = g_task_get_task_data (task);
  errand->file = g_object_ref (file);
  culvert_profile_texts_read_async (culvert_connections_get_texts (connections),
                                    culvert_profile_get_id (profile),
                                    on_read_to_export,
                                    task);
}

gboolean
culvert_importing_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
