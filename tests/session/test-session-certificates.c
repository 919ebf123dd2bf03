/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-fixture.h"

typedef CulvertSessionFixture Fixture;

#define NEED_CERTIFICATE                                                                           \
  ">NEED-STR:Need 'pkcs11-id-request' string MSG:Please specify PKCS#11 id to use"

/* "one", "two" and "three", which no certificate reads like */
#define ENTRY_ONE   ">PKCS11ID-ENTRY:'0', ID:'Card\\x20A/01', BLOB:'b25l'"
#define ENTRY_TWO   ">PKCS11ID-ENTRY:'1', ID:'Card\\x20A/02', BLOB:'dHdv'"
#define ENTRY_THREE ">PKCS11ID-ENTRY:'2', ID:'it's \"3\"', BLOB:'dGhyZWU='"

#define SHA256_TWO "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"

#define GET_TWO    "pkcs11-id-count\npkcs11-id-get 0\npkcs11-id-get 1\n"
#define ANSWER_TWO "needstr \"pkcs11-id-request\" \"Card\\\\x20A/02\"\n"
#define TLS_ERROR  ">STATE:2,RECONNECTING,tls-error,,,,,\n"

static void
insert_two (Fixture *fixture)
{
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", ">PKCS11ID-COUNT:2");
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 0", ENTRY_ONE);
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 1", ENTRY_TWO);
}

static const char *
id_of (Fixture *fixture, guint index, guint position)
{
  g_autoptr (CulvertPromptChoice) choice =
      g_list_model_get_item (G_LIST_MODEL (culvert_prompt_get_choices (PROMPT (index))), position);

  return culvert_prompt_choice_get_id (choice); /* the model holds it */
}

static void
be_asked_for_one_of_two (Fixture *fixture)
{
  insert_two (fixture);
  BE_ASKED (NEED_CERTIFICATE);
  culvert_await (IS_LOADED (0));
}

/* --- looking for them --- */

static void
test_the_question_comes_before_what_there_is (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", NULL);
  BE_ASKED (NEED_CERTIFICATE);

  g_assert_cmpint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_CERTIFICATE);
  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_MAY_REMEMBER));
  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_NO_AUTO_ANSWER));
  g_assert_true (culvert_prompt_get_is_loading (PROMPT (0)));
  g_assert_cmpuint (N_CHOICES (0), ==, 0);

  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 0", NULL);
  SAY (">PKCS11ID-COUNT:2");
  culvert_await (HAS_SENT ("pkcs11-id-count\npkcs11-id-get 0\n"));
  culvert_await_quiet ();
  g_assert_true (HAS_SENT ("pkcs11-id-count\npkcs11-id-get 0\n"));

  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 1", ENTRY_TWO);
  SAY (ENTRY_ONE);
  culvert_await (N_CHOICES (0) == 2);
  culvert_await (IS_LOADED (0));
  g_assert_true (HAS_SENT (GET_TWO));
}

static void
test_a_certificate_is_shown_as_it_is (Fixture *fixture, gconstpointer data)
{
  GBytes *certificate;

  be_asked_for_one_of_two (fixture);
  certificate = culvert_prompt_choice_get_certificate (
      culvert_prompt_find_choice (PROMPT (0), "Card\\x20A/01"));

  g_assert_cmpmem (g_bytes_get_data (certificate, NULL), g_bytes_get_size (certificate), "one", 3);
  g_assert_null (culvert_prompt_get_chosen (PROMPT (0)));
  g_assert_null (culvert_prompt_get_failure (PROMPT (0)));
}

static void
test_odd_entries_are_borne (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", ">PKCS11ID-COUNT:5");
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 0", ">PKCS11ID-ENTRY:'0'");
  culvert_fake_daemon_answer (fixture->daemon,
                              "pkcs11-id-get 1",
                              ">PKCS11ID-ENTRY:'1', ID:'x', BLOB:''");
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 2", ENTRY_THREE);
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 3", ENTRY_TWO);
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 4", "ERROR: no");
  BE_ASKED (NEED_CERTIFICATE);
  culvert_await (IS_LOADED (0));

  g_assert_cmpuint (N_CHOICES (0), ==, 2);
  g_assert_null (
      culvert_prompt_choice_get_certificate (culvert_prompt_find_choice (PROMPT (0), "x")));
  g_assert_nonnull (culvert_prompt_find_choice (PROMPT (0), "it's \"3\""));
  g_assert_cmpint (culvert_prompt_get_fault (PROMPT (0)), ==, CULVERT_PROMPT_FAULT_GARBLED);
}

static void
test_an_id_that_cannot_be_sent_cannot_be_chosen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = g_strnfill (256, 'i');
  g_autofree char *entry = g_strdup_printf (">PKCS11ID-ENTRY:'0', ID:'%s', BLOB:'b25l'", id);

  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", ">PKCS11ID-COUNT:1");
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 0", entry);
  BE_ASKED (NEED_CERTIFICATE);
  culvert_await (N_CHOICES (0) == 1);

  g_assert_false (culvert_prompt_choice_get_usable (culvert_prompt_find_choice (PROMPT (0), id)));
}

static void
test_none_is_an_answer_too (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (NEED_CERTIFICATE);
  culvert_await (IS_LOADED (0));

  g_assert_cmpuint (N_CHOICES (0), ==, 0);
  g_assert_null (culvert_prompt_get_failure (PROMPT (0)));
  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_PENDING);
}

/* Hostile case 22a */
static void
test_an_absurd_count_is_bounded (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", data);
  BE_ASKED (NEED_CERTIFICATE);
  culvert_await (IS_LOADED (0));

  g_assert_cmpint (culvert_prompt_get_fault (PROMPT (0)), !=, CULVERT_PROMPT_FAULT_NONE);
  g_assert_null (culvert_prompt_get_failure (PROMPT (0)));
  g_assert_cmpuint (culvert_fake_daemon_get_n_heard (fixture->daemon), <=, 65);
  g_assert_false (culvert_fake_daemon_has_heard (fixture->daemon, "pkcs11-id-get 64"));
}

static void
test_a_failure_is_told_and_can_be_mended (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", "ERROR: the card reader burns");
  BE_ASKED (NEED_CERTIFICATE);
  culvert_await (IS_LOADED (0));
  g_assert_nonnull (strstr (culvert_prompt_get_failure (PROMPT (0)), "the card reader burns"));

  insert_two (fixture);
  culvert_prompt_reload (PROMPT (0));
  g_assert_true (culvert_prompt_get_is_loading (PROMPT (0)));
  culvert_await (IS_LOADED (0));
  g_assert_cmpuint (N_CHOICES (0), ==, 2);
  g_assert_null (culvert_prompt_get_failure (PROMPT (0)));
}

static void
test_reloading_keeps_the_selection (Fixture *fixture, gconstpointer data)
{
  be_asked_for_one_of_two (fixture);
  culvert_prompt_set_chosen (PROMPT (0), culvert_prompt_find_choice (PROMPT (0), "Card\\x20A/02"));
  culvert_prompt_reload (PROMPT (0));
  culvert_await (IS_LOADED (0));

  g_assert_cmpuint (N_CHOICES (0), ==, 2);
  g_assert_cmpstr (CHOSEN_ID (0), ==, "Card\\x20A/02");
  g_assert_true (culvert_prompt_get_chosen (PROMPT (0)) ==
                 culvert_prompt_find_choice (PROMPT (0), "Card\\x20A/02"));
}

/* The commands end a daemon that does not ask. */
static void
test_a_question_that_is_over_asks_no_more (Fixture *fixture, gconstpointer data)
{
  insert_two (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 0", NULL);
  BE_ASKED (NEED_CERTIFICATE);
  culvert_await (HAS_SENT ("pkcs11-id-count\npkcs11-id-get 0\n"));
  WANT (DISCONNECTED);
  SAY (ENTRY_ONE);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "hold on"));
  culvert_await_quiet ();

  g_assert_false (culvert_fake_daemon_has_heard (fixture->daemon, "pkcs11-id-get 1"));
  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_WITHDRAWN);
  culvert_prompt_reload (PROMPT (0));
  culvert_await_quiet ();
  g_assert_cmpuint (culvert_fake_daemon_count_heard (fixture->daemon, "pkcs11-id-count"), ==, 1);
}

static void
test_a_daemon_may_go_meanwhile (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-count", NULL);
  BE_ASKED (NEED_CERTIFICATE);
  culvert_fake_daemon_hang_up (fixture->daemon);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_WITHDRAWN);
  culvert_await_quiet ();

  g_assert_null (culvert_prompt_get_failure (PROMPT (0)));
}

static void
test_nobody_is_asked_without_a_wish (Fixture *fixture, gconstpointer data)
{
  culvert_session_fixture_attach_in_hold (fixture);
  SAY (NEED_CERTIFICATE);
  culvert_await_quiet ();

  g_assert_cmpuint (N_PROMPTS, ==, 0);
  g_assert_false (culvert_fake_daemon_has_heard (fixture->daemon, "pkcs11-id-count"));
}

static void
test_other_questions_for_text_stay_what_they_are (Fixture *fixture, gconstpointer data)
{
  BE_ASKED (">NEED-STR:Need 'pkcs11-id-request2' string MSG:Please specify PKCS#11 id to use");

  g_assert_cmpint (culvert_prompt_get_kind (PROMPT (0)), ==, CULVERT_PROMPT_TEXT);
}

/* --- answering --- */

static void
choose_two (Fixture *fixture, gboolean always)
{
  culvert_fake_daemon_forget (fixture->daemon);
  CHOOSE ("Card\\x20A/02", NULL, always);
  culvert_await (HAS_SENT (ANSWER_TWO));
}

static void
test_the_choice_is_sent (Fixture *fixture, gconstpointer data)
{
  be_asked_for_one_of_two (fixture);
  choose_two (fixture, FALSE);

  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_ANSWERED);
  g_assert_null (culvert_profile_get_choice (fixture->profile, CULVERT_PROFILE_CERTIFICATE));

  SAY (TUNNEL_UP);
  culvert_await (OUTCOME (0) == CULVERT_PROMPT_ACCEPTED);
  g_assert_cmpstr (culvert_profile_get_choice (fixture->profile, CULVERT_PROFILE_CERTIFICATE),
                   ==,
                   SHA256_TWO " Card\\x20A/02");
  g_assert_false (culvert_profile_get_always (fixture->profile, CULVERT_PROFILE_CERTIFICATE));
}

static void
test_a_choice_may_come_before_the_others (Fixture *fixture, gconstpointer data)
{
  insert_two (fixture);
  culvert_fake_daemon_answer (fixture->daemon, "pkcs11-id-get 1", NULL);
  BE_ASKED (NEED_CERTIFICATE);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "pkcs11-id-get 1"));
  CHOOSE ("Card\\x20A/01", NULL, FALSE);
  SAY (ENTRY_TWO);
  culvert_await (HAS_SENT (GET_TWO "needstr \"pkcs11-id-request\" \"Card\\\\x20A/01\"\n"));
}

static void
remember_two (Fixture *fixture, gboolean always)
{
  culvert_profile_set_choice (fixture->profile,
                              CULVERT_PROFILE_CERTIFICATE,
                              SHA256_TWO " Card\\x20A/02",
                              always);
}

static void
test_the_last_choice_comes_first (Fixture *fixture, gconstpointer data)
{
  remember_two (fixture, FALSE);
  be_asked_for_one_of_two (fixture);

  g_assert_cmpstr (id_of (fixture, 0, 0), ==, "Card\\x20A/02");
  g_assert_cmpstr (CHOSEN_ID (0), ==, "Card\\x20A/02");
  g_assert_false (culvert_prompt_get_remember (PROMPT (0)));
}

static void
test_always_needs_no_question (Fixture *fixture, gconstpointer data)
{
  remember_two (fixture, TRUE);
  insert_two (fixture);
  culvert_session_fixture_release (fixture);
  SAY (NEED_CERTIFICATE);
  culvert_await (HAS_SENT (GET_TWO ANSWER_TWO));
  SAY (TUNNEL_UP);
  culvert_await (IS (CONNECTED, NONE));

  g_assert_cmpuint (N_PROMPTS, ==, 0);
  g_assert_true (culvert_profile_get_always (fixture->profile, CULVERT_PROFILE_CERTIFICATE));
}

/* The same certificate in another place. */
static void
test_always_goes_by_the_certificate (Fixture *fixture, gconstpointer data)
{
  remember_two (fixture, TRUE);
  insert_two (fixture);
  culvert_fake_daemon_answer (fixture->daemon,
                              "pkcs11-id-get 1",
                              ">PKCS11ID-ENTRY:'1', ID:'Card\\x20B/07', BLOB:'dHdv'");
  culvert_session_fixture_release (fixture);
  SAY (NEED_CERTIFICATE);
  culvert_await (HAS_SENT (GET_TWO "needstr \"pkcs11-id-request\" \"Card\\\\x20B/07\"\n"));
}

static void
test_always_asks_when_it_is_not_there (Fixture *fixture, gconstpointer data)
{
  remember_two (fixture, TRUE);
  insert_two (fixture);
  culvert_fake_daemon_answer (fixture->daemon,
                              "pkcs11-id-get 1",
                              ">PKCS11ID-ENTRY:'1', ID:'Card\\x20A/02', BLOB:'dGhyZWU='");
  BE_ASKED (NEED_CERTIFICATE);

  g_assert_true (IS_LOADED (0));
  g_assert_cmpuint (N_CHOICES (0), ==, 2);
  g_assert_null (culvert_prompt_get_chosen (PROMPT (0)));
  g_assert_true (culvert_prompt_get_remember (PROMPT (0)));
}

static void
answer_silently (Fixture *fixture)
{
  remember_two (fixture, TRUE);
  insert_two (fixture);
  culvert_session_fixture_release (fixture);
  SAY (NEED_CERTIFICATE);
  culvert_await (HAS_SENT (GET_TWO ANSWER_TWO));
}

static void
test_always_asks_after_a_failure (Fixture *fixture, gconstpointer data)
{
  answer_silently (fixture);
  BE_ASKED_AGAIN (TLS_ERROR NEED_CERTIFICATE);

  g_assert_true (HAS_FLAG (0, CULVERT_PROMPT_RETRY));
  g_assert_cmpstr (culvert_prompt_get_failure (PROMPT (0)), ==, "tls-error");
  culvert_await (IS_LOADED (0));
  g_assert_cmpstr (CHOSEN_ID (0), ==, "Card\\x20A/02");
}

/* Also when the user begins anew. */
static void
test_a_failure_is_not_forgotten_with_the_wish (Fixture *fixture, gconstpointer data)
{
  answer_silently (fixture);
  SAY (TLS_ERROR);
  culvert_await (IS (CONNECTING, TLS));
  WANT (DISCONNECTED);
  culvert_await (culvert_fake_daemon_has_heard (fixture->daemon, "signal SIGHUP"));
  SAY (IN_HOLD);
  culvert_await (IS (DISCONNECTED, USER));
  WANT (CONNECTED);
  BE_ASKED_AGAIN (NEED_CERTIFICATE);
}

static void
test_other_failures_are_not_the_certificates (Fixture *fixture, gconstpointer data)
{
  answer_silently (fixture);
  culvert_fake_daemon_forget (fixture->daemon);
  SAY (">STATE:2,RECONNECTING,connection-reset,,,,,\n" NEED_CERTIFICATE);
  culvert_await (HAS_SENT (GET_TWO ANSWER_TWO));

  g_assert_cmpuint (N_PROMPTS, ==, 0);
}

static void
test_a_refused_choice_is_rejected (Fixture *fixture, gconstpointer data)
{
  be_asked_for_one_of_two (fixture);
  choose_two (fixture, TRUE);
  BE_ASKED_AGAIN (">STATE:2,RECONNECTING,private-key-password-failure,,,,,\n" NEED_CERTIFICATE);

  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
  g_assert_true (HAS_FLAG (1, CULVERT_PROMPT_RETRY));
  g_assert_null (culvert_profile_get_choice (fixture->profile, CULVERT_PROFILE_CERTIFICATE));
}

/* As often as the user likes: a token counts for itself. */
static void
test_no_choice_is_the_last (Fixture *fixture, gconstpointer data)
{
  be_asked_for_one_of_two (fixture);
  for (guint i = 1; i < 5; i++)
    {
      choose_two (fixture, FALSE);
      BE_ASKED_AGAIN (TLS_ERROR NEED_CERTIFICATE);
      culvert_await (IS_LOADED (i));
    }
}

static void
test_a_choice_that_is_not_taken_is_asked_again (Fixture *fixture, gconstpointer data)
{
  be_asked_for_one_of_two (fixture);
  culvert_fake_daemon_answer (fixture->daemon,
                              "needstr \"pkcs11-id-request\" \"Card\\\\x20A/02\"",
                              "ERROR: not this one");
  CHOOSE ("Card\\x20A/02", NULL, TRUE);
  culvert_await (N_PROMPTS == 2);

  g_assert_cmpint (OUTCOME (0), ==, CULVERT_PROMPT_REJECTED);
  g_assert_nonnull (strstr (culvert_prompt_get_failure (PROMPT (1)), "not this one"));
}

#define ADD(name, test) CULVERT_SESSION_FIXTURE_ADD ("/session/certificates/" name, test)
#define ADD_COUNT(name, reply)                                                                     \
  g_test_add ("/session/certificates/absurd-count-" name,                                          \
              Fixture,                                                                             \
              ">PKCS11ID-COUNT:" reply,                                                            \
              culvert_session_fixture_set_up,                                                      \
              test_an_absurd_count_is_bounded,                                                     \
              culvert_session_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("the-question-comes-first", test_the_question_comes_before_what_there_is);
  ADD ("are-shown-as-they-are", test_a_certificate_is_shown_as_it_is);
  ADD ("odd-entries-are-borne", test_odd_entries_are_borne);
  ADD ("an-id-that-cannot-be-sent", test_an_id_that_cannot_be_sent_cannot_be_chosen);
  ADD ("none", test_none_is_an_answer_too);
  ADD_COUNT ("huge", "4294967295");
  ADD_COUNT ("just-too-many", "65");
  ADD_COUNT ("negative", "-1");
  ADD_COUNT ("word", "abc");
  ADD ("a-failure-can-be-mended", test_a_failure_is_told_and_can_be_mended);
  ADD ("reloading-keeps-the-selection", test_reloading_keeps_the_selection);
  ADD ("over-asks-no-more", test_a_question_that_is_over_asks_no_more);
  ADD ("a-daemon-may-go-meanwhile", test_a_daemon_may_go_meanwhile);
  ADD ("not-without-a-wish", test_nobody_is_asked_without_a_wish);
  ADD ("other-questions-for-text", test_other_questions_for_text_stay_what_they_are);
  ADD ("the-choice-is-sent", test_the_choice_is_sent);
  ADD ("a-choice-before-the-others", test_a_choice_may_come_before_the_others);
  ADD ("the-last-choice-comes-first", test_the_last_choice_comes_first);
  ADD ("always-needs-no-question", test_always_needs_no_question);
  ADD ("always-goes-by-the-certificate", test_always_goes_by_the_certificate);
  ADD ("always-asks-when-it-is-not-there", test_always_asks_when_it_is_not_there);
  ADD ("always-asks-after-a-failure", test_always_asks_after_a_failure);
  ADD ("a-failure-outlives-the-wish", test_a_failure_is_not_forgotten_with_the_wish);
  ADD ("other-failures", test_other_failures_are_not_the_certificates);
  ADD ("a-refused-choice-is-rejected", test_a_refused_choice_is_rejected);
  ADD ("no-choice-is-the-last", test_no_choice_is_the_last);
  ADD ("not-taken-is-asked-again", test_a_choice_that_is_not_taken_is_asked_again);

  return g_test_run ();
}
