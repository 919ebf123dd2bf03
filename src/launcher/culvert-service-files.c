/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-service-files.h"

#include "culvert-config.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_RECORD (64 * 1024)

void
culvert_service_files_read_config (CulvertServiceFacts *facts)
{
  g_autofree char *path = culvert_service_facts_dup_config_path (facts);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  /* A pipe would make us wait for ever. */
  if (file != NULL &&
      g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR)
    stream = g_file_read (file, NULL, NULL);
  if (stream != NULL)
    {
      text = g_malloc (CULVERT_CONFIG_MAX_BYTES);
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream),
                                    text,
                                    CULVERT_CONFIG_MAX_BYTES,
                                    &length,
                                    NULL,
                                    NULL))
        g_clear_pointer (&text, g_free);
    }
  culvert_service_facts_take_config (facts, text, length);
  /* There may be keys in it. */
  if (text != NULL)
    explicit_bzero (text, length);
}

static char *
dup_owner (uid_t uid)
{
  g_autofree char *buffer = g_malloc (MAX_RECORD);
  struct passwd record;
  struct passwd *found = NULL;

  if (getpwuid_r (uid, &record, buffer, MAX_RECORD, &found) != 0 || found == NULL)
    return g_strdup_printf ("%u", uid);

  return g_strdup (found->pw_name);
}

static char *
dup_group (gid_t gid)
{
  g_autofree char *buffer = g_malloc (MAX_RECORD);
  struct group record;
  struct group *found = NULL;

  if (getgrgid_r (gid, &record, buffer, MAX_RECORD, &found) != 0 || found == NULL)
    return g_strdup_printf ("%u", gid);

  return g_strdup (found->gr_name);
}

static CulvertServiceGroup
group_of (const char *name)
{
  g_autofree char *buffer = g_malloc (MAX_RECORD);
  struct group record;
  struct group *found = NULL;

  if (name == NULL)
    return CULVERT_SERVICE_GROUP_ANY;
  if (getgrnam_r (name, &record, buffer, MAX_RECORD, &found) == 0 && found != NULL &&
      found->gr_gid == getegid ())
    return CULVERT_SERVICE_GROUP_PRIMARY;

  return CULVERT_SERVICE_GROUP_OTHER;
}

/* FALSE: it ends here */
static gboolean
try_folder (CulvertServiceFacts *facts, const char *folder)
{
  struct stat status;

  if (stat (folder, &status) != 0)
    return FALSE;
  if (access (folder, X_OK) == 0 || errno != EACCES)
    return TRUE;

  facts->closed_folder = g_strdup (folder);
  facts->closed_mode = status.st_mode & 07777;
  facts->closed_owner = dup_owner (status.st_uid);
  facts->closed_group = dup_group (status.st_gid);
  return FALSE;
}

void
culvert_service_files_try_socket (CulvertServiceFacts *facts)
{
  const char *path = facts->endpoint != NULL && g_str_has_prefix (facts->endpoint, "unix:/")
                         ? facts->endpoint + strlen ("unix:")
                         : NULL;

  g_free (facts->user);
  facts->user = dup_owner (geteuid ());
  facts->group = group_of (culvert_service_facts_get (facts, "management-client-group", 1));

  for (const char *slash = path != NULL ? strchr (path + 1, '/') : NULL; slash != NULL;
       slash = strchr (slash + 1, '/'))
    {
      g_autofree char *folder = g_strndup (path, (gsize) (slash - path));

      if (!try_folder (facts, folder))
        return;
    }
}
