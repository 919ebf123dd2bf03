/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-ui-profiles.h"

G_BEGIN_DECLS

/**
 * CulvertProfilesStage:
 *
 * Stands in for what keeps the texts of imported connections, and for the services of a system. It
 * writes down what it was asked for.
 */
#define CULVERT_TYPE_PROFILES_STAGE (culvert_profiles_stage_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfilesStage,
                      culvert_profiles_stage,
                      CULVERT,
                      PROFILES_STAGE,
                      GObject)

CulvertProfilesStage *culvert_profiles_stage_new (void);

/* What every imported connection has. */
void culvert_profiles_stage_set_text (CulvertProfilesStage *self, const char *text);
/* What comes of every import and every service. */
void culvert_profiles_stage_set_session (CulvertProfilesStage *self, CulvertSession *session);
/* Without this there is no systemd.
 * @name: (nullable): NULL: there is systemd, and no service */
void culvert_profiles_stage_add_service (CulvertProfilesStage *self,
                                         const char *name,
                                         const char *endpoint,
                                         gboolean is_running);

/* What was asked for, as "import(NAME) replace(NAME)". */
const char *culvert_profiles_stage_get_asked (CulvertProfilesStage *self);

G_END_DECLS
