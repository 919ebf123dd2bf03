/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-fake-daemon.h"
#include "culvert-launcher.h"

G_BEGIN_DECLS

/**
 * CulvertFakeOwner:
 *
 * A launcher that can start its daemon. Opening finds what was lined up for it, else nothing, as
 * %CULVERT_MGMT_ERROR_ABSENT says; starting does with a line of its own, else fails with
 * %CULVERT_LAUNCH_ERROR_FAILED.
 */
#define CULVERT_TYPE_FAKE_OWNER (culvert_fake_owner_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFakeOwner, culvert_fake_owner, CULVERT, FAKE_OWNER, GObject)

/* @owns: the daemon exists for us alone */
CulvertFakeOwner *culvert_fake_owner_new (gboolean owns);

/* The next open finds this daemon running. */
void culvert_fake_owner_add_running (CulvertFakeOwner *self, CulvertFakeDaemon *daemon);
/* The next start brings this one up. */
void culvert_fake_owner_add_startable (CulvertFakeOwner *self, CulvertFakeDaemon *daemon);
/* The next start fails like this; `code` is a CulvertLaunchError. */
void culvert_fake_owner_add_error (CulvertFakeOwner *self, int code);
/* A start that takes until it is cancelled. */
void culvert_fake_owner_add_delay (CulvertFakeOwner *self);
/* Stops fail like this; -1, as at first: they succeed. */
void culvert_fake_owner_set_stop_error (CulvertFakeOwner *self, int code);

guint culvert_fake_owner_get_n_opens (CulvertFakeOwner *self);
guint culvert_fake_owner_get_n_starts (CulvertFakeOwner *self);
guint culvert_fake_owner_get_n_cancelled (CulvertFakeOwner *self);
guint culvert_fake_owner_get_n_stops (CulvertFakeOwner *self);

G_END_DECLS
