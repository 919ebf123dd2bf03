/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launch-name.h"

#include "culvert-launch-error.h"

#include <string.h>

#define PLAIN_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.-/:=,+@%"
#define MAX_SOCKET_PATH  107 /* the daemon cuts a longer one without a word */
#define SOCKET_NAME      "management"

static char *
dup_stem (uid_t uid, const char *id)
{
  g_return_val_if_fail (g_uuid_string_is_valid (id), NULL);

  return g_strdup_printf ("culvert-%u-%s", uid, id);
}

char *
culvert_launch_name_dup_unit (uid_t uid, const char *id)
{
  g_autofree char *stem = dup_stem (uid, id);

  return g_strconcat (stem, ".service", NULL);
}

char *
culvert_launch_name_dup_runtime_folder (uid_t uid, const char *id)
{
  g_autofree char *stem = dup_stem (uid, id);

  return g_strconcat ("openvpn/", stem, NULL);
}

char *
culvert_launch_name_dup_socket (uid_t uid, const char *id)
{
  g_autofree char *folder = culvert_launch_name_dup_runtime_folder (uid, id);

  return g_build_filename ("/run", folder, SOCKET_NAME, NULL);
}

char *
culvert_launch_name_dup_user_socket (const char *runtime_folder, const char *id, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (g_uuid_string_is_valid (id), NULL);

  path = g_build_filename (runtime_folder, "culvert", id, SOCKET_NAME, NULL);
  if (strlen (path) <= MAX_SOCKET_PATH)
    return g_steal_pointer (&path);

  g_set_error (error,
               CULVERT_LAUNCH_ERROR,
               CULVERT_LAUNCH_ERROR_FAILED,
               "The path of the folder %s is too long for a socket.",
               runtime_folder);
  return NULL;
}

static void
append_quoted (GString *line, const char *argument)
{
  if (*argument != '\0' && strspn (argument, PLAIN_CHARACTERS) == strlen (argument))
    {
      g_string_append (line, argument);
      return;
    }

  g_string_append_c (line, '\'');
  for (const char *at = argument; *at != '\0'; at++)
    {
      if (*at == '\'')
        g_string_append (line, "'\\''");
      else
        g_string_append_c (line, *at);
    }
  g_string_append_c (line, '\'');
}

char *
culvert_launch_name_quote (const char *const *arguments)
{
  GString *line = g_string_new (NULL);

  for (gsize i = 0; arguments[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (line, ' ');
      append_quoted (line, arguments[i]);
    }
  return g_string_free (line, FALSE);
}
