/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-field.h"

static void
test_begins_blank (void)
{
  g_autoptr (CulvertPromptField) field =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL);

  g_assert_true (culvert_prompt_field_is_blank (field));
  g_assert_null (culvert_prompt_field_get_value (field));
  g_assert_null (culvert_prompt_field_get_label (field));
  g_assert_null (culvert_prompt_field_get_suggestion (field));
}

static void
test_an_empty_answer_is_an_answer (void)
{
  g_autoptr (CulvertPromptField) field =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_TEXT, 0, NULL);
  g_autoptr (CulvertSecretText) empty = culvert_secret_text_new ("", -1);

  culvert_prompt_field_set_value (field, empty);
  g_assert_false (culvert_prompt_field_is_blank (field));

  culvert_prompt_field_set_value (field, NULL);
  g_assert_true (culvert_prompt_field_is_blank (field));
}

static void
test_flags_are_told_apart (void)
{
  g_autoptr (CulvertPromptField) field =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_RESPONSE,
                                CULVERT_PROMPT_FIELD_HIDDEN | CULVERT_PROMPT_FIELD_ONE_TIME,
                                "Token");

  g_assert_true (culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_HIDDEN));
  g_assert_true (culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_ONE_TIME));
  g_assert_false (culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_MAY_EMPTY));
  g_assert_cmpint (culvert_prompt_field_get_role (field), ==, CULVERT_PROMPT_FIELD_RESPONSE);
  g_assert_cmpstr (culvert_prompt_field_get_label (field), ==, "Token");
}

static void
test_setting_the_same_value_again_keeps_it (void)
{
  g_autoptr (CulvertPromptField) field =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, 0, NULL);
  CulvertSecretText *text = culvert_secret_text_new ("s3cret", -1);

  culvert_prompt_field_set_value (field, text);
  culvert_secret_text_unref (text);
  culvert_prompt_field_set_value (field, culvert_prompt_field_get_value (field));
  culvert_prompt_field_set_suggestion (field, "me");
  culvert_prompt_field_set_suggestion (field, culvert_prompt_field_get_suggestion (field));

  g_assert_cmpstr (culvert_secret_text_peek (culvert_prompt_field_get_value (field)), ==, "s3cret");
  g_assert_cmpstr (culvert_prompt_field_get_suggestion (field), ==, "me");
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_what_comes_late_is_told (void)
{
  g_autoptr (CulvertPromptField) field =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, 0, NULL);
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);
  g_autoptr (CulvertSecretText) offer = NULL;
  g_autofree char *suggestion = NULL;
  guint n_suggestions = 0;
  guint n_offers = 0;

  g_signal_connect_swapped (field, "notify::suggestion", G_CALLBACK (count), &n_suggestions);
  g_signal_connect_swapped (field, "notify::offer", G_CALLBACK (count), &n_offers);
  for (int i = 0; i < 2; i++)
    {
      culvert_prompt_field_set_suggestion (field, "me");
      culvert_prompt_field_set_offer (field, text);
    }

  g_assert_cmpuint (n_suggestions, ==, 1);
  g_assert_cmpuint (n_offers, ==, 1);
  g_object_get (field, "suggestion", &suggestion, "offer", &offer, NULL);
  g_assert_cmpstr (suggestion, ==, "me");
  g_assert_true (offer == text);
}

static void
test_an_offer_is_no_answer (void)
{
  g_autoptr (CulvertPromptField) field =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, 0, NULL);
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);

  culvert_prompt_field_set_offer (field, text);
  g_assert_true (culvert_prompt_field_is_blank (field));

  culvert_prompt_field_set_value (field, culvert_prompt_field_get_offer (field));
  g_assert_cmpstr (culvert_secret_text_peek (culvert_prompt_field_get_value (field)), ==, "s3cret");
  g_assert_null (culvert_prompt_field_get_offer (field));
}

static void
test_letting_go_lets_go_of_the_offer (void)
{
  g_autoptr (CulvertPromptField) field =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, 0, NULL);
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("s3cret", -1);

  culvert_prompt_field_set_offer (field, text);
  culvert_prompt_field_set_value (field, NULL);

  g_assert_null (culvert_prompt_field_get_offer (field));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/prompt/prompt-field/begins-blank", test_begins_blank);
  g_test_add_func ("/prompt/prompt-field/an-empty-answer-is-an-answer",
                   test_an_empty_answer_is_an_answer);
  g_test_add_func ("/prompt/prompt-field/flags-are-told-apart", test_flags_are_told_apart);
  g_test_add_func ("/prompt/prompt-field/setting-the-same-value-again-keeps-it",
                   test_setting_the_same_value_again_keeps_it);
  g_test_add_func ("/prompt/prompt-field/what-comes-late-is-told", test_what_comes_late_is_told);
  g_test_add_func ("/prompt/prompt-field/an-offer-is-no-answer", test_an_offer_is_no_answer);
  g_test_add_func ("/prompt/prompt-field/letting-go-lets-go-of-the-offer",
                   test_letting_go_lets_go_of_the_offer);

  return g_test_run ();
}
