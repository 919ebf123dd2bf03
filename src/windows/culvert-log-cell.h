/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertLogCell:
 *
 * One line of text in a view whose rows are all of the same height. It differs from the cell that
 * it derives from in what it costs: that one lays its text out to know how large it would like to
 * be, then to place it, then to draw it. This one is as large as its font and its `width-chars`
 * say, and lays out once. A screen reader takes it for the one it derives from.
 *
 * It draws the properties `text`, `attributes`, `foreground-rgba` and `ellipsize`, and no others.
 */
#define CULVERT_TYPE_LOG_CELL (culvert_log_cell_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLogCell, culvert_log_cell, CULVERT, LOG_CELL, GtkCellRendererText)

G_END_DECLS
