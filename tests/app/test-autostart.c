/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-autostart.h"

#include "culvert-await.h"

#include <glib/gstdio.h>

typedef struct
{
  GSettings *settings; /* (owned) */
  char *root;          /* (owned) */
  char *folder;        /* (owned): not there at first */
  char *path;          /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.culvertvpn.Culvert");
  g_settings_reset (fixture->settings, "start-at-login");
  fixture->root = g_dir_make_tmp ("culvert-autostart-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->root, "autostart", NULL);
  fixture->path = g_build_filename (fixture->folder, "Culvert.desktop", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_assert_cmpint (g_rmdir (fixture->root), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
  g_free (fixture->root);
  g_clear_object (&fixture->settings);
}

static CulvertAutostart *
new_autostart (Fixture *fixture)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  return culvert_autostart_new (fixture->settings, file, "Icon", "/opt/with space/culvert");
}

static void
set_key (Fixture *fixture, CulvertAutostart *autostart, gboolean value)
{
  g_settings_set_boolean (fixture->settings, "start-at-login", value);
  culvert_await (culvert_autostart_is_done (autostart));
}

static gboolean
exists (Fixture *fixture)
{
  return g_file_test (fixture->path, G_FILE_TEST_EXISTS);
}

static void
test_off_makes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertAutostart) autostart = new_autostart (fixture);

  culvert_await (culvert_autostart_is_done (autostart));
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_file_starts_the_program (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertAutostart) autostart = new_autostart (fixture);
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autofree char *command = NULL;
  g_auto (GStrv) arguments = NULL;

  set_key (fixture, autostart, TRUE);
  g_assert_true (g_key_file_load_from_file (key_file, fixture->path, G_KEY_FILE_NONE, NULL));
  command = g_key_file_get_string (key_file, "Desktop Entry", "Exec", NULL);
  g_assert_true (g_shell_parse_argv (command, NULL, &arguments, NULL));
  g_assert_cmpstr (arguments[0], ==, "/opt/with space/culvert");
  g_assert_cmpstr (arguments[1], ==, "--background");
  g_assert_null (arguments[2]);
}

static void
test_file_follows_the_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertAutostart) autostart = new_autostart (fixture);

  set_key (fixture, autostart, TRUE);
  g_assert_true (exists (fixture));
  set_key (fixture, autostart, FALSE);
  g_assert_false (exists (fixture));
}

static void
test_the_last_word_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertAutostart) autostart = new_autostart (fixture);

  for (int i = 0; i < 10; i++)
    g_settings_set_boolean (fixture->settings, "start-at-login", i % 2 == 0);
  set_key (fixture, autostart, TRUE);
  g_assert_true (exists (fixture));
}

static void
test_a_stale_file_goes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CulvertAutostart) autostart = NULL;

  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "[Desktop Entry]\n", -1, NULL));
  autostart = new_autostart (fixture);
  culvert_await (culvert_autostart_is_done (autostart));
  g_assert_false (exists (fixture));
}

#define ADD(name, test) g_test_add ("/app/autostart/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("off-makes-nothing", test_off_makes_nothing);
  ADD ("file-starts-the-program", test_file_starts_the_program);
  ADD ("file-follows-the-key", test_file_follows_the_key);
  ADD ("the-last-word-counts", test_the_last_word_counts);
  ADD ("a-stale-file-goes", test_a_stale_file_goes);

  return g_test_run ();
}
