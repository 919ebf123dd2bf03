/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-summary.h"

static CulvertSummaryState
state_of (CulvertSessionState state)
{
  switch (state)
    {
    case CULVERT_SESSION_CONNECTED:
      return CULVERT_SUMMARY_CONNECTED;
    case CULVERT_SESSION_CONNECTING:
    case CULVERT_SESSION_RECONNECTING:
    case CULVERT_SESSION_DISCONNECTING:
      return CULVERT_SUMMARY_CONNECTING;
    case CULVERT_SESSION_WAITING:
      return CULVERT_SUMMARY_WAITING;
    case CULVERT_SESSION_FAILED:
      return CULVERT_SUMMARY_ERROR;
    case CULVERT_SESSION_DISCONNECTED:
    case CULVERT_SESSION_N_STATES:
      break;
    }

  return CULVERT_SUMMARY_DISCONNECTED;
}

void
culvert_session_summary_add (CulvertSessionSummary *self,
                             CulvertSessionState state,
                             CulvertSessionWanted wanted,
                             gboolean has_question)
{
  CulvertSummaryState worst = has_question ? CULVERT_SUMMARY_ATTENTION : state_of (state);

  self->state = MAX (self->state, worst);
  self->n_sessions++;
  self->n_up += state == CULVERT_SESSION_CONNECTED;
  self->n_wanted += wanted == CULVERT_WANTED_CONNECTED;
  self->n_questions += has_question != FALSE;
}

gboolean
culvert_session_summary_equal (const CulvertSessionSummary *a, const CulvertSessionSummary *b)
{
  return a->state == b->state && a->n_sessions == b->n_sessions && a->n_up == b->n_up &&
         a->n_wanted == b->n_wanted && a->n_questions == b->n_questions;
}
