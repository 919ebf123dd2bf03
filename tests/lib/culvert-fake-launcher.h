/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-fake-daemon.h"
#include "culvert-launcher.h"

G_BEGIN_DECLS

/**
 * CulvertFakeLauncher:
 *
 * A launcher whose daemons the test makes. Each time it is opened it hands out the next thing that
 * was lined up: the stream of a daemon, or an error. When nothing is left it fails with
 * %CULVERT_MGMT_ERROR_ABSENT, as a socket on which nobody listens does.
 */
#define CULVERT_TYPE_FAKE_LAUNCHER (culvert_fake_launcher_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFakeLauncher, culvert_fake_launcher, CULVERT, FAKE_LAUNCHER, GObject)

CulvertFakeLauncher *culvert_fake_launcher_new (void);

void culvert_fake_launcher_add_daemon (CulvertFakeLauncher *self, CulvertFakeDaemon *daemon);
/* `code` is a CulvertMgmtError. */
void culvert_fake_launcher_add_error (CulvertFakeLauncher *self, int code);
/* An open that takes until it is cancelled. */
void culvert_fake_launcher_add_delay (CulvertFakeLauncher *self);

void culvert_fake_launcher_set_needs_password (CulvertFakeLauncher *self, gboolean needs_password);
void culvert_fake_launcher_set_silence (CulvertFakeLauncher *self, CulvertSilence silence);

/* How often it was opened, or tried to be. */
guint culvert_fake_launcher_get_n_tries (CulvertFakeLauncher *self);

G_END_DECLS
