/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"
#include "culvert-ui-host.h"
#include "culvert-ui.h"

G_BEGIN_DECLS

/**
 * CulvertFront:
 *
 * The way to everything that needs a display, which is opened only when somebody first wants to
 * see something. As an answerer it keeps questions until the user comes for them; one that the
 * user is waiting for is shown at once.
 *
 * Signal `opened ()`: the display is open, from now on culvert_front_peek_ui() is not NULL
 */
#define CULVERT_TYPE_FRONT (culvert_front_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFront, culvert_front, CULVERT, FRONT, GObject)

/* @module_folder: where the graphical module was installed, before it was moved */
CulvertFront *culvert_front_new (const char *module_folder, GSettings *settings);

/* What a window shows and tells; before the first window. The front keeps no reference to `host`.
 */
void culvert_front_set_parts (CulvertFront *self,
                              CulvertSessionList *sessions,
                              GActionGroup *actions,
                              CulvertUiHost *host);

/* Opens the display if it is not open. (transfer none) (nullable): NULL with an error where there
 * is none; it is tried again at the next call. */
CulvertUi *culvert_front_open (CulvertFront *self, GError **error);
CulvertUi *culvert_front_peek_ui (CulvertFront *self);

/* Whether the user looks at a window of ours, or at who asks a server to be let in: for those who
 * would tell them. @front: a #CulvertFront */
gboolean culvert_front_is_watched (gpointer front);
gboolean culvert_front_shows_requests (CulvertSession *session, gpointer front);

/* Shows the question that waits in a session, or brings its window to the front. */
gboolean culvert_front_show_prompt (CulvertFront *self,
                                    CulvertPrompt *prompt,
                                    const char *token,
                                    GError **error);

G_END_DECLS
