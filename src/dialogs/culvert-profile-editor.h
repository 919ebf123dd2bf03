/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-config-import.h"

G_BEGIN_DECLS

/**
 * CulvertProfileEditor:
 *
 * Edits a profile as text and checks it while the user writes. Keys and certificates are not shown,
 * see #CulvertProfileMask. It stores nothing, and destroys itself when it is done.
 *
 * Signal `saved (CulvertConfigImport *import)`: what the profile is from now on.
 */
#define CULVERT_TYPE_PROFILE_EDITOR (culvert_profile_editor_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfileEditor,
                      culvert_profile_editor,
                      CULVERT,
                      PROFILE_EDITOR,
                      GtkDialog)

/* @name: of the connection
 * @text: of a profile that was imported
 * Returns: (nullable): NULL with an error if it cannot be read any more */
CulvertProfileEditor *
culvert_profile_editor_new (const char *name, CulvertSecretText *text, GError **error);

G_END_DECLS
