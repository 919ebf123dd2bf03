/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertLineCell:
 *
 * One line of text in a view whose rows are all of the same height. It differs from the cell that
 * it derives from in what it costs: that one lays its text out to know how large it would like to
 * be, then to place it, then to draw it. This one is as large as its font and its `width-chars`
 * say, and lays out once; what it drew lately it does not lay out again. A screen reader takes it
 * for the one it derives from.
 *
 * It draws the properties `text`, `attributes`, `foreground-rgba`, `ellipsize` and `xalign` (at the
 * start or at the end), and no others.
 */
#define CULVERT_TYPE_LINE_CELL (culvert_line_cell_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLineCell, culvert_line_cell, CULVERT, LINE_CELL, GtkCellRendererText)

G_END_DECLS
