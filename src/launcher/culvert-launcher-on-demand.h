/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-launcher.h"
#include "culvert-starter.h"

G_BEGIN_DECLS

/* A launcher that attaches to the daemon of a starter, and has it started where it does not run. */
#define CULVERT_TYPE_LAUNCHER_ON_DEMAND (culvert_launcher_on_demand_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLauncherOnDemand,
                      culvert_launcher_on_demand,
                      CULVERT,
                      LAUNCHER_ON_DEMAND,
                      GObject)

CulvertLauncherOnDemand *culvert_launcher_on_demand_new (CulvertStarter *starter);

G_END_DECLS
