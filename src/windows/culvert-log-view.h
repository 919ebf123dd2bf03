/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-log-needle.h"
#include "culvert-log-rows.h"

G_BEGIN_DECLS

/**
 * CulvertLogView:
 *
 * The lines of a log, live. It stands at the end until the user scrolls up, or a line is shown, and
 * follows again when the user comes back to the end.
 *
 * Signals
 *  - `refreshed ()`: once a frame, while lines come
 *  - `following ()`: it began to follow the end, or let go
 *  - `selected ()`: other lines are selected
 */
#define CULVERT_TYPE_LOG_VIEW (culvert_log_view_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLogView, culvert_log_view, CULVERT, LOG_VIEW, GtkScrolledWindow)

/* @log: (nullable) */
void culvert_log_view_set_log (CulvertLogView *self, CulvertSessionLog *log);
/* The lines around which the user was stay where they are, as far as they are shown. */
void culvert_log_view_set_level (CulvertLogView *self, CulvertLogLevel level);
guint culvert_log_view_get_n_rows (CulvertLogView *self);

gboolean culvert_log_view_is_following (CulvertLogView *self);
void culvert_log_view_follow (CulvertLogView *self);

/* What is marked in the lines. @needle: (nullable) (transfer none): until it is set to another */
void culvert_log_view_set_needle (CulvertLogView *self, const CulvertLogNeedle *needle);
/* Selects a line, and scrolls to it where it cannot be seen. */
void culvert_log_view_show_line (CulvertLogView *self, guint64 number);
/* Where the user is: the line that is selected, or the last one that can be seen. */
gboolean culvert_log_view_get_place (CulvertLogView *self, guint64 *number);
/* FALSE unless one line alone is selected. */
gboolean culvert_log_view_get_selected (CulvertLogView *self, guint64 *number);
/* Returns: (transfer full) (element-type guint64): the lines that are selected; all that are shown
 * where none is */
GArray *culvert_log_view_get_numbers (CulvertLogView *self);

G_END_DECLS
