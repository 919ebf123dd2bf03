/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-ui-host.h"
#include "culvert-ui.h"

G_BEGIN_DECLS

/**
 * CulvertMainWindow:
 *
 * All connections and the one that is chosen. Closing it hides nothing by itself: the signal
 * `delete-event` is for its owner.
 *
 *  - signal `files-dropped (GPtrArray *files)`: of GFile
 */
#define CULVERT_TYPE_MAIN_WINDOW (culvert_main_window_get_type ())
G_DECLARE_FINAL_TYPE (CulvertMainWindow, culvert_main_window, CULVERT, MAIN_WINDOW, GtkWindow)

CulvertMainWindow *
culvert_main_window_new (CulvertSessionList *sessions, GActionGroup *actions, CulvertUiHost *host);
void culvert_main_window_show_session (CulvertMainWindow *self,
                                       CulvertSession *session,
                                       CulvertUiPage page);
gboolean
culvert_main_window_shows (CulvertMainWindow *self, CulvertSession *session, CulvertUiPage page);

/* Says below the connections what has just been done; see culvert_note_bar_new(). */
void culvert_main_window_add_note (CulvertMainWindow *self,
                                   const char *text,
                                   const char *button,
                                   const char *action,
                                   const char *id);

G_END_DECLS
