/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-traffic.h"

#define SECOND G_USEC_PER_SEC

static void
test_the_first_sample_has_a_total_and_no_rate (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 200, 5 * SECOND);

  g_assert_cmpuint (traffic.total_in, ==, 1000);
  g_assert_cmpuint (traffic.total_out, ==, 200);
  g_assert_cmpfloat (traffic.rate_in, ==, 0);
  g_assert_cmpfloat (traffic.rate_out, ==, 0);
}

static void
test_rates_are_bytes_a_second (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 200, 5 * SECOND);
  culvert_session_traffic_add (&traffic, 4000, 250, 7 * SECOND);

  g_assert_cmpuint (traffic.total_in, ==, 4000);
  g_assert_cmpuint (traffic.total_out, ==, 250);
  g_assert_cmpfloat (traffic.rate_in, ==, 1500);
  g_assert_cmpfloat (traffic.rate_out, ==, 25);
}

static void
test_a_counter_that_starts_again_only_adds (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 200, 1 * SECOND);
  culvert_session_traffic_add (&traffic, 300, 250, 2 * SECOND);

  g_assert_cmpuint (traffic.total_in, ==, 1300);
  g_assert_cmpuint (traffic.total_out, ==, 250);
}

/* As those are that have waited while this computer slept. */
static void
test_counts_that_come_at_once_make_no_peak (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 100, 1 * SECOND);
  culvert_session_traffic_add (&traffic, 2000, 200, 2 * SECOND);
  for (guint i = 1; i <= 5; i++)
    culvert_session_traffic_add (&traffic, 2000 + 1000 * i, 200 + 100 * i, 2 * SECOND + i);
  g_assert_cmpfloat (traffic.rate_in, ==, 1000);
  g_assert_cmpuint (traffic.total_in, ==, 7000);

  culvert_session_traffic_add (&traffic, 8000, 800, 4 * SECOND);
  g_assert_cmpfloat (traffic.rate_in, ==, 3000);
  g_assert_cmpfloat (traffic.rate_out, ==, 300);
  g_assert_cmpuint (traffic.total_out, ==, 800);
}

/* Nobody knows since when it has been counting. */
static void
test_a_counter_that_starts_again_makes_no_rate (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 4000, 200, 1 * SECOND);
  culvert_session_traffic_add (&traffic, 5000, 200, 2 * SECOND);
  culvert_session_traffic_add (&traffic, 300, 250, 3 * SECOND);
  g_assert_cmpfloat (traffic.rate_in, ==, 0);
  g_assert_cmpfloat (traffic.rate_out, ==, 0);

  culvert_session_traffic_add (&traffic, 400, 260, 4 * SECOND);
  g_assert_cmpfloat (traffic.rate_in, ==, 100);
  g_assert_cmpfloat (traffic.rate_out, ==, 10);
}

static void
test_a_counter_that_sinks_a_little_counts_nothing_twice (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 5000, 5000, 1 * SECOND);
  for (guint i = 0; i < 100; i++)
    {
      culvert_session_traffic_add (&traffic, 4990, 5000, (2 * i + 2) * SECOND);
      culvert_session_traffic_add (&traffic, 5000, 5000, (2 * i + 3) * SECOND);
    }

  g_assert_cmpuint (traffic.total_in, ==, 6000);
  g_assert_cmpuint (traffic.total_out, ==, 5000);
}

static void
test_two_samples_at_one_time_keep_the_rate (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 100, 0, 1 * SECOND);
  culvert_session_traffic_add (&traffic, 200, 0, 2 * SECOND);
  culvert_session_traffic_add (&traffic, 300, 0, 2 * SECOND);

  g_assert_cmpuint (traffic.total_in, ==, 300);
  g_assert_cmpfloat (traffic.rate_in, ==, 100);
}

static void
test_the_largest_count_is_counted (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, G_MAXUINT64, 0, 1 * SECOND);

  g_assert_cmpuint (traffic.total_in, ==, G_MAXUINT64);
}

static void
test_a_total_does_not_wrap (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, G_MAXUINT64, G_MAXUINT64, 1 * SECOND);
  culvert_session_traffic_add (&traffic, 1, 1, 2 * SECOND);
  culvert_session_traffic_add (&traffic, G_MAXUINT64, G_MAXUINT64, 3 * SECOND);

  g_assert_cmpuint (traffic.total_in, ==, G_MAXUINT64);
  g_assert_cmpuint (traffic.total_out, ==, G_MAXUINT64);
}

static void
test_a_new_connection_counts_from_where_the_daemon_was (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 200, 1 * SECOND);
  culvert_session_traffic_begin (&traffic);
  g_assert_cmpuint (traffic.total_in, ==, 0);

  culvert_session_traffic_add (&traffic, 1100, 200, 60 * SECOND);
  g_assert_cmpuint (traffic.total_in, ==, 100);
  g_assert_cmpuint (traffic.total_out, ==, 0);
  g_assert_cmpfloat (traffic.rate_in, ==, 0);
}

static void
test_a_pause_keeps_the_totals (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 200, 1 * SECOND);
  culvert_session_traffic_add (&traffic, 2000, 400, 2 * SECOND);
  culvert_session_traffic_pause (&traffic);
  g_assert_cmpfloat (traffic.rate_in, ==, 0);
  g_assert_cmpfloat (traffic.rate_out, ==, 0);

  /* The time of the pause is not a part of the next rate. */
  culvert_session_traffic_add (&traffic, 2500, 400, 60 * SECOND);
  g_assert_cmpuint (traffic.total_in, ==, 2500);
  g_assert_cmpfloat (traffic.rate_in, ==, 0);
}

static void
test_a_new_daemon_counts_from_0 (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 200, 1 * SECOND);
  culvert_session_traffic_reset (&traffic);
  culvert_session_traffic_add (&traffic, 1500, 100, 2 * SECOND);

  g_assert_cmpuint (traffic.total_in, ==, 1500);
  g_assert_cmpuint (traffic.total_out, ==, 100);
  g_assert_cmpfloat (traffic.rate_in, ==, 0);
}

/* Older daemons say nothing while nothing moves. */
static void
test_silence_is_a_rate_of_0 (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 100, 10 * SECOND);
  culvert_session_traffic_add (&traffic, 3000, 200, 11 * SECOND);

  g_assert_cmpfloat (culvert_session_traffic_get_rate (&traffic, 13 * SECOND).in, ==, 2000);
  g_assert_cmpfloat (culvert_session_traffic_get_rate (&traffic, 15 * SECOND).in, ==, 0);
  g_assert_true (culvert_session_traffic_get_rate (&traffic, 15 * SECOND).is_known);

  culvert_session_traffic_pause (&traffic);
  g_assert_false (culvert_session_traffic_get_rate (&traffic, 15 * SECOND).is_known);
}

static void
test_silence_is_read_as_nothing_moved (void)
{
  CulvertSessionTraffic traffic = { 0 };
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];

  culvert_session_traffic_add (&traffic, 1000, 100, 100 * SECOND);
  culvert_session_traffic_add (&traffic, 3000, 200, 101 * SECOND);
  g_assert_cmpuint (
      culvert_session_traffic_read (&traffic, CULVERT_TRAFFIC_MINUTE, 120 * SECOND, rates),
      ==,
      60);

  /* The last of them is that of the second 120. */
  g_assert_false (rates[38].is_known);
  g_assert_cmpfloat (rates[39].in, ==, 2000);
  for (guint i = 40; i < 60; i++)
    {
      g_assert_true (rates[i].is_known);
      g_assert_cmpfloat (rates[i].in, ==, 0);
    }
}

static void
test_a_late_count_leaves_the_rate_as_it_was (void)
{
  CulvertSessionTraffic traffic = { 0 };
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];

  culvert_session_traffic_add (&traffic, 1000, 100, 100 * SECOND);
  culvert_session_traffic_add (&traffic, 3000, 200, 101 * SECOND);
  culvert_session_traffic_read (&traffic, CULVERT_TRAFFIC_MINUTE, 102 * SECOND, rates);

  g_assert_cmpfloat (rates[58].in, ==, 2000);
  g_assert_cmpfloat (rates[59].in, ==, 2000);
}

static void
test_the_time_without_a_tunnel_is_not_known (void)
{
  CulvertSessionTraffic traffic = { 0 };
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];

  culvert_session_traffic_add (&traffic, 1000, 100, 100 * SECOND);
  culvert_session_traffic_add (&traffic, 2000, 100, 101 * SECOND);
  culvert_session_traffic_reset (&traffic);
  culvert_session_traffic_add (&traffic, 9000, 900, 110 * SECOND);
  culvert_session_traffic_add (&traffic, 9500, 900, 111 * SECOND);
  culvert_session_traffic_read (&traffic, CULVERT_TRAFFIC_MINUTE, 110 * SECOND, rates);

  g_assert_cmpfloat (rates[49].in, ==, 1000);
  for (guint i = 50; i < 59; i++)
    g_assert_false (rates[i].is_known);
  g_assert_cmpfloat (rates[59].in, ==, 500);
}

/* An average over a minute is none. */
static void
test_a_rate_is_not_known_while_counts_are_sparse (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_add (&traffic, 1000, 100, 10 * SECOND);
  culvert_session_traffic_add (&traffic, 3000, 200, 11 * SECOND);
  culvert_session_traffic_set_is_sparse (&traffic, TRUE, 11 * SECOND);
  g_assert_false (culvert_session_traffic_get_rate (&traffic, 11 * SECOND).is_known);
  g_assert_false (culvert_session_traffic_get_rate (&traffic, 40 * SECOND).is_known);

  culvert_session_traffic_add (&traffic, 9000, 200, 71 * SECOND);
  g_assert_false (culvert_session_traffic_get_rate (&traffic, 71 * SECOND).is_known);
  g_assert_cmpfloat (culvert_session_traffic_get_rate (&traffic, 71 * SECOND).in, ==, 0);
  g_assert_cmpuint (traffic.total_in, ==, 9000);
}

static void
test_a_rate_is_known_by_two_counts_that_are_not_sparse (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_set_is_sparse (&traffic, TRUE, 5 * SECOND);
  culvert_session_traffic_add (&traffic, 1000, 100, 10 * SECOND);
  culvert_session_traffic_set_is_sparse (&traffic, FALSE, 60 * SECOND);
  g_assert_false (culvert_session_traffic_get_rate (&traffic, 60 * SECOND).is_known);
  culvert_session_traffic_add (&traffic, 601000, 100, 61 * SECOND);
  g_assert_false (culvert_session_traffic_get_rate (&traffic, 61 * SECOND).is_known);
  culvert_session_traffic_add (&traffic, 601500, 100, 62 * SECOND);
  g_assert_true (culvert_session_traffic_get_rate (&traffic, 62 * SECOND).is_known);
  g_assert_cmpfloat (culvert_session_traffic_get_rate (&traffic, 62 * SECOND).in, ==, 500);
}

/* A daemon that says nothing while nothing moves says nothing then, either. */
static void
test_silence_counts_since_counts_are_not_sparse (void)
{
  CulvertSessionTraffic traffic = { 0 };

  culvert_session_traffic_set_is_sparse (&traffic, TRUE, 5 * SECOND);
  culvert_session_traffic_add (&traffic, 1000, 100, 10 * SECOND);
  culvert_session_traffic_set_is_sparse (&traffic, FALSE, 60 * SECOND);
  g_assert_false (culvert_session_traffic_get_rate (&traffic, 62 * SECOND).is_known);
  g_assert_true (culvert_session_traffic_get_rate (&traffic, 64 * SECOND).is_known);
  g_assert_cmpfloat (culvert_session_traffic_get_rate (&traffic, 64 * SECOND).in, ==, 0);
}

/* What moved while nobody looked is spread over that time, up to the first count that somebody
 * sees. Until that comes, there is a gap. */
static void
test_a_sparse_minute_is_read_as_its_average (void)
{
  CulvertSessionTraffic traffic = { 0 };
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];

  culvert_session_traffic_set_is_sparse (&traffic, TRUE, 5 * SECOND);
  culvert_session_traffic_add (&traffic, 0, 0, 100 * SECOND);
  culvert_session_traffic_add (&traffic, 60000, 0, 160 * SECOND);
  culvert_session_traffic_set_is_sparse (&traffic, FALSE, 190 * SECOND);
  culvert_session_traffic_read (&traffic, CULVERT_TRAFFIC_5_MINUTES, 190 * SECOND, rates);
  g_assert_cmpfloat_with_epsilon (rates[299 - 60].in, 1000, 1);
  for (guint i = 299 - 30; i < 300; i++)
    g_assert_false (rates[i].is_known);

  culvert_session_traffic_add (&traffic, 122000, 0, 191 * SECOND);
  culvert_session_traffic_add (&traffic, 122100, 0, 192 * SECOND);
  culvert_session_traffic_read (&traffic, CULVERT_TRAFFIC_5_MINUTES, 191 * SECOND, rates);
  for (guint i = 299 - 31; i < 299; i++)
    g_assert_cmpfloat_with_epsilon (rates[i].in, 2000, 1);
  g_assert_cmpfloat_with_epsilon (rates[299].in, 100, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/traffic/the-first-sample-has-a-total-and-no-rate",
                   test_the_first_sample_has_a_total_and_no_rate);
  g_test_add_func ("/session/traffic/counts-that-come-at-once-make-no-peak",
                   test_counts_that_come_at_once_make_no_peak);
  g_test_add_func ("/session/traffic/rates-are-bytes-a-second", test_rates_are_bytes_a_second);
  g_test_add_func ("/session/traffic/a-counter-that-starts-again-only-adds",
                   test_a_counter_that_starts_again_only_adds);
  g_test_add_func ("/session/traffic/a-counter-that-starts-again-makes-no-rate",
                   test_a_counter_that_starts_again_makes_no_rate);
  g_test_add_func ("/session/traffic/a-counter-that-sinks-a-little-counts-nothing-twice",
                   test_a_counter_that_sinks_a_little_counts_nothing_twice);
  g_test_add_func ("/session/traffic/two-samples-at-one-time-keep-the-rate",
                   test_two_samples_at_one_time_keep_the_rate);
  g_test_add_func ("/session/traffic/the-largest-count-is-counted",
                   test_the_largest_count_is_counted);
  g_test_add_func ("/session/traffic/a-total-does-not-wrap", test_a_total_does_not_wrap);
  g_test_add_func ("/session/traffic/a-new-connection-counts-from-where-the-daemon-was",
                   test_a_new_connection_counts_from_where_the_daemon_was);
  g_test_add_func ("/session/traffic/a-pause-keeps-the-totals", test_a_pause_keeps_the_totals);
  g_test_add_func ("/session/traffic/a-new-daemon-counts-from-0", test_a_new_daemon_counts_from_0);
  g_test_add_func ("/session/traffic/silence-is-a-rate-of-0", test_silence_is_a_rate_of_0);
  g_test_add_func ("/session/traffic/silence-is-read-as-nothing-moved",
                   test_silence_is_read_as_nothing_moved);
  g_test_add_func ("/session/traffic/a-late-count-leaves-the-rate-as-it-was",
                   test_a_late_count_leaves_the_rate_as_it_was);
  g_test_add_func ("/session/traffic/the-time-without-a-tunnel-is-not-known",
                   test_the_time_without_a_tunnel_is_not_known);
  g_test_add_func ("/session/traffic/a-rate-is-not-known-while-counts-are-sparse",
                   test_a_rate_is_not_known_while_counts_are_sparse);
  g_test_add_func ("/session/traffic/a-rate-is-known-by-two-counts-that-are-not-sparse",
                   test_a_rate_is_known_by_two_counts_that_are_not_sparse);
  g_test_add_func ("/session/traffic/silence-counts-since-counts-are-not-sparse",
                   test_silence_counts_since_counts_are_not_sparse);
  g_test_add_func ("/session/traffic/a-sparse-minute-is-read-as-its-average",
                   test_a_sparse_minute_is_read_as_its_average);

  return g_test_run ();
}
