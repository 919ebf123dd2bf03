/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-words.h"

#include <string.h>

static void
test_every_reason_is_a_sentence (void)
{
  g_assert_null (culvert_config_words_reason (CULVERT_CONFIG_REASON_NONE));
  for (int reason = CULVERT_CONFIG_REASON_NONE + 1; reason <= CULVERT_CONFIG_REASON_NO_CONNECTION;
       reason++)
    {
      const char *sentence = culvert_config_words_reason ((CulvertConfigReason) reason);

      g_assert_nonnull (sentence);
      g_assert_true (g_ascii_isupper (*sentence));
      g_assert_true (g_str_has_suffix (sentence, "."));
    }
}

static void
test_every_error_is_a_heading (void)
{
  for (int code = CULVERT_CONFIG_ERROR_UNREADABLE; code <= CULVERT_CONFIG_ERROR_NOT_A_PROFILE;
       code++)
    {
      const char *heading = culvert_config_words_error ((CulvertConfigError) code);

      g_assert_true (g_ascii_isupper (*heading));
      g_assert_false (g_str_has_suffix (heading, "."));
    }
}

static void
test_note_names_line_and_directive (void)
{
  g_autoptr (GPtrArray) notes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free);
  g_autofree char *line = NULL;

  g_ptr_array_add (notes,
                   culvert_config_note_new (12,
                                            "log",
                                            CULVERT_CONFIG_VERDICT_STRIPPED,
                                            CULVERT_CONFIG_REASON_CONTROLS_DAEMON));
  line = culvert_config_words_note (notes->pdata[0]);
  g_assert_cmpstr (line, ==, "Line 12, “log”: It was left out, because Culvert decides on this.");
}

/* The name behind `setenv opt` is any text. */
static void
test_name_is_fit_to_be_shown (void)
{
  g_autofree char *name = g_strdup_printf ("\xe2\x80\xae%0200d", 0);
  g_autoptr (GPtrArray) notes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free);
  g_autofree char *line = NULL;

  g_ptr_array_add (notes,
                   culvert_config_note_new (1,
                                            name,
                                            CULVERT_CONFIG_VERDICT_USER_MODE,
                                            CULVERT_CONFIG_REASON_NOT_LISTED));
  line = culvert_config_words_note (notes->pdata[0]);
  g_assert_null (strstr (line, "\xe2\x80\xae"));
  g_assert_cmpint (g_utf8_strlen (line, -1), <, 200);
}

/* The number of the line, the sentence and what stands in it are told apart, and put together
 * again; from elsewhere comes what nobody has foreseen. */
static void
test_complaint_is_what_the_error_says (void)
{
  static const char *const rows[] = {
    "Line 7: it ends in a backslash.",
    "Line 12: the file “a cannot be read: b” cannot be read: No such file or directory.",
    "Line 3: a line cannot say “%s” or “%n”.",
    "Line x: it ends in a backslash.",
    "A profile may have at most 1024 KiB.",
    "The profile cannot be read: %s%s%s.",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error =
          g_error_new_literal (CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN, rows[i]);
      g_autofree char *complaint = culvert_config_words_complaint (error->message);

      g_assert_cmpstr (complaint, ==, rows[i]);
    }
}

static void
test_complaint_is_fit_to_be_shown (void)
{
  g_autofree char *message = g_strdup_printf ("Line 1: \xe2\x80\xae<b>%0900d", 0);
  g_autoptr (GError) error =
      g_error_new_literal (CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN, message);
  g_autofree char *complaint = culvert_config_words_complaint (error->message);

  g_assert_null (strstr (complaint, "\xe2\x80\xae"));
  g_assert_cmpint (g_utf8_strlen (complaint, -1), <, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/config-words/every-reason-is-a-sentence",
                   test_every_reason_is_a_sentence);
  g_test_add_func ("/words/config-words/every-error-is-a-heading", test_every_error_is_a_heading);
  g_test_add_func ("/words/config-words/note-names-line-and-directive",
                   test_note_names_line_and_directive);
  g_test_add_func ("/words/config-words/name-is-fit-to-be-shown", test_name_is_fit_to_be_shown);

  g_test_add_func ("/words/config-words/complaint-is-what-the-error-says",
                   test_complaint_is_what_the_error_says);
  g_test_add_func ("/words/config-words/complaint-is-fit-to-be-shown",
                   test_complaint_is_fit_to_be_shown);

  return g_test_run ();
}
