/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-pulse.h"

struct _CulvertSessionPulse
{
  GObject parent_instance;

  CulvertSessionLink *link; /* (owned) */
  guint pause_ms;           /* 0: nobody has to know */
  gint64 heard_at;          /* monotonic: the last sign of life, or the last question */
  guint source;             /* runs while somebody has to know */
  gboolean is_asking;
};

G_DEFINE_FINAL_TYPE (CulvertSessionPulse, culvert_session_pulse, G_TYPE_OBJECT)

static void wait_on (CulvertSessionPulse *self);

/* A refusal is an answer, too. */
static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionPulse) self = user_data;
  CulvertMgmtReply *reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, NULL);

  g_clear_pointer (&reply, culvert_mgmt_reply_free);
  self->is_asking = FALSE;
}

/* One question at a time: those that a dead daemon leaves behind must not pile up. */
static void
ask (CulvertSessionPulse *self)
{
  self->heard_at = g_get_monotonic_time ();
  if (self->is_asking)
    return;

  self->is_asking = TRUE;
  culvert_session_link_ask_async (self->link,
                                  culvert_mgmt_command_pid (),
                                  NULL,
                                  on_replied,
                                  g_object_ref (self));
}

static guint
get_rest_ms (CulvertSessionPulse *self)
{
  gint64 passed_ms = (g_get_monotonic_time () - self->heard_at) / 1000;

  return passed_ms >= self->pause_ms ? 0 : self->pause_ms - (guint) passed_ms;
}

static gboolean
on_pause_over (gpointer user_data)
{
  CulvertSessionPulse *self = user_data;

  self->source = 0;
  if (get_rest_ms (self) == 0)
    ask (self);
  wait_on (self);

  return G_SOURCE_REMOVE;
}

/* A sign of life does not touch the timer, which looks for itself when it is over: there are many
 * signs, and few pauses. */
static void
wait_on (CulvertSessionPulse *self)
{
  self->source = g_timeout_add (get_rest_ms (self), on_pause_over, self);
}

static void
culvert_session_pulse_dispose (GObject *object)
{
  CulvertSessionPulse *self = CULVERT_SESSION_PULSE (object);

  culvert_session_pulse_set_pause (self, 0);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (culvert_session_pulse_parent_class)->dispose (object);
}

static void
culvert_session_pulse_class_init (CulvertSessionPulseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_session_pulse_dispose;
}

static void
culvert_session_pulse_init (CulvertSessionPulse *self)
{
}

CulvertSessionPulse *
culvert_session_pulse_new (CulvertSessionLink *link)
{
  CulvertSessionPulse *self;

  g_return_val_if_fail (CULVERT_IS_SESSION_LINK (link), NULL);

  self = g_object_new (CULVERT_TYPE_SESSION_PULSE, NULL);
  self->link = g_object_ref (link);

  return self;
}

guint
culvert_session_pulse_get_pause (const CulvertSessionLimits *limits, CulvertSessionState state)
{
  switch (state)
    {
    case CULVERT_SESSION_CONNECTING:
    case CULVERT_SESSION_RECONNECTING:
    case CULVERT_SESSION_DISCONNECTING:
      return limits->pause_on_the_way_ms;
    case CULVERT_SESSION_CONNECTED:
      return limits->pause_when_up_ms;
    case CULVERT_SESSION_DISCONNECTED:
    case CULVERT_SESSION_WAITING:
    case CULVERT_SESSION_FAILED:
    case CULVERT_SESSION_N_STATES:
      return 0;
    }

  return 0;
}

void
culvert_session_pulse_set_pause (CulvertSessionPulse *self, guint pause_ms)
{
  g_return_if_fail (CULVERT_IS_SESSION_PULSE (self));

  if (pause_ms == self->pause_ms)
    return;

  g_clear_handle_id (&self->source, g_source_remove);
  self->pause_ms = pause_ms;
  if (pause_ms == 0)
    return;

  self->heard_at = g_get_monotonic_time ();
  wait_on (self);
}

void
culvert_session_pulse_take (CulvertSessionPulse *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_PULSE (self));

  self->heard_at = g_get_monotonic_time ();
}
