/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-import.h"
#include "culvert-secret-text.h"
#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertUiProfiles:
 *
 * What windows ask of the application about where connections come from: the texts of imported ones
 * and the services of the system. The message of every error can be shown as it is.
 *
 * Signal `text-changed (CulvertSession *session)`: it has another text than before
 */
#define CULVERT_TYPE_UI_PROFILES (culvert_ui_profiles_get_type ())
G_DECLARE_INTERFACE (CulvertUiProfiles, culvert_ui_profiles, CULVERT, UI_PROFILES, GObject)

/* Asynchronous functions return a GTask of the instance: of a pointer for `add_finish`,
 * `read_finish` and `list_services_finish`, of a boolean for `finish`. */
struct _CulvertUiProfilesInterface
{
  GTypeInterface parent_iface;

  void (*import_async) (CulvertUiProfiles *self,
                        CulvertConfigImport *import,
                        const char *name,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  void (*duplicate_async) (CulvertUiProfiles *self,
                           CulvertSession *session,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
  void (*replace_async) (CulvertUiProfiles *self,
                         CulvertSession *session,
                         CulvertConfigImport *import,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  void (*export_async) (CulvertUiProfiles *self,
                        CulvertSession *session,
                        GFile *file,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  void (*read_async) (CulvertUiProfiles *self,
                      CulvertSession *session,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  void (*list_services_async) (CulvertUiProfiles *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
  CulvertSession *(*add_service) (CulvertUiProfiles *self,
                                  const char *name,
                                  const char *unit,
                                  const char *endpoint,
                                  GError **error);
  gboolean (*can_import) (CulvertUiProfiles *self);
};

/* FALSE: only daemons and services that the system has are of use here. */
gboolean culvert_ui_profiles_can_import (CulvertUiProfiles *self);

void culvert_ui_profiles_import_async (CulvertUiProfiles *self,
                                       CulvertConfigImport *import,
                                       const char *name,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* @session: of an imported connection, as in all that follow */
void culvert_ui_profiles_duplicate_async (CulvertUiProfiles *self,
                                          CulvertSession *session,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* Of both. (transfer full) (nullable): the new session */
CulvertSession *
culvert_ui_profiles_add_finish (CulvertUiProfiles *self, GAsyncResult *result, GError **error);

void culvert_ui_profiles_replace_async (CulvertUiProfiles *self,
                                        CulvertSession *session,
                                        CulvertConfigImport *import,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void culvert_ui_profiles_export_async (CulvertUiProfiles *self,
                                       CulvertSession *session,
                                       GFile *file,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Of both. */
gboolean culvert_ui_profiles_finish (CulvertUiProfiles *self, GAsyncResult *result, GError **error);

void culvert_ui_profiles_read_async (CulvertUiProfiles *self,
                                     CulvertSession *session,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* (transfer full) (nullable) */
CulvertSecretText *
culvert_ui_profiles_read_finish (CulvertUiProfiles *self, GAsyncResult *result, GError **error);

void culvert_ui_profiles_list_services_async (CulvertUiProfiles *self,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
/* (transfer full) (nullable) (element-type CulvertLaunchService) */
GPtrArray *culvert_ui_profiles_list_services_finish (CulvertUiProfiles *self,
                                                     GAsyncResult *result,
                                                     GError **error);
/* @unit, @endpoint: as in CulvertLaunchService. (transfer none) (nullable) */
CulvertSession *culvert_ui_profiles_add_service (CulvertUiProfiles *self,
                                                 const char *name,
                                                 const char *unit,
                                                 const char *endpoint,
                                                 GError **error);

/* For implementations: emits `text-changed`. */
void culvert_ui_profiles_text_changed (CulvertUiProfiles *self, CulvertSession *session);

G_END_DECLS
