/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-owner.h"

#include "culvert-fake-daemon.h"
#include "culvert-mgmt-error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct
{
  char *top;                 /* (owned) */
  char *folder;              /* (owned): in top */
  char *path;                /* (owned): of a socket in folder */
  CulvertFakeDaemon *daemon; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->top = g_dir_make_tmp ("culvert-owner-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->top, "folder", NULL);
  fixture->path = g_build_filename (fixture->folder, "socket", NULL);
  g_assert_no_errno (g_mkdir (fixture->folder, 0755));
  fixture->daemon = culvert_fake_daemon_new_at (fixture->path);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_all (inner);
    }
  g_assert_no_errno (g_remove (path));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->daemon);
  g_assert_no_errno (chmod (fixture->top, 0700));
  remove_all (fixture->top);
  g_clear_pointer (&fixture->top, g_free);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
}

static void
assert_opens (const char *path)
{
  g_autoptr (GError) error = NULL;
  int fd = culvert_mgmt_owner_open_socket_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  close (fd);
}

static void
assert_refuses (const char *path, CulvertMgmtError code, CulvertMgmtFault fault)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (culvert_mgmt_owner_open_socket_file (path, &error), ==, -1);
  g_assert_error (error, CULVERT_MGMT_ERROR, (int) code);
  g_assert_cmpint (culvert_mgmt_error_get_fault (error), ==, fault);
  if (fault != CULVERT_MGMT_FAULT_NONE)
    g_assert_cmpstr (culvert_mgmt_error_get_place (error), ==, path);
  g_assert_cmpuint (culvert_mgmt_error_get_owner (error),
                    ==,
                    fault == CULVERT_MGMT_FAULT_FOREIGN_FOLDER ? NOBODY : 0);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  guint n = count_descriptors ();

  assert_opens (fixture->path);
  g_assert_cmpuint (count_descriptors (), ==, n);
}

/* As /tmp is, where this test lives. */
static void
test_sticky_folder_above (Fixture *fixture, gconstpointer data)
{
  g_assert_no_errno (chmod (fixture->top, 01777));
  assert_opens (fixture->path);
}

static void
test_writable_folder_above (Fixture *fixture, gconstpointer data)
{
  g_assert_no_errno (chmod (fixture->top, 0777));
  assert_refuses (fixture->path, CULVERT_MGMT_ERROR_UNTRUSTED, CULVERT_MGMT_FAULT_OPEN_FOLDER);
  g_assert_no_errno (chmod (fixture->top, 0775));
  assert_refuses (fixture->path, CULVERT_MGMT_ERROR_UNTRUSTED, CULVERT_MGMT_FAULT_OPEN_FOLDER);
}

static void
test_writable_folder (Fixture *fixture, gconstpointer data)
{
  static const mode_t modes[] = { 0777, 0775, 0757, 01777 };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_assert_no_errno (chmod (fixture->folder, modes[i]));
      assert_refuses (fixture->path, CULVERT_MGMT_ERROR_UNTRUSTED, CULVERT_MGMT_FAULT_OPEN_FOLDER);
    }
}

static void
test_link_to_socket (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);

  g_assert_no_errno (symlink ("socket", link));
  assert_refuses (link, CULVERT_MGMT_ERROR_UNTRUSTED, CULVERT_MGMT_FAULT_LINK);
}

static void
test_link_to_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->top, "link", NULL);
  g_autofree char *path = g_build_filename (link, "socket", NULL);

  g_assert_no_errno (symlink ("folder", link));
  assert_refuses (path, CULVERT_MGMT_ERROR_UNTRUSTED, CULVERT_MGMT_FAULT_NOT_FOLDER);
}

static void
test_no_socket (Fixture *fixture, gconstpointer data)
{
  g_autofree char *absent = g_build_filename (fixture->folder, "absent", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->top, "absent", "socket", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);

  assert_refuses (absent, CULVERT_MGMT_ERROR_ABSENT, CULVERT_MGMT_FAULT_NONE);
  assert_refuses (nowhere, CULVERT_MGMT_ERROR_ABSENT, CULVERT_MGMT_FAULT_NONE);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  assert_refuses (file, CULVERT_MGMT_ERROR_ABSENT, CULVERT_MGMT_FAULT_NONE);
  assert_refuses (fixture->folder, CULVERT_MGMT_ERROR_ABSENT, CULVERT_MGMT_FAULT_NONE);
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  pid_t child;
  int status;

  if (getuid () != 0)
    {
      g_test_skip ("Only root can become another user.");
      return;
    }

  g_assert_no_errno (chmod (fixture->folder, 0700));
  g_assert_no_errno (chmod (fixture->top, 0755));
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_refused =
          setuid (NOBODY) == 0 && culvert_mgmt_owner_open_socket_file (fixture->path, &error) < 0 &&
          g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_PERMISSION);

      _exit (is_refused ? 0 : 1);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_foreign_folder (Fixture *fixture, gconstpointer data)
{
  if (getuid () != 0)
    {
      g_test_skip ("Only root can give a folder away.");
      return;
    }

  g_assert_no_errno (chown (fixture->folder, NOBODY, (gid_t) -1));
  assert_refuses (fixture->path, CULVERT_MGMT_ERROR_UNTRUSTED, CULVERT_MGMT_FAULT_FOREIGN_FOLDER);
  g_assert_no_errno (chown (fixture->folder, 0, (gid_t) -1));
  g_assert_no_errno (chown (fixture->top, NOBODY, (gid_t) -1));
  assert_refuses (fixture->path, CULVERT_MGMT_ERROR_UNTRUSTED, CULVERT_MGMT_FAULT_FOREIGN_FOLDER);
}

static void
test_others_are_not_trusted (Fixture *fixture, gconstpointer data)
{
  g_assert_true (culvert_mgmt_owner_is_trusted (0));
  g_assert_true (culvert_mgmt_owner_is_trusted (getuid ()));
  g_assert_false (culvert_mgmt_owner_is_trusted (getuid () + 1));
}

static gpointer
swap_links (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *aside = g_build_filename (fixture->top, "aside", NULL);

  for (guint i = 0; i < 2000; i++)
    {
      g_assert_no_errno (g_rename (fixture->folder, aside));
      g_assert_no_errno (symlink ("decoy", fixture->folder));
      g_assert_no_errno (unlink (fixture->folder));
      g_assert_no_errno (g_rename (aside, fixture->folder));
    }
  return NULL;
}

/* S40: however fast the path is changed under us, what is opened is never behind a link. */
static void
test_race (Fixture *fixture, gconstpointer data)
{
  g_autofree char *decoy = g_build_filename (fixture->top, "decoy", NULL);
  g_autofree char *decoy_path = g_build_filename (decoy, "socket", NULL);
  g_autoptr (CulvertFakeDaemon) liar = NULL;
  struct stat expected;
  GThread *thread;

  g_assert_no_errno (g_mkdir (decoy, 0755));
  liar = culvert_fake_daemon_new_at (decoy_path);
  g_assert_no_errno (stat (fixture->path, &expected));

  thread = g_thread_new ("swapper", swap_links, fixture);
  for (guint i = 0; i < 20000; i++)
    {
      struct stat opened;
      int fd = culvert_mgmt_owner_open_socket_file (fixture->path, NULL);

      if (fd < 0)
        continue;
      g_assert_no_errno (fstat (fd, &opened));
      g_assert_cmpuint (opened.st_ino, ==, expected.st_ino);
      close (fd);
    }
  g_thread_join (thread);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

static void
test_hidden_root (void)
{
  static const struct
  {
    const char *map;
    gboolean is_hidden;
  } rows[] = {
    { "         0          0 4294967295\n", FALSE }, /* no namespace */
    { "         0          0 4294967295", FALSE },
    { "      1000       1000          1\n", TRUE },  /* a sandbox */
    { "      1000          0          1\n", TRUE },  /* one in another */
    { "         0       1000          1\n", FALSE }, /* our own root, whom others do not pass for */
    { "         1     100000      65536\n", FALSE }, /* there is such a user */
    { "     65533          0          1\n", TRUE },  /* the next one is not */
    { "     65534          0          1\n", FALSE },
    { "      1000 1000 1\n 0 100000 999\n", FALSE },
    { "", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (culvert_mgmt_owner_is_hidden (rows[i].map, NOBODY), ==, rows[i].is_hidden);
}

/* Outside of a sandbox nobody else is believed, wherever it is. */
static void
test_nobody_is_not_root (void)
{
  g_assert_true (culvert_mgmt_owner_is_trusted_at ("/run/openvpn/socket", 0));
  g_assert_false (culvert_mgmt_owner_is_trusted_at ("/run/openvpn/socket", NOBODY));
  g_assert_false (culvert_mgmt_owner_is_trusted_at ("/tmp/socket", NOBODY));
}

/* Returns: FALSE where the system lets nobody have a namespace of users */
static gboolean
hide_everybody_else (void)
{
  g_autofree char *map = g_strdup_printf ("1000 %u 1", getuid ());
  FILE *file;

  if (unshare (CLONE_NEWUSER) != 0)
    return FALSE;

  file = g_fopen ("/proc/self/uid_map", "we");
  if (file == NULL)
    return FALSE;

  fputs (map, file);

  return fclose (file) == 0 && getuid () == 1000;
}

/* As in a sandbox, where root, who owns these folders, has no number. */
static void
test_nobody_passes_for_a_root_out_of_sight (void)
{
  enum
  {
    GOOD,
    BAD,
    NO_NAMESPACE
  };
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (!hide_everybody_else ())
        _exit (NO_NAMESPACE);
      _exit (culvert_mgmt_owner_is_trusted_at ("/run/openvpn/socket", NOBODY) &&
                     culvert_mgmt_owner_is_trusted_at ("/run/openvpn-client/socket", NOBODY) &&
                     !culvert_mgmt_owner_is_trusted_at ("/tmp/socket", NOBODY) &&
                     !culvert_mgmt_owner_is_trusted_at ("/run/openvpn/socket", NOBODY + 1)
                 ? GOOD
                 : BAD);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == NO_NAMESPACE)
    g_test_skip ("Nobody gets a namespace of users here.");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, GOOD);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/management/owner/good", test_good);
  ADD ("/management/owner/sticky-folder-above", test_sticky_folder_above);
  ADD ("/management/owner/writable-folder-above", test_writable_folder_above);
  ADD ("/management/owner/writable-folder", test_writable_folder);
  ADD ("/management/owner/link-to-socket", test_link_to_socket);
  ADD ("/management/owner/link-to-folder", test_link_to_folder);
  ADD ("/management/owner/no-socket", test_no_socket);
  ADD ("/management/owner/no-permission", test_no_permission);
  ADD ("/management/owner/foreign-folder", test_foreign_folder);
  ADD ("/management/owner/others-are-not-trusted", test_others_are_not_trusted);
  ADD ("/management/owner/race", test_race);
  g_test_add_func ("/management/owner/hidden-root", test_hidden_root);
  g_test_add_func ("/management/owner/nobody-is-not-root", test_nobody_is_not_root);
  g_test_add_func ("/management/owner/nobody-passes-for-a-root-out-of-sight",
                   test_nobody_passes_for_a_root_out_of_sight);

  return g_test_run ();
}
