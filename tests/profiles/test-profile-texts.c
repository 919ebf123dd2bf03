/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-texts.h"

#include "culvert-await.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define ID    "0b3fd3a4-6f0c-4f0e-9d6b-0d6a4f6f4b11"
#define OTHER "1b3fd3a4-6f0c-4f0e-9d6b-0d6a4f6f4b11"

typedef struct
{
  char *root;                 /* (owned) */
  char *folder;               /* (owned): not there at first */
  CulvertProfileTexts *texts; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;

  fixture->root = g_dir_make_tmp ("culvert-texts-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->root, "culvert", "profiles", NULL);
  folder = g_file_new_for_path (fixture->folder);
  fixture->texts = culvert_profile_texts_new (folder);
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);

      if (!g_file_test (entry, G_FILE_TEST_IS_SYMLINK) && g_file_test (entry, G_FILE_TEST_IS_DIR))
        empty_folder (entry);
      g_assert_cmpint (g_remove (entry), ==, 0);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->texts));
  empty_folder (fixture->root);
  g_assert_cmpint (g_rmdir (fixture->root), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->root);
}

/* 0, or the code of the GIOError that it ended with, plus 1. */
static int
finish (Fixture *fixture, GAsyncResult **slot)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culvert_await (*slot != NULL);
  result = g_steal_pointer (slot);
  if (culvert_profile_texts_finish (fixture->texts, result, &error))
    return 0;

  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (G_IO_ERROR));
  return error->code + 1;
}

static int
add (Fixture *fixture, const char *id, const char *words)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new (words, -1);
  GAsyncResult *result = NULL;

  culvert_profile_texts_add_async (fixture->texts, id, text, culvert_await_on_ready, &result);
  return finish (fixture, &result);
}

static int
replace (Fixture *fixture, const char *id, const char *words)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new (words, -1);
  GAsyncResult *result = NULL;

  culvert_profile_texts_replace_async (fixture->texts, id, text, culvert_await_on_ready, &result);
  return finish (fixture, &result);
}

static int
remove_text (Fixture *fixture, const char *id)
{
  GAsyncResult *result = NULL;

  culvert_profile_texts_remove_async (fixture->texts, id, culvert_await_on_ready, &result);
  return finish (fixture, &result);
}

/* (nullable) */
static CulvertSecretText *
read_text (Fixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culvert_profile_texts_read_async (fixture->texts, id, culvert_await_on_ready, &slot);
  culvert_await (slot != NULL);
  result = slot;

  return culvert_profile_texts_read_finish (fixture->texts, result, NULL);
}

static void
assert_reads (Fixture *fixture, const char *id, const char *words)
{
  g_autoptr (CulvertSecretText) text = read_text (fixture, id);

  g_assert_nonnull (text);
  g_assert_cmpstr (culvert_secret_text_peek (text), ==, words);
}

static guint
mode_of (const char *path)
{
  struct stat status;

  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  return status.st_mode & 07777;
}

static char *
path_of (Fixture *fixture, const char *id)
{
  g_autoptr (GFile) file = culvert_profile_texts_get_file (fixture->texts, id);

  return g_file_get_path (file);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_keeps_what_is_added (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (add (fixture, ID, "remote a\n"), ==, 0);
  assert_reads (fixture, ID, "remote a\n");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_is_nobody_elses (Fixture *fixture, gconstpointer data)
{
  mode_t mask = umask (0);
  g_autofree char *path = path_of (fixture, ID);

  g_assert_cmpint (add (fixture, ID, "remote a\n"), ==, 0);
  g_assert_cmpuint (mode_of (fixture->folder), ==, 0700);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  umask (mask);
}

static void
test_closes_an_open_folder (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (add (fixture, ID, "remote a\n"), ==, 0);
  g_assert_cmpuint (mode_of (fixture->folder), ==, 0700);
}

static void
test_add_replaces_nothing (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (add (fixture, ID, "remote a\n"), ==, 0);
  g_assert_cmpint (add (fixture, ID, "remote b\n"), ==, G_IO_ERROR_EXISTS + 1);
  assert_reads (fixture, ID, "remote a\n");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_replace_is_whole (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (add (fixture, ID, "remote a-much-longer-name.example\n"), ==, 0);
  g_assert_cmpint (replace (fixture, ID, "remote b\n"), ==, 0);
  assert_reads (fixture, ID, "remote b\n");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_follows_no_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *victim = g_build_filename (fixture->root, "victim", NULL);
  g_autofree char *path = path_of (fixture, ID);
  g_autofree char *aside = g_build_filename (fixture->folder, ID ".new", NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (victim, "mine", -1, NULL));
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_cmpint (symlink (victim, aside), ==, 0);
  g_assert_cmpint (symlink (victim, path), ==, 0);

  g_assert_cmpint (add (fixture, ID, "remote a\n"), ==, G_IO_ERROR_EXISTS + 1);
  g_assert_cmpint (replace (fixture, ID, "remote a\n"), ==, 0);
  g_assert_true (g_file_get_contents (victim, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_refuses_a_linked_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (fixture->root, "elsewhere", NULL);
  g_autofree char *parent = g_path_get_dirname (fixture->folder);

  g_assert_cmpint (g_mkdir_with_parents (elsewhere, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, fixture->folder), ==, 0);

  g_assert_cmpint (add (fixture, ID, "remote a\n"), !=, 0);
  g_assert_cmpint (g_rmdir (elsewhere), ==, 0);
}

static void
test_removes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertSecretText) text = NULL;

  g_assert_cmpint (add (fixture, ID, "remote a\n"), ==, 0);
  g_assert_cmpint (add (fixture, OTHER, "remote b\n"), ==, 0);
  g_assert_cmpint (remove_text (fixture, ID), ==, 0);
  text = read_text (fixture, ID);
  g_assert_null (text);
  assert_reads (fixture, OTHER, "remote b\n");
}

static void
test_removes_what_is_not_there (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (remove_text (fixture, ID), ==, 0);
}

static void
test_keeps_the_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new ("remote a\n", -1);
  GAsyncResult *results[4] = { NULL };

  culvert_profile_texts_add_async (fixture->texts, ID, text, culvert_await_on_ready, &results[0]);
  culvert_profile_texts_remove_async (fixture->texts, ID, culvert_await_on_ready, &results[1]);
  culvert_profile_texts_add_async (fixture->texts, ID, text, culvert_await_on_ready, &results[2]);
  culvert_profile_texts_flush_async (fixture->texts, culvert_await_on_ready, &results[3]);

  culvert_await (results[3] != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_nonnull (results[i]);
      g_assert_cmpint (finish (fixture, &results[i]), ==, 0);
    }
  assert_reads (fixture, ID, "remote a\n");
}

#define ADD(name, test) g_test_add ("/profiles/texts/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("keeps-what-is-added", test_keeps_what_is_added);
  ADD ("is-nobody-elses", test_is_nobody_elses);
  ADD ("closes-an-open-folder", test_closes_an_open_folder);
  ADD ("add-replaces-nothing", test_add_replaces_nothing);
  ADD ("replace-is-whole", test_replace_is_whole);
  ADD ("follows-no-link", test_follows_no_link);
  ADD ("refuses-a-linked-folder", test_refuses_a_linked_folder);
  ADD ("removes", test_removes);
  ADD ("removes-what-is-not-there", test_removes_what_is_not_there);
  ADD ("keeps-the-order", test_keeps_the_order);

  return g_test_run ();
}
