/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-launcher.h"

G_BEGIN_DECLS

/**
 * CulvertIdleLauncher:
 *
 * A launcher whose daemon does not run, and that goes on starting it until it is told that it may
 * not. It knows a command for an administrator.
 */
#define CULVERT_TYPE_IDLE_LAUNCHER (culvert_idle_launcher_get_type ())
G_DECLARE_FINAL_TYPE (CulvertIdleLauncher, culvert_idle_launcher, CULVERT, IDLE_LAUNCHER, GObject)

CulvertIdleLauncher *culvert_idle_launcher_new (void);

gboolean culvert_idle_launcher_is_starting (CulvertIdleLauncher *self);
/* Ends the start that is under way. */
void culvert_idle_launcher_refuse (CulvertIdleLauncher *self);

G_END_DECLS
