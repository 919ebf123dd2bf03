/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-keyring.h"
#include "culvert-test-bus.h"
#include "culvert-test-service.h"
#include "culvert-test-sign-in.h"

#define AT_ONCE  (G_USEC_PER_SEC / 2)
#define A_SECOND (G_USEC_PER_SEC * 3 / 2)

#define N_ROUNDS 25

static void
assert_unhandled_within (CulvertTestSignIn *fixture, gint64 microseconds)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);
  gint64 started = g_get_monotonic_time ();

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, microseconds);
}

/* F12 */
static void
test_locked_keyring_is_not_waited_for (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_keyring_lock (fixture->keyring);

  assert_unhandled_within (fixture, A_SECOND);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  culvert_await (culvert_prompt_get_remember (prompt));
  culvert_await (culvert_test_keyring_get_n_prompts (fixture->keyring) > 0);
}

static void
test_locked_keyring_asks_once_to_be_unlocked (CulvertTestSignIn *fixture, gconstpointer unused)
{
  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_keyring_lock (fixture->keyring);

  assert_unhandled_within (fixture, A_SECOND);
  culvert_await (culvert_test_keyring_get_n_prompts (fixture->keyring) == 1);
  assert_unhandled_within (fixture, A_SECOND);
  culvert_await_quiet ();

  g_assert_cmpint (culvert_test_keyring_get_n_prompts (fixture->keyring), ==, 1);
}

/* F13: it is still asked, but hardly waited for. */
static void
test_frozen_keyring_costs_a_second_once (CulvertTestSignIn *fixture, gconstpointer unused)
{
  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_keyring_freeze (fixture->keyring);

  assert_unhandled_within (fixture, A_SECOND);
  assert_unhandled_within (fixture, AT_ONCE);
}

static void
test_frozen_from_the_start_is_given_up (CulvertTestSignIn *fixture, gconstpointer unused)
{
  culvert_test_keyring_freeze (fixture->keyring);
  assert_unhandled_within (fixture, A_SECOND);
}

/* The eraser and the answerer may both drop the same item; neither finds it where the other was
 * quicker. */
static void
test_dropped_twice_is_dropped (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      GAsyncResult *results[3] = { NULL };

      culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
      culvert_keyring_forget_async (CULVERT_TEST_PROFILE,
                                    NULL,
                                    culvert_await_on_ready,
                                    &results[0]);
      culvert_keyring_drop_async (prompt, NULL, culvert_await_on_ready, &results[1]);
      culvert_keyring_forget_async (CULVERT_TEST_PROFILE,
                                    NULL,
                                    culvert_await_on_ready,
                                    &results[2]);
      for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
        {
          g_autoptr (GError) error = NULL;

          culvert_await (results[i] != NULL);
          culvert_keyring_finish (results[i], &error);
          g_assert_no_error (error);
          g_object_unref (results[i]);
        }
      g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 0);
    }
}

/* F14 */
static void
test_killed_in_the_middle_is_survived (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_keyring_freeze (fixture->keyring);
  culvert_answerer_answer_async (CULVERT_ANSWERER (fixture->answerer),
                                 prompt,
                                 NULL,
                                 culvert_await_on_ready,
                                 &result);
  culvert_await_quiet ();
  culvert_test_keyring_kill (fixture->keyring);
  culvert_await (result != NULL);

  g_assert_cmpint (
      culvert_answerer_answer_finish (CULVERT_ANSWERER (fixture->answerer), result, NULL),
      ==,
      CULVERT_ANSWER_UNHANDLED);
}

static void
test_killed_while_it_keeps_is_reported (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_sign_in_ask (fixture, prompt);
  culvert_test_sign_in_answer (prompt, TRUE);
  culvert_test_keyring_freeze (fixture->keyring);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await_quiet ();
  culvert_test_keyring_kill (fixture->keyring);

  culvert_await (fixture->n_store_failures == 1);
}

static void
test_works_again_with_the_next_keyring (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  culvert_test_keyring_free (fixture->keyring);
  fixture->keyring = culvert_test_keyring_new ();

  culvert_test_sign_in_keep (fixture, CULVERT_TEST_PROFILE);
  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_HANDLED);
}

static void
flush (CulvertTestSignIn *fixture, GAsyncResult **result)
{
  culvert_keyring_answerer_flush_async (fixture->answerer, culvert_await_on_ready, result);
}

static void
finish_flush (CulvertTestSignIn *fixture, GAsyncResult *result)
{
  culvert_keyring_answerer_flush_finish (fixture->answerer, result);
}

static void
accept_while_frozen (CulvertTestSignIn *fixture)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  culvert_test_sign_in_ask (fixture, prompt);
  culvert_test_sign_in_answer (prompt, TRUE);
  culvert_test_keyring_freeze (fixture->keyring);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
}

static void
test_flush_waits_for_what_is_to_be_kept (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;

  accept_while_frozen (fixture);
  flush (fixture, &result);
  culvert_await_quiet ();
  g_assert_null (result);

  culvert_test_keyring_thaw (fixture->keyring);
  culvert_await (result != NULL);
  finish_flush (fixture, result);
  g_assert_cmpint (culvert_test_keyring_count ("profile", CULVERT_TEST_PROFILE), ==, 1);
}

static void
test_flush_does_not_wait_long (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 started = g_get_monotonic_time ();

  accept_while_frozen (fixture);
  flush (fixture, &result);
  culvert_await (result != NULL);

  finish_flush (fixture, result);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 4 * G_USEC_PER_SEC);
}

static void
test_flush_of_nothing_is_done (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;

  flush (fixture, &result);
  culvert_await (result != NULL);
  finish_flush (fixture, result);
}

/* F13 */
static void
test_absent_service_is_noticed_at_once (CulvertTestSignIn *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  assert_unhandled_within (fixture, AT_ONCE);

  culvert_test_sign_in_ask (fixture, prompt);
  culvert_test_sign_in_answer (prompt, TRUE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (fixture->n_store_failures == 1);
}

/* A user who does not unlock the keyring does not stop it for good. */
static void
test_closed_unlock_dialog_is_reported (CulvertTestSignIn *fixture, gconstpointer unused)
{
  CulvertTestService *service = culvert_test_service_new ();

  culvert_test_service_lock (service);
  for (guint round = 1; round <= 2; round++)
    {
      g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

      culvert_test_sign_in_ask (fixture, prompt);
      culvert_test_sign_in_answer (prompt, TRUE);
      culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
      culvert_await (culvert_test_service_get_n_prompts (service) == round);
      g_assert_cmpint (fixture->n_store_failures, ==, round - 1);
      culvert_test_service_complete (service, TRUE);
      culvert_await (fixture->n_store_failures == round);
    }

  culvert_test_service_free (service);
}

/* S34 */
static void
test_nothing_is_kept_in_the_clear (CulvertTestSignIn *fixture, gconstpointer unused)
{
  CulvertTestService *service = culvert_test_service_new ();
  g_autoptr (CulvertPrompt) prompt = culvert_test_sign_in (0);

  g_assert_cmpint (culvert_test_sign_in_ask (fixture, prompt), ==, CULVERT_ANSWER_UNHANDLED);
  culvert_test_sign_in_answer (prompt, TRUE);
  culvert_test_sign_in_send (prompt, CULVERT_PROMPT_ACCEPTED);
  culvert_await (fixture->n_store_failures == 1);

  g_assert_cmpint (culvert_test_service_get_n_sessions (service), >, 0);
  g_assert_cmpint (culvert_test_service_get_n_stored (service), ==, 0);
  culvert_test_service_free (service);
}

static void
test_cancelled_lets_go (CulvertTestSignIn *fixture, gconstpointer unused)
{
  CulvertPrompt *prompt = culvert_test_sign_in (0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_test_keyring_freeze (fixture->keyring);
  culvert_answerer_answer_async (CULVERT_ANSWERER (fixture->answerer),
                                 prompt,
                                 cancellable,
                                 culvert_await_on_ready,
                                 &result);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);

  g_assert_cmpint (
      culvert_answerer_answer_finish (CULVERT_ANSWERER (fixture->answerer), result, &error),
      ==,
      CULVERT_ANSWER_UNHANDLED);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (prompt);
}

static void
add (const char *name, void (*test) (CulvertTestSignIn *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/secrets/keyring-faults/", name, NULL);

  g_test_add (path,
              CulvertTestSignIn,
              NULL,
              culvert_test_sign_in_set_up,
              test,
              culvert_test_sign_in_tear_down);
}

static void
add_without_keyring (const char *name, void (*test) (CulvertTestSignIn *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/secrets/keyring-faults/", name, NULL);

  g_test_add (path,
              CulvertTestSignIn,
              NULL,
              culvert_test_sign_in_set_up_alone,
              test,
              culvert_test_sign_in_tear_down);
}

int
main (int argc, char **argv)
{
  CulvertTestBus *bus;
  int failures;

  g_test_init (&argc, &argv, NULL);

  add ("locked-keyring-is-not-waited-for", test_locked_keyring_is_not_waited_for);
  add ("locked-keyring-asks-once-to-be-unlocked", test_locked_keyring_asks_once_to_be_unlocked);
  add ("frozen-keyring-costs-a-second-once", test_frozen_keyring_costs_a_second_once);
  add ("frozen-from-the-start-is-given-up", test_frozen_from_the_start_is_given_up);
  add ("dropped-twice-is-dropped", test_dropped_twice_is_dropped);
  add ("killed-in-the-middle-is-survived", test_killed_in_the_middle_is_survived);
  add ("killed-while-it-keeps-is-reported", test_killed_while_it_keeps_is_reported);
  add ("works-again-with-the-next-keyring", test_works_again_with_the_next_keyring);
  add ("cancelled-lets-go", test_cancelled_lets_go);
  add ("flush-waits-for-what-is-to-be-kept", test_flush_waits_for_what_is_to_be_kept);
  add ("flush-does-not-wait-long", test_flush_does_not_wait_long);
  add_without_keyring ("flush-of-nothing-is-done", test_flush_of_nothing_is_done);
  add_without_keyring ("absent-service-is-noticed-at-once", test_absent_service_is_noticed_at_once);
  add_without_keyring ("closed-unlock-dialog-is-reported", test_closed_unlock_dialog_is_reported);
  add_without_keyring ("nothing-is-kept-in-the-clear", test_nothing_is_kept_in_the_clear);

  bus = culvert_test_bus_new ();
  failures = g_test_run ();
  culvert_test_bus_free (bus);

  return failures;
}
