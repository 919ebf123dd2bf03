/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session.h"

G_BEGIN_DECLS

/* What a session moved in the seconds up to now. */
typedef enum
{
  CULVERT_TRAFFIC_STAGE_IDLE,   /* now and then a sign of life */
  CULVERT_TRAFFIC_STAGE_STEADY, /* a long download */
  CULVERT_TRAFFIC_STAGE_BURSTS, /* somebody reads, with a reconnect in between */
} CulvertTrafficStage;

/* Puts it into the past of the session, as if Culvert had watched it. */
void
culvert_traffic_stage_fill (CulvertSession *session, CulvertTrafficStage stage, guint n_seconds);

G_END_DECLS
