/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-client-view.h"

#include "culvert-client-model.h"
#include "culvert-line-cell.h"
#include "culvert-table.h"

/* Of a frame, for rows that come and go. */
#define SLICE_MICROSECONDS 3000

enum
{
  /* A longer table is not sorted anew with each change, but every second. */
  MAX_SORTED_AT_ONCE = 2000,
  /* More rows do not go one by one: another model without them costs less. */
  MAX_DROPPED_ROWS = 2000,
};

struct _CulvertClientView
{
  GtkScrolledWindow parent_instance;

  CulvertRoster *roster;       /* (owned) (nullable) */
  CulvertClientOrder *order;   /* (owned) (nullable): while there is a roster */
  CulvertClientModel *model;   /* (owned) (nullable): while there is a roster */
  GSignalGroup *signals;       /* (owned): of the roster */
  GSignalGroup *order_signals; /* (owned) */
  CulvertPeerKey *selected;    /* (owned) (nullable) */
  CulvertClientColumn column;  /* by which it is sorted */
  gboolean is_descending;
  guint64 shape;      /* of the roster when it was last sorted */
  guint tick;         /* tick callback, or 0 */
  guint clock;        /* source id, or 0 */
  gboolean is_moving; /* the selection follows its client */

  GtkTreeView *view;
  GtkTreeSelection *selection;
  GtkTreeViewColumn *columns[CULVERT_CLIENT_N_COLUMNS]; /* wherever the user has moved them */
};

G_DEFINE_FINAL_TYPE (CulvertClientView, culvert_client_view, GTK_TYPE_SCROLLED_WINDOW)

enum
{
  REFRESHED,
  SELECTED,
  ACTIVATED,
  MENU_WANTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void queue_refresh (CulvertClientView *self);

static gboolean
is_live (CulvertClientColumn column)
{
  return column == CULVERT_CLIENT_RECEIVED || column == CULVERT_CLIENT_SENT ||
         column == CULVERT_CLIENT_RATE_IN || column == CULVERT_CLIENT_RATE_OUT;
}

static void
sort_anew (CulvertClientView *self)
{
  self->shape = culvert_roster_get_shape (self->roster);
  culvert_client_order_refresh (self->order);
}

/* To say that a row has changed would make GTK begin to tell assistive technology of all rows. */
static void
touch_rows_in_sight (CulvertClientView *self)
{
  g_autoptr (GtkTreePath) first = NULL;
  g_autoptr (GtkTreePath) last = NULL;

  if (!culvert_table_is_told (CULVERT_TABLE (self->view)))
    {
      gtk_widget_queue_draw (GTK_WIDGET (self->view));
      return;
    }

  if (gtk_tree_view_get_visible_range (self->view, &first, &last))
    culvert_client_model_touch (self->model,
                                (guint) gtk_tree_path_get_indices (first)[0],
                                (guint) gtk_tree_path_get_indices (last)[0]);
}

static void
set_selected (CulvertClientView *self, CulvertPeerKey *owned_key)
{
  g_clear_pointer (&self->selected, culvert_peer_key_free);
  self->selected = owned_key;
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_selection_changed (CulvertClientView *self)
{
  GtkTreeIter iter;
  const CulvertPeer *peer = NULL;

  if (self->is_moving || self->model == NULL)
    return;

  if (gtk_tree_selection_get_selected (self->selection, NULL, &iter))
    {
      g_autoptr (GtkTreePath) path = gtk_tree_model_get_path (GTK_TREE_MODEL (self->model), &iter);

      peer =
          culvert_client_model_get_peer (self->model, (guint) gtk_tree_path_get_indices (path)[0]);
    }
  set_selected (self, peer != NULL ? culvert_peer_dup_key (peer) : NULL);
}

/* A row is selected, but a client is meant. */
static void
move_selection (CulvertClientView *self)
{
  guint row;
  gboolean is_there =
      self->selected != NULL && culvert_client_model_find (self->model, self->selected, &row);

  self->is_moving = TRUE;
  gtk_tree_selection_unselect_all (self->selection);
  if (is_there)
    {
      g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices ((int) row, -1);

      gtk_tree_selection_select_path (self->selection, path);
    }
  self->is_moving = FALSE;
  /* One that a search hides, or that is not a row yet, is not forgotten; one that has left is. */
  if (self->selected != NULL && culvert_client_view_get_selected (self) == NULL)
    set_selected (self, NULL);
}

/* Rows that go take a selection with them that is not theirs. Returns: they are all there */
static gboolean
follow_order (CulvertClientView *self)
{
  gboolean is_complete;

  self->is_moving = TRUE;
  is_complete =
      culvert_client_model_follow (self->model, g_get_monotonic_time () + SLICE_MICROSECONDS);
  self->is_moving = FALSE;

  return is_complete;
}

static void
show_model (CulvertClientView *self)
{
  self->is_moving = TRUE;
  if (self->model != NULL)
    culvert_client_model_retire (self->model);
  gtk_tree_view_set_model (self->view, NULL);
  g_clear_object (&self->model);
  if (self->roster != NULL)
    {
      self->model = culvert_client_model_new (self->roster, self->order);
      gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->model));
      /* Not before: of a view that is new to them, rows are all taken at once. */
      follow_order (self);
    }
  self->is_moving = FALSE;
}

static void
on_order_changed (CulvertClientView *self)
{
  guint n = culvert_client_order_get_n (self->order);

  if (culvert_client_model_get_n_rows (self->model) > n + MAX_DROPPED_ROWS)
    show_model (self);
  move_selection (self);
  touch_rows_in_sight (self);
  queue_refresh (self);
  g_signal_emit (self, signals[REFRESHED], 0);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CulvertClientView *self = CULVERT_CLIENT_VIEW (widget);
  gboolean is_complete = follow_order (self);

  /* The roster tells the next change from here on. */
  culvert_roster_get_serial (self->roster);
  if (culvert_roster_get_shape (self->roster) != self->shape &&
      culvert_roster_get_n_peers (self->roster) <= MAX_SORTED_AT_ONCE)
    sort_anew (self);
  else if (is_complete)
    touch_rows_in_sight (self);
  if (!is_complete)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  g_signal_emit (self, signals[REFRESHED], 0);

  return G_SOURCE_REMOVE;
}

static void
queue_refresh (CulvertClientView *self)
{
  if (self->tick == 0 && self->roster != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
}

/* Rates go back to nothing without a word, and a long table is sorted now and then. */
static gboolean
on_second (gpointer user_data)
{
  CulvertClientView *self = user_data;

  if (self->roster == NULL)
    return G_SOURCE_CONTINUE;

  if (culvert_roster_get_shape (self->roster) != self->shape || is_live (self->column))
    sort_anew (self);
  queue_refresh (self);

  return G_SOURCE_CONTINUE;
}

static void
on_mapped (CulvertClientView *self)
{
  if (self->clock == 0)
    self->clock = g_timeout_add_seconds (1, on_second, self);
  queue_refresh (self);
}

static void
on_unmapped (CulvertClientView *self)
{
  g_clear_handle_id (&self->clock, g_source_remove);
}

static void
on_row_activated (CulvertClientView *self)
{
  if (self->selected != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
on_popup_menu (CulvertClientView *self)
{
  if (self->selected == NULL)
    return FALSE;

  g_signal_emit (self, signals[MENU_WANTED], 0, NULL);

  return TRUE;
}

/* The row below the pointer is meant, selected or not. */
static gboolean
on_button_pressed (CulvertClientView *self, GdkEvent *event)
{
  g_autoptr (GtkTreePath) path = NULL;

  if (!gdk_event_triggers_context_menu (event) ||
      event->button.window != gtk_tree_view_get_bin_window (self->view) ||
      !gtk_tree_view_get_path_at_pos (self->view,
                                      (int) event->button.x,
                                      (int) event->button.y,
                                      &path,
                                      NULL,
                                      NULL,
                                      NULL))
    return GDK_EVENT_PROPAGATE;

  gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
  if (self->selected != NULL)
    g_signal_emit (self, signals[MENU_WANTED], 0, event);

  return GDK_EVENT_STOP;
}

static void
show_sort (CulvertClientView *self)
{
  for (int i = 0; i < CULVERT_CLIENT_N_COLUMNS; i++)
    {
      gtk_tree_view_column_set_sort_indicator (self->columns[i], i == (int) self->column);
      gtk_tree_view_column_set_sort_order (self->columns[i],
                                           self->is_descending ? GTK_SORT_DESCENDING
                                                               : GTK_SORT_ASCENDING);
    }
}

/* Of what flows the most is of interest, of everything else what comes first. */
static void
on_column_clicked (CulvertClientView *self, GtkTreeViewColumn *clicked)
{
  CulvertClientColumn column = CULVERT_CLIENT_NAME;

  while (self->columns[column] != clicked)
    column++;
  self->is_descending = column == self->column ? !self->is_descending : is_live (column);
  self->column = column;
  show_sort (self);
  if (self->order != NULL)
    culvert_client_order_sort (self->order, self->column, self->is_descending);
}

static void
culvert_client_view_dispose (GObject *object)
{
  CulvertClientView *self = CULVERT_CLIENT_VIEW (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->order_signals);
  g_clear_object (&self->model);
  g_clear_object (&self->order);
  g_clear_object (&self->roster);
  g_clear_pointer (&self->selected, culvert_peer_key_free);

  G_OBJECT_CLASS (culvert_client_view_parent_class)->dispose (object);
}

static void
culvert_client_view_class_init (CulvertClientViewClass *klass)
{
  static const char *const names[] = { "refreshed", "selected", "activated" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_client_view_dispose;
  g_type_ensure (CULVERT_TYPE_LINE_CELL);
  g_type_ensure (CULVERT_TYPE_TABLE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i],
                               CULVERT_TYPE_CLIENT_VIEW,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
  signals[MENU_WANTED] = g_signal_new ("menu-wanted",
                                       CULVERT_TYPE_CLIENT_VIEW,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       GDK_TYPE_EVENT);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-client-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertClientView, view);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientView, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_button_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_mapped);
  gtk_widget_class_bind_template_callback (widget_class, on_popup_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unmapped);
}

/* Sorting is the order's affair, not the model's, so a column is no more than clicked. */
static void
add_column_signals (CulvertClientView *self)
{
  for (int i = 0; i < CULVERT_CLIENT_N_COLUMNS; i++)
    {
      self->columns[i] = gtk_tree_view_get_column (self->view, i);
      gtk_tree_view_column_set_clickable (self->columns[i], TRUE);
      g_signal_connect_object (self->columns[i],
                               "clicked",
                               G_CALLBACK (on_column_clicked),
                               self,
                               G_CONNECT_SWAPPED);
    }
  show_sort (self);
}

static void
culvert_client_view_init (CulvertClientView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_column_signals (self);

  self->signals = g_signal_group_new (CULVERT_TYPE_ROSTER);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (queue_refresh), self);
  self->order_signals = g_signal_group_new (CULVERT_TYPE_CLIENT_ORDER);
  g_signal_group_connect_swapped (self->order_signals,
                                  "changed",
                                  G_CALLBACK (on_order_changed),
                                  self);
}

void
culvert_client_view_set_roster (CulvertClientView *self, CulvertRoster *roster)
{
  g_return_if_fail (CULVERT_IS_CLIENT_VIEW (self));

  if (!g_set_object (&self->roster, roster))
    return;

  g_signal_group_set_target (self->order_signals, NULL);
  g_clear_object (&self->order);
  if (roster != NULL)
    {
      self->order = culvert_client_order_new (roster);
      culvert_client_order_sort (self->order, self->column, self->is_descending);
      self->shape = culvert_roster_get_shape (roster);
    }
  show_model (self);
  set_selected (self, NULL);
  g_signal_group_set_target (self->signals, roster);
  g_signal_group_set_target (self->order_signals, self->order);
  queue_refresh (self);
}

void
culvert_client_view_search (CulvertClientView *self, const char *words)
{
  g_return_if_fail (CULVERT_IS_CLIENT_VIEW (self));

  if (self->order != NULL)
    culvert_client_order_search (self->order, words);
}

gboolean
culvert_client_view_is_search (CulvertClientView *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_VIEW (self), FALSE);

  return self->order != NULL && culvert_client_order_is_search (self->order);
}

gboolean
culvert_client_view_is_complete (CulvertClientView *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_VIEW (self), TRUE);

  return self->order == NULL || (culvert_client_order_is_complete (self->order) &&
                                 culvert_client_model_get_n_rows (self->model) ==
                                     culvert_client_order_get_n (self->order));
}

guint
culvert_client_view_get_n_rows (CulvertClientView *self)
{
  g_return_val_if_fail (CULVERT_IS_CLIENT_VIEW (self), 0);

  return self->order != NULL ? culvert_client_order_get_n (self->order) : 0;
}

const CulvertPeerKey *
culvert_client_view_get_selected (CulvertClientView *self)
{
  guint slot;

  g_return_val_if_fail (CULVERT_IS_CLIENT_VIEW (self), NULL);

  return self->selected != NULL && self->roster != NULL &&
                 culvert_roster_find (self->roster, self->selected->id, &slot) &&
                 culvert_peer_is (culvert_roster_get_peer (self->roster, slot), self->selected)
             ? self->selected
             : NULL;
}

void
culvert_client_view_get_selected_area (CulvertClientView *self,
                                       GtkWidget **view,
                                       GdkRectangle *area)
{
  g_autoptr (GtkTreePath) path = NULL;

  g_return_if_fail (CULVERT_IS_CLIENT_VIEW (self));

  gtk_tree_view_get_cursor (self->view, &path, NULL);
  *view = GTK_WIDGET (self->view);
  gtk_tree_view_get_cell_area (self->view, path, gtk_tree_view_get_column (self->view, 0), area);
  gtk_tree_view_convert_bin_window_to_widget_coords (self->view,
                                                     area->x,
                                                     area->y,
                                                     &area->x,
                                                     &area->y);
}
