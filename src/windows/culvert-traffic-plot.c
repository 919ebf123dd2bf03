/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-traffic-plot.h"

#include "culvert-traffic-ink.h"
#include "culvert-traffic-scale.h"

#include <glib/gi18n.h>
#include <math.h>

#define GAP          6
#define LINE_WIDTH   1.5
#define GRID_OPACITY 0.15
#define TEXT_OPACITY 0.7

struct _CulvertTrafficPlot
{
  GtkDrawingArea parent_instance;

  CulvertTrafficRange range;
  CulvertTrafficRate rates[CULVERT_TRAFFIC_MAX_RATES];
  guint n_rates;
};

G_DEFINE_FINAL_TYPE (CulvertTrafficPlot, culvert_traffic_plot, GTK_TYPE_DRAWING_AREA)

/* All that is drawn with. */
typedef struct
{
  cairo_t *cr;
  GtkStyleContext *style;
  CulvertTrafficScale scale;
  CulvertTrafficFrame frame;
  PangoLayout *layout; /* (owned) */
  GdkRGBA color;
} Canvas;

static void
set_ink (Canvas *canvas, double opacity)
{
  cairo_set_source_rgba (canvas->cr,
                         canvas->color.red,
                         canvas->color.green,
                         canvas->color.blue,
                         canvas->color.alpha * opacity);
}

/* @align: which part of the text is at `x`: 0 its left end, 1 its right end */
static void
draw_text (Canvas *canvas, const char *text, double x, double y, double align)
{
  int width, height;

  pango_layout_set_text (canvas->layout, text, -1);
  pango_layout_get_pixel_size (canvas->layout, &width, &height);
  set_ink (canvas, TEXT_OPACITY);
  cairo_move_to (canvas->cr, round (x - width * align), round (y - height / 2.0));
  pango_cairo_show_layout (canvas->cr, canvas->layout);
}

static int
measure_labels (Canvas *canvas, int *height)
{
  int widest = 0;

  for (guint line = 0; line <= canvas->scale.n_lines; line++)
    {
      g_autofree char *label = culvert_traffic_scale_dup_label (&canvas->scale, line);
      int width;

      pango_layout_set_text (canvas->layout, label, -1);
      pango_layout_get_pixel_size (canvas->layout, &width, height);
      widest = MAX (widest, width);
    }

  return widest;
}

/* Room for the labels of the rates, where reading begins, and for those of the time, below. */
static void
lay_out (Canvas *canvas, double width, double height)
{
  int label_height;
  double labels = measure_labels (canvas, &label_height) + GAP;

  canvas->frame.x = canvas->frame.is_mirrored ? LINE_WIDTH : labels;
  canvas->frame.y = ceil (label_height / 2.0);
  canvas->frame.width = MAX (width - labels - LINE_WIDTH, 1);
  canvas->frame.height = MAX (height - canvas->frame.y - label_height - GAP, 1);
  canvas->frame.top = culvert_traffic_scale_get_top (&canvas->scale);
  canvas->frame.line_width = LINE_WIDTH;
}

static void
draw_line (Canvas *canvas, double y)
{
  set_ink (canvas, GRID_OPACITY);
  cairo_set_line_width (canvas->cr, 1);
  cairo_move_to (canvas->cr, canvas->frame.x, floor (y) + 0.5);
  cairo_rel_line_to (canvas->cr, canvas->frame.width, 0);
  cairo_stroke (canvas->cr);
}

static void
draw_rate_axis (Canvas *canvas)
{
  const CulvertTrafficFrame *frame = &canvas->frame;
  double labels_x = frame->is_mirrored ? frame->x + frame->width + GAP : frame->x - GAP;

  for (guint line = 0; line <= canvas->scale.n_lines; line++)
    {
      g_autofree char *label = culvert_traffic_scale_dup_label (&canvas->scale, line);
      double y = frame->y + frame->height * (1 - (double) line / canvas->scale.n_lines);

      draw_line (canvas, y);
      draw_text (canvas, label, labels_x, y, frame->is_mirrored ? 0 : 1);
    }
}

/* Each label in the middle below its tick; that of now ends there, and others give way to it. */
static void
draw_time_axis (Canvas *canvas, CulvertTrafficRange range, double height)
{
  const CulvertTrafficFrame *frame = &canvas->frame;
  guint n_ticks = culvert_traffic_scale_get_n_ticks (range);
  double distance = frame->width / (n_ticks - 1);
  double end_align = frame->is_mirrored ? 0 : 1;
  int now_width = 0;

  for (guint tick = 0; tick < n_ticks; tick++)
    {
      g_autofree char *label = culvert_traffic_scale_dup_tick (range, tick);
      double x = frame->is_mirrored ? frame->x + tick * distance
                                    : frame->x + frame->width - tick * distance;
      gboolean is_end = tick == 0 || tick == n_ticks - 1;
      int label_width, label_height;

      pango_layout_set_text (canvas->layout, label, -1);
      pango_layout_get_pixel_size (canvas->layout, &label_width, &label_height);
      if (tick == 0)
        now_width = label_width;
      if (is_end || (distance > label_width + 2 * GAP &&
                     tick * distance > now_width + GAP + label_width / 2.0))
        draw_text (canvas, label, x, height - label_height / 2.0, tick == 0 ? end_align : 0.5);
    }
}

static void
draw_emptiness (Canvas *canvas)
{
  draw_line (canvas, canvas->frame.y + canvas->frame.height);
  draw_text (canvas,
             _ ("No traffic yet"),
             canvas->frame.x + canvas->frame.width / 2,
             canvas->frame.y + canvas->frame.height / 2,
             0.5);
}

static gboolean
culvert_traffic_plot_draw (GtkWidget *widget, cairo_t *cr)
{
  CulvertTrafficPlot *self = CULVERT_TRAFFIC_PLOT (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  double height = gtk_widget_get_allocated_height (widget);
  Canvas canvas = {
    .cr = cr,
    .style = style,
    .scale = culvert_traffic_scale_for (culvert_traffic_ink_get_peak (self->rates, self->n_rates)),
    .frame.is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .layout = layout,
  };

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &canvas.color);
  lay_out (&canvas, gtk_widget_get_allocated_width (widget), height);
  draw_time_axis (&canvas, self->range, height);
  if (culvert_traffic_ink_is_known (self->rates, self->n_rates))
    {
      draw_rate_axis (&canvas);
      culvert_traffic_ink_draw (cr, style, &canvas.frame, self->rates, self->n_rates);
    }
  else
    {
      draw_emptiness (&canvas);
    }

  return GDK_EVENT_PROPAGATE;
}

static const char *
get_title (CulvertTrafficRange range)
{
  switch (range)
    {
    case CULVERT_TRAFFIC_MINUTE:
      return _ ("Traffic of the last minute");
    case CULVERT_TRAFFIC_5_MINUTES:
      return _ ("Traffic of the last 5 minutes");
    case CULVERT_TRAFFIC_HOUR:
      return _ ("Traffic of the last hour");
    }

  g_return_val_if_reached ("");
}

/* What one sees at a glance, for who does not see it. */
static char *
describe (CulvertTrafficPlot *self)
{
  CulvertTrafficRate peak = { 0 };
  g_autofree char *in = NULL;
  g_autofree char *out = NULL;

  if (!culvert_traffic_ink_is_known (self->rates, self->n_rates))
    return g_strdup (_ ("No traffic yet"));

  for (guint i = 0; i < self->n_rates; i++)
    {
      peak.in = MAX (peak.in, self->rates[i].in);
      peak.out = MAX (peak.out, self->rates[i].out);
    }
  in = culvert_traffic_scale_dup_rate (peak.in);
  out = culvert_traffic_scale_dup_rate (peak.out);

  /* Translators: the highest rates in a plot, like "1.5 MiB/s" */
  return g_strdup_printf (_ ("At most %s received and %s sent"), in, out);
}

static void
update_accessible (CulvertTrafficPlot *self)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
  g_autofree char *description = describe (self);

  if (g_strcmp0 (atk_object_get_name (accessible), get_title (self->range)) != 0)
    atk_object_set_name (accessible, get_title (self->range));
  if (g_strcmp0 (atk_object_get_description (accessible), description) != 0)
    atk_object_set_description (accessible, description);
}

static void
culvert_traffic_plot_class_init (CulvertTrafficPlotClass *klass)
{
  GTK_WIDGET_CLASS (klass)->draw = culvert_traffic_plot_draw;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), ATK_ROLE_IMAGE);
}

static void
culvert_traffic_plot_init (CulvertTrafficPlot *self)
{
}

static gboolean
has_rates (CulvertTrafficPlot *self, const CulvertTrafficRate *rates, guint n_rates)
{
  if (self->n_rates != n_rates)
    return FALSE;

  for (guint i = 0; i < n_rates; i++)
    if (self->rates[i].is_known != rates[i].is_known || self->rates[i].in != rates[i].in ||
        self->rates[i].out != rates[i].out)
      return FALSE;

  return TRUE;
}

void
culvert_traffic_plot_set_rates (CulvertTrafficPlot *self,
                                CulvertTrafficRange range,
                                const CulvertTrafficRate *rates)
{
  guint n_rates;

  g_return_if_fail (CULVERT_IS_TRAFFIC_PLOT (self));

  n_rates = culvert_traffic_range_get_n_rates (range);
  if (self->range == range && has_rates (self, rates, n_rates))
    return;

  self->range = range;
  self->n_rates = n_rates;
  for (guint i = 0; i < n_rates; i++)
    self->rates[i] = rates[i];
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
