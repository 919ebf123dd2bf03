/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-traffic-ink.h"

#define AREA_OPACITY 0.25

typedef enum
{
  RECEIVED,
  SENT,
} Direction;

static const char *const style_classes[] = { "culvert-received", "culvert-sent" };

static double
get_x (const CulvertTrafficFrame *frame, guint index, guint n_rates)
{
  double share = n_rates > 1 ? (double) index / (n_rates - 1) : 1;

  return frame->x + frame->width * (frame->is_mirrored ? 1 - share : share);
}

static double
get_y (const CulvertTrafficFrame *frame, const CulvertTrafficRate *rate, Direction direction)
{
  double height = direction == RECEIVED ? rate->in : rate->out;

  return frame->y + frame->height * (1 - CLAMP (height / frame->top, 0, 1));
}

/* The end of the known rates that begin at `first`. */
static guint
find_end (const CulvertTrafficRate *rates, guint first, guint n_rates)
{
  guint end = first;

  while (end < n_rates && rates[end].is_known)
    end++;

  return end;
}

static void
trace (cairo_t *cr,
       const CulvertTrafficFrame *frame,
       const CulvertTrafficRate *rates,
       guint n_rates,
       Direction direction,
       gboolean is_area)
{
  double bottom = frame->y + frame->height;

  for (guint first = 0; first < n_rates; first = find_end (rates, first, n_rates) + 1)
    {
      guint end = find_end (rates, first, n_rates);

      if (end == first)
        continue;

      cairo_new_sub_path (cr);
      if (is_area)
        cairo_line_to (cr, get_x (frame, first, n_rates), bottom);
      for (guint i = first; i < end; i++)
        cairo_line_to (cr, get_x (frame, i, n_rates), get_y (frame, &rates[i], direction));
      /* One alone is a dot. */
      if (end == first + 1)
        cairo_line_to (cr, get_x (frame, first, n_rates), get_y (frame, &rates[first], direction));
      if (is_area)
        cairo_line_to (cr, get_x (frame, end - 1, n_rates), bottom);
    }
}

static GdkRGBA
get_color (GtkStyleContext *style, Direction direction)
{
  GdkRGBA color;

  gtk_style_context_save (style);
  gtk_style_context_add_class (style, style_classes[direction]);
  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &color);
  gtk_style_context_restore (style);

  return color;
}

static void
stroke (cairo_t *cr, const CulvertTrafficFrame *frame, Direction direction)
{
  double dashes[] = { 3 * frame->line_width, 2.5 * frame->line_width };

  cairo_set_line_width (cr, frame->line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (direction == SENT)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  else
    cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (cr);
}

void
culvert_traffic_ink_draw_received (cairo_t *cr,
                                   GtkStyleContext *style,
                                   const CulvertTrafficFrame *frame,
                                   const CulvertTrafficRate *rates,
                                   guint n_rates)
{
  GdkRGBA color = get_color (style, RECEIVED);

  cairo_save (cr);
  trace (cr, frame, rates, n_rates, RECEIVED, TRUE);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * AREA_OPACITY);
  cairo_fill (cr);

  trace (cr, frame, rates, n_rates, RECEIVED, FALSE);
  gdk_cairo_set_source_rgba (cr, &color);
  stroke (cr, frame, RECEIVED);
  cairo_restore (cr);
}

void
culvert_traffic_ink_draw_sent (cairo_t *cr,
                               GtkStyleContext *style,
                               const CulvertTrafficFrame *frame,
                               const CulvertTrafficRate *rates,
                               guint n_rates)
{
  GdkRGBA color = get_color (style, SENT);

  cairo_save (cr);
  trace (cr, frame, rates, n_rates, SENT, FALSE);
  gdk_cairo_set_source_rgba (cr, &color);
  stroke (cr, frame, SENT);
  cairo_restore (cr);
}

void
culvert_traffic_ink_draw (cairo_t *cr,
                          GtkStyleContext *style,
                          const CulvertTrafficFrame *frame,
                          const CulvertTrafficRate *rates,
                          guint n_rates)
{
  culvert_traffic_ink_draw_received (cr, style, frame, rates, n_rates);
  culvert_traffic_ink_draw_sent (cr, style, frame, rates, n_rates);
}

double
culvert_traffic_ink_get_peak (const CulvertTrafficRate *rates, guint n_rates)
{
  double peak = 0;

  for (guint i = 0; i < n_rates; i++)
    if (rates[i].is_known)
      peak = MAX (peak, MAX (rates[i].in, rates[i].out));

  return peak;
}

gboolean
culvert_traffic_ink_is_known (const CulvertTrafficRate *rates, guint n_rates)
{
  for (guint i = 0; i < n_rates; i++)
    if (rates[i].is_known)
      return TRUE;

  return FALSE;
}
