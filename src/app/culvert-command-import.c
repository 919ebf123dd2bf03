/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-command-import.h"

#include <glib/gi18n-lib.h>

#include "culvert-config-importer.h"
#include "culvert-config-words.h"
#include "culvert-importing.h"
#include "culvert-plain-text.h"

#define MAX_MESSAGE 300

static GApplicationCommandLine *
command_line_of (GTask *task)
{
  return g_task_get_task_data (task);
}

/* Words of a profile may be in it. */
static void
refuse (GTask *owned_task, const char *sentence)
{
  g_autoptr (GTask) task = owned_task;
  g_autofree char *text = culvert_plain_text (sentence, -1, MAX_MESSAGE);

  g_application_command_line_printerr (command_line_of (task), "%s\n", text);
  g_task_return_boolean (task, FALSE);
}

static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  culvert_connections_flush_finish (CULVERT_CONNECTIONS (source), result);
  g_task_return_boolean (task, TRUE);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;

  if (culvert_importing_add_finish (result, &error) == NULL)
    refuse (task, error->message);
  else
    culvert_connections_flush_async (g_task_get_source_object (task), on_flushed, task);
}

static void
print_notes (GTask *task, CulvertConfigImport *import)
{
  GPtrArray *notes = culvert_config_import_get_notes (import);

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *line = culvert_config_words_note (notes->pdata[i]);

      g_application_command_line_print (command_line_of (task), "%s\n", line);
    }
}

static void
print_twin (GTask *task, CulvertConfigImport *import)
{
  CulvertSessionList *sessions = culvert_connections_get_sessions (g_task_get_source_object (task));
  CulvertSession *twin =
      culvert_session_list_find_twin (sessions, culvert_config_import_get_identity (import));
  g_autofree char *sentence = twin != NULL ? culvert_config_words_twin (culvert_profile_get_name (
                                                 culvert_session_get_profile (twin)))
                                           : NULL;

  if (sentence != NULL)
    g_application_command_line_print (command_line_of (task), "%s\n", sentence);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GVariantDict *options = g_application_command_line_get_options_dict (command_line_of (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertConfigImport) import = culvert_config_importer_read_finish (result, &error);
  const char *name = NULL;

  if (import == NULL)
    {
      g_autofree char *complaint = culvert_config_words_complaint (error->message);

      refuse (task, complaint);
      return;
    }

  print_notes (task, import);
  print_twin (task, import);
  if (culvert_config_import_get_facts (import)->runs_programs &&
      !g_variant_dict_contains (options, "allow-programs"))
    {
      refuse (task,
              _ ("This profile runs programs of its own. If you trust it, import it with "
                 "--allow-programs."));
      return;
    }

  g_variant_dict_lookup (options, "name", "&s", &name);
  culvert_importing_import_async (g_task_get_source_object (task), import, name, on_added, task);
}

void
culvert_command_import_async (GApplicationCommandLine *command_line,
                              CulvertConnections *connections,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (connections, NULL, callback, user_data);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  const char *path = "";
  g_autoptr (GFile) file = NULL;

  g_variant_dict_lookup (options, "import", "^&ay", &path);
  file = g_application_command_line_create_file_for_arg (command_line, path);
  g_task_set_source_tag (task, culvert_command_import_async);
  g_task_set_task_data (task, g_object_ref (command_line), g_object_unref);
  culvert_config_importer_read_async (file, NULL, on_read, task);
}

gboolean
culvert_command_import_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
