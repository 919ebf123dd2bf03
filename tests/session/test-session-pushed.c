/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

#include "culvert-session-list.h"

typedef CulvertSessionFixture Fixture;

#define UP_STATE "1795334986,CONNECTED,SUCCESS,10.8.0.2,203.0.113.5,1194,,"

typedef struct
{
  GString *told; /* (owned) */
  gboolean is_busy;
} Reader;

static gboolean
on_message (CulvertSession *session,
            const char *title,
            const char *text,
            gboolean is_brief,
            Reader *reader)
{
  if (reader->is_busy)
    return FALSE;

  g_string_append_printf (reader->told, "%s“%s” %s;", is_brief ? "brief " : "", title, text);
  return TRUE;
}

static void
read_messages (Fixture *fixture, Reader *reader)
{
  reader->told = g_string_new (NULL);
  g_signal_connect (fixture->session, "message", G_CALLBACK (on_message), reader);
}

static void
stop_reading (Fixture *fixture, Reader *reader)
{
  g_signal_handlers_disconnect_by_data (fixture->session, reader);
  g_string_free (reader->told, TRUE);
}

/* The past as `echo all` tells it. */
static void
attach_with_past (Fixture *fixture, const char *echoes)
{
  g_autofree char *lines =
      g_strdup_printf ("SUCCESS: real-time echo notification set to ON\n%s\nEND", echoes);

  culvert_fake_daemon_answer (fixture->daemon, "echo on all", lines);
  culvert_session_fixture_attach (fixture, NULL, UP_STATE);
}

static void
hear_all (Fixture *fixture)
{
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await_quiet ();
}

/* --- forget-passwords --- */

static void
test_a_pushed_forget_is_noted_on_the_profile (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">ECHO:1795335000,forget-passwords");
  culvert_await (culvert_profile_get_must_forget (fixture->profile));
  g_assert_cmpint (culvert_profile_get_echo_time (fixture->profile), >, 0);
}

static void
test_a_forget_that_was_missed_is_made_up_for (Fixture *fixture, gconstpointer data)
{
  culvert_profile_set_echo_time (fixture->profile, 1000);
  attach_with_past (fixture, "1000,forget-passwords\n1001,forget-passwords");

  g_assert_true (culvert_profile_get_must_forget (fixture->profile));
  g_assert_cmpint (culvert_profile_get_echo_time (fixture->profile), ==, 1001);
}

static void
test_a_forget_that_was_obeyed_is_not_repeated (Fixture *fixture, gconstpointer data)
{
  culvert_profile_set_echo_time (fixture->profile, 1000);
  attach_with_past (fixture, "999,forget-passwords\n1000,forget-passwords");

  g_assert_false (culvert_profile_get_must_forget (fixture->profile));
}

static void
test_the_future_does_not_hide_later_echoes (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_up (fixture);
  SAY (">ECHO:9999999999,forget-passwords");
  culvert_await (culvert_profile_get_must_forget (fixture->profile));

  g_assert_cmpint (culvert_profile_get_echo_time (fixture->profile),
                   <=,
                   g_get_real_time () / G_USEC_PER_SEC);
}

static void
test_what_is_to_be_forgotten_is_not_used (Fixture *fixture, gconstpointer data)
{
  culvert_profile_set_must_forget (fixture->profile, TRUE);
  BE_ASKED (NEED_AUTH);

  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_NO_AUTO_ANSWER));
  g_assert_false (HAS_FLAG (0, CULVERT_PROMPT_MAY_REMEMBER));
}

static void
test_an_answer_before_a_forget_is_not_kept (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  culvert_prompt_set_remember (PROMPT (0), TRUE);
  SIGN_IN ();
  g_assert_true (culvert_prompt_get_remember (PROMPT (0)));

  SAY (">ECHO:1795335000,forget-passwords\n" TUNNEL_UP);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ACCEPTED);
  g_assert_false (culvert_prompt_get_remember (PROMPT (0)));
}

/* --- whether to keep --- */

static void
test_keeping_can_be_forbidden (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_MAY_REMEMBER));
  culvert_prompt_set_remember (PROMPT (0), TRUE);

  SAY (">ECHO:1,disable-save-passwords\n>ECHO:1,save-passwords");
  culvert_await (culvert_profile_get_must_forget (fixture->profile));
  culvert_profile_set_must_forget (fixture->profile, FALSE);
  culvert_prompt_set_remember (PROMPT (0), TRUE);
  SIGN_IN ();
  g_assert_false (culvert_prompt_get_remember (PROMPT (0)));

  BE_ASKED_AGAIN (NEED_KEY);
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_MAY_REMEMBER));
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_NO_AUTO_ANSWER));
}

static void
test_what_is_forbidden_stays_so_for_a_later_culvert (Fixture *fixture, gconstpointer data)
{
  culvert_profile_set_echo_time (fixture->profile, 1000);
  attach_with_past (fixture, "1000,disable-save-passwords");
  g_assert_false (culvert_profile_get_must_forget (fixture->profile));

  BE_ASKED_AGAIN (NEED_AUTH);
  g_assert_false (HAS_FLAG (0, CULVERT_PROMPT_MAY_REMEMBER));
}

static void
test_keeping_can_be_suggested (Fixture *fixture, gconstpointer data)
{
  attach_with_past (fixture, "1000,save-passwords");
  BE_ASKED_AGAIN (NEED_AUTH);
  g_assert_true (culvert_prompt_get_remember (PROMPT (0)));
}

static void
test_nothing_is_suggested_where_nothing_may_be_kept (Fixture *fixture, gconstpointer data)
{
  attach_with_past (fixture, "1000,save-passwords");
  BE_ASKED_AGAIN (NEED_PIN);
  g_assert_false (culvert_prompt_get_remember (PROMPT (0)));
}

/* --- messages --- */

static void
test_a_message_is_told_when_it_is_complete (Fixture *fixture, gconstpointer data)
{
  Reader reader = { 0 };

  read_messages (fixture, &reader);
  culvert_session_fixture_attach_up (fixture);
  SAY (">ECHO:1,msg Tonight%2C at ten%0A\033[31m\n>ECHO:1,msg-n we \n>ECHO:1,msg rest\n"
       ">ECHO:1,msg-window A\001B\n>ECHO:2,msg-n short\n>ECHO:2,msg-notify");
  hear_all (fixture);
  g_assert_cmpstr (reader.told->str, ==, "“AB” Tonight, at ten\n[31m\nwe rest;brief “” short;");
  stop_reading (fixture, &reader);
}

/* H12a, and what is none of ours */
static void
test_empty_and_unknown_echoes_tell_nothing (Fixture *fixture, gconstpointer data)
{
  Reader reader = { 0 };

  read_messages (fixture, &reader);
  culvert_session_fixture_attach_up (fixture);
  SAY (">ECHO:1,msg-notify\n>ECHO:1,msg-window\n>ECHO:1,msg-window Title\n>ECHO:1,msg\n"
       ">ECHO:1,\n>ECHO:\n>ECHO:x\n>ECHO:1,msg-notify\n"
       ">ECHO:1795331355,setenv LD_PRELOAD /tmp/x.so");
  hear_all (fixture);
  g_assert_cmpstr (reader.told->str, ==, "");
  g_assert_null (g_getenv ("OPENVPN_LD_PRELOAD"));
  g_assert_true (culvert_session_is_attached (fixture->session));
  stop_reading (fixture, &reader);
}

static void
test_a_restart_drops_what_is_not_complete (Fixture *fixture, gconstpointer data)
{
  Reader reader = { 0 };

  read_messages (fixture, &reader);
  culvert_session_fixture_attach_up (fixture);
  SAY (">ECHO:1,msg old\n>STATE:1,RECONNECTING,ping-restart,,,,,\n>ECHO:2,msg new\n"
       ">ECHO:2,msg-notify");
  hear_all (fixture);
  g_assert_cmpstr (reader.told->str, ==, "brief “” new;");
  stop_reading (fixture, &reader);
}

static void
test_messages_of_the_past_are_told_once (Fixture *fixture, gconstpointer data)
{
  Reader reader = { 0 };

  read_messages (fixture, &reader);
  culvert_profile_set_echo_time (fixture->profile, 1000);
  attach_with_past (fixture,
                    "1000,msg old\n1000,msg-notify\n1001,msg new\n1001,msg-notify\n"
                    "1001,msg newer\n1001,msg-notify");
  g_assert_cmpstr (reader.told->str, ==, "brief “” new;brief “” newer;");
  g_assert_cmpint (culvert_profile_get_echo_time (fixture->profile), ==, 1001);
  stop_reading (fixture, &reader);
}

static void
test_a_message_that_nobody_shows_is_not_done_with (Fixture *fixture, gconstpointer data)
{
  Reader reader = { .is_busy = TRUE };

  read_messages (fixture, &reader);
  attach_with_past (fixture, "1001,msg new\n1001,msg-notify");
  g_assert_cmpint (culvert_profile_get_echo_time (fixture->profile), ==, 0);
  stop_reading (fixture, &reader);
}

static gboolean
on_listed_message (CulvertSessionList *list,
                   CulvertSession *session,
                   const char *title,
                   const char *text,
                   gboolean is_brief,
                   gpointer user_data)
{
  *(CulvertSession **) user_data = session;

  return TRUE;
}

static void
test_the_list_relays_messages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertSessionList) list = culvert_session_list_new ();
  CulvertSession *teller = NULL;

  g_signal_connect (list, "message", G_CALLBACK (on_listed_message), &teller);
  culvert_session_list_add (list, fixture->session);
  attach_with_past (fixture, "1001,msg new\n1001,msg-notify");
  g_assert_true (teller == fixture->session);
  g_assert_cmpint (culvert_profile_get_echo_time (fixture->profile), ==, 1001);
  culvert_session_list_remove (list, fixture->session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/pushed/" name, test)
  ADD ("a-forget-is-noted-on-the-profile", test_a_pushed_forget_is_noted_on_the_profile);
  ADD ("a-forget-that-was-missed-is-made-up-for", test_a_forget_that_was_missed_is_made_up_for);
  ADD ("a-forget-that-was-obeyed-is-not-repeated", test_a_forget_that_was_obeyed_is_not_repeated);
  ADD ("the-future-does-not-hide-later-echoes", test_the_future_does_not_hide_later_echoes);
  ADD ("what-is-to-be-forgotten-is-not-used", test_what_is_to_be_forgotten_is_not_used);
  ADD ("an-answer-before-a-forget-is-not-kept", test_an_answer_before_a_forget_is_not_kept);
  ADD ("keeping-can-be-forbidden", test_keeping_can_be_forbidden);
  ADD ("what-is-forbidden-stays-so-for-a-later-culvert",
       test_what_is_forbidden_stays_so_for_a_later_culvert);
  ADD ("keeping-can-be-suggested", test_keeping_can_be_suggested);
  ADD ("nothing-is-suggested-where-nothing-may-be-kept",
       test_nothing_is_suggested_where_nothing_may_be_kept);
  ADD ("a-message-is-told-when-it-is-complete", test_a_message_is_told_when_it_is_complete);
  ADD ("empty-and-unknown-echoes-tell-nothing", test_empty_and_unknown_echoes_tell_nothing);
  ADD ("a-restart-drops-what-is-not-complete", test_a_restart_drops_what_is_not_complete);
  ADD ("messages-of-the-past-are-told-once", test_messages_of_the_past_are_told_once);
  ADD ("a-message-that-nobody-shows-is-not-done-with",
       test_a_message_that_nobody_shows_is_not_done_with);
  ADD ("the-list-relays-messages", test_the_list_relays_messages);

  return g_test_run ();
}
