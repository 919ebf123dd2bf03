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
check_folder (int fd, const char *path, gboolean is_last, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      set_open_error (error, errno, path);
      return FALSE;
    }
  if (!culvert_mgmt_owner_is_trusted_at (path, status.st_uid))
    {
      culvert_mgmt_error_set_fault (error, CULVERT_MGMT_FAULT_FOREIGN_FOLDER, path, status.st_uid);
      return FALSE;
    }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && (is_last || (status.st_mode & S_ISVTX) == 0))
    {
      culvert_mgmt_error_set_fault (error, CULVERT_MGMT_FAULT_OPEN_FOLDER, path, 0);
      return FALSE;
    }
  return TRUE;
}

/* Returns: the folder that the last of the parts is in, or -1 */
static int
open_folder (char **parts, const char *path, GError **error)
{
  int folder = open ("/", O_PATH | O_DIRECTORY | O_CLOEXEC);

  if (folder < 0)
    set_open_error (error, errno, path);

  for (; folder >= 0; parts++)
    {
      gboolean is_last = parts[1] == NULL;
      int next;

      if (!check_folder (folder, path, is_last, error))
        {
          close (folder);
          return -1;
        }
      if (is_last)
        return folder;

      next = open_part (folder, parts[0], O_DIRECTORY);
      if (next < 0)
        set_open_error (error, errno, path);
      close (folder);
      folder = next;
    }
  return -1;
}

int
culvert_mgmt_owner_open_socket_file (const char *path, GError **error)
{
  g_auto (GStrv) parts = NULL;
  struct stat status = { 0 };
  int folder;
  int file;

  g_return_val_if_fail (g_path_is_absolute (path), -1);

  parts = g_strsplit (path + 1, "/", -1);
  folder = open_folder (parts, path, error);
  if (folder < 0)
    return -1;

  file = open_part (folder, parts[g_strv_length (parts) - 1], 0);
  if (file < 0)
    set_open_error (error, errno, path);
  close (folder);
  if (file < 0)
    return -1;

  if (fstat (file, &status) != 0 || !S_ISSOCK (status.st_mode))
    {
      if (S_ISLNK (status.st_mode))
        culvert_mgmt_error_set_fault (error, CULVERT_MGMT_FAULT_LINK, path, 0);
      else
        g_set_error (error,
                     CULVERT_MGMT_ERROR,
                     CULVERT_MGMT_ERROR_ABSENT,
                     "%s is not a socket.",
                     path);
      close (file);
      return -1;
    }
  return file;
}
