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

  return g_test_run ();
}
