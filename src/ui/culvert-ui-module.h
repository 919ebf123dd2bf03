/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"
#include "culvert-ui-host.h"
#include "culvert-ui.h"

G_BEGIN_DECLS

/**
 * CulvertUiCreateFunc:
 *
 * The one symbol of the graphical module, `culvert_ui_create`: opens the display and makes the user
 * interface. Nothing is shown yet.
 *
 * Returns: (transfer full) (nullable): NULL with an error where there is no display
 */
typedef CulvertUi *(*CulvertUiCreateFunc) (CulvertSessionList *sessions,
                                           GActionGroup *actions,
                                           GSettings *settings,
                                           CulvertUiHost *host,
                                           GError **error);

/* Loads the module at `path` and calls its create function. The module stays loaded. */
CulvertUi *culvert_ui_module_load (const char *path,
                                   CulvertSessionList *sessions,
                                   GActionGroup *actions,
                                   GSettings *settings,
                                   CulvertUiHost *host,
                                   GError **error);

G_END_DECLS
