/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profiles-stage.h"

#include "culvert-launch-services.h"

#include <string.h>

struct _CulvertProfilesStage
{
  GObject parent_instance;

  char *text;              /* (owned) (nullable) */
  CulvertSession *session; /* (owned) (nullable) */
  GPtrArray *services;     /* (owned) (nullable) */
  GString *asked;          /* (owned) */
};

static void culvert_profiles_stage_iface_init (CulvertUiProfilesInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertProfilesStage,
                               culvert_profiles_stage,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_UI_PROFILES,
                                                      culvert_profiles_stage_iface_init))

static void
note (CulvertUiProfiles *profiles, const char *what, const char *name)
{
  GString *asked = CULVERT_PROFILES_STAGE (profiles)->asked;

  g_string_append_printf (asked, "%s%s(%s)", asked->len > 0 ? " " : "", what, name);
}

static const char *
name_of (CulvertSession *session)
{
  return culvert_profile_get_name (culvert_session_get_profile (session));
}

static void
return_session (CulvertUiProfiles *profiles, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (profiles, NULL, callback, user_data);
  CulvertSession *session = CULVERT_PROFILES_STAGE (profiles)->session;

  if (session != NULL)
    g_task_return_pointer (task, g_object_ref (session), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full.");
}

static void
import_async (CulvertUiProfiles *profiles,
              CulvertConfigImport *import,
              const char *name,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  note (profiles, "import", name);
  return_session (profiles, callback, user_data);
}

static void
duplicate_async (CulvertUiProfiles *profiles,
                 CulvertSession *session,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  note (profiles, "duplicate", name_of (session));
  return_session (profiles, callback, user_data);
}

static void
replace_async (CulvertUiProfiles *profiles,
               CulvertSession *session,
               CulvertConfigImport *import,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (profiles, NULL, callback, user_data);
  const char *text = culvert_secret_text_peek (culvert_config_import_get_text (import));

  note (profiles, "replace", name_of (session));
  culvert_profiles_stage_set_text (CULVERT_PROFILES_STAGE (profiles), text);
  culvert_ui_profiles_text_changed (profiles, session);
  g_task_return_boolean (task, TRUE);
}

static void
export_async (CulvertUiProfiles *profiles,
              CulvertSession *session,
              GFile *file,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (profiles, NULL, callback, user_data);

  note (profiles, "export", name_of (session));
  g_task_return_boolean (task, TRUE);
}

static void
read_async (CulvertUiProfiles *profiles,
            CulvertSession *session,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (profiles, NULL, callback, user_data);
  const char *text = CULVERT_PROFILES_STAGE (profiles)->text;

  if (text != NULL)
    g_task_return_pointer (task,
                           culvert_secret_text_new (text, strlen (text)),
                           (GDestroyNotify) culvert_secret_text_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The text is gone.");
}

static void
list_services_async (CulvertUiProfiles *profiles, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (profiles, NULL, callback, user_data);
  GPtrArray *services = CULVERT_PROFILES_STAGE (profiles)->services;

  if (services != NULL)
    g_task_return_pointer (task, g_ptr_array_ref (services), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no systemd.");
}

static CulvertSession *
add_service (CulvertUiProfiles *profiles,
             const char *name,
             const char *unit,
             const char *endpoint,
             GError **error)
{
  CulvertSession *session = CULVERT_PROFILES_STAGE (profiles)->session;

  note (profiles, "add", unit);
  if (session == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There are too many.");

  return session;
}

static gboolean
culvert_profiles_stage_can_import (CulvertUiProfiles *profiles)
{
  return TRUE;
}

static void
culvert_profiles_stage_iface_init (CulvertUiProfilesInterface *iface)
{
  iface->can_import = culvert_profiles_stage_can_import;
  iface->import_async = import_async;
  iface->duplicate_async = duplicate_async;
  iface->replace_async = replace_async;
  iface->export_async = export_async;
  iface->read_async = read_async;
  iface->list_services_async = list_services_async;
  iface->add_service = add_service;
}

static void
culvert_profiles_stage_finalize (GObject *object)
{
  CulvertProfilesStage *self = CULVERT_PROFILES_STAGE (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_string_free (self->asked, TRUE);

  G_OBJECT_CLASS (culvert_profiles_stage_parent_class)->finalize (object);
}

static void
culvert_profiles_stage_class_init (CulvertProfilesStageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_profiles_stage_finalize;
}

static void
culvert_profiles_stage_init (CulvertProfilesStage *self)
{
  self->asked = g_string_new (NULL);
}

CulvertProfilesStage *
culvert_profiles_stage_new (void)
{
  return g_object_new (CULVERT_TYPE_PROFILES_STAGE, NULL);
}

void
culvert_profiles_stage_set_text (CulvertProfilesStage *self, const char *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
}

void
culvert_profiles_stage_set_session (CulvertProfilesStage *self, CulvertSession *session)
{
  g_set_object (&self->session, session);
}

void
culvert_profiles_stage_add_service (CulvertProfilesStage *self,
                                    const char *name,
                                    const char *endpoint,
                                    gboolean is_running)
{
  CulvertLaunchService *service;

  if (self->services == NULL)
    self->services = g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_launch_service_free);
  if (name == NULL)
    return;

  service = g_new0 (CulvertLaunchService, 1);
  service->unit = g_strdup_printf ("openvpn-client@%s.service", name);
  service->name = g_strdup (name);
  service->endpoint = g_strdup (endpoint);
  service->is_running = is_running;
  g_ptr_array_add (self->services, service);
}

const char *
culvert_profiles_stage_get_asked (CulvertProfilesStage *self)
{
  return self->asked->str;
}
