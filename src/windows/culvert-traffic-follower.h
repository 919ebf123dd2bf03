/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/* FALSE: the same would be shown in a second, and until the session changes. */
typedef gboolean (*CulvertTrafficUpdateFunc) (GtkWidget *widget);

/**
 * CulvertTrafficFollower:
 *
 * Has a widget show the traffic of a session: once a second while the picture moves, and never
 * while it cannot be seen. Owned by the widget.
 */
#define CULVERT_TYPE_TRAFFIC_FOLLOWER (culvert_traffic_follower_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTrafficFollower,
                      culvert_traffic_follower,
                      CULVERT,
                      TRAFFIC_FOLLOWER,
                      GObject)

CulvertTrafficFollower *culvert_traffic_follower_new (GtkWidget *widget,
                                                      CulvertTrafficUpdateFunc update);
/* @session: (nullable) */
void culvert_traffic_follower_set_session (CulvertTrafficFollower *self, CulvertSession *session);
/* Something else has changed that must be seen at once. */
void culvert_traffic_follower_update (CulvertTrafficFollower *self);

G_END_DECLS
