/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-looks.h"

#include "culvert-installed.h"

#include <gtk/gtk.h>

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/culvertvpn/Culvert/culvert.css");
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* Also where the prefix is in no data folder of the desktop. */
static void
load_icons (void)
{
  g_autofree char *folder = culvert_installed_find (CULVERT_ICONDIR);

  gtk_icon_theme_append_search_path (gtk_icon_theme_get_default (), folder);
  gtk_window_set_default_icon_name (CULVERT_APPLICATION_ID);
}

void
culvert_looks_load (void)
{
  load_style ();
  load_icons ();
}
