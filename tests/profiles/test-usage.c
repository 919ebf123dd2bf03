/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-usage.h"

#define GIB (G_GUINT64_CONSTANT (1) << 30)

typedef struct
{
  CulvertUsage *usage; /* (owned) */
  GTimeZone *zone;     /* (owned) */
  GDateTime *now;      /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->usage = culvert_usage_new ();
  /* Summer time begins and ends as it does in Paris. */
  fixture->zone = g_time_zone_new_identifier ("CET-1CEST,M3.5.0/2,M10.5.0/3");
  g_assert_nonnull (fixture->zone);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->now, g_date_time_unref);
  g_time_zone_unref (fixture->zone);
  culvert_usage_free (fixture->usage);
}

/* @text: ISO 8601; without an offset it is in the zone of the fixture */
static void
set_clock (Fixture *fixture, const char *text)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, fixture->zone);

  g_assert_nonnull (moment);
  g_clear_pointer (&fixture->now, g_date_time_unref);
  fixture->now = g_date_time_to_timezone (moment, fixture->zone);
}

static void
count (Fixture *fixture, const char *text, guint64 in, guint64 out)
{
  set_clock (fixture, text);
  culvert_usage_count (fixture->usage, in, out, fixture->now);
}

static void
assert_day (Fixture *fixture, const char *text, guint64 in, guint64 out)
{
  CulvertUsageAmount day;

  set_clock (fixture, text);
  day = culvert_usage_get_day (fixture->usage, fixture->now);
  g_assert_cmpuint (day.in, ==, in);
  g_assert_cmpuint (day.out, ==, out);
}

static void
assert_month (Fixture *fixture, const char *text, guint64 in, guint64 out)
{
  CulvertUsageAmount month;

  set_clock (fixture, text);
  month = culvert_usage_get_month (fixture->usage, fixture->now);
  g_assert_cmpuint (month.in, ==, in);
  g_assert_cmpuint (month.out, ==, out);
}

static void
test_what_was_before_is_not_counted (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-11-22T10:00:00", 5 * GIB, GIB);
  assert_day (fixture, "2026-11-22T10:00:00", 0, 0);

  count (fixture, "2026-11-22T10:00:01", 5 * GIB + 100, GIB + 10);
  assert_day (fixture, "2026-11-22T23:59:59", 100, 10);
}

static void
test_midnight_begins_a_day (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-11-22T23:59:58", 0, 0);
  count (fixture, "2026-11-22T23:59:59", 100, 10);
  count (fixture, "2026-11-23T00:00:00", 300, 30);

  assert_day (fixture, "2026-11-22T12:00:00", 100, 10);
  assert_day (fixture, "2026-11-23T12:00:00", 200, 20);
  assert_month (fixture, "2026-11-01T12:00:00", 300, 30);
}

static void
test_a_month_begins_anew (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-12-30T10:00:00", 0, 0);
  count (fixture, "2026-12-30T10:01:00", 1000, 0);
  count (fixture, "2026-12-31T10:00:00", 3000, 0);
  count (fixture, "2027-01-01T00:00:30", 3500, 0);

  assert_month (fixture, "2026-12-31T23:59:59", 3000, 0);
  assert_month (fixture, "2027-01-01T00:01:00", 500, 0);
  assert_month (fixture, "2027-12-31T00:01:00", 0, 0);
}

static void
test_a_day_of_23_hours (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-03-28T23:59:59", 0, 0);
  count (fixture, "2026-03-29T00:00:01", 1, 0);
  count (fixture, "2026-03-29T00:59:59Z", 3, 0);
  count (fixture, "2026-03-29T01:00:01Z", 7, 0);
  count (fixture, "2026-03-29T21:59:59Z", 15, 0);
  count (fixture, "2026-03-29T22:00:01Z", 31, 0);

  assert_day (fixture, "2026-03-29T12:00:00", 15, 0);
  assert_day (fixture, "2026-03-30T12:00:00", 16, 0);
}

static void
test_a_day_of_25_hours (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-10-24T21:59:59Z", 0, 0);
  count (fixture, "2026-10-24T22:00:01Z", 1, 0);
  count (fixture, "2026-10-25T00:30:00Z", 3, 0); /* 2:30 */
  count (fixture, "2026-10-25T01:30:00Z", 7, 0); /* 2:30 again */
  count (fixture, "2026-10-25T22:59:59Z", 15, 0);
  count (fixture, "2026-10-25T23:00:01Z", 31, 0);

  assert_day (fixture, "2026-10-25T12:00:00", 15, 0);
  assert_day (fixture, "2026-10-26T12:00:00", 16, 0);
}

static void
test_a_counter_that_starts_again_adds (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-11-22T10:00:00", 5 * GIB, GIB);
  count (fixture, "2026-11-22T10:00:01", 1000, 100);
  count (fixture, "2026-11-22T10:00:02", 1500, 150);

  assert_day (fixture, "2026-11-22T12:00:00", 1500, 150);
}

/* Another daemon has run meanwhile, and come nearly as far as the last one. */
static void
test_a_counter_that_started_unseen_adds_all (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-11-20T10:00:00", 5 * GIB, GIB);
  count (fixture, "2026-11-22T10:00:00", 4 * GIB, GIB - 1);

  assert_day (fixture, "2026-11-22T12:00:00", 4 * GIB, GIB - 1);
}

static void
test_a_counter_that_sinks_a_little_adds_nothing (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-11-22T10:00:00", 5 * GIB, GIB);
  count (fixture, "2026-11-22T10:00:01", 5 * GIB - 10, GIB);
  count (fixture, "2026-11-22T10:00:02", 5 * GIB, GIB);

  assert_day (fixture, "2026-11-22T12:00:00", 10, 0);
}

static void
test_a_leap_adds_nothing (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-11-22T10:00:00", 1000, 1000);
  count (fixture, "2026-11-22T10:00:01", G_MAXUINT64, 1100);
  count (fixture, "2026-11-22T10:00:02", G_MAXUINT64, 1200);

  assert_day (fixture, "2026-11-22T12:00:00", 0, 200);
}

static void
test_what_moved_unwatched_belongs_to_the_day_it_is_seen (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-11-20T10:00:00", 1000, 1000);
  count (fixture, "2026-11-22T10:00:00", 2 * GIB, 2000);

  assert_day (fixture, "2026-11-20T10:00:00", 0, 0);
  assert_day (fixture, "2026-11-22T10:00:00", 2 * GIB - 1000, 1000);
}

static void
test_a_clock_set_back_goes_on (Fixture *fixture, gconstpointer unused)
{
  count (fixture, "2026-11-22T10:00:00", 0, 0);
  count (fixture, "2026-11-22T10:00:01", 100, 0);
  count (fixture, "2026-11-19T10:00:01", 300, 0);
  count (fixture, "2026-11-22T10:00:02", 700, 0);

  assert_day (fixture, "2026-11-19T12:00:00", 200, 0);
  assert_day (fixture, "2026-11-22T12:00:00", 500, 0);
  assert_month (fixture, "2026-11-22T12:00:00", 700, 0);
}

static void
test_the_newest_400_days_are_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_auto (GStrv) keys = NULL;
  gsize n_keys;

  set_clock (fixture, "2025-01-01T12:00:00");
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (fixture->now, (int) i);

      culvert_usage_count (fixture->usage, i, 0, day);
    }
  culvert_usage_write (fixture->usage, key_file, "group");
  keys = g_key_file_get_keys (key_file, "group", &n_keys, NULL);

  g_assert_cmpuint (n_keys, ==, 401);
  assert_day (fixture, "2025-04-10T12:00:00", 0, 0);
  assert_day (fixture, "2025-04-11T12:00:00", 1, 0);
  assert_day (fixture, "2026-05-15T12:00:00", 1, 0);
}

static void
test_it_is_read_as_it_was_written (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();

  count (fixture, "2026-11-21T10:00:00", 0, 0);
  count (fixture, "2026-11-21T10:00:01", 100, 10);
  count (fixture, "2026-11-22T10:00:00", 300, 30);
  culvert_usage_write (fixture->usage, key_file, "group");
  culvert_usage_free (fixture->usage);
  fixture->usage = culvert_usage_read (key_file, "group");

  assert_day (fixture, "2026-11-21T12:00:00", 100, 10);
  assert_day (fixture, "2026-11-22T12:00:00", 200, 20);

  /* The daemon ran on meanwhile. */
  count (fixture, "2026-11-22T11:00:00", 350, 35);
  assert_day (fixture, "2026-11-22T12:00:00", 250, 25);
}

static void
test_lines_that_are_none_are_left_out (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = "[group]\n"
                             "counters=-5;7;1790000000\n"
                             "2026-11-22=100;10\n"
                             "2026-11-23=100\n"
                             "2026-11-24=100;10;1\n"
                             "2026-11-25=-100;10\n"
                             "2026-11-26=18446744073709551616;10\n"
                             "2026-02-30=100;10\n"
                             "2026-13-01=100;10\n"
                             "0000-00-00=100;10\n"
                             "2026-11-2=100;10\n"
                             "yesterday=100;10\n";
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GKeyFile) written = g_key_file_new ();
  g_auto (GStrv) keys = NULL;
  gsize n_keys;

  g_assert_true (g_key_file_load_from_data (key_file, text, sizeof text - 1, 0, NULL));
  culvert_usage_free (fixture->usage);
  fixture->usage = culvert_usage_read (key_file, "group");
  culvert_usage_write (fixture->usage, written, "group");
  keys = g_key_file_get_keys (written, "group", &n_keys, NULL);

  g_assert_cmpuint (n_keys, ==, 2);
  assert_month (fixture, "2026-11-22T12:00:00", 100, 10);

  /* Without counters the daemon is a new one. */
  count (fixture, "2026-11-22T12:00:00", 5 * GIB, 0);
  assert_day (fixture, "2026-11-22T12:00:00", 100, 10);
}

static void
test_sums_do_not_wrap (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = "[group]\n"
                             "2026-11-22=18446744073709551615;1\n"
                             "2026-11-23=18446744073709551615;1\n";
  g_autoptr (GKeyFile) key_file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_data (key_file, text, sizeof text - 1, 0, NULL));
  culvert_usage_free (fixture->usage);
  fixture->usage = culvert_usage_read (key_file, "group");

  assert_month (fixture, "2026-11-22T12:00:00", G_MAXUINT64, 2);
}

static void
test_the_same_counters_are_no_change (Fixture *fixture, gconstpointer unused)
{
  set_clock (fixture, "2026-11-22T12:00:00");

  g_assert_true (culvert_usage_count (fixture->usage, 100, 10, fixture->now));
  g_assert_false (culvert_usage_count (fixture->usage, 100, 10, fixture->now));
  g_assert_true (culvert_usage_count (fixture->usage, 100, 11, fixture->now));
}

#define ADD(name, test) g_test_add ("/profiles/usage/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("what-was-before-is-not-counted", test_what_was_before_is_not_counted);
  ADD ("midnight-begins-a-day", test_midnight_begins_a_day);
  ADD ("a-month-begins-anew", test_a_month_begins_anew);
  ADD ("a-day-of-23-hours", test_a_day_of_23_hours);
  ADD ("a-day-of-25-hours", test_a_day_of_25_hours);
  ADD ("a-counter-that-starts-again-adds", test_a_counter_that_starts_again_adds);
  ADD ("a-counter-that-started-unseen-adds-all", test_a_counter_that_started_unseen_adds_all);
  ADD ("a-counter-that-sinks-a-little-adds-nothing",
       test_a_counter_that_sinks_a_little_adds_nothing);
  ADD ("a-leap-adds-nothing", test_a_leap_adds_nothing);
  ADD ("what-moved-unwatched-belongs-to-the-day-it-is-seen",
       test_what_moved_unwatched_belongs_to_the_day_it_is_seen);
  ADD ("a-clock-set-back-goes-on", test_a_clock_set_back_goes_on);
  ADD ("the-newest-400-days-are-kept", test_the_newest_400_days_are_kept);
  ADD ("it-is-read-as-it-was-written", test_it_is_read_as_it_was_written);
  ADD ("lines-that-are-none-are-left-out", test_lines_that_are_none_are_left_out);
  ADD ("sums-do-not-wrap", test_sums_do_not_wrap);
  ADD ("the-same-counters-are-no-change", test_the_same_counters_are_no_change);

  return g_test_run ();
}
