/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-notice.h"

#include <string.h>

#include "culvert-await.h"
#include "culvert-staged-session.h"

#define DISCONNECTED CULVERT_SESSION_DISCONNECTED
#define CONNECTING   CULVERT_SESSION_CONNECTING
#define CONNECTED    CULVERT_SESSION_CONNECTED
#define RECONNECTING CULVERT_SESSION_RECONNECTING
#define WAITING      CULVERT_SESSION_WAITING
#define FAILED       CULVERT_SESSION_FAILED

static const struct
{
  const char *what;
  CulvertSessionState state;
  CulvertSessionState old;
  CulvertSessionReason reason;
  gboolean was_up;
  const char *title; /* NULL: nothing is told */
  CulvertNoticeUrgency urgency;
  CulvertNoticeActions actions;
} rows[] = {
  { "it came up",
    CONNECTED,
    CONNECTING,
    CULVERT_REASON_NONE,
    FALSE,
    "Office is connected",
    CULVERT_NOTICE_LOW,
    CULVERT_NOTICE_DISCONNECT },
  { "it was up when we came", CONNECTED, DISCONNECTED, CULVERT_REASON_FOUND, FALSE, NULL, 0, 0 },
  { "it is up, and something about it is new",
    CONNECTED,
    CONNECTED,
    CULVERT_REASON_NONE,
    TRUE,
    NULL,
    0,
    0 },
  { "it came up without its routes",
    CONNECTED,
    CONNECTING,
    CULVERT_REASON_ROUTES,
    FALSE,
    "Office is connected, but not completely",
    CULVERT_NOTICE_NORMAL,
    CULVERT_NOTICE_DISCONNECT | CULVERT_NOTICE_SHOW_LOG },
  { "it came back",
    CONNECTED,
    RECONNECTING,
    CULVERT_REASON_NONE,
    TRUE,
    "Office is back",
    CULVERT_NOTICE_LOW,
    CULVERT_NOTICE_DISCONNECT },
  { "it was lost",
    RECONNECTING,
    CONNECTED,
    CULVERT_REASON_NO_ANSWER,
    TRUE,
    "Office lost its connection",
    CULVERT_NOTICE_NORMAL,
    CULVERT_NOTICE_SHOW_LOG },
  { "the user has it connect again",
    RECONNECTING,
    CONNECTED,
    CULVERT_REASON_USER,
    TRUE,
    NULL,
    0,
    0 },
  { "a try on the way up failed",
    RECONNECTING,
    CONNECTING,
    CULVERT_REASON_NO_ANSWER,
    FALSE,
    NULL,
    0,
    0 },
  { "the server refused the password",
    RECONNECTING,
    CONNECTING,
    CULVERT_REASON_AUTH_FAILURE,
    FALSE,
    "Office: the server refused the password",
    CULVERT_NOTICE_CRITICAL,
    CULVERT_NOTICE_CONNECT | CULVERT_NOTICE_SHOW_LOG },
  { "the passphrase is wrong",
    FAILED,
    CONNECTING,
    CULVERT_REASON_KEY_PASSPHRASE,
    FALSE,
    "Office: the passphrase is wrong",
    CULVERT_NOTICE_CRITICAL,
    CULVERT_NOTICE_CONNECT | CULVERT_NOTICE_SHOW_LOG },
  { "another program has the daemon",
    WAITING,
    CONNECTING,
    CULVERT_REASON_IN_USE,
    FALSE,
    "Office cannot connect yet",
    CULVERT_NOTICE_NORMAL,
    CULVERT_NOTICE_SHOW_LOG },
  { "the daemon pauses", WAITING, CONNECTING, CULVERT_REASON_BACK_OFF, FALSE, NULL, 0, 0 },
  { "it stopped by itself",
    FAILED,
    CONNECTED,
    CULVERT_REASON_STOPPED,
    TRUE,
    "Office stopped",
    CULVERT_NOTICE_NORMAL,
    CULVERT_NOTICE_CONNECT | CULVERT_NOTICE_SHOW_LOG },
  { "it could not be had",
    FAILED,
    CONNECTING,
    CULVERT_REASON_TLS,
    FALSE,
    "Office could not connect",
    CULVERT_NOTICE_NORMAL,
    CULVERT_NOTICE_CONNECT | CULVERT_NOTICE_SHOW_LOG },
  { "the user did not want to answer",
    FAILED,
    CONNECTING,
    CULVERT_REASON_NOT_ANSWERED,
    FALSE,
    NULL,
    0,
    0 },
  { "the user disconnected", DISCONNECTED, CONNECTED, CULVERT_REASON_USER, TRUE, NULL, 0, 0 },
  { "an unwanted connection ended by itself",
    DISCONNECTED,
    CONNECTED,
    CULVERT_REASON_STOPPED,
    TRUE,
    "Office stopped",
    CULVERT_NOTICE_NORMAL,
    CULVERT_NOTICE_CONNECT | CULVERT_NOTICE_SHOW_LOG },
  { "no daemon was there at the start",
    DISCONNECTED,
    DISCONNECTED,
    CULVERT_REASON_ABSENT,
    FALSE,
    NULL,
    0,
    0 },
};

static void
test_changes (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CulvertNotice) notice = culvert_notice_for_change (office->session,
                                                                    rows[i].state,
                                                                    rows[i].old,
                                                                    rows[i].reason,
                                                                    rows[i].was_up,
                                                                    61);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (notice != NULL ? notice->title : NULL, ==, rows[i].title);
      if (notice == NULL)
        continue;

      g_assert_cmpint (notice->urgency, ==, rows[i].urgency);
      g_assert_cmpint (notice->actions, ==, rows[i].actions);
      g_assert_cmpint (notice->is_problem, ==, rows[i].urgency != CULVERT_NOTICE_LOW);
    }
}

/* No combination makes it stumble, and what is told has a title. */
static void
test_all_changes (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");

  for (CulvertSessionState state = 0; state < CULVERT_SESSION_N_STATES; state++)
    for (CulvertSessionState old = 0; old < CULVERT_SESSION_N_STATES; old++)
      for (CulvertSessionReason reason = 0; reason < CULVERT_REASON_N; reason++)
        for (gboolean was_up = FALSE; was_up <= TRUE; was_up++)
          {
            g_autoptr (CulvertNotice) notice =
                culvert_notice_for_change (office->session, state, old, reason, was_up, 0);

            if (notice != NULL)
              g_assert_true (g_str_has_prefix (notice->title, "Office"));
          }
}

static void
test_lost_waits (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice = culvert_notice_for_change (office->session,
                                                                RECONNECTING,
                                                                CONNECTED,
                                                                CULVERT_REASON_NO_ANSWER,
                                                                TRUE,
                                                                0);

  g_assert_cmpuint (notice->delay_ms, ==, 5000);
  g_assert_true (notice->is_flap);
  g_assert_cmpstr (notice->body, ==, "The server does not answer any more.");
}

static void
test_back_tells_for_how_long (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice = culvert_notice_for_change (office->session,
                                                                CONNECTED,
                                                                RECONNECTING,
                                                                CULVERT_REASON_NONE,
                                                                TRUE,
                                                                125);

  g_assert_cmpstr (notice->body, ==, "It was away for 2 min.");
}

static void
test_connected_tells_the_address (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice = NULL;

  culvert_staged_session_connect (office);
  notice = culvert_notice_for_change (office->session,
                                      CONNECTED,
                                      CONNECTING,
                                      CULVERT_REASON_NONE,
                                      FALSE,
                                      0);
  g_assert_cmpstr (notice->body, ==, "10.8.0.6");
}

static void
test_words_of_the_server_are_marked (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice = NULL;

  culvert_staged_session_start (office);
  culvert_fake_daemon_say (office->daemon, ">NOTIFY:info,remote-exit,No\x1b[31m <b>way</b>");
  culvert_await (culvert_session_get_facts (office->session).message != NULL);
  notice = culvert_notice_for_change (office->session,
                                      FAILED,
                                      CONNECTING,
                                      CULVERT_REASON_AUTH_FAILURE,
                                      FALSE,
                                      0);

  g_assert_true (g_str_has_prefix (notice->body, "The server says: “"));
  g_assert_null (strchr (notice->body, '\x1b'));
}

static CulvertNotice *
notice_after (CulvertStagedSession *staged, const char *lines, CulvertSessionReason reason)
{
  culvert_staged_session_connect (staged);
  culvert_fake_daemon_say (staged->daemon, lines);
  culvert_await (culvert_session_get_reason (staged->session) == reason);

  return culvert_notice_for_change (staged->session,
                                    culvert_session_get_state (staged->session),
                                    CONNECTED,
                                    reason,
                                    TRUE,
                                    0);
}

/* Hostile case 17 */
static void
test_a_halt_tells_the_servers_words (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice =
      notice_after (office,
                    ">NOTIFY:info,server-pushed-halt,<b>bye</b>\n"
                    ">STATE:1795331363,EXITING,server-pushed-halt,,,,,",
                    CULVERT_REASON_SERVER_HALTED);

  g_assert_cmpstr (notice->title, ==, "Office stopped");
  g_assert_cmpstr (notice->body,
                   ==,
                   "The server ended the session.\nThe server says: “<b>bye</b>”");
}

static void
test_a_halt_without_words_is_told (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice =
      notice_after (office,
                    ">NOTIFY:info,server-pushed-halt,\n"
                    ">STATE:1795331363,EXITING,server-pushed-halt,,,,,",
                    CULVERT_REASON_SERVER_HALTED);

  g_assert_cmpstr (notice->body, ==, "The server ended the session.");
}

static void
test_an_error_is_told_in_the_words_of_openvpn (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice =
      notice_after (office, ">FATAL:Cannot open TUN/TAP dev", CULVERT_REASON_FATAL);

  g_assert_cmpstr (notice->body,
                   ==,
                   "OpenVPN ended with an error.\nOpenVPN says: “Cannot open TUN/TAP dev”");
}

/* What a server said earlier has nothing to do with the network. */
static void
test_words_are_not_told_with_another_reason (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice =
      notice_after (office,
                    ">NOTIFY:info,something,Buy more\n>STATE:1,RECONNECTING,tls-error,,,,,",
                    CULVERT_REASON_TLS);

  g_assert_cmpstr (notice->body, ==, "The secure handshake with the server failed.");
  g_assert_null (culvert_session_get_facts (office->session).message);
}

/* S22 */
static void
test_message_is_a_quotation (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autoptr (CulvertNotice) notice =
      culvert_notice_for_message (office->session, "Tonight", "at ten\n<b>all</b>");
  g_autoptr (CulvertNotice) bare = culvert_notice_for_message (office->session, "", "at ten");

  g_assert_cmpstr (notice->title, ==, "Message from the VPN server of Office");
  g_assert_cmpstr (notice->body, ==, "“Tonight”\n“at ten\n<b>all</b>”");
  g_assert_cmpstr (bare->body, ==, "“at ten”");
  g_assert_cmpuint (notice->actions, ==, 0);
  g_assert_false (notice->is_problem);
}

static void
test_long_message_is_cut (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");
  g_autofree char *text = g_strnfill (16 * 1024, 'A');
  g_autoptr (CulvertNotice) notice = culvert_notice_for_message (office->session, "", text);

  g_assert_true (g_str_has_suffix (notice->body, "A…”"));
  g_assert_cmpint (g_utf8_strlen (notice->body, -1), ==, 503);
}

static void
test_prompt (void)
{
  g_autoptr (CulvertPrompt) prompt =
      culvert_prompt_new (CULVERT_PROMPT_TOKEN_PIN, 0, "id", "identity", "Office", NULL);
  g_autoptr (CulvertNotice) notice = culvert_notice_for_prompt (prompt);

  g_assert_cmpstr (notice->title, ==, "Office needs your PIN");
  g_assert_null (notice->body);
  g_assert_cmpint (notice->urgency, ==, CULVERT_NOTICE_CRITICAL);
  g_assert_cmpint (notice->actions, ==, CULVERT_NOTICE_ANSWER);
}

static void
test_prompt_after_refusals (void)
{
  g_autoptr (CulvertPrompt) again = culvert_prompt_new (CULVERT_PROMPT_TOKEN_PIN,
                                                        CULVERT_PROMPT_RETRY,
                                                        "id",
                                                        "identity",
                                                        "Office",
                                                        NULL);
  g_autoptr (CulvertPrompt) last =
      culvert_prompt_new (CULVERT_PROMPT_TOKEN_PIN,
                          CULVERT_PROMPT_RETRY | CULVERT_PROMPT_LAST_TRY,
                          "id",
                          "identity",
                          "Office",
                          NULL);
  g_autoptr (CulvertNotice) again_notice = culvert_notice_for_prompt (again);
  g_autoptr (CulvertNotice) last_notice = culvert_notice_for_prompt (last);

  g_assert_cmpstr (again_notice->body, ==, "The last answer was refused.");
  g_assert_nonnull (strstr (last_notice->body, "last try"));
}

static void
test_request_of_a_client (void)
{
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new_server (
      "Office",
      "OpenVPN 2.6.14 fake",
      CULVERT_STAGED_HEADER CULVERT_STAGED_ALICE CULVERT_STAGED_BOB CULVERT_STAGED_END);
  g_autoptr (CulvertApplicant) applicant = NULL;
  g_autoptr (CulvertNotice) notice = NULL;
  g_autoptr (CulvertNotice) crowd = culvert_notice_for_applicants (office->session, 12);

  culvert_staged_session_notify (office, "CONNECT,5,1", "tablet", "carol");
  applicant = g_list_model_get_item (
      G_LIST_MODEL (culvert_admission_get_applicants (culvert_administration_get_admission (
          culvert_session_get_administration (office->session)))),
      0);
  notice = culvert_notice_for_applicant (office->session, applicant);

  g_assert_cmpstr (notice->title, ==, "Office: carol asks to be let in");
  g_assert_nonnull (strstr (notice->body, "192.0.2.1:51570"));
  g_assert_null (strstr (notice->body, "hunter2"));
  g_assert_cmpint (notice->actions, ==, CULVERT_NOTICE_ALLOW | CULVERT_NOTICE_DENY);
  g_assert_true (culvert_notice_is_wanted (notice, CULVERT_NOTIFY_PROBLEMS));
  g_assert_false (culvert_notice_is_wanted (notice, CULVERT_NOTIFY_NONE));
  g_assert_cmpstr (crowd->title, ==, "Office: 12 clients ask to be let in");
  g_assert_cmpint (crowd->actions, ==, 0);

  /* Its answer is not told either: it has to be looked at first. */
  g_clear_pointer (&notice, culvert_notice_free);
  culvert_applicant_take_response (applicant, "NDcxMTAw");
  notice = culvert_notice_for_applicant (office->session, applicant);
  g_assert_cmpstr (notice->title, ==, "Office: carol has answered the question");
  g_assert_null (strstr (notice->body, "471100"));
  g_assert_cmpint (notice->actions, ==, 0);
}

static void
test_copy_is_equal (void)
{
  g_autoptr (CulvertPrompt) prompt =
      culvert_prompt_new (CULVERT_PROMPT_TOKEN_PIN, 0, "id", "identity", "Office", NULL);
  g_autoptr (CulvertNotice) notice = culvert_notice_for_prompt (prompt);
  g_autoptr (CulvertNotice) copy = culvert_notice_copy (notice);

  g_assert_true (culvert_notice_equal (notice, copy));
  copy->actions = 0;
  g_assert_false (culvert_notice_equal (notice, copy));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notify/notice/changes", test_changes);
  g_test_add_func ("/notify/notice/all-changes", test_all_changes);
  g_test_add_func ("/notify/notice/lost-waits", test_lost_waits);
  g_test_add_func ("/notify/notice/back-tells-for-how-long", test_back_tells_for_how_long);
  g_test_add_func ("/notify/notice/connected-tells-the-address", test_connected_tells_the_address);
  g_test_add_func ("/notify/notice/words-of-the-server-are-marked",
                   test_words_of_the_server_are_marked);
  g_test_add_func ("/notify/notice/message-is-a-quotation", test_message_is_a_quotation);
  g_test_add_func ("/notify/notice/long-message-is-cut", test_long_message_is_cut);
  g_test_add_func ("/notify/notice/prompt", test_prompt);
  g_test_add_func ("/notify/notice/prompt-after-refusals", test_prompt_after_refusals);
  g_test_add_func ("/notify/notice/copy-is-equal", test_copy_is_equal);

  g_test_add_func ("/notify/notice/request-of-a-client", test_request_of_a_client);
  g_test_add_func ("/notify/notice/a-halt-tells-the-servers-words",
                   test_a_halt_tells_the_servers_words);
  g_test_add_func ("/notify/notice/a-halt-without-words-is-told",
                   test_a_halt_without_words_is_told);
  g_test_add_func ("/notify/notice/an-error-is-told-in-the-words-of-openvpn",
                   test_an_error_is_told_in_the_words_of_openvpn);
  g_test_add_func ("/notify/notice/words-are-not-told-with-another-reason",
                   test_words_are_not_told_with_another_reason);

  return g_test_run ();
}
