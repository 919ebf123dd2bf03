/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-plain-text.h"

#include <string.h>

typedef struct
{
  const char *is_about;
  const char *bytes;
  gssize length;
  gsize max_characters;
  const char *expected;
} Row;

static void
check_rows (const Row *rows, gsize n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *text =
          culvert_plain_text (rows[i].bytes, rows[i].length, rows[i].max_characters);

      g_test_message ("%s", rows[i].is_about);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_ordinary_text_stays (void)
{
  static const Row rows[] = {
    { "nothing", "", -1, 10, "" },
    { "no bytes at all", NULL, 0, 10, "" },
    { "letters", "Office", -1, 10, "Office" },
    { "other scripts", "Büro 東京 مكتب", -1, 20, "Büro 東京 مكتب" },
    { "markup is text", "<b>&amp;</b>", -1, 20, "<b>&amp;</b>" },
    { "only the length counts", "Office and more", 6, 20, "Office" },
    { "an accent of its own", "e\xcc\x81", -1, 10, "e\xcc\x81" },
    { "a joined emoji", "👩\xe2\x80\x8d💻", -1, 10, "👩\xe2\x80\x8d💻" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* S19 */
static void
test_controls_are_dropped (void)
{
  static const Row rows[] = {
    { "terminal colours", "a\x1b[31mb", -1, 20, "a[31mb" },
    { "bell, backspace and delete",
      "a\a\b\x7f"
      "b",
      -1,
      20,
      "ab" },
    { "C1 controls",
      "a\xc2\x9b"
      "b",
      -1,
      20,
      "ab" },
    { "a NUL in the middle", "a\0b", 3, 20, "ab" },
    { "right-to-left override",
      "txt.\xe2\x80\xae"
      "exe",
      -1,
      20,
      "txt.exe" },
    { "isolates",
      "a\xe2\x81\xa6"
      "b\xe2\x81\xa9",
      -1,
      20,
      "ab" },
    { "direction marks",
      "a\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c"
      "b",
      -1,
      20,
      "ab" },
    { "byte order mark",
      "\xef\xbb\xbf"
      "a",
      -1,
      20,
      "a" },
    { "tag characters",
      "a\xf3\xa0\x81\xa1"
      "b",
      -1,
      20,
      "ab" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_breaks_become_spaces (void)
{
  static const Row rows[] = {
    { "line feed", "a\nb", -1, 20, "a b" },
    { "carriage return and line feed are one", "a\r\nb", -1, 20, "a b" },
    { "tab", "a\tb", -1, 20, "a b" },
    { "line and paragraph separator",
      "a\xe2\x80\xa8"
      "b\xe2\x80\xa9"
      "c",
      -1,
      20,
      "a b c" },
    { "next line",
      "a\xc2\x85"
      "b",
      -1,
      20,
      "a b" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_broken_bytes_are_replaced (void)
{
  static const Row rows[] = {
    { "a stray byte",
      "a\xff"
      "b",
      -1,
      20,
      "a\xef\xbf\xbd"
      "b" },
    { "an overlong slash", "\xc0\xaf", -1, 20, "\xef\xbf\xbd\xef\xbf\xbd" },
    { "a surrogate", "\xed\xa0\x80", -1, 20, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
    { "a character cut short", "a\xe2\x82", -1, 20, "a\xef\xbf\xbd\xef\xbf\xbd" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_long_text_ends_in_an_ellipsis (void)
{
  static const Row rows[] = {
    { "as long as allowed", "abcde", -1, 5, "abcde" },
    { "one too long", "abcdef", -1, 5, "abcd…" },
    { "room for one", "abc", -1, 1, "…" },
    { "room for none", "abc", -1, 0, "" },
    { "what is dropped does not count", "abcde\a\a\a", -1, 5, "abcde" },
    { "an accent stays with its letter",
      "abe\xcc\x81"
      "d",
      -1,
      4,
      "ab…" },
    { "a joined emoji is not torn", "ab👩\xe2\x80\x8d💻", -1, 4, "ab…" },
    { "a skin tone stays with its hand", "ab👍🏽c", -1, 4, "ab…" },
    { "one grapheme that fills all", "e\xcc\x81\xcc\x81\xcc\x81", -1, 3, "e\xcc\x81…" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_marks_do_not_pile_up (void)
{
  g_autoptr (GString) tower = g_string_new ("a");
  g_autofree char *text = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append (tower, "\xcc\x81");
  g_string_append (tower, "b\xcc\x81");

  text = culvert_plain_text (tower->str, -1, 1000);

  g_assert_cmpint (g_utf8_strlen (text, -1), ==, 1 + 8 + 2);
}

static void
test_rubbish_is_not_read_to_its_end (void)
{
  g_autofree char *controls = g_strnfill (64 * 1024 * 1024, '\a');
  gint64 started = g_get_monotonic_time ();

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *text = culvert_plain_text (controls, 64 * 1024 * 1024, 100);

      g_assert_cmpstr (text, ==, "…");
    }

  /* Reading all of it a thousand times would take minutes. */
  g_assert_cmpint (g_get_monotonic_time () - started, <, 5 * G_USEC_PER_SEC);
}

/* Bytes as a hostile peer would choose them: whole characters of every awkward kind, and noise. */
static char *
random_bytes (GRand *random, gsize *length)
{
  static const gunichar awkward[] = { 'a',    ' ',     '\n',    0x1b,   0x85,   0x301,
                                      0x200d, 0x202e,  0x2066,  0xfeff, 0xfffd, 0x1160,
                                      0x20e3, 0x1f468, 0x1f3fd, 0xe0041 };
  GString *bytes = g_string_new (NULL);
  guint n_pieces = g_rand_int_range (random, 0, 60);

  for (guint i = 0; i < n_pieces; i++)
    if (g_rand_boolean (random))
      g_string_append_unichar (bytes,
                               awkward[g_rand_int_range (random, 0, G_N_ELEMENTS (awkward))]);
    else
      g_string_append_c (bytes, g_rand_int_range (random, 0, 256));

  *length = bytes->len;

  return g_string_free (bytes, FALSE);
}

static void
test_any_bytes_become_valid_bounded_and_stable (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (19);

  for (int i = 0; i < 50000; i++)
    {
      gsize length = 0;
      gsize most = g_rand_int_range (random, 0, 40);
      g_autofree char *bytes = random_bytes (random, &length);
      g_autofree char *once = culvert_plain_text (bytes, length, most);
      g_autofree char *twice = culvert_plain_text (once, -1, most);

      g_assert_true (g_utf8_validate (once, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (once, -1), <=, most);
      g_assert_cmpstr (once, ==, twice);
      for (const char *at = once; *at != '\0'; at = g_utf8_next_char (at))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
    }
}

/* S23 */
static void
test_escape_shows_every_other_byte (void)
{
  static const Row rows[] = {
    { "letters", "Büro", -1, 0, "Büro" },
    { "no second line", "a\nb\r", -1, 0, "a\\x0ab\\x0d" },
    { "no terminal sequence", "\x1b[2J\xc2\x9b", -1, 0, "\\x1b[2J\\xc2\\x9b" },
    { "no override", "\xe2\x80\xae", -1, 0, "\\xe2\\x80\\xae" },
    { "broken bytes", "\xff\xc3", -1, 0, "\\xff\\xc3" },
    { "a NUL", "a\0b", 3, 0, "a\\x00b" },
    { "nothing", NULL, 0, 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = culvert_plain_text_escape (rows[i].bytes, rows[i].length);

      g_test_message ("%s", rows[i].is_about);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_escape_of_any_bytes_is_one_valid_line (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);

  for (int i = 0; i < 20000; i++)
    {
      gsize length = 0;
      g_autofree char *bytes = random_bytes (random, &length);
      g_autofree char *text = culvert_plain_text_escape (bytes, length);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/plain-text/ordinary-text-stays", test_ordinary_text_stays);
  g_test_add_func ("/base/plain-text/controls-are-dropped", test_controls_are_dropped);
  g_test_add_func ("/base/plain-text/breaks-become-spaces", test_breaks_become_spaces);
  g_test_add_func ("/base/plain-text/broken-bytes-are-replaced", test_broken_bytes_are_replaced);
  g_test_add_func ("/base/plain-text/long-text-ends-in-an-ellipsis",
                   test_long_text_ends_in_an_ellipsis);
  g_test_add_func ("/base/plain-text/marks-do-not-pile-up", test_marks_do_not_pile_up);
  g_test_add_func ("/base/plain-text/rubbish-is-not-read-to-its-end",
                   test_rubbish_is_not_read_to_its_end);
  g_test_add_func ("/base/plain-text/any-bytes-become-valid-bounded-and-stable",
                   test_any_bytes_become_valid_bounded_and_stable);
  g_test_add_func ("/base/plain-text/escape-shows-every-other-byte",
                   test_escape_shows_every_other_byte);
  g_test_add_func ("/base/plain-text/escape-of-any-bytes-is-one-valid-line",
                   test_escape_of_any_bytes_is_one_valid_line);

  return g_test_run ();
}
