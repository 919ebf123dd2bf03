/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-user-files.h"

#include "culvert-autostart-portal.h"
#include "culvert-autostart.h"
#include "culvert-build.h"
#include "culvert-installed.h"

#define FOLDER "culvert"

GSettings *
culvert_user_files_new_settings (void)
{
  g_autofree char *data_folder = culvert_installed_find (CULVERT_DATADIR);
  g_autofree char *folder = g_build_filename (data_folder, "glib-2.0", "schemas", NULL);
  g_autoptr (GSettingsSchemaSource) source = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  source = g_settings_schema_source_new_from_directory (folder,
                                                        g_settings_schema_source_get_default (),
                                                        FALSE,
                                                        NULL);
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, CULVERT_APPLICATION_ID, FALSE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL)
                        : g_settings_new (CULVERT_APPLICATION_ID);
}

CulvertConnections *
culvert_user_files_new_connections (CulvertAnswerer *answerer)
{
  g_autoptr (GFile) file =
      g_file_new_build_filename (g_get_user_config_dir (), FOLDER, "connections.conf", NULL);
  g_autoptr (GFile) folder =
      g_file_new_build_filename (g_get_user_data_dir (), FOLDER, "profiles", NULL);
  g_autoptr (CulvertProfileStore) store = culvert_profile_store_new (file);
  g_autoptr (CulvertProfileTexts) texts = culvert_profile_texts_new (folder);
  g_autoptr (CulvertLauncherFactory) factory =
      culvert_launcher_factory_new (texts, culvert_installed_in_sandbox ());

  return culvert_connections_new (store, texts, factory, answerer);
}

CulvertMutedMessages *
culvert_user_files_new_muted_messages (void)
{
  g_autoptr (GFile) file =
      g_file_new_build_filename (g_get_user_state_dir (), FOLDER, "muted-messages", NULL);

  return culvert_muted_messages_new (file);
}

CulvertUsageRecorder *
culvert_user_files_new_usage_recorder (CulvertSessionList *sessions)
{
  g_autoptr (GFile) file =
      g_file_new_build_filename (g_get_user_state_dir (), FOLDER, "usage.conf", NULL);
  g_autoptr (CulvertUsageStore) store = culvert_usage_store_new (file);

  return culvert_usage_recorder_new (sessions, store);
}

GObject *
culvert_user_files_new_autostart (GSettings *settings, GDBusConnection *bus)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_config_dir (),
                                                      "autostart",
                                                      CULVERT_APPLICATION_ID ".desktop",
                                                      NULL);

  g_autofree char *folder = culvert_installed_find (CULVERT_BINDIR);
  g_autofree char *program = g_build_filename (folder, "culvert", NULL);

  /* Of a sandbox, nothing of this is what the desktop sees. */
  if (culvert_installed_in_sandbox ())
    return bus != NULL ? G_OBJECT (culvert_autostart_portal_new (settings, bus, "culvert")) : NULL;

  return G_OBJECT (culvert_autostart_new (settings, file, CULVERT_APPLICATION_ID, program));
}
