/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-connections"

#include "culvert-connections.h"

#include <glib/gi18n-lib.h>

#include "culvert-keyring.h"
#include "culvert-mgmt-endpoint.h"
#include "culvert-password-eraser.h"
#include "culvert-trouble-words.h"

struct _CulvertConnections
{
  GObject parent_instance;

  CulvertProfileStore *store;      /* (owned) */
  CulvertProfileTexts *texts;      /* (owned) */
  CulvertLauncherFactory *factory; /* (owned) */
  CulvertAnswerer *answerer;       /* (owned) */
  CulvertSessionList *sessions;    /* (owned) */
  CulvertPasswordEraser *eraser;   /* (owned) */
  GPtrArray *removals;             /* (owned) (element-type Removal) */
};

/* A connection that was removed, while it can still be had back. It stays in the store: whatever
 * happens, nothing of it is left without a connection that it belongs to. */
typedef struct
{
  CulvertConnections *connections; /* (unowned): which owns this */
  CulvertSession *session;         /* (owned) */
  guint timeout;
} Removal;

G_DEFINE_FINAL_TYPE (CulvertConnections, culvert_connections, G_TYPE_OBJECT)

enum
{
  TROUBLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell_trouble (CulvertConnections *self, const char *sentence, const GError *error)
{
  g_message ("%s (%s)", sentence, error->message);
  g_signal_emit (self, signals[TROUBLE], 0, sentence);
}

static void
removal_free (Removal *removal)
{
  g_clear_handle_id (&removal->timeout, g_source_remove);
  g_clear_object (&removal->session);
  g_free (removal);
}

static CulvertSession *
add_session (CulvertConnections *self, CulvertProfile *profile)
{
  g_autoptr (CulvertLauncher) launcher = culvert_launcher_factory_make (self->factory, profile);
  g_autoptr (CulvertSession) session = culvert_session_new (profile, launcher, self->answerer);

  culvert_session_list_add (self->sessions, session);
  culvert_session_attach (session);

  return session;
}

static void
on_save_failed (CulvertConnections *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    sentence = g_strdup (_ ("Changes are not saved, because the connections could not be read."));
  else
    /* Translators: %s is the reason, as the system gives it. */
    sentence = g_strdup_printf (_ ("The connections could not be saved: %s"), error->message);
  tell_trouble (self, sentence, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertConnections *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!culvert_profile_store_load_finish (self->store, result, &error))
    tell_trouble (self,
                  _ ("Not every connection could be read. Nothing of them was deleted."),
                  error);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (CulvertProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      add_session (self, profile);
    }

  g_task_return_boolean (task, TRUE);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CulvertConnections *self = g_task_get_source_object (user_data);

  culvert_launcher_factory_prepare_finish (self->factory, result);
  culvert_profile_store_load_async (self->store, NULL, on_loaded, user_data);
}

static void
on_texts_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  culvert_profile_texts_finish (CULVERT_PROFILE_TEXTS (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CulvertConnections *self = g_task_get_source_object (user_data);

  /* A failure was told by save-failed. */
  culvert_profile_store_flush_finish (CULVERT_PROFILE_STORE (source), result, NULL);
  culvert_profile_texts_flush_async (self->texts, on_texts_flushed, user_data);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertConnections) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!culvert_keyring_finish (result, &error))
    tell_trouble (self,
                  _ ("The passwords of the removed connection are still in the keyring."),
                  error);
}

static void
on_text_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertConnections) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!culvert_profile_texts_finish (CULVERT_PROFILE_TEXTS (source), result, &error))
    tell_trouble (self, _ ("The profile of the removed connection is still stored."), error);
}

/* Not to be had back any more. */
static void
purge (CulvertConnections *self, Removal *removal)
{
  g_autoptr (CulvertProfile) profile =
      g_object_ref (culvert_session_get_profile (removal->session));
  const char *id = culvert_profile_get_id (profile);

  culvert_session_detach (removal->session);
  g_ptr_array_remove (self->removals, removal);
  culvert_keyring_forget_async (id, NULL, on_forgotten, g_object_ref (self));
  if (culvert_profile_get_kind (profile) == CULVERT_PROFILE_IMPORTED)
    culvert_profile_texts_remove_async (self->texts, id, on_text_removed, g_object_ref (self));
  culvert_profile_store_remove (self->store, profile);
}

static gboolean
on_too_late (gpointer user_data)
{
  Removal *removal = user_data;

  removal->timeout = 0;
  purge (removal->connections, removal);

  return G_SOURCE_REMOVE;
}

/* (nullable): NULL with a sentence for people */
static CulvertMgmtEndpoint *
parse_endpoint (const char *text, GError **error)
{
  g_autoptr (GError) fault = NULL;
  CulvertMgmtEndpoint *endpoint = culvert_mgmt_endpoint_parse (text, &fault);
  g_autofree char *sentence = NULL;

  if (endpoint != NULL)
    return endpoint;

  sentence = culvert_trouble_words_error (fault);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, sentence);
  return NULL;
}

/* (nullable) */
static Removal *
find_removal (CulvertConnections *self, const char *id)
{
  for (guint i = 0; i < self->removals->len; i++)
    {
      Removal *removal = self->removals->pdata[i];
      CulvertProfile *profile = culvert_session_get_profile (removal->session);

      if (g_str_equal (culvert_profile_get_id (profile), id))
        return removal;
    }

  return NULL;
}

/* A connection that is known already, removed or not, under its new name if it has one. */
static CulvertSession *
take_up (CulvertConnections *self, CulvertProfile *known, const char *name)
{
  const char *id = culvert_profile_get_id (known);

  if (name != NULL && name[0] != '\0')
    culvert_profile_set_name (known, name);
  culvert_connections_restore (self, id);

  return culvert_session_list_find (self->sessions, id);
}

static void
culvert_connections_dispose (GObject *object)
{
  CulvertConnections *self = CULVERT_CONNECTIONS (object);

  g_clear_pointer (&self->removals, g_ptr_array_unref);
  g_clear_object (&self->eraser);
  g_clear_object (&self->sessions);
  g_clear_object (&self->factory);
  g_clear_object (&self->texts);
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
  self->removals = g_ptr_array_new_with_free_func ((GDestroyNotify) removal_free);
}

CulvertConnections *
culvert_connections_new (CulvertProfileStore *store,
                         CulvertProfileTexts *texts,
                         CulvertLauncherFactory *factory,
                         CulvertAnswerer *answerer)
{
  CulvertConnections *self = g_object_new (CULVERT_TYPE_CONNECTIONS, NULL);

  self->store = g_object_ref (store);
  self->texts = g_object_ref (texts);
  self->factory = g_object_ref (factory);
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
  culvert_launcher_factory_prepare_async (self->factory, on_prepared, task);
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

CulvertProfileTexts *
culvert_connections_get_texts (CulvertConnections *self)
{
  return self->texts;
}

gboolean
culvert_connections_can_import (CulvertConnections *self)
{
  return culvert_launcher_factory_can_import (self->factory);
}

CulvertSystemd *
culvert_connections_get_systemd (CulvertConnections *self)
{
  return culvert_launcher_factory_get_systemd (self->factory);
}

CulvertSession *
culvert_connections_attach (CulvertConnections *self,
                            const char *name,
                            const char *endpoint,
                            GError **error)
{
  g_autoptr (CulvertMgmtEndpoint) parsed = parse_endpoint (endpoint, error);
  gboolean is_named = name != NULL && name[0] != '\0';
  g_autoptr (CulvertProfile) profile = NULL;
  CulvertProfile *known;
  const char *address;

  if (parsed == NULL)
    return NULL;

  address = culvert_mgmt_endpoint_to_string (parsed);
  known = culvert_profile_store_find_by_endpoint (self->store, address);
  if (known != NULL)
    return take_up (self, known, name);
  if (!culvert_connections_has_room (self, error))
    return NULL;

  profile = culvert_profile_new (NULL, is_named ? name : address, address);

  return culvert_connections_add (self, profile);
}

/* Whoever listens at the old place is let alone. */
static CulvertSession *
move_service (CulvertConnections *self, CulvertSession *session, const char *endpoint)
{
  CulvertProfile *profile = culvert_session_get_profile (session);

  culvert_session_detach (session);
  culvert_profile_set_endpoint (profile, endpoint);
  culvert_session_list_remove (self->sessions, session);

  return add_session (self, profile);
}

CulvertSession *
culvert_connections_add_service (CulvertConnections *self,
                                 const char *name,
                                 const char *unit,
                                 const char *endpoint,
                                 GError **error)
{
  g_autoptr (CulvertMgmtEndpoint) parsed = NULL;
  gboolean is_named = name != NULL && name[0] != '\0';
  g_autoptr (CulvertProfile) profile = NULL;
  const char *address;
  CulvertProfile *known = culvert_profile_store_find_by_unit (self->store, unit);
  gboolean is_moved = known != NULL && endpoint != NULL &&
                      !g_str_equal (culvert_profile_get_endpoint (known), endpoint);
  CulvertSession *session = known != NULL ? take_up (self, known, is_moved ? NULL : name) : NULL;

  if (session != NULL && endpoint == NULL)
    return session;

  if (endpoint == NULL || !culvert_profile_unit_is_valid (unit))
    {
      g_set_error_literal (
          error,
          G_IO_ERROR,
          G_IO_ERROR_NOT_SUPPORTED,
          _ ("The configuration of this service does not say where OpenVPN can be controlled."));
      return NULL;
    }

  parsed = parse_endpoint (endpoint, error);
  if (parsed == NULL)
    return NULL;

  address = culvert_mgmt_endpoint_to_string (parsed);
  if (session != NULL)
    return g_str_equal (culvert_profile_get_endpoint (known), address)
               ? session
               : move_service (self, session, address);
  if (!culvert_connections_has_room (self, error))
    return NULL;

  profile = culvert_profile_new_service (NULL, is_named ? name : unit, unit, address);

  return culvert_connections_add (self, profile);
}

gboolean
culvert_connections_has_room (CulvertConnections *self, GError **error)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) < CULVERT_PROFILE_STORE_MAX)
    return TRUE;

  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_NO_SPACE,
               _ ("Culvert keeps at most %d connections; remove one first."),
               CULVERT_PROFILE_STORE_MAX);
  return FALSE;
}

CulvertSession *
culvert_connections_add (CulvertConnections *self, CulvertProfile *profile)
{
  culvert_profile_store_add (self->store, profile);

  return add_session (self, profile);
}

void
culvert_connections_remove (CulvertConnections *self, CulvertSession *session)
{
  Removal *removal = g_new0 (Removal, 1);
  CulvertProfile *profile = culvert_session_get_profile (session);

  removal->connections = self;
  removal->session = g_object_ref (session);
  removal->timeout = g_timeout_add_seconds (CULVERT_CONNECTIONS_UNDO_SECONDS, on_too_late, removal);
  g_ptr_array_add (self->removals, removal);

  culvert_session_list_remove (self->sessions, session);
  if (culvert_profile_get_kind (profile) == CULVERT_PROFILE_IMPORTED)
    culvert_session_set_wanted (session, CULVERT_WANTED_DISCONNECTED);
  else
    culvert_session_detach (session);
}

gboolean
culvert_connections_restore (CulvertConnections *self, const char *id)
{
  Removal *removal = find_removal (self, id);
  g_autoptr (CulvertSession) session = NULL;

  if (removal == NULL)
    return FALSE;

  session = g_object_ref (removal->session);
  g_ptr_array_remove (self->removals, removal);
  culvert_session_list_add (self->sessions, session);
  culvert_session_attach (session);

  return TRUE;
}

void
culvert_connections_end_undo (CulvertConnections *self)
{
  while (self->removals->len > 0)
    purge (self, self->removals->pdata[0]);
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
