/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-pulse.h"

#include "culvert-session-fixture.h"

/* Short enough to be waited for. */
#define PAUSE_MS 20

/* A link that has come to its daemon, and the pulse of that. */
typedef struct
{
  CulvertFakeLauncher *launcher; /* (owned) */
  CulvertFakeDaemon *daemon;     /* (owned) */
  CulvertSessionLink *link;      /* (owned) */
  CulvertSessionPulse *pulse;    /* (owned) */
} Fixture;

#define N_ASKED       culvert_fake_daemon_count_heard (fixture->daemon, "pid")
#define N_TOLD(words) culvert_fake_daemon_count_heard (fixture->daemon, words)

static void
on_nothing (CulvertSessionLink *link, gpointer user_data)
{
}

static void
on_history (CulvertSessionLink *link, const CulvertMgmtEvent *event, gpointer user_data)
{
}

static void
on_event (CulvertSessionLink *link, const CulvertMgmtEvent *event, gpointer user_data)
{
  Fixture *fixture = user_data;

  culvert_session_pulse_take (fixture->pulse);
}

static void
on_lost (CulvertSessionLink *link,
         CulvertSessionReason reason,
         const GError *error,
         gpointer user_data)
{
}

static const CulvertSessionLinkListener listener = {
  .greeted = on_nothing,
  .attached = on_nothing,
  .history = on_history,
  .event = on_event,
  .lost = on_lost,
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->launcher = culvert_fake_launcher_new ();
  fixture->daemon = culvert_session_fixture_new_daemon ();
  culvert_fake_launcher_add_daemon (fixture->launcher, fixture->daemon);
  culvert_fake_daemon_greet (fixture->daemon);
  fixture->link =
      culvert_session_link_new (CULVERT_LAUNCHER (fixture->launcher), &listener, fixture);
  fixture->pulse = culvert_session_pulse_new (fixture->link);
  culvert_session_link_start (fixture->link);
  culvert_await (culvert_session_link_is_attached (fixture->link));
  culvert_fake_daemon_forget (fixture->daemon);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  culvert_session_pulse_set_pause (fixture->pulse, 0);
  culvert_session_link_stop (fixture->link);
  culvert_await_quiet ();
  g_assert_finalize_object (g_steal_pointer (&fixture->pulse));
  g_assert_finalize_object (g_steal_pointer (&fixture->link));
  culvert_await_quiet ();
  g_assert_finalize_object (g_steal_pointer (&fixture->launcher));
  g_assert_finalize_object (g_steal_pointer (&fixture->daemon));
}

static void
test_a_silent_daemon_is_asked (Fixture *fixture, gconstpointer data)
{
  culvert_session_pulse_set_pause (fixture->pulse, PAUSE_MS);
  culvert_await (N_ASKED >= 3);
}

static void
test_nobody_has_to_know (Fixture *fixture, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 5 * PAUSE_MS * 1000;

  culvert_session_pulse_set_pause (fixture->pulse, PAUSE_MS);
  culvert_session_pulse_set_pause (fixture->pulse, 0);
  culvert_await (g_get_monotonic_time () > end);
  g_assert_cmpuint (N_ASKED, ==, 0);
}

/* The daemon speaks at every turn, and the pause is over many times. */
static void
test_a_daemon_that_speaks_is_not_asked (Fixture *fixture, gconstpointer data)
{
  const guint pause_ms = 500;
  gint64 end = g_get_monotonic_time () + 3 * pause_ms * 1000;

  culvert_session_pulse_set_pause (fixture->pulse, pause_ms);
  while (g_get_monotonic_time () < end)
    {
      culvert_fake_daemon_say (fixture->daemon, ">BYTECOUNT:1,1");
      culvert_await_step (end + G_USEC_PER_SEC, "the daemon speaks", G_STRLOC);
    }

  g_assert_cmpuint (N_ASKED, ==, 0);
}

/* Nothing piles up behind a question that is not answered. */
static void
test_a_dead_daemon_is_asked_once (Fixture *fixture, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 10 * PAUSE_MS * 1000;

  culvert_fake_daemon_answer (fixture->daemon, "pid", NULL);
  culvert_session_pulse_set_pause (fixture->pulse, PAUSE_MS);
  culvert_await (N_ASKED == 1 && g_get_monotonic_time () > end);
  g_assert_cmpuint (N_ASKED, ==, 1);

  culvert_fake_daemon_answer (fixture->daemon, "pid", "SUCCESS: pid=1");
  culvert_fake_daemon_say (fixture->daemon, "SUCCESS: pid=1");
  culvert_await (N_ASKED >= 3);
}

/* What was heard last counts from before. */
static void
test_a_shorter_pause_may_be_over_already (Fixture *fixture, gconstpointer data)
{
  const guint pause_ms = 1000;
  gint64 end = g_get_monotonic_time () + pause_ms * 1000;

  culvert_session_pulse_set_pause (fixture->pulse, 60 * 1000);
  culvert_await (g_get_monotonic_time () > end);
  g_assert_cmpuint (N_ASKED, ==, 0);

  end = g_get_monotonic_time () + pause_ms * 1000;
  culvert_session_pulse_set_pause (fixture->pulse, pause_ms);
  culvert_await (N_ASKED == 1);
  g_assert_cmpint (g_get_monotonic_time (), <, end);
}

/* What few signs come keep a long pause from its end. */
static void
test_a_sign_begins_a_pause_anew (Fixture *fixture, gconstpointer data)
{
  const guint pause_ms = 1500;

  culvert_session_pulse_set_pause (fixture->pulse, pause_ms);
  for (guint i = 0; i < 2; i++)
    {
      gint64 next = g_get_monotonic_time () + (pause_ms - 500) * 1000;

      culvert_await (g_get_monotonic_time () > next);
      culvert_fake_daemon_say (fixture->daemon, ">BYTECOUNT:1,1");
      culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
      culvert_await_quiet ();
    }
  g_assert_cmpuint (N_ASKED, ==, 0);
  culvert_await (N_ASKED == 1);
}

static void
test_the_pace_of_the_counts_is_told_once (Fixture *fixture, gconstpointer data)
{
  culvert_session_pulse_begin (fixture->pulse);
  culvert_session_pulse_set_count_seconds (fixture->pulse, 1);
  culvert_session_pulse_set_count_seconds (fixture->pulse, 1);
  culvert_await_quiet ();
  g_assert_cmpuint (N_TOLD ("bytecount 1"), ==, 1);

  culvert_session_pulse_set_count_seconds (fixture->pulse, CULVERT_SESSION_COUNT_SECONDS);
  culvert_await (N_TOLD ("bytecount 60") == 1);
}

/* However often somebody comes and goes meanwhile: only what is wanted in the end is told. */
static void
test_the_pace_does_not_pile_up (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "bytecount 1", NULL);
  for (guint i = 0; i < 20; i++)
    culvert_session_pulse_set_count_seconds (fixture->pulse, i % 2 == 0 ? 1 : 60);
  culvert_await (N_TOLD ("bytecount 1") == 1);
  culvert_await_quiet ();
  g_assert_cmpuint (N_TOLD ("bytecount 60"), ==, 0);

  culvert_fake_daemon_say (fixture->daemon, "SUCCESS: bytecount interval changed");
  culvert_await (N_TOLD ("bytecount 60") == 1);
  culvert_await_quiet ();
  g_assert_cmpuint (N_TOLD ("bytecount 1"), ==, 1);
}

static void
test_who_is_at_work_is_watched (void)
{
  static const CulvertSessionLimits limits = {
    .pause_on_the_way_ms = 1,
    .pause_when_up_ms = 2,
    .pause_unwatched_ms = 3,
  };
  static const guint pauses[] = {
    [CULVERT_SESSION_CONNECTING] = 1,    [CULVERT_SESSION_RECONNECTING] = 1,
    [CULVERT_SESSION_DISCONNECTING] = 1, [CULVERT_SESSION_CONNECTED] = 2,
    [CULVERT_SESSION_DISCONNECTED] = 0,  [CULVERT_SESSION_WAITING] = 0,
    [CULVERT_SESSION_FAILED] = 0,
  };

  for (CulvertSessionState state = 0; state < CULVERT_SESSION_N_STATES; state++)
    {
      gboolean is_up = state == CULVERT_SESSION_CONNECTED;

      g_assert_cmpuint (culvert_session_pulse_get_pause (&limits, state, TRUE), ==, pauses[state]);
      g_assert_cmpuint (culvert_session_pulse_get_pause (&limits, state, FALSE),
                        ==,
                        is_up ? 3 : pauses[state]);
    }
}

/* --- in a session --- */

static void
set_up_in_a_hurry (CulvertSessionFixture *fixture, gconstpointer data)
{
  static const CulvertSessionLimits limits = {
    .pause_on_the_way_ms = 100,
    .pause_when_up_ms = 100,
    .pause_unwatched_ms = 60 * 1000,
    .reply_ms = 300,
  };

  culvert_session_fixture_set_up_limited (fixture, &limits);
}

/* F2 */
static void
test_a_daemon_that_freezes_on_its_way_is_noticed (CulvertSessionFixture *fixture,
                                                  gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  culvert_await_quiet ();
  culvert_fake_daemon_answer (fixture->daemon, "pid", NULL);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "pid"));
  g_assert_cmpuint (culvert_session_get_reason (fixture->session), ==, CULVERT_REASON_USER);
  culvert_await (IS (CONNECTING, NOT_RESPONDING));

  SAY ("SUCCESS: pid=1");
  culvert_await (IS (CONNECTING, NONE));
}

/* A daemon that froze while nobody looked is found out as soon as somebody does. */
static void
test_who_looks_notices_a_frozen_daemon (CulvertSessionFixture *fixture, gconstpointer data)
{
  gint64 end;

  culvert_session_fixture_attach_up (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "pid", NULL);
  culvert_fake_daemon_answer (fixture->daemon, "bytecount 1", NULL);
  end = g_get_monotonic_time () + G_USEC_PER_SEC;
  culvert_await (g_get_monotonic_time () > end);
  g_assert_true (IS (CONNECTED, NONE));
  g_assert_true (HAS_SENT (""));

  culvert_session_set_watched (fixture->session, TRUE);
  culvert_await (IS (CONNECTED, NOT_RESPONDING));
}

static void
test_who_looks_has_a_silent_daemon_asked (CulvertSessionFixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  culvert_session_set_watched (fixture->session, TRUE);
  culvert_await (culvert_fake_daemon_count_heard (fixture->daemon, "pid") >= 2);

  culvert_session_set_watched (fixture->session, FALSE);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "bytecount 60"));
  culvert_fake_daemon_forget (fixture->daemon);
  for (gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC; g_get_monotonic_time () < end;)
    culvert_await_step (end + G_USEC_PER_SEC, "nothing is asked", G_STRLOC);
  g_assert_true (HAS_SENT (""));
}

#define ADD(name, test) g_test_add ("/session/pulse/" name, Fixture, NULL, set_up, test, tear_down)
#define ADD_HURRIED(name, test)                                                                    \
  g_test_add ("/session/pulse/" name,                                                              \
              CulvertSessionFixture,                                                               \
              NULL,                                                                                \
              set_up_in_a_hurry,                                                                   \
              test,                                                                                \
              culvert_session_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-silent-daemon-is-asked", test_a_silent_daemon_is_asked);
  ADD ("nobody-has-to-know", test_nobody_has_to_know);
  ADD ("a-daemon-that-speaks-is-not-asked", test_a_daemon_that_speaks_is_not_asked);
  ADD ("a-dead-daemon-is-asked-once", test_a_dead_daemon_is_asked_once);
  ADD ("a-shorter-pause-may-be-over-already", test_a_shorter_pause_may_be_over_already);
  ADD ("a-sign-begins-a-pause-anew", test_a_sign_begins_a_pause_anew);
  ADD ("the-pace-of-the-counts-is-told-once", test_the_pace_of_the_counts_is_told_once);
  ADD ("the-pace-does-not-pile-up", test_the_pace_does_not_pile_up);
  g_test_add_func ("/session/pulse/who-is-at-work-is-watched", test_who_is_at_work_is_watched);
  ADD_HURRIED ("a-daemon-that-freezes-on-its-way-is-noticed",
               test_a_daemon_that_freezes_on_its_way_is_noticed);
  ADD_HURRIED ("who-looks-notices-a-frozen-daemon", test_who_looks_notices_a_frozen_daemon);
  ADD_HURRIED ("who-looks-has-a-silent-daemon-asked", test_who_looks_has_a_silent_daemon_asked);

  return g_test_run ();
}
