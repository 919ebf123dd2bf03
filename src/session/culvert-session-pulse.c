/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-pulse.h"

/* From here on a pause is long: it may as well end together with others. */
#define LONG_MS 20000

struct _CulvertSessionPulse
{
  GObject parent_instance;

  CulvertSessionLink *link; /* (owned) */
  guint pause_ms;           /* 0: nobody has to know */
  gint64 heard_at;          /* monotonic: the last sign of life, or the last question */
  guint source;             /* runs while somebody has to know */
  gboolean is_asking;

  guint count_seconds;       /* how often the daemon should tell its counts */
  guint asked_count_seconds; /* and what it was last told of that */
  gboolean is_pacing;        /* and has not replied to */
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
  guint rest_ms = get_rest_ms (self);

  if (rest_ms < LONG_MS)
    self->source = g_timeout_add (rest_ms, on_pause_over, self);
  else
    self->source = g_timeout_add_seconds ((rest_ms + 999) / 1000, on_pause_over, self);
}

static void pace (CulvertSessionPulse *self);

static void
on_paced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionPulse) self = user_data;
  CulvertMgmtReply *reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, NULL);

  g_clear_pointer (&reply, culvert_mgmt_reply_free);
  self->is_pacing = FALSE;
  pace (self);
}

/* One command at a time, so that none pile up where somebody comes and goes. What a server tells of
 * its clients is no matter of ours. */
static void
pace (CulvertSessionPulse *self)
{
  if (self->is_pacing || self->count_seconds == self->asked_count_seconds ||
      !culvert_session_link_is_attached (self->link) ||
      culvert_session_link_is_read_only (self->link) || culvert_session_link_is_server (self->link))
    return;

  self->is_pacing = TRUE;
  self->asked_count_seconds = self->count_seconds;
  culvert_session_link_ask_async (self->link,
                                  culvert_mgmt_command_bytecount (self->count_seconds),
                                  NULL,
                                  on_paced,
                                  g_object_ref (self));
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
  self->count_seconds = CULVERT_SESSION_COUNT_SECONDS;
  self->asked_count_seconds = CULVERT_SESSION_COUNT_SECONDS;
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
culvert_session_pulse_get_pause (const CulvertSessionLimits *limits,
                                 CulvertSessionState state,
                                 gboolean is_watched)
{
  switch (state)
    {
    case CULVERT_SESSION_CONNECTING:
    case CULVERT_SESSION_RECONNECTING:
    case CULVERT_SESSION_DISCONNECTING:
      return limits->pause_on_the_way_ms;
    case CULVERT_SESSION_CONNECTED:
      return is_watched ? limits->pause_when_up_ms : limits->pause_unwatched_ms;
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
  if (self->pause_ms == 0)
    self->heard_at = g_get_monotonic_time ();
  self->pause_ms = pause_ms;
  if (pause_ms > 0)
    wait_on (self);
}

void
culvert_session_pulse_take (CulvertSessionPulse *self)
{
  gint64 heard_at;

  g_return_if_fail (CULVERT_IS_SESSION_PULSE (self));

  heard_at = self->heard_at;
  self->heard_at = g_get_monotonic_time ();
  /* But where signs are as few as pauses, it would be over each time for nothing. */
  if (self->source != 0 && (self->heard_at - heard_at) / 1000 > self->pause_ms / 2)
    {
      g_clear_handle_id (&self->source, g_source_remove);
      wait_on (self);
    }
}

void
culvert_session_pulse_begin (CulvertSessionPulse *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_PULSE (self));

  self->asked_count_seconds = CULVERT_SESSION_COUNT_SECONDS;
  pace (self);
}

void
culvert_session_pulse_set_count_seconds (CulvertSessionPulse *self, guint seconds)
{
  g_return_if_fail (CULVERT_IS_SESSION_PULSE (self));

  self->count_seconds = seconds;
  pace (self);
}
