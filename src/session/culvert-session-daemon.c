/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session"

#include "culvert-session-private.h"

#include "culvert-session-trouble.h"

/* How long a daemon may take to end before it is ended by whoever started it. */
#define END_SECONDS 10

/* The user may have to find the administrator's password, so there is no deadline here. */
void
culvert_session_launch (CulvertSession *self)
{
  if (!culvert_session_link_launch (self->link))
    return;

  self->is_settled = TRUE;
  culvert_session_record_take_message (&self->record, NULL);
  culvert_session_step (self, CULVERT_SESSION_EVENT_PROGRESS, CULVERT_REASON_LAUNCHING);
}

void
culvert_session_cancel_launch (CulvertSession *self)
{
  if (culvert_session_link_cancel_launch (self->link))
    culvert_session_step (self, CULVERT_SESSION_EVENT_GONE, CULVERT_REASON_USER);
}

/* One that ended by itself is not started again by itself: that could go on for ever. */
gboolean
culvert_session_launch_instead (CulvertSession *self, CulvertSessionReason reason)
{
  gboolean was_leaving = self->record.state == CULVERT_SESSION_DISCONNECTING;
  gboolean was_absent =
      reason == CULVERT_REASON_ABSENT && self->record.reason != CULVERT_REASON_LAUNCHING;

  if (self->wanted != CULVERT_WANTED_CONNECTED || !culvert_launcher_can_start (self->launcher) ||
      (!was_leaving && !was_absent))
    return FALSE;

  if (was_leaving)
    culvert_session_step (self, CULVERT_SESSION_EVENT_GONE, CULVERT_REASON_USER);
  culvert_session_launch (self);

  return TRUE;
}

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSession) self = user_data;
  g_autoptr (GError) error = NULL;
  CulvertSessionReason reason;

  if (culvert_launcher_stop_finish (CULVERT_LAUNCHER (source), result, &error) ||
      !culvert_session_link_is_open (self->link))
    return;

  g_message ("“%s” could not be ended: %s", culvert_profile_get_id (self->profile), error->message);
  reason = culvert_session_trouble_to_reason (error);
  culvert_session_record_take_trouble (&self->record,
                                       culvert_session_reason_has_words (reason) ? error : NULL);
  culvert_session_step (self, CULVERT_SESSION_EVENT_GAVE_UP, CULVERT_REASON_END_FAILED);
  culvert_session_tell_changed (self);
}

/* It does not listen, so that its end has to come from outside. */
static gboolean
on_end_overdue (gpointer user_data)
{
  CulvertSession *self = user_data;

  self->end_source = 0;
  culvert_launcher_stop_async (self->launcher, on_stopped, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* What exists for us alone is ended when it is not needed. One that is found in its hold may be
 * what somebody has just started for us, who has not said more yet. */
gboolean
culvert_session_must_end (CulvertSession *self)
{
  return self->wanted == CULVERT_WANTED_DISCONNECTED && self->is_claimed && !self->is_ending &&
         culvert_session_link_is_open (self->link) && culvert_launcher_owns_daemon (self->launcher);
}

void
culvert_session_end (CulvertSession *self)
{
  CulvertSessionReason reason = culvert_session_reason_is_unanswered (self->record.reason)
                                    ? self->record.reason
                                    : CULVERT_REASON_USER;

  self->is_ending = TRUE;
  self->end_source = g_timeout_add_seconds (END_SECONDS, on_end_overdue, self);
  culvert_session_hold_stop_waiting (&self->hold);
  culvert_session_dialogue_clear (self->dialogue);
  culvert_session_verdicts_forget (self->verdicts);
  culvert_session_link_send (self->link, culvert_mgmt_command_signal (CULVERT_MGMT_SIGNAL_TERM));
  if (self->record.state != CULVERT_SESSION_DISCONNECTED &&
      self->record.state != CULVERT_SESSION_FAILED)
    culvert_session_step (self, CULVERT_SESSION_EVENT_STOPPING, reason);
}

void
culvert_session_forget_end (CulvertSession *self)
{
  g_clear_handle_id (&self->end_source, g_source_remove);
  self->is_ending = FALSE;
}

void
culvert_session_nudge (CulvertSession *self)
{
  g_return_if_fail (CULVERT_IS_SESSION (self));

  if (self->wanted != CULVERT_WANTED_CONNECTED)
    return;

  culvert_session_hold_end_now (&self->hold);
  culvert_session_link_retry_now (self->link);
  culvert_session_reconcile (self);
}

gboolean
culvert_session_reconnect (CulvertSession *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION (self), FALSE);

  /* A signal while a question is open ends the daemon. */
  if (!culvert_session_link_is_attached (self->link) || culvert_session_is_read_only (self) ||
      self->wanted != CULVERT_WANTED_CONNECTED || self->hold.is_held ||
      !culvert_session_record_is_active (&self->record) || self->record.is_deaf ||
      culvert_session_dialogue_is_waited_for (self->dialogue))
    return FALSE;

  culvert_session_link_send (self->link, culvert_mgmt_command_signal (CULVERT_MGMT_SIGNAL_USR1));

  return TRUE;
}

gboolean
culvert_session_is_deaf (CulvertSession *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION (self), FALSE);

  return culvert_session_link_is_attached (self->link) && self->record.is_deaf &&
         culvert_session_record_is_active (&self->record);
}

char *
culvert_session_dup_command (CulvertSession *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION (self), NULL);

  return culvert_launcher_dup_command (self->launcher);
}
