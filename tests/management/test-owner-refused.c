/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Sockets that are good, and a system that does not do what it is asked, or does it in another way.
 */

#include "culvert-mgmt-owner.h"

#include "culvert-fake-daemon.h"
#include "culvert-mgmt-error.h"
#include "culvert-refused-call.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* One folder in the other, with a socket in each: on the way to one of them a descriptor is used
 * for the folders that is used for the socket on the way to the other. */
typedef struct
{
  char *folders[2];           /* (owned) */
  char *paths[2];             /* (owned) */
  CulvertFakeDaemon *ends[2]; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folders[0] = g_dir_make_tmp ("culvert-owner-XXXXXX", NULL);
  fixture->folders[1] = g_build_filename (fixture->folders[0], "folder", NULL);
  g_assert_no_errno (g_mkdir (fixture->folders[1], 0755));
  for (gsize i = 0; i < 2; i++)
    {
      fixture->paths[i] = g_build_filename (fixture->folders[i], "socket", NULL);
      fixture->ends[i] = culvert_fake_daemon_new_at (fixture->paths[i]);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 2; i-- > 0;)
    {
      g_clear_object (&fixture->ends[i]);
      g_assert_no_errno (g_unlink (fixture->paths[i]));
      g_assert_no_errno (g_rmdir (fixture->folders[i]));
      g_clear_pointer (&fixture->paths[i], g_free);
      g_clear_pointer (&fixture->folders[i], g_free);
    }
}

static gboolean
is_open (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0;
}

/* How many there are below a number that is large enough. */
static guint
count_descriptors (void)
{
  guint n = 0;

  for (int fd = 0; fd < 64; fd++)
    n += is_open (fd) ? 1 : 0;
  return n;
}

/* What another call has left in errno is not taken for the kernel's answer. */
static void
open_beside_an_old_error (const char *path, int old_error)
{
  guint n = count_descriptors ();
  g_autoptr (GError) error = NULL;
  int fd;

  errno = old_error;
  fd = culvert_mgmt_owner_open_socket_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpuint (count_descriptors (), ==, n + 1);
  close (fd);
}

static void
test_old_error (Fixture *fixture, gconstpointer data)
{
  open_beside_an_old_error (fixture->paths[0], EPERM);
  open_beside_an_old_error (fixture->paths[0], ENOSYS);
}

/* The number of a descriptor may be 0. */
static void
test_closed_standard_input (Fixture *fixture, gconstpointer data)
{
  int input = dup (STDIN_FILENO);

  g_assert_no_errno (input);
  for (gsize i = 0; i < 2; i++)
    {
      close (STDIN_FILENO);
      open_beside_an_old_error (fixture->paths[i], EPERM);
      g_assert_false (is_open (STDIN_FILENO));
    }
  g_assert_no_errno (dup2 (input, STDIN_FILENO));
  close (input);
}

/* It is tried again later, as with a daemon that is not there. */
static void
test_no_descriptors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct rlimit before, none;
  int fd;

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &before));
  none = before;
  none.rlim_cur = 0;
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &none));
  fd = culvert_mgmt_owner_open_socket_file (fixture->paths[0], &error);
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &before));

  g_assert_cmpint (fd, ==, -1);
  g_assert_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT);
}

typedef gboolean (*Check) (Fixture *fixture, gconstpointer data);

/* In a child, as what is refused stays so. */
static void
assert_in_child (Check check, Fixture *fixture, gconstpointer data)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    _exit (check (fixture, data) ? 0 : 1);

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static gboolean
opens_without_openat2 (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folders[0], "link", NULL);
  g_autofree char *beyond = g_build_filename (link, "socket", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) link_error = NULL;
  g_autoptr (GError) folder_error = NULL;

  culvert_refuse_call (SYS_openat2, GPOINTER_TO_INT (data));
  if (culvert_mgmt_owner_open_socket_file (fixture->paths[1], &error) < 0)
    return FALSE;

  /* Links are none the better for it. */
  return culvert_mgmt_owner_open_socket_file (link, &link_error) == -1 &&
         culvert_mgmt_error_get_fault (link_error) == CULVERT_MGMT_FAULT_LINK &&
         culvert_mgmt_owner_open_socket_file (beyond, &folder_error) == -1 &&
         culvert_mgmt_error_get_fault (folder_error) == CULVERT_MGMT_FAULT_NOT_FOLDER;
}

/* Kernels before 5.6, and sandboxes that do not know the call. */
static void
test_no_openat2 (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folders[0], "link", NULL);

  g_assert_no_errno (symlink ("folder", link));
  assert_in_child (opens_without_openat2, fixture, GINT_TO_POINTER (ENOSYS));
  assert_in_child (opens_without_openat2, fixture, GINT_TO_POINTER (EPERM));
  g_assert_no_errno (g_unlink (link));
}

static gboolean
obeys_openat2 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  culvert_refuse_call (SYS_openat2, EACCES);
  return culvert_mgmt_owner_open_socket_file (fixture->paths[0], &error) == -1 &&
         g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_PERMISSION);
}

/* What it says of the file is not asked of another call. */
static void
test_refused_openat2 (Fixture *fixture, gconstpointer data)
{
  if (syscall (SYS_openat2, AT_FDCWD, "/", NULL, 0) < 0 && errno == ENOSYS)
    g_test_skip ("There is no openat2 () here, or valgrind does not know it.");
  else
    assert_in_child (obeys_openat2, fixture, NULL);
}

static gboolean
refuses_what_it_cannot_look_at (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

#ifdef SYS_fstat
  culvert_refuse_call (SYS_fstat, EIO);
#endif
#ifdef SYS_newfstatat
  culvert_refuse_call (SYS_newfstatat, EIO);
#endif
  culvert_refuse_call (SYS_statx, EIO);
  return culvert_mgmt_owner_open_socket_file (fixture->paths[0], &error) == -1 &&
         g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT) &&
         strstr (error->message, g_strerror (EIO)) != NULL;
}

static void
test_no_status (Fixture *fixture, gconstpointer data)
{
  assert_in_child (refuses_what_it_cannot_look_at, fixture, NULL);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/management/owner-refused/old-error", test_old_error);
  ADD ("/management/owner-refused/closed-standard-input", test_closed_standard_input);
  ADD ("/management/owner-refused/no-descriptors", test_no_descriptors);
  ADD ("/management/owner-refused/no-openat2", test_no_openat2);
  ADD ("/management/owner-refused/refused-openat2", test_refused_openat2);
  ADD ("/management/owner-refused/no-status", test_no_status);
  return g_test_run ();
}
