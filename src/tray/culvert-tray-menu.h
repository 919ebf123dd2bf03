/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertTrayMenu:
 *
 * The menu of the icon: waiting questions, connections to switch on and off, and what else there is
 * to do, as actions with the prefix "app.". It follows the sessions; what did not change keeps its
 * place, so that a menu that is open stays as it is.
 */
#define CULVERT_TYPE_TRAY_MENU (culvert_tray_menu_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTrayMenu, culvert_tray_menu, CULVERT, TRAY_MENU, GObject)

CulvertTrayMenu *culvert_tray_menu_new (CulvertSessionList *sessions);
GMenuModel *culvert_tray_menu_get_model (CulvertTrayMenu *self); /* (transfer none) */

G_END_DECLS
