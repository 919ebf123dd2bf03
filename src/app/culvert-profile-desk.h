/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-connections.h"

G_BEGIN_DECLS

/**
 * CulvertProfileDesk:
 *
 * The connections as the windows see them: what CulvertUiProfiles asks for, done by those who can.
 */
#define CULVERT_TYPE_PROFILE_DESK (culvert_profile_desk_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfileDesk, culvert_profile_desk, CULVERT, PROFILE_DESK, GObject)

CulvertProfileDesk *culvert_profile_desk_new (CulvertConnections *connections);

G_END_DECLS
