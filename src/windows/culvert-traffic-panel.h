/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"
#include "culvert-usage-store.h"

G_BEGIN_DECLS

/**
 * CulvertTrafficPanel:
 *
 * What a session moves: a plot of a minute, five minutes or an hour, what its strokes mean with the
 * rates and totals of now, and what was moved today and this month.
 */
#define CULVERT_TYPE_TRAFFIC_PANEL (culvert_traffic_panel_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTrafficPanel, culvert_traffic_panel, CULVERT, TRAFFIC_PANEL, GtkBox)

/* @session: (nullable) */
void culvert_traffic_panel_set_session (CulvertTrafficPanel *self, CulvertSession *session);
/* @usage: (nullable) */
void culvert_traffic_panel_set_usage (CulvertTrafficPanel *self, CulvertUsageStore *usage);
/* Whether there is anything to show may be different. */
void culvert_traffic_panel_refresh (CulvertTrafficPanel *self);

G_END_DECLS
