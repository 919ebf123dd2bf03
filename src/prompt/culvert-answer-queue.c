/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-answer-queue.h"

#define MAX_WAITING 16

struct _CulvertAnswerQueue
{
  GObject parent_instance;

  CulvertAnswerer *wrapped; /* (owned) */
  gboolean is_busy;         /* the wrapped one has a prompt */
  GQueue waiting;           /* (owned) (element-type GTask): each keeps the queue alive */
};

/* What a task of the queue is about. */
typedef struct
{
  CulvertPrompt *prompt; /* (owned) */
  GSource *cancelled;    /* (owned) (nullable): watches the cancellable while the prompt waits */
} Turn;

static void answerer_iface_init (CulvertAnswererInterface *iface);
static void serve_next (CulvertAnswerQueue *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertAnswerQueue,
                               culvert_answer_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_ANSWERER, answerer_iface_init))

static void
stop_watching (Turn *turn)
{
  if (turn->cancelled != NULL)
    g_source_destroy (turn->cancelled);
  g_clear_pointer (&turn->cancelled, g_source_unref);
}

static void
turn_free (Turn *turn)
{
  stop_watching (turn);
  g_clear_object (&turn->prompt);
  g_free (turn);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertAnswerQueue *self = g_task_get_source_object (task);

  g_queue_remove (&self->waiting, task);
  stop_watching (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CulvertAnswerQueue) self = g_object_ref (g_task_get_source_object (task));
  g_autoptr (GError) error = NULL;
  CulvertAnswerResult answer =
      culvert_answerer_answer_finish (CULVERT_ANSWERER (source), result, &error);

  self->is_busy = FALSE;

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, answer);

  serve_next (self);
}

static void
serve_next (CulvertAnswerQueue *self)
{
  while (!self->is_busy && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);
      Turn *turn = g_task_get_task_data (task);

      stop_watching (turn);
      if (g_task_return_error_if_cancelled (task))
        continue;

      self->is_busy = TRUE;
      culvert_answerer_answer_async (self->wrapped,
                                     turn->prompt,
                                     g_task_get_cancellable (task),
                                     on_answered,
                                     g_object_ref (task));
    }
}

static void
culvert_answer_queue_answer_async (CulvertAnswerer *answerer,
                                   CulvertPrompt *prompt,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  CulvertAnswerQueue *self = CULVERT_ANSWER_QUEUE (answerer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Turn *turn;

  g_task_set_source_tag (task, culvert_answer_queue_answer_async);

  if (self->is_busy && self->waiting.length == MAX_WAITING)
    {
      g_task_return_int (task, CULVERT_ANSWER_UNHANDLED);
      return;
    }

  turn = g_new0 (Turn, 1);
  turn->prompt = g_object_ref (prompt);
  g_task_set_task_data (task, turn, (GDestroyNotify) turn_free);
  if (cancellable != NULL)
    {
      turn->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, turn->cancelled, G_SOURCE_FUNC (on_cancelled));
    }

  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  serve_next (self);
}

static CulvertAnswerResult
culvert_answer_queue_answer_finish (CulvertAnswerer *answerer, GAsyncResult *result, GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, answerer), CULVERT_ANSWER_UNHANDLED);

  answer = g_task_propagate_int (G_TASK (result), error);

  return answer < 0 ? CULVERT_ANSWER_UNHANDLED : (CulvertAnswerResult) answer;
}

static void
answerer_iface_init (CulvertAnswererInterface *iface)
{
  iface->answer_async = culvert_answer_queue_answer_async;
  iface->answer_finish = culvert_answer_queue_answer_finish;
}

static void
culvert_answer_queue_dispose (GObject *object)
{
  CulvertAnswerQueue *self = CULVERT_ANSWER_QUEUE (object);

  g_assert (g_queue_is_empty (&self->waiting));
  g_clear_object (&self->wrapped);

  G_OBJECT_CLASS (culvert_answer_queue_parent_class)->dispose (object);
}

static void
culvert_answer_queue_class_init (CulvertAnswerQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_answer_queue_dispose;
}

static void
culvert_answer_queue_init (CulvertAnswerQueue *self)
{
  g_queue_init (&self->waiting);
}

CulvertAnswerQueue *
culvert_answer_queue_new (CulvertAnswerer *wrapped)
{
  CulvertAnswerQueue *self;

  g_return_val_if_fail (CULVERT_IS_ANSWERER (wrapped), NULL);

  self = g_object_new (CULVERT_TYPE_ANSWER_QUEUE, NULL);
  self->wrapped = g_object_ref (wrapped);

  return self;
}
