/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-answer-chain.h"
#include "culvert-await.h"
#include "culvert-test-answerer.h"

typedef struct
{
  CulvertAnswerChain *chain;
  CulvertTestAnswerer *first;
  CulvertTestAnswerer *second;
  CulvertPrompt *prompt;
  GCancellable *cancellable;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->chain = culvert_answer_chain_new ();
  fixture->first = culvert_test_answerer_new ();
  fixture->second = culvert_test_answerer_new ();
  fixture->prompt = culvert_test_prompt_new ();
  fixture->cancellable = g_cancellable_new ();

  culvert_answer_chain_append (fixture->chain, CULVERT_ANSWERER (fixture->first));
  culvert_answer_chain_append (fixture->chain, CULVERT_ANSWERER (fixture->second));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->result);
  g_assert_finalize_object (fixture->chain);
  g_assert_finalize_object (fixture->first);
  g_assert_finalize_object (fixture->second);
  g_assert_finalize_object (fixture->prompt);
  g_clear_object (&fixture->cancellable);
}

static void
ask (Fixture *fixture)
{
  culvert_answerer_answer_async (CULVERT_ANSWERER (fixture->chain),
                                 fixture->prompt,
                                 fixture->cancellable,
                                 culvert_await_on_ready,
                                 &fixture->result);
}

static CulvertAnswerResult
await_answer (Fixture *fixture, GError **error)
{
  culvert_await (fixture->result != NULL);

  return culvert_answerer_answer_finish (CULVERT_ANSWERER (fixture->chain), fixture->result, error);
}

static void
test_first_that_handles_ends_it (Fixture *fixture, gconstpointer unused)
{
  ask (fixture);
  g_assert_true (culvert_test_answerer_get_prompt (fixture->first) == fixture->prompt);
  culvert_test_answerer_finish (fixture->first, CULVERT_ANSWER_HANDLED);

  g_assert_cmpint (await_answer (fixture, NULL), ==, CULVERT_ANSWER_HANDLED);
  g_assert_cmpint (culvert_test_answerer_get_n_asked (fixture->second), ==, 0);
}

static void
test_unhandled_goes_on (Fixture *fixture, gconstpointer unused)
{
  ask (fixture);
  culvert_test_answerer_finish (fixture->first, CULVERT_ANSWER_UNHANDLED);
  culvert_await (culvert_test_answerer_get_n_asked (fixture->second) == 1);
  culvert_test_answerer_finish (fixture->second, CULVERT_ANSWER_HANDLED);

  g_assert_cmpint (await_answer (fixture, NULL), ==, CULVERT_ANSWER_HANDLED);
}

static void
test_a_refusal_ends_it (Fixture *fixture, gconstpointer unused)
{
  ask (fixture);
  culvert_test_answerer_finish (fixture->first, CULVERT_ANSWER_FAILED);

  g_assert_cmpint (await_answer (fixture, NULL), ==, CULVERT_ANSWER_FAILED);
  g_assert_cmpint (culvert_test_answerer_get_n_asked (fixture->second), ==, 0);
}

static void
test_one_that_fails_is_passed_over (Fixture *fixture, gconstpointer unused)
{
  ask (fixture);
  culvert_test_answerer_fail (fixture->first);
  culvert_await (culvert_test_answerer_get_n_asked (fixture->second) == 1);
  culvert_test_answerer_finish (fixture->second, CULVERT_ANSWER_HANDLED);

  g_assert_cmpint (await_answer (fixture, NULL), ==, CULVERT_ANSWER_HANDLED);
}

static void
test_nobody_handles_is_unhandled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  ask (fixture);
  culvert_test_answerer_finish (fixture->first, CULVERT_ANSWER_UNHANDLED);
  culvert_await (culvert_test_answerer_get_n_asked (fixture->second) == 1);
  culvert_test_answerer_fail (fixture->second);

  g_assert_cmpint (await_answer (fixture, &error), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_no_error (error);
}

static void
test_cancelled_asks_nobody_else (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  ask (fixture);
  g_cancellable_cancel (fixture->cancellable);
  culvert_test_answerer_finish (fixture->first, CULVERT_ANSWER_UNHANDLED);

  g_assert_cmpint (await_answer (fixture, &error), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (culvert_test_answerer_get_n_asked (fixture->second), ==, 0);
}

static void
test_an_empty_chain_is_unhandled (void)
{
  g_autoptr (CulvertAnswerChain) chain = culvert_answer_chain_new ();
  g_autoptr (CulvertPrompt) prompt = culvert_test_prompt_new ();
  g_autoptr (GAsyncResult) result = NULL;

  culvert_answerer_answer_async (CULVERT_ANSWERER (chain),
                                 prompt,
                                 NULL,
                                 culvert_await_on_ready,
                                 &result);
  culvert_await (result != NULL);

  g_assert_cmpint (culvert_answerer_answer_finish (CULVERT_ANSWERER (chain), result, NULL),
                   ==,
                   CULVERT_ANSWER_UNHANDLED);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/prompt/answer-chain/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("first-that-handles-ends-it", test_first_that_handles_ends_it);
  add ("unhandled-goes-on", test_unhandled_goes_on);
  add ("a-refusal-ends-it", test_a_refusal_ends_it);
  add ("one-that-fails-is-passed-over", test_one_that_fails_is_passed_over);
  add ("nobody-handles-is-unhandled", test_nobody_handles_is_unhandled);
  add ("cancelled-asks-nobody-else", test_cancelled_asks_nobody_else);
  g_test_add_func ("/prompt/answer-chain/an-empty-chain-is-unhandled",
                   test_an_empty_chain_is_unhandled);

  return g_test_run ();
}
