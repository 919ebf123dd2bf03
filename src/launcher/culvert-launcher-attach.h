/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-launcher.h"
#include "culvert-profile.h"

G_BEGIN_DECLS

/* A launcher for a daemon that somebody else starts and stops: it attaches to the endpoint of the
 * profile. */
#define CULVERT_TYPE_LAUNCHER_ATTACH (culvert_launcher_attach_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLauncherAttach,
                      culvert_launcher_attach,
                      CULVERT,
                      LAUNCHER_ATTACH,
                      GObject)

CulvertLauncherAttach *culvert_launcher_attach_new (CulvertProfile *profile);
/* @endpoint: the text form of a management endpoint */
CulvertLauncherAttach *culvert_launcher_attach_new_for_endpoint (const char *endpoint);

G_END_DECLS
