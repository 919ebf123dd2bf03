/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-traffic-scale.h"

#define KIB 1024.0
#define MIB (1024 * KIB)

static void
test_lines_are_round (void)
{
  static const struct
  {
    double peak;
    const char *labels; /* from below */
  } rows[] = {
    { 0, "0|0.5 KiB/s|1.0 KiB/s" },
    { 20, "0|0.5 KiB/s|1.0 KiB/s" },
    { 1 * KIB, "0|0.5 KiB/s|1.0 KiB/s" },
    { 1.2 * KIB, "0|0.5 KiB/s|1.0 KiB/s|1.5 KiB/s" },
    { 2.1 * KIB, "0|1 KiB/s|2 KiB/s|3 KiB/s" },
    { 45 * KIB, "0|20 KiB/s|40 KiB/s|60 KiB/s" },
    { 999 * KIB, "0|500 KiB/s|1000 KiB/s" },
    { 1001 * KIB, "0|0.5 MiB/s|1.0 MiB/s" },
    { 7.9 * MIB, "0|2 MiB/s|4 MiB/s|6 MiB/s|8 MiB/s" },
    { 120 * MIB, "0|50 MiB/s|100 MiB/s|150 MiB/s" },
    { 1.3 * 1024 * MIB, "0|0.5 GiB/s|1.0 GiB/s|1.5 GiB/s" },
    { 1.8446744073709552e19, "0|5 EiB/s|10 EiB/s|15 EiB/s|20 EiB/s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CulvertTrafficScale scale = culvert_traffic_scale_for (rows[i].peak);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) labels = NULL;
      g_autofree char *joined = NULL;

      for (guint line = 0; line <= scale.n_lines; line++)
        {
          g_autofree char *label = culvert_traffic_scale_dup_label (&scale, line);

          g_strv_builder_add (builder, label);
        }
      labels = g_strv_builder_end (builder);
      joined = g_strjoinv ("|", labels);

      g_assert_cmpstr (joined, ==, rows[i].labels);
    }
}

static void
test_the_highest_rate_fits (void)
{
  for (double peak = 1; peak < 1e19; peak *= 1.07)
    {
      CulvertTrafficScale scale = culvert_traffic_scale_for (peak);

      g_assert_cmpfloat (culvert_traffic_scale_get_top (&scale), >=, peak);
      g_assert_cmpuint (scale.n_lines, >=, 2);
      g_assert_cmpuint (scale.n_lines, <=, 4);
      /* No more than half of the plot is empty, but for a tunnel at rest. */
      if (peak > 1 * KIB)
        g_assert_cmpfloat (culvert_traffic_scale_get_top (&scale), <, 2.05 * peak);
    }
}

static void
test_rates_have_their_unit (void)
{
  g_autofree char *small = culvert_traffic_scale_dup_rate (1536);
  g_autofree char *large = culvert_traffic_scale_dup_rate (1e30);
  g_autofree char *negative = culvert_traffic_scale_dup_rate (-5);

  g_assert_cmpstr (small, ==, "1.5\302\240KiB/s");
  g_assert_true (g_str_has_suffix (large, "EiB/s"));
  g_assert_true (g_str_has_prefix (negative, "0"));
}

static void
test_ticks_reach_over_the_range (void)
{
  static const char *const oldest[] = { "60 s", "5 min", "60 min" };

  for (guint range = 0; range < CULVERT_TRAFFIC_N_RANGES; range++)
    {
      guint n_ticks = culvert_traffic_scale_get_n_ticks ((CulvertTrafficRange) range);
      g_autofree char *first = culvert_traffic_scale_dup_tick ((CulvertTrafficRange) range, 0);
      g_autofree char *last =
          culvert_traffic_scale_dup_tick ((CulvertTrafficRange) range, n_ticks - 1);

      g_assert_cmpstr (first, ==, "now");
      g_assert_cmpstr (last, ==, oldest[range]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/traffic-scale/lines-are-round", test_lines_are_round);
  g_test_add_func ("/ui/traffic-scale/the-highest-rate-fits", test_the_highest_rate_fits);
  g_test_add_func ("/ui/traffic-scale/rates-have-their-unit", test_rates_have_their_unit);
  g_test_add_func ("/ui/traffic-scale/ticks-reach-over-the-range", test_ticks_reach_over_the_range);

  return g_test_run ();
}
