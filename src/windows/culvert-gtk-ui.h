/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-ui-module.h"

G_BEGIN_DECLS

/**
 * CulvertGtkUi:
 *
 * The user interface in GTK 3. The main window is made when it is first wanted and kept.
 */
#define CULVERT_TYPE_GTK_UI (culvert_gtk_ui_get_type ())
G_DECLARE_FINAL_TYPE (CulvertGtkUi, culvert_gtk_ui, CULVERT, GTK_UI, GObject)

/* A CulvertUiCreateFunc. */
G_MODULE_EXPORT CulvertUi *culvert_ui_create (CulvertSessionList *sessions,
                                              GActionGroup *actions,
                                              GSettings *settings,
                                              CulvertUiHost *host,
                                              GError **error);

G_END_DECLS
