/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-summary.h"

#define WANTED     CULVERT_WANTED_CONNECTED
#define NOT_WANTED CULVERT_WANTED_DISCONNECTED

typedef struct
{
  CulvertSessionState state;
  CulvertSummaryState summary;
} Row;

static void
test_nothing_is_disconnected (void)
{
  CulvertSessionSummary summary = { 0 };

  g_assert_cmpuint (summary.state, ==, CULVERT_SUMMARY_DISCONNECTED);
  g_assert_cmpuint (summary.n_sessions, ==, 0);
}

static void
test_one_session_is_told_as_it_is (void)
{
  const Row rows[] = {
    { CULVERT_SESSION_DISCONNECTED, CULVERT_SUMMARY_DISCONNECTED },
    { CULVERT_SESSION_CONNECTING, CULVERT_SUMMARY_CONNECTING },
    { CULVERT_SESSION_CONNECTED, CULVERT_SUMMARY_CONNECTED },
    { CULVERT_SESSION_RECONNECTING, CULVERT_SUMMARY_CONNECTING },
    { CULVERT_SESSION_WAITING, CULVERT_SUMMARY_WAITING },
    { CULVERT_SESSION_DISCONNECTING, CULVERT_SUMMARY_CONNECTING },
    { CULVERT_SESSION_FAILED, CULVERT_SUMMARY_ERROR },
  };

  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, CULVERT_SESSION_N_STATES);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CulvertSessionSummary summary = { 0 };

      culvert_session_summary_add (&summary, rows[i].state, NOT_WANTED, FALSE);
      g_assert_cmpuint (summary.state, ==, rows[i].summary);
    }
}

static void
test_a_question_beats_everything (void)
{
  CulvertSessionSummary summary = { 0 };

  culvert_session_summary_add (&summary, CULVERT_SESSION_CONNECTING, WANTED, TRUE);
  culvert_session_summary_add (&summary, CULVERT_SESSION_FAILED, WANTED, FALSE);

  g_assert_cmpuint (summary.state, ==, CULVERT_SUMMARY_ATTENTION);
  g_assert_cmpuint (summary.n_questions, ==, 1);
}

static void
test_the_worst_is_told_in_any_order (void)
{
  CulvertSessionSummary forth = { 0 };
  CulvertSessionSummary back = { 0 };

  for (guint state = 0; state < CULVERT_SESSION_N_STATES; state++)
    {
      guint mirrored = CULVERT_SESSION_N_STATES - 1 - state;

      culvert_session_summary_add (&forth, (CulvertSessionState) state, WANTED, FALSE);
      culvert_session_summary_add (&back, (CulvertSessionState) mirrored, WANTED, FALSE);
    }

  g_assert_cmpuint (forth.state, ==, CULVERT_SUMMARY_ERROR);
  g_assert_true (culvert_session_summary_equal (&forth, &back));
}

static void
test_counts_what_is_there_up_and_wanted (void)
{
  CulvertSessionSummary summary = { 0 };

  culvert_session_summary_add (&summary, CULVERT_SESSION_CONNECTED, WANTED, FALSE);
  culvert_session_summary_add (&summary, CULVERT_SESSION_CONNECTED, NOT_WANTED, FALSE);
  culvert_session_summary_add (&summary, CULVERT_SESSION_WAITING, WANTED, FALSE);
  culvert_session_summary_add (&summary, CULVERT_SESSION_DISCONNECTED, NOT_WANTED, FALSE);

  g_assert_cmpuint (summary.n_sessions, ==, 4);
  g_assert_cmpuint (summary.n_up, ==, 2);
  g_assert_cmpuint (summary.n_wanted, ==, 2);
  g_assert_cmpuint (summary.n_questions, ==, 0);
  g_assert_cmpuint (summary.state, ==, CULVERT_SUMMARY_WAITING);
}

static void
test_every_part_makes_a_difference (void)
{
  const CulvertSessionSummary same = { CULVERT_SUMMARY_CONNECTED, 1, 1, 1, 1 };
  const CulvertSessionSummary others[] = {
    { CULVERT_SUMMARY_ERROR, 1, 1, 1, 1 },     { CULVERT_SUMMARY_CONNECTED, 2, 1, 1, 1 },
    { CULVERT_SUMMARY_CONNECTED, 1, 2, 1, 1 }, { CULVERT_SUMMARY_CONNECTED, 1, 1, 2, 1 },
    { CULVERT_SUMMARY_CONNECTED, 1, 1, 1, 2 },
  };
  CulvertSessionSummary copy = same;

  g_assert_true (culvert_session_summary_equal (&same, &copy));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (culvert_session_summary_equal (&same, &others[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/summary/nothing-is-disconnected", test_nothing_is_disconnected);
  g_test_add_func ("/session/summary/one-session-is-told-as-it-is",
                   test_one_session_is_told_as_it_is);
  g_test_add_func ("/session/summary/a-question-beats-everything",
                   test_a_question_beats_everything);
  g_test_add_func ("/session/summary/the-worst-is-told-in-any-order",
                   test_the_worst_is_told_in_any_order);
  g_test_add_func ("/session/summary/counts-what-is-there-up-and-wanted",
                   test_counts_what_is_there_up_and_wanted);
  g_test_add_func ("/session/summary/every-part-makes-a-difference",
                   test_every_part_makes_a_difference);

  return g_test_run ();
}
