/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-server-messages"

#include "culvert-server-messages.h"

#define MAX_IN_A_MINUTE 5

struct _CulvertServerMessages
{
  GObject parent_instance;

  CulvertMutedMessages *muted; /* (owned) */
  CulvertFront *front;         /* (owned) */
  CulvertNotifier *notifier;   /* (owned) */
  GHashTable *recent;          /* (owned): profile id (owned) → Recent (owned) */
};

/* When the last notifications of a connection were shown: a ring, monotonic, 0: never. */
typedef struct
{
  gint64 times[MAX_IN_A_MINUTE];
  guint next;
} Recent;

G_DEFINE_FINAL_TYPE (CulvertServerMessages, culvert_server_messages, G_TYPE_OBJECT)

static const char *
id_of (CulvertSession *session)
{
  return culvert_profile_get_id (culvert_session_get_profile (session));
}

/* Notes the time where there may be one more. */
static gboolean
may_notify (CulvertServerMessages *self, CulvertSession *session)
{
  Recent *recent = g_hash_table_lookup (self->recent, id_of (session));
  gint64 now = g_get_monotonic_time ();

  if (recent == NULL)
    {
      recent = g_new0 (Recent, 1);
      g_hash_table_insert (self->recent, g_strdup (id_of (session)), recent);
    }

  if (recent->times[recent->next] != 0 && now - recent->times[recent->next] < G_TIME_SPAN_MINUTE)
    return FALSE;

  recent->times[recent->next] = now;
  recent->next = (recent->next + 1) % MAX_IN_A_MINUTE;

  return TRUE;
}

static gboolean
on_message (CulvertServerMessages *self,
            CulvertSession *session,
            const char *title,
            const char *text,
            gboolean is_brief)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  CulvertUi *ui;

  if (culvert_muted_messages_has (self->muted, id_of (session), title, text, now))
    return TRUE;

  ui = is_brief ? NULL : culvert_front_open (self->front, NULL);
  if (ui == NULL && !may_notify (self, session))
    {
      g_message ("The server of “%s” says too much; a message was dropped.", id_of (session));
      return TRUE;
    }

  if (ui != NULL)
    culvert_ui_present_server_message (ui, session, title, text);
  else
    culvert_notifier_tell_message (self->notifier, session, title, text);
  culvert_muted_messages_add (self->muted, id_of (session), title, text, now);

  return TRUE;
}

static void
culvert_server_messages_dispose (GObject *object)
{
  CulvertServerMessages *self = CULVERT_SERVER_MESSAGES (object);

  g_clear_object (&self->notifier);
  g_clear_object (&self->front);
  g_clear_object (&self->muted);

  G_OBJECT_CLASS (culvert_server_messages_parent_class)->dispose (object);
}

static void
culvert_server_messages_finalize (GObject *object)
{
  CulvertServerMessages *self = CULVERT_SERVER_MESSAGES (object);

  g_clear_pointer (&self->recent, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_server_messages_parent_class)->finalize (object);
}

static void
culvert_server_messages_class_init (CulvertServerMessagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_server_messages_dispose;
  object_class->finalize = culvert_server_messages_finalize;
}

static void
culvert_server_messages_init (CulvertServerMessages *self)
{
  self->recent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CulvertServerMessages *
culvert_server_messages_new (CulvertSessionList *sessions,
                             CulvertMutedMessages *muted,
                             CulvertFront *front,
                             CulvertNotifier *notifier)
{
  CulvertServerMessages *self = g_object_new (CULVERT_TYPE_SERVER_MESSAGES, NULL);

  self->muted = g_object_ref (muted);
  self->front = g_object_ref (front);
  self->notifier = g_object_ref (notifier);
  g_signal_connect_object (sessions, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);

  return self;
}
