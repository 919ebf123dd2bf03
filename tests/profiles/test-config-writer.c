/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-writer.h"

#include "culvert-config-lexer.h"

#include <string.h>

#define N_RANDOM 3000

static char *
write_out (GPtrArray *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertSecretText) text = culvert_config_write (config, &error);

  g_assert_no_error (error);
  return g_strdup (culvert_secret_text_peek (text));
}

static void
assert_rewritten (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) config = culvert_config_parse (text, strlen (text), &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = write_out (config);
  g_assert_cmpstr (written, ==, expected);
}

static void
test_one_form_for_all (void)
{
  assert_rewritten ("\xef\xbb\xbf \"--client\"  # x\r\n\r\n\tremote\v'a' \"1194\"\r\n",
                    "client\nremote a 1194\n");
}

static void
test_quotes_where_they_are_needed (void)
{
  assert_rewritten ("echo a\\ b\n", "echo 'a b'\n");
  assert_rewritten ("echo \"\"\n", "echo ''\n");
  assert_rewritten ("echo a#b c;d e\"f \\\\\n", "echo 'a#b' 'c;d' 'e\"f' '\\'\n");
  assert_rewritten ("echo a'b \"'\\\\\\\"\"\n", "echo \"a'b\" \"'\\\\\\\"\"\n");
  assert_rewritten ("echo \xc3\xbc -x\n", "echo '\xc3\xbc' -x\n");
}

static void
test_blocks (void)
{
  assert_rewritten ("<ca> # x\r\nA\r\n\r\n B\r\n  </ca>junk\r\n", "<ca>\nA\n\n B\n</ca>\n");
  assert_rewritten ("<connection>\n --remote 'a'\n#\n</connection>\n",
                    "<connection>\nremote a\n</connection>\n");
  assert_rewritten ("<ca>\n</ca>\n", "<ca>\n</ca>\n");
}

static void
test_too_long_when_quoted (void)
{
  g_autofree char *word = g_strnfill (200, '"');
  g_autoptr (GPtrArray) config = culvert_config_new ();
  g_autoptr (GError) error = NULL;

  word[0] = '\'';
  g_ptr_array_add (config,
                   culvert_config_directive_new (2, (const char *const[]){ "echo", word, NULL }));

  g_assert_null (culvert_config_write (config, &error));
  g_assert_error (error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_BROKEN);
  g_assert_cmpstr (error->message, ==, "Line 2: it is longer than 254 bytes when it is quoted.");
}

static void
test_too_big_together (void)
{
  g_autofree char *filling = g_strnfill (250, 'x');
  GPtrArray *blocks = culvert_config_new ();
  g_autoptr (GPtrArray) config = blocks;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      CulvertConfigDirective *directive =
          culvert_config_directive_new (1, (const char *const[]){ "ca", NULL });

      directive->block = culvert_secret_text_new_sized (CULVERT_CONFIG_MAX_BLOCK);
      for (gsize n = 0; n + 251 <= CULVERT_CONFIG_MAX_BLOCK; n += 251)
        {
          culvert_secret_text_append (directive->block, filling, -1);
          culvert_secret_text_append (directive->block, "\n", 1);
        }
      g_ptr_array_add (blocks, directive);
    }

  g_assert_null (culvert_config_write (config, &error));
  g_assert_error (error, CULVERT_CONFIG_ERROR, CULVERT_CONFIG_ERROR_TOO_BIG);
}

static void
assert_same (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const CulvertConfigDirective *one = a->pdata[i];
      const CulvertConfigDirective *other = b->pdata[i];

      g_assert_cmpuint (one->words->len, ==, other->words->len);
      for (guint k = 0; k < one->words->len; k++)
        g_assert_cmpstr (one->words->pdata[k], ==, other->words->pdata[k]);
      g_assert_true (culvert_secret_text_equal (one->block, other->block));
      g_assert_true ((one->children == NULL) == (other->children == NULL));
      if (one->children != NULL)
        assert_same (one->children, other->children);
    }
}

static const char *
pick (GRand *random, const char *const *pieces, gsize n_pieces)
{
  return pieces[g_rand_int_range (random, 0, (int) n_pieces)];
}

/* Lines of what means something to a lexer; many of them cannot be read. */
static char *
make_profile (GRand *random)
{
  static const char *const starts[] = {
    "client ", "\"remote\" ", " --proto\v",     "setenv opt ", "\\ dev ", "#",
    "",        "'plugin'",    "<ca>\nA\n</ca>", "<ca>\nA\n",   "</ca>",   "<connection>\ndev ",
  };
  static const char *const pieces[] = {
    "a",   "b\xc3\xbc", " ", " ", "\t",    "\f",      "\"", "'", "\\\\",  "\\\"",
    "\\ ", "\\",        "#", ";", "'x y'", "\"x y\"", "-",  "=", "</ca>", "\n</connection>\n",
  };
  GString *text = g_string_new (g_rand_int_range (random, 0, 4) == 0 ? "\xef\xbb\xbf" : "");
  int n_lines = g_rand_int_range (random, 1, 5);

  for (int i = 0; i < n_lines; i++)
    {
      int n_pieces = g_rand_int_range (random, 0, 6);

      g_string_append (text, pick (random, starts, G_N_ELEMENTS (starts)));
      for (int k = 0; k < n_pieces; k++)
        g_string_append (text, pick (random, pieces, G_N_ELEMENTS (pieces)));
      g_string_append (text, g_rand_boolean (random) ? "\r\n" : "\n");
    }
  return g_string_free (text, FALSE);
}

/* What was read once is read again from what was written, for whatever can be read. */
static void
test_reading_undoes_writing (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  guint n_read = 0;

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autofree char *text = make_profile (random);
      g_autoptr (GPtrArray) config = culvert_config_parse (text, strlen (text), NULL);
      g_autoptr (GPtrArray) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *written = NULL;
      g_autofree char *rewritten = NULL;

      if (config == NULL)
        continue;
      written = write_out (config);
      again = culvert_config_parse (written, strlen (written), &error);
      g_assert_no_error (error);
      assert_same (config, again);
      rewritten = write_out (again);
      g_assert_cmpstr (rewritten, ==, written);
      n_read++;
    }

  g_test_message ("%u of %u could be read", n_read, N_RANDOM);
  g_assert_cmpuint (n_read, >, N_RANDOM / 10);
}

/* Any words at all survive, with the characters that are special more often than the others. */
static void
test_any_words_survive (void)
{
  static const char special[] = "\"\\'#; <>-";
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GPtrArray) config = culvert_config_new ();
      g_autoptr (GPtrArray) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *written = NULL;
      CulvertConfigDirective *directive =
          culvert_config_directive_new (1, (const char *const[]){ "echo", NULL });
      int n_words = g_rand_int_range (random, 0, CULVERT_CONFIG_MAX_WORDS);

      g_ptr_array_add (config, directive);
      for (int k = 0; k < n_words; k++)
        {
          GString *word = g_string_new (NULL);
          int length = g_rand_int_range (random, 0, 7);

          for (int c = 0; c < length; c++)
            g_string_append_c (word,
                               g_rand_boolean (random)
                                   ? special[g_rand_int_range (random, 0, sizeof special - 1)]
                                   : (char) g_rand_int_range (random, 0x20, 0x7f));
          g_ptr_array_add (directive->words, g_string_free (word, FALSE));
        }

      written = write_out (config);
      again = culvert_config_parse (written, strlen (written), &error);
      g_assert_no_error (error);
      assert_same (config, again);
    }
}

#define ADD(name, function) g_test_add_func ("/profiles/config-writer/" name, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one-form-for-all", test_one_form_for_all);
  ADD ("quotes-where-they-are-needed", test_quotes_where_they_are_needed);
  ADD ("blocks", test_blocks);
  ADD ("too-long-when-quoted", test_too_long_when_quoted);
  ADD ("too-big-together", test_too_big_together);
  ADD ("reading-undoes-writing", test_reading_undoes_writing);
  ADD ("any-words-survive", test_any_words_survive);

  return g_test_run ();
}
