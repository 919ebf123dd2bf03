/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-unit-name.h"

#include <string.h>

#define NAME_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.-"
#define MAX_INSTANCE    64
#define SUFFIX          ".service"

gboolean
culvert_unit_name_is_instance (const char *name)
{
  gsize length = strlen (name);

  return length >= 1 && length <= MAX_INSTANCE && strspn (name, NAME_CHARACTERS) == length &&
         !g_str_equal (name, ".") && !g_str_equal (name, "..");
}

char *
culvert_unit_name_dup_instance (const char *unit)
{
  static const char *const templates[] = { "openvpn-client@", "openvpn@" };

  for (gsize i = 0; i < G_N_ELEMENTS (templates); i++)
    if (g_str_has_prefix (unit, templates[i]) && g_str_has_suffix (unit, SUFFIX))
      {
        const char *start = unit + strlen (templates[i]);
        g_autofree char *name = g_strndup (start, strlen (start) - strlen (SUFFIX));

        return culvert_unit_name_is_instance (name) ? g_steal_pointer (&name) : NULL;
      }

  return NULL;
}
