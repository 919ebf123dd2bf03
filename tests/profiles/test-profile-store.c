/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-profile-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define ID "5f0c6b2e-9d0e-4a55-9b3a-0d9a3f1c2b7e"

/* Where the program that is killed again and again keeps its file. */
#define WRITER      "/profiles/profile-store/subprocess/writer"
#define WRITER_FILE "CULVERT_TEST_STORE"

typedef struct
{
  char *root;
  char *folder; /* not made yet */
  char *path;
  CulvertProfileStore *store;
  guint n_failures;
} Fixture;

static const char *program;

static void
count (guint *n_failures)
{
  (*n_failures)++;
}

static CulvertProfileStore *
new_store (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return culvert_profile_store_new (file);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->root = g_dir_make_tmp ("culvert-store-XXXXXX", NULL);
  g_assert_nonnull (fixture->root);
  fixture->folder = g_build_filename (fixture->root, "config", "culvert", NULL);
  fixture->path = g_build_filename (fixture->folder, "connections", NULL);
  fixture->store = new_store (fixture->path);
  g_signal_connect_swapped (fixture->store,
                            "save-failed",
                            G_CALLBACK (count),
                            &fixture->n_failures);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      remove_all (inside);
    }

  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->store);
  remove_all (fixture->root);
  g_free (fixture->root);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gboolean
load (CulvertProfileStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_profile_store_load_async (store, NULL, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  return culvert_profile_store_load_finish (store, result, error);
}

static gboolean
flush (CulvertProfileStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culvert_profile_store_flush_async (store, culvert_await_on_ready, &result);
  culvert_await (result != NULL);

  return culvert_profile_store_flush_finish (store, result, error);
}

static void
write_file (Fixture *fixture, const char *contents)
{
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, contents, -1, NULL));
}

static char *
read_file (Fixture *fixture)
{
  char *contents = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, NULL));

  return contents;
}

static CulvertProfile *
add (CulvertProfileStore *store, const char *name, const char *endpoint)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (NULL, name, endpoint);

  culvert_profile_store_add (store, profile);

  return culvert_profile_store_find_by_endpoint (store, endpoint);
}

static guint
count_profiles (CulvertProfileStore *store)
{
  return g_list_model_get_n_items (G_LIST_MODEL (store));
}

static void
test_no_file_is_an_empty_store (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (load (fixture->store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_profiles (fixture->store), ==, 0);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_what_was_added_is_read_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertProfileStore) again = new_store (fixture->path);
  static const char *const names[] = { "Office", "Büro “2”\\n=[x]", "a;b#c" };

  g_assert_true (load (fixture->store, NULL));
  add (fixture->store, names[0], "unix:/run/c");
  add (fixture->store, names[1], "unix:/run/a b\\");
  add (fixture->store, names[2], "tcp:127.0.0.1:7505");
  g_assert_true (flush (fixture->store, NULL));

  g_assert_true (load (again, NULL));
  g_assert_cmpint (count_profiles (again), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CulvertProfile) before = g_list_model_get_item (G_LIST_MODEL (fixture->store), i);
      g_autoptr (CulvertProfile) after = g_list_model_get_item (G_LIST_MODEL (again), i);

      g_assert_cmpstr (culvert_profile_get_name (after), ==, names[i]);
      g_assert_cmpstr (culvert_profile_get_id (after), ==, culvert_profile_get_id (before));
      g_assert_cmpstr (culvert_profile_get_endpoint (after),
                       ==,
                       culvert_profile_get_endpoint (before));
    }
}

static void
test_file_is_for_the_user_alone (Fixture *fixture, gconstpointer unused)
{
  GStatBuf folder;
  GStatBuf file;

  g_assert_true (load (fixture->store, NULL));
  add (fixture->store, "Office", "unix:/run/a");
  g_assert_true (flush (fixture->store, NULL));

  g_assert_cmpint (g_stat (fixture->folder, &folder), ==, 0);
  g_assert_cmpint (g_stat (fixture->path, &file), ==, 0);
  g_assert_cmpint (folder.st_mode & 0777, ==, 0700);
  g_assert_cmpint (file.st_mode & 0777, ==, 0600);
}

static void
test_renamed_and_removed_are_written (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *contents = NULL;
  CulvertProfile *office;

  g_assert_true (load (fixture->store, NULL));
  office = add (fixture->store, "Office", "unix:/run/a");
  culvert_profile_store_remove (fixture->store, add (fixture->store, "Home", "unix:/run/b"));
  culvert_profile_set_name (office, "Work");
  g_assert_true (flush (fixture->store, NULL));

  contents = read_file (fixture);
  g_assert_nonnull (strstr (contents, "Work"));
  g_assert_null (strstr (contents, "Office"));
  g_assert_null (strstr (contents, "Home"));
}

static void
test_a_service_that_moved_is_written (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertProfileStore) next = new_store (fixture->path);
  g_autoptr (CulvertProfile) office =
      culvert_profile_new_service (NULL, "Office", "openvpn-client@office.service", "unix:/run/a");
  g_autofree char *identity = g_strdup (culvert_profile_get_identity (office));
  g_autoptr (CulvertProfile) read = NULL;

  g_assert_true (load (fixture->store, NULL));
  culvert_profile_store_add (fixture->store, office);
  g_assert_true (flush (fixture->store, NULL));
  culvert_profile_set_endpoint (office, "unix:/run/b");
  g_assert_true (flush (fixture->store, NULL));

  g_assert_true (load (next, NULL));
  read = g_list_model_get_item (G_LIST_MODEL (next), 0);
  g_assert_cmpstr (culvert_profile_get_endpoint (read), ==, "unix:/run/b");
  g_assert_cmpstr (culvert_profile_get_identity (read), ==, identity);
}

static void
test_what_is_to_be_forgotten_is_remembered (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertProfileStore) next = new_store (fixture->path);
  g_autoptr (CulvertProfile) read = NULL;
  g_autofree char *contents = NULL;
  CulvertProfile *profile;

  g_assert_true (load (fixture->store, NULL));
  profile = add (fixture->store, "Office", "unix:/run/a");
  culvert_profile_set_must_forget (profile, TRUE);
  culvert_profile_set_echo_time (profile, 1795331355);
  g_assert_true (flush (fixture->store, NULL));

  g_assert_true (load (next, NULL));
  read = g_list_model_get_item (G_LIST_MODEL (next), 0);
  g_assert_true (culvert_profile_get_must_forget (read));
  g_assert_cmpint (culvert_profile_get_echo_time (read), ==, 1795331355);

  culvert_profile_set_must_forget (profile, FALSE);
  g_assert_true (flush (fixture->store, NULL));
  contents = read_file (fixture);
  g_assert_null (strstr (contents, "forget"));
}

static void
test_what_was_chosen_is_read_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertProfileStore) next = new_store (fixture->path);
  g_autoptr (CulvertProfile) read = NULL;
  g_autofree char *contents = NULL;
  CulvertProfile *profile;

  g_assert_true (load (fixture->store, NULL));
  profile = add (fixture->store, "Office", "unix:/run/a");
  culvert_profile_set_choice (profile, CULVERT_PROFILE_CERTIFICATE, "- it's \\x20 \";#", TRUE);
  culvert_profile_set_choice (profile, CULVERT_PROFILE_SERVER, "::1:443:udp", FALSE);
  g_assert_true (flush (fixture->store, NULL));

  g_assert_true (load (next, NULL));
  read = g_list_model_get_item (G_LIST_MODEL (next), 0);
  g_assert_cmpstr (culvert_profile_get_choice (read, CULVERT_PROFILE_CERTIFICATE),
                   ==,
                   "- it's \\x20 \";#");
  g_assert_true (culvert_profile_get_always (read, CULVERT_PROFILE_CERTIFICATE));
  g_assert_cmpstr (culvert_profile_get_choice (read, CULVERT_PROFILE_SERVER), ==, "::1:443:udp");
  g_assert_false (culvert_profile_get_always (read, CULVERT_PROFILE_SERVER));
  g_assert_null (culvert_profile_get_choice (read, CULVERT_PROFILE_PROXY));

  culvert_profile_set_choice (profile, CULVERT_PROFILE_CERTIFICATE, NULL, FALSE);
  g_assert_true (flush (fixture->store, NULL));
  contents = read_file (fixture);
  g_assert_null (strstr (contents, "certificate"));
}

static void
test_a_choice_that_is_none_is_left_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertProfile) read = NULL;

  write_file (fixture,
              "[connection " ID "]\nname=Office\nendpoint=unix:/run/a\n"
              "certificate=\\n\ncertificate-always=true\n"
              "server=nonsense\nserver-always=true\n"
              "proxy=none\nproxy-always=perhaps\n");
  g_assert_true (load (fixture->store, NULL));
  read = g_list_model_get_item (G_LIST_MODEL (fixture->store), 0);

  for (guint i = 0; i < CULVERT_PROFILE_N_CHOICES; i++)
    g_assert_false (culvert_profile_get_always (read, i));
  g_assert_null (culvert_profile_get_choice (read, CULVERT_PROFILE_CERTIFICATE));
  g_assert_null (culvert_profile_get_choice (read, CULVERT_PROFILE_SERVER));
  g_assert_cmpstr (culvert_profile_get_choice (read, CULVERT_PROFILE_PROXY), ==, "none");
}

static void
test_the_last_of_many_changes_is_written (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *contents = NULL;
  CulvertProfile *profile;

  g_assert_true (load (fixture->store, NULL));
  profile = add (fixture->store, "Office", "unix:/run/a");
  for (int i = 1; i <= 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("Office %d", i);

      culvert_profile_set_name (profile, name);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_true (flush (fixture->store, NULL));

  contents = read_file (fixture);
  g_assert_nonnull (strstr (contents, "name=Office 500\n"));
}

static void
test_a_removed_one_is_followed_no_more (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new (ID, "Office", "unix:/run/a");
  g_autofree char *contents = NULL;

  g_assert_true (load (fixture->store, NULL));
  culvert_profile_store_add (fixture->store, profile);
  culvert_profile_store_remove (fixture->store, profile);
  culvert_profile_set_name (profile, "Work");
  g_assert_true (flush (fixture->store, NULL));

  contents = read_file (fixture);
  g_assert_cmpstr (contents, ==, "");
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, GString *story)
{
  g_string_append_printf (story, "%u-%u+%u ", position, removed, added);
}

static void
test_list_tells_its_changes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) story = g_string_new (NULL);
  g_autoptr (CulvertProfile) beyond = NULL;
  CulvertProfile *first;

  write_file (fixture, "[connection " ID "]\nname=Office\nendpoint=unix:/run/a\n");
  g_signal_connect (fixture->store, "items-changed", G_CALLBACK (on_items_changed), story);
  g_assert_true (load (fixture->store, NULL));
  first = culvert_profile_store_find_by_endpoint (fixture->store, "unix:/run/a");
  add (fixture->store, "Home", "unix:/run/b");
  culvert_profile_store_remove (fixture->store, first);
  beyond = g_list_model_get_item (G_LIST_MODEL (fixture->store), 1);

  g_assert_cmpstr (story->str, ==, "0-0+1 1-0+1 0-1+0 ");
  g_assert_null (beyond);
  g_assert_null (culvert_profile_store_find_by_endpoint (fixture->store, "unix:/run/a"));
  g_assert_true (flush (fixture->store, NULL));
}

static void
test_a_broken_file_is_moved_aside (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".bad", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture, "this is not a key file\n");
  g_assert_false (load (fixture->store, &error));
  g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, aside));

  add (fixture->store, "Office", "unix:/run/a");
  g_assert_true (flush (fixture->store, NULL));
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "this is not a key file\n");
}

static void
test_what_is_not_ours_stays_in_the_file (Fixture *fixture, gconstpointer unused)
{
  static const char *const foreign[] = {
    "# by hand\n",
    "[connection ../../etc/passwd]\nname=Bad\nendpoint=unix:/run/b\n",
    "[connection 00000000-0000-4000-8000-000000000001]\nname=Nowhere\n",
    "[later version]\nkey=value\n",
  };
  g_autofree char *before = g_strconcat (foreign[0],
                                         "[connection " ID "]\nname=Office\nendpoint=unix:/run/a\n",
                                         foreign[1],
                                         foreign[2],
                                         foreign[3],
                                         NULL);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture, before);
  g_assert_false (load (fixture->store, &error));
  g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE);
  g_assert_cmpint (count_profiles (fixture->store), ==, 1);

  add (fixture->store, "Home", "unix:/run/c");
  g_assert_true (flush (fixture->store, NULL));
  after = read_file (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    g_assert_nonnull (strstr (after, foreign[i]));
}

static void
test_what_cannot_be_read_is_left_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  /* A folder in its place cannot be read even by root. */
  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  g_assert_false (load (fixture->store, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);

  add (fixture->store, "Office", "unix:/run/a");
  g_assert_false (flush (fixture->store, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY);
  g_assert_cmpint (fixture->n_failures, >=, 1);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));
}

/* F23 */
static void
test_a_failed_save_is_made_good (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *obstacle = g_build_filename (fixture->root, "config", NULL);
  g_autofree char *contents = NULL;

  g_assert_true (load (fixture->store, NULL));
  g_assert_true (g_file_set_contents (obstacle, "", 0, NULL));
  add (fixture->store, "Office", "unix:/run/a");
  g_assert_false (flush (fixture->store, NULL));
  g_assert_cmpint (fixture->n_failures, ==, 1);
  g_assert_cmpint (count_profiles (fixture->store), ==, 1);

  g_remove (obstacle);
  g_assert_true (flush (fixture->store, NULL));
  contents = read_file (fixture);
  g_assert_nonnull (strstr (contents, "Office"));
  g_assert_cmpint (fixture->n_failures, ==, 1);
}

static void
test_a_failed_save_is_tried_again (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *obstacle = g_build_filename (fixture->root, "config", NULL);

  g_assert_true (load (fixture->store, NULL));
  g_assert_true (g_file_set_contents (obstacle, "", 0, NULL));
  add (fixture->store, "Office", "unix:/run/a");
  g_assert_false (flush (fixture->store, NULL));
  g_assert_false (flush (fixture->store, NULL));
  g_assert_cmpint (fixture->n_failures, ==, 1);

  g_remove (obstacle);
  culvert_await (g_file_test (fixture->path, G_FILE_TEST_IS_REGULAR));
}

static void
test_no_more_than_two_hundred_are_read (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) contents = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i <= CULVERT_PROFILE_STORE_MAX; i++)
    {
      g_autofree char *id = g_uuid_string_random ();

      g_string_append_printf (contents, "[connection %s]\nendpoint=unix:/run/%d\n", id, i);
    }
  write_file (fixture, contents->str);

  g_assert_false (load (fixture->store, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (count_profiles (fixture->store), ==, CULVERT_PROFILE_STORE_MAX);
}

static void
test_what_nobody_waits_for_is_saved (Fixture *fixture, gconstpointer unused)
{
  CulvertProfileStore *store = new_store (fixture->path);

  g_assert_true (load (store, NULL));
  add (store, "Office", "unix:/run/a");
  g_assert_finalize_object (store);

  culvert_await (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  culvert_await_quiet ();
}

/* The program that the next test kills: saves as fast as it can. */
static void
run_writer (void)
{
  g_autoptr (CulvertProfileStore) store = NULL;
  CulvertProfile *profile;

  if (!g_test_subprocess ())
    return;

  store = new_store (g_getenv (WRITER_FILE));
  g_assert_true (load (store, NULL));
  profile = culvert_profile_store_find_by_endpoint (store, "unix:/run/a");
  if (profile == NULL)
    profile = add (store, "Office", "unix:/run/a");

  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf ("Office %u", i);

      culvert_profile_set_name (profile, name);
      g_assert_true (flush (store, NULL));
      g_print ("saved\n");
    }
}

/* F24 */
static void
test_killed_while_it_saves_leaves_a_whole_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (24);

  for (int round = 0; round < 40; round++)
    {
      g_autoptr (CulvertProfileStore) store = new_store (fixture->path);
      g_autoptr (GSubprocessLauncher) launcher =
          g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
      g_autoptr (GSubprocess) writer = NULL;
      g_autoptr (GError) error = NULL;
      char saved[4096];

      g_subprocess_launcher_setenv (launcher, WRITER_FILE, fixture->path, TRUE);
      writer = g_subprocess_launcher_spawn (launcher,
                                            &error,
                                            program,
                                            "--GTestSubprocess",
                                            "-p",
                                            WRITER,
                                            NULL);
      g_assert_no_error (error);

      g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (writer),
                                            saved,
                                            sizeof saved,
                                            NULL,
                                            NULL),
                       >,
                       0);
      /* Any moment will do: that is the point. */
      g_usleep (g_rand_int_range (random, 0, 3000));
      g_subprocess_send_signal (writer, SIGKILL);
      g_assert_true (g_subprocess_wait (writer, NULL, NULL));

      g_assert_true (load (store, &error));
      g_assert_no_error (error);
      g_assert_cmpint (count_profiles (store), <=, 1);
    }
}

static void
add_test (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/profiles/profile-store/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  program = argv[0];
  g_test_init (&argc, &argv, NULL);

  add_test ("no-file-is-an-empty-store", test_no_file_is_an_empty_store);
  add_test ("what-was-added-is-read-again", test_what_was_added_is_read_again);
  add_test ("file-is-for-the-user-alone", test_file_is_for_the_user_alone);
  add_test ("renamed-and-removed-are-written", test_renamed_and_removed_are_written);
  add_test ("a-service-that-moved-is-written", test_a_service_that_moved_is_written);
  add_test ("the-last-of-many-changes-is-written", test_the_last_of_many_changes_is_written);
  add_test ("what-is-to-be-forgotten-is-remembered", test_what_is_to_be_forgotten_is_remembered);
  add_test ("what-was-chosen-is-read-again", test_what_was_chosen_is_read_again);
  add_test ("a-choice-that-is-none-is-left-out", test_a_choice_that_is_none_is_left_out);
  add_test ("a-removed-one-is-followed-no-more", test_a_removed_one_is_followed_no_more);
  add_test ("list-tells-its-changes", test_list_tells_its_changes);
  add_test ("a-broken-file-is-moved-aside", test_a_broken_file_is_moved_aside);
  add_test ("what-is-not-ours-stays-in-the-file", test_what_is_not_ours_stays_in_the_file);
  add_test ("what-cannot-be-read-is-left-alone", test_what_cannot_be_read_is_left_alone);
  add_test ("a-failed-save-is-made-good", test_a_failed_save_is_made_good);
  add_test ("a-failed-save-is-tried-again", test_a_failed_save_is_tried_again);
  add_test ("no-more-than-two-hundred-are-read", test_no_more_than_two_hundred_are_read);
  add_test ("what-nobody-waits-for-is-saved", test_what_nobody_waits_for_is_saved);
  add_test ("killed-while-it-saves-leaves-a-whole-file",
            test_killed_while_it_saves_leaves_a_whole_file);
  g_test_add_func (WRITER, run_writer);

  return g_test_run ();
}
