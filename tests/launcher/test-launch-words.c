/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-words.h"

#include <string.h>
#include <unistd.h>

static void
assert_words (const char *log, const char *expected)
{
  g_autofree char *words = culvert_launch_words_of (log, strlen (log));

  g_assert_cmpstr (words, ==, expected);
}

static void
test_the_last_lines (void)
{
  assert_words ("", NULL);
  assert_words ("\n\n", NULL);
  assert_words ("one", "one");
  assert_words ("one\ntwo\n", "one · two");
  assert_words ("one\ntwo\nthree\nfour\n", "two · three · four");
}

static void
test_they_are_plain_and_bounded (void)
{
  g_autofree char *line = g_strnfill (5000, 'x');
  g_autofree char *words = culvert_launch_words_of (line, strlen (line));
  g_autofree char *escape = culvert_launch_words_of ("a\033[31mb", 7);

  g_assert_cmpint (g_utf8_strlen (words, -1), <=, 300);
  g_assert_null (strchr (escape, '\033'));
}

/* A daemon that writes and writes neither fills anything nor waits for a reader. */
static void
test_a_log_does_not_grow (void)
{
  g_autoptr (GError) error = NULL;
  int log = culvert_launch_words_open_log (&error);
  g_autofree char *empty = culvert_launch_words_of_log (log);
  g_autofree char *words = NULL;
  char line[1001];
  gsize written = 0;

  g_assert_no_error (error);
  g_assert_null (empty);

  memset (line, 'x', sizeof line);
  line[sizeof line - 1] = '\n';
  for (int i = 0; i < 200; i++)
    {
      gssize length = write (log, line, sizeof line);

      written += length > 0 ? (gsize) length : 0;
    }
  g_assert_cmpuint (written, >=, 60 * 1024);
  g_assert_cmpuint (written, <=, 64 * 1024);
  words = culvert_launch_words_of_log (log);
  g_assert_true (g_str_has_prefix (words, "xxx"));
  close (log);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/launcher/launch-words/the-last-lines", test_the_last_lines);
  g_test_add_func ("/launcher/launch-words/they-are-plain-and-bounded",
                   test_they_are_plain_and_bounded);
  g_test_add_func ("/launcher/launch-words/a-log-does-not-grow", test_a_log_does_not_grow);

  return g_test_run ();
}
