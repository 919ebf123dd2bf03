/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-launch-error.h"
#include "culvert-starter.h"

G_BEGIN_DECLS

/* A starter whose daemon is a test's: it counts what it is asked, and does what it is told. */
#define CULVERT_TYPE_FAKE_STARTER (culvert_fake_starter_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFakeStarter, culvert_fake_starter, CULVERT, FAKE_STARTER, GObject)

/* @path: where the daemon's socket will be */
CulvertFakeStarter *culvert_fake_starter_new (const char *path);

/* From now on start, or check, fails. */
void culvert_fake_starter_fail_start (CulvertFakeStarter *self, CulvertLaunchError code);
void culvert_fake_starter_fail_check (CulvertFakeStarter *self, CulvertLaunchError code);
/* The next start ends only with culvert_fake_starter_end_start(). */
void culvert_fake_starter_hold_start (CulvertFakeStarter *self);
void culvert_fake_starter_end_start (CulvertFakeStarter *self);

guint culvert_fake_starter_get_n_starts (CulvertFakeStarter *self);
guint culvert_fake_starter_get_n_checks (CulvertFakeStarter *self);
guint culvert_fake_starter_get_n_stops (CulvertFakeStarter *self);

G_END_DECLS
