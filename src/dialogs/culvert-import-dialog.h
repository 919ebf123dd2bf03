/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-config-import.h"
#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertImportDialog:
 *
 * Shows what files would become as connections, one after another, and asks whether to import them.
 * It reads the files and stores nothing. Destroys itself when every file has been answered, or the
 * user has had enough.
 *
 * Signal `accepted (CulvertConfigImport *import, const char *name)`: the user wants this as a
 * connection of this name, which is not empty.
 */
#define CULVERT_TYPE_IMPORT_DIALOG (culvert_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertImportDialog, culvert_import_dialog, CULVERT, IMPORT_DIALOG, GtkDialog)

/* @sessions: (nullable): what there is already, so that nobody imports the same again unawares */
CulvertImportDialog *culvert_import_dialog_new (CulvertSessionList *sessions);

/* At least one before it is presented; further ones can come at any time. */
void culvert_import_dialog_add_file (CulvertImportDialog *self, GFile *file);

G_END_DECLS
