/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-keyring-unlock.h"
#include "culvert-test-bus.h"
#include "culvert-test-keyring.h"
#include "culvert-test-service.h"

typedef struct
{
  CulvertTestService *service;
  GCancellable *cancellable;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->service = culvert_test_service_new ();
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->service, culvert_test_service_free);
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->cancellable);
}

static void
unlock (Fixture *fixture)
{
  culvert_keyring_unlock_async (fixture->cancellable, culvert_await_on_ready, &fixture->result);
}

static gboolean
await_unlocked (Fixture *fixture, GError **error)
{
  culvert_await (fixture->result != NULL);
  culvert_await_quiet ();

  return culvert_keyring_unlock_finish (fixture->result, error);
}

static void
test_unlocked_is_done_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  unlock (fixture);

  g_assert_true (await_unlocked (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (culvert_test_service_get_n_prompts (fixture->service), ==, 0);
}

static void
test_user_unlocks (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  culvert_test_service_lock (fixture->service);
  unlock (fixture);
  culvert_await (culvert_test_service_get_n_prompts (fixture->service) == 1);
  g_assert_null (fixture->result);
  culvert_test_service_complete (fixture->service, FALSE);

  g_assert_true (await_unlocked (fixture, &error));
  g_assert_no_error (error);
}

static void
test_user_closes_the_dialog (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  culvert_test_service_lock (fixture->service);
  unlock (fixture);
  culvert_await (culvert_test_service_get_n_prompts (fixture->service) == 1);
  culvert_test_service_complete (fixture->service, TRUE);

  g_assert_false (await_unlocked (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* F15. A daemon that is told to dismiss its dialog may abort. */
static void
test_cancelling_leaves_the_dialog_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  culvert_test_service_lock (fixture->service);
  unlock (fixture);
  culvert_await (culvert_test_service_get_n_prompts (fixture->service) == 1);
  g_cancellable_cancel (fixture->cancellable);

  g_assert_false (await_unlocked (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* What was said to the service before this is there before it. */
  g_clear_object (&fixture->result);
  culvert_test_service_complete (fixture->service, FALSE);
  g_clear_object (&fixture->cancellable);
  unlock (fixture);
  g_assert_true (await_unlocked (fixture, NULL));
  g_assert_cmpint (culvert_test_service_get_n_dismissed (fixture->service), ==, 0);
}

static void
test_no_service_is_said_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->service, culvert_test_service_free);
  unlock (fixture);

  g_assert_false (await_unlocked (fixture, &error));
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN);
}

static void
test_real_keyring_is_asked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  CulvertTestKeyring *keyring;

  g_clear_pointer (&fixture->service, culvert_test_service_free);
  keyring = culvert_test_keyring_new ();
  unlock (fixture);
  g_assert_true (await_unlocked (fixture, &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->result);

  culvert_test_keyring_lock (keyring);
  unlock (fixture);
  culvert_await (culvert_test_keyring_get_n_prompts (keyring) == 1);
  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (await_unlocked (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (culvert_test_keyring_is_there (keyring));

  culvert_test_keyring_free (keyring);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/secrets/keyring-unlock/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  CulvertTestBus *bus;
  int failures;

  g_test_init (&argc, &argv, NULL);

  add ("unlocked-is-done-at-once", test_unlocked_is_done_at_once);
  add ("user-unlocks", test_user_unlocks);
  add ("user-closes-the-dialog", test_user_closes_the_dialog);
  add ("cancelling-leaves-the-dialog-alone", test_cancelling_leaves_the_dialog_alone);
  add ("no-service-is-said-at-once", test_no_service_is_said_at_once);
  add ("real-keyring-is-asked", test_real_keyring_is_asked);

  bus = culvert_test_bus_new ();
  failures = g_test_run ();
  culvert_test_bus_free (bus);

  return failures;
}
