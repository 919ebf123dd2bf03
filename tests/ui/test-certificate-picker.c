/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-question-stage.h"
#include "culvert-test-certificate.h"

enum
{
  DAY = 24 * 60 * 60,
};

typedef CulvertQuestionStage Fixture;

static void
offer (Fixture *fixture, const char *id, const char *subject, int from_day, int to_day)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  CulvertTestCertificate test = {
    .subject = subject,
    .issuer = "CN=Example CA",
    .not_before = now + from_day * DAY,
    .not_after = now + to_day * DAY + 60,
  };
  g_autoptr (GBytes) bytes = culvert_test_certificate_make (&test, FALSE);

  culvert_question_stage_offer (fixture, culvert_prompt_choice_new_certificate (id, bytes));
}

static void
offer_unreadable (Fixture *fixture, const char *id)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("garbage", 7);

  culvert_question_stage_offer (fixture, culvert_prompt_choice_new_certificate (id, bytes));
}

static void
ask (Fixture *fixture, CulvertPromptFlags flags)
{
  culvert_question_stage_ask (fixture, CULVERT_PROMPT_CERTIFICATE, flags);
}

static const char *
get_selected_name (Fixture *fixture)
{
  GtkListBox *list = GTK_LIST_BOX (culvert_question_stage_find (fixture, "list"));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  return row != NULL ? atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (row))) : NULL;
}

static void
filter (Fixture *fixture, const char *words)
{
  GtkWidget *entry = culvert_question_stage_find (fixture, "filter_entry");

  gtk_entry_set_text (GTK_ENTRY (entry), words);
}

static void
test_rows_tell_who_and_how_long (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 12);
  offer (fixture, "m/m/s/Card/02", "CN=<b>bob</b>", -9, -2);
  culvert_question_stage_open (fixture);

  g_assert_cmpstr (culvert_question_stage_get_row_name (fixture, 0),
                   ==,
                   "alice, Expires in 12 days");
  g_assert_true (g_str_has_prefix (culvert_question_stage_get_row_name (fixture, 1),
                                   "<b>bob</b>, Expired on "));
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "heading_label"),
                   ==,
                   "Choose a certificate for Office");
}

static void
test_enter_answers_with_the_first_good_one (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=old", -9, -2);
  offer (fixture, "m/m/s/Card/02", "CN=alice", -1, 90);
  offer (fixture, "m/m/s/Card/03", "CN=bob", -1, 90);
  culvert_question_stage_open (fixture);
  culvert_question_stage_press (fixture, GDK_KEY_Return);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_HANDLED);
  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "m/m/s/Card/02");
}

static void
test_arrows_choose (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  offer (fixture, "m/m/s/Card/02", "CN=bob", -1, 90);
  culvert_question_stage_open (fixture);
  culvert_question_stage_press (fixture, GDK_KEY_Down);
  culvert_question_stage_press (fixture, GDK_KEY_Return);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "m/m/s/Card/02");
}

static void
test_what_was_chosen_before_comes_first (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, CULVERT_PROMPT_MAY_REMEMBER);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  offer (fixture, "m/m/s/Card/02", "CN=bob", -1, 90);
  culvert_prompt_set_chosen (fixture->prompt,
                             culvert_prompt_find_choice (fixture->prompt, "m/m/s/Card/02"));
  culvert_question_stage_open (fixture);

  g_assert_true (g_str_has_prefix (culvert_question_stage_get_row_name (fixture, 0), "bob, "));
  g_assert_true (g_str_has_prefix (get_selected_name (fixture), "bob, "));
  g_assert_cmpstr (
      gtk_button_get_label (GTK_BUTTON (culvert_question_stage_find (fixture, "remember_button"))),
      ==,
      "Always use this _certificate");
}

static void
choose_with_a_second_look (Fixture *fixture)
{
  GtkWidget *anyway = culvert_question_stage_find (fixture, "anyway_button");

  g_assert_false (culvert_question_stage_can_answer (fixture));
  culvert_question_stage_press (fixture, GDK_KEY_space);
  g_assert_true (culvert_question_stage_is_visible (fixture, "doubt_box"));
  g_assert_false (culvert_question_stage_can_answer (fixture));

  culvert_question_stage_press (fixture, GDK_KEY_Return);
  g_assert_cmpuint (fixture->n_answers, ==, 0);
  g_assert_true (gtk_widget_is_focus (anyway));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (anyway), TRUE);
  g_assert_true (culvert_question_stage_can_answer (fixture));
  culvert_question_stage_press (fixture, GDK_KEY_Return);
}

static void
test_expired_needs_a_second_look (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -9, -2);
  culvert_question_stage_open (fixture);
  gtk_widget_grab_focus (culvert_question_stage_find (fixture, "CulvertCertificateRow"));
  choose_with_a_second_look (fixture);

  culvert_question_stage_find (fixture, "accept_button");
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_OK);
  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "m/m/s/Card/01");
}

static void
test_unreadable_needs_a_second_look (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer_unreadable (fixture, "m/m/s/Company\\x20Card/01");
  culvert_question_stage_open (fixture);
  gtk_widget_grab_focus (culvert_question_stage_find (fixture, "CulvertCertificateRow"));
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "issuer_label"),
                   ==,
                   "On the token “Company Card”");
  choose_with_a_second_look (fixture);
}

static void
test_another_choice_needs_another_look (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *anyway;

  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  offer (fixture, "m/m/s/Card/02", "CN=old", -9, -2);
  offer (fixture, "m/m/s/Card/03", "CN=older", -9, -3);
  culvert_question_stage_open (fixture);
  anyway = culvert_question_stage_find (fixture, "anyway_button");
  culvert_question_stage_press (fixture, GDK_KEY_Down);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (anyway), TRUE);
  g_assert_true (culvert_question_stage_can_answer (fixture));
  culvert_question_stage_press (fixture, GDK_KEY_Down);

  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (anyway)));
  g_assert_false (culvert_question_stage_can_answer (fixture));
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_none_is_told_until_one_comes (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *reload;
  guint n_reloads = 0;

  ask (fixture, 0);
  culvert_question_stage_open (fixture);
  reload = culvert_question_stage_find (fixture, "reload_button");
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "placeholder_label"),
                   ==,
                   "No certificate was found");
  g_assert_true (gtk_widget_is_focus (reload));
  g_assert_false (culvert_question_stage_can_answer (fixture));

  g_signal_connect_swapped (fixture->prompt, "reload", G_CALLBACK (count), &n_reloads);
  culvert_question_stage_press (fixture, GDK_KEY_Return);
  culvert_await (n_reloads == 1);

  culvert_prompt_set_is_loading (fixture->prompt, TRUE);
  g_assert_true (culvert_question_stage_is_visible (fixture, "spinner"));
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "placeholder_label"),
                   ==,
                   "Looking for certificates…");

  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  culvert_prompt_set_is_loading (fixture->prompt, FALSE);
  g_assert_false (culvert_question_stage_is_visible (fixture, "spinner"));
  g_assert_true (culvert_question_stage_can_answer (fixture));
  g_assert_true (
      gtk_widget_is_focus (culvert_question_stage_find (fixture, "CulvertCertificateRow")));
}

static void
test_choice_of_the_user_stays_when_more_come (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  offer (fixture, "m/m/s/Card/02", "CN=bob", -1, 90);
  culvert_question_stage_open (fixture);
  culvert_question_stage_press (fixture, GDK_KEY_Down);
  offer (fixture, "m/m/s/Card/03", "CN=carol", -1, 90);
  g_list_store_remove (culvert_prompt_get_choices (fixture->prompt), 0);

  g_assert_true (g_str_has_prefix (get_selected_name (fixture), "bob, "));
  g_assert_true (g_str_has_prefix (culvert_question_stage_get_row_name (fixture, 0), "bob, "));
  g_assert_true (g_str_has_prefix (culvert_question_stage_get_row_name (fixture, 1), "carol, "));
  g_assert_null (culvert_question_stage_get_row_name (fixture, 2));
}

/* A reload takes everything away first, and tokens answer in any order. */
static void
test_choice_of_the_user_comes_back_with_a_reload (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  offer (fixture, "m/m/s/Card/02", "CN=bob", -1, 90);
  culvert_question_stage_open (fixture);
  culvert_question_stage_press (fixture, GDK_KEY_Down);
  g_list_store_remove_all (culvert_prompt_get_choices (fixture->prompt));
  g_assert_null (get_selected_name (fixture));

  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  g_assert_true (g_str_has_prefix (get_selected_name (fixture), "alice, "));
  offer (fixture, "m/m/s/Card/02", "CN=bob", -1, 90);
  g_assert_true (g_str_has_prefix (get_selected_name (fixture), "bob, "));
}

static void
test_second_look_stays_when_more_come (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *anyway;

  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -9, -2);
  culvert_prompt_set_chosen (fixture->prompt,
                             culvert_prompt_find_choice (fixture->prompt, "m/m/s/Card/01"));
  culvert_question_stage_open (fixture);
  anyway = culvert_question_stage_find (fixture, "anyway_button");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (anyway), TRUE);
  offer (fixture, "m/m/s/Card/02", "CN=bob", -1, 90);

  g_assert_true (g_str_has_prefix (get_selected_name (fixture), "alice, "));
  g_assert_true (culvert_question_stage_can_answer (fixture));
}

static void
test_one_that_is_gone_cannot_be_chosen (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  culvert_question_stage_open (fixture);
  g_assert_true (culvert_question_stage_can_answer (fixture));
  g_list_store_remove_all (culvert_prompt_get_choices (fixture->prompt));

  g_assert_false (culvert_question_stage_can_answer (fixture));
  g_assert_false (culvert_question_stage_is_visible (fixture, "expander"));
}

static void
test_unsendable_cannot_be_chosen (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  culvert_prompt_choice_set_usable (culvert_prompt_find_choice (fixture->prompt, "m/m/s/Card/01"),
                                    FALSE);
  culvert_question_stage_open (fixture);

  g_assert_null (get_selected_name (fixture));
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "use_label"),
                   ==,
                   "OpenVPN cannot be told to use it");
}

static void
offer_many (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("m/m/s/Card/%02x", i);
      g_autofree char *subject = g_strdup_printf ("CN=user%02u", i);

      offer (fixture, id, subject, -1, 90);
    }
}

static void
test_few_have_no_filter (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer_many (fixture, 6);
  culvert_question_stage_open (fixture);
  g_assert_false (culvert_question_stage_is_visible (fixture, "filter_entry"));

  offer (fixture, "m/m/s/Card/99", "CN=seventh", -1, 90);
  g_assert_true (culvert_question_stage_is_visible (fixture, "filter_entry"));
}

static void
test_filter_selects_what_it_shows (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, 0);
  offer_many (fixture, 64);
  culvert_question_stage_open (fixture);
  filter (fixture, "USER42");
  g_assert_true (g_str_has_prefix (get_selected_name (fixture), "user42, "));

  filter (fixture, "nobody");
  g_assert_null (get_selected_name (fixture));
  g_assert_false (culvert_question_stage_can_answer (fixture));
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "placeholder_label"),
                   ==,
                   "No certificate has these words");
}

static void
test_typing_in_the_list_filters (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *entry;

  ask (fixture, 0);
  offer_many (fixture, 12);
  culvert_question_stage_open (fixture);
  entry = culvert_question_stage_find (fixture, "filter_entry");
  culvert_question_stage_press (fixture, GDK_KEY_1);
  culvert_question_stage_press (fixture, GDK_KEY_1);

  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "11");
  g_assert_true (g_str_has_prefix (get_selected_name (fixture), "user11, "));
  culvert_question_stage_press (fixture, GDK_KEY_Return);
  culvert_await (fixture->n_answers == 1);
  g_assert_cmpstr (culvert_question_stage_get_chosen (fixture), ==, "m/m/s/Card/0b");
}

static void
test_escape_leaves_the_filter_first (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *entry;

  ask (fixture, 0);
  offer_many (fixture, 12);
  culvert_question_stage_open (fixture);
  entry = culvert_question_stage_find (fixture, "filter_entry");
  gtk_widget_grab_focus (entry);
  filter (fixture, "user1");
  culvert_question_stage_press (fixture, GDK_KEY_Escape);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "");
  g_assert_cmpuint (fixture->n_answers, ==, 0);

  culvert_question_stage_press (fixture, GDK_KEY_Escape);
  culvert_await (fixture->n_answers == 1);
  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_FAILED);
}

static void
test_details_tell_twins_apart (Fixture *fixture, gconstpointer unused)
{
  const char *fingerprint;
  g_autofree char *first = NULL;

  ask (fixture, 0);
  offer (fixture, "m/m/s/Company\\x20Card\\x207/01", "CN=alice", -1, 90);
  offer (fixture, "m/m/s/Other/01", "CN=alice", -1, 90);
  culvert_question_stage_open (fixture);
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "token_label"), ==, "Company Card 7");
  first = g_strdup (culvert_question_stage_get_text (fixture, "fingerprint_label"));
  g_assert_cmpuint (strlen (first), ==, 95);

  culvert_question_stage_press (fixture, GDK_KEY_Down);
  fingerprint = culvert_question_stage_get_text (fixture, "fingerprint_label");
  g_assert_cmpstr (fingerprint, !=, first);
  g_assert_cmpstr (culvert_question_stage_get_text (fixture, "token_label"), ==, "Other");
}

static void
test_comes_too_late_for_a_closed_dialog (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GtkWidget) picker = NULL;

  ask (fixture, 0);
  offer (fixture, "m/m/s/Card/01", "CN=alice", -1, 90);
  culvert_question_stage_open (fixture);
  picker = g_object_ref (culvert_question_stage_find (fixture, "CulvertCertificatePicker"));
  gtk_widget_destroy (GTK_WIDGET (fixture->dialog));
  offer (fixture, "m/m/s/Card/02", "CN=bob", -1, 90);
  culvert_prompt_set_is_loading (fixture->prompt, TRUE);

  g_assert_null (culvert_prompt_get_chosen (fixture->prompt));
}

static void
test_fits_a_small_screen (Fixture *fixture, gconstpointer unused)
{
  GtkRequisition least;

  ask (fixture, CULVERT_PROMPT_MAY_REMEMBER);
  offer (fixture,
         "m/m/s/Card/01",
         "CN=A name that is much longer than any list can show in a line,O=Example",
         -9,
         -2);
  offer_many (fixture, 63);
  culvert_question_stage_open (fixture);
  gtk_widget_get_preferred_size (GTK_WIDGET (fixture->dialog), &least, NULL);

  g_assert_cmpint (least.width, <=, 360);
  g_assert_cmpint (gtk_widget_get_allocated_height (GTK_WIDGET (fixture->dialog)), <=, 700);
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

  add ("/ui/certificate-picker/rows-tell-who-and-how-long", test_rows_tell_who_and_how_long);
  add ("/ui/certificate-picker/enter-answers-with-the-first-good-one",
       test_enter_answers_with_the_first_good_one);
  add ("/ui/certificate-picker/arrows-choose", test_arrows_choose);
  add ("/ui/certificate-picker/what-was-chosen-before-comes-first",
       test_what_was_chosen_before_comes_first);
  add ("/ui/certificate-picker/expired-needs-a-second-look", test_expired_needs_a_second_look);
  add ("/ui/certificate-picker/unreadable-needs-a-second-look",
       test_unreadable_needs_a_second_look);
  add ("/ui/certificate-picker/another-choice-needs-another-look",
       test_another_choice_needs_another_look);
  add ("/ui/certificate-picker/none-is-told-until-one-comes", test_none_is_told_until_one_comes);
  add ("/ui/certificate-picker/choice-of-the-user-stays-when-more-come",
       test_choice_of_the_user_stays_when_more_come);
  add ("/ui/certificate-picker/choice-of-the-user-comes-back-with-a-reload",
       test_choice_of_the_user_comes_back_with_a_reload);
  add ("/ui/certificate-picker/second-look-stays-when-more-come",
       test_second_look_stays_when_more_come);
  add ("/ui/certificate-picker/one-that-is-gone-cannot-be-chosen",
       test_one_that_is_gone_cannot_be_chosen);
  add ("/ui/certificate-picker/unsendable-cannot-be-chosen", test_unsendable_cannot_be_chosen);
  add ("/ui/certificate-picker/few-have-no-filter", test_few_have_no_filter);
  add ("/ui/certificate-picker/filter-selects-what-it-shows", test_filter_selects_what_it_shows);
  add ("/ui/certificate-picker/typing-in-the-list-filters", test_typing_in_the_list_filters);
  add ("/ui/certificate-picker/escape-leaves-the-filter-first",
       test_escape_leaves_the_filter_first);
  add ("/ui/certificate-picker/details-tell-twins-apart", test_details_tell_twins_apart);
  add ("/ui/certificate-picker/fits-a-small-screen", test_fits_a_small_screen);
  add ("/ui/certificate-picker/comes-too-late-for-a-closed-dialog",
       test_comes_too_late_for_a_closed_dialog);

  return g_test_run ();
}
