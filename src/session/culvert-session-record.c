/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-record.h"

#include "culvert-mgmt-mask.h"
#include "culvert-session-proof.h"
#include "culvert-session-rejection.h"

#include <string.h>

void
culvert_session_record_init (CulvertSessionRecord *self)
{
  self->log = culvert_session_log_new ();
  self->since = g_get_real_time () / G_USEC_PER_SEC;
}

void
culvert_session_record_clear (CulvertSessionRecord *self)
{
  culvert_session_record_forget_tunnel (self);
  g_clear_pointer (&self->daemon_version, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_error (&self->trouble);
  g_clear_object (&self->log);
}

gboolean
culvert_session_record_set (CulvertSessionRecord *self,
                            CulvertSessionState state,
                            CulvertSessionReason reason)
{
  if (state == self->state && reason == self->reason)
    return FALSE;

  if (state != self->state)
    self->since = g_get_real_time () / G_USEC_PER_SEC;
  if (state == CULVERT_SESSION_CONNECTED && self->state != CULVERT_SESSION_CONNECTED &&
      self->state != CULVERT_SESSION_RECONNECTING)
    culvert_session_traffic_begin (&self->traffic);
  /* A new try. Where the daemon is on its way already, this is told by its first stage. */
  if (state == CULVERT_SESSION_CONNECTING && state != self->state &&
      self->progress.failed != CULVERT_STAGE_NONE)
    culvert_session_progress_begin (&self->progress);
  else if (state == CULVERT_SESSION_FAILED && state != self->state)
    culvert_session_progress_fail (&self->progress, CULVERT_STAGE_NONE, g_get_monotonic_time ());
  self->state = state;
  self->reason = reason;

  return TRUE;
}

static void
replace (char **text, const char *new_text)
{
  char *owned_text = new_text != NULL && new_text[0] != '\0' ? g_strdup (new_text) : NULL;

  g_free (*text);
  *text = owned_text;
}

static void
take_address (char **text, const char *address, const char *port)
{
  g_autofree char *both = NULL;

  if (address[0] == '\0')
    return;

  if (port[0] == '\0')
    both = g_strdup (address);
  else if (strchr (address, ':') != NULL)
    both = g_strdup_printf ("[%s]:%s", address, port);
  else
    both = g_strdup_printf ("%s:%s", address, port);
  replace (text, both);
}

static CulvertSessionStage
stage_of (CulvertMgmtStateName name)
{
  switch (name)
    {
    case CULVERT_MGMT_STATE_RESOLVE:
      return CULVERT_STAGE_LOOK_UP;
    case CULVERT_MGMT_STATE_TCP_CONNECT:
    case CULVERT_MGMT_STATE_WAIT:
      return CULVERT_STAGE_HANDSHAKE;
    case CULVERT_MGMT_STATE_AUTH:
    case CULVERT_MGMT_STATE_AUTH_PENDING:
      return CULVERT_STAGE_SIGN_IN;
    case CULVERT_MGMT_STATE_GET_CONFIG:
      return CULVERT_STAGE_SETTINGS;
    case CULVERT_MGMT_STATE_ASSIGN_IP:
      return CULVERT_STAGE_ADDRESS;
    case CULVERT_MGMT_STATE_ADD_ROUTES:
      return CULVERT_STAGE_ROUTES;
    case CULVERT_MGMT_STATE_CONNECTED:
      return CULVERT_STAGE_UP;
    case CULVERT_MGMT_STATE_UNKNOWN:
    case CULVERT_MGMT_STATE_CONNECTING:
    case CULVERT_MGMT_STATE_RECONNECTING:
    case CULVERT_MGMT_STATE_EXITING:
      return CULVERT_STAGE_NONE;
    }

  return CULVERT_STAGE_NONE;
}

/* While the daemon pauses, looks up a name or waits for a TCP connection, it takes SIGUSR1 for
 * SIGHUP: it reads its configuration anew, which it cannot where that came through standard input,
 * and then pauses again. */
static gboolean
is_deaf_in (CulvertMgmtStateName name)
{
  switch (name)
    {
    case CULVERT_MGMT_STATE_CONNECTING:
    case CULVERT_MGMT_STATE_RECONNECTING:
    case CULVERT_MGMT_STATE_RESOLVE:
    case CULVERT_MGMT_STATE_TCP_CONNECT:
    case CULVERT_MGMT_STATE_EXITING:
      return TRUE;
    case CULVERT_MGMT_STATE_UNKNOWN:
    case CULVERT_MGMT_STATE_WAIT:
    case CULVERT_MGMT_STATE_AUTH:
    case CULVERT_MGMT_STATE_AUTH_PENDING:
    case CULVERT_MGMT_STATE_GET_CONFIG:
    case CULVERT_MGMT_STATE_ASSIGN_IP:
    case CULVERT_MGMT_STATE_ADD_ROUTES:
    case CULVERT_MGMT_STATE_CONNECTED:
      return FALSE;
    }

  return FALSE;
}

static CulvertSessionEvent
event_of (CulvertMgmtStateName name)
{
  switch (name)
    {
    case CULVERT_MGMT_STATE_CONNECTED:
      return CULVERT_SESSION_EVENT_UP;
    case CULVERT_MGMT_STATE_RECONNECTING:
      return CULVERT_SESSION_EVENT_RESTARTING;
    case CULVERT_MGMT_STATE_EXITING:
      return CULVERT_SESSION_EVENT_EXITING;
    case CULVERT_MGMT_STATE_UNKNOWN:
    case CULVERT_MGMT_STATE_CONNECTING:
    case CULVERT_MGMT_STATE_RESOLVE:
    case CULVERT_MGMT_STATE_TCP_CONNECT:
    case CULVERT_MGMT_STATE_WAIT:
    case CULVERT_MGMT_STATE_AUTH:
    case CULVERT_MGMT_STATE_AUTH_PENDING:
    case CULVERT_MGMT_STATE_GET_CONFIG:
    case CULVERT_MGMT_STATE_ASSIGN_IP:
    case CULVERT_MGMT_STATE_ADD_ROUTES:
      return CULVERT_SESSION_EVENT_PROGRESS;
    }

  return CULVERT_SESSION_EVENT_PROGRESS;
}

static void
forget_rejection (CulvertSessionRecord *self)
{
  self->rejection = CULVERT_REASON_NONE;
  self->next_try = 0;
}

/* Daemons call it a failed sign-in, too, when the server only ended a session. */
static CulvertSessionReason
reason_of (const CulvertSessionRecord *self, const CulvertMgmtState *state)
{
  CulvertSessionReason told = culvert_session_reason_from_detail (state->detail);

  return told == CULVERT_REASON_AUTH_FAILURE && self->rejection == CULVERT_REASON_SESSION_EXPIRED
             ? self->rejection
             : told;
}

/* A server says no to a sign-in only when it is asked for settings. */
static CulvertSessionStage
stage_of_failure (CulvertSessionReason reason)
{
  gboolean is_sign_in = reason == CULVERT_REASON_AUTH_FAILURE ||
                        reason == CULVERT_REASON_SESSION_EXPIRED ||
                        reason == CULVERT_REASON_SERVER_BUSY;

  return is_sign_in ? CULVERT_STAGE_SIGN_IN : CULVERT_STAGE_NONE;
}

/* What was wanted no more has not failed. */
static void
take_progress (CulvertSessionRecord *self,
               CulvertMgmtStateName name,
               CulvertSessionReason told,
               gboolean is_wish)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_end = name == CULVERT_MGMT_STATE_RECONNECTING || name == CULVERT_MGMT_STATE_EXITING;

  if (is_end && is_wish)
    culvert_session_progress_begin (&self->progress);
  else if (is_end)
    culvert_session_progress_fail (&self->progress, stage_of_failure (told), now);
  else
    culvert_session_progress_take (&self->progress, stage_of (name), now);
}

CulvertSessionEvent
culvert_session_record_take_state (CulvertSessionRecord *self,
                                   const CulvertMgmtState *state,
                                   gboolean is_wanted,
                                   CulvertSessionReason *reason)
{
  CulvertSessionEvent event = event_of (state->name);
  CulvertSessionReason told = reason_of (self, state);
  gboolean is_leaving = self->state == CULVERT_SESSION_DISCONNECTING;

  take_progress (self, state->name, told, is_leaving || !is_wanted);
  if (event == CULVERT_SESSION_EVENT_RESTARTING || event == CULVERT_SESSION_EVENT_EXITING)
    {
      culvert_session_record_forget_tunnel (self);
      if (!culvert_session_reason_has_words (told))
        culvert_session_record_take_message (self, NULL);
      *reason = is_leaving || !is_wanted ? self->reason : told;
    }
  else
    *reason = event == CULVERT_SESSION_EVENT_UP && !is_leaving ? told : self->reason;

  if (event != CULVERT_SESSION_EVENT_RESTARTING)
    forget_rejection (self);
  self->stage = stage_of (state->name);
  self->is_deaf = is_deaf_in (state->name);
  if (state->tun_ipv4[0] != '\0')
    replace (&self->vpn_ipv4, state->tun_ipv4);
  if (state->tun_ipv6[0] != '\0')
    replace (&self->vpn_ipv6, state->tun_ipv6);
  take_address (&self->remote, state->remote_address, state->remote_port);
  take_address (&self->local, state->local_address, state->local_port);
  if (event == CULVERT_SESSION_EVENT_UP)
    culvert_session_record_take_message (self, NULL);

  return event;
}

void
culvert_session_record_take_rejection (CulvertSessionRecord *self,
                                       const CulvertMgmtRequest *refusal)
{
  CulvertSessionRejection rejection;

  if (!g_str_equal (refusal->type, CULVERT_SESSION_AUTH_TYPE))
    return;

  rejection = culvert_session_rejection_read (refusal->message);
  forget_rejection (self);
  self->rejection = rejection.reason;
  if (rejection.seconds > 0)
    self->next_try = g_get_monotonic_time () + (gint64) rejection.seconds * G_USEC_PER_SEC;
  if (rejection.reason != CULVERT_REASON_NONE)
    culvert_session_record_take_message (self, rejection.words);
}

gint64
culvert_session_record_get_next_try (const CulvertSessionRecord *self)
{
  return culvert_session_record_is_active (self) ? self->next_try : 0;
}

/* The lines of one daemon come in the order of their time. */
static gboolean
is_kept (CulvertSessionRecord *self, const CulvertMgmtLog *log)
{
  guint64 first = culvert_session_log_get_first (self->log);
  CulvertSessionLogLine line;

  if (self->n_earlier <= first)
    return FALSE;

  for (guint64 number = self->n_earlier; number > first; number--)
    {
      culvert_session_log_get_line (self->log, number - 1, &line);
      if (line.time < log->time)
        return FALSE;
      if (line.time == log->time && line.length == log->length &&
          memcmp (line.text, log->text, log->length) == 0)
        return TRUE;
    }

  return line.time > log->time;
}

void
culvert_session_record_begin_link (CulvertSessionRecord *self)
{
  culvert_session_record_begin_log (self);
  forget_rejection (self);
}

void
culvert_session_record_begin_log (CulvertSessionRecord *self)
{
  self->n_earlier = culvert_session_log_get_end (self->log);
}

/* @masked: (out): keeps the text */
static CulvertMgmtLog
without_secrets (const CulvertMgmtLog *log, char **masked)
{
  CulvertMgmtLog clean = *log;

  *masked = culvert_mgmt_mask_line (log->text, log->length);
  if (*masked != NULL)
    {
      clean.text = *masked;
      clean.length = strlen (*masked);
    }

  return clean;
}

void
culvert_session_record_take_past_log (CulvertSessionRecord *self, const CulvertMgmtLog *log)
{
  g_autofree char *masked = NULL;
  const CulvertMgmtLog clean = without_secrets (log, &masked);

  if (!is_kept (self, &clean))
    culvert_session_record_take_log (self, log);
  else
    culvert_session_dns_take_log (&self->dns, log); /* it went with the earlier link */
}

void
culvert_session_record_take_log (CulvertSessionRecord *self, const CulvertMgmtLog *log)
{
  g_autofree char *masked = NULL;
  const CulvertMgmtLog clean = without_secrets (log, &masked);

  /* Our own commands, and states that came as such, are no news in a log. */
  if (g_str_has_prefix (log->text, "MANAGEMENT: CMD ") ||
      g_str_has_prefix (log->text, "MANAGEMENT: >"))
    return;

  culvert_session_log_append (self->log, clean.time, clean.flags, clean.text, clean.length);
  culvert_session_dns_take_log (&self->dns, log);
}

void
culvert_session_record_take_message (CulvertSessionRecord *self, const char *message)
{
  replace (&self->message, message);
  g_clear_error (&self->trouble);
}

void
culvert_session_record_take_trouble (CulvertSessionRecord *self, const GError *error)
{
  culvert_session_record_take_message (self, error != NULL ? error->message : NULL);
  self->trouble = error != NULL ? g_error_copy (error) : NULL;
}

void
culvert_session_record_take_version (CulvertSessionRecord *self, const char *version)
{
  replace (&self->daemon_version, version);
}

void
culvert_session_record_forget_tunnel (CulvertSessionRecord *self)
{
  self->stage = CULVERT_STAGE_NONE;
  culvert_session_progress_fail (&self->progress, CULVERT_STAGE_NONE, g_get_monotonic_time ());
  culvert_session_traffic_pause (&self->traffic);
  g_clear_pointer (&self->vpn_ipv4, g_free);
  g_clear_pointer (&self->vpn_ipv6, g_free);
  g_clear_pointer (&self->remote, g_free);
  g_clear_pointer (&self->local, g_free);
  culvert_session_dns_clear (&self->dns);
}

gboolean
culvert_session_record_is_active (const CulvertSessionRecord *self)
{
  switch (self->state)
    {
    case CULVERT_SESSION_CONNECTING:
    case CULVERT_SESSION_CONNECTED:
    case CULVERT_SESSION_RECONNECTING:
      return TRUE;
    case CULVERT_SESSION_DISCONNECTED:
    case CULVERT_SESSION_WAITING:
    case CULVERT_SESSION_DISCONNECTING:
    case CULVERT_SESSION_FAILED:
    case CULVERT_SESSION_N_STATES:
      return FALSE;
    }

  return FALSE;
}

CulvertSessionReason
culvert_session_record_reason_for_loss (const CulvertSessionRecord *self,
                                        CulvertSessionReason reason)
{
  gboolean is_news = reason != CULVERT_REASON_ABSENT && reason != CULVERT_REASON_STOPPED;
  gboolean is_wish =
      self->reason == CULVERT_REASON_USER || culvert_session_reason_is_unanswered (self->reason);
  gboolean is_over = self->state == CULVERT_SESSION_FAILED ||
                     self->state == CULVERT_SESSION_DISCONNECTING ||
                     (self->state == CULVERT_SESSION_DISCONNECTED && is_wish);

  return is_over && !is_news && self->reason != CULVERT_REASON_NONE ? self->reason : reason;
}

CulvertSessionFacts
culvert_session_record_get_facts (const CulvertSessionRecord *self)
{
  return (CulvertSessionFacts){
    .vpn_ipv4 = self->vpn_ipv4,
    .vpn_ipv6 = self->vpn_ipv6,
    .remote = self->remote,
    .local = self->local,
    .daemon_version = self->daemon_version,
    .message = self->message,
    .trouble = self->trouble,
    .name_servers = self->dns.wanted,
  };
}
