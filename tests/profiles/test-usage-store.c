/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-usage-store.h"

#include <glib/gstdio.h>

#define OFFICE "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
#define HOME   "16fd2706-8baf-433b-82eb-8c7fada847da"

typedef struct
{
  char *folder;             /* (owned) */
  char *path;               /* (owned): its folder is not there yet */
  CulvertUsageStore *store; /* (owned) */
  GDateTime *now;           /* (owned) */
} Fixture;

static void
open_store (Fixture *fixture)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  fixture->store = culvert_usage_store_new (file);
}

static gboolean
load (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_good;

  open_store (fixture);
  culvert_usage_store_load_async (fixture->store, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  is_good = culvert_usage_store_load_finish (fixture->store, result, &error);
  g_assert_true (is_good == (error == NULL));

  return is_good;
}

static gboolean
flush (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_usage_store_flush_async (fixture->store, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  return culvert_usage_store_flush_finish (fixture->store, result, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("culvert-usage-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "state", "usage.conf", NULL);
  fixture->now = g_date_time_new_local (2026, 11, 22, 12, 0, 0);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->store);
  remove_tree (fixture->folder);
  g_date_time_unref (fixture->now);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
restart (Fixture *fixture)
{
  g_assert_true (flush (fixture));
  g_assert_finalize_object (fixture->store);
  g_assert_true (load (fixture));
}

static void
put_file (Fixture *fixture, const char *contents)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, contents, -1, NULL));
}

static char *
get_file (Fixture *fixture)
{
  char *contents = NULL;

  g_file_get_contents (fixture->path, &contents, NULL, NULL);

  return contents;
}

static void
count (Fixture *fixture, const char *id, guint64 in, guint64 out)
{
  culvert_usage_store_count (fixture->store, id, in, out, fixture->now);
}

static void
assert_today (Fixture *fixture, const char *id, guint64 in, guint64 out)
{
  CulvertUsageAmount day = culvert_usage_store_get_day (fixture->store, id, fixture->now);
  CulvertUsageAmount month = culvert_usage_store_get_month (fixture->store, id, fixture->now);

  g_assert_cmpuint (day.in, ==, in);
  g_assert_cmpuint (day.out, ==, out);
  g_assert_cmpuint (month.in, >=, in);
  g_assert_cmpuint (month.out, >=, out);
}

static void
test_without_a_file_it_is_empty (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (load (fixture));

  assert_today (fixture, OFFICE, 0, 0);
  g_assert_true (flush (fixture));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_connections_are_counted_apart (Fixture *fixture, gconstpointer unused)
{
  load (fixture);
  count (fixture, OFFICE, 0, 0);
  count (fixture, HOME, 0, 0);
  count (fixture, OFFICE, 100, 10);
  count (fixture, HOME, 7, 5);

  assert_today (fixture, OFFICE, 100, 10);
  assert_today (fixture, HOME, 7, 5);
}

static void
test_a_restart_keeps_it (Fixture *fixture, gconstpointer unused)
{
  load (fixture);
  count (fixture, OFFICE, 1000, 100);
  count (fixture, OFFICE, 1500, 150);
  restart (fixture);
  assert_today (fixture, OFFICE, 500, 50);

  /* The daemon ran on, and its counters with it: only what is new counts. */
  count (fixture, OFFICE, 1600, 160);
  assert_today (fixture, OFFICE, 600, 60);
}

static void
test_the_file_is_for_its_owner_alone (Fixture *fixture, gconstpointer unused)
{
  GStatBuf status;

  load (fixture);
  count (fixture, OFFICE, 1000, 100);
  g_assert_true (flush (fixture));

  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static void
test_what_is_counted_is_not_written_at_once (Fixture *fixture, gconstpointer unused)
{
  load (fixture);
  count (fixture, OFFICE, 1000, 100);
  count (fixture, OFFICE, 2000, 100);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_nothing_new_is_not_written (Fixture *fixture, gconstpointer unused)
{
  load (fixture);
  count (fixture, OFFICE, 1000, 100);
  g_assert_true (flush (fixture));
  g_assert_cmpint (g_remove (fixture->path), ==, 0);

  count (fixture, OFFICE, 1000, 100);
  g_assert_true (flush (fixture));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_every_flush_is_answered (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autofree char *contents = NULL;

  load (fixture);
  count (fixture, OFFICE, 1000, 100);
  culvert_usage_store_flush_async (fixture->store, culvert_await_on_ready, &first);
  count (fixture, OFFICE, 1777, 100);
  culvert_usage_store_flush_async (fixture->store, culvert_await_on_ready, &second);
  culvert_await (first != NULL && second != NULL);

  contents = get_file (fixture);
  g_assert_nonnull (strstr (contents, "counters=1777;100;"));
}

static void
test_a_forgotten_connection_is_gone (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *contents = NULL;

  load (fixture);
  count (fixture, OFFICE, 1000, 100);
  count (fixture, HOME, 1000, 100);
  culvert_usage_store_forget (fixture->store, OFFICE);
  g_assert_true (flush (fixture));

  contents = get_file (fixture);
  g_assert_null (strstr (contents, OFFICE));
  g_assert_nonnull (strstr (contents, HOME));
}

static void
test_a_broken_file_is_moved_aside (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".bad", NULL);
  g_autofree char *contents = NULL;

  put_file (fixture, "\x01\x02 this is no key file");
  g_assert_false (load (fixture));
  count (fixture, OFFICE, 1000, 100);
  g_assert_true (flush (fixture));

  g_assert_true (g_file_get_contents (aside, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "\x01\x02 this is no key file");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_a_file_that_cannot_be_read_is_left_alone (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  g_assert_false (load (fixture));
  count (fixture, OFFICE, 0, 0);
  count (fixture, OFFICE, 1000, 100);

  assert_today (fixture, OFFICE, 1000, 100);
  g_assert_true (flush (fixture));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));
}

static void
test_groups_that_are_no_connections_are_left_out (Fixture *fixture, gconstpointer unused)
{
  put_file (fixture,
            "[connection " OFFICE "]\n2026-11-22=100;10\n"
            "[connection ../../etc]\n2026-11-22=100;10\n"
            "[other]\n2026-11-22=100;10\n");
  g_assert_true (load (fixture));

  assert_today (fixture, OFFICE, 100, 10);
  assert_today (fixture, "../../etc", 0, 0);
}

static void
test_there_is_room_for_200_connections (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  gsize n_groups;

  load (fixture);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *id = g_uuid_string_random ();

      count (fixture, id, 1000, 100);
    }
  g_assert_true (flush (fixture));

  g_assert_true (g_key_file_load_from_file (key_file, fixture->path, 0, NULL));
  groups = g_key_file_get_groups (key_file, &n_groups);
  g_assert_cmpuint (n_groups, ==, 200);
}

static void
test_what_comes_before_the_file_is_not_taken_in (Fixture *fixture, gconstpointer unused)
{
  open_store (fixture);
  count (fixture, OFFICE, 0, 0);
  count (fixture, OFFICE, 1000, 100);

  assert_today (fixture, OFFICE, 0, 0);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/profiles/usage-store/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("without-a-file-it-is-empty", test_without_a_file_it_is_empty);
  ADD ("connections-are-counted-apart", test_connections_are_counted_apart);
  ADD ("a-restart-keeps-it", test_a_restart_keeps_it);
  ADD ("the-file-is-for-its-owner-alone", test_the_file_is_for_its_owner_alone);
  ADD ("what-is-counted-is-not-written-at-once", test_what_is_counted_is_not_written_at_once);
  ADD ("nothing-new-is-not-written", test_nothing_new_is_not_written);
  ADD ("every-flush-is-answered", test_every_flush_is_answered);
  ADD ("a-forgotten-connection-is-gone", test_a_forgotten_connection_is_gone);
  ADD ("a-broken-file-is-moved-aside", test_a_broken_file_is_moved_aside);
  ADD ("a-file-that-cannot-be-read-is-left-alone", test_a_file_that_cannot_be_read_is_left_alone);
  ADD ("groups-that-are-no-connections-are-left-out",
       test_groups_that_are_no_connections_are_left_out);
  ADD ("there-is-room-for-200-connections", test_there_is_room_for_200_connections);
  ADD ("what-comes-before-the-file-is-not-taken-in",
       test_what_comes_before_the_file_is_not_taken_in);

  return g_test_run ();
}
