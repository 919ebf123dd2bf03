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
  g_assert_cmpfloat (traffic.rate_in, ==, 300);
  g_assert_cmpfloat (traffic.rate_out, ==, 50);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/traffic/the-first-sample-has-a-total-and-no-rate",
                   test_the_first_sample_has_a_total_and_no_rate);
  g_test_add_func ("/session/traffic/rates-are-bytes-a-second", test_rates_are_bytes_a_second);
  g_test_add_func ("/session/traffic/a-counter-that-starts-again-only-adds",
                   test_a_counter_that_starts_again_only_adds);
  g_test_add_func ("/session/traffic/two-samples-at-one-time-keep-the-rate",
                   test_two_samples_at_one_time_keep_the_rate);
  g_test_add_func ("/session/traffic/the-largest-count-is-counted",
                   test_the_largest_count_is_counted);
  g_test_add_func ("/session/traffic/a-new-connection-counts-from-where-the-daemon-was",
                   test_a_new_connection_counts_from_where_the_daemon_was);
  g_test_add_func ("/session/traffic/a-pause-keeps-the-totals", test_a_pause_keeps_the_totals);
  g_test_add_func ("/session/traffic/a-new-daemon-counts-from-0", test_a_new_daemon_counts_from_0);

  return g_test_run ();
}
