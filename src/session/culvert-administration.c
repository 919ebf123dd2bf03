/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-administration"

#include "culvert-administration.h"

#include "culvert-mgmt-command-server.h"
#include "culvert-mgmt-error.h"
#include "culvert-mgmt-number.h"
#include "culvert-orders.h"
#include "culvert-session-link.h"

#include <string.h>

/* While somebody watches. A daemon tells of each of its clients, so the more there are the less
 * often: some 10,000 lines a second are half of what a link bears, and a whole account of 2,500 a
 * second costs next to nothing. */
#define PEERS_PER_COUNT_SECOND  10000
#define PEERS_PER_CENSUS_SECOND 2500
#define CENSUS_SECONDS          10
#define TRAFFIC_SECONDS         2

/* A client that nobody told us of has sent something: somebody will have come. */
#define SOON_MS 1000

struct _CulvertAdministration
{
  GObject parent_instance;

  CulvertSessionLink *link;    /* (unowned): outlives it */
  CulvertRoster *roster;       /* (owned) */
  CulvertAdmission *admission; /* (owned) */
  CulvertCensus *census;       /* (owned) */
  CulvertOrders *orders;       /* (owned) */
  CulvertMgmtPeerBlock *block; /* (owned) */
  CulvertMgmtAbilities abilities;
  guint n_watchers;
  guint n_strangers;     /* counted since the last census, and not in it */
  guint interval;        /* of the counts; 0: there are none */
  guint census_source;   /* until the next one */
  guint traffic_source;  /* while watched */
  gboolean asks_traffic; /* and the daemon has not replied */
  gboolean is_attached;
};

G_DEFINE_FINAL_TYPE (CulvertAdministration, culvert_administration, G_TYPE_OBJECT)

enum
{
  TRAFFIC,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

const CulvertAdministrationLimits *
culvert_administration_get_usual_limits (void)
{
  static const CulvertAdministrationLimits limits = {
    .window_ms = 55000,
    .effect_ms = 15000,
    .look_ms = 1000,
  };

  return &limits;
}

static gboolean
is_watched (CulvertAdministration *self)
{
  return self->is_attached && self->n_watchers > 0;
}

static void
set_interval (CulvertAdministration *self, guint seconds)
{
  if (seconds == self->interval)
    return;

  self->interval = seconds;
  culvert_roster_set_interval (self->roster, seconds);
  if (!culvert_session_link_is_read_only (self->link))
    culvert_session_link_send (self->link, culvert_mgmt_command_bytecount (seconds));
}

static gboolean
on_census_due (gpointer user_data)
{
  CulvertAdministration *self = user_data;

  self->census_source = 0;
  culvert_census_take (self->census);
  return G_SOURCE_REMOVE;
}

static void
take_census_in (CulvertAdministration *self, guint ms)
{
  g_clear_handle_id (&self->census_source, g_source_remove);
  self->census_source = g_timeout_add (ms, on_census_due, self);
}

static void
watch_clients (CulvertAdministration *self)
{
  guint n = culvert_roster_get_n_peers (self->roster);

  set_interval (self, 1 + n / PEERS_PER_COUNT_SECOND);
  take_census_in (self, (CENSUS_SECONDS + n / PEERS_PER_CENSUS_SECOND) * 1000);
}

static void
on_census_taken (gpointer user_data)
{
  CulvertAdministration *self = user_data;

  self->n_strangers = 0;
  culvert_orders_check (self->orders);
  if (is_watched (self))
    watch_clients (self);
}

static gboolean
read_value (const char *text, const char *name, guint64 *value)
{
  const char *at = strstr (text, name);

  return at != NULL && culvert_mgmt_number_parse (at + strlen (name),
                                                  strspn (at + strlen (name), "0123456789"),
                                                  G_MAXUINT64,
                                                  value) == CULVERT_MGMT_NUMBER_GOOD;
}

/* `nclients=2,bytesin=4003,bytesout=4136` */
static void
take_traffic (CulvertAdministration *self, const char *text)
{
  guint64 in;
  guint64 out;

  if (read_value (text, "bytesin=", &in) && read_value (text, "bytesout=", &out))
    g_signal_emit (self, signals[TRAFFIC], 0, in, out);
}

static void
on_traffic_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertAdministration) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);

  self->asks_traffic = FALSE;
  if (reply != NULL && is_watched (self))
    take_traffic (self, culvert_mgmt_reply_get_text (reply));
}

static gboolean
ask_traffic (gpointer user_data)
{
  CulvertAdministration *self = user_data;

  if (self->asks_traffic)
    return G_SOURCE_CONTINUE;

  self->asks_traffic = TRUE;
  culvert_session_link_ask_async (self->link,
                                  culvert_mgmt_command_load_stats (),
                                  NULL,
                                  on_traffic_told,
                                  g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
begin_watching (CulvertAdministration *self)
{
  culvert_census_take (self->census);
  watch_clients (self);
  if (self->traffic_source == 0)
    self->traffic_source = g_timeout_add_seconds (TRAFFIC_SECONDS, ask_traffic, self);
  ask_traffic (self);
}

static void
end_watching (CulvertAdministration *self)
{
  set_interval (self, 0);
  g_clear_handle_id (&self->census_source, g_source_remove);
  g_clear_handle_id (&self->traffic_source, g_source_remove);
}

/* What a notice tells of a client that is in; the rest comes with the next census. Returns: FALSE
 * where it is not enough to know the client again */
static gboolean
add_peer (CulvertAdministration *self, guint64 id)
{
  const char *name = culvert_mgmt_peer_block_get (self->block, "common_name");
  const char *since = culvert_mgmt_peer_block_get (self->block, "time_unix");
  const char *user = culvert_mgmt_peer_block_get (self->block, "username");
  const char *ipv4 = culvert_mgmt_peer_block_get (self->block, "ifconfig_pool_remote_ip");
  const char *ipv6 = culvert_mgmt_peer_block_get (self->block, "ifconfig_pool_remote_ip6");
  const char *from = culvert_mgmt_peer_block_get (self->block, "trusted_ip");
  const char *port = culvert_mgmt_peer_block_get (self->block, "trusted_port");
  g_autofree char *address =
      from != NULL && port != NULL ? g_strconcat (from, ":", port, NULL) : g_strdup ("");
  CulvertMgmtStatusRow row = { .id = id };
  guint64 time;

  if (name == NULL || since == NULL ||
      culvert_mgmt_number_parse (since, strlen (since), G_MAXINT64, &time) !=
          CULVERT_MGMT_NUMBER_GOOD)
    return FALSE;

  row.name = name;
  row.user = user != NULL ? user : "";
  row.address = address;
  row.vpn_ipv4 = ipv4 != NULL ? ipv4 : "";
  row.vpn_ipv6 = ipv6 != NULL ? ipv6 : "";
  row.cipher = "";
  row.since = (gint64) time;
  culvert_roster_establish (self->roster, &row);
  return TRUE;
}

static void
take_whole_notice (CulvertAdministration *self, const CulvertMgmtPeerNotice *notice)
{
  switch (notice->kind)
    {
    case CULVERT_MGMT_PEER_ESTABLISHED:
      if (!add_peer (self, notice->id) && self->is_attached)
        take_census_in (self, SOON_MS);
      break;
    case CULVERT_MGMT_PEER_DISCONNECT:
      culvert_roster_remove (self->roster, notice->id);
      culvert_orders_check (self->orders);
      break;
    case CULVERT_MGMT_PEER_ADDRESS:
      if (notice->is_primary)
        culvert_roster_take_address (self->roster, notice->id, notice->address);
      break;
    case CULVERT_MGMT_PEER_CONNECT:
      culvert_roster_set_waiting (self->roster, notice->id);
      break;
    case CULVERT_MGMT_PEER_REAUTH:
    case CULVERT_MGMT_PEER_RESPONSE:
      break;
    }
  culvert_admission_take (self->admission, notice, self->block);
}

static void
culvert_administration_dispose (GObject *object)
{
  CulvertAdministration *self = CULVERT_ADMINISTRATION (object);

  if (self->orders != NULL)
    culvert_administration_detach (self);
  g_clear_object (&self->orders);
  g_clear_object (&self->census);
  g_clear_object (&self->admission);
  g_clear_object (&self->roster);

  G_OBJECT_CLASS (culvert_administration_parent_class)->dispose (object);
}

static void
culvert_administration_finalize (GObject *object)
{
  g_clear_pointer (&CULVERT_ADMINISTRATION (object)->block, culvert_mgmt_peer_block_free);

  G_OBJECT_CLASS (culvert_administration_parent_class)->finalize (object);
}

static void
culvert_administration_class_init (CulvertAdministrationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_administration_dispose;
  object_class->finalize = culvert_administration_finalize;

  signals[TRAFFIC] = g_signal_new ("traffic",
                                   CULVERT_TYPE_ADMINISTRATION,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   2,
                                   G_TYPE_UINT64,
                                   G_TYPE_UINT64);
}

static void
culvert_administration_init (CulvertAdministration *self)
{
  self->block = culvert_mgmt_peer_block_new ();
  self->roster = culvert_roster_new ();
}

CulvertAdministration *
culvert_administration_new (CulvertSessionLink *link,
                            CulvertProfile *profile,
                            const CulvertAdministrationLimits *limits)
{
  CulvertAdministration *self = g_object_new (CULVERT_TYPE_ADMINISTRATION, NULL);

  self->link = link;
  self->admission = culvert_admission_new (link, profile, limits->window_ms);
  self->census = culvert_census_new (link, self->roster, on_census_taken, self);
  self->orders =
      culvert_orders_new (link, self->roster, self->census, limits->effect_ms, limits->look_ms);
  return self;
}

CulvertRoster *
culvert_administration_get_roster (CulvertAdministration *self)
{
  return self->roster;
}

CulvertAdmission *
culvert_administration_get_admission (CulvertAdministration *self)
{
  return self->admission;
}

CulvertMgmtAbilities
culvert_administration_get_abilities (CulvertAdministration *self)
{
  return self->abilities;
}

gboolean
culvert_administration_is_filled (CulvertAdministration *self)
{
  return culvert_census_is_taken (self->census);
}

gboolean
culvert_administration_can_act (CulvertAdministration *self)
{
  return self->is_attached && !culvert_session_link_is_read_only (self->link);
}

void
culvert_administration_watch (CulvertAdministration *self)
{
  g_return_if_fail (CULVERT_IS_ADMINISTRATION (self));

  if (self->n_watchers++ == 0 && self->is_attached)
    begin_watching (self);
}

void
culvert_administration_unwatch (CulvertAdministration *self)
{
  g_return_if_fail (CULVERT_IS_ADMINISTRATION (self));
  g_return_if_fail (self->n_watchers > 0);

  if (--self->n_watchers == 0 && self->is_attached)
    end_watching (self);
}

/* @owned_command: (nullable): NULL where it cannot be, and then `owned_error` tells why */
static void
order (CulvertAdministration *self,
       const CulvertPeerKey *who,
       CulvertMgmtCommand *owned_command,
       CulvertMgmtAbilities needed,
       GTask *owned_task,
       GError *owned_error)
{
  g_autoptr (GTask) task = owned_task;
  g_autoptr (CulvertMgmtCommand) command = owned_command;
  gboolean must_go = g_task_get_source_tag (task) == culvert_administration_disconnect_async;

  if (command == NULL)
    g_task_return_error (task, owned_error);
  else if (!culvert_administration_can_act (self))
    g_task_return_new_error (task,
                             CULVERT_ADMINISTRATION_ERROR,
                             CULVERT_ADMINISTRATION_ERROR_WATCHING,
                             "The daemon cannot be told anything.");
  else if ((self->abilities & needed) != needed)
    g_task_return_new_error (task,
                             CULVERT_ADMINISTRATION_ERROR,
                             CULVERT_ADMINISTRATION_ERROR_UNABLE,
                             "This daemon cannot do that.");
  else
    culvert_orders_give (self->orders,
                         who,
                         g_steal_pointer (&command),
                         must_go,
                         g_steal_pointer (&task));
}

static GTask *
new_task (CulvertAdministration *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

void
culvert_administration_disconnect_async (CulvertAdministration *self,
                                         const CulvertPeerKey *who,
                                         const char *message,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task =
      new_task (self, culvert_administration_disconnect_async, cancellable, callback, user_data);
  GError *error = NULL;
  CulvertMgmtCommand *command = culvert_mgmt_command_client_kill (who->id, message, &error);

  order (self, who, command, 0, task, error);
}

gboolean
culvert_administration_disconnect_finish (CulvertAdministration *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culvert_administration_filter_async (CulvertAdministration *self,
                                     const CulvertPeerKey *who,
                                     const char *filter,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task =
      new_task (self, culvert_administration_filter_async, cancellable, callback, user_data);
  GError *error = NULL;
  CulvertMgmtCommand *command = culvert_mgmt_command_client_filter (who->id, filter, &error);

  order (self, who, command, CULVERT_MGMT_CAN_FILTER, task, error);
}

void
culvert_administration_push_async (CulvertAdministration *self,
                                   const CulvertPeerKey *who,
                                   const char *options,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task =
      new_task (self, culvert_administration_push_async, cancellable, callback, user_data);
  GError *error = NULL;
  CulvertMgmtCommand *command = who != NULL
                                    ? culvert_mgmt_command_push_update_to (who->id, options, &error)
                                    : culvert_mgmt_command_push_update (options, &error);

  order (self, who, command, CULVERT_MGMT_CAN_PUSH_UPDATE, task, error);
}

gboolean
culvert_administration_send_finish (CulvertAdministration *self,
                                    GAsyncResult *result,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culvert_administration_begin (CulvertAdministration *self)
{
  culvert_mgmt_peer_block_reset (self->block);
}

void
culvert_administration_attach (CulvertAdministration *self, const char *version)
{
  g_return_if_fail (CULVERT_IS_ADMINISTRATION (self));

  if (self->is_attached)
    return;

  self->is_attached = TRUE;
  self->abilities = culvert_mgmt_abilities_of (version);
  if (self->n_watchers > 0)
    begin_watching (self);
  else
    culvert_census_take (self->census);
  culvert_admission_attach (self->admission, self->abilities);
}

void
culvert_administration_detach (CulvertAdministration *self)
{
  g_return_if_fail (CULVERT_IS_ADMINISTRATION (self));

  self->is_attached = FALSE;
  end_watching (self);
  culvert_census_stop (self->census);
  culvert_orders_stop (self->orders);
  culvert_admission_detach (self->admission);
  culvert_roster_clear (self->roster);
}

void
culvert_administration_take_notice (CulvertAdministration *self, char *text, gsize length)
{
  const CulvertMgmtPeerNotice *notice = culvert_mgmt_peer_block_take (self->block, text, length);

  if (notice != NULL)
    take_whole_notice (self, notice);
}

void
culvert_administration_take_count (CulvertAdministration *self,
                                   guint64 id,
                                   guint64 received,
                                   guint64 sent)
{
  gint64 now = g_get_monotonic_time ();

  if (!culvert_roster_take_count (self->roster, id, received, sent, now) && is_watched (self) &&
      culvert_census_is_taken (self->census) && self->n_strangers++ == 0)
    take_census_in (self, SOON_MS);
}
