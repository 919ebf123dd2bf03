/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-lexer.h"

#include <string.h>

static GPtrArray *
new_words (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_word_free);
}

/* The words, joined with `|`; or what is wrong, as a number. */
static char *
lex (const char *line, gsize length)
{
  g_autoptr (GPtrArray) words = new_words ();
  gboolean has_more;
  CulvertConfigLexis lexis = culvert_config_lex (line, length, words, &has_more);

  if (lexis != CULVERT_CONFIG_LEXIS_GOOD)
    return g_strdup_printf ("error %d", lexis);

  g_ptr_array_add (words, NULL);
  return g_strjoinv ("|", (char **) words->pdata);
}

static void
assert_lexed (const char *line, const char *expected)
{
  g_autofree char *words = lex (line, strlen (line));
  g_autofree char *shown = g_strescape (line, NULL);

  g_test_message ("%s", shown);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_blanks_part_words (void)
{
  assert_lexed ("remote a 1194\n", "remote|a|1194");
  assert_lexed (" \t\v\f\r remote\ta\v1194\f\r\n", "remote|a|1194");
  assert_lexed ("remote", "remote");
  assert_lexed ("", "");
  assert_lexed (" \n", "");
}

static void
test_comments_begin_where_a_word_would (void)
{
  assert_lexed ("# remote\n", "");
  assert_lexed ("; remote\n", "");
  assert_lexed ("remote #a\n", "remote");
  assert_lexed ("remote ;a\n", "remote");
  assert_lexed ("remote a#b;c\n", "remote|a#b;c");
  assert_lexed ("\\# remote\n", "");
  assert_lexed ("'#' \";\"\n", "#|;");
}

static void
test_quotes_keep_blanks (void)
{
  assert_lexed ("\"a b\" 'c d'\n", "a b|c d");
  assert_lexed ("\"\" ''\n", "|");
  assert_lexed ("\"a'b\" 'c\"d'\n", "a'b|c\"d");
  assert_lexed ("\"a\"b\n", "a|b");
  assert_lexed ("a\"b c'd\n", "a\"b|c'd");
}

static void
test_backslash_protects_three_characters (void)
{
  assert_lexed ("a\\ b \\\"c \\\\d\n", "a b|\"c|\\d");
  assert_lexed ("\"a\\\\b\\\"c\\ d\"\n", "a\\b\"c d");
  assert_lexed ("'a\\b'\n", "a\\b");
  assert_lexed ("\\ a\n", "a");
  assert_lexed ("a\\\n", "a\n");
}

static void
test_backslash_before_others_is_an_error (void)
{
  g_autofree char *error = g_strdup_printf ("error %d", CULVERT_CONFIG_LEXIS_BAD_BACKSLASH);

  assert_lexed ("a\\b\n", error);
  assert_lexed ("\\a\n", error);
  assert_lexed ("\"a\\n\"\n", error);
  assert_lexed ("\\'a\n", error);
}

static void
test_last_backslash_is_an_error_in_a_word_alone (void)
{
  g_autofree char *error = g_strdup_printf ("error %d", CULVERT_CONFIG_LEXIS_LAST_BACKSLASH);

  assert_lexed ("a\\", error);
  assert_lexed ("a \\", "a");
}

static void
test_open_quotes_are_errors (void)
{
  g_autofree char *quote = g_strdup_printf ("error %d", CULVERT_CONFIG_LEXIS_OPEN_QUOTE);
  g_autofree char *single = g_strdup_printf ("error %d", CULVERT_CONFIG_LEXIS_OPEN_SINGLE_QUOTE);

  assert_lexed ("\"a\n", quote);
  assert_lexed ("\"a\\\"\n", quote);
  assert_lexed ("'a\n", single);
  assert_lexed ("'a'b'\n", "a|b'");
  assert_lexed ("'a' 'b\n", single);
}

static void
test_word_is_bounded (void)
{
  g_autofree char *longest = g_strnfill (CULVERT_CONFIG_MAX_WORD, 'x');
  g_autofree char *longer = g_strnfill (CULVERT_CONFIG_MAX_WORD + 1, 'x');
  g_autofree char *error = g_strdup_printf ("error %d", CULVERT_CONFIG_LEXIS_LONG_WORD);

  assert_lexed (longest, longest);
  assert_lexed (longer, error);
}

static void
assert_more (const char *line, guint n_words, gboolean has_more)
{
  g_autoptr (GPtrArray) words = new_words ();
  gboolean more;

  g_assert_cmpint (culvert_config_lex (line, strlen (line), words, &more),
                   ==,
                   CULVERT_CONFIG_LEXIS_GOOD);
  g_assert_cmpuint (words->len, ==, n_words);
  g_assert_cmpint (more, ==, has_more);
}

static void
test_words_beyond_the_last_are_told (void)
{
  assert_more ("1 2 3 4 5 6 7 8 9 a b c d e f\n", 15, FALSE);
  assert_more ("1 2 3 4 5 6 7 8 9 a b c d e f g\n", 16, FALSE);
  assert_more ("1 2 3 4 5 6 7 8 9 a b c d e f g # h\n", 16, FALSE);
  assert_more ("1 2 3 4 5 6 7 8 9 a b c d e f g h\n", 16, TRUE);
  assert_more ("1 2 3 4 5 6 7 8 9 a b c d e f g \"h\n", 16, TRUE);
  assert_more ("a # b\n", 1, FALSE);
}

static void
test_bytes_of_other_alphabets_are_no_blanks (void)
{
  assert_lexed ("\xc2\xa0"
                "a\xa0\xff\n",
                "\xc2\xa0"
                "a\xa0\xff");
}

static void
test_nul_ends_a_word (void)
{
  g_autofree char *words = lex ("a\0b\n", 4);

  g_assert_cmpstr (words, ==, "a|b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/config-lexer/blanks-part-words", test_blanks_part_words);
  g_test_add_func ("/base/config-lexer/comments-begin-where-a-word-would",
                   test_comments_begin_where_a_word_would);
  g_test_add_func ("/base/config-lexer/quotes-keep-blanks", test_quotes_keep_blanks);
  g_test_add_func ("/base/config-lexer/backslash-protects-three-characters",
                   test_backslash_protects_three_characters);
  g_test_add_func ("/base/config-lexer/backslash-before-others-is-an-error",
                   test_backslash_before_others_is_an_error);
  g_test_add_func ("/base/config-lexer/last-backslash-is-an-error-in-a-word-alone",
                   test_last_backslash_is_an_error_in_a_word_alone);
  g_test_add_func ("/base/config-lexer/open-quotes-are-errors", test_open_quotes_are_errors);
  g_test_add_func ("/base/config-lexer/word-is-bounded", test_word_is_bounded);
  g_test_add_func ("/base/config-lexer/words-beyond-the-last-are-told",
                   test_words_beyond_the_last_are_told);
  g_test_add_func ("/base/config-lexer/bytes-of-other-alphabets-are-no-blanks",
                   test_bytes_of_other_alphabets_are_no_blanks);
  g_test_add_func ("/base/config-lexer/nul-ends-a-word", test_nul_ends_a_word);

  return g_test_run ();
}
