/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session-traffic.h"

G_BEGIN_DECLS

/**
 * CulvertTrafficPlot:
 *
 * Rates over time, with an axis for each. Time runs in the direction of reading: the newest is at
 * the right, and at the left in a script that is read from right to left.
 */
#define CULVERT_TYPE_TRAFFIC_PLOT (culvert_traffic_plot_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTrafficPlot,
                      culvert_traffic_plot,
                      CULVERT,
                      TRAFFIC_PLOT,
                      GtkDrawingArea)

/* @rates: as many as the range has, the oldest first. Draws only what differs. */
void culvert_traffic_plot_set_rates (CulvertTrafficPlot *self,
                                     CulvertTrafficRange range,
                                     const CulvertTrafficRate *rates);

G_END_DECLS
