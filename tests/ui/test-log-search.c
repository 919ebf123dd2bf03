/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* What of the log page needs no display. */

#include <string.h>

#include "culvert-await.h"
#include "culvert-log-gather.h"
#include "culvert-log-model.h"
#include "culvert-log-search.h"
#include "culvert-mgmt-event.h"

static void
append (CulvertSessionLog *log, guint flags, const char *text)
{
  culvert_session_log_append (log, 1700000000, flags, text, strlen (text));
}

/* Every tenth line is a warning, every hundredth an error. */
static void
append_many (CulvertSessionLog *log, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      char text[32];

      g_snprintf (text, sizeof text, "line %u", i);
      append (log,
              i % 100 == 0  ? CULVERT_MGMT_LOG_FATAL
              : i % 10 == 0 ? CULVERT_MGMT_LOG_WARNING
                            : CULVERT_MGMT_LOG_INFO,
              text);
    }
}

static gboolean
is_in (const char *words, const char *text, gsize length)
{
  g_autoptr (CulvertLogNeedle) needle = culvert_log_needle_new (words);
  const CulvertSessionLogLine line = { .text = text, .length = length };

  return culvert_log_needle_is_in (needle, &line);
}

static void
test_needle_ignores_capitals (void)
{
  static const struct
  {
    const char *words;
    const char *text;
    gboolean is_in;
  } rows[] = {
    { "tls", "a TLS error", TRUE }, { "TLS Error", "a tls error", TRUE },
    { "tls", "TL S", FALSE },       { "error", "err", FALSE },
    { "or", "error", TRUE },        { "ärger", "viel ÄRGER hier", TRUE },
    { "strasse", "Straße", TRUE },  { "ä", "plain", FALSE },
    { "[x]", "a [X] b", TRUE },     { "<b>", "a <B> b", TRUE },
    { "%s", "100%S", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("“%s” in “%s”", rows[i].words, rows[i].text);
      g_assert_cmpint (is_in (rows[i].words, rows[i].text, strlen (rows[i].text)),
                       ==,
                       rows[i].is_in);
    }
}

/* Found is what is seen, not what was sent. */
static void
test_needle_sees_what_the_user_sees (void)
{
  g_assert_true (is_in ("\\x1b[31m", "a\x1b[31mb", 8));
  g_assert_true (is_in ("\\xff", "a\xff", 2));
  g_assert_false (is_in ("\x1b", "a\x1b[31mb", 8));
  g_assert_true (is_in ("after", "nul\0after", 9));
}

static void
test_needle_tells_where (void)
{
  static const char *const texts[] = { "a vpn, a VPN", "ä vpn, a VPN" };
  g_autoptr (CulvertLogNeedle) needle = culvert_log_needle_new ("vpn");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize start = 0;
      gsize end;

      g_assert_true (culvert_log_needle_find (needle, texts[i], &start, &end));
      g_assert_cmpuint (start, ==, 2 + i);
      g_assert_cmpuint (end, ==, 5 + i);
      start = end;
      g_assert_true (culvert_log_needle_find (needle, texts[i], &start, &end));
      g_assert_cmpuint (start, ==, 9 + i);
      start = end;
      g_assert_false (culvert_log_needle_find (needle, texts[i], &start, &end));
    }
}

static void
test_needle_grows_and_shrinks (void)
{
  g_autoptr (CulvertLogNeedle) needle = culvert_log_needle_new ("STRASSE");
  gsize start = 0;
  gsize end;

  g_assert_true (culvert_log_needle_find (needle, "in der Straße", &start, &end));
  g_assert_cmpuint (start, ==, 7);
  g_assert_cmpuint (end, ==, strlen ("in der Straße"));
}

static void
test_nothing_is_no_needle (void)
{
  g_assert_null (culvert_log_needle_new (""));
  g_assert_null (culvert_log_needle_new ("\xff"));
}

static void
test_rows_go_at_the_front (void)
{
  CulvertLogRows rows;

  culvert_log_rows_init (&rows);
  for (guint64 i = 0; i < 1000; i++)
    culvert_log_rows_append (&rows, 3 * i);

  g_assert_cmpuint (culvert_log_rows_find (&rows, 4), ==, 2);
  for (guint64 i = 1; i < 900; i++)
    g_assert_cmpuint (culvert_log_rows_drop_before (&rows, 3 * i), ==, 1);
  g_assert_cmpuint (culvert_log_rows_get_n (&rows), ==, 101);
  g_assert_cmpuint (culvert_log_rows_get_number (&rows, 0), ==, 3 * 899);
  g_assert_cmpuint (culvert_log_rows_find (&rows, 3 * 900), ==, 1);
  g_assert_cmpuint (culvert_log_rows_find (&rows, 3 * 1000), ==, 101);
  culvert_log_rows_clear (&rows);
}

static void
test_levels_show_what_is_as_grave (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogModel) warnings = NULL;
  g_autoptr (CulvertLogModel) errors = NULL;
  gint64 n_up;

  append_many (log, 0, 100000);
  warnings = culvert_log_model_new (log, CULVERT_LOG_LEVEL_WARNINGS);
  errors = culvert_log_model_new (log, CULVERT_LOG_LEVEL_ERRORS);
  g_assert_cmpuint (culvert_log_model_get_n_rows (warnings), ==, 10000);
  g_assert_cmpuint (culvert_log_model_get_n_rows (errors), ==, 1000);
  g_assert_cmpuint (culvert_log_model_get_number (errors, 7), ==, 700);
  g_assert_cmpuint (culvert_log_model_find_row (errors, 650), ==, 7);

  append_many (log, 100000, 101001);
  g_assert_true (culvert_log_model_sync (errors, 100, FALSE, &n_up));
  g_assert_cmpint (n_up, ==, 11);
  g_assert_cmpuint (culvert_log_model_get_n_rows (errors), ==, 1000);
  g_assert_cmpuint (culvert_log_model_get_number (errors, 0), ==, 1100);
  g_assert_cmpuint (culvert_log_model_get_number (errors, 999), ==, 101000);
}

static guint
count (CulvertLogSearch *search)
{
  return culvert_log_rows_get_n (culvert_log_search_get_matches (search));
}

static void
test_search_finds_all (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogSearch) search = culvert_log_search_new (log);

  append_many (log, 0, 100000);
  culvert_log_search_set_words (search, "LINE 9999");
  g_assert_false (culvert_log_search_is_complete (search));
  g_assert_cmpuint (count (search), ==, 0);
  culvert_await (culvert_log_search_is_complete (search));

  g_assert_cmpuint (count (search), ==, 11);
  g_assert_cmpuint (culvert_log_rows_get_number (culvert_log_search_get_matches (search), 0),
                    ==,
                    9999);
}

static void
test_search_keeps_to_the_level (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogSearch) search = culvert_log_search_new (log);

  append_many (log, 0, 10000);
  culvert_log_search_set_words (search, "line");
  culvert_log_search_set_level (search, CULVERT_LOG_LEVEL_ERRORS);
  culvert_await (culvert_log_search_is_complete (search));

  g_assert_cmpuint (count (search), ==, 100);
}

static void
test_search_follows_the_log (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogSearch) search = culvert_log_search_new (log);

  append_many (log, 0, 100000);
  culvert_log_search_set_words (search, "line 5");
  culvert_await (culvert_log_search_is_complete (search));
  g_assert_cmpuint (count (search), ==, 11111);

  /* The oldest lines go: "line 5", and ten that begin with it. */
  append_many (log, 100000, 100100);
  append (log, 0, "line 5 once more");
  culvert_log_search_follow (search);
  culvert_await (count (search) == 11111 - 11 + 1);
}

static void
test_search_for_nothing_finds_nothing (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (CulvertLogSearch) search = culvert_log_search_new (log);

  append_many (log, 0, 1000);
  culvert_log_search_set_words (search, "line");
  culvert_await (count (search) == 1000);
  culvert_log_search_set_words (search, "");

  g_assert_true (culvert_log_search_is_complete (search));
  g_assert_null (culvert_log_search_get_needle (search));
  g_assert_cmpuint (count (search), ==, 0);
}

static void
test_search_ends_with_its_owner (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  CulvertLogSearch *search = culvert_log_search_new (log);

  append_many (log, 0, 100000);
  culvert_log_search_set_words (search, "line");
  g_assert_finalize_object (search);
  culvert_await_quiet ();
}

static GArray *
create_numbers (guint64 from, guint64 to)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint64 i = from; i < to; i++)
    g_array_append_val (numbers, i);

  return numbers;
}

static void
test_gathered_lines_are_one_line_each (void)
{
  static const char bytes[] = "a\nb\x1b[31m\xff\0c\xe2\x80\xae<b>";
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (GArray) numbers = create_numbers (0, 3);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) text = NULL;

  culvert_session_log_append (log, -1, 1, bytes, sizeof bytes - 1);
  culvert_session_log_append (log, -1, 1, "next", 4);
  culvert_log_gather_async (log, numbers, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  text = culvert_log_gather_finish (log, result, NULL);

  g_assert_cmpstr (g_bytes_get_data (text, NULL),
                   ==,
                   "a\\x0ab\\x1b[31m\\xff\\x00c\\xe2\\x80\\xae<b>\nnext\n");
}

static void
test_gathering_can_be_cancelled (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (GArray) numbers = create_numbers (0, 100000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  append_many (log, 0, 100000);
  culvert_log_gather_async (log, numbers, cancellable, culvert_await_on_ready, &result);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);

  g_assert_null (culvert_log_gather_finish (log, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_saving_tells_what_failed (void)
{
  g_autoptr (CulvertSessionLog) log = culvert_session_log_new ();
  g_autoptr (GArray) numbers = create_numbers (0, 1);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all.log");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  append (log, 0, "a line");
  culvert_log_save_async (log, numbers, file, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  g_assert_false (culvert_log_save_finish (log, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/log-search/needle-ignores-capitals", test_needle_ignores_capitals);
  g_test_add_func ("/ui/log-search/needle-sees-what-the-user-sees",
                   test_needle_sees_what_the_user_sees);
  g_test_add_func ("/ui/log-search/needle-tells-where", test_needle_tells_where);
  g_test_add_func ("/ui/log-search/needle-grows-and-shrinks", test_needle_grows_and_shrinks);
  g_test_add_func ("/ui/log-search/nothing-is-no-needle", test_nothing_is_no_needle);
  g_test_add_func ("/ui/log-search/rows-go-at-the-front", test_rows_go_at_the_front);
  g_test_add_func ("/ui/log-search/levels-show-what-is-as-grave",
                   test_levels_show_what_is_as_grave);
  g_test_add_func ("/ui/log-search/finds-all", test_search_finds_all);
  g_test_add_func ("/ui/log-search/keeps-to-the-level", test_search_keeps_to_the_level);
  g_test_add_func ("/ui/log-search/follows-the-log", test_search_follows_the_log);
  g_test_add_func ("/ui/log-search/for-nothing-finds-nothing",
                   test_search_for_nothing_finds_nothing);
  g_test_add_func ("/ui/log-search/ends-with-its-owner", test_search_ends_with_its_owner);
  g_test_add_func ("/ui/log-search/gathered-lines-are-one-line-each",
                   test_gathered_lines_are_one_line_each);
  g_test_add_func ("/ui/log-search/gathering-can-be-cancelled", test_gathering_can_be_cancelled);
  g_test_add_func ("/ui/log-search/saving-tells-what-failed", test_saving_tells_what_failed);

  return g_test_run ();
}
