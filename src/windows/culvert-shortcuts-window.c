/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-shortcuts-window.h"

struct _CulvertShortcutsWindow
{
  GtkDialog parent_instance;
};

G_DEFINE_FINAL_TYPE (CulvertShortcutsWindow, culvert_shortcuts_window, GTK_TYPE_DIALOG)

static void
culvert_shortcuts_window_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
culvert_shortcuts_window_class_init (CulvertShortcutsWindowClass *klass)
{
  GTK_DIALOG_CLASS (klass)->response = culvert_shortcuts_window_response;

  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass),
      "/io/github/culvertvpn/Culvert/culvert-shortcuts-window.ui");
}

static void
culvert_shortcuts_window_init (CulvertShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_CLOSE);
}

CulvertShortcutsWindow *
culvert_shortcuts_window_new (void)
{
  return g_object_new (CULVERT_TYPE_SHORTCUTS_WINDOW, NULL);
}
