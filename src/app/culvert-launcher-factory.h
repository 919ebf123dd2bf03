/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-launcher.h"
#include "culvert-profile-texts.h"
#include "culvert-profile.h"
#include "culvert-systemd.h"

G_BEGIN_DECLS

/**
 * CulvertLauncherFactory:
 *
 * Makes the launcher that fits a connection and this system. The one place that knows all the ways
 * in which a daemon can come to be.
 */
#define CULVERT_TYPE_LAUNCHER_FACTORY (culvert_launcher_factory_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLauncherFactory,
                      culvert_launcher_factory,
                      CULVERT,
                      LAUNCHER_FACTORY,
                      GObject)

/* @texts: of the imported profiles
 * @in_sandbox: programs and new folders of the system are out of reach */
CulvertLauncherFactory *culvert_launcher_factory_new (CulvertProfileTexts *texts,
                                                      gboolean in_sandbox);

/* Looks what the system has to start a daemon with. Comes first; never fails. */
void culvert_launcher_factory_prepare_async (CulvertLauncherFactory *self,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
void culvert_launcher_factory_prepare_finish (CulvertLauncherFactory *self, GAsyncResult *result);

/* (transfer full) */
CulvertLauncher *culvert_launcher_factory_make (CulvertLauncherFactory *self,
                                                CulvertProfile *profile);

/* FALSE: neither we can start a daemon for a profile, nor would we see the folder that systemd
 * makes for its socket. */
gboolean culvert_launcher_factory_can_import (CulvertLauncherFactory *self);

CulvertSystemd *culvert_launcher_factory_get_systemd (CulvertLauncherFactory *self);

G_END_DECLS
