/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-ui-host.h"

G_BEGIN_DECLS

/**
 * CulvertRenameDialog:
 *
 * Asks for another name of a connection and gives it. Destroys itself when it is done.
 */
#define CULVERT_TYPE_RENAME_DIALOG (culvert_rename_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertRenameDialog, culvert_rename_dialog, CULVERT, RENAME_DIALOG, GtkDialog)

CulvertRenameDialog *culvert_rename_dialog_new (CulvertUiHost *host, CulvertSession *session);

G_END_DECLS
