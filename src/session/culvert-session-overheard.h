/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-event.h"
#include "culvert-mgmt-request.h"

G_BEGIN_DECLS

/**
 * CulvertSessionOverheard:
 *
 * What a daemon says in its log alone. It has 255 bytes for what a server asks through it, and
 * drops what is longer, as many addresses for a sign-in are; but it logs that it did, and then all
 * of it.
 */
typedef struct
{
  gboolean is_dropped; /* the last line said so; no other line is believed */
} CulvertSessionOverheard;

/* Returns: (transfer full) (nullable): what the server asked, if this line tells it */
CulvertMgmtRequest *culvert_session_overheard_take (CulvertSessionOverheard *self,
                                                    const CulvertMgmtLog *log);

G_END_DECLS
