/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-level-cell.h"

struct _CulvertLevelCell
{
  GtkCellRendererPixbuf parent_instance;
};

G_DEFINE_FINAL_TYPE (CulvertLevelCell, culvert_level_cell, GTK_TYPE_CELL_RENDERER_PIXBUF)

static void
culvert_level_cell_render (GtkCellRenderer *cell,
                           cairo_t *cairo,
                           GtkWidget *widget,
                           const GdkRectangle *background_area,
                           const GdkRectangle *cell_area,
                           GtkCellRendererState flags)
{
  g_autofree char *icon_name = NULL;

  g_object_get (cell, "icon-name", &icon_name, NULL);
  if (icon_name == NULL)
    return;

  GTK_CELL_RENDERER_CLASS (culvert_level_cell_parent_class)
      ->render (cell, cairo, widget, background_area, cell_area, flags);
}

static void
culvert_level_cell_class_init (CulvertLevelCellClass *klass)
{
  GTK_CELL_RENDERER_CLASS (klass)->render = culvert_level_cell_render;
}

static void
culvert_level_cell_init (CulvertLevelCell *self)
{
}
