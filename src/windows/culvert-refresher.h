/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

typedef void (*CulvertRefreshFunc) (GtkWidget *widget);

/**
 * CulvertRefresher:
 *
 * Keeps a widget in step with a session: after a change it is refreshed once, in the next frame;
 * while it shows how long something takes, from time to time; and never while it cannot be seen.
 * Owned by the widget.
 */
#define CULVERT_TYPE_REFRESHER (culvert_refresher_get_type ())
G_DECLARE_FINAL_TYPE (CulvertRefresher, culvert_refresher, CULVERT, REFRESHER, GObject)

CulvertRefresher *culvert_refresher_new (GtkWidget *widget, CulvertRefreshFunc refresh);
/* Refreshes at once. @session: (nullable) */
void culvert_refresher_set_session (CulvertRefresher *self, CulvertSession *session);
void culvert_refresher_queue (CulvertRefresher *self);

G_END_DECLS
