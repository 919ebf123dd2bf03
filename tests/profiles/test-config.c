/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config.h"

#include "culvert-config-lexer.h"

#include <string.h>

static GPtrArray *
parse_bytes (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *config = culvert_config_parse (text, length, &error);

  g_assert_no_error (error);
  g_assert_nonnull (config);
  return config;
}

static GPtrArray *
parse (const char *text)
{
  return parse_bytes (text, strlen (text));
}

static void
assert_error_of (const char *text, gsize length, CulvertConfigError code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (culvert_config_parse (text, length, &error));
  g_assert_error (error, CULVERT_CONFIG_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_broken (const char *text, const char *message)
{
  assert_error_of (text, strlen (text), CULVERT_CONFIG_ERROR_BROKEN, message);
}

static const CulvertConfigDirective *
nth (GPtrArray *config, guint i)
{
  g_assert_cmpuint (i, <, config->len);
  return config->pdata[i];
}

static void
assert_word (const CulvertConfigDirective *directive, guint index, const char *word)
{
  g_assert_cmpstr (culvert_config_directive_get_word (directive, index), ==, word);
}

static void
test_directives_keep_their_order_and_lines (void)
{
  g_autoptr (GPtrArray) config = parse ("client\n\n# comment\nremote a 1\nremote 'b' \"2\"\n");

  g_assert_cmpuint (config->len, ==, 3);
  assert_word (nth (config, 0), 0, "client");
  assert_word (nth (config, 0), 1, NULL);
  g_assert_cmpuint (nth (config, 1)->line, ==, 4);
  assert_word (nth (config, 2), 1, "b");
  assert_word (nth (config, 2), 2, "2");
  g_assert_cmpuint (nth (config, 2)->line, ==, 5);
  g_assert_true (culvert_config_find (config, "remote") == nth (config, 2));
  g_assert_null (culvert_config_find (config, "dev"));
}

/* Case 24: each is the directive that the daemon takes it for. */
static void
test_disguises_are_seen_through (void)
{
  static const char *const lines[] = {
    "\"plugin\" /tmp/x.so\n",
    "'plugin' /tmp/x.so\n",
    "--plugin /tmp/x.so\n",
    "\"--plugin\" /tmp/x.so\n",
    "\t\x0b\x0cplugin\x0b/tmp/x.so\n",
    "\\ plugin /tmp/x.so\n",
    "\xef\xbb\xbfplugin /tmp/x.so\n",
    "plugin /tmp/x.so\r\n",
    "plugin '/tmp/x.so' # comment",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GPtrArray) config = parse (lines[i]);

      g_test_message ("%s", lines[i]);
      g_assert_cmpuint (config->len, ==, 1);
      assert_word (nth (config, 0), 0, "plugin");
      assert_word (nth (config, 0), 1, "/tmp/x.so");
    }
}

static void
test_dashes_are_taken_away_once (void)
{
  assert_broken ("client\n----plugin x\n",
                 "Line 2: it does not begin with the name of a directive.");
  assert_broken ("--\n", "Line 1: it does not begin with the name of a directive.");
}

static void
test_byte_order_mark_counts_at_the_start_alone (void)
{
  g_autoptr (GPtrArray) config = parse ("\xef\xbb\xbf# nothing\nclient\n");

  g_assert_cmpuint (config->len, ==, 1);
  assert_broken ("client\n\xef\xbb\xbf"
                 "dev tun\n",
                 "Line 2: it does not begin with the name of a directive.");
}

static void
test_block_ends_as_the_daemon_has_it (void)
{
  static const char *const profiles[] = {
    "<ca>\nA\nB\n</ca>\nclient\n",
    "--<ca>\nA\nB\n</ca>\nclient\n",
    "'<ca>' # comment\nA\nB\n</ca>\nclient\n",
    "<ca>\nA\nB\n \t\v\f</ca>\nclient\n",
    "<ca>\nA\nB\n</ca>plugin /tmp/x.so\nclient\n",
    "<ca>\r\nA\r\nB\r\n</ca>\r\nclient\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autoptr (GPtrArray) config = parse (profiles[i]);

      g_test_message ("%s", profiles[i]);
      g_assert_cmpuint (config->len, ==, 2);
      assert_word (nth (config, 0), 0, "ca");
      g_assert_cmpstr (culvert_secret_text_peek (nth (config, 0)->block), ==, "A\nB\n");
      assert_word (nth (config, 1), 0, "client");
      g_assert_cmpuint (nth (config, 1)->line, ==, 5);
    }
}

static void
test_other_tags_do_not_end_a_block (void)
{
  g_autoptr (GPtrArray) config = parse ("<ca>\n</cert>\n<ca>\n </c a>\n</ca>\n");

  g_assert_cmpuint (config->len, ==, 1);
  g_assert_cmpstr (culvert_secret_text_peek (nth (config, 0)->block),
                   ==,
                   "</cert>\n<ca>\n </c a>\n");
}

static void
test_lines_of_a_block_end_in_one_way (void)
{
  g_autoptr (GPtrArray) config = parse ("<ca>\r\nA\r\n\r\n\nB\n</ca>\r\n");

  g_assert_cmpstr (culvert_secret_text_peek (nth (config, 0)->block), ==, "A\n\n\nB\n");
}

static void
test_block_needs_an_end (void)
{
  assert_broken ("client\n<ca>\nA\n", "Line 2: the block <ca> has no end.");
  assert_broken ("<ca>\nA\n</CA>\n", "Line 1: the block <ca> has no end.");
  assert_broken ("<ca>\nA</ca>\n", "Line 1: the block <ca> has no end.");
}

static void
test_unknown_blocks_are_refused (void)
{
  assert_broken ("<plugin>\n/tmp/x.so\n</plugin>\n", "Line 1: a block of this name is not known.");
  assert_broken ("<--ca>\nA\n</--ca>\n", "Line 1: a block of this name is not known.");
  assert_broken ("<>\nA\n</>\n", "Line 1: a block of this name is not known.");
  assert_broken ("<ca> x\nA\n</ca>\n", "Line 1: it does not begin with the name of a directive.");
}

static void
test_connection_holds_directives (void)
{
  g_autoptr (GPtrArray) config =
      parse ("<connection>\n# first\n--remote a 1\n\"proto\" tcp\n</connection>\ndev tun\n");
  const CulvertConfigDirective *connection = nth (config, 0);

  g_assert_cmpuint (config->len, ==, 2);
  g_assert_null (connection->block);
  g_assert_cmpuint (connection->children->len, ==, 2);
  assert_word (nth (connection->children, 0), 0, "remote");
  g_assert_cmpuint (nth (connection->children, 0)->line, ==, 3);
  assert_word (nth (connection->children, 1), 1, "tcp");
}

static void
test_connection_holds_no_block (void)
{
  assert_broken ("<connection>\nremote a\n<tls-auth>\nx\n</tls-auth>\n</connection>\n",
                 "Line 3: it does not begin with the name of a directive.");
}

static void
test_errors_name_the_line (void)
{
  assert_broken ("client\nremote \"a\n", "Line 2: a quotation mark (\") is not closed.");
  assert_broken ("client\nremote 'a\n", "Line 2: a single quotation mark (') is not closed.");
  assert_broken ("remote a\\b\n",
                 "Line 1: a backslash stands before a character that it cannot protect.");
  assert_broken ("\nremote a\\", "Line 2: it ends in a backslash.");
  assert_broken ("<connection>\nremote \"a\n</connection>\n",
                 "Line 2: a quotation mark (\") is not closed.");
  assert_broken ("echo 1 2 3 4 5 6 7 8 9 a b c d e f g\n", "Line 1: it has more than 16 words.");
}

/* It is compared with what is known, and shown where it is not. */
static void
test_directive_has_a_plain_name (void)
{
  g_autoptr (GPtrArray) config = parse ("tls-auth x\nA_9 y\n");

  assert_word (nth (config, 0), 0, "tls-auth");
  assert_word (nth (config, 1), 0, "A_9");
  assert_broken ("plug/in x\n", "Line 1: it does not begin with the name of a directive.");
  assert_broken ("plugin= x\n", "Line 1: it does not begin with the name of a directive.");
  assert_broken ("_plugin x\n", "Line 1: it does not begin with the name of a directive.");
}

static void
test_control_characters_are_refused (void)
{
  static const char message[] = "Line 2: a control character does not belong here.";

  assert_error_of ("client\nplug\0in x\n", 16, CULVERT_CONFIG_ERROR_BROKEN, message);
  assert_broken ("client\necho \x1b[0m\n", message);
  assert_broken ("client\n# \x7f\n", message);
  assert_broken ("client\ndev tun\rplugin x\n", message);
  assert_broken ("client\ndev tun\r", message);
  assert_broken ("client\ndev tun\r\r\n", message);
}

static void
test_values_are_clean (void)
{
  static const char message[] = "Line 1: a value is not plain UTF-8 text.";

  assert_broken ("echo \"a\tb\"\n", message);
  assert_broken ("echo a\\\nplugin x\n", message);
  assert_broken ("echo \xe4\n", message);
}

static void
test_comments_may_have_any_bytes_of_text (void)
{
  g_autoptr (GPtrArray) config = parse ("# \xe4\tb\nclient\n");

  g_assert_cmpuint (config->len, ==, 1);
}

/* Stock OpenVPN cuts a longer line in two, and the second half is a line of its own in a block. */
static void
test_line_is_bounded (void)
{
  g_autofree char *filling = g_strnfill (CULVERT_CONFIG_MAX_LINE - 1, 'x');
  g_autofree char *longest = g_strdup_printf ("#%s\nclient\n", filling);
  g_autofree char *last = g_strdup_printf ("client\n#%s", filling);
  g_autofree char *longer = g_strdup_printf ("#%sx\nclient\n", filling);
  g_autofree char *in_block = g_strdup_printf ("<ca>\n%sxx</ca>\nplugin x\n</ca>\n", filling);
  g_autoptr (GPtrArray) with_longest = parse (longest);
  g_autoptr (GPtrArray) with_last = parse (last);

  g_assert_cmpuint (with_longest->len, ==, 1);
  g_assert_cmpuint (with_last->len, ==, 1);
  assert_broken (longer, "Line 1: it is longer than 254 bytes.");
  assert_broken (in_block, "Line 2: it is longer than 254 bytes.");
}

static char *
repeat (const char *line, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, line);
  return g_string_free (text, FALSE);
}

static void
test_whole_is_bounded (void)
{
  g_autofree char *lines = repeat ("\n", CULVERT_CONFIG_MAX_LINES);
  g_autofree char *more_lines = repeat ("\n", CULVERT_CONFIG_MAX_LINES + 1);
  g_autofree char *bytes = g_strnfill (CULVERT_CONFIG_MAX_BYTES + 1, '\n');
  g_autofree char *filling = g_strnfill (127, 'x');
  g_autofree char *line = g_strconcat (filling, "\n", NULL);
  g_autofree char *content = repeat (line, CULVERT_CONFIG_MAX_BLOCK / 128);
  g_autofree char *biggest = g_strconcat ("<ca>\n", content, "</ca>\n", NULL);
  g_autofree char *bigger = g_strconcat ("<ca>\n", content, "x\n</ca>\n", NULL);
  g_autoptr (GPtrArray) empty = parse (lines);
  g_autoptr (GPtrArray) full = parse (biggest);

  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (full->len, ==, 1);
  assert_error_of (more_lines,
                   strlen (more_lines),
                   CULVERT_CONFIG_ERROR_TOO_BIG,
                   "Line 10001: a profile may have at most 10000 lines.");
  assert_error_of (bytes,
                   strlen (bytes),
                   CULVERT_CONFIG_ERROR_TOO_BIG,
                   "A profile may have at most 1024 KiB.");
  assert_error_of (bigger,
                   strlen (bigger),
                   CULVERT_CONFIG_ERROR_TOO_BIG,
                   "Line 1: a block may have at most 512 KiB.");
}

static void
test_copy_is_deep (void)
{
  g_autoptr (GPtrArray) config = parse ("<connection>\nremote a 1\n</connection>\n");
  g_autoptr (CulvertConfigDirective) copy = culvert_config_directive_copy (nth (config, 0));

  g_ptr_array_set_size (config, 0);
  assert_word (copy, 0, "connection");
  assert_word (nth (copy->children, 0), 1, "a");
}

#define ADD(name, function) g_test_add_func ("/profiles/config/" name, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("directives-keep-their-order-and-lines", test_directives_keep_their_order_and_lines);
  ADD ("disguises-are-seen-through", test_disguises_are_seen_through);
  ADD ("dashes-are-taken-away-once", test_dashes_are_taken_away_once);
  ADD ("byte-order-mark-counts-at-the-start-alone", test_byte_order_mark_counts_at_the_start_alone);
  ADD ("block-ends-as-the-daemon-has-it", test_block_ends_as_the_daemon_has_it);
  ADD ("directive-has-a-plain-name", test_directive_has_a_plain_name);
  ADD ("other-tags-do-not-end-a-block", test_other_tags_do_not_end_a_block);
  ADD ("lines-of-a-block-end-in-one-way", test_lines_of_a_block_end_in_one_way);
  ADD ("block-needs-an-end", test_block_needs_an_end);
  ADD ("unknown-blocks-are-refused", test_unknown_blocks_are_refused);
  ADD ("connection-holds-directives", test_connection_holds_directives);
  ADD ("connection-holds-no-block", test_connection_holds_no_block);
  ADD ("errors-name-the-line", test_errors_name_the_line);
  ADD ("control-characters-are-refused", test_control_characters_are_refused);
  ADD ("values-are-clean", test_values_are_clean);
  ADD ("comments-may-have-any-bytes-of-text", test_comments_may_have_any_bytes_of_text);
  ADD ("line-is-bounded", test_line_is_bounded);
  ADD ("whole-is-bounded", test_whole_is_bounded);
  ADD ("copy-is-deep", test_copy_is_deep);

  return g_test_run ();
}
