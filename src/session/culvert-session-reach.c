/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-reach"

#include "culvert-session-reach.h"

#include "culvert-session-ping.h"

#define MAX_AT_ONCE   8
#define PROBE_SECONDS 3

struct _CulvertSessionReach
{
  GObject parent_instance;

  GQueue waiting; /* (owned) (element-type Probe) */
  GQueue running; /* (element-type Probe): each belongs to what is under way */
};

/* One server. */
typedef struct
{
  CulvertSessionReach *reach;  /* (unowned) (nullable): NULL when it has ended */
  CulvertPromptChoice *choice; /* (owned) */
  char *host;                  /* (owned) */
  guint16 port;                /* 0: not a number */
  gboolean is_tcp;
  GCancellable *cancellable; /* (owned) */
  guint timeout;
  gint64 started_at;
} Probe;

G_DEFINE_FINAL_TYPE (CulvertSessionReach, culvert_session_reach, G_TYPE_OBJECT)

static void start_some (CulvertSessionReach *self);

static void
probe_free (Probe *probe)
{
  g_clear_object (&probe->choice);
  g_clear_pointer (&probe->host, g_free);
  g_clear_object (&probe->cancellable);
  g_clear_handle_id (&probe->timeout, g_source_remove);
  g_free (probe);
}

/* @microseconds: -1 where nobody answered */
static void
end (Probe *owned_probe, gint64 microseconds, const GError *error)
{
  g_autoptr (CulvertSessionReach) reach =
      owned_probe->reach != NULL ? g_object_ref (owned_probe->reach) : NULL;

  if (error != NULL)
    g_debug ("No answer from %s: %s", owned_probe->host, error->message);
  if (reach != NULL)
    {
      g_queue_remove (&reach->running, owned_probe);
      if (microseconds >= 0)
        culvert_prompt_choice_set_round_trip (owned_probe->choice, MAX (microseconds, 1));
    }

  probe_free (owned_probe);
  if (reach != NULL)
    start_some (reach);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Probe *probe = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  end (probe, connection != NULL ? g_get_monotonic_time () - probe->started_at : -1, error);
}

static void
connect_to (Probe *probe, GInetAddress *address)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) destination = g_inet_socket_address_new (address, probe->port);

  g_socket_client_set_enable_proxy (client, FALSE);
  probe->started_at = g_get_monotonic_time ();
  g_socket_client_connect_async (client,
                                 G_SOCKET_CONNECTABLE (destination),
                                 probe->cancellable,
                                 on_connected,
                                 probe);
}

static void
on_echoed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 microseconds = culvert_session_ping_finish (result, &error);

  end (user_data, microseconds, error);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Probe *probe = user_data;
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (addresses == NULL)
    end (probe, -1, error);
  else if (probe->is_tcp)
    connect_to (probe, addresses->data);
  else
    culvert_session_ping_async (addresses->data, probe->cancellable, on_echoed, probe);

  g_resolver_free_addresses (addresses);
}

static gboolean
on_timeout (gpointer user_data)
{
  Probe *probe = user_data;

  probe->timeout = 0;
  g_cancellable_cancel (probe->cancellable);

  return G_SOURCE_REMOVE;
}

static void
start (CulvertSessionReach *self, Probe *probe)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_queue_push_tail (&self->running, probe);
  probe->timeout = g_timeout_add_seconds (PROBE_SECONDS, on_timeout, probe);
  g_resolver_lookup_by_name_async (resolver, probe->host, probe->cancellable, on_looked_up, probe);
}

static void
start_some (CulvertSessionReach *self)
{
  while (self->running.length < MAX_AT_ONCE && !g_queue_is_empty (&self->waiting))
    start (self, g_queue_pop_head (&self->waiting));
}

static void
culvert_session_reach_dispose (GObject *object)
{
  CulvertSessionReach *self = CULVERT_SESSION_REACH (object);

  g_queue_clear_full (&self->waiting, (GDestroyNotify) probe_free);
  while (!g_queue_is_empty (&self->running))
    {
      Probe *probe = g_queue_pop_head (&self->running);

      probe->reach = NULL;
      g_cancellable_cancel (probe->cancellable);
    }

  G_OBJECT_CLASS (culvert_session_reach_parent_class)->dispose (object);
}

static void
culvert_session_reach_class_init (CulvertSessionReachClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_session_reach_dispose;
}

static void
culvert_session_reach_init (CulvertSessionReach *self)
{
  g_queue_init (&self->waiting);
  g_queue_init (&self->running);
}

CulvertSessionReach *
culvert_session_reach_new (void)
{
  return g_object_new (CULVERT_TYPE_SESSION_REACH, NULL);
}

void
culvert_session_reach_measure (CulvertSessionReach *self,
                               const CulvertMgmtRemote *remote,
                               CulvertPromptChoice *choice)
{
  Probe *probe;
  guint64 port = 0;

  g_return_if_fail (CULVERT_IS_SESSION_REACH (self));
  g_return_if_fail (CULVERT_IS_PROMPT_CHOICE (choice));

  g_ascii_string_to_unsigned (remote->port, 10, 1, G_MAXUINT16, &port, NULL);
  probe = g_new0 (Probe, 1);
  probe->reach = self;
  probe->choice = g_object_ref (choice);
  probe->host = g_strdup (remote->host);
  probe->port = (guint16) port;
  probe->is_tcp = culvert_mgmt_remote_is_tcp (remote) && port != 0;
  probe->cancellable = g_cancellable_new ();
  g_queue_push_tail (&self->waiting, probe);
  start_some (self);
}

gboolean
culvert_session_reach_is_done (CulvertSessionReach *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_REACH (self), FALSE);

  return g_queue_is_empty (&self->running) && g_queue_is_empty (&self->waiting);
}
