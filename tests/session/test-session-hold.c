/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-hold.h"

#include <string.h>

#include "culvert-await.h"
#include "culvert-fake-daemon.h"
#include "culvert-fake-launcher.h"

typedef struct
{
  CulvertFakeDaemon *daemon;     /* (owned) */
  CulvertFakeLauncher *launcher; /* (owned) */
  CulvertSessionHold hold;
  gboolean is_attached;
  guint n_ends;
} Fixture;

static void
on_attached (CulvertSessionLink *link, gpointer user_data)
{
  ((Fixture *) user_data)->is_attached = TRUE;
}

static void
on_told (CulvertSessionLink *link, gpointer user_data)
{
}

static void
on_event (CulvertSessionLink *link, const CulvertMgmtEvent *event, gpointer user_data)
{
}

static void
on_request (CulvertSessionLink *link, const CulvertMgmtRequest *request, gpointer user_data)
{
}

static void
on_silent (CulvertSessionLink *link, CulvertSessionReason reason, gpointer user_data)
{
}

static void
on_lost (CulvertSessionLink *link,
         CulvertSessionReason reason,
         const GError *error,
         gpointer user_data)
{
}

static const CulvertSessionLinkListener listener = {
  .greeted = on_told,
  .attached = on_attached,
  .history = on_event,
  .event = on_event,
  .request = on_request,
  .password_wanted = on_told,
  .silent = on_silent,
  .lost = on_lost,
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->daemon = culvert_fake_daemon_new ();
  fixture->launcher = culvert_fake_launcher_new ();
  fixture->hold.link =
      culvert_session_link_new (CULVERT_LAUNCHER (fixture->launcher), &listener, fixture);

  culvert_fake_daemon_oblige (fixture->daemon);
  culvert_fake_daemon_greet (fixture->daemon);
  culvert_fake_launcher_add_daemon (fixture->launcher, fixture->daemon);
  culvert_session_link_start (fixture->hold.link);
  culvert_await (fixture->is_attached);
  culvert_fake_daemon_forget (fixture->daemon);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_forget (&fixture->hold);
  culvert_session_link_stop (fixture->hold.link);
  culvert_await_quiet ();
  g_assert_finalize_object (g_steal_pointer (&fixture->hold.link));
  g_assert_finalize_object (g_steal_pointer (&fixture->launcher));
  g_assert_finalize_object (g_steal_pointer (&fixture->daemon));
}

static gboolean
on_end (gpointer user_data)
{
  ((Fixture *) user_data)->n_ends++;

  return G_SOURCE_REMOVE;
}

static gboolean
wait_for_end (Fixture *fixture)
{
  return culvert_session_hold_wait (&fixture->hold, on_end, fixture);
}

static gboolean
has_sent (Fixture *fixture, const char *commands)
{
  g_autoptr (GBytes) heard = culvert_fake_daemon_get_heard_bytes (fixture->daemon);
  g_autoptr (GBytes) expected = g_bytes_new (commands, strlen (commands));

  return g_bytes_equal (heard, expected);
}

static void
test_a_hold_without_a_time_is_over_at_once (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_take (&fixture->hold, 0);

  g_assert_true (fixture->hold.is_held);
  g_assert_false (wait_for_end (fixture));
  g_assert_false (culvert_session_hold_is_waiting (&fixture->hold));
}

static void
test_the_end_is_told_once (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_take (&fixture->hold, 1);
  g_assert_true (wait_for_end (fixture));
  g_assert_true (wait_for_end (fixture));
  g_assert_true (culvert_session_hold_is_waiting (&fixture->hold));

  culvert_await (fixture->n_ends == 1);
  g_assert_false (culvert_session_hold_is_waiting (&fixture->hold));
  g_assert_true (fixture->hold.is_held);
  g_assert_false (wait_for_end (fixture));
}

static void
test_nobody_has_to_wait (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_take (&fixture->hold, 60);
  g_assert_true (wait_for_end (fixture));
  culvert_session_hold_end_now (&fixture->hold);

  g_assert_false (culvert_session_hold_is_waiting (&fixture->hold));
  g_assert_true (fixture->hold.is_held);
  g_assert_false (wait_for_end (fixture));
}

static void
test_a_wait_that_was_left_can_be_taken_up (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_take (&fixture->hold, 60);
  g_assert_true (wait_for_end (fixture));
  culvert_session_hold_stop_waiting (&fixture->hold);
  g_assert_false (culvert_session_hold_is_waiting (&fixture->hold));

  g_assert_true (wait_for_end (fixture));
  g_assert_true (culvert_session_hold_is_waiting (&fixture->hold));
}

static void
test_a_new_hold_ends_the_old_wait (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_take (&fixture->hold, 60);
  g_assert_true (wait_for_end (fixture));
  culvert_session_hold_take (&fixture->hold, 0);

  g_assert_false (culvert_session_hold_is_waiting (&fixture->hold));
  g_assert_false (wait_for_end (fixture));
}

static void
test_a_forgotten_hold_is_none (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_take (&fixture->hold, 60);
  g_assert_true (wait_for_end (fixture));
  culvert_session_hold_forget (&fixture->hold);

  g_assert_false (fixture->hold.is_held);
  g_assert_false (culvert_session_hold_is_waiting (&fixture->hold));
  culvert_await_quiet ();
  g_assert_true (has_sent (fixture, ""));
}

static void
test_what_is_released_does_not_hold_again (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_take (&fixture->hold, 60);
  g_assert_true (wait_for_end (fixture));
  culvert_session_hold_release (&fixture->hold);

  culvert_await (has_sent (fixture, "hold release\nhold off\n"));
  g_assert_false (fixture->hold.is_held);
  g_assert_false (fixture->hold.holds_again);
  g_assert_false (culvert_session_hold_is_waiting (&fixture->hold));
}

static void
test_the_next_restart_shall_hold_or_not (Fixture *fixture, gconstpointer data)
{
  culvert_session_hold_set_again (&fixture->hold, TRUE);
  g_assert_true (fixture->hold.holds_again);
  culvert_session_hold_set_again (&fixture->hold, FALSE);
  g_assert_false (fixture->hold.holds_again);

  culvert_await (has_sent (fixture, "hold on\nhold off\n"));
}

#define ADD(name, test) g_test_add ("/session/hold/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-hold-without-a-time-is-over-at-once", test_a_hold_without_a_time_is_over_at_once);
  ADD ("the-end-is-told-once", test_the_end_is_told_once);
  ADD ("nobody-has-to-wait", test_nobody_has_to_wait);
  ADD ("a-wait-that-was-left-can-be-taken-up", test_a_wait_that_was_left_can_be_taken_up);
  ADD ("a-new-hold-ends-the-old-wait", test_a_new_hold_ends_the_old_wait);
  ADD ("a-forgotten-hold-is-none", test_a_forgotten_hold_is_none);
  ADD ("what-is-released-does-not-hold-again", test_what_is_released_does_not_hold_again);
  ADD ("the-next-restart-shall-hold-or-not", test_the_next_restart_shall_hold_or_not);

  return g_test_run ();
}
