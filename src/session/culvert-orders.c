/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-orders.h"

#include "culvert-administration-error.h"
#include "culvert-mgmt-error.h"

/* One of them, from the click to its effect. */
typedef struct
{
  CulvertOrders *orders;       /* (owned) */
  CulvertPeerKey *who;         /* (owned) (nullable): everybody */
  CulvertMgmtCommand *command; /* (owned) (nullable): until it is sent */
  GTask *task;                 /* (owned) (nullable): until it is told */
  gboolean must_go;
  gint64 deadline; /* monotonic */
} Order;

struct _CulvertOrders
{
  GObject parent_instance;

  CulvertSessionLink *link; /* (unowned): outlives it */
  CulvertRoster *roster;    /* (owned) */
  CulvertCensus *census;    /* (owned) */
  guint effect_ms;
  guint look_ms;
  GPtrArray *leaving; /* (owned) (element-type Order): the daemon has taken them */
  guint look_source;  /* while there are any */
};

G_DEFINE_FINAL_TYPE (CulvertOrders, culvert_orders, G_TYPE_OBJECT)

static void
order_free (Order *order)
{
  g_clear_object (&order->orders);
  g_clear_pointer (&order->who, culvert_peer_key_free);
  g_clear_pointer (&order->command, culvert_mgmt_command_free);
  g_clear_object (&order->task);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

static void
fail (Order *order, CulvertAdministrationError code, const char *message)
{
  g_task_return_new_error (order->task, CULVERT_ADMINISTRATION_ERROR, code, "%s", message);
}

/* Returns: (nullable): whoever has the id now */
static const CulvertPeer *
find (CulvertOrders *self, const CulvertPeerKey *who)
{
  guint slot;

  return culvert_roster_find (self->roster, who->id, &slot)
             ? culvert_roster_get_peer (self->roster, slot)
             : NULL;
}

static gboolean
is_gone (CulvertOrders *self, const CulvertPeerKey *who)
{
  const CulvertPeer *peer = find (self, who);

  return peer == NULL || !culvert_peer_is (peer, who);
}

static gboolean
on_look (gpointer user_data)
{
  g_autoptr (CulvertOrders) self = g_object_ref (user_data);
  gint64 now = g_get_monotonic_time ();

  for (guint i = self->leaving->len; i > 0; i--)
    {
      Order *order = g_ptr_array_index (self->leaving, i - 1);

      if (order->deadline > now)
        continue;
      fail (order,
            CULVERT_ADMINISTRATION_ERROR_NO_EFFECT,
            "The server took the order, but the client is still connected.");
      g_ptr_array_remove_index (self->leaving, i - 1);
    }
  if (self->leaving->len == 0)
    {
      self->look_source = 0;
      return G_SOURCE_REMOVE;
    }

  /* Not every server tells who goes. */
  culvert_census_take (self->census);
  return G_SOURCE_CONTINUE;
}

static void
await_effect (CulvertOrders *self, Order *owned_order)
{
  owned_order->deadline = g_get_monotonic_time () + (gint64) self->effect_ms * 1000;
  g_ptr_array_add (self->leaving, owned_order);
  if (self->look_source == 0)
    self->look_source = g_timeout_add (self->look_ms, on_look, self);
  culvert_orders_check (self);
}

static void
on_ordered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Order) order = user_data;
  g_autoptr (CulvertOrders) self = g_object_ref (order->orders);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);

  if (reply == NULL)
    g_task_return_error (order->task, g_steal_pointer (&error));
  else if (order->must_go)
    await_effect (self, g_steal_pointer (&order));
  else
    g_task_return_boolean (order->task, TRUE);
}

static void
send (CulvertOrders *self, Order *owned_order)
{
  CulvertMgmtCommand *command = g_steal_pointer (&owned_order->command);
  GCancellable *cancellable = g_task_get_cancellable (owned_order->task);

  culvert_session_link_ask_async (self->link, command, cancellable, on_ordered, owned_order);
}

static void
on_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Order) order = user_data;
  CulvertOrders *self = order->orders;
  g_autoptr (GError) error = NULL;
  const CulvertPeer *peer;

  if (!culvert_census_take_finish (CULVERT_CENSUS (source), result, &error))
    {
      g_task_return_error (order->task, g_steal_pointer (&error));
      return;
    }

  peer = find (self, order->who);
  if (peer == NULL)
    fail (order, CULVERT_ADMINISTRATION_ERROR_GONE, "The client is not connected any more.");
  else if (!culvert_peer_is (peer, order->who))
    fail (order, CULVERT_ADMINISTRATION_ERROR_ANOTHER, "Another client has taken its place.");
  else
    send (self, g_steal_pointer (&order));
}

static void
culvert_orders_dispose (GObject *object)
{
  CulvertOrders *self = CULVERT_ORDERS (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->census);
  g_clear_object (&self->roster);

  G_OBJECT_CLASS (culvert_orders_parent_class)->dispose (object);
}

static void
culvert_orders_finalize (GObject *object)
{
  g_clear_pointer (&CULVERT_ORDERS (object)->leaving, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_orders_parent_class)->finalize (object);
}

static void
culvert_orders_class_init (CulvertOrdersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_orders_dispose;
  object_class->finalize = culvert_orders_finalize;
}

static void
culvert_orders_init (CulvertOrders *self)
{
  self->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify) order_free);
}

CulvertOrders *
culvert_orders_new (CulvertSessionLink *link,
                    CulvertRoster *roster,
                    CulvertCensus *census,
                    guint effect_ms,
                    guint look_ms)
{
  CulvertOrders *self = g_object_new (CULVERT_TYPE_ORDERS, NULL);

  self->link = link;
  self->roster = g_object_ref (roster);
  self->census = g_object_ref (census);
  self->effect_ms = effect_ms;
  self->look_ms = look_ms;
  return self;
}

void
culvert_orders_give (CulvertOrders *self,
                     const CulvertPeerKey *who,
                     CulvertMgmtCommand *owned_command,
                     gboolean must_go,
                     GTask *owned_task)
{
  Order *order = g_new0 (Order, 1);

  order->orders = g_object_ref (self);
  order->who = who != NULL ? culvert_peer_key_copy (who) : NULL;
  order->command = owned_command;
  order->task = owned_task;
  order->must_go = must_go;
  if (who != NULL)
    culvert_census_take_async (self->census, g_task_get_cancellable (owned_task), on_known, order);
  else
    send (self, order);
}

void
culvert_orders_check (CulvertOrders *self)
{
  g_return_if_fail (CULVERT_IS_ORDERS (self));

  for (guint i = self->leaving->len; i > 0; i--)
    {
      Order *order = g_ptr_array_index (self->leaving, i - 1);

      if (!is_gone (self, order->who))
        continue;
      g_task_return_boolean (order->task, TRUE);
      g_ptr_array_remove_index (self->leaving, i - 1);
    }
}

void
culvert_orders_stop (CulvertOrders *self)
{
  g_autoptr (GPtrArray) leaving = g_steal_pointer (&self->leaving);

  self->leaving = g_ptr_array_new_with_free_func ((GDestroyNotify) order_free);
  g_clear_handle_id (&self->look_source, g_source_remove);
  for (guint i = 0; i < leaving->len; i++)
    {
      Order *order = g_ptr_array_index (leaving, i);

      g_task_return_new_error (order->task,
                               CULVERT_MGMT_ERROR,
                               CULVERT_MGMT_ERROR_CLOSED,
                               "The daemon is out of reach.");
    }
}
