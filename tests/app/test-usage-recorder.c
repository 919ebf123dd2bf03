/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-staged-session.h"
#include "culvert-usage-recorder.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;                   /* (owned) */
  char *path;                     /* (owned) */
  CulvertSessionList *list;       /* (owned) */
  CulvertStagedSession *office;   /* (owned) */
  CulvertUsageRecorder *recorder; /* (owned) */
} Fixture;

static void
start (Fixture *fixture)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (CulvertUsageStore) store = culvert_usage_store_new (file);

  fixture->recorder = culvert_usage_recorder_new (fixture->list, store);
}

static void
flush (Fixture *fixture)
{
  CulvertUsageStore *store = culvert_usage_recorder_get_store (fixture->recorder);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_usage_store_flush_async (store, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  g_assert_true (culvert_usage_store_flush_finish (store, result, NULL));
}

static void
say_counts (Fixture *fixture, guint64 in, guint64 out)
{
  g_autofree char *line =
      g_strdup_printf (">BYTECOUNT:%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT, in, out);

  culvert_fake_daemon_say (fixture->office->daemon, line);
  culvert_await (culvert_session_get_traffic (fixture->office->session)->last_in == in);
}

/* The first counts may come before the store has looked for its file. */
static void
begin_to_count (Fixture *fixture)
{
  while (!g_file_test (fixture->path, G_FILE_TEST_EXISTS))
    {
      say_counts (fixture, 1000, 100);
      culvert_await_quiet ();
      flush (fixture);
    }
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("culvert-usage-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "usage.conf", NULL);
  fixture->list = culvert_session_list_new ();
  fixture->office = culvert_staged_session_new ("Office");
  culvert_session_list_add (fixture->list, fixture->office->session);
  culvert_staged_session_connect (fixture->office);
  start (fixture);
  begin_to_count (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->recorder);
  g_assert_finalize_object (fixture->list);
  culvert_staged_session_free (fixture->office);
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Of the month, because midnight may come at any time. */
static CulvertUsageAmount
get_usage (Fixture *fixture)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (fixture->office->session));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return culvert_usage_store_get_month (culvert_usage_recorder_get_store (fixture->recorder),
                                        id,
                                        now);
}

static void
test_what_a_session_moves_is_counted (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (get_usage (fixture).in, ==, 0);

  say_counts (fixture, 1700, 110);
  g_assert_cmpuint (get_usage (fixture).in, ==, 700);
  g_assert_cmpuint (get_usage (fixture).out, ==, 10);
}

/* The daemon ran on while Culvert did not. */
static void
test_a_restart_counts_nothing_twice (Fixture *fixture, gconstpointer unused)
{
  say_counts (fixture, 1700, 110);
  flush (fixture);
  g_assert_finalize_object (fixture->recorder);
  start (fixture);
  culvert_await (get_usage (fixture).in == 700);

  say_counts (fixture, 1750, 120);
  g_assert_cmpuint (get_usage (fixture).in, ==, 750);
  g_assert_cmpuint (get_usage (fixture).out, ==, 20);
}

static void
test_a_session_that_is_lost_forgets_nothing (Fixture *fixture, gconstpointer unused)
{
  say_counts (fixture, 1700, 110);
  culvert_fake_daemon_hang_up (fixture->office->daemon);
  culvert_await (!culvert_session_is_attached (fixture->office->session));

  g_assert_cmpuint (get_usage (fixture).in, ==, 700);
}

static void
test_a_new_name_forgets_nothing (Fixture *fixture, gconstpointer unused)
{
  say_counts (fixture, 1700, 110);
  culvert_profile_set_name (culvert_session_get_profile (fixture->office->session), "Bureau");
  culvert_await_quiet ();

  g_assert_cmpuint (get_usage (fixture).in, ==, 700);
}

static void
test_a_removed_connection_is_forgotten (Fixture *fixture, gconstpointer unused)
{
  say_counts (fixture, 1700, 110);
  culvert_session_list_remove (fixture->list, fixture->office->session);
  culvert_await (get_usage (fixture).in == 0);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/app/usage-recorder/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("what-a-session-moves-is-counted", test_what_a_session_moves_is_counted);
  ADD ("a-restart-counts-nothing-twice", test_a_restart_counts_nothing_twice);
  ADD ("a-session-that-is-lost-forgets-nothing", test_a_session_that_is_lost_forgets_nothing);
  ADD ("a-new-name-forgets-nothing", test_a_new_name_forgets_nothing);
  ADD ("a-removed-connection-is-forgotten", test_a_removed_connection_is_forgotten);

  return g_test_run ();
}
