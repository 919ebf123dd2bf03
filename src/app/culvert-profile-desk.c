/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-desk.h"

#include "culvert-importing.h"
#include "culvert-launch-services.h"
#include "culvert-ui-profiles.h"

/* Where the distributions keep what their services start. */
#define SERVICE_FOLDER "/etc/openvpn"

struct _CulvertProfileDesk
{
  GObject parent_instance;

  CulvertConnections *connections; /* (owned) */
};

static void culvert_profile_desk_iface_init (CulvertUiProfilesInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertProfileDesk,
                               culvert_profile_desk,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_UI_PROFILES,
                                                      culvert_profile_desk_iface_init))

/* @session: (nullable): kept as the data of the task */
static GTask *
new_task (CulvertUiProfiles *profiles,
          CulvertSession *session,
          gpointer tag,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (profiles, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (session != NULL)
    g_task_set_task_data (task, g_object_ref (session), g_object_unref);

  return task;
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CulvertSession *session = culvert_importing_add_finish (result, &error);

  if (session != NULL)
    g_task_return_pointer (task, g_object_ref (session), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
culvert_profile_desk_import_async (CulvertUiProfiles *profiles,
                                   CulvertConfigImport *import,
                                   const char *name,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CulvertProfileDesk *self = CULVERT_PROFILE_DESK (profiles);
  GTask *task = new_task (profiles, NULL, culvert_profile_desk_import_async, callback, user_data);

  culvert_importing_import_async (self->connections, import, name, on_added, task);
}

static void
culvert_profile_desk_duplicate_async (CulvertUiProfiles *profiles,
                                      CulvertSession *session,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  CulvertProfileDesk *self = CULVERT_PROFILE_DESK (profiles);
  GTask *task =
      new_task (profiles, session, culvert_profile_desk_duplicate_async, callback, user_data);

  culvert_importing_duplicate_async (self->connections, session, on_added, task);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (culvert_importing_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!culvert_importing_finish (result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  culvert_ui_profiles_text_changed (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
culvert_profile_desk_replace_async (CulvertUiProfiles *profiles,
                                    CulvertSession *session,
                                    CulvertConfigImport *import,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  CulvertProfileDesk *self = CULVERT_PROFILE_DESK (profiles);
  GTask *task =
      new_task (profiles, session, culvert_profile_desk_replace_async, callback, user_data);

  culvert_importing_replace_async (self->connections, session, import, on_replaced, task);
}

static void
culvert_profile_desk_export_async (CulvertUiProfiles *profiles,
                                   CulvertSession *session,
                                   GFile *file,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CulvertProfileDesk *self = CULVERT_PROFILE_DESK (profiles);
  GTask *task =
      new_task (profiles, session, culvert_profile_desk_export_async, callback, user_data);

  culvert_importing_export_async (self->connections, session, file, on_done, task);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CulvertSecretText *text =
      culvert_profile_texts_read_finish (CULVERT_PROFILE_TEXTS (source), result, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, (GDestroyNotify) culvert_secret_text_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
culvert_profile_desk_read_async (CulvertUiProfiles *profiles,
                                 CulvertSession *session,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CulvertProfileDesk *self = CULVERT_PROFILE_DESK (profiles);

  culvert_profile_texts_read_async (
      culvert_connections_get_texts (self->connections),
      culvert_profile_get_id (culvert_session_get_profile (session)),
      on_read,
      new_task (profiles, session, culvert_profile_desk_read_async, callback, user_data));
}

static void
on_services_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *services = culvert_launch_services_list_finish (result, &error);

  if (services != NULL)
    g_task_return_pointer (task, services, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
culvert_profile_desk_list_services_async (CulvertUiProfiles *profiles,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  CulvertProfileDesk *self = CULVERT_PROFILE_DESK (profiles);

  culvert_launch_services_list_async (
      culvert_connections_get_systemd (self->connections),
      SERVICE_FOLDER,
      on_services_listed,
      new_task (profiles, NULL, culvert_profile_desk_list_services_async, callback, user_data));
}

static CulvertSession *
culvert_profile_desk_add_service (CulvertUiProfiles *profiles,
                                  const char *name,
                                  const char *unit,
                                  const char *endpoint,
                                  GError **error)
{
  CulvertProfileDesk *self = CULVERT_PROFILE_DESK (profiles);

  return culvert_connections_add_service (self->connections, name, unit, endpoint, error);
}

static gboolean
culvert_profile_desk_can_import (CulvertUiProfiles *profiles)
{
  return culvert_connections_can_import (CULVERT_PROFILE_DESK (profiles)->connections);
}

static void
culvert_profile_desk_iface_init (CulvertUiProfilesInterface *iface)
{
  iface->import_async = culvert_profile_desk_import_async;
  iface->duplicate_async = culvert_profile_desk_duplicate_async;
  iface->replace_async = culvert_profile_desk_replace_async;
  iface->export_async = culvert_profile_desk_export_async;
  iface->read_async = culvert_profile_desk_read_async;
  iface->list_services_async = culvert_profile_desk_list_services_async;
  iface->add_service = culvert_profile_desk_add_service;
  iface->can_import = culvert_profile_desk_can_import;
}

static void
culvert_profile_desk_dispose (GObject *object)
{
  CulvertProfileDesk *self = CULVERT_PROFILE_DESK (object);

  g_clear_object (&self->connections);

  G_OBJECT_CLASS (culvert_profile_desk_parent_class)->dispose (object);
}

static void
culvert_profile_desk_class_init (CulvertProfileDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_profile_desk_dispose;
}

static void
culvert_profile_desk_init (CulvertProfileDesk *self)
{
}

CulvertProfileDesk *
culvert_profile_desk_new (CulvertConnections *connections)
{
  CulvertProfileDesk *self = g_object_new (CULVERT_TYPE_PROFILE_DESK, NULL);

  self->connections = g_object_ref (connections);

  return self;
}
