/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-log.h"

#include <string.h>

#include "culvert-mgmt-event.h"

#define MAX_LINES 100000
#define MAX_BYTES (16 * 1024 * 1024)

static void
append (CulvertSessionLog *log, const char *text)
{
  culvert_session_log_append (log, 0, 0, text, strlen (text));
}

static void
count (CulvertSessionLog *log, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static gsize
count_bytes (CulvertSessionLog *log)
{
  gsize n = 0;

  for (guint64 i = culvert_session_log_get_first (log); i < culvert_session_log_get_end (log); i++)
    {
      CulvertSessionLogLine line;

      g_assert_true (culvert_session_log_get_line (log, i, &line));
      n += line.length;
    }

  return n;
}

static void
test_begins_empty (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  CulvertSessionLogLine line;

  g_assert_cmpuint (culvert_session_log_get_first (log), ==, 0);
  g_assert_cmpuint (culvert_session_log_get_end (log), ==, 0);
  g_assert_false (culvert_session_log_get_line (log, 0, &line));
}

static void
test_keeps_what_came (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  CulvertSessionLogLine line;

  culvert_session_log_append (log, 1795334986, CULVERT_MGMT_LOG_WARNING, "careful", 7);
  culvert_session_log_append (log, -1, 0, "", 0);

  g_assert_true (culvert_session_log_get_line (log, 0, &line));
  g_assert_cmpint (line.time, ==, 1795334986);
  g_assert_cmpuint (line.flags, ==, CULVERT_MGMT_LOG_WARNING);
  g_assert_cmpstr (line.text, ==, "careful");
  g_assert_cmpuint (line.length, ==, 7);

  g_assert_true (culvert_session_log_get_line (log, 1, &line));
  g_assert_cmpint (line.time, ==, -1);
  g_assert_cmpstr (line.text, ==, "");
  g_assert_cmpuint (line.length, ==, 0);
  g_assert_false (culvert_session_log_get_line (log, 2, &line));
}

static void
test_keeps_a_nul_in_a_text (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  CulvertSessionLogLine line;

  culvert_session_log_append (log, 0, 0, "a\0b", 3);
  append (log, "next");

  g_assert_true (culvert_session_log_get_line (log, 0, &line));
  g_assert_cmpmem (line.text, line.length, "a\0b", 3);
  g_assert_cmpint (line.text[3], ==, '\0');
  g_assert_true (culvert_session_log_get_line (log, 1, &line));
  g_assert_cmpstr (line.text, ==, "next");
}

static void
test_keeps_the_last_100000_lines (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  const guint n_lines = 2 * MAX_LINES + 123;
  CulvertSessionLogLine line;

  for (guint i = 0; i < n_lines; i++)
    {
      char text[16];

      g_snprintf (text, sizeof text, "line %u", i);
      append (log, text);
    }

  g_assert_cmpuint (culvert_session_log_get_end (log), ==, n_lines);
  g_assert_cmpuint (culvert_session_log_get_first (log), ==, n_lines - MAX_LINES);
  g_assert_false (culvert_session_log_get_line (log, n_lines - MAX_LINES - 1, &line));
  g_assert_true (culvert_session_log_get_line (log, n_lines - MAX_LINES, &line));
  g_assert_cmpstr (line.text, ==, "line 100123");
  g_assert_true (culvert_session_log_get_line (log, n_lines - 1, &line));
  g_assert_cmpstr (line.text, ==, "line 200122");
}

static void
test_every_kept_line_has_its_number (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();

  /* Lengths that leave blocks of every filling behind. */
  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *text = g_strnfill (i * 7 % 9000, 'x');
      g_autofree char *numbered = g_strdup_printf ("%u %s", i, text);

      append (log, numbered);
    }

  g_assert_cmpuint (culvert_session_log_get_first (log), >, 0);
  for (guint64 i = culvert_session_log_get_first (log); i < culvert_session_log_get_end (log); i++)
    {
      CulvertSessionLogLine line;

      g_assert_true (culvert_session_log_get_line (log, i, &line));
      g_assert_cmpuint (g_ascii_strtoull (line.text, NULL, 10), ==, i);
      g_assert_cmpuint (strlen (line.text), ==, line.length);
    }
}

static void
test_keeps_at_most_16_mebibytes (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autofree char *text = g_strnfill (60000, 'x');

  for (guint i = 0; i < 1000; i++)
    append (log, text);

  g_assert_cmpuint (count_bytes (log), <=, MAX_BYTES);
  g_assert_cmpuint (count_bytes (log), >, MAX_BYTES / 2);
  g_assert_cmpuint (culvert_session_log_get_end (log), ==, 1000);
}

static void
test_a_huge_line_is_kept_among_others (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  CulvertSessionLogLine line;

  append (log, "before");
  append (log, text);
  append (log, "after");

  g_assert_true (culvert_session_log_get_line (log, 0, &line));
  g_assert_cmpstr (line.text, ==, "before");
  g_assert_true (culvert_session_log_get_line (log, 1, &line));
  g_assert_cmpmem (line.text, line.length, text, 1024 * 1024);
  g_assert_true (culvert_session_log_get_line (log, 2, &line));
  g_assert_cmpstr (line.text, ==, "after");
}

static void
test_a_line_beyond_the_bound_is_cut (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autofree char *text = g_strnfill (MAX_BYTES + 1, 'x');
  CulvertSessionLogLine line;

  append (log, "before");
  append (log, text);
  append (log, "after");

  g_assert_cmpuint (count_bytes (log), <=, MAX_BYTES);
  g_assert_cmpuint (culvert_session_log_get_end (log), ==, 3);
  g_assert_true (culvert_session_log_get_line (log, 2, &line));
  g_assert_cmpstr (line.text, ==, "after");
}

static void
test_changed_comes_once_until_armed_again (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  guint n = 0;

  g_signal_connect (log, "changed", G_CALLBACK (count), &n);
  append (log, "nobody looks");
  g_assert_cmpuint (n, ==, 0);

  culvert_session_log_arm (log);
  g_assert_cmpuint (n, ==, 0);
  append (log, "one");
  append (log, "two");
  g_assert_cmpuint (n, ==, 1);

  culvert_session_log_arm (log);
  culvert_session_log_arm (log);
  append (log, "three");
  append (log, "four");
  g_assert_cmpuint (n, ==, 2);
}

static void
on_changed_look (CulvertSessionLog *log, gpointer user_data)
{
  CulvertSessionLogLine line;

  g_assert_true (culvert_session_log_get_line (log, culvert_session_log_get_end (log) - 1, &line));
  g_assert_cmpstr (line.text, ==, "new");
  count (log, user_data);
}

static void
test_the_line_is_there_when_changed_comes (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  guint n = 0;

  g_signal_connect (log, "changed", G_CALLBACK (on_changed_look), &n);
  culvert_session_log_arm (log);
  append (log, "new");

  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/log/begins-empty", test_begins_empty);
  g_test_add_func ("/session/log/keeps-what-came", test_keeps_what_came);
  g_test_add_func ("/session/log/keeps-a-nul-in-a-text", test_keeps_a_nul_in_a_text);
  g_test_add_func ("/session/log/keeps-the-last-100000-lines", test_keeps_the_last_100000_lines);
  g_test_add_func ("/session/log/every-kept-line-has-its-number",
                   test_every_kept_line_has_its_number);
  g_test_add_func ("/session/log/keeps-at-most-16-mebibytes", test_keeps_at_most_16_mebibytes);
  g_test_add_func ("/session/log/a-huge-line-is-kept-among-others",
                   test_a_huge_line_is_kept_among_others);
  g_test_add_func ("/session/log/a-line-beyond-the-bound-is-cut",
                   test_a_line_beyond_the_bound_is_cut);
  g_test_add_func ("/session/log/changed-comes-once-until-armed-again",
                   test_changed_comes_once_until_armed_again);
  g_test_add_func ("/session/log/the-line-is-there-when-changed-comes",
                   test_the_line_is_there_when_changed_comes);

  return g_test_run ();
}
