/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-usage-recorder"

#include "culvert-usage-recorder.h"

struct _CulvertUsageRecorder
{
  GObject parent_instance;

  CulvertSessionList *sessions; /* (owned) */
  CulvertUsageStore *store;     /* (owned) */
  GHashTable *ids;              /* (owned): a set of profile ids (owned): those in the list */
  guint idle;                   /* source id, or 0: a session has left the list */
};

G_DEFINE_FINAL_TYPE (CulvertUsageRecorder, culvert_usage_recorder, G_TYPE_OBJECT)

static const char *
id_of (CulvertSession *session)
{
  return culvert_profile_get_id (culvert_session_get_profile (session));
}

static void
on_session_changed (CulvertUsageRecorder *self, CulvertSession *session)
{
  const CulvertSessionTraffic *traffic = culvert_session_get_traffic (session);
  g_autoptr (GDateTime) now = NULL;

  /* Where nothing has been counted, or no longer. */
  if (traffic->last_in == 0 && traffic->last_out == 0)
    return;

  now = g_date_time_new_now_local ();
  culvert_usage_store_count (self->store,
                             id_of (session),
                             traffic->last_in,
                             traffic->last_out,
                             now);
}

static gboolean
is_gone (gpointer id, gpointer value, gpointer user_data)
{
  CulvertUsageRecorder *self = user_data;

  if (culvert_session_list_find (self->sessions, id) != NULL)
    return FALSE;

  culvert_usage_store_forget (self->store, id);

  return TRUE;
}

static gboolean
forget_removed (gpointer user_data)
{
  CulvertUsageRecorder *self = user_data;

  self->idle = 0;
  g_hash_table_foreach_remove (self->ids, is_gone, self);

  return G_SOURCE_REMOVE;
}

/* A session that gets a new name leaves its place for a moment. */
static void
on_sessions_changed (CulvertUsageRecorder *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    g_hash_table_add (self->ids, g_strdup (id_of (culvert_session_list_get (self->sessions, i))));

  if (n_removed > 0 && self->idle == 0)
    self->idle = g_idle_add (forget_removed, self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!culvert_usage_store_load_finish (CULVERT_USAGE_STORE (source), result, &error))
    g_message ("The amounts of traffic of the past are not known: %s", error->message);
}

static void
culvert_usage_recorder_dispose (GObject *object)
{
  CulvertUsageRecorder *self = CULVERT_USAGE_RECORDER (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->sessions);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (culvert_usage_recorder_parent_class)->dispose (object);
}

static void
culvert_usage_recorder_finalize (GObject *object)
{
  CulvertUsageRecorder *self = CULVERT_USAGE_RECORDER (object);

  g_clear_pointer (&self->ids, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_usage_recorder_parent_class)->finalize (object);
}

static void
culvert_usage_recorder_class_init (CulvertUsageRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_usage_recorder_dispose;
  object_class->finalize = culvert_usage_recorder_finalize;
}

static void
culvert_usage_recorder_init (CulvertUsageRecorder *self)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

CulvertUsageRecorder *
culvert_usage_recorder_new (CulvertSessionList *sessions, CulvertUsageStore *store)
{
  CulvertUsageRecorder *self = g_object_new (CULVERT_TYPE_USAGE_RECORDER, NULL);

  self->sessions = g_object_ref (sessions);
  self->store = g_object_ref (store);
  g_signal_connect_object (sessions,
                           "items-changed",
                           G_CALLBACK (on_sessions_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sessions,
                           "session-changed",
                           G_CALLBACK (on_session_changed),
                           self,
                           G_CONNECT_SWAPPED);
  on_sessions_changed (self, 0, 0, culvert_session_list_get_n (sessions));
  culvert_usage_store_load_async (store, on_loaded, NULL);

  return self;
}

CulvertUsageStore *
culvert_usage_recorder_get_store (CulvertUsageRecorder *self)
{
  g_return_val_if_fail (CULVERT_IS_USAGE_RECORDER (self), NULL);

  return self->store;
}
