/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertPreferencesWindow:
 *
 * The settings. Each takes effect at once; there is nothing to confirm but what cannot be undone.
 * It destroys itself when it is closed.
 */
#define CULVERT_TYPE_PREFERENCES_WINDOW (culvert_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPreferencesWindow,
                      culvert_preferences_window,
                      CULVERT,
                      PREFERENCES_WINDOW,
                      GtkDialog)

CulvertPreferencesWindow *culvert_preferences_window_new (GSettings *settings,
                                                          CulvertSessionList *sessions);

G_END_DECLS
