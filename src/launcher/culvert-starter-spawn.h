/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-review.h"
#include "culvert-profile.h"
#include "culvert-starter.h"

G_BEGIN_DECLS

/* With whose rights a process is started. */
typedef enum
{
  CULVERT_SPAWN_AS_IS,       /* ours are enough */
  CULVERT_SPAWN_WITH_PKEXEC, /* root's, after an administrator's password */
} CulvertSpawnRights;

/* Runs a profile of the user's in a process of its own, where there is no systemd for it. It lives
 * on when we end, and is found again by its socket. */
#define CULVERT_TYPE_STARTER_SPAWN (culvert_starter_spawn_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStarterSpawn, culvert_starter_spawn, CULVERT, STARTER_SPAWN, GObject)

/* Whether our children may make network interfaces. */
CulvertSpawnRights culvert_starter_spawn_get_rights (void);

/* @runtime_folder: nobody else's, and gone with the session: $XDG_RUNTIME_DIR. NULL with FAILED
 * where its path is too long. */
CulvertStarterSpawn *culvert_starter_spawn_new (CulvertProfile *profile,
                                                GFile *file,
                                                CulvertSpawnRights rights,
                                                const char *runtime_folder,
                                                GError **error);

G_END_DECLS
