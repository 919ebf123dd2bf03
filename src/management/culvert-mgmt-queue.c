/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-queue.h"

struct _CulvertMgmtQueue
{
  GQueue exchanges; /* (element-type CulvertMgmtExchange) */
};

CulvertMgmtQueue *
culvert_mgmt_queue_new (void)
{
  CulvertMgmtQueue *self = g_new0 (CulvertMgmtQueue, 1);

  g_queue_init (&self->exchanges);
  return self;
}

void
culvert_mgmt_queue_free (CulvertMgmtQueue *self)
{
  g_queue_clear_full (&self->exchanges, (GDestroyNotify) culvert_mgmt_exchange_free);
  g_free (self);
}

gboolean
culvert_mgmt_queue_is_full (CulvertMgmtQueue *self)
{
  return g_queue_get_length (&self->exchanges) >= CULVERT_MGMT_QUEUE_MAX;
}

void
culvert_mgmt_queue_push (CulvertMgmtQueue *self, CulvertMgmtExchange *owned_exchange)
{
  g_queue_push_tail (&self->exchanges, owned_exchange);
}

void
culvert_mgmt_queue_push_first (CulvertMgmtQueue *self, CulvertMgmtExchange *owned_exchange)
{
  g_return_if_fail (!culvert_mgmt_queue_is_busy (self));

  g_queue_push_head (&self->exchanges, owned_exchange);
}

/* The oldest command that has begun to go out; its reply is the next to come. */
static CulvertMgmtExchange *
get_current (CulvertMgmtQueue *self)
{
  CulvertMgmtExchange *head = g_queue_peek_head (&self->exchanges);

  return head != NULL && culvert_mgmt_exchange_is_begun (head) ? head : NULL;
}

/* The fence behind the current command, if there is one. */
static CulvertMgmtExchange *
get_fence (CulvertMgmtQueue *self)
{
  CulvertMgmtExchange *second = g_queue_peek_nth (&self->exchanges, 1);

  return second != NULL && culvert_mgmt_exchange_is_fence (second) ? second : NULL;
}

static void
set_fence (CulvertMgmtQueue *self)
{
  g_queue_push_nth (&self->exchanges, culvert_mgmt_exchange_new_fence (), 1);
}

gboolean
culvert_mgmt_queue_is_busy (CulvertMgmtQueue *self)
{
  return get_current (self) != NULL;
}

CulvertMgmtExchange *
culvert_mgmt_queue_get_next (CulvertMgmtQueue *self)
{
  CulvertMgmtExchange *head = g_queue_peek_head (&self->exchanges);
  CulvertMgmtExchange *fence = get_fence (self);

  if (head == NULL)
    return NULL;
  if (!culvert_mgmt_exchange_is_written (head))
    return head;
  return fence != NULL && !culvert_mgmt_exchange_is_written (fence) ? fence : NULL;
}

static void
finish_those_over (CulvertMgmtQueue *self)
{
  CulvertMgmtExchange *head = g_queue_peek_head (&self->exchanges);

  while (head != NULL && culvert_mgmt_exchange_is_over (head))
    {
      g_autoptr (CulvertMgmtExchange) exchange = g_queue_pop_head (&self->exchanges);

      culvert_mgmt_exchange_finish (exchange);
      head = g_queue_peek_head (&self->exchanges);
    }
}

void
culvert_mgmt_queue_wrote (CulvertMgmtQueue *self, gsize n_bytes)
{
  CulvertMgmtExchange *exchange = culvert_mgmt_queue_get_next (self);

  culvert_mgmt_exchange_wrote (exchange, n_bytes);
  if (culvert_mgmt_exchange_needs_fence (exchange) && culvert_mgmt_exchange_is_written (exchange) &&
      get_fence (self) == NULL)
    set_fence (self);
  finish_those_over (self);
}

gboolean
culvert_mgmt_queue_take (CulvertMgmtQueue *self, const CulvertMgmtLine *line)
{
  CulvertMgmtExchange *current = get_current (self);
  CulvertMgmtExchange *fence = get_fence (self);
  gboolean was_taken;

  if (current == NULL)
    return FALSE;

  if (fence != NULL && culvert_mgmt_exchange_is_begun (fence) &&
      culvert_mgmt_exchange_is_overtaken (current, line))
    {
      culvert_mgmt_exchange_skip (current);
      was_taken = culvert_mgmt_exchange_take (fence, line);
    }
  else
    {
      was_taken = culvert_mgmt_exchange_take (current, line);
    }
  finish_those_over (self);
  return was_taken;
}

gboolean
culvert_mgmt_queue_time_out (CulvertMgmtQueue *self, const GError *error)
{
  CulvertMgmtExchange *current = get_current (self);
  gboolean needs_fence =
      current != NULL && !culvert_mgmt_exchange_is_fence (current) && get_fence (self) == NULL;

  if (needs_fence)
    set_fence (self);
  if (current != NULL)
    culvert_mgmt_exchange_abandon (current, g_error_copy (error));
  if (!needs_fence)
    culvert_mgmt_queue_fail_waiting (self, error);
  return needs_fence;
}

void
culvert_mgmt_queue_fail_waiting (CulvertMgmtQueue *self, const GError *error)
{
  CulvertMgmtExchange *last = g_queue_peek_tail (&self->exchanges);

  while (last != NULL && !culvert_mgmt_exchange_is_begun (last) &&
         !culvert_mgmt_exchange_is_fence (last))
    {
      g_autoptr (CulvertMgmtExchange) exchange = g_queue_pop_tail (&self->exchanges);

      culvert_mgmt_exchange_abandon (exchange, g_error_copy (error));
      last = g_queue_peek_tail (&self->exchanges);
    }
}

void
culvert_mgmt_queue_cancel (CulvertMgmtQueue *self)
{
  for (GList *link = self->exchanges.head; link != NULL;)
    {
      CulvertMgmtExchange *exchange = link->data;
      gboolean is_begun = culvert_mgmt_exchange_is_begun (exchange);

      link = link->next;
      if (!culvert_mgmt_exchange_is_cancelled (exchange))
        continue;

      if (!is_begun)
        g_queue_remove (&self->exchanges, exchange);
      culvert_mgmt_exchange_abandon (
          exchange,
          g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The command was cancelled."));
      if (!is_begun)
        culvert_mgmt_exchange_free (exchange);
      link = self->exchanges.head; /* who was told may have changed the queue */
    }
}

void
culvert_mgmt_queue_fail (CulvertMgmtQueue *self, const GError *error)
{
  CulvertMgmtExchange *next = g_queue_pop_head (&self->exchanges);

  while (next != NULL)
    {
      culvert_mgmt_exchange_abandon (next, g_error_copy (error));
      culvert_mgmt_exchange_free (next);
      next = g_queue_pop_head (&self->exchanges);
    }
}
