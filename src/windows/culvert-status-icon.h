/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-tray-fallback.h"

G_BEGIN_DECLS

/* The icon for panels that know no StatusNotifierItem: a GtkStatusIcon. */
#define CULVERT_TYPE_STATUS_ICON (culvert_status_icon_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStatusIcon, culvert_status_icon, CULVERT, STATUS_ICON, GObject)

/* Returns: (nullable): NULL where the display has no place for such icons */
CulvertStatusIcon *culvert_status_icon_new (GdkDisplay *display);

G_END_DECLS
