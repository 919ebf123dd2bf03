/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertMenuExporter:
 *
 * Shows a menu model and its actions on the bus as com.canonical.dbusmenu, the only menu that
 * panels read. What changed is told once for each turn of the main loop, and only as much as
 * changed: a new label does not close a menu that is open. Leaves the bus with its last reference.
 *
 * Signal `opening ()`: a panel is about to show the menu, or a part of it
 */
#define CULVERT_TYPE_MENU_EXPORTER (culvert_menu_exporter_get_type ())
G_DECLARE_FINAL_TYPE (CulvertMenuExporter, culvert_menu_exporter, CULVERT, MENU_EXPORTER, GObject)

/* @menu names its actions with the prefix "app."; `actions` has them without. Returns NULL with an
 * error where something is at `path` already. */
CulvertMenuExporter *culvert_menu_exporter_new (GDBusConnection *bus,
                                                const char *path,
                                                GMenuModel *menu,
                                                GActionGroup *actions,
                                                GError **error);

G_END_DECLS
