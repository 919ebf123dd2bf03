/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-traffic-history.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

typedef struct
{
  CulvertSessionTrafficHistory history;
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];
  guint n_rates;
} Fixture;

/* Adds a span of whole seconds. */
static void
add (Fixture *fixture, guint64 in, guint64 out, gint64 begin, gint64 end)
{
  culvert_session_traffic_history_add (&fixture->history, in, out, begin * SECOND, end * SECOND);
}

static void
read_up_to (Fixture *fixture, CulvertTrafficRange range, gint64 now)
{
  fixture->n_rates =
      culvert_session_traffic_history_read (&fixture->history, range, now * SECOND, fixture->rates);
}

static guint
count_known (Fixture *fixture)
{
  guint n_known = 0;

  for (guint i = 0; i < fixture->n_rates; i++)
    n_known += fixture->rates[i].is_known;

  return n_known;
}

static double
get_sum (Fixture *fixture, CulvertTrafficRange range)
{
  double seconds = (double) culvert_traffic_range_get_width (range) / G_USEC_PER_SEC;
  double sum = 0;

  for (guint i = 0; i < fixture->n_rates; i++)
    sum += fixture->rates[i].in * seconds;

  return sum;
}

static void
test_an_empty_one_knows_nothing (Fixture *fixture, gconstpointer unused)
{
  static const guint n_rates[] = { 60, 300, 120 };

  for (guint range = 0; range < CULVERT_TRAFFIC_N_RANGES; range++)
    {
      read_up_to (fixture, (CulvertTrafficRange) range, 0);
      g_assert_cmpuint (fixture->n_rates, ==, n_rates[range]);
      g_assert_cmpuint (count_known (fixture), ==, 0);
      read_up_to (fixture, (CulvertTrafficRange) range, 100000);
      g_assert_cmpuint (count_known (fixture), ==, 0);
    }
}

static void
test_the_newest_is_the_last (Fixture *fixture, gconstpointer unused)
{
  add (fixture, 100, 10, 1000, 1001);
  add (fixture, 700, 70, 1001, 1002);
  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 1001);

  g_assert_cmpfloat (fixture->rates[58].in, ==, 100);
  g_assert_cmpfloat (fixture->rates[58].out, ==, 10);
  g_assert_cmpfloat (fixture->rates[59].in, ==, 700);
  g_assert_cmpfloat (fixture->rates[59].out, ==, 70);
  g_assert_cmpuint (count_known (fixture), ==, 2);
}

/* Counts do not come at full seconds; a steady stream must not look like a comb. */
static void
test_a_steady_stream_is_steady (Fixture *fixture, gconstpointer unused)
{
  gint64 time = 1000 * SECOND;

  for (guint i = 0; i < 120; i++)
    {
      gint64 step = SECOND + (i % 3) * 40000 - 30000;

      culvert_session_traffic_history_add (&fixture->history, (guint64) step, 0, time, time + step);
      time += step;
    }
  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, time / SECOND);

  g_assert_cmpuint (count_known (fixture), ==, 60);
  for (guint i = 0; i < 60; i++)
    g_assert_cmpfloat_with_epsilon (fixture->rates[i].in, 1e6, 10);
}

static void
test_a_long_silence_is_spread (Fixture *fixture, gconstpointer unused)
{
  add (fixture, 1000, 0, 1000, 1010);
  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 1009);

  g_assert_cmpuint (count_known (fixture), ==, 10);
  for (guint i = 50; i < 60; i++)
    g_assert_cmpfloat_with_epsilon (fixture->rates[i].in, 100, 0.01);
}

static void
test_a_silence_of_days_fills_every_range (Fixture *fixture, gconstpointer unused)
{
  add (fixture, 86400 * 5, 0, 1000, 1000 + 86400 * 5);

  for (guint range = 0; range < CULVERT_TRAFFIC_N_RANGES; range++)
    {
      read_up_to (fixture, (CulvertTrafficRange) range, 999 + 86400 * 5);
      g_assert_cmpuint (count_known (fixture), ==, fixture->n_rates);
      g_assert_cmpfloat_with_epsilon (fixture->rates[0].in, 1, 0.01);
    }
}

static void
test_a_gap_is_not_known (Fixture *fixture, gconstpointer unused)
{
  add (fixture, 100, 0, 1000, 1001);
  add (fixture, 100, 0, 1005, 1006);
  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 1005);

  g_assert_true (fixture->rates[54].is_known);
  for (guint i = 55; i < 59; i++)
    g_assert_false (fixture->rates[i].is_known);
  g_assert_true (fixture->rates[59].is_known);
}

/* The ring is longer than the ranges; what it has run over must not come back. */
static void
test_what_is_overwritten_is_gone (Fixture *fixture, gconstpointer unused)
{
  for (gint64 second = 1000; second < 5000; second++)
    add (fixture, (guint64) second, 0, second, second + 1);

  read_up_to (fixture, CULVERT_TRAFFIC_5_MINUTES, 4999);
  for (guint i = 0; i < 300; i++)
    g_assert_cmpfloat (fixture->rates[i].in, ==, 4700 + i);

  add (fixture, 1, 0, 4000 + 1300, 4000 + 1301);
  read_up_to (fixture, CULVERT_TRAFFIC_5_MINUTES, 5300);
  g_assert_cmpuint (count_known (fixture), ==, 1);

  add (fixture, 1, 0, 100000, 100001);
  read_up_to (fixture, CULVERT_TRAFFIC_5_MINUTES, 100000);
  g_assert_cmpuint (count_known (fixture), ==, 1);
}

static void
test_an_hour_is_in_steps_of_half_a_minute (Fixture *fixture, gconstpointer unused)
{
  for (gint64 second = 3000; second < 3000 + 3600; second++)
    add (fixture, second % 30 == 0 ? 15000 : 0, 0, second, second + 1);
  read_up_to (fixture, CULVERT_TRAFFIC_HOUR, 6599);

  g_assert_cmpuint (count_known (fixture), ==, 120);
  for (guint i = 0; i < 120; i++)
    g_assert_cmpfloat_with_epsilon (fixture->rates[i].in, 500, 0.01);
}

static void
test_every_range_has_the_same_sum (Fixture *fixture, gconstpointer unused)
{
  double sum = 0;

  for (gint64 second = 990; second < 1050; second++)
    {
      guint64 bytes = 1000 + (guint64) second % 7;

      add (fixture, bytes, 0, second, second + 1);
      sum += (double) bytes;
    }

  for (guint range = 0; range < CULVERT_TRAFFIC_N_RANGES; range++)
    {
      read_up_to (fixture, (CulvertTrafficRange) range, 1049);
      g_assert_cmpfloat_with_epsilon (get_sum (fixture, (CulvertTrafficRange) range), sum, 1);
    }
}

/* Half a second of 500 bytes is 1000 a second. */
static void
test_a_bucket_that_is_half_over_has_its_rate (Fixture *fixture, gconstpointer unused)
{
  culvert_session_traffic_history_add (&fixture->history, 500, 0, 10 * SECOND, 10.5 * SECOND);

  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 10);
  g_assert_cmpfloat (fixture->rates[59].in, ==, 1000);
  read_up_to (fixture, CULVERT_TRAFFIC_HOUR, 10);
  g_assert_cmpfloat (fixture->rates[119].in, ==, 1000);
}

static void
test_a_span_without_length_is_nothing (Fixture *fixture, gconstpointer unused)
{
  add (fixture, 1000, 0, 1000, 1000);
  add (fixture, 1000, 0, 1000, 990);
  add (fixture, 1000, 0, -5, 5);
  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 1000);

  g_assert_cmpuint (count_known (fixture), ==, 0);
}

static void
test_a_clock_set_back_a_little_goes_on (Fixture *fixture, gconstpointer unused)
{
  add (fixture, 100, 0, 1000, 1030);
  add (fixture, 200, 0, 1010, 1011);
  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 1029);

  g_assert_cmpuint (count_known (fixture), ==, 30);
  g_assert_cmpfloat (fixture->rates[40].in, <=, 200);
}

static void
test_a_clock_set_back_a_lot_begins_anew (Fixture *fixture, gconstpointer unused)
{
  add (fixture, 100, 0, 100000, 100001);
  add (fixture, 200, 0, 50, 51);

  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 50);
  g_assert_cmpuint (count_known (fixture), ==, 1);
  g_assert_cmpfloat (fixture->rates[59].in, ==, 200);
  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 100000);
  g_assert_cmpuint (count_known (fixture), ==, 0);
}

static void
test_the_largest_counts_are_finite (Fixture *fixture, gconstpointer unused)
{
  for (gint64 second = 0; second < 10; second++)
    add (fixture, G_MAXUINT64, G_MAXUINT64, second, second + 1);
  read_up_to (fixture, CULVERT_TRAFFIC_HOUR, 9);

  g_assert_cmpfloat (fixture->rates[119].in, >, 1e19);
  g_assert_cmpfloat (fixture->rates[119].in, <, 1e20);
}

static void
test_the_clock_may_begin_at_0 (Fixture *fixture, gconstpointer unused)
{
  add (fixture, 100, 0, 0, 1);
  read_up_to (fixture, CULVERT_TRAFFIC_HOUR, 0);

  g_assert_cmpuint (count_known (fixture), ==, 1);
  read_up_to (fixture, CULVERT_TRAFFIC_MINUTE, 0);
  g_assert_cmpfloat (fixture->rates[59].in, ==, 100);
}

#define add_test(name, test)                                                                       \
  g_test_add ("/session/traffic-history/" name, Fixture, NULL, NULL, test, NULL)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_test ("an-empty-one-knows-nothing", test_an_empty_one_knows_nothing);
  add_test ("the-newest-is-the-last", test_the_newest_is_the_last);
  add_test ("a-steady-stream-is-steady", test_a_steady_stream_is_steady);
  add_test ("a-long-silence-is-spread", test_a_long_silence_is_spread);
  add_test ("a-silence-of-days-fills-every-range", test_a_silence_of_days_fills_every_range);
  add_test ("a-gap-is-not-known", test_a_gap_is_not_known);
  add_test ("what-is-overwritten-is-gone", test_what_is_overwritten_is_gone);
  add_test ("an-hour-is-in-steps-of-half-a-minute", test_an_hour_is_in_steps_of_half_a_minute);
  add_test ("every-range-has-the-same-sum", test_every_range_has_the_same_sum);
  add_test ("a-bucket-that-is-half-over-has-its-rate",
            test_a_bucket_that_is_half_over_has_its_rate);
  add_test ("a-span-without-length-is-nothing", test_a_span_without_length_is_nothing);
  add_test ("a-clock-set-back-a-little-goes-on", test_a_clock_set_back_a_little_goes_on);
  add_test ("a-clock-set-back-a-lot-begins-anew", test_a_clock_set_back_a_lot_begins_anew);
  add_test ("the-largest-counts-are-finite", test_the_largest_counts_are_finite);
  add_test ("the-clock-may-begin-at-0", test_the_clock_may_begin_at_0);

  return g_test_run ();
}
