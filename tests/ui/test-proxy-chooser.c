/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-question-stage.h"

typedef CulvertQuestionStage Fixture;

static void
ask (Fixture *fixture, const char *systems_proxy)
{
  culvert_question_stage_ask (fixture, CULVERT_PROMPT_PROXY, CULVERT_PROMPT_MAY_REMEMBER);
  culvert_question_stage_offer (fixture, culvert_prompt_choice_new ("system", NULL, systems_proxy));
  culvert_question_stage_offer (fixture, culvert_prompt_choice_new ("none", NULL, NULL));
  culvert_question_stage_offer (fixture, culvert_prompt_choice_new ("manual", NULL, NULL));
  culvert_prompt_take_field (
      fixture->prompt,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_TEXT, CULVERT_PROMPT_FIELD_MAY_EMPTY, NULL));
}

static void
choose (Fixture *fixture, const char *button)
{
  GtkWidget *widget = culvert_question_stage_find (fixture, button);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), TRUE);
}

static void
enter (Fixture *fixture, const char *kind, const char *host, int port)
{
  GtkWidget *kind_combo = culvert_question_stage_find (fixture, "kind_combo");
  GtkWidget *host_entry = culvert_question_stage_find (fixture, "host_entry");
  GtkWidget *port_spin = culvert_question_stage_find (fixture, "port_spin");

  gtk_combo_box_set_active_id (GTK_COMBO_BOX (kind_combo), kind);
  gtk_entry_set_text (GTK_ENTRY (host_entry), host);
  if (port > 0)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (port_spin), port);
}

static const char *
get_address (Fixture *fixture)
{
  CulvertPromptField *field =
      culvert_prompt_find_field (fixture->prompt, CULVERT_PROMPT_FIELD_TEXT);

  return culvert_secret_text_peek (culvert_prompt_field_get_value (field));
}

static void
answer (Fixture *fixture)
{
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_OK);
  g_assert_cmpuint (fixture->n_answers, ==, 1);
  g_assert_true (culvert_prompt_is_complete (fixture->prompt));
}

static void
test_systems_proxy_is_named (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, "http://proxy.example.com:3128");
  culvert_question_stage_open (fixture);
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "system_label"),
                   ==,
                   "http://proxy.example.com:3128");
  answer (fixture);

  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "system");
  g_assert_cmpstr (get_address (fixture), ==, "");
}

static void
test_none_can_be_chosen (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, "direct://");
  culvert_question_stage_open (fixture);
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "system_label"),
                   ==,
                   "No proxy is set there.");
  choose (fixture, "none_button");
  answer (fixture);

  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "none");
  g_assert_cmpstr (get_address (fixture), ==, "");
}

static void
test_address_is_put_together (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, "direct://");
  culvert_question_stage_open (fixture);
  choose (fixture, "manual_button");
  g_assert_false (culvert_question_stage_can_answer (fixture));
  enter (fixture, "socks5", "proxy.example.com", 0);
  answer (fixture);

  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "manual");
  g_assert_cmpstr (get_address (fixture), ==, "socks5://proxy.example.com:1080");
}

static void
test_address_may_be_a_number (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, "direct://");
  culvert_question_stage_open (fixture);
  choose (fixture, "manual_button");
  enter (fixture, "http", " [2001:db8::1] ", 3128);
  answer (fixture);

  g_assert_cmpstr (get_address (fixture), ==, "http://[2001:db8::1]:3128");
}

static void
test_address_that_leads_nowhere_is_no_answer (Fixture *fixture, gconstpointer unused)
{
  static const char *const hosts[] = {
    "",       " ",   "a b",  "a/b", "http://proxy", "user@proxy",
    "-proxy", "a,b", "a\"b", "[x]", "2001:db8:::1",
  };

  ask (fixture, "direct://");
  culvert_question_stage_open (fixture);
  choose (fixture, "manual_button");
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_test_message ("host '%s'", hosts[i]);
      enter (fixture, "http", hosts[i], 0);
      g_assert_false (culvert_question_stage_can_answer (fixture));
    }

  enter (fixture,
         "http",
         "b\xc3\xbc"
         "cher.example",
         0);
  answer (fixture);
  g_assert_cmpstr (get_address (fixture), ==, "http://xn--bcher-kva.example:8080");
}

static void
test_what_was_entered_before_is_there (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, "direct://");
  culvert_prompt_field_set_suggestion (
      culvert_prompt_find_field (fixture->prompt, CULVERT_PROMPT_FIELD_TEXT),
      "socks5://[::1]:9050");
  culvert_prompt_set_chosen (fixture->prompt,
                             culvert_prompt_find_choice (fixture->prompt, "manual"));
  culvert_question_stage_open (fixture);
  answer (fixture);

  g_assert_cmpstr (get_address (fixture), ==, "socks5://[::1]:9050");
}

static void
test_unusable_is_greyed_with_the_reason (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, "http://proxy.example.com:3128");
  culvert_prompt_choice_set_usable (culvert_prompt_find_choice (fixture->prompt, "system"), FALSE);
  culvert_question_stage_open (fixture);

  g_assert_false (
      gtk_widget_get_sensitive (culvert_question_stage_find (fixture, "system_button")));
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "reason_label"),
                   ==,
                   "An HTTP proxy cannot carry UDP, which this connection uses.");
  answer (fixture);
  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "none");
}

static void
offer_system (Fixture *fixture, const char *address)
{
  g_autoptr (CulvertPromptChoice) choice = culvert_prompt_choice_new ("system", NULL, address);

  culvert_prompt_set_chosen (fixture->prompt, choice);
  g_list_store_insert (culvert_prompt_get_choices (fixture->prompt), 0, choice);
  culvert_prompt_set_is_loading (fixture->prompt, FALSE);
}

static void
ask_early (Fixture *fixture)
{
  culvert_question_stage_ask (fixture, CULVERT_PROMPT_PROXY, 0);
  culvert_question_stage_offer (fixture, culvert_prompt_choice_new ("none", NULL, NULL));
  culvert_question_stage_offer (fixture, culvert_prompt_choice_new ("manual", NULL, NULL));
  culvert_prompt_set_is_loading (fixture->prompt, TRUE);
  culvert_question_stage_open (fixture);
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "system_label"), ==, "Looking it up…");
}

static gboolean
is_active (Fixture *fixture, const char *button)
{
  return gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (culvert_question_stage_find (fixture, button)));
}

static void
test_systems_proxy_may_come_late (Fixture *fixture, gconstpointer unused)
{
  ask_early (fixture);
  g_assert_true (is_active (fixture, "none_button"));
  offer_system (fixture, "socks5://proxy.example.com:1080");

  g_assert_true (is_active (fixture, "system_button"));
}

static void
test_choice_of_the_user_stays (Fixture *fixture, gconstpointer unused)
{
  ask_early (fixture);
  choose (fixture, "manual_button");
  offer_system (fixture, "socks5://proxy.example.com:1080");

  g_assert_true (is_active (fixture, "manual_button"));
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

  add ("/ui/proxy-chooser/systems-proxy-is-named", test_systems_proxy_is_named);
  add ("/ui/proxy-chooser/none-can-be-chosen", test_none_can_be_chosen);
  add ("/ui/proxy-chooser/address-is-put-together", test_address_is_put_together);
  add ("/ui/proxy-chooser/address-may-be-a-number", test_address_may_be_a_number);
  add ("/ui/proxy-chooser/address-that-leads-nowhere-is-no-answer",
       test_address_that_leads_nowhere_is_no_answer);
  add ("/ui/proxy-chooser/what-was-entered-before-is-there", test_what_was_entered_before_is_there);
  add ("/ui/proxy-chooser/unusable-is-greyed-with-the-reason",
       test_unusable_is_greyed_with_the_reason);
  add ("/ui/proxy-chooser/systems-proxy-may-come-late", test_systems_proxy_may_come_late);
  add ("/ui/proxy-chooser/choice-of-the-user-stays", test_choice_of_the_user_stays);

  return g_test_run ();
}
