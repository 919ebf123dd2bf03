/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

typedef CulvertSessionFixture Fixture;

#define CHALLENGED(text)                                                                           \
  AUTH_WRONG " ['CRV1:" text "']\n>STATE:1,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH
#define PENDING "\n>STATE:2,AUTH_PENDING,timeout 20,,,,,\n"
#define REFUSED AUTH_WRONG " ['no']\n>STATE:1,RECONNECTING,auth-failure,,,,,\n" NEED_AUTH

#define CR_TEXT  ">INFOMSG:CR_TEXT:R,E:Enter your TAN:"
#define WEB_AUTH ">INFOMSG:WEB_AUTH:hidden,external:https://login.example.com/?s=abc"

#define KIND(index)    culvert_prompt_get_kind (PROMPT (index))
#define MESSAGE(index) culvert_prompt_get_message (PROMPT (index))

static void
sign_in_and_be_asked (Fixture *fixture, const char *lines)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  BE_ASKED_AGAIN (lines);
}

static void
answer (Fixture *fixture, const char *response, const char *commands)
{
  culvert_fake_daemon_forget (fixture->daemon);
  culvert_script_answerer_fill (fixture->answerer, response, NULL);
  culvert_await (HAS_SENT (commands));
}

/* --- dynamic challenges --- */

static void
test_a_challenge_is_answered_with_the_next_sign_in (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, CHALLENGED ("R:st-1:Ym9i:Code?"));

  g_assert_cmpint (KIND (1), ==, CULVERT_PROMPT_CHALLENGE);
  g_assert_cmpstr (MESSAGE (1), ==, "Code?");
  g_assert_cmpuint (culvert_prompt_get_n_fields (PROMPT (1)), ==, 1);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_NO_AUTO_ANSWER));
  g_assert_false (HAS_FLAG (1, CULVERT_PROMPT_MAY_REMEMBER));
  answer (fixture, "42", "username \"Auth\" \"bob\"\npassword \"Auth\" \"CRV1::st-1::42\"\n");
}

static void
test_a_challenge_looks_like_no_failure (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, CHALLENGED ("R:st-1:Ym9i:Code?"));

  g_assert_null (strstr (fixture->story->str, "auth-failure"));
}

static void
test_rounds_end_with_the_tunnel (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, CHALLENGED ("R:st-1:Ym9i:Code?"));
  answer (fixture, "42", "username \"Auth\" \"bob\"\npassword \"Auth\" \"CRV1::st-1::42\"\n");
  BE_ASKED_AGAIN (CHALLENGED ("R,E:st-2:Ym9i:Sure?"));
  g_assert_cmpint (KIND (2), ==, CULVERT_PROMPT_CHALLENGE);
  answer (fixture, "yes", "username \"Auth\" \"bob\"\npassword \"Auth\" \"CRV1::st-2::yes\"\n");

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_ANSWERED);
  SAY (TUNNEL_UP);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ACCEPTED);
}

/* Nothing to type: only to go on. */
static void
test_a_challenge_may_want_no_response (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, CHALLENGED (":st-1:Ym9i:Press the button"));

  g_assert_cmpuint (culvert_prompt_get_n_fields (PROMPT (1)), ==, 0);
  answer (fixture, NULL, "username \"Auth\" \"bob\"\npassword \"Auth\" \"CRV1::st-1::\"\n");
}

/* Hostile case 6a */
static void
test_an_unreadable_name_is_asked_for (Fixture *fixture, gconstpointer data)
{
  CulvertPromptField *name;

  sign_in_and_be_asked (fixture, CHALLENGED ("R,E:st\xc3\xa4te:!!notb64:<a href='x'>']"));
  name = culvert_prompt_find_field (PROMPT (1), CULVERT_PROMPT_FIELD_USERNAME);

  g_assert_cmpstr (MESSAGE (1), ==, "<a href='x'>']");
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (name), ==, "alice");
  culvert_fake_daemon_forget (fixture->daemon);
  culvert_script_answerer_fill (fixture->answerer, "alice", "42", NULL);
  culvert_await (HAS_SENT ("username \"Auth\" \"alice\"\n"
                           "password \"Auth\" \"CRV1::st\xc3\xa4te::42\"\n"));
}

/* The password was right: it is not the one to be blamed, nor to be sent again by itself. */
static void
test_a_wrong_response_does_not_blame_the_password (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, CHALLENGED ("R:st-1:Ym9i:Code?"));
  answer (fixture, "41", "username \"Auth\" \"bob\"\npassword \"Auth\" \"CRV1::st-1::41\"\n");
  BE_ASKED_AGAIN (REFUSED);

  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_cmpint (KIND (2), ==, CULVERT_PROMPT_SIGN_IN);
  g_assert_true (HAS_FLAG (2, CULVERT_PROMPT_RETRY));
}

static void
test_a_new_wish_begins_with_the_password (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, CHALLENGED ("R:st-1:Ym9i:Code?"));
  culvert_script_answerer_refuse (fixture->answerer);
  culvert_await (IS (DISCONNECTED, NOT_ANSWERED));
  WANT (CONNECTED);
  culvert_await (N_PROMPTS == 3);

  g_assert_cmpint (KIND (2), ==, CULVERT_PROMPT_SIGN_IN);
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
}

static void
test_a_challenge_dies_with_its_daemon (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, CHALLENGED ("R:st-1:Ym9i:Code?"));
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (OUTCOME (1) == CULVERT_PROMPT_WITHDRAWN);
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
}

/* --- while the server waits --- */

/* Hostile case 16a */
static void
test_a_question_through_the_daemon_is_answered (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture,
                        PENDING ">INFOMSG:CR_TEXT:R,E:<b>Enter</b> \xe2\x80\xaeroot password:");

  g_assert_cmpint (KIND (1), ==, CULVERT_PROMPT_CHALLENGE);
  g_assert_cmpstr (MESSAGE (1), ==, "<b>Enter</b> \xe2\x80\xaeroot password:");
  answer (fixture, "Hi", "cr-response \"SGk=\"\n");
}

static void
test_a_message_needs_no_response (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, PENDING ">INFOMSG:CR_TEXT::Look at your phone");
  g_assert_cmpuint (culvert_prompt_get_n_fields (PROMPT (1)), ==, 0);

  culvert_script_answerer_confirm (fixture->answerer);
  culvert_await (OUTCOME (1) == CULVERT_PROMPT_ANSWERED);
  culvert_await_quiet ();
  g_assert_true (HAS_SENT (""));
}

static void
test_waiting_does_not_end_the_question (Fixture *fixture, gconstpointer data)
{
  gint64 now = g_get_monotonic_time ();

  sign_in_and_be_asked (fixture, PENDING CR_TEXT);
  SAY (">STATE:3,GET_CONFIG,,,,,,\n>STATE:4,AUTH_PENDING,timeout 300,,,,,\n" CR_TEXT);
  culvert_await (culvert_prompt_get_deadline (PROMPT (1)) > now + 290 * G_USEC_PER_SEC);
  culvert_await_quiet ();

  g_assert_cmpuint (OUTCOME (1), ==, CULVERT_PROMPT_PENDING);
  g_assert_cmpuint (N_PROMPTS, ==, 2);
}

static void
test_a_web_sign_in_ends_with_the_tunnel (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, PENDING WEB_AUTH);

  g_assert_cmpint (KIND (1), ==, CULVERT_PROMPT_WEB_SIGN_IN);
  g_assert_cmpstr (MESSAGE (1), ==, "https://login.example.com/?s=abc");
  g_assert_cmpint (culvert_prompt_get_deadline (PROMPT (1)), >, g_get_monotonic_time ());
  SAY (TUNNEL_UP);
  culvert_await (OUTCOME (1) == CULVERT_PROMPT_WITHDRAWN);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ACCEPTED);
  g_assert_true (IS (CONNECTED, NONE));
}

static void
test_a_web_sign_in_ends_with_a_refusal (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, PENDING WEB_AUTH);
  BE_ASKED_AGAIN (REFUSED);

  g_assert_cmpuint (OUTCOME (1), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_cmpuint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  g_assert_cmpint (KIND (2), ==, CULVERT_PROMPT_SIGN_IN);
}

/* The daemon does not wait for the answer, so it can be told to stop. */
static void
test_disconnecting_leaves_the_question_behind (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, PENDING WEB_AUTH);
  WANT (DISCONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "signal SIGHUP"));

  g_assert_cmpuint (OUTCOME (1), ==, CULVERT_PROMPT_WITHDRAWN);
}

static void
test_a_server_cannot_push_a_question_of_the_daemon_aside (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SAY (WEB_AUTH "\n" CR_TEXT);
  culvert_await_quiet ();

  g_assert_cmpuint (N_PROMPTS, ==, 1);
  SIGN_IN ();
}

static void
test_other_messages_are_nobodys_question (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (
      ">INFOMSG:NEW_THING:x\n>INFOMSG:\n>INFOMSG:CR_TEXT\n>INFOMSG:CR_TEXT:R\n>INFOMSG:WEB_AUTH:x");
  culvert_await_quiet ();

  g_assert_cmpuint (N_PROMPTS, ==, 0);
}

/* --- what a daemon only logs --- */

#define DROPPED                                                                                    \
  ">LOG:1,W,WARNING: Received INFO command is too long, won't notify management client.\n"
#define LOGGED(text) ">LOG:1,,Info command was pushed by server ('" text "')"

static void
test_an_address_that_the_daemon_dropped_is_asked (Fixture *fixture, gconstpointer data)
{
  sign_in_and_be_asked (fixture, PENDING DROPPED LOGGED ("WEB_AUTH::https://login.example.com/"));

  g_assert_cmpint (KIND (1), ==, CULVERT_PROMPT_WEB_SIGN_IN);
  g_assert_cmpstr (MESSAGE (1), ==, "https://login.example.com/");
}

static void
test_other_lines_of_a_log_ask_nothing (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_AUTH);
  SIGN_IN ();
  SAY (PENDING LOGGED ("WEB_AUTH::https://login.example.com/"));
  SAY (DROPPED ">LOG:1,,something else\n" LOGGED ("WEB_AUTH::https://login.example.com/"));
  SAY (DROPPED ">LOG:1,,Info command was pushed by server (no quotes)");
  culvert_await_quiet ();

  g_assert_cmpuint (N_PROMPTS, ==, 1);
}

/* --- recordings --- */

static void
play (Fixture *fixture, const char *name)
{
  g_autoptr (CulvertTranscript) transcript = culvert_transcript_load (name);

  culvert_session_fixture_release (fixture);
  culvert_fake_daemon_play_messages (fixture->daemon, transcript);
  culvert_await (culvert_fake_daemon_is_done (fixture->daemon));
  culvert_await_quiet ();
}

static guint
count_kind (Fixture *fixture, CulvertPromptKind kind)
{
  guint n = 0;

  for (guint i = 0; i < N_PROMPTS; i++)
    n += KIND (i) == kind ? 1 : 0;

  return n;
}

static void
test_recorded_questions_are_all_asked (Fixture *fixture, gconstpointer data)
{
  const char *name = data;
  gboolean is_web = strstr (name, "crtext") == NULL;

  play (fixture, name);

  g_assert_cmpuint (
      count_kind (fixture, is_web ? CULVERT_PROMPT_WEB_SIGN_IN : CULVERT_PROMPT_CHALLENGE),
      ==,
      1);
  g_assert_false (culvert_session_get_prompt (fixture->session) != NULL &&
                  culvert_prompt_get_kind (culvert_session_get_prompt (fixture->session)) ==
                      CULVERT_PROMPT_WEB_SIGN_IN);
}

static void
test_the_recorded_rounds_are_asked (Fixture *fixture, gconstpointer data)
{
  play (fixture, "dynamic-challenge");

  g_assert_cmpuint (count_kind (fixture, CULVERT_PROMPT_CHALLENGE), ==, 2);
  g_assert_null (strstr (fixture->story->str, "auth-failure"));
  g_assert_nonnull (strstr (fixture->story->str, "connected/none"));
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/challenge/" name, test)
#define ADD_RECORDING(name)                                                                        \
  g_test_add ("/session/challenge/recorded-" name,                                                 \
              Fixture,                                                                             \
              name,                                                                                \
              culvert_session_fixture_set_up,                                                      \
              test_recorded_questions_are_all_asked,                                               \
              culvert_session_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("is-answered-with-the-next-sign-in", test_a_challenge_is_answered_with_the_next_sign_in);
  ADD ("looks-like-no-failure", test_a_challenge_looks_like_no_failure);
  ADD ("rounds-end-with-the-tunnel", test_rounds_end_with_the_tunnel);
  ADD ("may-want-no-response", test_a_challenge_may_want_no_response);
  ADD ("an-unreadable-name-is-asked-for", test_an_unreadable_name_is_asked_for);
  ADD ("a-wrong-response-does-not-blame-the-password",
       test_a_wrong_response_does_not_blame_the_password);
  ADD ("a-new-wish-begins-with-the-password", test_a_new_wish_begins_with_the_password);
  ADD ("dies-with-its-daemon", test_a_challenge_dies_with_its_daemon);
  ADD ("a-question-through-the-daemon-is-answered", test_a_question_through_the_daemon_is_answered);
  ADD ("a-message-needs-no-response", test_a_message_needs_no_response);
  ADD ("waiting-does-not-end-the-question", test_waiting_does_not_end_the_question);
  ADD ("a-web-sign-in-ends-with-the-tunnel", test_a_web_sign_in_ends_with_the_tunnel);
  ADD ("a-web-sign-in-ends-with-a-refusal", test_a_web_sign_in_ends_with_a_refusal);
  ADD ("disconnecting-leaves-the-question-behind", test_disconnecting_leaves_the_question_behind);
  ADD ("a-server-cannot-push-a-question-of-the-daemon-aside",
       test_a_server_cannot_push_a_question_of_the_daemon_aside);
  ADD ("other-messages-are-nobodys-question", test_other_messages_are_nobodys_question);
  ADD ("an-address-that-the-daemon-dropped-is-asked",
       test_an_address_that_the_daemon_dropped_is_asked);
  ADD ("other-lines-of-a-log-ask-nothing", test_other_lines_of_a_log_ask_nothing);
  ADD_RECORDING ("auth-pending-crtext");
  ADD_RECORDING ("auth-pending-denied");
  ADD_RECORDING ("auth-pending-openurl");
  ADD_RECORDING ("auth-pending-timeout");
  ADD_RECORDING ("auth-pending-webauth");
  ADD ("the-recorded-rounds-are-asked", test_the_recorded_rounds_are_asked);

  return g_test_run ();
}
