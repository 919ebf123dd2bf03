/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session"

#include "culvert-session-private.h"

/* Between a state and our hearing of it. */
#define MAX_DELAY_SECONDS 2

static void
take_state (CulvertSession *self, const CulvertMgmtState *state)
{
  CulvertSessionReason reason;
  CulvertSessionEvent event =
      culvert_session_record_take_state (&self->record,
                                         state,
                                         self->wanted == CULVERT_WANTED_CONNECTED,
                                         &reason);

  if (event == CULVERT_SESSION_EVENT_UP)
    culvert_session_dialogue_accepted (self->dialogue);
  /* The daemon calls it a failure when the server wants to know more. */
  if (reason == CULVERT_REASON_AUTH_FAILURE &&
      culvert_session_verdicts_is_challenged (self->verdicts))
    reason = self->record.reason;
  culvert_session_step (self, event, reason);
}

static void
take_hold (CulvertSession *self, guint seconds)
{
  culvert_session_hold_take (&self->hold, seconds);
  culvert_session_dialogue_clear (self->dialogue);
  culvert_session_record_forget_tunnel (&self->record);
  if (culvert_session_link_is_attached (self->link))
    culvert_session_step (self,
                          CULVERT_SESSION_EVENT_HELD,
                          self->wanted == CULVERT_WANTED_CONNECTED ? CULVERT_REASON_HELD
                                                                   : self->record.reason);
  culvert_session_reconcile (self);
}

/* Whoever is told of a change may let go of the session, so these hold on to it. */

static void
on_greeted (CulvertSessionLink *link, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  culvert_session_verdicts_take_login (self->verdicts, TRUE);
  culvert_session_record_begin_link (&self->record);
  culvert_session_begin_echo (self);
  culvert_session_begin_serving (self);
}

static void
on_attached (CulvertSessionLink *link, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  self->is_settled = TRUE;
  culvert_session_record_take_version (&self->record, culvert_session_link_get_version (link));
  culvert_session_verbosity_begin (&self->verbosity);
  culvert_session_attach_serving (self);
  culvert_session_adopt (self);
  culvert_session_pulse_begin (self->pulse);
  culvert_session_watch_pulse (self);
  if (self->hold.is_held)
    culvert_session_step (self,
                          CULVERT_SESSION_EVENT_HELD,
                          self->wanted == CULVERT_WANTED_CONNECTED ? CULVERT_REASON_HELD
                                                                   : CULVERT_REASON_FOUND);
  culvert_session_reconcile (self);
  culvert_session_tell_changed (self);
}

static void
on_history (CulvertSessionLink *link, const CulvertMgmtEvent *event, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  if (event->kind == CULVERT_MGMT_EVENT_LOG)
    culvert_session_record_take_past_log (&self->record, &event->log);
  else if (event->kind == CULVERT_MGMT_EVENT_ECHO)
    culvert_session_take_echo (self, &event->echo, TRUE);
  else if (event->kind == CULVERT_MGMT_EVENT_STATE && !self->hold.is_held)
    {
      take_state (self, &event->state);
      if (event->state.time > 0)
        self->record.since = event->state.time;
    }
}

/* The daemon knows to the second when a state began, and whoever attaches later is told the same.
 * Where its clock is another one, ours counts. */
static void
take_live_state (CulvertSession *self, const CulvertMgmtState *state)
{
  CulvertSessionState old = self->record.state;

  take_state (self, state);
  if (self->record.state != old && ABS (state->time - self->record.since) <= MAX_DELAY_SECONDS)
    self->record.since = state->time;
}

static void
take_request (CulvertSession *self, const CulvertMgmtRequest *request)
{
  if (request->kind == CULVERT_MGMT_REQUEST_REFUSED)
    culvert_session_record_take_rejection (&self->record, request);
  culvert_session_dialogue_take_request (self->dialogue, request);
  if (culvert_session_dialogue_has_question (self->dialogue))
    culvert_session_hold_forget (&self->hold);
  culvert_session_reconcile (self);
}

static void
take_log (CulvertSession *self, const CulvertMgmtLog *log)
{
  g_autoptr (CulvertMgmtRequest) request = culvert_session_overheard_take (&self->overheard, log);

  culvert_session_record_take_log (&self->record, log);
  if (request != NULL)
    take_request (self, request);
}

static void
on_event (CulvertSessionLink *link, const CulvertMgmtEvent *event, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  culvert_session_pulse_take (self->pulse);
  switch (event->kind)
    {
    case CULVERT_MGMT_EVENT_LOG:
      take_log (self, &event->log);
      return;
    case CULVERT_MGMT_EVENT_STATE:
      if (event->state.name == CULVERT_MGMT_STATE_RECONNECTING)
        culvert_session_echo_forget_message (&self->echo);
      culvert_session_dialogue_take_state (self->dialogue, &event->state);
      take_live_state (self, &event->state);
      culvert_session_verdicts_take_stage (self->verdicts, self->record.stage);
      culvert_session_take_serving (self, event);
      break;
    case CULVERT_MGMT_EVENT_BYTECOUNT:
      culvert_session_traffic_add (&self->record.traffic,
                                   event->bytecount.in,
                                   event->bytecount.out,
                                   g_get_monotonic_time ());
      break;
    case CULVERT_MGMT_EVENT_HOLD:
      take_hold (self, event->hold_seconds);
      break;
    case CULVERT_MGMT_EVENT_FATAL:
      /* Whoever leaves a question alone makes the daemon end with an error, and knows why. */
      if (self->wanted == CULVERT_WANTED_CONNECTED)
        culvert_session_record_take_message (&self->record, event->fatal);
      culvert_session_step (self,
                            CULVERT_SESSION_EVENT_EXITING,
                            self->wanted == CULVERT_WANTED_CONNECTED ? CULVERT_REASON_FATAL
                                                                     : self->record.reason);
      break;
    case CULVERT_MGMT_EVENT_NOTIFY:
      culvert_session_record_take_message (&self->record, event->notify.text);
      break;
    case CULVERT_MGMT_EVENT_ECHO:
      culvert_session_take_echo (self, &event->echo, FALSE);
      return;
    case CULVERT_MGMT_EVENT_UP_DOWN:
      if (!culvert_session_dns_take_up_down (&self->record.dns, event->up_down))
        return;
      break;
    case CULVERT_MGMT_EVENT_PEER:
    case CULVERT_MGMT_EVENT_PEER_BYTECOUNT:
      culvert_session_take_serving (self, event);
      return;
    case CULVERT_MGMT_EVENT_INFO:
      return;
    }

  culvert_session_tell_changed (self);
}

static void
on_request (CulvertSessionLink *link, const CulvertMgmtRequest *request, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  culvert_session_pulse_take (self->pulse);
  take_request (self, request);
}

static void
on_password_wanted (CulvertSessionLink *link, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  culvert_session_dialogue_take_login (self->dialogue);
  culvert_session_dialogue_ask (self->dialogue, culvert_session_is_expected (self));
  self->is_settled = TRUE;
  culvert_session_tell_changed (self);
}

static void
on_silent (CulvertSessionLink *link, CulvertSessionReason reason, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  self->is_settled = TRUE;
  if (reason != CULVERT_REASON_NONE)
    culvert_session_step (self, CULVERT_SESSION_EVENT_BLOCKED, reason);
  else
    culvert_session_set_state (self, self->record.state, CULVERT_REASON_NONE);
  culvert_session_tell_changed (self);
}

static CulvertSessionReason
reason_for_loss (CulvertSession *self, CulvertSessionReason reason)
{
  CulvertSessionReason told = culvert_session_record_reason_for_loss (&self->record, reason);

  /* Nobody misses a daemon that will be started when it is wanted. */
  if (told == CULVERT_REASON_ABSENT && self->wanted == CULVERT_WANTED_DISCONNECTED &&
      culvert_launcher_can_start (self->launcher))
    return CULVERT_REASON_NONE;

  return told;
}

static void
on_lost (CulvertSessionLink *link,
         CulvertSessionReason reason,
         const GError *error,
         gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  g_debug ("%s is out of reach: %s",
           culvert_profile_get_id (self->profile),
           error != NULL ? error->message : "the stream ended");

  if (reason == CULVERT_REASON_LOGIN)
    culvert_session_verdicts_take_login (self->verdicts, FALSE);
  if (culvert_session_reason_has_words (reason))
    culvert_session_record_take_trouble (&self->record, error);
  culvert_session_console_take_loss (self->console);
  culvert_session_forget_end (self);
  self->is_claimed = self->wanted == CULVERT_WANTED_CONNECTED;
  culvert_session_hold_forget (&self->hold);
  self->hold.holds_again = FALSE;
  self->overheard.is_dropped = FALSE;
  self->is_settled = TRUE;
  culvert_session_dialogue_clear (self->dialogue);
  culvert_session_detach_serving (self);
  culvert_session_verdicts_forget (self->verdicts);
  culvert_session_record_forget_tunnel (&self->record);
  culvert_session_traffic_reset (&self->record.traffic);
  if (!culvert_session_launch_instead (self, reason))
    culvert_session_step (self, CULVERT_SESSION_EVENT_GONE, reason_for_loss (self, reason));
  culvert_session_tell_changed (self);
}

static const CulvertSessionLinkListener listener = {
  .greeted = on_greeted,
  .attached = on_attached,
  .history = on_history,
  .event = on_event,
  .request = on_request,
  .password_wanted = on_password_wanted,
  .silent = on_silent,
  .lost = on_lost,
};

const CulvertSessionLinkListener *
culvert_session_get_listener (void)
{
  return &listener;
}
