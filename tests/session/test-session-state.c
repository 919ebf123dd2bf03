/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-state.h"

typedef void (*Check) (CulvertSessionState before,
                       CulvertSessionEvent event,
                       gboolean is_wanted,
                       CulvertSessionState after,
                       gboolean is_expected);

static void
check_all (Check check)
{
  for (guint wanted = 0; wanted <= 1; wanted++)
    for (guint event = 0; event < CULVERT_SESSION_N_EVENTS; event++)
      for (guint before = 0; before < CULVERT_SESSION_N_STATES; before++)
        {
          CulvertSessionState state = (CulvertSessionState) before;
          gboolean is_expected =
              culvert_session_state_step (&state, (CulvertSessionEvent) event, wanted != 0);

          check ((CulvertSessionState) before,
                 (CulvertSessionEvent) event,
                 wanted != 0,
                 state,
                 is_expected);
        }
}

static CulvertSessionState
step (CulvertSessionState state, CulvertSessionEvent event, gboolean is_wanted)
{
  culvert_session_state_step (&state, event, is_wanted);

  return state;
}

/* The daemon does something, or is believed to. */
static gboolean
is_active (CulvertSessionState state)
{
  return state == CULVERT_SESSION_CONNECTING || state == CULVERT_SESSION_CONNECTED ||
         state == CULVERT_SESSION_RECONNECTING || state == CULVERT_SESSION_DISCONNECTING;
}

static void
check_in_range (CulvertSessionState before,
                CulvertSessionEvent event,
                gboolean is_wanted,
                CulvertSessionState after,
                gboolean is_expected)
{
  g_assert_cmpuint (after, <, CULVERT_SESSION_N_STATES);
}

static void
test_every_step_leads_somewhere (void)
{
  check_all (check_in_range);
}

static void
check_at_rest (CulvertSessionState before,
               CulvertSessionEvent event,
               gboolean is_wanted,
               CulvertSessionState after,
               gboolean is_expected)
{
  if (event == CULVERT_SESSION_EVENT_GONE || event == CULVERT_SESSION_EVENT_HELD)
    g_assert_false (is_active (after));
}

static void
test_no_daemon_or_a_held_one_is_never_active (void)
{
  check_all (check_at_rest);
}

static void
check_wish (CulvertSessionState before,
            CulvertSessionEvent event,
            gboolean is_wanted,
            CulvertSessionState after,
            gboolean is_expected)
{
  if (!is_expected)
    return;

  if (is_wanted)
    g_assert_cmpuint (after, !=, CULVERT_SESSION_DISCONNECTED);
  else
    g_assert_cmpuint (after, !=, CULVERT_SESSION_WAITING);
}

static void
test_what_is_wanted_is_never_idle_and_nothing_else_waits (void)
{
  check_all (check_wish);
}

static void
test_gone_is_a_failure_only_of_what_was_wanted (void)
{
  const CulvertSessionEvent gone = CULVERT_SESSION_EVENT_GONE;

  for (guint state = 0; state < CULVERT_SESSION_N_STATES; state++)
    {
      CulvertSessionState before = (CulvertSessionState) state;
      gboolean was_leaving = before == CULVERT_SESSION_DISCONNECTING;
      gboolean has_failed = before == CULVERT_SESSION_FAILED;

      /* Wanted again while it was leaving: the next daemon will do. */
      g_assert_cmpuint (step (before, gone, TRUE),
                        ==,
                        was_leaving ? CULVERT_SESSION_WAITING : CULVERT_SESSION_FAILED);
      g_assert_cmpuint (step (before, gone, FALSE),
                        ==,
                        has_failed ? CULVERT_SESSION_FAILED : CULVERT_SESSION_DISCONNECTED);
    }
}

static void
test_held_waits_for_whoever_wants_it (void)
{
  const CulvertSessionEvent held = CULVERT_SESSION_EVENT_HELD;

  for (guint state = 0; state < CULVERT_SESSION_N_STATES; state++)
    {
      CulvertSessionState before = (CulvertSessionState) state;
      gboolean has_failed = before == CULVERT_SESSION_FAILED;

      g_assert_cmpuint (step (before, held, TRUE), ==, CULVERT_SESSION_WAITING);
      g_assert_cmpuint (step (before, held, FALSE),
                        ==,
                        has_failed ? CULVERT_SESSION_FAILED : CULVERT_SESSION_DISCONNECTED);
    }
}

static void
check_up (CulvertSessionState before,
          CulvertSessionEvent event,
          gboolean is_wanted,
          CulvertSessionState after,
          gboolean is_expected)
{
  if (event != CULVERT_SESSION_EVENT_UP)
    return;

  g_assert_true (is_expected);
  g_assert_cmpuint (after,
                    ==,
                    before == CULVERT_SESSION_DISCONNECTING ? CULVERT_SESSION_DISCONNECTING
                                                            : CULVERT_SESSION_CONNECTED);
}

static void
test_up_is_connected_unless_it_is_being_taken_down (void)
{
  check_all (check_up);
}

static gboolean
ends_disconnecting (CulvertSessionEvent event, gboolean is_wanted)
{
  switch (event)
    {
    case CULVERT_SESSION_EVENT_HELD:
    case CULVERT_SESSION_EVENT_PARKED:
    case CULVERT_SESSION_EVENT_GONE:
    case CULVERT_SESSION_EVENT_GAVE_UP:
      return TRUE;
    case CULVERT_SESSION_EVENT_RELEASED:
      return is_wanted;
    case CULVERT_SESSION_EVENT_PROGRESS:
    case CULVERT_SESSION_EVENT_UP:
    case CULVERT_SESSION_EVENT_RESTARTING:
    case CULVERT_SESSION_EVENT_EXITING:
    case CULVERT_SESSION_EVENT_STOPPING:
    case CULVERT_SESSION_EVENT_BLOCKED:
    case CULVERT_SESSION_N_EVENTS:
      return FALSE;
    }

  g_assert_not_reached ();
}

static void
check_disconnecting (CulvertSessionState before,
                     CulvertSessionEvent event,
                     gboolean is_wanted,
                     CulvertSessionState after,
                     gboolean is_expected)
{
  if (before == CULVERT_SESSION_DISCONNECTING)
    g_assert_cmpint (after != CULVERT_SESSION_DISCONNECTING,
                     ==,
                     ends_disconnecting (event, is_wanted));
}

static void
test_disconnecting_lasts_until_the_tunnel_is_known_to_be_down (void)
{
  check_all (check_disconnecting);
}

static void
check_blocked (CulvertSessionState before,
               CulvertSessionEvent event,
               gboolean is_wanted,
               CulvertSessionState after,
               gboolean is_expected)
{
  if (event != CULVERT_SESSION_EVENT_BLOCKED)
    return;

  g_assert_true (is_expected);
  if (is_active (before))
    g_assert_cmpuint (after, ==, before);
  else
    g_assert_false (is_active (after));
}

static void
test_a_silent_daemon_keeps_what_it_had (void)
{
  check_all (check_blocked);
}

static void
check_gave_up (CulvertSessionState before,
               CulvertSessionEvent event,
               gboolean is_wanted,
               CulvertSessionState after,
               gboolean is_expected)
{
  if (event == CULVERT_SESSION_EVENT_GAVE_UP)
    g_assert_cmpuint (after, ==, CULVERT_SESSION_FAILED);
}

static void
test_giving_up_is_a_failure (void)
{
  check_all (check_gave_up);
}

static void
test_a_restart_is_a_reconnection_only_of_what_was_up (void)
{
  const CulvertSessionEvent restarting = CULVERT_SESSION_EVENT_RESTARTING;
  const CulvertSessionEvent progress = CULVERT_SESSION_EVENT_PROGRESS;

  g_assert_cmpuint (step (CULVERT_SESSION_CONNECTED, restarting, TRUE),
                    ==,
                    CULVERT_SESSION_RECONNECTING);
  g_assert_cmpuint (step (CULVERT_SESSION_RECONNECTING, progress, TRUE),
                    ==,
                    CULVERT_SESSION_RECONNECTING);
  g_assert_cmpuint (step (CULVERT_SESSION_CONNECTING, restarting, TRUE),
                    ==,
                    CULVERT_SESSION_CONNECTING);
}

static void
test_an_exit_that_nobody_wanted_is_a_failure (void)
{
  const CulvertSessionEvent exiting = CULVERT_SESSION_EVENT_EXITING;

  g_assert_cmpuint (step (CULVERT_SESSION_CONNECTED, exiting, TRUE), ==, CULVERT_SESSION_FAILED);
  g_assert_cmpuint (step (CULVERT_SESSION_CONNECTED, exiting, FALSE),
                    ==,
                    CULVERT_SESSION_DISCONNECTING);
  g_assert_cmpuint (step (CULVERT_SESSION_DISCONNECTED, exiting, FALSE),
                    ==,
                    CULVERT_SESSION_DISCONNECTED);
}

/* What only a broken daemon or a broken session does. */
static gboolean
is_odd (CulvertSessionState before, CulvertSessionEvent event, gboolean is_wanted)
{
  switch (event)
    {
    case CULVERT_SESSION_EVENT_HELD:
    case CULVERT_SESSION_EVENT_PROGRESS:
      /* A tunnel does not end without a word. */
      return before == CULVERT_SESSION_CONNECTED;
    case CULVERT_SESSION_EVENT_RELEASED:
      /* Only a daemon that holds, and only for a user who wants it, is released. */
      return !is_wanted || is_active (before);
    case CULVERT_SESSION_EVENT_STOPPING:
      /* What is down is not taken down. */
      return before == CULVERT_SESSION_DISCONNECTED;
    case CULVERT_SESSION_EVENT_PARKED:
      /* Only what is neither wanted nor up is left alone. */
      return is_wanted || before == CULVERT_SESSION_CONNECTED;
    case CULVERT_SESSION_EVENT_UP:
    case CULVERT_SESSION_EVENT_RESTARTING:
    case CULVERT_SESSION_EVENT_EXITING:
    case CULVERT_SESSION_EVENT_GONE:
    case CULVERT_SESSION_EVENT_BLOCKED:
    case CULVERT_SESSION_EVENT_GAVE_UP:
    case CULVERT_SESSION_N_EVENTS:
      return FALSE;
    }

  g_assert_not_reached ();
}

static void
check_odd (CulvertSessionState before,
           CulvertSessionEvent event,
           gboolean is_wanted,
           CulvertSessionState after,
           gboolean is_expected)
{
  g_assert_cmpint (is_expected, ==, !is_odd (before, event, is_wanted));
}

static void
test_only_what_cannot_be_is_odd (void)
{
  check_all (check_odd);
}

static void
test_every_state_has_a_word_of_its_own (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint state = 0; state < CULVERT_SESSION_N_STATES; state++)
    g_assert_true (
        g_hash_table_add (words,
                          (char *) culvert_session_state_to_string ((CulvertSessionState) state)));

  g_assert_cmpstr (culvert_session_state_to_string (CULVERT_SESSION_DISCONNECTED),
                   ==,
                   "disconnected");
  g_assert_cmpstr (culvert_session_state_to_string (CULVERT_SESSION_FAILED), ==, "failed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/state/every-step-leads-somewhere", test_every_step_leads_somewhere);
  g_test_add_func ("/session/state/no-daemon-or-a-held-one-is-never-active",
                   test_no_daemon_or_a_held_one_is_never_active);
  g_test_add_func ("/session/state/what-is-wanted-is-never-idle-and-nothing-else-waits",
                   test_what_is_wanted_is_never_idle_and_nothing_else_waits);
  g_test_add_func ("/session/state/gone-is-a-failure-only-of-what-was-wanted",
                   test_gone_is_a_failure_only_of_what_was_wanted);
  g_test_add_func ("/session/state/held-waits-for-whoever-wants-it",
                   test_held_waits_for_whoever_wants_it);
  g_test_add_func ("/session/state/up-is-connected-unless-it-is-being-taken-down",
                   test_up_is_connected_unless_it_is_being_taken_down);
  g_test_add_func ("/session/state/disconnecting-lasts-until-the-tunnel-is-known-to-be-down",
                   test_disconnecting_lasts_until_the_tunnel_is_known_to_be_down);
  g_test_add_func ("/session/state/a-silent-daemon-keeps-what-it-had",
                   test_a_silent_daemon_keeps_what_it_had);
  g_test_add_func ("/session/state/giving-up-is-a-failure", test_giving_up_is_a_failure);
  g_test_add_func ("/session/state/a-restart-is-a-reconnection-only-of-what-was-up",
                   test_a_restart_is_a_reconnection_only_of_what_was_up);
  g_test_add_func ("/session/state/an-exit-that-nobody-wanted-is-a-failure",
                   test_an_exit_that_nobody_wanted_is_a_failure);
  g_test_add_func ("/session/state/only-what-cannot-be-is-odd", test_only_what_cannot_be_is_odd);
  g_test_add_func ("/session/state/every-state-has-a-word-of-its-own",
                   test_every_state_has_a_word_of_its_own);

  return g_test_run ();
}
