/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-page.h"

#include "culvert-log-model.h"
#include "culvert-mgmt-event.h"
#include "culvert-session-face.h"

#include <glib/gi18n.h>

enum
{
  MAX_ROWS_PER_FRAME = 2000,
  FRAMES_OF_LAYOUT = 2,
};

struct _CulvertLogPage
{
  GtkBox parent_instance;

  CulvertSession *session;   /* (owned) (nullable) */
  CulvertLogModel *model;    /* (owned) (nullable): while there is a session */
  GSignalGroup *log_signals; /* (owned) */
  guint tick;                /* tick callback, or 0 */
  gboolean is_following;
  guint n_frames; /* since it was mapped, up to FRAMES_OF_LAYOUT */

  GtkLabel *name_label;
  GtkLabel *paused_label;
  GtkWidget *follow_button;
  GtkStack *stack;
  GtkTreeView *view;
  GtkTreeSelection *selection;
  GtkAdjustment *scroll;
  GtkTreeViewColumn *column;
  GtkCellRenderer *time_renderer;
  GtkCellRenderer *level_renderer;
  GtkCellRenderer *text_renderer;
  GtkRevealer *line_revealer;
  GtkLabel *line_label;
};

G_DEFINE_FINAL_TYPE (CulvertLogPage, culvert_log_page, GTK_TYPE_BOX)

static void
scroll_to_end (CulvertLogPage *self)
{
  gtk_adjustment_set_value (self->scroll,
                            gtk_adjustment_get_upper (self->scroll) -
                                gtk_adjustment_get_page_size (self->scroll));
}

/* A view that has not been laid out yet forgets the adjustment, but not this. */
static void
start_at_end (CulvertLogPage *self)
{
  guint n_rows = culvert_log_model_get_n_rows (self->model);
  g_autoptr (GtkTreePath) last = NULL;

  if (n_rows == 0)
    return;

  last = gtk_tree_path_new_from_indices (n_rows - 1, -1);
  gtk_tree_view_scroll_to_cell (self->view, last, NULL, FALSE, 0, 0);
}

static void
set_following (CulvertLogPage *self, gboolean is_following)
{
  self->is_following = is_following;
  gtk_widget_set_visible (self->follow_button, !is_following);
}

/* The view became longer, or the window another size. */
static void
on_extent_changed (CulvertLogPage *self)
{
  if (self->is_following)
    scroll_to_end (self);
}

/* A view that is being laid out scrolls by itself. */
static void
on_scrolled (CulvertLogPage *self)
{
  double end =
      gtk_adjustment_get_upper (self->scroll) - gtk_adjustment_get_page_size (self->scroll);

  if (self->n_frames == FRAMES_OF_LAYOUT)
    set_following (self, gtk_adjustment_get_value (self->scroll) >= end - 1);
}

static void
on_follow_clicked (CulvertLogPage *self)
{
  set_following (self, TRUE);
  scroll_to_end (self);
}

/* Lines went at the top: whoever reads further down keeps them before the eyes. */
static void
move_up (CulvertLogPage *self, guint64 n_gone)
{
  guint n_rows = culvert_log_model_get_n_rows (self->model);
  double row_height;

  gtk_tree_selection_unselect_all (self->selection);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
  if (self->is_following || n_rows == 0)
    return;

  row_height = gtk_adjustment_get_upper (self->scroll) / n_rows;
  gtk_adjustment_set_value (self->scroll,
                            gtk_adjustment_get_value (self->scroll) - n_gone * row_height);
}

static gboolean
follow_log (CulvertLogPage *self)
{
  guint64 n_gone;
  gboolean is_complete = culvert_log_model_sync (self->model, MAX_ROWS_PER_FRAME, &n_gone);

  if (n_gone > 0)
    move_up (self, n_gone);
  gtk_stack_set_visible_child_name (self->stack,
                                    culvert_log_model_get_n_rows (self->model) > 0 ? "lines"
                                                                                   : "empty");

  return is_complete;
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CulvertLogPage *self = CULVERT_LOG_PAGE (widget);
  gboolean is_complete = follow_log (self);

  gtk_widget_set_visible (GTK_WIDGET (self->paused_label),
                          culvert_session_is_log_paused (self->session));
  if (self->n_frames == 0 && self->is_following)
    start_at_end (self);
  self->n_frames = MIN (self->n_frames + 1, FRAMES_OF_LAYOUT);
  if (!is_complete || self->n_frames < FRAMES_OF_LAYOUT)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  culvert_session_log_arm (culvert_session_get_log (self->session));

  return G_SOURCE_REMOVE;
}

/* One refresh a frame, and none while nobody looks. */
static void
queue_refresh (CulvertLogPage *self)
{
  if (self->tick == 0 && self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
}

static void
on_unmapped (CulvertLogPage *self)
{
  self->n_frames = 0;
}

static const char *
get_level_icon (guint flags)
{
  if (flags & (CULVERT_MGMT_LOG_FATAL | CULVERT_MGMT_LOG_NONFATAL))
    return "dialog-error-symbolic";
  if (flags & CULVERT_MGMT_LOG_WARNING)
    return "dialog-warning-symbolic";

  return NULL;
}

static const char *
get_color_name (CulvertLogPage *self, GtkCellRenderer *renderer, guint flags)
{
  if (renderer == self->time_renderer)
    return "culvert_dim_text";
  if (flags & (CULVERT_MGMT_LOG_FATAL | CULVERT_MGMT_LOG_NONFATAL))
    return "culvert_error_text";
  if (flags & CULVERT_MGMT_LOG_WARNING)
    return "culvert_warning_text";

  return NULL;
}

static void
set_icon (GtkCellLayout *layout,
          GtkCellRenderer *renderer,
          GtkTreeModel *model,
          GtkTreeIter *iter,
          gpointer user_data)
{
  guint flags;

  gtk_tree_model_get (model, iter, CULVERT_LOG_COLUMN_FLAGS, &flags, -1);
  g_object_set (renderer, "icon-name", get_level_icon (flags), NULL);
}

/* A selected row has the theme's colours alone. */
static void
set_color (GtkCellLayout *layout,
           GtkCellRenderer *renderer,
           GtkTreeModel *model,
           GtkTreeIter *iter,
           gpointer user_data)
{
  CulvertLogPage *self = user_data;
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->view));
  const char *name = NULL;
  GdkRGBA color;
  guint flags;

  gtk_tree_model_get (model, iter, CULVERT_LOG_COLUMN_FLAGS, &flags, -1);
  if (!gtk_tree_selection_iter_is_selected (self->selection, iter))
    name = get_color_name (self, renderer, flags);

  if (name != NULL && gtk_style_context_lookup_color (style, name, &color))
    g_object_set (renderer, "foreground-rgba", &color, NULL);
  else
    g_object_set (renderer, "foreground-set", FALSE, NULL);
}

static char *
dup_selected_lines (CulvertLogPage *self)
{
  GList *paths = gtk_tree_selection_get_selected_rows (self->selection, NULL);
  GString *text = g_string_new (NULL);

  for (GList *path = paths; path != NULL; path = path->next)
    {
      int row = gtk_tree_path_get_indices (path->data)[0];
      g_autofree char *line = culvert_log_model_dup_line (self->model, row);

      g_string_append (text, line);
      g_string_append_c (text, '\n');
    }
  g_list_free_full (paths, (GDestroyNotify) gtk_tree_path_free);

  return g_string_free (text, FALSE);
}

static char *
dup_all_lines (CulvertLogPage *self)
{
  guint n_rows = culvert_log_model_get_n_rows (self->model);
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree char *line = culvert_log_model_dup_line (self->model, row);

      g_string_append (text, line);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* What is selected, or everything. */
static void
copy (CulvertLogPage *self)
{
  g_autofree char *text = NULL;

  if (self->model == NULL)
    return;

  text = gtk_tree_selection_count_selected_rows (self->selection) > 0 ? dup_selected_lines (self)
                                                                      : dup_all_lines (self);
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                          text,
                          -1);
}

static gboolean
on_key_pressed (CulvertLogPage *self, GdkEventKey *event)
{
  if (event->keyval != GDK_KEY_c || (event->state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  copy (self);

  return GDK_EVENT_STOP;
}

/* One selected line is shown in full below, since a row may have no room for it. */
static void
on_selection_changed (CulvertLogPage *self)
{
  gboolean is_one = gtk_tree_selection_count_selected_rows (self->selection) == 1;

  if (is_one)
    {
      g_autofree char *line = dup_selected_lines (self);

      gtk_label_set_text (self->line_label, g_strchomp (line));
    }
  gtk_revealer_set_reveal_child (self->line_revealer, is_one);
}

static void
culvert_log_page_dispose (GObject *object)
{
  CulvertLogPage *self = CULVERT_LOG_PAGE (object);

  culvert_log_page_set_session (self, NULL);
  g_clear_object (&self->log_signals);

  G_OBJECT_CLASS (culvert_log_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/culvertvpn/Culvert/culvert-log-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, paused_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, follow_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, view);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, selection);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, column);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, time_renderer);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, level_renderer);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, text_renderer);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, line_revealer);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogPage, line_label);
  gtk_widget_class_bind_template_callback (widget_class, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_extent_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_follow_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_scrolled);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unmapped);
  gtk_widget_class_bind_template_callback (widget_class, queue_refresh);
}

static void
culvert_log_page_class_init (CulvertLogPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_log_page_dispose;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
culvert_log_page_init (CulvertLogPage *self)
{
  GtkCellLayout *layout;

  gtk_widget_init_template (GTK_WIDGET (self));
  set_following (self, TRUE);

  layout = GTK_CELL_LAYOUT (self->column);
  gtk_cell_layout_set_cell_data_func (layout, self->time_renderer, set_color, self, NULL);
  gtk_cell_layout_set_cell_data_func (layout, self->level_renderer, set_icon, self, NULL);
  gtk_cell_layout_set_cell_data_func (layout, self->text_renderer, set_color, self, NULL);

  self->log_signals = g_signal_group_new (CULVERT_TYPE_SESSION_LOG);
  g_signal_group_connect_swapped (self->log_signals, "changed", G_CALLBACK (queue_refresh), self);
}

static void
forget_log (CulvertLogPage *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->view != NULL)
    gtk_tree_view_set_model (self->view, NULL);
  g_clear_object (&self->model);
}

void
culvert_log_page_set_session (CulvertLogPage *self, CulvertSession *session)
{
  CulvertSessionLog *log;

  g_return_if_fail (CULVERT_IS_LOG_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;

  forget_log (self);
  log = session != NULL ? culvert_session_get_log (session) : NULL;
  g_signal_group_set_target (self->log_signals, log);
  if (session == NULL)
    return;

  g_object_bind_property (culvert_session_get_profile (session),
                          "name",
                          self->name_label,
                          "label",
                          G_BINDING_SYNC_CREATE);
  self->model = culvert_log_model_new (log);
  gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->model));
  set_following (self, TRUE);
  follow_log (self);
  queue_refresh (self);
}
