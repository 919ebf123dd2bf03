/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-profile.h"

G_BEGIN_DECLS

/* How a connection is written down in a key file: one group, named by its id. */

gboolean culvert_profile_group_is_one (const char *group);
/* Returns: (transfer full) */
char *culvert_profile_group_name (CulvertProfile *profile);

void culvert_profile_group_write (GKeyFile *key_file, CulvertProfile *profile);
/* NULL with an error: not a connection that we can use. Of what only saves the user a choice, the
 * unreadable is left out. */
CulvertProfile *culvert_profile_group_read (GKeyFile *key_file, const char *group, GError **error);

G_END_DECLS
