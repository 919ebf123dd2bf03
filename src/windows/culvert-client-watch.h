/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertClientWatch:
 *
 * Has a server tell what its clients transfer while a widget can be seen, and no longer. Owned by
 * the widget.
 */
#define CULVERT_TYPE_CLIENT_WATCH (culvert_client_watch_get_type ())
G_DECLARE_FINAL_TYPE (CulvertClientWatch, culvert_client_watch, CULVERT, CLIENT_WATCH, GObject)

CulvertClientWatch *culvert_client_watch_new (GtkWidget *widget);
/* @session: (nullable): one that is no server, or not yet, is waited for */
void culvert_client_watch_set_session (CulvertClientWatch *self, CulvertSession *session);

G_END_DECLS
