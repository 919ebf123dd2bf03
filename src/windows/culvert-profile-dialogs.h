/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-main-window.h"
#include "culvert-service-check.h"
#include "culvert-session-list.h"
#include "culvert-ui-profiles.h"

G_BEGIN_DECLS

/**
 * CulvertProfileDialogs:
 *
 * Everything that is asked about where a connection comes from, and what is done with the answers.
 * Its actions are what a main window has as "profile":
 *
 *  - `import`, `add-service`
 *  - `edit (s id)`, `duplicate (s id)`, `export (s id)`: of an imported connection
 *  - `check (s id)`: of any other
 *
 *  - signal `added (CulvertSession *session)`: a new connection, which the user wants to see
 *  - signal `trouble (const char *title, const char *sentence)`
 */
#define CULVERT_TYPE_PROFILE_DIALOGS (culvert_profile_dialogs_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfileDialogs,
                      culvert_profile_dialogs,
                      CULVERT,
                      PROFILE_DIALOGS,
                      GObject)

CulvertProfileDialogs *culvert_profile_dialogs_new (CulvertUiProfiles *profiles,
                                                    CulvertSessionList *sessions,
                                                    CulvertServiceCheck *check);

/* Before this window the dialogs stand from now on, and in it the actions are. */
void culvert_profile_dialogs_set_window (CulvertProfileDialogs *self, CulvertMainWindow *window);

/* @files: (element-type GFile): profiles; without any, the user chooses them first
 * @token: (nullable): an activation token */
void
culvert_profile_dialogs_import (CulvertProfileDialogs *self, GPtrArray *files, const char *token);

G_END_DECLS
