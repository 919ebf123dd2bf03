/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertLevelCell:
 *
 * The icon of a line that has one, as few have. The cell that it derives from looks up styles and
 * makes an object before it sees that there is nothing to draw.
 */
#define CULVERT_TYPE_LEVEL_CELL (culvert_level_cell_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLevelCell,
                      culvert_level_cell,
                      CULVERT,
                      LEVEL_CELL,
                      GtkCellRendererPixbuf)

G_END_DECLS
