/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-state-history.h"

typedef struct
{
  char *id; /* (owned): of the profile */
  gint64 time;
  CulvertSessionState state;
  CulvertSessionReason reason;
} Entry;

struct _CulvertStateHistory
{
  GObject parent_instance;

  GQueue *entries; /* (owned) of Entry (owned): oldest first */
};

G_DEFINE_FINAL_TYPE (CulvertStateHistory, culvert_state_history, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_free (entry->id);
  g_free (entry);
}

static void
on_state_changed (CulvertStateHistory *self,
                  CulvertSession *session,
                  CulvertSessionState state,
                  CulvertSessionState old,
                  CulvertSessionReason reason)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = g_strdup (culvert_profile_get_id (culvert_session_get_profile (session)));
  entry->time = g_get_real_time () / G_USEC_PER_SEC;
  entry->state = state;
  entry->reason = reason;
  g_queue_push_tail (self->entries, entry);
  if (g_queue_get_length (self->entries) > CULVERT_STATE_HISTORY_LENGTH)
    entry_free (g_queue_pop_head (self->entries));
}

static void
append_entry (GString *text, const Entry *entry)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (entry->time);
  g_autofree char *time = g_date_time_format (then, "%Y-%m-%d %H:%M:%S");

  g_string_append_printf (text,
                          "%s %s (%s)\n",
                          time,
                          culvert_session_state_to_string (entry->state),
                          culvert_session_reason_to_string (entry->reason));
}

static void
culvert_state_history_finalize (GObject *object)
{
  CulvertStateHistory *self = CULVERT_STATE_HISTORY (object);

  g_queue_free_full (g_steal_pointer (&self->entries), (GDestroyNotify) entry_free);

  G_OBJECT_CLASS (culvert_state_history_parent_class)->finalize (object);
}

static void
culvert_state_history_class_init (CulvertStateHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_state_history_finalize;
}

static void
culvert_state_history_init (CulvertStateHistory *self)
{
  self->entries = g_queue_new ();
}

CulvertStateHistory *
culvert_state_history_new (CulvertSessionList *sessions)
{
  CulvertStateHistory *self = g_object_new (CULVERT_TYPE_STATE_HISTORY, NULL);

  g_signal_connect_object (sessions,
                           "state-changed",
                           G_CALLBACK (on_state_changed),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

char *
culvert_state_history_dup_text (CulvertStateHistory *self, const char *id)
{
  GString *text;

  g_return_val_if_fail (CULVERT_IS_STATE_HISTORY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  text = g_string_new (NULL);
  for (GList *link = self->entries->head; link != NULL; link = link->next)
    {
      const Entry *entry = link->data;

      if (g_str_equal (entry->id, id))
        append_entry (text, entry);
    }

  return g_string_free (text, FALSE);
}
