/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-question-stage.h"

typedef CulvertQuestionStage Fixture;

static void
offer (Fixture *fixture, const char *id, const char *host, const char *detail)
{
  culvert_question_stage_offer (fixture, culvert_prompt_choice_new (id, host, detail));
}

static void
ask (Fixture *fixture)
{
  culvert_question_stage_ask (fixture, CULVERT_PROMPT_SERVER, CULVERT_PROMPT_MAY_REMEMBER);
  offer (fixture, "0", "ams.example.com", "udp, 1194");
  offer (fixture, "1", "fra.example.com", "tcp-client, 443");
}

static void
test_enter_answers_with_the_first (Fixture *fixture, gconstpointer unused)
{
  ask (fixture);
  culvert_question_stage_open (fixture);
  culvert_question_stage_press (fixture, GDK_KEY_Return);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_HANDLED);
  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "0");
}

static void
test_what_was_chosen_before_is_selected (Fixture *fixture, gconstpointer unused)
{
  ask (fixture);
  culvert_prompt_set_chosen (fixture->prompt, culvert_prompt_find_choice (fixture->prompt, "1"));
  culvert_question_stage_open (fixture);
  culvert_question_stage_press (fixture, GDK_KEY_Return);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "1");
}

static void
test_round_trip_is_shown_when_it_is_known (Fixture *fixture, gconstpointer unused)
{
  ask (fixture);
  culvert_question_stage_open (fixture);
  g_assert_cmpstr (culvert_question_stage_get_row_name (fixture, 0),
                   ==,
                   "ams.example.com, udp, 1194");

  culvert_prompt_choice_set_round_trip (culvert_prompt_find_choice (fixture->prompt, "0"), 23400);
  g_assert_cmpstr (culvert_question_stage_get_row_name (fixture, 0),
                   ==,
                   "ams.example.com, udp, 1194, 23 ms");
  culvert_prompt_choice_set_round_trip (culvert_prompt_find_choice (fixture->prompt, "1"), 999);
  g_assert_cmpstr (culvert_question_stage_get_row_name (fixture, 1),
                   ==,
                   "fra.example.com, tcp-client, 443, < 1 ms");
}

static void
test_unusable_is_not_chosen (Fixture *fixture, gconstpointer unused)
{
  ask (fixture);
  culvert_prompt_choice_set_usable (culvert_prompt_find_choice (fixture->prompt, "0"), FALSE);
  culvert_question_stage_open (fixture);
  culvert_question_stage_press (fixture, GDK_KEY_Return);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "1");
}

static void
test_another_server_has_a_name (Fixture *fixture, gconstpointer unused)
{
  culvert_question_stage_ask (fixture, CULVERT_PROMPT_SERVER, 0);
  offer (fixture, "next", NULL, NULL);
  culvert_question_stage_open (fixture);

  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "address_label"),
                   ==,
                   "Another server");
}

static void
test_servers_may_come_late (Fixture *fixture, gconstpointer unused)
{
  culvert_question_stage_ask (fixture, CULVERT_PROMPT_SERVER, 0);
  culvert_prompt_set_is_loading (fixture->prompt, TRUE);
  culvert_question_stage_open (fixture);
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "placeholder"),
                   ==,
                   "Looking for the servers…");
  g_assert_false (culvert_question_stage_can_answer (fixture));

  offer (fixture, "0", "<b>ams</b>\xe2\x80\xae.example.com", "udp, 1194");
  g_assert_true (culvert_question_stage_can_answer (fixture));
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "address_label"),
                   ==,
                   "<b>ams</b>.example.com");
}

#define add(name, test)                                                                            \
  g_test_add (name,                                                                                \
              Fixture,                                                                             \
              NULL,                                                                                \
              culvert_question_stage_set_up,                                                       \
              test,                                                                                \
              culvert_question_stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/server-chooser/enter-answers-with-the-first", test_enter_answers_with_the_first);
  add ("/ui/server-chooser/what-was-chosen-before-is-selected",
       test_what_was_chosen_before_is_selected);
  add ("/ui/server-chooser/round-trip-is-shown-when-it-is-known",
       test_round_trip_is_shown_when_it_is_known);
  add ("/ui/server-chooser/unusable-is-not-chosen", test_unusable_is_not_chosen);
  add ("/ui/server-chooser/another-server-has-a-name", test_another_server_has_a_name);
  add ("/ui/server-chooser/servers-may-come-late", test_servers_may_come_late);

  return g_test_run ();
}
