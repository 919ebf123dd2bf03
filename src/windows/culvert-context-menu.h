/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a menu of actions that `widget` has, below `area` of it until something is chosen. @area:
 * (nullable): all of it */
void culvert_context_menu_popup (GtkWidget *widget, GMenuModel *menu, const GdkRectangle *area);

G_END_DECLS
