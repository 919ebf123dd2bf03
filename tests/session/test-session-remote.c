/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

typedef CulvertSessionFixture Fixture;

#define LIST                                                                                       \
  "0,127.0.0.1,1194,udp,enabled\n1,::1,443,tcp-client,enabled\n"                                   \
  "2,vpn.example.invalid,1194,udp4,disabled\n3,127.0.0.4,openvpn,tcp4-client,enabled\nEND"

#define REMOTE_0 ">REMOTE:127.0.0.1,1194,udp"
#define REMOTE_1 ">REMOTE:::1,443,tcp-client"
#define REMOTE_3 ">REMOTE:127.0.0.4,openvpn,tcp4-client"

#define KEY_1 "::1:443:tcp-client"

#define GET     "remote-entry-get all\n"
#define ACCEPT  "remote ACCEPT\n"
#define FAILED  ">STATE:2,RECONNECTING,connection-failed,,,,,\n"
#define RESTART ">STATE:2,RECONNECTING,SIGUSR1,,,,,\n"

static void
teach_list (Fixture *fixture)
{
  culvert_fake_daemon_answer (fixture->daemon, "remote-entry-get all", LIST);
}

static void
be_offered (Fixture *fixture, const char *remote)
{
  teach_list (fixture);
  BE_ASKED (remote);
  culvert_await (IS_LOADED (0));
}

/* The daemon is told exactly this. */
static void
offer (Fixture *fixture, const char *lines, const char *commands)
{
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (lines);
  culvert_await (HAS_SENT (commands));
}

static void
choose (Fixture *fixture, const char *id, const char *commands)
{
  culvert_fake_daemon_forget (fixture->daemon);
  CHOOSE (id, NULL, FALSE);
  culvert_await (HAS_SENT (commands));
}

static void
always_take (Fixture *fixture, const char *key)
{
  culvert_profile_set_choice (fixture->profile, CULVERT_PROFILE_SERVER, key, TRUE);
}

/* --- what there is --- */

static void
test_the_servers_are_listed (Fixture *fixture, gconstpointer data)
{
  static const char *const details[] = { "UDP, 1194", "TCP, 443", "UDP4, 1194", "TCP4, openvpn" };
  GListModel *choices;

  be_offered (fixture, REMOTE_1);
  choices = G_LIST_MODEL (culvert_prompt_get_choices (PROMPT (0)));

  g_assert_cmpint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_SERVER);
  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_MAY_REMEMBER));
  g_assert_cmpuint (N_CHOICES (0), ==, G_N_ELEMENTS (details));
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      g_autoptr (CulvertPromptChoice) choice = g_list_model_get_item (choices, i);
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_assert_cmpstr (culvert_prompt_choice_get_id (choice), ==, id);
      g_assert_cmpstr (culvert_prompt_choice_get_detail (choice), ==, details[i]);
      g_assert_cmpint (culvert_prompt_choice_get_usable (choice), ==, i != 2);
    }
  g_assert_cmpstr (culvert_prompt_choice_get_label (culvert_prompt_get_chosen (PROMPT (0))),
                   ==,
                   "::1");
}

static void
test_the_last_choice_comes_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertPromptChoice) first = NULL;

  culvert_profile_set_choice (fixture->profile, CULVERT_PROFILE_SERVER, KEY_1, FALSE);
  be_offered (fixture, REMOTE_0);
  first = g_list_model_get_item (G_LIST_MODEL (culvert_prompt_get_choices (PROMPT (0))), 0);

  g_assert_cmpstr (culvert_prompt_choice_get_id (first), ==, "1");
  g_assert_true (culvert_prompt_get_chosen (PROMPT (0)) == first);
}

static void
test_an_old_daemon_offers_one_after_the_other (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon,
                              "remote-entry-get all",
                              "ERROR: unknown command, enter 'help' for more options");
  BE_ASKED (REMOTE_0);
  culvert_await (IS_LOADED (0));
  g_assert_cmpuint (N_CHOICES (0), ==, 2);
  g_assert_cmpstr (CHOSEN_ID (0), ==, "offered");
  g_assert_null (culvert_prompt_get_failure (PROMPT (0)));

  choose (fixture, "next", "remote SKIP\n");
  BE_ASKED_AGAIN (REMOTE_1);
  culvert_await (IS_LOADED (1));
  choose (fixture, "offered", ACCEPT);
  SAY (TUNNEL_UP);
  culvert_await (OUTCOME (1) == CULVERT_PROMPT_ACCEPTED);
  g_assert_cmpstr (culvert_profile_get_choice (fixture->profile, CULVERT_PROFILE_SERVER),
                   ==,
                   KEY_1);
}

static void
test_nobody_is_asked_without_a_wish (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  SAY (REMOTE_0);
  culvert_await_quiet ();

  g_assert_cmpuint (N_PROMPTS, ==, 0);
  g_assert_false (culvert_fake_daemon_has_heard (fixture->daemon, "remote-entry-get all"));
}

static void
test_what_cannot_be_read_is_no_question (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">REMOTE:\n>REMOTE:host\n>REMOTE:host,1194\n>REMOTE:,1194,udp\n>REMOTE:a b,1194,udp");
  culvert_await_quiet ();

  g_assert_cmpuint (N_PROMPTS, ==, 0);
}

/* --- taking one --- */

static void
test_what_is_offered_is_accepted (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_0);
  choose (fixture, "0", ACCEPT);

  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_ANSWERED);
}

static void
test_the_way_to_another_leads_over_the_daemon (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_1);
  choose (fixture, "0", "remote SKIP 3\n");
  offer (fixture, REMOTE_0, GET ACCEPT);
  g_assert_cmpuint (N_PROMPTS, ==, 1);

  SAY (TUNNEL_UP);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ACCEPTED);
  g_assert_cmpstr (culvert_profile_get_choice (fixture->profile, CULVERT_PROFILE_SERVER),
                   ==,
                   "127.0.0.1:1194:udp");
}

static void
test_the_next_one_is_one_step (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_0);
  choose (fixture, "1", "remote SKIP\n");
}

/* Round and round, and never what is wanted. */
static void
test_a_way_without_end_is_given_up (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_0);
  choose (fixture, "1", "remote SKIP\n");
  for (guint i = 0; i < 3; i++)
    offer (fixture, REMOTE_0, GET "remote SKIP\n");
  BE_ASKED_AGAIN (REMOTE_0);

  culvert_await (IS_LOADED (1));
  g_assert_false (culvert_fake_daemon_has_heard (fixture->daemon, "remote SKIP"));
}

static void
test_a_choice_that_is_not_taken_is_asked_again (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_0);
  culvert_fake_daemon_answer (fixture->daemon, "remote ACCEPT", "ERROR: remote command failed");
  CHOOSE ("0", NULL, FALSE);
  culvert_await (N_PROMPTS == 2);

  g_assert_nonnull (strstr (culvert_prompt_get_failure (PROMPT (1)), "remote command failed"));
  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
}

static void
test_a_server_that_may_not_be_used_is_not_taken (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_0);
  culvert_fake_daemon_forget (fixture->daemon);
  CHOOSE ("2", NULL, FALSE);
  culvert_await (N_PROMPTS == 2);

  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_UNSENDABLE));
  g_assert_true (HAS_SENT ("") || HAS_SENT (GET));
}

/* --- holding on to it --- */

static void
connect_to_1 (Fixture *fixture)
{
  be_offered (fixture, REMOTE_1);
  choose (fixture, "1", ACCEPT);
  SAY (">STATE:1,RESOLVE,,,,,,\n" TUNNEL_UP);
  culvert_await (IS (CONNECTED, NONE));
}

static void
test_it_holds_for_reconnects (Fixture *fixture, gconstpointer data)
{
  connect_to_1 (fixture);
  offer (fixture, RESTART REMOTE_1, GET ACCEPT);
  offer (fixture, TUNNEL_UP "\n" RESTART REMOTE_0, GET "remote SKIP\n");
  offer (fixture, REMOTE_1, GET ACCEPT);

  g_assert_cmpuint (N_PROMPTS, ==, 1);
}

static void
test_it_has_three_tries_once_it_was_good (Fixture *fixture, gconstpointer data)
{
  connect_to_1 (fixture);
  offer (fixture, ">STATE:2,RECONNECTING,ping-restart,,,,,\n" REMOTE_1, GET ACCEPT);
  offer (fixture, FAILED REMOTE_1, GET ACCEPT);
  offer (fixture, FAILED REMOTE_1, GET ACCEPT);
  BE_ASKED_AGAIN (FAILED REMOTE_1);

  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_cmpstr (culvert_prompt_get_failure (PROMPT (1)), ==, "connection-failed");
}

static void
test_it_has_one_try_until_it_was_good (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_1);
  choose (fixture, "1", ACCEPT);
  BE_ASKED_AGAIN (FAILED REMOTE_3);

  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_null (culvert_profile_get_choice (fixture->profile, CULVERT_PROFILE_SERVER));
  culvert_await (IS_LOADED (1));
  g_assert_cmpstr (CHOSEN_ID (1), ==, "1");
}

/* A wrong password says nothing about the server. */
static void
test_it_is_not_blamed_for_everything (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_1);
  choose (fixture, "1", ACCEPT);
  offer (fixture, ">STATE:2,RECONNECTING,auth-failure,,,,,\n" REMOTE_1, GET ACCEPT);
  SAY (TUNNEL_UP);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ACCEPTED);

  g_assert_cmpuint (N_PROMPTS, ==, 1);
}

static void
test_a_new_wish_asks_anew (Fixture *fixture, gconstpointer data)
{
  connect_to_1 (fixture);
  WANT (DISCONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "signal SIGHUP"));
  SAY (RESTART IN_HOLD);
  culvert_await (IS (DISCONNECTED, USER));
  WANT (CONNECTED);
  BE_ASKED_AGAIN (REMOTE_0);

  culvert_await (IS_LOADED (1));
  g_assert_cmpstr (CHOSEN_ID (1), ==, "1");
}

/* --- always --- */

static void
test_always_needs_no_question (Fixture *fixture, gconstpointer data)
{
  always_take (fixture, KEY_1);
  teach_list (fixture);
  culvert_session_fixture_release (fixture);
  offer (fixture, REMOTE_0, GET "remote SKIP\n");
  offer (fixture, REMOTE_1, GET ACCEPT);
  offer (fixture, FAILED REMOTE_3, GET "remote SKIP 2\n");
  offer (fixture, REMOTE_1, GET ACCEPT);
  offer (fixture, FAILED REMOTE_1, GET ACCEPT);
  g_assert_cmpuint (N_PROMPTS, ==, 0);

  BE_ASKED_AGAIN (FAILED REMOTE_1);
  g_assert_true (culvert_prompt_get_remember (PROMPT (0)));
}

static void
test_always_is_kept_as_the_user_says (Fixture *fixture, gconstpointer data)
{
  be_offered (fixture, REMOTE_1);
  CHOOSE ("1", NULL, TRUE);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ANSWERED);
  SAY (TUNNEL_UP);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ACCEPTED);

  g_assert_true (culvert_profile_get_always (fixture->profile, CULVERT_PROFILE_SERVER));
}

static void
test_always_asks_when_it_is_not_there (Fixture *fixture, gconstpointer data)
{
  always_take (fixture, "elsewhere.example.com:1194:udp");
  teach_list (fixture);
  BE_ASKED (REMOTE_0);

  g_assert_cmpstr (CHOSEN_ID (0), ==, "0");
}

static void
test_always_may_not_mean_a_disabled_server (Fixture *fixture, gconstpointer data)
{
  always_take (fixture, "vpn.example.invalid:1194:udp4");
  teach_list (fixture);
  BE_ASKED (REMOTE_0);
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/remote/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("the-servers-are-listed", test_the_servers_are_listed);
  ADD ("the-last-choice-comes-first", test_the_last_choice_comes_first);
  ADD ("an-old-daemon", test_an_old_daemon_offers_one_after_the_other);
  ADD ("not-without-a-wish", test_nobody_is_asked_without_a_wish);
  ADD ("what-cannot-be-read", test_what_cannot_be_read_is_no_question);
  ADD ("what-is-offered-is-accepted", test_what_is_offered_is_accepted);
  ADD ("the-way-to-another", test_the_way_to_another_leads_over_the_daemon);
  ADD ("the-next-one-is-one-step", test_the_next_one_is_one_step);
  ADD ("a-way-without-end-is-given-up", test_a_way_without_end_is_given_up);
  ADD ("not-taken-is-asked-again", test_a_choice_that_is_not_taken_is_asked_again);
  ADD ("may-not-be-used", test_a_server_that_may_not_be_used_is_not_taken);
  ADD ("holds-for-reconnects", test_it_holds_for_reconnects);
  ADD ("three-tries-once-it-was-good", test_it_has_three_tries_once_it_was_good);
  ADD ("one-try-until-it-was-good", test_it_has_one_try_until_it_was_good);
  ADD ("not-blamed-for-everything", test_it_is_not_blamed_for_everything);
  ADD ("a-new-wish-asks-anew", test_a_new_wish_asks_anew);
  ADD ("always-needs-no-question", test_always_needs_no_question);
  ADD ("always-is-kept-as-the-user-says", test_always_is_kept_as_the_user_says);
  ADD ("always-asks-when-it-is-not-there", test_always_asks_when_it_is_not_there);
  ADD ("always-may-not-mean-a-disabled-server", test_always_may_not_mean_a_disabled_server);

  return g_test_run ();
}
