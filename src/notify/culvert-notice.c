/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-notice.h"

#include "culvert-client-words.h"
#include "culvert-plain-text.h"
#include "culvert-trouble-words.h"
#include "culvert-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ADDRESS_CHARACTERS 48
#define MAX_MESSAGE_CHARACTERS 200

/* A notification is read at a glance. */
#define MAX_TEXT_CHARACTERS 500

/* A short interruption is no news, and what the keyring answers is no question. */
#define LOST_DELAY_MS     5000
#define REFUSED_DELAY_MS  1500
#define QUESTION_DELAY_MS 800

static CulvertNotice *
new_notice (char *owned_title,
            char *owned_body,
            CulvertNoticeUrgency urgency,
            CulvertNoticeActions actions)
{
  CulvertNotice *self = g_new0 (CulvertNotice, 1);

  self->title = owned_title;
  self->body = owned_body;
  self->urgency = urgency;
  self->actions = actions;
  self->is_problem = urgency != CULVERT_NOTICE_LOW;

  return self;
}

static gboolean
is_refusal (CulvertSessionReason reason)
{
  return reason == CULVERT_REASON_AUTH_FAILURE || reason == CULVERT_REASON_KEY_PASSPHRASE ||
         reason == CULVERT_REASON_LOGIN || reason == CULVERT_REASON_TOO_MANY_REFUSALS;
}

/* What there is to say to a reason, and who says it. (nullable) */
static char *
quote (CulvertSession *session, CulvertSessionReason reason)
{
  g_autofree char *words = culvert_trouble_words_last (session, MAX_MESSAGE_CHARACTERS);

  if (words == NULL)
    return NULL;

  switch (culvert_trouble_words_get_voice (session, reason))
    {
    case CULVERT_VOICE_DAEMON:
      /* Translators: %s are the words of OpenVPN. */
      return g_strdup_printf (_ ("OpenVPN says: “%s”"), words);
    case CULVERT_VOICE_SERVER:
      /* Translators: %s are the words of the server. */
      return g_strdup_printf (_ ("The server says: “%s”"), words);
    case CULVERT_VOICE_OURS:
    case CULVERT_VOICE_NONE:
      break;
    }

  return g_steal_pointer (&words);
}

static char *
explain (CulvertSession *session, CulvertSessionReason reason)
{
  const char *words = culvert_words_reason (reason);
  g_autofree char *quotation =
      culvert_session_reason_has_words (reason) ? quote (session, reason) : NULL;

  return quotation != NULL ? g_strdup_printf ("%s\n%s", words, quotation) : g_strdup (words);
}

static CulvertNotice *
connected_notice (CulvertSession *session, const char *name)
{
  CulvertSessionFacts facts = culvert_session_get_facts (session);
  const char *address = facts.vpn_ipv4 != NULL ? facts.vpn_ipv4 : facts.vpn_ipv6;

  return new_notice (
      /* Translators: %s is the name of a connection. */
      g_strdup_printf (_ ("%s is connected"), name),
      address != NULL ? culvert_plain_text (address, -1, MAX_ADDRESS_CHARACTERS) : NULL,
      CULVERT_NOTICE_LOW,
      CULVERT_NOTICE_DISCONNECT);
}

static CulvertNotice *
back_notice (const char *name, gint64 down_seconds)
{
  g_autofree char *duration = culvert_words_duration (down_seconds);
  CulvertNotice *self =
      /* Translators: %s is the name of a connection. */
      new_notice (g_strdup_printf (_ ("%s is back"), name),
                  /* Translators: %s is a duration like "2 min". */
                  g_strdup_printf (_ ("It was away for %s."), duration),
                  CULVERT_NOTICE_LOW,
                  CULVERT_NOTICE_DISCONNECT);

  self->is_flap = TRUE;

  return self;
}

static CulvertNotice *
partly_up_notice (const char *name, CulvertSessionReason reason)
{
  return new_notice (
      /* Translators: %s is the name of a connection. */
      g_strdup_printf (_ ("%s is connected, but not completely"), name),
      g_strdup (culvert_words_reason (reason)),
      CULVERT_NOTICE_NORMAL,
      CULVERT_NOTICE_DISCONNECT | CULVERT_NOTICE_SHOW_LOG);
}

static CulvertNotice *
lost_notice (CulvertSession *session, const char *name, CulvertSessionReason reason)
{
  CulvertNotice *self =
      /* Translators: %s is the name of a connection. */
      new_notice (g_strdup_printf (_ ("%s lost its connection"), name),
                  explain (session, reason),
                  CULVERT_NOTICE_NORMAL,
                  CULVERT_NOTICE_SHOW_LOG);

  self->delay_ms = LOST_DELAY_MS;
  self->is_flap = TRUE;

  return self;
}

static CulvertNotice *
unreachable_notice (const char *name, CulvertSessionReason reason)
{
  CulvertNotice *self =
      /* Translators: %s is the name of a connection. */
      new_notice (g_strdup_printf (_ ("%s cannot connect yet"), name),
                  g_strdup (culvert_words_reason (reason)),
                  CULVERT_NOTICE_NORMAL,
                  CULVERT_NOTICE_SHOW_LOG);

  self->delay_ms = LOST_DELAY_MS;

  return self;
}

/* Translators: in all of these, %s is the name of a connection. */
static char *
refused_title (const char *name, CulvertSessionReason reason)
{
  if (reason == CULVERT_REASON_KEY_PASSPHRASE)
    return g_strdup_printf (_ ("%s: the passphrase is wrong"), name);
  if (reason == CULVERT_REASON_LOGIN)
    return g_strdup_printf (_ ("%s: the management password is wrong"), name);

  return g_strdup_printf (_ ("%s: the server refused the password"), name);
}

static CulvertNotice *
refused_notice (CulvertSession *session, const char *name, CulvertSessionReason reason)
{
  char *quotation = quote (session, reason);
  CulvertNotice *self;

  self = new_notice (refused_title (name, reason),
                     quotation != NULL ? quotation : g_strdup (culvert_words_remedy (reason)),
                     CULVERT_NOTICE_CRITICAL,
                     CULVERT_NOTICE_CONNECT | CULVERT_NOTICE_SHOW_LOG);
  self->delay_ms = REFUSED_DELAY_MS;

  return self;
}

static CulvertNotice *
stopped_notice (CulvertSession *session,
                const char *name,
                CulvertSessionReason reason,
                gboolean was_up)
{
  return new_notice (
      /* Translators: %s is the name of a connection. */
      was_up ? g_strdup_printf (_ ("%s stopped"), name)
             : g_strdup_printf (_ ("%s could not connect"), name),
      explain (session, reason),
      CULVERT_NOTICE_NORMAL,
      CULVERT_NOTICE_CONNECT | CULVERT_NOTICE_SHOW_LOG);
}

CulvertNotice *
culvert_notice_for_change (CulvertSession *session,
                           CulvertSessionState state,
                           CulvertSessionState old,
                           CulvertSessionReason reason,
                           gboolean was_up,
                           gint64 down_seconds)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  name = culvert_words_name (session);
  if (reason == CULVERT_REASON_USER || culvert_session_reason_is_unanswered (reason))
    return NULL;

  switch (state)
    {
    case CULVERT_SESSION_CONNECTED:
      if (state == old || reason == CULVERT_REASON_FOUND)
        return NULL;
      if (reason == CULVERT_REASON_ROUTES)
        return partly_up_notice (name, reason);
      return was_up ? back_notice (name, down_seconds) : connected_notice (session, name);

    case CULVERT_SESSION_RECONNECTING:
    case CULVERT_SESSION_WAITING:
      if (is_refusal (reason))
        return refused_notice (session, name, reason);
      if (was_up)
        return lost_notice (session, name, reason);
      return state == CULVERT_SESSION_WAITING && culvert_session_reason_is_problem (reason)
                 ? unreachable_notice (name, reason)
                 : NULL;

    case CULVERT_SESSION_FAILED:
      if (is_refusal (reason))
        return refused_notice (session, name, reason);
      return stopped_notice (session, name, reason, was_up);

    case CULVERT_SESSION_DISCONNECTED:
      return was_up && culvert_session_reason_is_problem (reason)
                 ? stopped_notice (session, name, reason, was_up)
                 : NULL;

    case CULVERT_SESSION_CONNECTING:
    case CULVERT_SESSION_DISCONNECTING:
    case CULVERT_SESSION_N_STATES:
      break;
    }

  return NULL;
}

CulvertNotice *
culvert_notice_for_prompt (CulvertPrompt *prompt)
{
  CulvertNotice *self;
  const char *body = NULL;

  g_return_val_if_fail (CULVERT_IS_PROMPT (prompt), NULL);

  if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_LAST_TRY))
    body = _ ("The last answer was refused. This is the last try.");
  else if (culvert_prompt_has_flag (prompt, CULVERT_PROMPT_RETRY))
    body = _ ("The last answer was refused.");

  self = new_notice (culvert_words_question (prompt),
                     g_strdup (body),
                     CULVERT_NOTICE_CRITICAL,
                     CULVERT_NOTICE_ANSWER);
  self->delay_ms = QUESTION_DELAY_MS;

  return self;
}

CulvertNotice *
culvert_notice_for_message (CulvertSession *session, const char *title, const char *text)
{
  g_autofree char *name = NULL;
  g_autofree char *start = NULL;
  const char *ellipsis;
  CulvertNotice *self;

  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  name = culvert_words_name (session);
  start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_TEXT_CHARACTERS));
  ellipsis = strlen (start) < strlen (text) ? "…" : "";
  self = new_notice (
      /* Translators: %s is the name of a connection. */
      g_strdup_printf (_ ("Message from the VPN server of %s"), name),
      *title != '\0' ? g_strdup_printf ("“%s”\n“%s%s”", title, start, ellipsis)
                     : g_strdup_printf ("“%s%s”", start, ellipsis),
      CULVERT_NOTICE_NORMAL,
      0);
  self->is_problem = FALSE;
  self->is_message = TRUE;

  return self;
}

static CulvertNotice *
new_request (CulvertSession *session,
             const char *request,
             char *owned_body,
             CulvertNoticeActions actions)
{
  g_autofree char *name = culvert_words_name (session);
  CulvertNotice *self =
      /* Translators: the name of a connection to a server, and "alice asks to be let in" */
      new_notice (g_strdup_printf (_ ("%s: %s"), name, request),
                  owned_body,
                  CULVERT_NOTICE_CRITICAL,
                  actions);

  self->is_problem = TRUE;
  self->is_request = TRUE;

  return self;
}

CulvertNotice *
culvert_notice_for_applicant (CulvertSession *session, CulvertApplicant *applicant)
{
  g_autofree char *certificate = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *request = NULL;
  gboolean has_responded;

  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);
  g_return_val_if_fail (CULVERT_IS_APPLICANT (applicant), NULL);

  /* What was answered has to be looked at first. */
  has_responded = culvert_applicant_get_state (applicant) == CULVERT_APPLICANT_RESPONDED;
  certificate = culvert_client_words_certificate (applicant);
  origin = culvert_client_words_origin (applicant);
  request = has_responded ? culvert_client_words_response (applicant)
                          : culvert_client_words_request (applicant);

  return new_request (session,
                      request,
                      g_strdup_printf ("%s\n%s", certificate, origin),
                      has_responded ? 0 : CULVERT_NOTICE_ALLOW | CULVERT_NOTICE_DENY);
}

CulvertNotice *
culvert_notice_for_applicants (CulvertSession *session, guint n)
{
  g_autofree char *request = NULL;

  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  request = culvert_client_words_requests (n);

  return new_request (session, request, NULL, 0);
}

CulvertNotice *
culvert_notice_copy (const CulvertNotice *self)
{
  CulvertNotice *copy = g_memdup2 (self, sizeof *self);

  copy->title = g_strdup (self->title);
  copy->body = g_strdup (self->body);

  return copy;
}

gboolean
culvert_notice_is_wanted (const CulvertNotice *self, CulvertNotifyLevel level)
{
  return level == CULVERT_NOTIFY_ALL || (level == CULVERT_NOTIFY_PROBLEMS && self->is_problem);
}

gboolean
culvert_notice_equal (const CulvertNotice *a, const CulvertNotice *b)
{
  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->body, b->body) == 0 &&
         a->urgency == b->urgency && a->actions == b->actions;
}

void
culvert_notice_free (CulvertNotice *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}
