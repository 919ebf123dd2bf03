/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-view.h"

#include "culvert-text-history.h"

enum
{
  GUTTER_PADDING = 8,
  MIN_DIGITS = 3,
};

struct _CulvertProfileView
{
  GtkTextView parent_instance;

  CulvertTextHistory *history; /* (owned) */
  GtkTextTag *mark_tag;        /* (unowned): the table of the buffer owns it */
  guint marked_line;           /* 0: none */
};

G_DEFINE_FINAL_TYPE (CulvertProfileView, culvert_profile_view, GTK_TYPE_TEXT_VIEW)

static PangoLayout *
create_number (CulvertProfileView *self, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes;

  if (number != self->marked_line)
    return layout;

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

/* Wide enough for the last line. */
static void
update_gutter (CulvertProfileView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  guint n_lines = (guint) gtk_text_buffer_get_line_count (buffer);
  guint widest = 9;
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  for (int digits = 1; digits < MIN_DIGITS || widest < n_lines; digits++)
    widest = widest * 10 + 9;

  layout = create_number (self, widest);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_text_view_set_border_window_size (GTK_TEXT_VIEW (self),
                                        GTK_TEXT_WINDOW_LEFT,
                                        width + 2 * GUTTER_PADDING);
}

static void
draw_number (CulvertProfileView *self, cairo_t *cr, const GtkTextIter *start, int gutter_width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  g_autoptr (PangoLayout) layout = create_number (self, (guint) gtk_text_iter_get_line (start) + 1);
  int y, window_y, width;

  gtk_text_view_get_line_yrange (view, start, &y, NULL);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_LEFT, 0, y, NULL, &window_y);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_render_layout (style, cr, gutter_width - GUTTER_PADDING - width, window_y, layout);
}

static void
draw_numbers (CulvertProfileView *self, cairo_t *cr)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  int gutter_width = gtk_text_view_get_border_window_size (view, GTK_TEXT_WINDOW_LEFT);
  GdkRectangle visible;
  GtkTextIter at;
  int y;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_style_context_save (style);
  gtk_style_context_set_state (style, GTK_STATE_FLAG_INSENSITIVE);
  gtk_text_view_get_line_at_y (view, &at, visible.y, &y);
  do
    {
      gtk_text_view_get_line_yrange (view, &at, &y, NULL);
      draw_number (self, cr, &at, gutter_width);
    }
  while (y < visible.y + visible.height && gtk_text_iter_forward_line (&at));
  gtk_style_context_restore (style);
}

static gboolean
culvert_profile_view_draw (GtkWidget *widget, cairo_t *cr)
{
  gboolean is_done = GTK_WIDGET_CLASS (culvert_profile_view_parent_class)->draw (widget, cr);
  GdkWindow *gutter = gtk_text_view_get_window (GTK_TEXT_VIEW (widget), GTK_TEXT_WINDOW_LEFT);

  if (gutter != NULL && gtk_cairo_should_draw_window (cr, gutter))
    {
      cairo_save (cr);
      gtk_cairo_transform_to_window (cr, widget, gutter);
      draw_numbers (CULVERT_PROFILE_VIEW (widget), cr);
      cairo_restore (cr);
    }

  return is_done;
}

/* The mark has a colour of the theme; in its full strength nobody could read the text on it. */
static void
culvert_profile_view_style_updated (GtkWidget *widget)
{
  CulvertProfileView *self = CULVERT_PROFILE_VIEW (widget);
  GdkRGBA color;

  GTK_WIDGET_CLASS (culvert_profile_view_parent_class)->style_updated (widget);

  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "error_color", &color))
    {
      color.alpha = 0.2;
      g_object_set (self->mark_tag, "paragraph-background-rgba", &color, NULL);
    }
  update_gutter (self);
}

static void
show_cursor (CulvertProfileView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer));
}

static void
on_undo (CulvertProfileView *self)
{
  culvert_text_history_undo (self->history);
  show_cursor (self);
}

static void
on_redo (CulvertProfileView *self)
{
  culvert_text_history_redo (self->history);
  show_cursor (self);
}

static void
culvert_profile_view_dispose (GObject *object)
{
  CulvertProfileView *self = CULVERT_PROFILE_VIEW (object);

  g_clear_object (&self->history);

  G_OBJECT_CLASS (culvert_profile_view_parent_class)->dispose (object);
}

/* Signals that keys can be bound to. */
static void
add_key_signal (const char *name, GCallback handler)
{
  g_signal_new_class_handler (name,
                              CULVERT_TYPE_PROFILE_VIEW,
                              G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
                              handler,
                              NULL,
                              NULL,
                              NULL,
                              G_TYPE_NONE,
                              0);
}

static void
bind_keys (GtkBindingSet *keys)
{
  gtk_binding_entry_add_signal (keys, GDK_KEY_z, GDK_CONTROL_MASK, "undo", 0);
  gtk_binding_entry_add_signal (keys, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "redo", 0);
  gtk_binding_entry_add_signal (keys, GDK_KEY_y, GDK_CONTROL_MASK, "redo", 0);
}

static void
culvert_profile_view_class_init (CulvertProfileViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_profile_view_dispose;
  widget_class->draw = culvert_profile_view_draw;
  widget_class->style_updated = culvert_profile_view_style_updated;

  add_key_signal ("undo", G_CALLBACK (on_undo));
  add_key_signal ("redo", G_CALLBACK (on_redo));
  bind_keys (gtk_binding_set_by_class (klass));
}

static void
culvert_profile_view_init (CulvertProfileView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  self->history = culvert_text_history_new (buffer);
  self->mark_tag = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (update_gutter), self, G_CONNECT_SWAPPED);
}

void
culvert_profile_view_set_text (CulvertProfileView *self, const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (CULVERT_IS_PROFILE_VIEW (self));
  g_return_if_fail (text != NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  culvert_text_history_clear (self->history);
}

void
culvert_profile_view_mark_line (CulvertProfileView *self, guint line)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_if_fail (CULVERT_IS_PROFILE_VIEW (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->mark_tag, &start, &end);
  self->marked_line = line;
  if (line > 0)
    {
      gtk_text_buffer_get_iter_at_line (buffer, &start, (int) line - 1);
      end = start;
      gtk_text_iter_forward_line (&end);
      gtk_text_buffer_apply_tag (buffer, self->mark_tag, &start, &end);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
culvert_profile_view_go_to_line (CulvertProfileView *self, guint line)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_if_fail (CULVERT_IS_PROFILE_VIEW (self));
  g_return_if_fail (line > 0);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) line - 1);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self),
                                gtk_text_buffer_get_insert (buffer),
                                0.1,
                                FALSE,
                                0,
                                0);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}
