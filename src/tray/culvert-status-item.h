/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CULVERT_STATUS_ITEM_PATH      "/StatusNotifierItem"
#define CULVERT_STATUS_ITEM_MENU_PATH "/MenuBar"

/**
 * CulvertStatusItem:
 *
 * The icon as an object on the bus, org.kde.StatusNotifierItem; panels that know of it read it.
 * Leaves the bus with its last reference.
 *
 * Signals
 *  - `activated (const char *token)`: clicked; `token` lets a window come to the front, "" without
 *  - `secondary-activated ()`: clicked with the middle button
 *  - `menu-wanted (const char *token)`: by a panel that cannot show the menu itself
 *  - `read ()`: somebody asked for the icon, so it is going to be seen
 */
#define CULVERT_TYPE_STATUS_ITEM (culvert_status_item_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStatusItem, culvert_status_item, CULVERT, STATUS_ITEM, GObject)

/* @title: the name of the application
 * @icon_folder: (nullable): where its icons are, if panels cannot find them by themselves
 * Returns NULL with an error where another item is on this connection already. */
CulvertStatusItem *culvert_status_item_new (GDBusConnection *bus,
                                            const char *application_id,
                                            const char *title,
                                            const char *icon_folder,
                                            GError **error);

/* These tell the bus only what differs. */
void culvert_status_item_set_icon (CulvertStatusItem *self,
                                   const char *icon_name,
                                   const char *description);
/* A click opens the menu and activates nothing. */
void culvert_status_item_set_is_menu (CulvertStatusItem *self, gboolean is_menu);
void culvert_status_item_set_needs_attention (CulvertStatusItem *self, gboolean needs_attention);
/* @tooltip: plain text */
void culvert_status_item_set_tooltip (CulvertStatusItem *self, const char *tooltip);

G_END_DECLS
