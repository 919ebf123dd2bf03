/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-list.h"

#include <string.h>

struct _CulvertSessionList
{
  GObject parent_instance;

  GPtrArray *sessions; /* (owned) of CulvertSession (owned), sorted by name */
  CulvertSessionSummary summary;
  guint n_watchers;
  guint glance_source; /* until a look is over; one of the watchers */
};

static void culvert_session_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertSessionList,
                               culvert_session_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      culvert_session_list_model_init))

enum
{
  SESSION_CHANGED,
  STATE_CHANGED,
  PROMPT_CHANGED,
  ADMISSION_CHANGED,
  SUMMARY_CHANGED,
  MESSAGE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static int
compare_by_name (CulvertSession *a, CulvertSession *b)
{
  CulvertProfile *profile_a = culvert_session_get_profile (a);
  CulvertProfile *profile_b = culvert_session_get_profile (b);
  g_autofree char *key_a = g_utf8_collate_key (culvert_profile_get_name (profile_a), -1);
  g_autofree char *key_b = g_utf8_collate_key (culvert_profile_get_name (profile_b), -1);
  int order = strcmp (key_a, key_b);

  return order != 0
             ? order
             : strcmp (culvert_profile_get_id (profile_a), culvert_profile_get_id (profile_b));
}

static void
update_summary (CulvertSessionList *self)
{
  CulvertSessionSummary summary = { 0 };

  for (guint i = 0; i < self->sessions->len; i++)
    {
      CulvertSession *session = self->sessions->pdata[i];

      culvert_session_summary_add (&summary,
                                   culvert_session_get_state (session),
                                   culvert_session_get_wanted (session),
                                   culvert_session_get_prompt (session) != NULL ||
                                       culvert_session_get_n_requests (session) > 0);
    }

  if (culvert_session_summary_equal (&summary, &self->summary))
    return;

  self->summary = summary;
  g_signal_emit (self, signals[SUMMARY_CHANGED], 0);
}

static guint
position_for (CulvertSessionList *self, CulvertSession *session)
{
  guint position = 0;

  while (position < self->sessions->len &&
         compare_by_name (self->sessions->pdata[position], session) < 0)
    position++;

  return position;
}

static void
on_session_changed (CulvertSessionList *self, CulvertSession *session)
{
  update_summary (self);
  g_signal_emit (self, signals[SESSION_CHANGED], 0, session);
}

static void
on_state_changed (CulvertSessionList *self,
                  CulvertSessionState state,
                  CulvertSessionState old,
                  CulvertSessionReason reason,
                  CulvertSession *session)
{
  update_summary (self);
  g_signal_emit (self, signals[STATE_CHANGED], 0, session, state, old, reason);
}

static void
on_prompt_changed (CulvertSessionList *self, GParamSpec *pspec, CulvertSession *session)
{
  update_summary (self);
  g_signal_emit (self, signals[PROMPT_CHANGED], 0, session);
  g_signal_emit (self, signals[SESSION_CHANGED], 0, session);
}

static void
on_admission_changed (CulvertSessionList *self, CulvertSession *session)
{
  update_summary (self);
  g_signal_emit (self, signals[ADMISSION_CHANGED], 0, session);
  g_signal_emit (self, signals[SESSION_CHANGED], 0, session);
}

static gboolean
on_message (CulvertSessionList *self,
            const char *title,
            const char *text,
            gboolean is_brief,
            CulvertSession *session)
{
  gboolean is_taken = FALSE;

  g_signal_emit (self, signals[MESSAGE], 0, session, title, text, is_brief, &is_taken);

  return is_taken;
}

static void
insert (CulvertSessionList *self, CulvertSession *session)
{
  guint position = position_for (self, session);

  g_ptr_array_insert (self->sessions, (int) position, g_object_ref (session));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
on_name_changed (CulvertSessionList *self, GParamSpec *pspec, CulvertProfile *profile)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      g_autoptr (CulvertSession) session = g_object_ref (self->sessions->pdata[i]);

      if (culvert_session_get_profile (session) != profile)
        continue;

      g_ptr_array_remove_index (self->sessions, i);
      g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 0);
      insert (self, session);
      g_signal_emit (self, signals[SESSION_CHANGED], 0, session);
      return;
    }
}

static GType
culvert_session_list_get_item_type (GListModel *model)
{
  return CULVERT_TYPE_SESSION;
}

static guint
culvert_session_list_get_n_items (GListModel *model)
{
  return CULVERT_SESSION_LIST (model)->sessions->len;
}

static gpointer
culvert_session_list_get_item (GListModel *model, guint position)
{
  CulvertSessionList *self = CULVERT_SESSION_LIST (model);

  return position < self->sessions->len ? g_object_ref (self->sessions->pdata[position]) : NULL;
}

static void
culvert_session_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = culvert_session_list_get_item_type;
  iface->get_n_items = culvert_session_list_get_n_items;
  iface->get_item = culvert_session_list_get_item;
}

static void
set_watched (CulvertSessionList *self, gboolean is_watched)
{
  for (guint i = 0; i < self->sessions->len; i++)
    culvert_session_set_watched (self->sessions->pdata[i], is_watched);
}

static gboolean
on_glance_over (gpointer user_data)
{
  CulvertSessionList *self = user_data;

  self->glance_source = 0;
  culvert_session_list_unwatch (self);

  return G_SOURCE_REMOVE;
}

static void
culvert_session_list_finalize (GObject *object)
{
  CulvertSessionList *self = CULVERT_SESSION_LIST (object);

  g_clear_handle_id (&self->glance_source, g_source_remove);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_session_list_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_params, GType a, GType b, GType c, GType d)
{
  return g_signal_new (name,
                       CULVERT_TYPE_SESSION_LIST,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_params,
                       a,
                       b,
                       c,
                       d);
}

static void
culvert_session_list_class_init (CulvertSessionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_session_list_finalize;

  signals[SESSION_CHANGED] = new_signal ("session-changed", 1, CULVERT_TYPE_SESSION, 0, 0, 0);
  signals[STATE_CHANGED] =
      new_signal ("state-changed", 4, CULVERT_TYPE_SESSION, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
  signals[PROMPT_CHANGED] = new_signal ("prompt-changed", 1, CULVERT_TYPE_SESSION, 0, 0, 0);
  signals[ADMISSION_CHANGED] = new_signal ("admission-changed", 1, CULVERT_TYPE_SESSION, 0, 0, 0);
  signals[SUMMARY_CHANGED] = new_signal ("summary-changed", 0, 0, 0, 0, 0);
  signals[MESSAGE] = g_signal_new ("message",
                                   CULVERT_TYPE_SESSION_LIST,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   g_signal_accumulator_true_handled,
                                   NULL,
                                   NULL,
                                   G_TYPE_BOOLEAN,
                                   4,
                                   CULVERT_TYPE_SESSION,
                                   G_TYPE_STRING,
                                   G_TYPE_STRING,
                                   G_TYPE_BOOLEAN);
}

static void
culvert_session_list_init (CulvertSessionList *self)
{
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertSessionList *
culvert_session_list_new (void)
{
  return g_object_new (CULVERT_TYPE_SESSION_LIST, NULL);
}

void
culvert_session_list_add (CulvertSessionList *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_SESSION_LIST (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  g_signal_connect_object (session,
                           "changed",
                           G_CALLBACK (on_session_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session,
                           "state-changed",
                           G_CALLBACK (on_state_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session,
                           "notify::prompt",
                           G_CALLBACK (on_prompt_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session,
                           "admission-changed",
                           G_CALLBACK (on_admission_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (culvert_session_get_profile (session),
                           "notify::name",
                           G_CALLBACK (on_name_changed),
                           self,
                           G_CONNECT_SWAPPED);
  culvert_session_set_watched (session, self->n_watchers > 0);
  insert (self, session);
  update_summary (self);
}

void
culvert_session_list_remove (CulvertSessionList *self, CulvertSession *listed)
{
  g_autoptr (CulvertSession) session = g_object_ref (listed);
  guint position;

  g_return_if_fail (CULVERT_IS_SESSION_LIST (self));

  if (!g_ptr_array_find (self->sessions, session, &position))
    return;

  g_signal_handlers_disconnect_by_data (session, self);
  g_signal_handlers_disconnect_by_data (culvert_session_get_profile (session), self);
  g_ptr_array_remove_index (self->sessions, position);
  culvert_session_set_watched (session, FALSE);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  update_summary (self);
}

guint
culvert_session_list_get_n (CulvertSessionList *self)
{
  return self->sessions->len;
}

CulvertSession *
culvert_session_list_get (CulvertSessionList *self, guint index)
{
  g_return_val_if_fail (index < self->sessions->len, NULL);

  return self->sessions->pdata[index];
}

CulvertSession *
culvert_session_list_find (CulvertSessionList *self, const char *id_or_name)
{
  CulvertSession *by_name = NULL;

  for (guint i = 0; i < self->sessions->len; i++)
    {
      CulvertSession *session = self->sessions->pdata[i];
      CulvertProfile *profile = culvert_session_get_profile (session);

      if (g_str_equal (culvert_profile_get_id (profile), id_or_name))
        return session;
      if (by_name == NULL && g_str_equal (culvert_profile_get_name (profile), id_or_name))
        by_name = session;
    }

  return by_name;
}

CulvertSession *
culvert_session_list_find_twin (CulvertSessionList *self, const char *identity)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (self), NULL);
  g_return_val_if_fail (identity != NULL, NULL);

  for (guint i = 0; i < culvert_session_list_get_n (self); i++)
    {
      CulvertSession *session = culvert_session_list_get (self, i);
      CulvertProfile *profile = culvert_session_get_profile (session);

      if (g_str_equal (culvert_profile_get_identity (profile), identity))
        return session;
    }

  return NULL;
}

CulvertSessionSummary
culvert_session_list_get_summary (CulvertSessionList *self)
{
  return self->summary;
}

void
culvert_session_list_watch (CulvertSessionList *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_LIST (self));

  if (self->n_watchers++ == 0)
    set_watched (self, TRUE);
}

void
culvert_session_list_unwatch (CulvertSessionList *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_LIST (self));
  g_return_if_fail (self->n_watchers > 0);

  if (--self->n_watchers == 0)
    set_watched (self, FALSE);
}

void
culvert_session_list_glance (CulvertSessionList *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_LIST (self));

  if (self->glance_source == 0)
    culvert_session_list_watch (self);
  g_clear_handle_id (&self->glance_source, g_source_remove);
  self->glance_source =
      g_timeout_add_seconds (CULVERT_SESSION_LIST_GLANCE_SECONDS, on_glance_over, self);
}
