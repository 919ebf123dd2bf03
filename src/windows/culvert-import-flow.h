/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session-list.h"
#include "culvert-ui-profiles.h"

G_BEGIN_DECLS

/**
 * CulvertImportFlow:
 *
 * From files to connections: lets the user choose the files, shows what would become of them, and
 * has those imported that he wants.
 *
 *  - signal `added (CulvertSession *session)`: the first one, when no file is left to ask about
 *  - signal `trouble (const char *title, const char *sentence)`
 */
#define CULVERT_TYPE_IMPORT_FLOW (culvert_import_flow_get_type ())
G_DECLARE_FINAL_TYPE (CulvertImportFlow, culvert_import_flow, CULVERT, IMPORT_FLOW, GObject)

CulvertImportFlow *culvert_import_flow_new (CulvertUiProfiles *profiles,
                                            CulvertSessionList *sessions);

/* In both, @parent: (nullable): the window to stand before */
void culvert_import_flow_choose (CulvertImportFlow *self, GtkWindow *parent);
/* @files: (element-type GFile)
 * @token: (nullable): an activation token */
void culvert_import_flow_open (CulvertImportFlow *self,
                               GPtrArray *files,
                               GtkWindow *parent,
                               const char *token);

G_END_DECLS
