/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-import.h"

G_BEGIN_DECLS

/**
 * CulvertProfileMask:
 *
 * A profile as a text that may stand on a screen: in place of each key and certificate is a line
 * that says what is kept there, and the mask holds what that is. So no key is in a text buffer, on
 * the clipboard or in front of somebody who looks over a shoulder.
 */
#define CULVERT_TYPE_PROFILE_MASK (culvert_profile_mask_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfileMask, culvert_profile_mask, CULVERT, PROFILE_MASK, GObject)

/* @text: of a profile that was imported. (nullable): NULL with an error */
CulvertProfileMask *culvert_profile_mask_new (CulvertSecretText *text, GError **error);

/* What to show. */
const char *culvert_profile_mask_get_text (CulvertProfileMask *self);

/**
 * culvert_profile_mask_read:
 * @text: what became of the shown text
 * @name: of the connection
 *
 * Puts everything back that is kept, and imports the result as if it came from a file that names no
 * others. The lines in notes and errors are those of @text.
 *
 * Returns: (transfer full) (nullable): NULL with an error of #CulvertConfigError
 */
CulvertConfigImport *culvert_profile_mask_read (CulvertProfileMask *self,
                                                const char *text,
                                                const char *name,
                                                GError **error);

G_END_DECLS
