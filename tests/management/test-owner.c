/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-owner.h"

#include "culvert-fake-daemon.h"
#include "culvert-mgmt-error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
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
  if (fault == CULVERT_MGMT_FAULT_FOREIGN_FOLDER)
    g_assert_cmpuint (culvert_mgmt_error_get_owner (error), ==, NOBODY);
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  assert_opens (fixture->path);
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
    { "      1000       1000          1\n", TRUE },  /* a sandbox */
    { "      1000          0          1\n", TRUE },  /* one in another */
    { "         0       1000          1\n", FALSE }, /* our own root, whom others do not pass for */
    { "         1     100000      65536\n", FALSE }, /* there is such a user */
    { "      1000 1000 1\n 0 100000 999\n", FALSE }, { "", TRUE },
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

/* It is tried again later, as with a daemon that is not there. */
static void
test_no_descriptors (void)
{
  g_autoptr (GError) error = NULL;
  struct rlimit before, none;
  int file;

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &before));
  none = before;
  none.rlim_cur = 0;
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &none));
  file = culvert_mgmt_owner_open_socket_file ("/run/openvpn/socket", &error);
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &before));

  g_assert_cmpint (file, ==, -1);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT);
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
  ADD ("/management/owner/foreign-folder", test_foreign_folder);
  ADD ("/management/owner/others-are-not-trusted", test_others_are_not_trusted);
  ADD ("/management/owner/race", test_race);
  g_test_add_func ("/management/owner/no-descriptors", test_no_descriptors);
  g_test_add_func ("/management/owner/hidden-root", test_hidden_root);
  g_test_add_func ("/management/owner/nobody-is-not-root", test_nobody_is_not_root);

  return g_test_run ();
}
