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
  ADMISSION_CHANGED,
  MESSAGE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

void
culvert_session_tell_changed (CulvertSession *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
culvert_session_tell_admission_changed (CulvertSession *self)
{
  g_signal_emit (self, signals[ADMISSION_CHANGED], 0);
}

static gboolean
is_as_wanted (CulvertSession *self)
{
  return self->record.state == (self->wanted == CULVERT_WANTED_CONNECTED
                                    ? CULVERT_SESSION_CONNECTED
                                    : CULVERT_SESSION_DISCONNECTED);
}

void
culvert_session_watch_pulse (CulvertSession *self)
{
  gboolean is_attached = culvert_session_link_is_attached (self->link);

  culvert_session_pulse_set_pause (
      self->pulse,
      is_attached
          ? culvert_session_pulse_get_pause (&self->limits, self->record.state, self->is_watched)
          : 0);
}

void
culvert_session_set_state (CulvertSession *self,
                           CulvertSessionState state,
                           CulvertSessionReason reason)
{
  CulvertSessionState old = self->record.state;
  gboolean is_new = culvert_session_record_set (&self->record, state, reason);

  culvert_session_watch_pulse (self);
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
  culvert_session_set_state (self, state, reason);
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
    culvert_session_set_state (self, self->record.state, reason);
  if (is_login && culvert_session_reason_is_unanswered (reason))
    culvert_session_step (self, CULVERT_SESSION_EVENT_GONE, reason);
  culvert_session_reconcile (self);
  culvert_session_tell_changed (self);
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
  g_clear_object (&self->console);
  g_clear_object (&self->dialogue);
  g_clear_object (&self->administration);
  g_clear_object (&self->pulse);
  g_clear_object (&self->link);
  g_clear_object (&self->launcher);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (culvert_session_parent_class)->dispose (object);
}

static void
culvert_session_finalize (GObject *object)
{
  CulvertSession *self = CULVERT_SESSION (object);

  culvert_session_echo_clear (&self->echo);
  culvert_session_record_clear (&self->record);
  g_clear_pointer (&self->verdicts, culvert_session_verdicts_unref);

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
  signals[ADMISSION_CHANGED] = new_signal ("admission-changed", 0);
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
  culvert_session_traffic_set_is_sparse (&self->record.traffic, TRUE, g_get_monotonic_time ());
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
  const CulvertSessionLimits usual_limits = {
    .pause_on_the_way_ms = 10000,
    .pause_when_up_ms = 5000,
    .pause_unwatched_ms = (CULVERT_SESSION_COUNT_SECONDS + 5) * 1000,
    .reply_ms = culvert_mgmt_client_get_usual_limits ()->reply_ms,
  };

  return culvert_session_new_with_limits (profile, launcher, answerer, &usual_limits);
}

CulvertSession *
culvert_session_new_with_limits (CulvertProfile *profile,
                                 CulvertLauncher *launcher,
                                 CulvertAnswerer *answerer,
                                 const CulvertSessionLimits *limits)
{
  CulvertSession *self = g_object_new (CULVERT_TYPE_SESSION, NULL);

  self->profile = g_object_ref (profile);
  self->launcher = g_object_ref (launcher);
  self->link = culvert_session_link_new (launcher, culvert_session_get_listener (), self);
  self->limits = *limits;
  culvert_session_link_set_reply_time (self->link, limits->reply_ms);
  self->hold.link = self->link;
  culvert_session_verbosity_init (&self->verbosity, self->link);
  self->pulse = culvert_session_pulse_new (self->link);
  self->verdicts = culvert_session_verdicts_new (profile);
  self->dialogue = culvert_session_dialogue_new (profile, answerer, self->link, self->verdicts);
  self->console = culvert_session_console_new (self->link, self->dialogue, &self->verbosity);
  follow (self, "notify::prompt", G_CALLBACK (on_prompt_changed));
  follow (self, "gave-up", G_CALLBACK (on_gave_up));
  follow (self, "refused", G_CALLBACK (on_refused));
  follow (self, "reopened", G_CALLBACK (culvert_session_reconcile));

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

  culvert_session_forget_end (self);
  culvert_session_hold_forget (&self->hold);
  culvert_session_dialogue_clear (self->dialogue);
  culvert_session_detach_serving (self);
  culvert_session_verbosity_put_back (&self->verbosity);
  culvert_session_console_take_loss (self->console);
  culvert_session_link_stop (self->link);
  culvert_session_watch_pulse (self);
}

void
culvert_session_set_watched (CulvertSession *self, gboolean is_watched)
{
  g_return_if_fail (CULVERT_IS_SESSION (self));

  if (is_watched == self->is_watched)
    return;

  self->is_watched = is_watched;
  culvert_session_traffic_set_is_sparse (&self->record.traffic,
                                         !is_watched,
                                         g_get_monotonic_time ());
  culvert_session_pulse_set_count_seconds (self->pulse,
                                           is_watched ? CULVERT_SESSION_COUNT_SECONDS_WATCHED
                                                      : CULVERT_SESSION_COUNT_SECONDS);
  culvert_session_watch_pulse (self);
  /* The rate is not known any more. */
  if (!is_watched)
    culvert_session_tell_changed (self);
}

static void
want (CulvertSession *self, CulvertSessionWanted wanted, gboolean is_expected)
{
  if (wanted != self->wanted)
    culvert_session_verdicts_begin (self->verdicts);
  self->wanted = wanted;
  self->wish_is_fresh = TRUE;
  self->is_claimed = TRUE;
  culvert_session_dialogue_forgive (self->dialogue);

  if (wanted == CULVERT_WANTED_CONNECTED)
    {
      self->asked_at = is_expected ? g_get_monotonic_time () : 0;
      culvert_session_hold_end_now (&self->hold);
      culvert_session_link_start (self->link);
      culvert_session_link_retry_now (self->link);
      culvert_session_launch (self);
    }
  else
    {
      self->asked_at = 0;
      culvert_session_cancel_launch (self);
      if (self->record.state == CULVERT_SESSION_FAILED ||
          self->record.state == CULVERT_SESSION_WAITING)
        culvert_session_step (self, CULVERT_SESSION_EVENT_PARKED, CULVERT_REASON_USER);
    }

  culvert_session_reconcile (self);
  culvert_session_tell_changed (self);
}

void
culvert_session_set_wanted (CulvertSession *self, CulvertSessionWanted wanted)
{
  g_return_if_fail (CULVERT_IS_SESSION (self));

  want (self, wanted, TRUE);
}

void
culvert_session_connect_quietly (CulvertSession *self)
{
  g_return_if_fail (CULVERT_IS_SESSION (self));

  want (self, CULVERT_WANTED_CONNECTED, FALSE);
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

const CulvertSessionProgress *
culvert_session_get_progress (CulvertSession *self)
{
  return &self->record.progress;
}

gint64
culvert_session_get_since (CulvertSession *self)
{
  return self->record.since;
}

gint64
culvert_session_get_wait_end (CulvertSession *self)
{
  gint64 next_try = culvert_session_record_get_next_try (&self->record);

  if (culvert_session_hold_is_waiting (&self->hold))
    return self->hold.end;

  return next_try != 0 ? next_try : culvert_session_link_get_retry_time (self->link);
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

gboolean
culvert_session_set_verbosity (CulvertSession *self, guint level)
{
  gboolean was_paused;

  g_return_val_if_fail (CULVERT_IS_SESSION (self), FALSE);

  was_paused = culvert_session_is_log_paused (self);
  if (!culvert_session_verbosity_set (&self->verbosity, level))
    return FALSE;

  if (was_paused && !culvert_session_is_log_paused (self))
    culvert_session_record_begin_log (&self->record);
  culvert_session_tell_changed (self);

  return TRUE;
}

void
culvert_session_set_least_verbosity (CulvertSession *self, guint level)
{
  g_return_if_fail (CULVERT_IS_SESSION (self));

  culvert_session_verbosity_set_least (&self->verbosity, level);
  culvert_session_tell_changed (self);
}

int
culvert_session_get_verbosity (CulvertSession *self)
{
  return self->verbosity.level;
}

int
culvert_session_get_original_verbosity (CulvertSession *self)
{
  return self->verbosity.original;
}

CulvertSessionFacts
culvert_session_get_facts (CulvertSession *self)
{
  return culvert_session_record_get_facts (&self->record);
}

const CulvertSessionTraffic *
culvert_session_get_traffic (CulvertSession *self)
{
  return &self->record.traffic;
}

CulvertSessionLog *
culvert_session_get_log (CulvertSession *self)
{
  return self->record.log;
}

CulvertSessionConsole *
culvert_session_get_console (CulvertSession *self)
{
  return self->console;
}

CulvertPrompt *
culvert_session_get_prompt (CulvertSession *self)
{
  return self->dialogue != NULL ? culvert_session_dialogue_get_prompt (self->dialogue) : NULL;
}

guint
culvert_session_get_n_requests (CulvertSession *self)
{
  CulvertAdmission *admission;

  g_return_val_if_fail (CULVERT_IS_SESSION (self), 0);

  if (self->administration == NULL)
    return 0;

  admission = culvert_administration_get_admission (self->administration);

  return culvert_admission_can_answer (admission)
             ? culvert_applicants_get_n_open (culvert_admission_get_applicants (admission))
             : 0;
}

CulvertAdministration *
culvert_session_get_administration (CulvertSession *self)
{
  return self->administration;
}
