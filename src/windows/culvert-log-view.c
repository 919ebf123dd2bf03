/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-view.h"

#include "culvert-level-cell.h"
#include "culvert-line-cell.h"
#include "culvert-log-ink.h"
#include "culvert-log-model.h"
#include "culvert-table.h"

enum
{
  MAX_ROWS_PER_FRAME = 2000,
  MAX_SELECTED_IN_FLOOD = 1000,
  FRAMES_OF_LAYOUT = 2,
};

/* What nobody could read is shown less often, since the time is needed to take it in: more lines
 * than this since the last refresh make the next one wait. */
#define FLOOD_OF_LINES 400
#define FLOOD_PERIOD   (200 * G_TIME_SPAN_MILLISECOND)

struct _CulvertLogView
{
  GtkScrolledWindow parent_instance;

  CulvertSessionLog *log; /* (owned) (nullable) */
  CulvertLogLevel level;
  CulvertLogModel *model;    /* (owned) (nullable): while there is a log */
  CulvertLogInk *ink;        /* (owned) */
  GSignalGroup *log_signals; /* (owned) */
  GArray *selected;          /* (owned) (element-type guint64): in order */
  guint tick;                /* tick callback, or 0 */
  guint n_frames;            /* since it was mapped, up to FRAMES_OF_LAYOUT */
  gint64 refreshed_at;       /* monotonic, in microseconds */
  guint64 refreshed_to;      /* the number of the line after the last one then */
  gboolean is_following;

  GtkTreeView *view;
  GtkTreeSelection *selection;
  GtkAdjustment *scroll; /* (unowned): of the scrolled window that this is */
  GtkTreeViewColumn *column;
  GtkCellRenderer *time_renderer;
  GtkCellRenderer *level_renderer;
  GtkCellRenderer *text_renderer;
};

G_DEFINE_FINAL_TYPE (CulvertLogView, culvert_log_view, GTK_TYPE_SCROLLED_WINDOW)

enum
{
  REFRESHED,
  FOLLOWING,
  SELECTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
scroll_to_end (CulvertLogView *self)
{
  gtk_adjustment_set_value (self->scroll,
                            gtk_adjustment_get_upper (self->scroll) -
                                gtk_adjustment_get_page_size (self->scroll));
}

/* A view that has not been laid out yet forgets the adjustment, but not this. */
static void
scroll_to_row (CulvertLogView *self, guint row)
{
  g_autoptr (GtkTreePath) path = NULL;

  if (row >= culvert_log_model_get_n_rows (self->model))
    return;

  path = gtk_tree_path_new_from_indices ((int) row, -1);
  gtk_tree_view_scroll_to_cell (self->view, path, NULL, FALSE, 0, 0);
}

static void
set_following (CulvertLogView *self, gboolean is_following)
{
  if (is_following == self->is_following)
    return;

  self->is_following = is_following;
  g_signal_emit (self, signals[FOLLOWING], 0);
}

/* The view became longer, or the window another size. */
static void
on_extent_changed (CulvertLogView *self)
{
  if (self->is_following)
    scroll_to_end (self);
}

/* A view that is being laid out scrolls by itself. */
static void
on_scrolled (CulvertLogView *self)
{
  double end =
      gtk_adjustment_get_upper (self->scroll) - gtk_adjustment_get_page_size (self->scroll);

  if (self->n_frames == FRAMES_OF_LAYOUT)
    set_following (self, gtk_adjustment_get_value (self->scroll) >= end - 1);
}

static void
take_number (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, gpointer user_data)
{
  CulvertLogView *self = user_data;
  guint64 number =
      culvert_log_model_get_number (self->model, (guint) gtk_tree_path_get_indices (path)[0]);

  g_array_append_val (self->selected, number);
}

static void
on_selection_changed (CulvertLogView *self)
{
  g_array_set_size (self->selected, 0);
  if (self->model != NULL)
    gtk_tree_selection_selected_foreach (self->selection, take_number, self);
  g_signal_emit (self, signals[SELECTED], 0);
}

/* To unselect them all, GTK would look at each row that there is. */
static void
unselect (CulvertLogView *self, gint64 n_up)
{
  if (self->selected->len > MAX_SELECTED_IN_FLOOD ||
      g_array_index (self->selected, guint64, 0) < culvert_session_log_get_first (self->log))
    {
      gtk_tree_selection_unselect_all (self->selection);
      return;
    }

  for (guint i = 0; i < self->selected->len; i++)
    {
      guint row =
          culvert_log_model_find_row (self->model, g_array_index (self->selected, guint64, i));
      g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) (row + n_up), -1);

      gtk_tree_selection_unselect_path (self->selection, path);
    }
}

/* Rows are selected, but lines are meant. Very many are let go, since this is done every frame. */
static void
move_selection (CulvertLogView *self, gint64 n_up)
{
  guint n = self->selected->len <= MAX_SELECTED_IN_FLOOD ? self->selected->len : 0;
  guint64 first = culvert_session_log_get_first (self->log);

  g_signal_handlers_block_by_func (self->selection, on_selection_changed, self);
  unselect (self, n_up);
  for (guint i = 0; i < n; i++)
    {
      guint64 number = g_array_index (self->selected, guint64, i);
      guint row = culvert_log_model_find_row (self->model, number);
      g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) row, -1);

      if (number >= first)
        gtk_tree_selection_select_path (self->selection, path);
    }
  g_signal_handlers_unblock_by_func (self->selection, on_selection_changed, self);

  if (n == 0 || g_array_index (self->selected, guint64, 0) < first)
    on_selection_changed (self);
}

/* Lines went or came at the top: whoever reads further down keeps them before the eyes. */
static void
move_up (CulvertLogView *self, gint64 n_up)
{
  guint n_rows = culvert_log_model_get_n_rows (self->model);
  double row_height;

  if (self->selected->len > 0)
    move_selection (self, n_up);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
  if (self->is_following || n_rows == 0)
    return;

  row_height = gtk_adjustment_get_upper (self->scroll) / n_rows;
  gtk_adjustment_set_value (self->scroll,
                            gtk_adjustment_get_value (self->scroll) - n_up * row_height);
}

static gboolean
follow_log (CulvertLogView *self)
{
  gboolean is_at_end = self->is_following && self->selected->len == 0;
  gint64 n_up;
  gboolean is_complete = culvert_log_model_sync (self->model, MAX_ROWS_PER_FRAME, is_at_end, &n_up);

  self->refreshed_to = culvert_session_log_get_end (self->log);
  if (n_up != 0)
    move_up (self, n_up);
  g_signal_emit (self, signals[REFRESHED], 0);

  return is_complete;
}

static gboolean
may_wait (CulvertLogView *self, gint64 now)
{
  return self->n_frames == FRAMES_OF_LAYOUT && now - self->refreshed_at < FLOOD_PERIOD &&
         culvert_session_log_get_end (self->log) - self->refreshed_to > FLOOD_OF_LINES;
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CulvertLogView *self = CULVERT_LOG_VIEW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  gboolean is_complete;

  if (may_wait (self, now))
    return G_SOURCE_CONTINUE;

  self->refreshed_at = now;
  is_complete = follow_log (self);
  if (self->n_frames == 0 && self->is_following)
    scroll_to_row (self, culvert_log_model_get_n_rows (self->model) - 1);
  self->n_frames = MIN (self->n_frames + 1, FRAMES_OF_LAYOUT);
  if (!is_complete || self->n_frames < FRAMES_OF_LAYOUT)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  culvert_session_log_arm (self->log);

  return G_SOURCE_REMOVE;
}

/* One refresh a frame, and none while nobody looks. */
static void
queue_refresh (CulvertLogView *self)
{
  if (self->tick == 0 && self->log != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
}

static void
on_unmapped (CulvertLogView *self)
{
  self->n_frames = 0;
}

static void
forget_model (CulvertLogView *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  self->n_frames = 0;
  g_array_set_size (self->selected, 0);
  if (self->model != NULL)
    culvert_log_model_retire (self->model);
  if (self->view != NULL)
    gtk_tree_view_set_model (self->view, NULL);
  g_clear_object (&self->model);
}

static void
show_log (CulvertLogView *self)
{
  forget_model (self);
  if (self->log == NULL)
    return;

  self->model = culvert_log_model_new (self->log, self->level);
  gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->model));
  follow_log (self);
  queue_refresh (self);
}

/* A scrolled window gets its adjustments last, whatever a template says. */
static void
culvert_log_view_constructed (GObject *object)
{
  CulvertLogView *self = CULVERT_LOG_VIEW (object);

  G_OBJECT_CLASS (culvert_log_view_parent_class)->constructed (object);

  self->scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self));
  g_signal_connect_object (self->scroll,
                           "changed",
                           G_CALLBACK (on_extent_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scroll,
                           "value-changed",
                           G_CALLBACK (on_scrolled),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
culvert_log_view_dispose (GObject *object)
{
  CulvertLogView *self = CULVERT_LOG_VIEW (object);

  forget_model (self);
  g_clear_object (&self->log_signals);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (culvert_log_view_parent_class)->dispose (object);
}

static void
culvert_log_view_finalize (GObject *object)
{
  CulvertLogView *self = CULVERT_LOG_VIEW (object);

  g_array_unref (self->selected);
  g_clear_pointer (&self->ink, culvert_log_ink_free);

  G_OBJECT_CLASS (culvert_log_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/culvertvpn/Culvert/culvert-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertLogView, view);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogView, selection);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogView, column);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogView, time_renderer);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogView, level_renderer);
  gtk_widget_class_bind_template_child (widget_class, CulvertLogView, text_renderer);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unmapped);
  gtk_widget_class_bind_template_callback (widget_class, queue_refresh);
}

static void
culvert_log_view_class_init (CulvertLogViewClass *klass)
{
  static const char *const names[N_SIGNALS] = { "refreshed", "following", "selected" };

  G_OBJECT_CLASS (klass)->constructed = culvert_log_view_constructed;
  G_OBJECT_CLASS (klass)->dispose = culvert_log_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_log_view_finalize;
  bind_template (GTK_WIDGET_CLASS (klass));

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i],
                               CULVERT_TYPE_LOG_VIEW,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
}

static void
culvert_log_view_init (CulvertLogView *self)
{
  self->selected = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->is_following = TRUE;
  g_type_ensure (CULVERT_TYPE_LEVEL_CELL);
  g_type_ensure (CULVERT_TYPE_LINE_CELL);
  g_type_ensure (CULVERT_TYPE_TABLE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->ink = culvert_log_ink_new (self->view);
  culvert_log_ink_draw_column (self->ink,
                               self->column,
                               self->time_renderer,
                               self->level_renderer,
                               self->text_renderer);

  self->log_signals = g_signal_group_new (CULVERT_TYPE_SESSION_LOG);
  g_signal_group_connect_swapped (self->log_signals, "changed", G_CALLBACK (queue_refresh), self);
}

void
culvert_log_view_set_log (CulvertLogView *self, CulvertSessionLog *log)
{
  g_return_if_fail (CULVERT_IS_LOG_VIEW (self));

  if (!g_set_object (&self->log, log))
    return;

  g_signal_group_set_target (self->log_signals, log);
  set_following (self, TRUE);
  show_log (self);
  g_signal_emit (self, signals[SELECTED], 0);
}

void
culvert_log_view_set_level (CulvertLogView *self, CulvertLogLevel level)
{
  gboolean was_following = self->is_following;
  guint64 number;
  gboolean has_place;

  g_return_if_fail (CULVERT_IS_LOG_VIEW (self));

  if (level == self->level)
    return;

  has_place = culvert_log_view_get_place (self, &number);
  self->level = level;
  show_log (self);
  g_signal_emit (self, signals[SELECTED], 0);
  if (!was_following && has_place)
    scroll_to_row (self, culvert_log_model_find_row (self->model, number));
}

guint
culvert_log_view_get_n_rows (CulvertLogView *self)
{
  g_return_val_if_fail (CULVERT_IS_LOG_VIEW (self), 0);

  return self->model != NULL ? culvert_log_model_get_n_rows (self->model) : 0;
}

gboolean
culvert_log_view_is_following (CulvertLogView *self)
{
  g_return_val_if_fail (CULVERT_IS_LOG_VIEW (self), FALSE);

  return self->is_following;
}

void
culvert_log_view_follow (CulvertLogView *self)
{
  g_return_if_fail (CULVERT_IS_LOG_VIEW (self));

  set_following (self, TRUE);
  scroll_to_end (self);
}

void
culvert_log_view_set_needle (CulvertLogView *self, const CulvertLogNeedle *needle)
{
  g_return_if_fail (CULVERT_IS_LOG_VIEW (self));

  culvert_log_ink_set_needle (self->ink, needle);
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

void
culvert_log_view_show_line (CulvertLogView *self, guint64 number)
{
  g_autoptr (GtkTreePath) path = NULL;
  guint row;

  g_return_if_fail (CULVERT_IS_LOG_VIEW (self));

  row = self->model != NULL ? culvert_log_model_find_row (self->model, number) : 0;
  if (row >= culvert_log_view_get_n_rows (self) ||
      culvert_log_model_get_number (self->model, row) < number)
    return;

  set_following (self, FALSE);
  path = gtk_tree_path_new_from_indices ((int) row, -1);
  gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
  gtk_tree_view_scroll_to_cell (self->view, path, NULL, FALSE, 0, 0);
}

gboolean
culvert_log_view_get_place (CulvertLogView *self, guint64 *number)
{
  guint n_rows = culvert_log_view_get_n_rows (self);
  double bottom;
  guint row;

  if (n_rows == 0 || culvert_log_view_get_selected (self, number))
    return n_rows > 0;

  bottom = gtk_adjustment_get_value (self->scroll) + gtk_adjustment_get_page_size (self->scroll);
  row = self->is_following ? n_rows
                           : (guint) (bottom * n_rows / gtk_adjustment_get_upper (self->scroll));
  *number = culvert_log_model_get_number (self->model, CLAMP (row, 1, n_rows) - 1);

  return TRUE;
}

gboolean
culvert_log_view_get_selected (CulvertLogView *self, guint64 *number)
{
  g_return_val_if_fail (CULVERT_IS_LOG_VIEW (self), FALSE);

  if (self->selected->len != 1)
    return FALSE;

  *number = g_array_index (self->selected, guint64, 0);

  return TRUE;
}

GArray *
culvert_log_view_get_numbers (CulvertLogView *self)
{
  guint n_rows = culvert_log_view_get_n_rows (self);
  GArray *numbers;

  if (self->selected->len > 0)
    return g_array_copy (self->selected);

  numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint64), n_rows);
  for (guint row = 0; row < n_rows; row++)
    {
      guint64 number = culvert_log_model_get_number (self->model, row);

      g_array_append_val (numbers, number);
    }

  return numbers;
}
