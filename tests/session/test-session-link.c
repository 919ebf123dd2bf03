/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

#include "culvert-mgmt-error.h"
#include "culvert-session-link.h"

#define WATCH_COMMANDS "version\nverb\nlog on all\nnclients\npid\nstate on all\n"

typedef CulvertSessionFixture Fixture;

#define N_TRIES culvert_fake_launcher_get_n_tries (fixture->launcher)

static void
hang_up (Fixture *fixture)
{
  culvert_fake_daemon_hang_up (fixture->daemon);
}

/* --- the end of a daemon --- */

static void
test_a_daemon_that_vanishes_is_a_failure (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  hang_up (fixture);

  culvert_await (IS (FAILED, STOPPED));
  g_assert_false (culvert_session_is_attached (fixture->session));
  g_assert_null (culvert_session_get_facts (fixture->session).vpn_ipv4);
  g_assert_cmpuint (culvert_session_get_stage (fixture->session), ==, CULVERT_STAGE_NONE);
  /* Its last words are kept. */
  g_assert_cmpuint (culvert_session_log_get_end (culvert_session_get_log (fixture->session)),
                    ==,
                    1);
}

static void
test_an_idle_daemon_may_go (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  hang_up (fixture);

  culvert_await (IS (DISCONNECTED, STOPPED));
}

static void
test_a_daemon_that_was_told_to_leave_may_go (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);
  hang_up (fixture);

  culvert_await (IS (DISCONNECTED, USER));
}

static void
test_an_exit_keeps_its_reason (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">NOTIFY:info,server-pushed-halt,<b>bye</b>\n"
       ">STATE:1795331363,EXITING,server-pushed-halt,,,,,");
  hang_up (fixture);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_await (N_TRIES >= 3);

  g_assert_cmpstr (fixture->story->str, ==, "connected/none failed/server-halted");
  g_assert_cmpstr (culvert_session_get_facts (fixture->session).message, ==, "<b>bye</b>");
}

static void
test_last_words_are_kept (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">FATAL:Cannot load certificate file bad.crt");
  hang_up (fixture);
  culvert_await (!culvert_session_is_attached (fixture->session));

  g_assert_true (IS (FAILED, FATAL));
  g_assert_cmpstr (culvert_session_get_facts (fixture->session).message,
                   ==,
                   "Cannot load certificate file bad.crt");
}

static void
test_an_exit_that_somebody_else_asked_for (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load ("daemon-terminated");

  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_play_messages (fixture->daemon, transcript);
  hang_up (fixture);

  culvert_await (IS (FAILED, COMMAND));
}

/* --- coming back --- */

static void
test_a_tunnel_that_stayed_up_is_found_again (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">BYTECOUNT:1000,1000");
  culvert_await (culvert_session_get_traffic (fixture->session)->total_in == 1000);

  culvert_session_fixture_replace_daemon (fixture);
  culvert_await (culvert_session_get_state (fixture->session) == CULVERT_SESSION_FAILED);
  culvert_session_fixture_attach_up (fixture);
  SAY (">BYTECOUNT:1200,1000");

  g_assert_true (IS (CONNECTED, NONE));
  culvert_await (culvert_session_get_traffic (fixture->session)->total_in == 1200);
}

static void
test_a_daemon_that_was_restarted_is_released_again (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  culvert_session_fixture_replace_daemon (fixture);
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (IN_HOLD);

  culvert_await (HAS_SENT (SYNC_COMMANDS "hold release\nhold off\n"));
  g_assert_true (IS (CONNECTING, USER));
}

static void
test_a_daemon_that_was_restarted_is_left_in_hold (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  culvert_session_fixture_replace_daemon (fixture);
  culvert_await (!culvert_session_is_attached (fixture->session));
  culvert_session_fixture_attach_in_hold (fixture);
  culvert_await_quiet ();

  g_assert_true (IS (DISCONNECTED, FOUND));
  g_assert_true (HAS_SENT (""));
}

static void
test_wanted_again_and_the_daemon_went (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);
  WANT (CONNECTED);
  culvert_fake_launcher_add_delay (fixture->launcher);
  hang_up (fixture);

  culvert_await (IS (WAITING, USER));
}

static void
test_what_was_disconnected_before_may_come_up_by_itself (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  WANT (DISCONNECTED);
  culvert_session_fixture_replace_daemon (fixture);
  culvert_await (IS (DISCONNECTED, USER));
  culvert_session_fixture_attach_up (fixture);
  culvert_await_quiet ();

  g_assert_true (IS (CONNECTED, NONE));
  g_assert_cmpuint (culvert_session_get_wanted (fixture->session), ==, CULVERT_WANTED_CONNECTED);
  g_assert_true (HAS_SENT (""));
}

/* --- no daemon --- */

typedef struct
{
  int code;
  CulvertSessionReason reason;
} ErrorRow;

static const ErrorRow error_rows[] = {
  { CULVERT_MGMT_ERROR_ADDRESS, CULVERT_REASON_ADDRESS },
  { CULVERT_MGMT_ERROR_ABSENT, CULVERT_REASON_ABSENT },
  { CULVERT_MGMT_ERROR_PERMISSION, CULVERT_REASON_PERMISSION },
  { CULVERT_MGMT_ERROR_UNTRUSTED, CULVERT_REASON_UNTRUSTED },
  { CULVERT_MGMT_ERROR_NOT_MANAGEMENT, CULVERT_REASON_NOT_MANAGEMENT },
  { CULVERT_MGMT_ERROR_TIMED_OUT, CULVERT_REASON_NOT_RESPONDING },
  { CULVERT_MGMT_ERROR_CLOSED, CULVERT_REASON_STOPPED },
};

static void
test_every_way_to_fail_has_a_reason (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    culvert_fake_launcher_add_error (fixture->launcher, error_rows[i].code);
  culvert_fake_launcher_add_delay (fixture->launcher);
  hang_up (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      culvert_await (N_TRIES == i + 2 && culvert_session_get_wait_end (fixture->session) > 0);
      g_assert_cmpuint (culvert_session_get_reason (fixture->session), ==, error_rows[i].reason);
      g_assert_cmpuint (culvert_session_get_state (fixture->session),
                        ==,
                        CULVERT_SESSION_DISCONNECTED);
    }
}

static void
test_a_daemon_that_is_not_there (Fixture *fixture, gconstpointer data)
{
  culvert_fake_launcher_add_error (fixture->launcher, CULVERT_MGMT_ERROR_ABSENT);
  hang_up (fixture);
  g_assert_false (culvert_session_is_settled (fixture->session));
  culvert_session_attach (fixture->session);
  culvert_await (IS (DISCONNECTED, ABSENT));
  g_assert_true (culvert_session_is_settled (fixture->session));

  WANT (CONNECTED);
  culvert_await (IS (FAILED, ABSENT));
  WANT (DISCONNECTED);
  g_assert_true (IS (DISCONNECTED, USER));
}

static void
test_what_speaks_another_language (Fixture *fixture, gconstpointer data)
{
  SAY ("SSH-2.0-OpenSSH_9.2");
  culvert_session_attach (fixture->session);

  culvert_await (IS (DISCONNECTED, NOT_MANAGEMENT));
  g_assert_true (HAS_SENT (""));
}

/* The pauses between the tries double. No clock can make them shorter. */
static void
test_tries_become_rarer (Fixture *fixture, gconstpointer data)
{
  gint64 before = g_get_monotonic_time ();

  hang_up (fixture);
  culvert_session_attach (fixture->session);
  culvert_await (N_TRIES == 5 && culvert_session_get_wait_end (fixture->session) > 0);

  g_assert_cmpint (culvert_session_get_wait_end (fixture->session),
                   >=,
                   before + (10 + 20 + 40 + 80 + 160) * 1000);
}

/* A daemon that greets and goes is as bad as none. */
static void
test_a_greeting_alone_does_not_make_tries_more_frequent (Fixture *fixture, gconstpointer data)
{
  gint64 before = g_get_monotonic_time ();

  WANT (CONNECTED);
  for (guint i = 1; i <= 4; i++)
    {
      culvert_fake_daemon_greet (fixture->daemon);
      hang_up (fixture);
      culvert_await (N_TRIES == i && culvert_session_get_wait_end (fixture->session) > 0);
      culvert_session_fixture_replace_daemon (fixture);
    }

  g_assert_cmpint (culvert_session_get_wait_end (fixture->session),
                   >=,
                   before + (10 + 20 + 40 + 80) * 1000);
}

static void
fail_until_the_pause_is_long (Fixture *fixture)
{
  hang_up (fixture);
  culvert_session_attach (fixture->session);
  culvert_await (N_TRIES == 5 && culvert_session_get_wait_end (fixture->session) > 0);
  culvert_session_fixture_replace_daemon (fixture);
}

static void
test_a_daemon_that_appears_is_tried_at_once (Fixture *fixture, gconstpointer data)
{
  fail_until_the_pause_is_long (fixture);
  culvert_launcher_appeared (CULVERT_LAUNCHER (fixture->launcher));

  g_assert_cmpuint (N_TRIES, ==, 6);
  g_assert_cmpint (culvert_session_get_wait_end (fixture->session), ==, 0);
}

static void
test_a_wish_is_tried_at_once (Fixture *fixture, gconstpointer data)
{
  fail_until_the_pause_is_long (fixture);
  WANT (CONNECTED);

  g_assert_cmpuint (N_TRIES, ==, 6);
}

static void
test_appearing_does_not_disturb_who_is_there (Fixture *fixture, gconstpointer data)
{
  culvert_launcher_appeared (CULVERT_LAUNCHER (fixture->launcher));
  g_assert_cmpuint (N_TRIES, ==, 0);

  culvert_session_fixture_attach_up (fixture);
  culvert_launcher_appeared (CULVERT_LAUNCHER (fixture->launcher));
  culvert_await_quiet ();
  g_assert_cmpuint (N_TRIES, ==, 1);
  g_assert_true (culvert_session_is_attached (fixture->session));
}

static void
test_attaching_twice_is_once (Fixture *fixture, gconstpointer data)
{
  culvert_session_attach (fixture->session);
  culvert_session_fixture_attach_up (fixture);

  g_assert_cmpuint (N_TRIES, ==, 1);
}

static void
test_detached_and_attached_again (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  culvert_session_detach (fixture->session);
  culvert_session_fixture_replace_daemon (fixture);
  culvert_session_fixture_attach_in_hold (fixture);

  g_assert_cmpuint (N_TRIES, ==, 2);
  g_assert_true (IS (DISCONNECTED, FOUND));
}

/* --- a daemon that may only be watched --- */

static void
test_a_daemon_without_a_password_is_only_watched (Fixture *fixture, gconstpointer data)
{
  culvert_fake_launcher_set_needs_password (fixture->launcher, TRUE);
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (NEED_AUTH);
  culvert_session_attach (fixture->session);
  culvert_await (culvert_session_is_attached (fixture->session));
  WANT (CONNECTED);
  WANT (DISCONNECTED);
  culvert_await_quiet ();

  g_assert_true (culvert_session_is_read_only (fixture->session));
  g_assert_cmpuint (N_PROMPTS, ==, 0);
  g_assert_true (HAS_SENT (WATCH_COMMANDS));
}

static void
test_a_hold_without_a_password_is_not_released (Fixture *fixture, gconstpointer data)
{
  culvert_fake_launcher_set_needs_password (fixture->launcher, TRUE);
  WANT (CONNECTED);
  culvert_session_fixture_attach_in_hold (fixture);
  culvert_await_quiet ();

  g_assert_true (HAS_SENT (""));
}

/* --- silence --- */

/* The one test that really waits: five seconds for a banner, for two daemons at once. */
static void
test_a_silent_daemon_is_told_from_a_busy_one (Fixture *fixture, gconstpointer data)
{
  Fixture other = { 0 };

  culvert_session_fixture_set_up (&other, NULL);
  culvert_fake_launcher_set_silence (fixture->launcher, CULVERT_SILENCE_IN_USE);
  culvert_fake_launcher_set_silence (other.launcher, CULVERT_SILENCE_NOT_RESPONDING);
  WANT (CONNECTED);
  culvert_session_attach (other.session);
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (""));

  culvert_await (IS (WAITING, IN_USE));
  culvert_await (culvert_session_fixture_is (&other,
                                             CULVERT_SESSION_DISCONNECTED,
                                             CULVERT_REASON_NOT_RESPONDING));
  g_assert_true (culvert_session_is_settled (fixture->session));
  g_assert_true (HAS_SENT (""));

  /* The other program has gone, and the other daemon has woken up. */
  culvert_fake_daemon_greet (fixture->daemon);
  SAY (IN_HOLD);
  culvert_await (HAS_SENT (SYNC_COMMANDS "hold release\nhold off\n"));
  g_assert_true (IS (CONNECTING, USER));
  culvert_session_fixture_attach_in_hold (&other);
  g_assert_true (
      culvert_session_fixture_is (&other, CULVERT_SESSION_DISCONNECTED, CULVERT_REASON_FOUND));
  g_assert_cmpuint (N_TRIES, ==, 1);

  culvert_session_fixture_tear_down (&other, NULL);
}

static void
test_nobody_there_answers_nothing (Fixture *fixture, gconstpointer data)
{
  static const CulvertSessionLinkListener deaf = { NULL };
  g_autoptr (CulvertSessionLink) link =
      culvert_session_link_new (CULVERT_LAUNCHER (fixture->launcher), &deaf, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_session_link_ask_async (link,
                                  culvert_mgmt_command_pid (),
                                  NULL,
                                  culvert_await_on_ready,
                                  &result);
  culvert_await (result != NULL);

  g_assert_null (culvert_session_link_ask_finish (link, result, &error));
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_CLOSED);
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/link/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-daemon-that-vanishes-is-a-failure", test_a_daemon_that_vanishes_is_a_failure);
  ADD ("an-idle-daemon-may-go", test_an_idle_daemon_may_go);
  ADD ("a-daemon-that-was-told-to-leave-may-go", test_a_daemon_that_was_told_to_leave_may_go);
  ADD ("an-exit-keeps-its-reason", test_an_exit_keeps_its_reason);
  ADD ("last-words-are-kept", test_last_words_are_kept);
  ADD ("an-exit-that-somebody-else-asked-for", test_an_exit_that_somebody_else_asked_for);
  ADD ("a-tunnel-that-stayed-up-is-found-again", test_a_tunnel_that_stayed_up_is_found_again);
  ADD ("a-daemon-that-was-restarted-is-released-again",
       test_a_daemon_that_was_restarted_is_released_again);
  ADD ("a-daemon-that-was-restarted-is-left-in-hold",
       test_a_daemon_that_was_restarted_is_left_in_hold);
  ADD ("wanted-again-and-the-daemon-went", test_wanted_again_and_the_daemon_went);
  ADD ("what-was-disconnected-before-may-come-up-by-itself",
       test_what_was_disconnected_before_may_come_up_by_itself);
  ADD ("every-way-to-fail-has-a-reason", test_every_way_to_fail_has_a_reason);
  ADD ("a-daemon-that-is-not-there", test_a_daemon_that_is_not_there);
  ADD ("what-speaks-another-language", test_what_speaks_another_language);
  ADD ("tries-become-rarer", test_tries_become_rarer);
  ADD ("a-greeting-alone-does-not-make-tries-more-frequent",
       test_a_greeting_alone_does_not_make_tries_more_frequent);
  ADD ("a-daemon-that-appears-is-tried-at-once", test_a_daemon_that_appears_is_tried_at_once);
  ADD ("a-wish-is-tried-at-once", test_a_wish_is_tried_at_once);
  ADD ("appearing-does-not-disturb-who-is-there", test_appearing_does_not_disturb_who_is_there);
  ADD ("attaching-twice-is-once", test_attaching_twice_is_once);
  ADD ("detached-and-attached-again", test_detached_and_attached_again);
  ADD ("a-daemon-without-a-password-is-only-watched",
       test_a_daemon_without_a_password_is_only_watched);
  ADD ("a-hold-without-a-password-is-not-released", test_a_hold_without_a_password_is_not_released);
  ADD ("a-silent-daemon-is-told-from-a-busy-one", test_a_silent_daemon_is_told_from_a_busy_one);
  ADD ("nobody-there-answers-nothing", test_nobody_there_answers_nothing);

  return g_test_run ();
}
