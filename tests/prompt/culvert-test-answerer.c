/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-test-answerer.h"

struct _CulvertTestAnswerer
{
  GObject parent_instance;

  guint n_asked;
  GTask *task; /* (owned) (nullable): of the prompt that it has now */
};

static void answerer_iface_init (CulvertAnswererInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertTestAnswerer,
                               culvert_test_answerer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_ANSWERER, answerer_iface_init))

static void
culvert_test_answerer_answer_async (CulvertAnswerer *answerer,
                                    CulvertPrompt *prompt,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  CulvertTestAnswerer *self = CULVERT_TEST_ANSWERER (answerer);

  g_assert_null (self->task);
  self->n_asked++;
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (self->task, g_object_ref (prompt), g_object_unref);
}

static CulvertAnswerResult
culvert_test_answerer_answer_finish (CulvertAnswerer *answerer,
                                     GAsyncResult *result,
                                     GError **error)
{
  gssize answer = g_task_propagate_int (G_TASK (result), error);

  return answer < 0 ? CULVERT_ANSWER_UNHANDLED : (CulvertAnswerResult) answer;
}

static void
answerer_iface_init (CulvertAnswererInterface *iface)
{
  iface->answer_async = culvert_test_answerer_answer_async;
  iface->answer_finish = culvert_test_answerer_answer_finish;
}

static void
culvert_test_answerer_class_init (CulvertTestAnswererClass *klass)
{
}

static void
culvert_test_answerer_init (CulvertTestAnswerer *self)
{
}

CulvertTestAnswerer *
culvert_test_answerer_new (void)
{
  return g_object_new (CULVERT_TYPE_TEST_ANSWERER, NULL);
}

guint
culvert_test_answerer_get_n_asked (CulvertTestAnswerer *self)
{
  return self->n_asked;
}

CulvertPrompt *
culvert_test_answerer_get_prompt (CulvertTestAnswerer *self)
{
  return self->task != NULL ? g_task_get_task_data (self->task) : NULL;
}

void
culvert_test_answerer_finish (CulvertTestAnswerer *self, CulvertAnswerResult answer)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_int (task, answer);
}

void
culvert_test_answerer_fail (CulvertTestAnswerer *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "as the test wants it");
}

CulvertPrompt *
culvert_test_prompt_new (void)
{
  return culvert_prompt_new (CULVERT_PROMPT_TEXT,
                             0,
                             "00000000-0000-4000-8000-000000000000",
                             "identity",
                             "Office",
                             NULL);
}
