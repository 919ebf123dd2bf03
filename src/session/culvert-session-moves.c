/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-private.h"

/* How long after a click a question may come up as a window by itself. */
#define EXPECTED_SECONDS 120

gboolean
culvert_session_is_expected (CulvertSession *self)
{
  return self->asked_at != 0 &&
         g_get_monotonic_time () - self->asked_at < (gint64) EXPECTED_SECONDS * G_USEC_PER_SEC;
}

static gboolean
on_hold_end (gpointer user_data)
{
  culvert_session_reconcile (user_data);

  return G_SOURCE_REMOVE;
}

static void
release_when_due (CulvertSession *self)
{
  if (culvert_session_hold_wait (&self->hold, on_hold_end, self))
    {
      culvert_session_step (self,
                            CULVERT_SESSION_EVENT_HELD,
                            self->record.rejection == CULVERT_REASON_SERVER_BUSY
                                ? CULVERT_REASON_SERVER_BUSY
                                : CULVERT_REASON_BACK_OFF);
      return;
    }

  /* Once released it is told not to hold again: should it restart while nobody controls it, it
   * finds its way back by itself. */
  culvert_session_hold_release (&self->hold);
  culvert_session_step (self, CULVERT_SESSION_EVENT_RELEASED, CULVERT_REASON_USER);
}

/* A signal while a question is open ends the daemon. Before the tunnel is up, a question that
 * nobody answers keeps it down just as well. */
static void
leave_question (CulvertSession *self)
{
  culvert_session_dialogue_withdraw (self->dialogue);
  if (!self->hold.holds_again)
    culvert_session_hold_set_again (&self->hold, TRUE);

  if (self->record.state == CULVERT_SESSION_CONNECTED)
    {
      culvert_session_link_send (self->link,
                                 culvert_mgmt_command_signal (CULVERT_MGMT_SIGNAL_TERM));
      culvert_session_step (self, CULVERT_SESSION_EVENT_STOPPING, CULVERT_REASON_USER);
    }
  else if (self->record.state != CULVERT_SESSION_DISCONNECTED &&
           self->record.state != CULVERT_SESSION_FAILED)
    culvert_session_step (self, CULVERT_SESSION_EVENT_PARKED, self->record.reason);
}

/* The daemon is not ours to end: it goes back to its hold. SIGHUP also takes a tunnel down that is
 * to persist over restarts. */
static void
take_down (CulvertSession *self)
{
  CulvertMgmtSignal what = culvert_session_link_is_single_shot (self->link)
                               ? CULVERT_MGMT_SIGNAL_USR1
                               : CULVERT_MGMT_SIGNAL_HUP;

  culvert_session_link_send (self->link, culvert_mgmt_command_forget_passwords ());
  culvert_session_dialogue_clear (self->dialogue);
  culvert_session_verdicts_forget (self->verdicts);
  culvert_session_hold_set_again (&self->hold, TRUE);
  culvert_session_link_send (self->link, culvert_mgmt_command_signal (what));
  culvert_session_step (self, CULVERT_SESSION_EVENT_STOPPING, CULVERT_REASON_USER);
}

static void
move_up (CulvertSession *self)
{
  if (self->hold.is_held)
    release_when_due (self);
  else if (culvert_session_dialogue_has_question (self->dialogue))
    {
      if (self->hold.holds_again)
        culvert_session_hold_set_again (&self->hold, FALSE);
      if (self->record.state != CULVERT_SESSION_CONNECTED)
        culvert_session_step (
            self,
            CULVERT_SESSION_EVENT_PROGRESS,
            culvert_session_dialogue_get_reason (self->dialogue, self->record.reason));
      culvert_session_dialogue_ask (self->dialogue, culvert_session_is_expected (self));
    }
}

static void
move_down (CulvertSession *self)
{
  if (self->is_ending)
    return;

  culvert_session_hold_stop_waiting (&self->hold);

  if (self->hold.is_held)
    culvert_session_step (self, CULVERT_SESSION_EVENT_HELD, self->record.reason);
  else if (culvert_session_dialogue_is_waited_for (self->dialogue))
    leave_question (self);
  else if (culvert_session_record_is_active (&self->record))
    take_down (self);
}

void
culvert_session_reconcile (CulvertSession *self)
{
  if (culvert_session_must_end (self))
    {
      culvert_session_end (self);
      return;
    }

  if (!culvert_session_link_is_attached (self->link) || culvert_session_is_read_only (self))
    return;

  if (self->wanted == CULVERT_WANTED_CONNECTED)
    move_up (self);
  else
    move_down (self);
}

void
culvert_session_adopt (CulvertSession *self)
{
  gboolean is_active = culvert_session_record_is_active (&self->record) ||
                       culvert_session_dialogue_has_question (self->dialogue);

  /* A hold that we asked for is our own doing. */
  if (self->hold.is_held || self->hold.holds_again || self->wish_is_fresh || !is_active)
    return;

  self->wanted = CULVERT_WANTED_CONNECTED;
  self->is_claimed = TRUE;
}
