/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-governor.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* So many lines in each tenth of a second. Returns: when it was too much, in tenths, or 0 */
static guint
run (CulvertMgmtGovernor *governor, guint lines, guint tenths, gint64 *now)
{
  for (guint i = 1; i <= tenths; i++)
    {
      *now += SECOND / 10;
      if (culvert_mgmt_governor_count_lines (governor, lines, *now))
        return i;
    }
  return 0;
}

static void
test_flood (void)
{
  CulvertMgmtGovernor governor;
  gint64 now = 1000 * SECOND;

  culvert_mgmt_governor_init (&governor, 20000, 3000, now);
  g_assert_cmpuint (run (&governor, 2100, 100, &now), ==, 30);
}

static void
test_busy_is_no_flood (void)
{
  CulvertMgmtGovernor governor;
  gint64 now = 0;

  culvert_mgmt_governor_init (&governor, 20000, 3000, now);
  g_assert_cmpuint (run (&governor, 1900, 1000, &now), ==, 0);
}

static void
test_short_burst_is_no_flood (void)
{
  CulvertMgmtGovernor governor;
  gint64 now = 0;

  culvert_mgmt_governor_init (&governor, 20000, 3000, now);
  g_assert_cmpuint (run (&governor, 100000, 20, &now), ==, 0);
  g_assert_cmpuint (run (&governor, 1, 10, &now), ==, 0);
  g_assert_cmpuint (run (&governor, 100000, 20, &now), ==, 0);
}

static void
test_burst_after_rest_is_no_flood (void)
{
  CulvertMgmtGovernor governor;
  gint64 now = 0;

  culvert_mgmt_governor_init (&governor, 20000, 3000, now);
  now += 3600 * SECOND;
  g_assert_false (culvert_mgmt_governor_count_lines (&governor, 1000000, now));
  g_assert_cmpuint (run (&governor, 100000, 20, &now), ==, 0);
}

static void
test_overlong_too_often (void)
{
  CulvertMgmtGovernor governor;

  culvert_mgmt_governor_init (&governor, 20000, 3000, 0);
  for (guint i = 0; i < 15; i++)
    g_assert_false (culvert_mgmt_governor_count_overlong (&governor, i * SECOND));
  g_assert_true (culvert_mgmt_governor_count_overlong (&governor, 59 * SECOND));
}

static void
test_overlong_now_and_then (void)
{
  CulvertMgmtGovernor governor;

  culvert_mgmt_governor_init (&governor, 20000, 3000, 0);
  for (guint i = 0; i < 100; i++)
    g_assert_false (culvert_mgmt_governor_count_overlong (&governor, i * 4 * SECOND));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/management/governor/flood", test_flood);
  g_test_add_func ("/management/governor/busy-is-no-flood", test_busy_is_no_flood);
  g_test_add_func ("/management/governor/short-burst-is-no-flood", test_short_burst_is_no_flood);
  g_test_add_func ("/management/governor/burst-after-rest-is-no-flood",
                   test_burst_after_rest_is_no_flood);
  g_test_add_func ("/management/governor/overlong-too-often", test_overlong_too_often);
  g_test_add_func ("/management/governor/overlong-now-and-then", test_overlong_now_and_then);
  return g_test_run ();
}
