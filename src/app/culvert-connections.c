/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-connections"

#include "culvert-connections.h"

#include <glib/gi18n-lib.h>

#include "culvert-keyring.h"
#include "culvert-launcher-attach.h"
#include "culvert-mgmt-endpoint.h"
#include "culvert-password-eraser.h"

struct _CulvertConnections
{
  GObject parent_instance;

  CulvertProfileStore *store;    /* (owned) */
  CulvertAnswerer *answerer;     /* (owned) */
  CulvertSessionList *sessions;  /* (owned) */
  CulvertPasswordEraser *eraser; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CulvertConnections, culvert_connections, G_TYPE_OBJECT)

enum
{
  TROUBLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell_trouble (CulvertConnections *self, const GError *error)
{
  g_message ("%s", error->message);
  g_signal_emit (self, signals[TROUBLE], 0, error->message);
}

static CulvertSession *
add_session (CulvertConnections *self, CulvertProfile *profile)
{
  g_autoptr (CulvertLauncherAttach) launcher = culvert_launcher_attach_new (profile);
  g_autoptr (CulvertSession) session =
      culvert_session_new (profile, CULVERT_LAUNCHER (launcher), self->answerer);

  culvert_session_list_add (self->sessions, session);
  culvert_session_attach (session);

  return session;
}

static void
on_save_failed (CulvertConnections *self, const GError *error)
{
  tell_trouble (self, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertConnections *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!culvert_profile_store_load_finish (self->store, result, &error))
    tell_trouble (self, error);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (CulvertProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      add_session (self, profile);
    }

  g_task_return_boolean (task, TRUE);
}

static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* A failure was told by save-failed. */
  culvert_profile_store_flush_finish (CULVERT_PROFILE_STORE (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertConnections) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!culvert_keyring_finish (result, &error))
    tell_trouble (self, error);
}

static void
culvert_connections_dispose (GObject *object)
{
  CulvertConnections *self = CULVERT_CONNECTIONS (object);

  g_clear_object (&self->eraser);
  g_clear_object (&self->sessions);
  g_clear_object (&self->store);
  g_clear_object (&self->answerer);

  G_OBJECT_CLASS (culvert_connections_parent_class)->dispose (object);
}

static void
culvert_connections_class_init (CulvertConnectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_connections_dispose;

  signals[TROUBLE] = g_signal_new ("trouble",
                                   CULVERT_TYPE_CONNECTIONS,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);
}

static void
culvert_connections_init (CulvertConnections *self)
{
  self->sessions = culvert_session_list_new ();
  self->eraser = culvert_password_eraser_new (self->sessions);
}

CulvertConnections *
culvert_connections_new (CulvertProfileStore *store, CulvertAnswerer *answerer)
{
  CulvertConnections *self = g_object_new (CULVERT_TYPE_CONNECTIONS, NULL);

  self->store = g_object_ref (store);
  self->answerer = g_object_ref (answerer);
  g_signal_connect_object (store,
                           "save-failed",
                           G_CALLBACK (on_save_failed),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
culvert_connections_load_async (CulvertConnections *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_connections_load_async);
  culvert_profile_store_load_async (self->store, NULL, on_loaded, task);
}

void
culvert_connections_load_finish (CulvertConnections *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

CulvertSessionList *
culvert_connections_get_sessions (CulvertConnections *self)
{
  return self->sessions;
}

CulvertSession *
culvert_connections_attach (CulvertConnections *self,
                            const char *name,
                            const char *endpoint,
                            GError **error)
{
  g_autoptr (CulvertMgmtEndpoint) parsed = culvert_mgmt_endpoint_parse (endpoint, error);
  gboolean is_named = name != NULL && name[0] != '\0';
  g_autoptr (CulvertProfile) profile = NULL;
  CulvertProfile *known;
  const char *address;

  if (parsed == NULL)
    return NULL;

  address = culvert_mgmt_endpoint_to_string (parsed);
  known = culvert_profile_store_find_by_endpoint (self->store, address);
  if (known != NULL)
    {
      if (is_named)
        culvert_profile_set_name (known, name);
      return culvert_session_list_find (self->sessions, culvert_profile_get_id (known));
    }

  if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) >= CULVERT_PROFILE_STORE_MAX)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_NO_SPACE,
                   _ ("Culvert keeps at most %d connections; remove one first."),
                   CULVERT_PROFILE_STORE_MAX);
      return NULL;
    }

  profile = culvert_profile_new (NULL, is_named ? name : address, address);
  culvert_profile_store_add (self->store, profile);

  return add_session (self, profile);
}

void
culvert_connections_remove (CulvertConnections *self, CulvertSession *session)
{
  g_autoptr (CulvertSession) removed = g_object_ref (session);
  CulvertProfile *profile = culvert_session_get_profile (removed);

  culvert_session_detach (removed);
  culvert_session_list_remove (self->sessions, removed);
  culvert_keyring_forget_async (culvert_profile_get_id (profile),
                                NULL,
                                on_forgotten,
                                g_object_ref (self));
  culvert_profile_store_remove (self->store, profile);
}

void
culvert_connections_flush_async (CulvertConnections *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_connections_flush_async);
  culvert_profile_store_flush_async (self->store, on_flushed, task);
}

void
culvert_connections_flush_finish (CulvertConnections *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
