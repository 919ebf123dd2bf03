/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-line-cell.h"

#include "culvert-layout-cache.h"

/* As many rows as a tall screen shows, and half as many again, which scroll in. */
#define MAX_LAYOUTS 128

struct _CulvertLineCell
{
  GtkCellRendererText parent_instance;

  PangoFontDescription *font;  /* (owned) (nullable): for which the next two are */
  int character_width;         /* of a digit, in pixels */
  int line_height;             /* in pixels */
  CulvertLayoutCache *layouts; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CulvertLineCell, culvert_line_cell, GTK_TYPE_CELL_RENDERER_TEXT)

/* The font of a widget changes with the theme, the settings and the scale. */
static void
measure_font (CulvertLineCell *self, GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  PangoFontMetrics *metrics;

  if (self->font != NULL && pango_font_description_equal (self->font, font))
    return;

  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (font);
  metrics = pango_context_get_metrics (context, font, pango_context_get_language (context));
  self->character_width =
      PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_digit_width (metrics));
  self->line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) +
                                         pango_font_metrics_get_descent (metrics));
  pango_font_metrics_unref (metrics);
}

static void
culvert_line_cell_get_preferred_width (GtkCellRenderer *cell,
                                       GtkWidget *widget,
                                       int *minimum,
                                       int *natural)
{
  CulvertLineCell *self = CULVERT_LINE_CELL (cell);
  int n_characters;
  int pad;
  int width;

  measure_font (self, widget);
  g_object_get (cell, "width-chars", &n_characters, NULL);
  gtk_cell_renderer_get_padding (cell, &pad, NULL);
  width = 2 * pad + MAX (n_characters, 0) * self->character_width;

  if (minimum != NULL)
    *minimum = width;
  if (natural != NULL)
    *natural = width;
}

static void
culvert_line_cell_get_preferred_height (GtkCellRenderer *cell,
                                        GtkWidget *widget,
                                        int *minimum,
                                        int *natural)
{
  CulvertLineCell *self = CULVERT_LINE_CELL (cell);
  int pad;

  measure_font (self, widget);
  gtk_cell_renderer_get_padding (cell, NULL, &pad);

  if (minimum != NULL)
    *minimum = 2 * pad + self->line_height;
  if (natural != NULL)
    *natural = 2 * pad + self->line_height;
}

static void
culvert_line_cell_get_preferred_height_for_width (GtkCellRenderer *cell,
                                                  GtkWidget *widget,
                                                  int width,
                                                  int *minimum,
                                                  int *natural)
{
  culvert_line_cell_get_preferred_height (cell, widget, minimum, natural);
}

/* Returns: (transfer full) */
static PangoAttrList *
get_attributes (CulvertLineCell *self)
{
  PangoAttrList *attributes = NULL;
  g_autoptr (GdkRGBA) color = NULL;
  gboolean has_color;

  g_object_get (self,
                "attributes",
                &attributes,
                "foreground-rgba",
                &color,
                "foreground-set",
                &has_color,
                NULL);
  if (attributes == NULL)
    attributes = pango_attr_list_new ();
  if (has_color && color != NULL)
    pango_attr_list_insert_before (
        attributes,
        pango_attr_foreground_new ((guint16) (color->red * G_MAXUINT16),
                                   (guint16) (color->green * G_MAXUINT16),
                                   (guint16) (color->blue * G_MAXUINT16)));

  return attributes;
}

/* Returns: (transfer none) */
static PangoLayout *
get_layout (CulvertLineCell *self, GtkWidget *widget, int width)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) attributes = get_attributes (self);
  PangoEllipsizeMode ellipsize;

  g_object_get (self, "text", &text, "ellipsize", &ellipsize, NULL);

  return culvert_layout_cache_get (self->layouts,
                                   gtk_widget_get_pango_context (widget),
                                   text != NULL ? text : "",
                                   attributes,
                                   width * PANGO_SCALE,
                                   ellipsize);
}

/* Where the layout has to begin so that its text is on the side that the view has for it: within
 * its width Pango puts text of the other direction to the other side. */
static int
get_x (CulvertLineCell *self, GtkWidget *widget, PangoLayout *layout, int width)
{
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  PangoRectangle text;
  float x_align;

  pango_layout_get_pixel_extents (layout, NULL, &text);
  gtk_cell_renderer_get_alignment (GTK_CELL_RENDERER (self), &x_align, NULL);

  return (x_align > 0.5) != is_mirrored ? MAX (width - text.width, 0) - text.x : -text.x;
}

static void
culvert_line_cell_render (GtkCellRenderer *cell,
                          cairo_t *cairo,
                          GtkWidget *widget,
                          const GdkRectangle *background_area,
                          const GdkRectangle *cell_area,
                          GtkCellRendererState flags)
{
  CulvertLineCell *self = CULVERT_LINE_CELL (cell);
  PangoLayout *layout;
  int width;
  int x_pad;
  int y_offset;

  measure_font (self, widget);
  gtk_cell_renderer_get_padding (cell, &x_pad, NULL);
  width = MAX (cell_area->width - 2 * x_pad, 0);
  /* On a whole pixel. */
  y_offset = (cell_area->height - self->line_height) / 2;
  layout = get_layout (self, widget, width);
  gtk_render_layout (gtk_widget_get_style_context (widget),
                     cairo,
                     cell_area->x + x_pad + get_x (self, widget, layout, width),
                     cell_area->y + y_offset,
                     layout);
}

static void
culvert_line_cell_finalize (GObject *object)
{
  CulvertLineCell *self = CULVERT_LINE_CELL (object);

  g_clear_pointer (&self->font, pango_font_description_free);
  culvert_layout_cache_free (self->layouts);

  G_OBJECT_CLASS (culvert_line_cell_parent_class)->finalize (object);
}

static void
culvert_line_cell_class_init (CulvertLineCellClass *klass)
{
  GtkCellRendererClass *cell_class = GTK_CELL_RENDERER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culvert_line_cell_finalize;
  cell_class->get_preferred_width = culvert_line_cell_get_preferred_width;
  cell_class->get_preferred_height = culvert_line_cell_get_preferred_height;
  cell_class->get_preferred_height_for_width = culvert_line_cell_get_preferred_height_for_width;
  cell_class->render = culvert_line_cell_render;
}

static void
culvert_line_cell_init (CulvertLineCell *self)
{
  self->layouts = culvert_layout_cache_new (MAX_LAYOUTS);
}
