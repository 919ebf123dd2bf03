/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertStateHistory:
 *
 * The last states of the connections since the program began, for those who look for a fault.
 */
#define CULVERT_TYPE_STATE_HISTORY (culvert_state_history_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStateHistory, culvert_state_history, CULVERT, STATE_HISTORY, GObject)

/* So many are kept, of all connections together. */
#define CULVERT_STATE_HISTORY_LENGTH 1000

CulvertStateHistory *culvert_state_history_new (CulvertSessionList *sessions);

/* A line for each state, oldest first: when, what, why. (transfer full)
 * @id: of a profile */
char *culvert_state_history_dup_text (CulvertStateHistory *self, const char *id);

G_END_DECLS
