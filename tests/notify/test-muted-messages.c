/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-muted-messages.h"

#include <glib/gstdio.h>
#include <string.h>

#include "culvert-await.h"

#define ID   "5f0c6b2e-9d0e-4a55-9b3a-0d9a3f1c2b7e"
#define NOON 1795331355
#define DAY  (24 * 60 * 60)

typedef struct
{
  char *folder;                /* (owned) */
  char *path;                  /* (owned): in a folder that is not made yet */
  CulvertMutedMessages *muted; /* (owned) */
  gboolean has_added;
} Fixture;

static CulvertMutedMessages *
load (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  CulvertMutedMessages *muted = culvert_muted_messages_new (file);
  g_autoptr (GAsyncResult) result = NULL;

  culvert_muted_messages_load_async (muted, culvert_await_on_ready, &result);
  culvert_await (result != NULL);
  culvert_muted_messages_load_finish (muted, result);

  return muted;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("culvert-muted-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "culvert", "muted", NULL);
  fixture->muted = load (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_finalize_object (fixture->muted);
  culvert_await (!fixture->has_added || g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  culvert_await_quiet ();
  g_remove (fixture->path);
  g_rmdir (folder);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static char *
read_file (Fixture *fixture)
{
  char *contents = NULL;

  g_file_get_contents (fixture->path, &contents, NULL, NULL);

  return contents;
}

static guint
count_lines (Fixture *fixture)
{
  g_autofree char *contents = read_file (fixture);
  g_auto (GStrv) lines = g_strsplit (contents != NULL ? contents : "", "=", -1);

  return contents != NULL ? g_strv_length (lines) - 1 : 0;
}

static void
add (Fixture *fixture, const char *id, const char *title, const char *text, gint64 now)
{
  culvert_muted_messages_add (fixture->muted, id, title, text, now);
  fixture->has_added = TRUE;
}

static void
test_a_shown_message_is_muted_for_a_day (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (culvert_muted_messages_has (fixture->muted, ID, "a", "b", NOON));
  add (fixture, ID, "a", "b", NOON);
  g_assert_true (culvert_muted_messages_has (fixture->muted, ID, "a", "b", NOON));
  g_assert_true (culvert_muted_messages_has (fixture->muted, ID, "a", "b", NOON + DAY - 1));
  g_assert_false (culvert_muted_messages_has (fixture->muted, ID, "a", "b", NOON + DAY));
}

static void
test_a_clock_that_is_put_back_mutes_nothing_for_long (Fixture *fixture, gconstpointer unused)
{
  add (fixture, ID, "a", "b", NOON);
  g_assert_false (culvert_muted_messages_has (fixture->muted, ID, "a", "b", NOON - 1));
}

static void
test_only_the_same_message_is_muted (Fixture *fixture, gconstpointer unused)
{
  add (fixture, ID, "a", "b", NOON);
  g_assert_false (culvert_muted_messages_has (fixture->muted, "other", "a", "b", NOON));
  g_assert_false (culvert_muted_messages_has (fixture->muted, ID, "ab", "", NOON));
  g_assert_false (culvert_muted_messages_has (fixture->muted, ID, "", "ab", NOON));
}

/* S26 */
static void
test_it_is_remembered_without_its_words (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertMutedMessages) next = NULL;
  g_autofree char *contents = NULL;

  add (fixture, ID, "Title", "private words", NOON);
  culvert_await (count_lines (fixture) == 1);
  next = load (fixture->path);
  g_assert_true (culvert_muted_messages_has (next, ID, "Title", "private words", NOON));

  contents = read_file (fixture);
  g_assert_null (strstr (contents, "private"));
  g_assert_null (strstr (contents, "Title"));
}

static void
test_the_newest_are_kept (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < 250; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      add (fixture, ID, "", text, NOON + i);
    }

  culvert_await (count_lines (fixture) == 99);
  g_assert_true (culvert_muted_messages_has (fixture->muted, ID, "", "249", NOON + 250));
  g_assert_true (culvert_muted_messages_has (fixture->muted, ID, "", "151", NOON + 250));
  g_assert_false (culvert_muted_messages_has (fixture->muted, ID, "", "150", NOON + 250));
}

static void
test_a_broken_file_mutes_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".bad", NULL);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (CulvertMutedMessages) next = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "\377\n[[", -1, NULL));
  next = load (fixture->path);
  g_assert_false (culvert_muted_messages_has (next, ID, "a", "b", NOON));
  g_assert_cmpint (g_remove (aside), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test)                                                                            \
  g_test_add ("/notify/muted-messages/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("a-shown-message-is-muted-for-a-day", test_a_shown_message_is_muted_for_a_day);
  ADD ("a-clock-that-is-put-back-mutes-nothing-for-long",
       test_a_clock_that_is_put_back_mutes_nothing_for_long);
  ADD ("only-the-same-message-is-muted", test_only_the_same_message_is_muted);
  ADD ("it-is-remembered-without-its-words", test_it_is_remembered_without_its_words);
  ADD ("the-newest-are-kept", test_the_newest_are_kept);
  ADD ("a-broken-file-mutes-nothing", test_a_broken_file_mutes_nothing);

  return g_test_run ();
}
