/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-fake-resolver.h"
#include "culvert-session-fixture.h"

typedef CulvertSessionFixture Fixture;

#define TCP    ">PROXY:1,TCP,vpn.example.com"
#define UDP    ">PROXY:1,UDP,vpn.example.com"
#define FAILED ">STATE:2,RECONNECTING,connection-failed,,,,,\n"

/* What the desktop says; the default of the whole program. */
static CulvertFakeResolver *resolver;

static void
be_asked (Fixture *fixture, const char *question, const char *system)
{
  culvert_fake_resolver_answer (resolver, system);
  BE_ASKED (question);
  culvert_await (IS_LOADED (0));
}

static CulvertPromptChoice *
find (Fixture *fixture, guint index, const char *id)
{
  return culvert_prompt_find_choice (PROMPT (index), id);
}

static void
choose (Fixture *fixture, const char *id, const char *address, const char *commands)
{
  culvert_fake_daemon_forget (fixture->daemon);
  CHOOSE (id, address, FALSE);
  culvert_await (HAS_SENT (commands));
}

/* --- what there is --- */

static void
test_there_are_three_ways (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture, TCP, "http://proxy.example.com:3128");

  g_assert_cmpint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_PROXY);
  g_assert_cmpstr (culvert_prompt_get_message (PROMPT (0)), ==, "vpn.example.com");
  g_assert_cmpstr (culvert_fake_resolver_get_asked (resolver), ==, "https://vpn.example.com");
  g_assert_cmpuint (N_CHOICES (0), ==, 3);
  g_assert_cmpstr (culvert_prompt_choice_get_detail (find (fixture, 0, "system")),
                   ==,
                   "http://proxy.example.com:3128");
  g_assert_true (culvert_prompt_choice_get_usable (find (fixture, 0, "system")));
  g_assert_cmpstr (CHOSEN_ID (0), ==, "system");
}

static void
test_the_question_comes_before_the_look_up (Fixture *fixture, gconstpointer data)
{
  culvert_fake_resolver_answer (resolver, NULL);
  BE_ASKED (TCP);
  g_assert_true (culvert_prompt_get_is_loading (PROMPT (0)));
  g_assert_nonnull (find (fixture, 0, "none"));
  g_assert_nonnull (find (fixture, 0, "manual"));
  g_assert_null (find (fixture, 0, "system"));

  choose (fixture, "none", "", "proxy NONE\n");
}

static void
test_nobody_waits_long_for_the_look_up (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture, TCP, NULL);

  g_assert_false (culvert_prompt_choice_get_usable (find (fixture, 0, "system")));
  g_assert_null (culvert_prompt_choice_get_detail (find (fixture, 0, "system")));
  g_assert_cmpstr (CHOSEN_ID (0), ==, "none");
}

static void
test_a_password_of_the_desktop_is_not_shown (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture, TCP, "http://alice:secret@proxy.example.com:3128");

  g_assert_cmpstr (culvert_prompt_choice_get_detail (find (fixture, 0, "system")),
                   ==,
                   "http://proxy.example.com:3128");
}

static const struct
{
  const char *question;
  const char *system;
  gboolean is_usable;
} system_rows[] = {
  { TCP, "direct://", TRUE },           { UDP, "direct://", TRUE },
  { UDP, "http://proxy:3128", FALSE },  { UDP, "socks://proxy:1080", TRUE },
  { TCP, "socks5://proxy:1080", TRUE }, { TCP, "socks4://proxy:1080", FALSE },
  { TCP, "https://proxy:3128", FALSE }, { TCP, "http://proxy", FALSE },
  { TCP, "nonsense", FALSE },
};

static void
test_only_some_proxies_of_the_desktop_can_be_used (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (system_rows); i++)
    {
      culvert_fake_resolver_answer (resolver, system_rows[i].system);
      BE_ASKED_AGAIN (system_rows[i].question);
      culvert_await (IS_LOADED (i));
      g_assert_cmpint (culvert_prompt_choice_get_usable (find (fixture, i, "system")),
                       ==,
                       system_rows[i].is_usable);
      SAY (">STATE:1,RESOLVE,,,,,,");
      culvert_await (OUTCOME (i) == CULVERT_PROMPT_WITHDRAWN);
    }
}

static void
test_nobody_is_asked_without_a_wish (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  SAY (TCP);
  culvert_await_quiet ();

  g_assert_cmpuint (N_PROMPTS, ==, 0);
}

static void
test_what_cannot_be_read_is_no_question (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_release (fixture);
  SAY (">PROXY:\n>PROXY:1\n>PROXY:1,TCP\n>PROXY:1,TCP,\n>PROXY:x,TCP,host\n>PROXY:1,SCTP,host");
  culvert_await_quiet ();

  g_assert_cmpuint (N_PROMPTS, ==, 0);
}

/* --- answering --- */

static const struct
{
  const char *question;
  const char *id;
  const char *address;
  const char *command; /* NULL: it cannot be sent */
} answer_rows[] = {
  { TCP, "none", "", "proxy NONE\n" },
  { TCP, "system", "", "proxy HTTP \"desktop\" \"8080\"\n" },
  { TCP, "manual", "http://proxy:3128", "proxy HTTP \"proxy\" \"3128\"\n" },
  { TCP, "manual", " HTTP://proxy:3128/ ", "proxy HTTP \"proxy\" \"3128\"\n" },
  { TCP, "manual", "socks5://[2001:db8::1]:1080", "proxy SOCKS \"2001:db8::1\" \"1080\"\n" },
  { UDP, "manual", "socks5://proxy:1080", "proxy SOCKS \"proxy\" \"1080\"\n" },
  { UDP, "manual", "http://proxy:3128", NULL },
  { UDP, "system", "", NULL },
  { TCP, "manual", "", NULL },
  { TCP, "manual", "proxy:3128", NULL },
  { TCP, "manual", "http://proxy", NULL },
  { TCP, "manual", "http://:3128", NULL },
  { TCP, "manual", "http://proxy:0", NULL },
  { TCP, "manual", "http://proxy:65536", NULL },
  { TCP, "manual", "http://alice:secret@proxy:3128", NULL },
  { TCP, "manual", "http://proxy:3128/path", NULL },
  { TCP, "manual", "https://proxy:3128", NULL },
  { TCP,
    "manual",
    "http://"
    "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhh:3128",
    NULL },
};

static void
test_an_answer_becomes_a_command (Fixture *fixture, gconstpointer data)
{
  guint last = 0;

  culvert_session_fixture_release (fixture);
  culvert_fake_resolver_answer (resolver, "http://desktop:8080");
  for (guint i = 0; i < G_N_ELEMENTS (answer_rows); i++)
    {
      /* So that every row begins with a question. */
      culvert_session_set_wanted (fixture->session, CULVERT_WANTED_DISCONNECTED);
      culvert_session_set_wanted (fixture->session, CULVERT_WANTED_CONNECTED);
      SAY (">STATE:1,RESOLVE,,,,,,");
      culvert_await_quiet ();
      last = N_PROMPTS;
      BE_ASKED_AGAIN (answer_rows[i].question);
      culvert_await (IS_LOADED (last));
      culvert_fake_daemon_forget (fixture->daemon);
      CHOOSE (answer_rows[i].id, answer_rows[i].address, FALSE);
      if (answer_rows[i].command != NULL)
        culvert_await (HAS_SENT (answer_rows[i].command));
      else
        culvert_await (N_PROMPTS == last + 2);
      g_assert_cmpint (HAS_SENT (""), ==, answer_rows[i].command == NULL);
    }
}

static void
test_an_address_that_is_none_can_be_mended (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture, TCP, "direct://");
  CHOOSE ("manual", "http://prxy", TRUE);
  culvert_await (N_PROMPTS == 2);

  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_UNSENDABLE));
  g_assert_cmpstr (CHOSEN_ID (1), ==, "manual");
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (culvert_prompt_get_field (PROMPT (1), 0)),
                   ==,
                   "http://prxy");
  culvert_await (IS_LOADED (1));
  choose (fixture, "manual", "http://proxy:3128", "proxy HTTP \"proxy\" \"3128\"\n");
}

/* As a daemon does with an HTTP proxy for UDP. */
static void
test_a_choice_that_is_not_taken_is_asked_again (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture, TCP, "direct://");
  culvert_fake_daemon_answer (fixture->daemon, "proxy NONE", "ERROR: proxy command failed");
  CHOOSE ("none", "", TRUE);
  culvert_await (N_PROMPTS == 2);

  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_nonnull (strstr (culvert_prompt_get_failure (PROMPT (1)), "proxy command failed"));
}

/* --- holding on to it --- */

static void
connect_by_proxy (Fixture *fixture, gboolean always)
{
  be_asked (fixture, TCP, "direct://");
  CHOOSE ("manual", "socks://proxy:1080", always);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "proxy SOCKS \"proxy\" \"1080\""));
  SAY (TUNNEL_UP);
  culvert_await (IS (CONNECTED, NONE));
  culvert_fake_daemon_forget (fixture->daemon);
}

static void
test_it_is_remembered (Fixture *fixture, gconstpointer data)
{
  connect_by_proxy (fixture, TRUE);

  g_assert_cmpstr (culvert_profile_get_choice (fixture->profile, CULVERT_PROFILE_PROXY),
                   ==,
                   "manual socks5://proxy:1080");
  g_assert_true (culvert_profile_get_always (fixture->profile, CULVERT_PROFILE_PROXY));
}

static void
test_it_holds_for_reconnects (Fixture *fixture, gconstpointer data)
{
  connect_by_proxy (fixture, FALSE);
  SAY (">STATE:2,RECONNECTING,SIGUSR1,,,,,\n" UDP);
  culvert_await (HAS_SENT ("proxy SOCKS \"proxy\" \"1080\"\n"));

  g_assert_cmpuint (N_PROMPTS, ==, 1);
}

static void
test_it_has_one_try_until_it_was_good (Fixture *fixture, gconstpointer data)
{
  be_asked (fixture, TCP, "direct://");
  choose (fixture, "manual", "http://proxy:3128", "proxy HTTP \"proxy\" \"3128\"\n");
  BE_ASKED_AGAIN (FAILED TCP);

  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_cmpstr (CHOSEN_ID (1), ==, "manual");
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (culvert_prompt_get_field (PROMPT (1), 0)),
                   ==,
                   "http://proxy:3128");
}

static const struct
{
  const char *choice;
  const char *command;
} always_rows[] = {
  { "none", "proxy NONE" },
  { "system", "proxy HTTP \"desktop\" \"8080\"" },
  { "manual http://proxy:3128", "proxy HTTP \"proxy\" \"3128\"" },
};

static void
test_always_needs_no_question (Fixture *fixture, gconstpointer data)
{
  culvert_fake_resolver_answer (resolver, "http://desktop:8080");
  culvert_session_fixture_release (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (always_rows); i++)
    {
      culvert_profile_set_choice (fixture->profile,
                                  CULVERT_PROFILE_PROXY,
                                  always_rows[i].choice,
                                  TRUE);
      WANT (DISCONNECTED);
      WANT (CONNECTED);
      culvert_await_quiet ();
      for (guint try = 0; try < 3; try++)
        {
          culvert_fake_daemon_forget (fixture->daemon);
          SAY (FAILED TCP);
          culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, always_rows[i].command));
        }
    }
  g_assert_cmpuint (N_PROMPTS, ==, 0);
  BE_ASKED_AGAIN (FAILED TCP);
}

static void
test_always_asks_where_it_cannot_be (Fixture *fixture, gconstpointer data)
{
  culvert_fake_resolver_answer (resolver, "http://desktop:8080");
  culvert_profile_set_choice (fixture->profile, CULVERT_PROFILE_PROXY, "system", TRUE);
  BE_ASKED (UDP);
  g_assert_cmpstr (CHOSEN_ID (0), ==, "none");
}

static void
test_always_asks_where_its_address_cannot_be (Fixture *fixture, gconstpointer data)
{
  culvert_fake_resolver_answer (resolver, "direct://");
  culvert_profile_set_choice (fixture->profile,
                              CULVERT_PROFILE_PROXY,
                              "manual http://proxy:3128",
                              TRUE);
  culvert_session_fixture_attach (fixture, UDP, "1,CONNECTING,,,,,,");
  culvert_await (N_PROMPTS == 1);

  /* Nobody has just answered anything. */
  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_UNSENDABLE));
  g_assert_false (HAS_FLAG (0, CULVERT_PROMPT_EXPECTED));
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/proxy/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  resolver = culvert_fake_resolver_install ();

  ADD ("there-are-three-ways", test_there_are_three_ways);
  ADD ("the-question-comes-first", test_the_question_comes_before_the_look_up);
  ADD ("nobody-waits-long", test_nobody_waits_long_for_the_look_up);
  ADD ("a-password-is-not-shown", test_a_password_of_the_desktop_is_not_shown);
  ADD ("only-some-can-be-used", test_only_some_proxies_of_the_desktop_can_be_used);
  ADD ("not-without-a-wish", test_nobody_is_asked_without_a_wish);
  ADD ("what-cannot-be-read", test_what_cannot_be_read_is_no_question);
  ADD ("an-answer-becomes-a-command", test_an_answer_becomes_a_command);
  ADD ("an-address-can-be-mended", test_an_address_that_is_none_can_be_mended);
  ADD ("not-taken-is-asked-again", test_a_choice_that_is_not_taken_is_asked_again);
  ADD ("is-remembered", test_it_is_remembered);
  ADD ("holds-for-reconnects", test_it_holds_for_reconnects);
  ADD ("one-try-until-it-was-good", test_it_has_one_try_until_it_was_good);
  ADD ("always-needs-no-question", test_always_needs_no_question);
  ADD ("always-asks-where-it-cannot-be", test_always_asks_where_it_cannot_be);
  ADD ("always-asks-for-another-address", test_always_asks_where_its_address_cannot_be);

  return g_test_run ();
}
