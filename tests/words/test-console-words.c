/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-console-words.h"

static void
test_every_caution_is_said_once (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_null (culvert_console_words_caution (CULVERT_CAUTION_NONE));
  for (int caution = CULVERT_CAUTION_NONE + 1; caution < CULVERT_CAUTION_N; caution++)
    {
      const char *sentence = culvert_console_words_caution ((CulvertSessionCaution) caution);

      g_assert_nonnull (sentence);
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_true (g_hash_table_add (sentences, (gpointer) sentence));
    }
}

/* Whoever reads it knows at once whether there is something to decide. */
static void
test_a_refusal_says_so_first (void)
{
  for (int caution = CULVERT_CAUTION_NONE + 1; caution < CULVERT_CAUTION_N; caution++)
    {
      const char *sentence = culvert_console_words_caution ((CulvertSessionCaution) caution);

      g_assert_cmpint (g_str_has_prefix (sentence, "Not sent: "),
                       ==,
                       culvert_session_caution_forbids ((CulvertSessionCaution) caution));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/console/every-caution-is-said-once", test_every_caution_is_said_once);
  g_test_add_func ("/words/console/a-refusal-says-so-first", test_a_refusal_says_so_first);

  return g_test_run ();
}
