/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"
#include "culvert-tray-fallback.h"

G_BEGIN_DECLS

/**
 * CulvertTray:
 *
 * The application's icon in the panel and its menu. It follows the hosts: a StatusNotifierItem
 * where a host is registered; after three seconds without one it asks for a fallback.
 *
 *  - property `is-visible` (notification): some panel shows the icon. A panel that comes back
 *    within three seconds was never away
 *  - signal `fallback-wanted ()`: no host within 3 s of the start, or the last one left; answer
 * with culvert_tray_set_fallback() or not at all
 *
 * What is clicked becomes an action of `actions`: `toggle-window` (s: activation token, ""
 * without), `show-window`, `connection-ID` (boolean state), `answer` (s: id, "" the first that
 * waits), `connect-now`, `disconnect-all`, `attach`, `quit`.
 */
#define CULVERT_TYPE_TRAY (culvert_tray_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTray, culvert_tray, CULVERT, TRAY, GObject)

/**
 * culvert_tray_new:
 * @bus: (nullable): the session bus; without one only a fallback can be shown
 * @application_id: the names of the icons begin with it
 * @icon_folder: (nullable): the folder that holds "hicolor", if it is in no data folder of the
 *   desktop and panels have to be told
 */
CulvertTray *culvert_tray_new (GDBusConnection *bus,
                               CulvertSessionList *sessions,
                               GActionGroup *actions,
                               const char *application_id,
                               const char *icon_folder);
/* Or in the colour of the panel, as at first. */
void culvert_tray_set_is_coloured (CulvertTray *self, gboolean is_coloured);
/* A click opens the menu; at first it is `toggle-window`. A panel may do as it likes. */
void culvert_tray_set_opens_menu (CulvertTray *self, gboolean opens_menu);
gboolean culvert_tray_is_visible (CulvertTray *self);
/* Three seconds have passed, or a host was found: is-visible is an answer, not a guess. */
gboolean culvert_tray_is_decided (CulvertTray *self);
void culvert_tray_set_fallback (CulvertTray *self, CulvertTrayFallback *fallback);

G_END_DECLS
