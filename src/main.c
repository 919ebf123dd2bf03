/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <locale.h>
#include <sys/resource.h>

#include <glib/gi18n-lib.h>

#include "culvert-application.h"
#include "culvert-build.h"
#include "culvert-installed.h"

int
main (int argc, char **argv)
{
  const struct rlimit no_core = { 0, 0 };
  g_autofree char *locales = culvert_installed_find (CULVERT_LOCALEDIR);
  g_autoptr (CulvertApplication) application = NULL;
  int status;

  /* What is typed into this program must not end in a core dump. */
  setrlimit (RLIMIT_CORE, &no_core);

  /* For the windows that may come: nothing in them is drawn with OpenGL, which would cost more
   * memory than all the rest. Here, because the environment is not to be touched by several
   * threads. */
  g_setenv ("GDK_GL", "disable", FALSE);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Culvert");

  application = culvert_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);

  return status != 0 ? status : culvert_application_get_exit_status (application);
}
