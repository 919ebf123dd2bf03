/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-import-notes.h"

G_BEGIN_DECLS

/**
 * CulvertImportRow:
 *
 * One #CulvertImportLine on the screen.
 */
#define CULVERT_TYPE_IMPORT_ROW (culvert_import_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertImportRow, culvert_import_row, CULVERT, IMPORT_ROW, GtkBox)

CulvertImportRow *culvert_import_row_new (const CulvertImportLine *line);

/* Puts the lines of a list into an empty box, or into one with older ones.
 * @lines: (element-type CulvertImportLine) */
void culvert_import_row_fill (GtkContainer *box, GPtrArray *lines);

G_END_DECLS
