/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-answer-chain"

#include "culvert-answer-chain.h"

struct _CulvertAnswerChain
{
  GObject parent_instance;

  GPtrArray *answerers; /* (owned) (element-type CulvertAnswerer) */
};

/* How far one prompt has come. */
typedef struct
{
  CulvertPrompt *prompt; /* (owned) */
  guint next;
} Round;

static void answerer_iface_init (CulvertAnswererInterface *iface);
static void ask_next (GTask *owned_task);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertAnswerChain,
                               culvert_answer_chain,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_ANSWERER, answerer_iface_init))

static void
round_free (Round *round)
{
  g_clear_object (&round->prompt);
  g_free (round);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  CulvertAnswerResult answer =
      culvert_answerer_answer_finish (CULVERT_ANSWERER (source), result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (error != NULL)
    g_debug ("%s could not answer: %s", G_OBJECT_TYPE_NAME (source), error->message);

  if (error != NULL || answer == CULVERT_ANSWER_UNHANDLED)
    ask_next (g_steal_pointer (&task));
  else
    g_task_return_int (task, answer);
}

static void
ask_next (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  CulvertAnswerChain *self = g_task_get_source_object (task);
  Round *round = g_task_get_task_data (task);

  if (round->next == self->answerers->len)
    {
      g_task_return_int (task, CULVERT_ANSWER_UNHANDLED);
      return;
    }

  culvert_answerer_answer_async (g_ptr_array_index (self->answerers, round->next++),
                                 round->prompt,
                                 g_task_get_cancellable (task),
                                 on_answered,
                                 g_object_ref (task));
}

static void
culvert_answer_chain_answer_async (CulvertAnswerer *answerer,
                                   CulvertPrompt *prompt,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (answerer, cancellable, callback, user_data);
  Round *round = g_new0 (Round, 1);

  g_task_set_source_tag (task, culvert_answer_chain_answer_async);
  round->prompt = g_object_ref (prompt);
  g_task_set_task_data (task, round, (GDestroyNotify) round_free);

  ask_next (task);
}

static CulvertAnswerResult
culvert_answer_chain_answer_finish (CulvertAnswerer *answerer, GAsyncResult *result, GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, answerer), CULVERT_ANSWER_UNHANDLED);

  answer = g_task_propagate_int (G_TASK (result), error);

  return answer < 0 ? CULVERT_ANSWER_UNHANDLED : (CulvertAnswerResult) answer;
}

static void
answerer_iface_init (CulvertAnswererInterface *iface)
{
  iface->answer_async = culvert_answer_chain_answer_async;
  iface->answer_finish = culvert_answer_chain_answer_finish;
}

static void
culvert_answer_chain_dispose (GObject *object)
{
  CulvertAnswerChain *self = CULVERT_ANSWER_CHAIN (object);

  g_clear_pointer (&self->answerers, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_answer_chain_parent_class)->dispose (object);
}

static void
culvert_answer_chain_class_init (CulvertAnswerChainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_answer_chain_dispose;
}

static void
culvert_answer_chain_init (CulvertAnswerChain *self)
{
  self->answerers = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertAnswerChain *
culvert_answer_chain_new (void)
{
  return g_object_new (CULVERT_TYPE_ANSWER_CHAIN, NULL);
}

void
culvert_answer_chain_append (CulvertAnswerChain *self, CulvertAnswerer *answerer)
{
  g_return_if_fail (CULVERT_IS_ANSWER_CHAIN (self));
  g_return_if_fail (CULVERT_IS_ANSWERER (answerer));

  g_ptr_array_add (self->answerers, g_object_ref (answerer));
}
