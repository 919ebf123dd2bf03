/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-awareness"

#include "culvert-awareness.h"

#define LOGIN_NAME      "org.freedesktop.login1"
#define LOGIN_PATH      "/org/freedesktop/login1"
#define LOGIN_INTERFACE "org.freedesktop.login1.Manager"

/* Networks come with a dozen changes at once. And what came through a tunnel before the computer
 * slept is counted up to a second after it has woken up. */
#define SETTLE_SECONDS 2

/* How long nothing may come through a tunnel, or in answer to a first packet, before that is taken
 * for dead. */
#define SILENCE_AFTER_CHANGE_SECONDS 5
#define SILENCE_AFTER_RESUME_SECONDS 15

/* A tunnel that comes or goes changes the routes, too. That is no news: it would only make others
 * come and go. */
#define OWN_CHANGE_SECONDS 5

struct _CulvertAwareness
{
  GObject parent_instance;

  CulvertSessionList *sessions; /* (owned) */
  GNetworkMonitor *monitor;     /* (owned) (nullable): once it is found */
  GDBusConnection *bus;         /* (owned) (nullable): where logind tells of sleep */
  guint subscription;

  guint settle_source;
  gint64 own_change_at; /* monotonic: a connection of ours last came or went */

  GHashTable *suspects; /* (owned): id → Suspect */
  guint resume_source;
  guint silence_source;
  gboolean is_watching;
};

/* A tunnel, or one that waits for the first answer of its server. */
typedef struct
{
  CulvertSessionStage stage;
  guint64 received;
} Suspect;

G_DEFINE_FINAL_TYPE (CulvertAwareness, culvert_awareness, G_TYPE_OBJECT)

/* From the beginning of a suspicion to its end it has to be known what comes. */
static void
watch_while_busy (CulvertAwareness *self)
{
  gboolean is_busy =
      self->settle_source != 0 || self->resume_source != 0 || self->silence_source != 0;

  if (is_busy == self->is_watching)
    return;

  self->is_watching = is_busy;
  if (is_busy)
    culvert_session_list_watch (self->sessions);
  else
    culvert_session_list_unwatch (self->sessions);
}

static guint64
count_received (CulvertSession *session)
{
  return culvert_session_get_traffic (session)->total_in;
}

/* A daemon that pauses is no suspect: no signal makes it go on. */
static gboolean
is_suspicious (CulvertSession *session)
{
  CulvertSessionState state = culvert_session_get_state (session);
  gboolean is_on_its_way =
      state == CULVERT_SESSION_CONNECTING || state == CULVERT_SESSION_RECONNECTING;

  return culvert_session_get_prompt (session) == NULL && !culvert_session_is_deaf (session) &&
         (state == CULVERT_SESSION_CONNECTED ||
          (is_on_its_way && culvert_session_get_stage (session) == CULVERT_STAGE_HANDSHAKE));
}

static gboolean
is_silent (CulvertAwareness *self, CulvertSession *session)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (session));
  const Suspect *suspect = g_hash_table_lookup (self->suspects, id);

  return suspect != NULL && is_suspicious (session) &&
         suspect->stage == culvert_session_get_stage (session) &&
         suspect->received == count_received (session);
}

static gboolean
on_silence_over (gpointer user_data)
{
  CulvertAwareness *self = user_data;

  self->silence_source = 0;
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);

      if (is_silent (self, session) && culvert_session_reconnect (session))
        g_message ("Nothing comes through “%s” any more; it is built anew.",
                   culvert_profile_get_id (culvert_session_get_profile (session)));
    }
  g_hash_table_remove_all (self->suspects);
  watch_while_busy (self);

  return G_SOURCE_REMOVE;
}

static void
suspect_tunnels (CulvertAwareness *self, guint seconds)
{
  g_hash_table_remove_all (self->suspects);
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);
      const char *id = culvert_profile_get_id (culvert_session_get_profile (session));
      Suspect suspect = { culvert_session_get_stage (session), count_received (session) };

      if (is_suspicious (session))
        g_hash_table_insert (self->suspects, g_strdup (id), g_memdup2 (&suspect, sizeof suspect));
    }

  g_clear_handle_id (&self->silence_source, g_source_remove);
  if (g_hash_table_size (self->suspects) > 0)
    self->silence_source = g_timeout_add_seconds (seconds, on_silence_over, self);
}

static void
nudge_waiting (CulvertAwareness *self)
{
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);

      if (culvert_session_get_state (session) == CULVERT_SESSION_WAITING)
        culvert_session_nudge (session);
    }
}

static void
take_change (CulvertAwareness *self)
{
  gint64 since_own_change = g_get_monotonic_time () - self->own_change_at;

  g_debug ("The network has changed");
  nudge_waiting (self);
  if (self->own_change_at == 0 || since_own_change > (gint64) OWN_CHANGE_SECONDS * G_USEC_PER_SEC)
    suspect_tunnels (self, SILENCE_AFTER_CHANGE_SECONDS);
}

static gboolean
on_settled (gpointer user_data)
{
  CulvertAwareness *self = user_data;

  self->settle_source = 0;
  if (g_network_monitor_get_network_available (self->monitor))
    take_change (self);
  watch_while_busy (self);

  return G_SOURCE_REMOVE;
}

static gboolean
on_awake (gpointer user_data)
{
  CulvertAwareness *self = user_data;

  self->resume_source = 0;
  suspect_tunnels (self, SILENCE_AFTER_RESUME_SECONDS - SETTLE_SECONDS);
  watch_while_busy (self);

  return G_SOURCE_REMOVE;
}

static void
on_network_changed (CulvertAwareness *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add_seconds (SETTLE_SECONDS, on_settled, self);
  watch_while_busy (self);
}

static void
follow_monitor (CulvertAwareness *self, GNetworkMonitor *monitor)
{
  self->monitor = g_object_ref (monitor);
  g_signal_connect_object (monitor,
                           "network-changed",
                           G_CALLBACK (on_network_changed),
                           self,
                           G_CONNECT_SWAPPED);
}

/* The first look at the network waits for the system bus. */
static void
find_monitor (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, g_object_ref (g_network_monitor_get_default ()), g_object_unref);
}

static void
on_monitor_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertAwareness) self = user_data;
  g_autoptr (GNetworkMonitor) monitor = g_task_propagate_pointer (G_TASK (result), NULL);

  follow_monitor (self, monitor);
}

static void
start_to_find_monitor (CulvertAwareness *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_monitor_found, g_object_ref (self));

  g_task_set_source_tag (task, start_to_find_monitor);
  g_task_run_in_thread (task, find_monitor);
}

static void
on_state_changed (CulvertAwareness *self)
{
  self->own_change_at = g_get_monotonic_time ();
}

static void
on_prepare_for_sleep (GDBusConnection *bus,
                      const char *sender,
                      const char *path,
                      const char *interface,
                      const char *signal_name,
                      GVariant *parameters,
                      gpointer user_data)
{
  gboolean is_going_to_sleep = TRUE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &is_going_to_sleep);
  if (!is_going_to_sleep)
    culvert_awareness_take_resume (user_data);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertAwareness) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      g_debug ("Nobody tells of sleep: %s", error->message);
      return;
    }

  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_steal_pointer (&bus);
  self->subscription = g_dbus_connection_signal_subscribe (self->bus,
                                                           LOGIN_NAME,
                                                           LOGIN_INTERFACE,
                                                           "PrepareForSleep",
                                                           LOGIN_PATH,
                                                           NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE,
                                                           on_prepare_for_sleep,
                                                           self,
                                                           NULL);
}

static void
culvert_awareness_dispose (GObject *object)
{
  CulvertAwareness *self = CULVERT_AWARENESS (object);

  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->resume_source, g_source_remove);
  g_clear_handle_id (&self->silence_source, g_source_remove);
  watch_while_busy (self);
  g_clear_object (&self->bus);
  g_clear_object (&self->monitor);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_awareness_parent_class)->dispose (object);
}

static void
culvert_awareness_finalize (GObject *object)
{
  g_clear_pointer (&CULVERT_AWARENESS (object)->suspects, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_awareness_parent_class)->finalize (object);
}

static void
culvert_awareness_class_init (CulvertAwarenessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_awareness_dispose;
  object_class->finalize = culvert_awareness_finalize;
}

static void
culvert_awareness_init (CulvertAwareness *self)
{
  self->suspects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CulvertAwareness *
culvert_awareness_new (CulvertSessionList *sessions, GNetworkMonitor *monitor)
{
  CulvertAwareness *self = g_object_new (CULVERT_TYPE_AWARENESS, NULL);

  self->sessions = g_object_ref (sessions);
  g_signal_connect_object (sessions,
                           "state-changed",
                           G_CALLBACK (on_state_changed),
                           self,
                           G_CONNECT_SWAPPED);
  if (monitor != NULL)
    follow_monitor (self, monitor);
  else
    start_to_find_monitor (self);
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, on_bus, g_object_ref (self));

  return self;
}

void
culvert_awareness_take_resume (CulvertAwareness *self)
{
  g_return_if_fail (CULVERT_IS_AWARENESS (self));

  g_debug ("The computer has woken up");
  nudge_waiting (self);
  g_clear_handle_id (&self->resume_source, g_source_remove);
  self->resume_source = g_timeout_add_seconds (SETTLE_SECONDS, on_awake, self);
  watch_while_busy (self);
}
