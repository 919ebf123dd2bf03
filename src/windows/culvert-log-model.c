/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-model.h"

#include "culvert-flat-rows.h"
#include "culvert-log-text.h"

struct _CulvertLogModel
{
  GObject parent_instance;

  CulvertSessionLog *log; /* (owned) */
  CulvertLogLevel level;
  GTimeZone *zone; /* (owned) */
  guint64 first;   /* the first line that is kept */
  guint64 base;    /* of all lines: the one in the first row; what is before it waits for rows */
  CulvertLogRows rows; /* of the level; nothing where all lines are shown */
  guint64 next;        /* the line that is looked at next for its level */
  guint n_rows;
};

static void culvert_log_model_iface_init (GtkTreeModelIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertLogModel,
                               culvert_log_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL,
                                                      culvert_log_model_iface_init))

static int
get_n_columns (GtkTreeModel *model)
{
  return CULVERT_LOG_N_COLUMNS;
}

static GType
get_column_type (GtkTreeModel *model, int column)
{
  return column == CULVERT_LOG_COLUMN_FLAGS ? G_TYPE_UINT : G_TYPE_STRING;
}

static void
get_value (GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
  CulvertLogModel *self = CULVERT_LOG_MODEL (model);
  CulvertSessionLogLine line = { .time = -1, .text = "" };

  culvert_session_log_get_line (
      self->log,
      culvert_log_model_get_number (self, culvert_flat_rows_get_row (iter)),
      &line);
  g_value_init (value, get_column_type (model, column));

  switch ((CulvertLogColumn) column)
    {
    case CULVERT_LOG_COLUMN_TIME:
      g_value_take_string (value, culvert_log_text_time (&line, self->zone));
      break;
    case CULVERT_LOG_COLUMN_TEXT:
      g_value_take_string (value, culvert_log_text_for_view (&line));
      break;
    case CULVERT_LOG_COLUMN_FLAGS:
      g_value_set_uint (value, line.flags);
      break;
    case CULVERT_LOG_N_COLUMNS:
      g_assert_not_reached ();
    }
}

static int
iter_n_children (GtkTreeModel *model, GtkTreeIter *iter)
{
  return iter == NULL ? (int) CULVERT_LOG_MODEL (model)->n_rows : 0;
}

static void
culvert_log_model_iface_init (GtkTreeModelIface *iface)
{
  culvert_flat_rows_implement (iface);
  iface->get_n_columns = get_n_columns;
  iface->get_column_type = get_column_type;
  iface->get_value = get_value;
  iface->iter_n_children = iter_n_children;
}

/* Returns: how many lines went from the top */
static guint64
follow_level (CulvertLogModel *self)
{
  guint64 end = culvert_session_log_get_end (self->log);
  guint n_gone = culvert_log_rows_drop_before (&self->rows, self->first);

  for (self->next = MAX (self->next, self->first); self->next < end; self->next++)
    {
      CulvertSessionLogLine line;

      if (culvert_session_log_get_line (self->log, self->next, &line) &&
          culvert_log_level_shows (self->level, line.flags))
        culvert_log_rows_append (&self->rows, self->next);
    }

  return n_gone;
}

/* Returns: how many lines went from the top */
static guint64
follow_log (CulvertLogModel *self)
{
  guint64 old_base = self->base;

  self->first = culvert_session_log_get_first (self->log);
  if (self->level != CULVERT_LOG_LEVEL_ALL)
    return follow_level (self);

  self->base = MAX (self->base, self->first);

  return self->base - old_base;
}

static guint
get_n_lines (CulvertLogModel *self)
{
  return self->level == CULVERT_LOG_LEVEL_ALL
             ? culvert_session_log_get_end (self->log) - self->first
             : culvert_log_rows_get_n (&self->rows);
}

static void
add_row (CulvertLogModel *self)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (self->n_rows, -1);
  GtkTreeIter iter;

  self->n_rows++;
  culvert_flat_rows_point_at (GTK_TREE_MODEL (self), &iter, self->n_rows - 1);
  gtk_tree_model_row_inserted (GTK_TREE_MODEL (self), path, &iter);
}

static void
drop_row (CulvertLogModel *self)
{
  g_autoptr (GtkTreePath) path = NULL;

  self->n_rows--;
  path = gtk_tree_path_new_from_indices (self->n_rows, -1);
  gtk_tree_model_row_deleted (GTK_TREE_MODEL (self), path);
}

static void
culvert_log_model_dispose (GObject *object)
{
  CulvertLogModel *self = CULVERT_LOG_MODEL (object);

  g_clear_object (&self->log);

  G_OBJECT_CLASS (culvert_log_model_parent_class)->dispose (object);
}

static void
culvert_log_model_finalize (GObject *object)
{
  CulvertLogModel *self = CULVERT_LOG_MODEL (object);

  culvert_log_rows_clear (&self->rows);
  g_time_zone_unref (self->zone);

  G_OBJECT_CLASS (culvert_log_model_parent_class)->finalize (object);
}

static void
culvert_log_model_class_init (CulvertLogModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_log_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = culvert_log_model_finalize;
}

static void
culvert_log_model_init (CulvertLogModel *self)
{
  culvert_log_rows_init (&self->rows);
  self->zone = g_time_zone_new_local ();
}

CulvertLogModel *
culvert_log_model_new (CulvertSessionLog *log, CulvertLogLevel level)
{
  CulvertLogModel *self;

  g_return_val_if_fail (CULVERT_IS_SESSION_LOG (log), NULL);

  self = g_object_new (CULVERT_TYPE_LOG_MODEL, NULL);
  self->log = g_object_ref (log);
  self->level = level;
  follow_log (self);
  self->n_rows = get_n_lines (self);

  return self;
}

/* Rows that are to spare show what is before the first one; and where the end is to be seen, all of
 * them show the last lines that there are.
 * Returns: by how many rows the lines have moved up by that */
static gint64
place_rows (CulvertLogModel *self, gboolean at_end)
{
  guint64 last_base = culvert_session_log_get_end (self->log) - self->n_rows;
  gint64 n_up;

  if (self->level != CULVERT_LOG_LEVEL_ALL || (!at_end && self->base < last_base))
    return 0;

  n_up = (gint64) last_base - (gint64) self->base;
  self->base = last_base;

  return n_up;
}

gboolean
culvert_log_model_sync (CulvertLogModel *self, guint max_rows, gboolean at_end, gint64 *n_up)
{
  guint n_lines;

  g_return_val_if_fail (CULVERT_IS_LOG_MODEL (self), TRUE);
  g_return_val_if_fail (n_up != NULL, TRUE);

  *n_up = (gint64) follow_log (self);
  n_lines = get_n_lines (self);

  while (self->n_rows > n_lines)
    drop_row (self);
  for (; self->n_rows < n_lines && max_rows > 0; max_rows--)
    add_row (self);
  *n_up += place_rows (self, at_end);

  return self->n_rows == n_lines;
}

guint
culvert_log_model_get_n_rows (CulvertLogModel *self)
{
  g_return_val_if_fail (CULVERT_IS_LOG_MODEL (self), 0);

  return self->n_rows;
}

guint64
culvert_log_model_get_number (CulvertLogModel *self, guint row)
{
  g_return_val_if_fail (CULVERT_IS_LOG_MODEL (self), 0);
  g_return_val_if_fail (row < self->n_rows, 0);

  return self->level == CULVERT_LOG_LEVEL_ALL ? self->base + row
                                              : culvert_log_rows_get_number (&self->rows, row);
}

guint
culvert_log_model_find_row (CulvertLogModel *self, guint64 number)
{
  guint64 row;

  g_return_val_if_fail (CULVERT_IS_LOG_MODEL (self), 0);

  if (self->level == CULVERT_LOG_LEVEL_ALL)
    row = number > self->base ? number - self->base : 0;
  else
    row = culvert_log_rows_find (&self->rows, number);

  return (guint) MIN (row, self->n_rows);
}

void
culvert_log_model_retire (CulvertLogModel *self)
{
  g_return_if_fail (CULVERT_IS_LOG_MODEL (self));

  self->n_rows = MIN (self->n_rows, 1);
}
