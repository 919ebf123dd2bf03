/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-review.h"
#include "culvert-profile.h"
#include "culvert-starter.h"
#include "culvert-systemd.h"

G_BEGIN_DECLS

/* Runs a profile of the user's in a unit that systemd makes for it, with root's rights where the
 * profile is fit for that, else with the user's own and CAP_NET_ADMIN. */
#define CULVERT_TYPE_STARTER_TRANSIENT (culvert_starter_transient_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStarterTransient,
                      culvert_starter_transient,
                      CULVERT,
                      STARTER_TRANSIENT,
                      GObject)

CulvertStarterTransient *
culvert_starter_transient_new (CulvertSystemd *systemd, CulvertProfile *profile, GFile *file);

G_END_DECLS
