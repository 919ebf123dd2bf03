/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-shortcuts-window.h"

struct _CulvertShortcutsWindow
{
  GtkShortcutsWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (CulvertShortcutsWindow, culvert_shortcuts_window, GTK_TYPE_SHORTCUTS_WINDOW)

static void
culvert_shortcuts_window_class_init (CulvertShortcutsWindowClass *klass)
{
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass),
      "/io/github/culvertvpn/Culvert/culvert-shortcuts-window.ui");
}

static void
culvert_shortcuts_window_init (CulvertShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "delete-event", G_CALLBACK (gtk_widget_hide_on_delete), NULL);
}

CulvertShortcutsWindow *
culvert_shortcuts_window_new (void)
{
  return g_object_new (CULVERT_TYPE_SHORTCUTS_WINDOW, NULL);
}
