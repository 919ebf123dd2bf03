/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-ink.h"

#include "culvert-log-model.h"

struct _CulvertLogInk
{
  GtkTreeView *view;              /* (unowned): owns this */
  const CulvertLogNeedle *needle; /* (unowned) (nullable) */
};

static gboolean
is_selected (CulvertLogInk *self, GtkTreeIter *iter)
{
  return gtk_tree_selection_iter_is_selected (gtk_tree_view_get_selection (self->view), iter);
}

static const char *
get_level_icon (guint flags)
{
  if (culvert_log_level_shows (CULVERT_LOG_LEVEL_ERRORS, flags))
    return "dialog-error-symbolic";
  if (culvert_log_level_shows (CULVERT_LOG_LEVEL_WARNINGS, flags))
    return "dialog-warning-symbolic";

  return NULL;
}

static const char *
get_level_color (guint flags)
{
  if (culvert_log_level_shows (CULVERT_LOG_LEVEL_ERRORS, flags))
    return "culvert_error_text";
  if (culvert_log_level_shows (CULVERT_LOG_LEVEL_WARNINGS, flags))
    return "culvert_warning_text";

  return NULL;
}

/* A selected row has the theme's colours alone. @name: (nullable) */
static void
set_color (CulvertLogInk *self, GtkCellRenderer *renderer, GtkTreeIter *iter, const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->view));
  GdkRGBA color;

  if (name != NULL && !is_selected (self, iter) &&
      gtk_style_context_lookup_color (style, name, &color))
    g_object_set (renderer, "foreground-rgba", &color, NULL);
  else
    g_object_set (renderer, "foreground-set", FALSE, NULL);
}

static void
draw_time (GtkCellLayout *layout,
           GtkCellRenderer *renderer,
           GtkTreeModel *model,
           GtkTreeIter *iter,
           gpointer user_data)
{
  set_color (user_data, renderer, iter, "culvert_dim_text");
}

static void
draw_level (GtkCellLayout *layout,
            GtkCellRenderer *renderer,
            GtkTreeModel *model,
            GtkTreeIter *iter,
            gpointer user_data)
{
  guint flags;

  gtk_tree_model_get (model, iter, CULVERT_LOG_COLUMN_FLAGS, &flags, -1);
  g_object_set (renderer, "icon-name", get_level_icon (flags), NULL);
}

static guint16
to_pango (double part)
{
  return (guint16) (part * G_MAXUINT16);
}

static PangoAttribute *
create_background (const GdkRGBA *color)
{
  return pango_attr_background_new (to_pango (color->red),
                                    to_pango (color->green),
                                    to_pango (color->blue));
}

static PangoAttribute *
create_foreground (const GdkRGBA *color)
{
  return pango_attr_foreground_new (to_pango (color->red),
                                    to_pango (color->green),
                                    to_pango (color->blue));
}

static void
insert_between (PangoAttrList *marks, PangoAttribute *owned_mark, gsize start, gsize end)
{
  owned_mark->start_index = (guint) start;
  owned_mark->end_index = (guint) end;
  pango_attr_list_insert (marks, owned_mark);
}

/* Returns: (transfer full) (nullable) */
static PangoAttrList *
create_marks (CulvertLogInk *self, const char *text, gboolean is_on_selection)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->view));
  const char *background_name =
      is_on_selection ? "theme_selected_fg_color" : "culvert_match_background";
  const char *text_name = is_on_selection ? "theme_selected_bg_color" : "theme_text_color";
  PangoAttrList *marks;
  GdkRGBA background;
  GdkRGBA foreground;
  gsize end;

  if (!gtk_style_context_lookup_color (style, background_name, &background) ||
      !gtk_style_context_lookup_color (style, text_name, &foreground))
    return NULL;

  marks = pango_attr_list_new ();
  for (gsize start = 0; culvert_log_needle_find (self->needle, text, &start, &end); start = end)
    {
      insert_between (marks, create_background (&background), start, end);
      insert_between (marks, create_foreground (&foreground), start, end);
    }

  return marks;
}

static void
draw_text (GtkCellLayout *layout,
           GtkCellRenderer *renderer,
           GtkTreeModel *model,
           GtkTreeIter *iter,
           gpointer user_data)
{
  CulvertLogInk *self = user_data;
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) marks = NULL;
  guint flags;

  gtk_tree_model_get (model,
                      iter,
                      CULVERT_LOG_COLUMN_TEXT,
                      &text,
                      CULVERT_LOG_COLUMN_FLAGS,
                      &flags,
                      -1);
  if (self->needle != NULL)
    marks = create_marks (self, text, is_selected (self, iter));
  g_object_set (renderer, "text", text, "attributes", marks, NULL);
  set_color (self, renderer, iter, get_level_color (flags));
}

CulvertLogInk *
culvert_log_ink_new (GtkTreeView *view)
{
  CulvertLogInk *self = g_new0 (CulvertLogInk, 1);

  self->view = view;

  return self;
}

void
culvert_log_ink_free (CulvertLogInk *self)
{
  g_free (self);
}

void
culvert_log_ink_draw_column (CulvertLogInk *self,
                             GtkTreeViewColumn *column,
                             GtkCellRenderer *time_renderer,
                             GtkCellRenderer *level_renderer,
                             GtkCellRenderer *text_renderer)
{
  GtkCellLayout *layout = GTK_CELL_LAYOUT (column);

  gtk_cell_layout_set_cell_data_func (layout, time_renderer, draw_time, self, NULL);
  gtk_cell_layout_set_cell_data_func (layout, level_renderer, draw_level, self, NULL);
  gtk_cell_layout_set_cell_data_func (layout, text_renderer, draw_text, self, NULL);
}

void
culvert_log_ink_set_needle (CulvertLogInk *self, const CulvertLogNeedle *needle)
{
  self->needle = needle;
}
