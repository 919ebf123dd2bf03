/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-answer-queue.h"
#include "culvert-await.h"
#include "culvert-test-answerer.h"

#define N_PROMPTS 20

typedef struct
{
  CulvertTestAnswerer *wrapped;
  CulvertAnswerQueue *queue;
  CulvertPrompt *prompts[N_PROMPTS];
  GCancellable *cancellables[N_PROMPTS];
  GAsyncResult *results[N_PROMPTS];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->wrapped = culvert_test_answerer_new ();
  fixture->queue = culvert_answer_queue_new (CULVERT_ANSWERER (fixture->wrapped));
  for (guint i = 0; i < N_PROMPTS; i++)
    {
      fixture->prompts[i] = culvert_test_prompt_new ();
      fixture->cancellables[i] = g_cancellable_new ();
    }
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < N_PROMPTS; i++)
    g_clear_object (&fixture->results[i]);
  g_assert_finalize_object (fixture->queue);
  g_assert_finalize_object (fixture->wrapped);
  for (guint i = 0; i < N_PROMPTS; i++)
    {
      g_assert_finalize_object (fixture->prompts[i]);
      g_assert_finalize_object (fixture->cancellables[i]);
    }
}

static void
ask (Fixture *fixture, guint n_prompts)
{
  for (guint i = 0; i < n_prompts; i++)
    culvert_answerer_answer_async (CULVERT_ANSWERER (fixture->queue),
                                   fixture->prompts[i],
                                   fixture->cancellables[i],
                                   culvert_await_on_ready,
                                   &fixture->results[i]);
}

static CulvertAnswerResult
await_answer (Fixture *fixture, guint index, GError **error)
{
  culvert_await (fixture->results[index] != NULL);

  return culvert_answerer_answer_finish (CULVERT_ANSWERER (fixture->queue),
                                         fixture->results[index],
                                         error);
}

static void
test_one_at_a_time_in_order (Fixture *fixture, gconstpointer unused)
{
  static const CulvertAnswerResult answers[] = { CULVERT_ANSWER_HANDLED,
                                                 CULVERT_ANSWER_FAILED,
                                                 CULVERT_ANSWER_UNHANDLED };

  ask (fixture, G_N_ELEMENTS (answers));

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      culvert_await (culvert_test_answerer_get_n_asked (fixture->wrapped) == i + 1);
      culvert_await_quiet ();
      g_assert_true (culvert_test_answerer_get_prompt (fixture->wrapped) == fixture->prompts[i]);
      g_assert_cmpint (culvert_test_answerer_get_n_asked (fixture->wrapped), ==, i + 1);

      culvert_test_answerer_finish (fixture->wrapped, answers[i]);
      g_assert_cmpint (await_answer (fixture, i, NULL), ==, answers[i]);
    }
}

static void
test_cancelled_while_it_waits_leaves (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  ask (fixture, 3);
  g_cancellable_cancel (fixture->cancellables[1]);

  g_assert_cmpint (await_answer (fixture, 1, &error), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  culvert_test_answerer_finish (fixture->wrapped, CULVERT_ANSWER_HANDLED);
  culvert_await (culvert_test_answerer_get_n_asked (fixture->wrapped) == 2);
  g_assert_true (culvert_test_answerer_get_prompt (fixture->wrapped) == fixture->prompts[2]);
  culvert_test_answerer_finish (fixture->wrapped, CULVERT_ANSWER_HANDLED);
  g_assert_cmpint (await_answer (fixture, 2, NULL), ==, CULVERT_ANSWER_HANDLED);
}

static void
test_cancelled_just_before_its_turn_is_skipped (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  ask (fixture, 2);
  culvert_test_answerer_finish (fixture->wrapped, CULVERT_ANSWER_HANDLED);
  g_cancellable_cancel (fixture->cancellables[1]);

  g_assert_cmpint (await_answer (fixture, 1, &error), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (await_answer (fixture, 0, NULL), ==, CULVERT_ANSWER_HANDLED);
  g_assert_cmpint (culvert_test_answerer_get_n_asked (fixture->wrapped), ==, 1);
}

static void
test_an_error_does_not_stop_the_queue (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  ask (fixture, 2);
  culvert_test_answerer_fail (fixture->wrapped);
  g_assert_cmpint (await_answer (fixture, 0, &error), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);

  culvert_await (culvert_test_answerer_get_n_asked (fixture->wrapped) == 2);
  culvert_test_answerer_finish (fixture->wrapped, CULVERT_ANSWER_HANDLED);
  g_assert_cmpint (await_answer (fixture, 1, NULL), ==, CULVERT_ANSWER_HANDLED);
}

/* S25 */
static void
test_the_seventeenth_that_waits_is_unhandled (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 18);

  g_assert_cmpint (await_answer (fixture, 17, NULL), ==, CULVERT_ANSWER_UNHANDLED);
  for (guint i = 0; i < 17; i++)
    {
      culvert_await (culvert_test_answerer_get_n_asked (fixture->wrapped) == i + 1);
      culvert_test_answerer_finish (fixture->wrapped, CULVERT_ANSWER_HANDLED);
      g_assert_cmpint (await_answer (fixture, i, NULL), ==, CULVERT_ANSWER_HANDLED);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/prompt/answer-queue/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("one-at-a-time-in-order", test_one_at_a_time_in_order);
  add ("cancelled-while-it-waits-leaves", test_cancelled_while_it_waits_leaves);
  add ("cancelled-just-before-its-turn-is-skipped", test_cancelled_just_before_its_turn_is_skipped);
  add ("an-error-does-not-stop-the-queue", test_an_error_does_not_stop_the_queue);
  add ("the-seventeenth-that-waits-is-unhandled", test_the_seventeenth_that_waits_is_unhandled);

  return g_test_run ();
}
