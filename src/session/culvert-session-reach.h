/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-remote.h"
#include "culvert-prompt-choice.h"

G_BEGIN_DECLS

/**
 * CulvertSessionReach:
 *
 * Measures how long servers take to answer, a few at a time, and tells the choices that stand for
 * them: over TCP by a connection that is closed at once, otherwise by an ICMP echo, where the
 * system lets an ordinary program send one. Who does not answer in three seconds stays unknown. It
 * ends with its last reference.
 */
#define CULVERT_TYPE_SESSION_REACH (culvert_session_reach_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionReach, culvert_session_reach, CULVERT, SESSION_REACH, GObject)

CulvertSessionReach *culvert_session_reach_new (void);
void culvert_session_reach_measure (CulvertSessionReach *self,
                                    const CulvertMgmtRemote *remote,
                                    CulvertPromptChoice *choice);
/* Nothing is under way or waits. */
gboolean culvert_session_reach_is_done (CulvertSessionReach *self);

G_END_DECLS
