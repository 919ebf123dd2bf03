/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session-traffic.h"

G_BEGIN_DECLS

/* Where rates are drawn: the newest at the right, or at the left where one reads from there. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
  double top; /* the rate at the upper edge */
  double line_width;
  gboolean is_mirrored;
} CulvertTrafficFrame;

/* Received is an area below a line, sent is a dashed line; each has its colour too, from the style
 * classes culvert-received and culvert-sent. Where a rate is not known, there is nothing. */
void culvert_traffic_ink_draw (cairo_t *cr,
                               GtkStyleContext *style,
                               const CulvertTrafficFrame *frame,
                               const CulvertTrafficRate *rates,
                               guint n_rates);
void culvert_traffic_ink_draw_received (cairo_t *cr,
                                        GtkStyleContext *style,
                                        const CulvertTrafficFrame *frame,
                                        const CulvertTrafficRate *rates,
                                        guint n_rates);
void culvert_traffic_ink_draw_sent (cairo_t *cr,
                                    GtkStyleContext *style,
                                    const CulvertTrafficFrame *frame,
                                    const CulvertTrafficRate *rates,
                                    guint n_rates);

/* The highest of all. */
double culvert_traffic_ink_get_peak (const CulvertTrafficRate *rates, guint n_rates);
gboolean culvert_traffic_ink_is_known (const CulvertTrafficRate *rates, guint n_rates);

G_END_DECLS
