/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-owner.h"

#include "culvert-mgmt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Who everybody is that a user namespace does not know, unless the kernel was told another one. */
#define HIDDEN_UID 65534

gboolean
culvert_mgmt_owner_is_trusted (uid_t uid)
{
  return uid == 0 || uid == getuid ();
}

/* Lines of `first outside count`. */
static gboolean
is_mapped (const char *map, uid_t uid)
{
  g_auto (GStrv) lines = g_strsplit (map, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      unsigned int first;
      unsigned int count;

      if (sscanf (lines[i], "%u %*u %u", &first, &count) == 2 && uid >= first &&
          uid - first < count)
        return TRUE;
    }

  return FALSE;
}

gboolean
culvert_mgmt_owner_is_hidden (const char *map, uid_t uid)
{
  return !is_mapped (map, 0) && !is_mapped (map, uid);
}

static gboolean
is_lent (const char *path)
{
  static const char *const folders[] = { "/run/openvpn/", "/run/openvpn-client/" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_has_prefix (path, folders[i]))
      return TRUE;

  return FALSE;
}

gboolean
culvert_mgmt_owner_is_trusted_at (const char *path, uid_t uid)
{
  g_autofree char *map = NULL;

  if (culvert_mgmt_owner_is_trusted (uid))
    return TRUE;

  return uid == HIDDEN_UID && is_lent (path) &&
         g_file_get_contents ("/proc/self/uid_map", &map, NULL, NULL) &&
         culvert_mgmt_owner_is_hidden (map, uid);
}

/* Opens one name in a folder. O_NOFOLLOW does what RESOLVE_NO_SYMLINKS does where there is but one
 * name, and so stands in for it on kernels before 5.6 and where a sandbox forbids the call. */
static int
open_part (int folder, const char *name, int flags)
{
  struct open_how how = {
    .flags = (guint64) (O_PATH | O_CLOEXEC | O_NOFOLLOW | flags),
    .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  int fd = (int) syscall (SYS_openat2, folder, name, &how, sizeof how);

  if (fd < 0 && (errno == ENOSYS || errno == EPERM))
    fd = openat (folder, name, O_PATH | O_CLOEXEC | O_NOFOLLOW | flags);
  return fd;
}

static void
set_open_error (GError **error, int saved_errno, const char *path)
{
  if (saved_errno == EACCES || saved_errno == EPERM)
    g_set_error (error,
                 CULVERT_MGMT_ERROR,
                 CULVERT_MGMT_ERROR_PERMISSION,
                 "You have no permission to reach the socket %s.",
                 path);
  else if (saved_errno == ELOOP || saved_errno == ENOTDIR)
    culvert_mgmt_error_set_fault (error, CULVERT_MGMT_FAULT_NOT_FOLDER, path, 0);
  else
    g_set_error (error,
                 CULVERT_MGMT_ERROR,
                 CULVERT_MGMT_ERROR_ABSENT,
                 "There is no socket at %s (%s).",
                 path,
                 g_strerror (saved_errno));
}

static gboolean
check_folder (const struct stat *status, const char *path, gboolean is_last, GError **error)
{
  if (!culvert_mgmt_owner_is_trusted_at (path, status->st_uid))
    {
      culvert_mgmt_error_set_fault (error, CULVERT_MGMT_FAULT_FOREIGN_FOLDER, path, status->st_uid);
      return FALSE;
    }
  if ((status->st_mode & (S_IWGRP | S_IWOTH)) != 0 && (is_last || (status->st_mode & S_ISVTX) == 0))
    {
      culvert_mgmt_error_set_fault (error, CULVERT_MGMT_FAULT_OPEN_FOLDER, path, 0);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_socket (const struct stat *status, const char *path, GError **error)
{
  if (S_ISSOCK (status->st_mode))
    return TRUE;

  if (S_ISLNK (status->st_mode))
    culvert_mgmt_error_set_fault (error, CULVERT_MGMT_FAULT_LINK, path, 0);
  else
    g_set_error (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_ABSENT, "%s is not a socket.", path);
  return FALSE;
}

/* @rest: the parts of the path that are below what is open */
static gboolean
check (int fd, char *const *rest, const char *path, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      set_open_error (error, errno, path);
      return FALSE;
    }
  if (rest[0] == NULL)
    return check_socket (&status, path, error);
  return check_folder (&status, path, rest[1] == NULL, error);
}

/* Goes from a folder, which it closes, to the first of the parts. Returns: what is there, or -1 */
static int
descend (int folder, char *const *rest, const char *path, GError **error)
{
  int fd = open_part (folder, rest[0], rest[1] != NULL ? O_DIRECTORY : 0);

  if (fd < 0)
    set_open_error (error, errno, path);
  close (folder);
  return fd;
}

int
culvert_mgmt_owner_open_socket_file (const char *path, GError **error)
{
  g_auto (GStrv) parts = NULL;
  int fd;

  g_return_val_if_fail (g_path_is_absolute (path), -1);

  parts = g_strsplit (path + 1, "/", -1);
  fd = open ("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    set_open_error (error, errno, path);

  for (char **rest = parts; fd >= 0; rest++)
    {
      if (!check (fd, rest, path, error))
        {
          close (fd);
          return -1;
        }
      if (*rest == NULL)
        return fd;
      fd = descend (fd, rest, path, error);
    }
  return -1;
}
