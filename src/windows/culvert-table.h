/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertTable:
 *
 * A table that assistive technology learns of when it asks, and not before: from then on GTK tells
 * it of each cell of each row that comes, which for many rows is most of the work.
 */
#define CULVERT_TYPE_TABLE (culvert_table_get_type ())
G_DECLARE_FINAL_TYPE (CulvertTable, culvert_table, CULVERT, TABLE, GtkTreeView)

/* Assistive technology has asked: changes of rows are to be told, not only drawn. */
gboolean culvert_table_is_told (CulvertTable *self);

G_END_DECLS
