/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session.h"

G_BEGIN_DECLS

/* What one icon says of all connections; a later one in this list beats an earlier one. */
typedef enum
{
  CULVERT_SUMMARY_DISCONNECTED, /* nothing is up and nothing is wanted */
  CULVERT_SUMMARY_CONNECTED,    /* all that is wanted is up */
  CULVERT_SUMMARY_CONNECTING,   /* something is on its way up, down, or back */
  CULVERT_SUMMARY_WAITING,
  CULVERT_SUMMARY_ERROR,
  CULVERT_SUMMARY_ATTENTION, /* a question waits for the user */
} CulvertSummaryState;

typedef struct
{
  CulvertSummaryState state;
  guint n_sessions;
  guint n_up;
  guint n_wanted;
  guint n_questions;
} CulvertSessionSummary;

/* Starts from a zeroed summary; add every session, in any order. */
void culvert_session_summary_add (CulvertSessionSummary *self,
                                  CulvertSessionState state,
                                  CulvertSessionWanted wanted,
                                  gboolean has_question);
gboolean culvert_session_summary_equal (const CulvertSessionSummary *a,
                                        const CulvertSessionSummary *b);

G_END_DECLS
