/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertTrayWatcher:
 *
 * Keeps our status item known to the desktop: registers this connection with each
 * org.kde.StatusNotifierWatcher that comes, and knows whether a panel is there to show the item.
 *
 * Property `has-host` (with notification): some panel shows status items.
 */
#define CULVERT_TYPE_TRAY_WATCHER (culvert_tray_watcher_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTrayWatcher, culvert_tray_watcher, CULVERT, TRAY_WATCHER, GObject)

CulvertTrayWatcher *culvert_tray_watcher_new (GDBusConnection *bus);
gboolean culvert_tray_watcher_has_host (CulvertTrayWatcher *self);
/* A panel has taken notice of the item. Until then it is registered again now and then: a panel
 * that is just starting may accept it and not hear of it itself. */
void culvert_tray_watcher_confirm (CulvertTrayWatcher *self);

G_END_DECLS
