/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session"

#include "culvert-session.h"

#include "culvert-session-private.h"

G_DEFINE_FINAL_TYPE (CulvertSession, culvert_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_PROMPT = 1
} CulvertSessionProperty;
static GParamSpec *properties[PROP_PROMPT + 1];

enum
{
  STATE_CHANGED,
  CHANGED,
  MESSAGE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell_changed (CulvertSession *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_as_wanted (CulvertSession *self)
{
  return self->record.state == (self->wanted == CULVERT_WANTED_CONNECTED
                                    ? CULVERT_SESSION_CONNECTED
                                    : CULVERT_SESSION_DISCONNECTED);
}

static void
set_state (CulvertSession *self, CulvertSessionState state, CulvertSessionReason reason)
{
  CulvertSessionState old = self->record.state;
  gboolean is_new = culvert_session_record_set (&self->record, state, reason);

  if (is_as_wanted (self))
    self->wish_is_fresh = FALSE;
  if (is_new)
    g_signal_emit (self, signals[STATE_CHANGED], 0, state, old, reason);
}

void
culvert_session_step (CulvertSession *self, CulvertSessionEvent event, CulvertSessionReason reason)
{
  CulvertSessionState state = self->record.state;

  if (!culvert_session_state_step (&state, event, self->wanted == CULVERT_WANTED_CONNECTED))
    g_message ("“%s” was %s; event %d was not expected then.",
               culvert_profile_get_id (self->profile),
               culvert_session_state_to_string (self->record.state),
               event);
  set_state (self, state, reason);
}

gboolean
culvert_session_tell_message (CulvertSession *self,
                              const char *title,
                              const char *text,
                              gboolean is_brief)
{
  gboolean is_taken = FALSE;

  g_signal_emit (self, signals[MESSAGE], 0, title, text, is_brief, &is_taken);

  return is_taken;
}

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
      culvert_session_dialogue_is_challenged (self->dialogue))
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

  culvert_session_dialogue_login_done (self->dialogue, TRUE);
  culvert_session_record_begin_link (&self->record);
  culvert_session_begin_echo (self);
}

static void
on_attached (CulvertSessionLink *link, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  self->is_settled = TRUE;
  culvert_session_record_take_version (&self->record, culvert_session_link_get_version (link));
  culvert_session_adopt (self);
  if (self->hold.is_held)
    culvert_session_step (self,
                          CULVERT_SESSION_EVENT_HELD,
                          self->wanted == CULVERT_WANTED_CONNECTED ? CULVERT_REASON_HELD
                                                                   : CULVERT_REASON_FOUND);
  culvert_session_reconcile (self);
  tell_changed (self);
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

static void
take_request (CulvertSession *self, const CulvertMgmtRequest *request)
{
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

  switch (event->kind)
    {
    case CULVERT_MGMT_EVENT_LOG:
      take_log (self, &event->log);
      return;
    case CULVERT_MGMT_EVENT_STATE:
      if (event->state.name == CULVERT_MGMT_STATE_RECONNECTING)
        culvert_session_echo_forget_message (&self->echo);
      culvert_session_dialogue_take_state (self->dialogue, &event->state);
      take_state (self, &event->state);
      culvert_session_dialogue_take_stage (self->dialogue, self->record.stage);
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
    case CULVERT_MGMT_EVENT_INFO:
      return;
    }

  tell_changed (self);
}

static void
on_request (CulvertSessionLink *link, const CulvertMgmtRequest *request, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  take_request (self, request);
}

static void
on_password_wanted (CulvertSessionLink *link, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  culvert_session_dialogue_take_login (self->dialogue);
  culvert_session_dialogue_ask (self->dialogue, culvert_session_is_expected (self));
  self->is_settled = TRUE;
  tell_changed (self);
}

static void
on_silent (CulvertSessionLink *link, CulvertSessionReason reason, gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  self->is_settled = TRUE;
  if (reason != CULVERT_REASON_NONE)
    culvert_session_step (self, CULVERT_SESSION_EVENT_BLOCKED, reason);
  else
    set_state (self, self->record.state, CULVERT_REASON_NONE);
  tell_changed (self);
}

static void
on_lost (CulvertSessionLink *link,
         CulvertSessionReason reason,
         const char *message,
         gpointer user_data)
{
  g_autoptr (CulvertSession) self = g_object_ref (user_data);

  g_debug ("%s is out of reach: %s",
           culvert_profile_get_id (self->profile),
           message != NULL ? message : "the stream ended");

  if (reason == CULVERT_REASON_LOGIN)
    culvert_session_dialogue_login_done (self->dialogue, FALSE);
  culvert_session_hold_forget (&self->hold);
  self->hold.holds_again = FALSE;
  self->overheard.is_dropped = FALSE;
  self->is_settled = TRUE;
  culvert_session_dialogue_clear (self->dialogue);
  culvert_session_dialogue_forget_answers (self->dialogue);
  culvert_session_record_forget_tunnel (&self->record);
  culvert_session_traffic_reset (&self->record.traffic);
  culvert_session_step (self,
                        CULVERT_SESSION_EVENT_GONE,
                        culvert_session_record_reason_for_loss (&self->record, reason));
  tell_changed (self);
}

static const CulvertSessionLinkListener link_listener = {
  .greeted = on_greeted,
  .attached = on_attached,
  .history = on_history,
  .event = on_event,
  .request = on_request,
  .password_wanted = on_password_wanted,
  .silent = on_silent,
  .lost = on_lost,
};

static void
on_prompt_changed (CulvertSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROMPT]);
}

static void
on_refused (CulvertSession *self, const char *words)
{
  culvert_session_record_take_message (&self->record, words);
}

/* Without its management password a daemon cannot be had; asking again and again would only annoy.
 */
static void
on_gave_up (CulvertSession *self, CulvertSessionReason reason)
{
  gboolean is_login = !culvert_session_link_is_attached (self->link);

  self->wanted = CULVERT_WANTED_DISCONNECTED;
  if (is_login)
    culvert_session_link_stop (self->link);
  if (reason == CULVERT_REASON_TOO_MANY_REFUSALS)
    culvert_session_step (self, CULVERT_SESSION_EVENT_GAVE_UP, reason);
  else
    set_state (self, self->record.state, reason);
  if (is_login && reason == CULVERT_REASON_NOT_ANSWERED)
    culvert_session_step (self, CULVERT_SESSION_EVENT_GONE, reason);
  culvert_session_reconcile (self);
  tell_changed (self);
}

static void
culvert_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertSession *self = CULVERT_SESSION (object);

  switch ((CulvertSessionProperty) id)
    {
    case PROP_PROMPT:
      g_value_set_object (value, culvert_session_get_prompt (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_session_dispose (GObject *object)
{
  CulvertSession *self = CULVERT_SESSION (object);

  if (self->link != NULL)
    culvert_session_detach (self);
  g_clear_object (&self->dialogue);
  g_clear_object (&self->link);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (culvert_session_parent_class)->dispose (object);
}

static void
culvert_session_finalize (GObject *object)
{
  CulvertSession *self = CULVERT_SESSION (object);

  culvert_session_echo_clear (&self->echo);
  culvert_session_record_clear (&self->record);

  G_OBJECT_CLASS (culvert_session_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_numbers)
{
  return g_signal_new (name,
                       CULVERT_TYPE_SESSION,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_numbers,
                       G_TYPE_UINT,
                       G_TYPE_UINT,
                       G_TYPE_UINT);
}

static void
culvert_session_class_init (CulvertSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_session_get_property;
  object_class->dispose = culvert_session_dispose;
  object_class->finalize = culvert_session_finalize;

  properties[PROP_PROMPT] = g_param_spec_object ("prompt",
                                                 NULL,
                                                 NULL,
                                                 CULVERT_TYPE_PROMPT,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[STATE_CHANGED] = new_signal ("state-changed", 3);
  signals[CHANGED] = new_signal ("changed", 0);
  signals[MESSAGE] = g_signal_new ("message",
                                   CULVERT_TYPE_SESSION,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   g_signal_accumulator_true_handled,
                                   NULL,
                                   NULL,
                                   G_TYPE_BOOLEAN,
                                   3,
                                   G_TYPE_STRING,
                                   G_TYPE_STRING,
                                   G_TYPE_BOOLEAN);
}

static void
culvert_session_init (CulvertSession *self)
{
  culvert_session_record_init (&self->record);
  culvert_session_echo_init (&self->echo);
}

static void
follow (CulvertSession *self, const char *signal_name, GCallback callback)
{
  g_signal_connect_object (self->dialogue, signal_name, callback, self, G_CONNECT_SWAPPED);
}

CulvertSession *
culvert_session_new (CulvertProfile *profile, CulvertLauncher *launcher, CulvertAnswerer *answerer)
{
  CulvertSession *self = g_object_new (CULVERT_TYPE_SESSION, NULL);

  self->profile = g_object_ref (profile);
  self->link = culvert_session_link_new (launcher, &link_listener, self);
  self->hold.link = self->link;
  self->dialogue = culvert_session_dialogue_new (profile, answerer, self->link);
  follow (self, "notify::prompt", G_CALLBACK (on_prompt_changed));
  follow (self, "gave-up", G_CALLBACK (on_gave_up));
  follow (self, "refused", G_CALLBACK (on_refused));

  return self;
}

void
culvert_session_attach (CulvertSession *self)
{
  g_return_if_fail (CULVERT_IS_SESSION (self));

  culvert_session_link_start (self->link);
}

void
culvert_session_detach (CulvertSession *self)
{
  g_return_if_fail (CULVERT_IS_SESSION (self));

  culvert_session_hold_forget (&self->hold);
  culvert_session_dialogue_clear (self->dialogue);
  culvert_session_link_stop (self->link);
}

void
culvert_session_set_wanted (CulvertSession *self, CulvertSessionWanted wanted)
{
  g_return_if_fail (CULVERT_IS_SESSION (self));

  self->wanted = wanted;
  self->wish_is_fresh = TRUE;
  culvert_session_dialogue_forgive (self->dialogue);

  if (wanted == CULVERT_WANTED_CONNECTED)
    {
      self->asked_at = g_get_monotonic_time ();
      culvert_session_hold_end_now (&self->hold);
      culvert_session_link_start (self->link);
      culvert_session_link_retry_now (self->link);
    }
  else
    {
      self->asked_at = 0;
      if (self->record.state == CULVERT_SESSION_FAILED ||
          self->record.state == CULVERT_SESSION_WAITING)
        culvert_session_step (self, CULVERT_SESSION_EVENT_PARKED, CULVERT_REASON_USER);
    }

  culvert_session_reconcile (self);
  tell_changed (self);
}

CulvertSessionWanted
culvert_session_get_wanted (CulvertSession *self)
{
  return self->wanted;
}

CulvertProfile *
culvert_session_get_profile (CulvertSession *self)
{
  return self->profile;
}

CulvertSessionState
culvert_session_get_state (CulvertSession *self)
{
  return self->record.state;
}

CulvertSessionReason
culvert_session_get_reason (CulvertSession *self)
{
  return self->record.reason;
}

CulvertSessionRole
culvert_session_get_role (CulvertSession *self)
{
  return culvert_session_link_is_server (self->link) ? CULVERT_ROLE_SERVER : CULVERT_ROLE_CLIENT;
}

CulvertSessionStage
culvert_session_get_stage (CulvertSession *self)
{
  return self->record.stage;
}

gint64
culvert_session_get_since (CulvertSession *self)
{
  return self->record.since;
}

gint64
culvert_session_get_wait_end (CulvertSession *self)
{
  return culvert_session_hold_is_waiting (&self->hold)
             ? self->hold.end
             : culvert_session_link_get_retry_time (self->link);
}

gboolean
culvert_session_is_attached (CulvertSession *self)
{
  return culvert_session_link_is_attached (self->link);
}

gboolean
culvert_session_is_settled (CulvertSession *self)
{
  return self->is_settled;
}

gboolean
culvert_session_is_read_only (CulvertSession *self)
{
  return culvert_session_link_is_read_only (self->link) ||
         culvert_session_link_is_server (self->link);
}

gboolean
culvert_session_is_log_paused (CulvertSession *self)
{
  return culvert_session_link_is_log_paused (self->link);
}

CulvertSessionFacts
culvert_session_get_facts (CulvertSession *self)
{
  return culvert_session_record_get_facts (&self->record);
}

CulvertSessionTraffic
culvert_session_get_traffic (CulvertSession *self)
{
  return self->record.traffic;
}

CulvertSessionLog *
culvert_session_get_log (CulvertSession *self)
{
  return self->record.log;
}

CulvertPrompt *
culvert_session_get_prompt (CulvertSession *self)
{
  return self->dialogue != NULL ? culvert_session_dialogue_get_prompt (self->dialogue) : NULL;
}
