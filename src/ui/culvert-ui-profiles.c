/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-ui-profiles.h"

G_DEFINE_INTERFACE (CulvertUiProfiles, culvert_ui_profiles, G_TYPE_OBJECT)

enum
{
  TEXT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
culvert_ui_profiles_default_init (CulvertUiProfilesInterface *iface)
{
  signals[TEXT_CHANGED] = g_signal_new ("text-changed",
                                        CULVERT_TYPE_UI_PROFILES,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        1,
                                        CULVERT_TYPE_SESSION);
}

void
culvert_ui_profiles_import_async (CulvertUiProfiles *self,
                                  CulvertConfigImport *import,
                                  const char *name,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI_PROFILES (self));
  g_return_if_fail (CULVERT_IS_CONFIG_IMPORT (import));

  CULVERT_UI_PROFILES_GET_IFACE (self)->import_async (self, import, name, callback, user_data);
}

void
culvert_ui_profiles_duplicate_async (CulvertUiProfiles *self,
                                     CulvertSession *session,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI_PROFILES (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  CULVERT_UI_PROFILES_GET_IFACE (self)->duplicate_async (self, session, callback, user_data);
}

CulvertSession *
culvert_ui_profiles_add_finish (CulvertUiProfiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culvert_ui_profiles_replace_async (CulvertUiProfiles *self,
                                   CulvertSession *session,
                                   CulvertConfigImport *import,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI_PROFILES (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));
  g_return_if_fail (CULVERT_IS_CONFIG_IMPORT (import));

  CULVERT_UI_PROFILES_GET_IFACE (self)->replace_async (self, session, import, callback, user_data);
}

void
culvert_ui_profiles_export_async (CulvertUiProfiles *self,
                                  CulvertSession *session,
                                  GFile *file,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI_PROFILES (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));
  g_return_if_fail (G_IS_FILE (file));

  CULVERT_UI_PROFILES_GET_IFACE (self)->export_async (self, session, file, callback, user_data);
}

gboolean
culvert_ui_profiles_finish (CulvertUiProfiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culvert_ui_profiles_read_async (CulvertUiProfiles *self,
                                CulvertSession *session,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI_PROFILES (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  CULVERT_UI_PROFILES_GET_IFACE (self)->read_async (self, session, callback, user_data);
}

CulvertSecretText *
culvert_ui_profiles_read_finish (CulvertUiProfiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culvert_ui_profiles_list_services_async (CulvertUiProfiles *self,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI_PROFILES (self));

  CULVERT_UI_PROFILES_GET_IFACE (self)->list_services_async (self, callback, user_data);
}

GPtrArray *
culvert_ui_profiles_list_services_finish (CulvertUiProfiles *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

CulvertSession *
culvert_ui_profiles_add_service (CulvertUiProfiles *self,
                                 const char *name,
                                 const char *unit,
                                 const char *endpoint,
                                 GError **error)
{
  g_return_val_if_fail (CULVERT_IS_UI_PROFILES (self), NULL);
  g_return_val_if_fail (unit != NULL, NULL);

  return CULVERT_UI_PROFILES_GET_IFACE (self)->add_service (self, name, unit, endpoint, error);
}

gboolean
culvert_ui_profiles_can_import (CulvertUiProfiles *self)
{
  g_return_val_if_fail (CULVERT_IS_UI_PROFILES (self), FALSE);

  return CULVERT_UI_PROFILES_GET_IFACE (self)->can_import (self);
}

void
culvert_ui_profiles_text_changed (CulvertUiProfiles *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_UI_PROFILES (self));

  g_signal_emit (self, signals[TEXT_CHANGED], 0, session);
}
