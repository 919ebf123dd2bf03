/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertShortcutsWindow:
 *
 * The keys that do something in the main window. Not a GtkShortcutsWindow: that has a button
 * without a name, is wider than a telephone, and leaves a part of itself behind, which complains
 * about the next change of the theme.
 */
#define CULVERT_TYPE_SHORTCUTS_WINDOW (culvert_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (CulvertShortcutsWindow,
                      culvert_shortcuts_window,
                      CULVERT,
                      SHORTCUTS_WINDOW,
                      GtkDialog)

CulvertShortcutsWindow *culvert_shortcuts_window_new (void);

G_END_DECLS
