/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-local-options.h"

#include "culvert-build.h"
#include "culvert-command-line.h"
#include "culvert-instance.h"

#include <glib/gi18n-lib.h>

static gboolean
has_display (void)
{
  return g_getenv ("DISPLAY") != NULL || g_getenv ("WAYLAND_DISPLAY") != NULL;
}

int
culvert_local_options_handle (GApplication *application, GVariantDict *given)
{
  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("Culvert %s\n", CULVERT_VERSION);
      return CULVERT_EXIT_DONE;
    }

  if (culvert_command_line_has_files (given) && !has_display ())
    {
      g_printerr ("%s\n",
                  _ ("There is no display to show a profile on; --import adds one without."));
      return CULVERT_EXIT_FAILED;
    }

  if (culvert_command_line_is_for_staying (given) || culvert_instance_is_running ())
    return -1;

  /* A process that only answers a question must not be in the way of one that stays. */
  if (g_variant_dict_contains (given, "quit"))
    return CULVERT_EXIT_DONE;
  g_application_set_flags (application,
                           g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  return -1;
}
