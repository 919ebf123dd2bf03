/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-log-rows.h"

G_BEGIN_DECLS

typedef enum
{
  CULVERT_LOG_COLUMN_TIME,  /* string: "12:34:56" */
  CULVERT_LOG_COLUMN_TEXT,  /* string: plain, one line, bounded */
  CULVERT_LOG_COLUMN_FLAGS, /* uint: CulvertMgmtLogFlags */
  CULVERT_LOG_N_COLUMNS,
} CulvertLogColumn;

/**
 * CulvertLogModel:
 *
 * The lines of a log as rows, or those of a level: a window on its ring that copies nothing. A
 * row's text is made when the row is drawn. Rows follow the log only with culvert_log_model_sync();
 * while the ring turns, the number of rows stays and the lines move up through them.
 */
#define CULVERT_TYPE_LOG_MODEL (culvert_log_model_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLogModel, culvert_log_model, CULVERT, LOG_MODEL, GObject)

CulvertLogModel *culvert_log_model_new (CulvertSessionLog *log, CulvertLogLevel level);

/**
 * culvert_log_model_sync:
 * @max_rows: how many rows may come at most, so that a flood cannot hold up a frame
 * @at_end: whether the last lines are looked at; then it is the first ones of all that wait for
 * rows
 * @n_up: (out): by how many rows the lines have moved up, or down where it is negative
 *
 * Returns: TRUE when the rows are those of the log; FALSE where more are to come
 */
gboolean
culvert_log_model_sync (CulvertLogModel *self, guint max_rows, gboolean at_end, gint64 *n_up);

guint culvert_log_model_get_n_rows (CulvertLogModel *self);

/* The number of the line in this row. */
guint64 culvert_log_model_get_number (CulvertLogModel *self, guint row);
/* Returns: the first row whose line has this number or a greater one; the number of rows where
 * there is none */
guint culvert_log_model_find_row (CulvertLogModel *self, guint64 number);
/* Before the view is taken off it, and nobody else looks: a view would go through all rows then, to
 * say of each that it does not need it any more. */
void culvert_log_model_retire (CulvertLogModel *self);

G_END_DECLS
