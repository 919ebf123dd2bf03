/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-reason.h"

#include <string.h>

static const char *const names[] = {
  [CULVERT_REASON_NONE] = "none",
  [CULVERT_REASON_USER] = "user",
  [CULVERT_REASON_FOUND] = "found",
  [CULVERT_REASON_HELD] = "held",
  [CULVERT_REASON_BACK_OFF] = "back-off",
  [CULVERT_REASON_ABSENT] = "absent",
  [CULVERT_REASON_PERMISSION] = "permission",
  [CULVERT_REASON_UNTRUSTED] = "untrusted",
  [CULVERT_REASON_ADDRESS] = "address",
  [CULVERT_REASON_IN_USE] = "in-use",
  [CULVERT_REASON_NOT_RESPONDING] = "not-responding",
  [CULVERT_REASON_NOT_MANAGEMENT] = "not-management",
  [CULVERT_REASON_LOGIN] = "login",
  [CULVERT_REASON_STOPPED] = "stopped",
  [CULVERT_REASON_FATAL] = "fatal",
  [CULVERT_REASON_LAUNCHING] = "launching",
  [CULVERT_REASON_NOT_AUTHORIZED] = "not-authorized",
  [CULVERT_REASON_NO_AGENT] = "no-agent",
  [CULVERT_REASON_ACCESS_DENIED] = "access-denied",
  [CULVERT_REASON_BUSY] = "busy",
  [CULVERT_REASON_NOT_FOUND] = "not-found",
  [CULVERT_REASON_UNAVAILABLE] = "unavailable",
  [CULVERT_REASON_PROFILE] = "profile",
  [CULVERT_REASON_START_FAILED] = "start-failed",
  [CULVERT_REASON_END_FAILED] = "end-failed",
  [CULVERT_REASON_AUTH_FAILURE] = "auth-failure",
  [CULVERT_REASON_SESSION_EXPIRED] = "session-expired",
  [CULVERT_REASON_SERVER_BUSY] = "server-busy",
  [CULVERT_REASON_KEY_PASSPHRASE] = "key-passphrase",
  [CULVERT_REASON_TLS] = "tls",
  [CULVERT_REASON_NO_ANSWER] = "no-answer",
  [CULVERT_REASON_NEXT_SERVER] = "next-server",
  [CULVERT_REASON_NETWORK] = "network",
  [CULVERT_REASON_SERVER_RESTARTED] = "server-restarted",
  [CULVERT_REASON_SERVER_HALTED] = "server-halted",
  [CULVERT_REASON_NO_SETTINGS] = "no-settings",
  [CULVERT_REASON_TIME_LIMIT] = "time-limit",
  [CULVERT_REASON_CONTROL_LEFT] = "control-left",
  [CULVERT_REASON_COMMAND] = "command",
  [CULVERT_REASON_ROUTES] = "routes",
  [CULVERT_REASON_OTHER] = "other",
  [CULVERT_REASON_NOT_ANSWERED] = "not-answered",
  [CULVERT_REASON_NOT_ANSWERED_AGAIN] = "not-answered-again",
  [CULVERT_REASON_TOO_MANY_REFUSALS] = "too-many-refusals",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == CULVERT_REASON_N);

/* What daemons from 2.1 to 2.7 write into the detail field. The first prefix that fits counts, so
 * the longer one stands first. */
static const struct
{
  const char *prefix;
  CulvertSessionReason reason;
} details[] = {
  { "SUCCESS", CULVERT_REASON_NONE },
  { "ROUTE_ERROR", CULVERT_REASON_ROUTES },
  { "ERROR", CULVERT_REASON_ROUTES },
  { "auth-failure (auth-token)", CULVERT_REASON_SESSION_EXPIRED },
  { "auth-failure", CULVERT_REASON_AUTH_FAILURE },
  { "auth-temp-failure", CULVERT_REASON_SERVER_BUSY },
  { "private-key-password-failure", CULVERT_REASON_KEY_PASSPHRASE },
  { "tls-error", CULVERT_REASON_TLS },
  { "ping-restart", CULVERT_REASON_NO_ANSWER },
  { "ping-exit", CULVERT_REASON_NO_ANSWER },
  { "server_poll", CULVERT_REASON_NEXT_SERVER },
  { "connection-failed", CULVERT_REASON_NETWORK },
  { "connection-reset", CULVERT_REASON_NETWORK },
  { "network-unreachable", CULVERT_REASON_NETWORK },
  { "init_instance", CULVERT_REASON_NETWORK },
  { "socks-", CULVERT_REASON_NETWORK },
  { "HTTP proxy error", CULVERT_REASON_NETWORK },
  { "Could not determine IPv4/IPv6 protocol", CULVERT_REASON_NETWORK },
  { "remote-exit", CULVERT_REASON_SERVER_RESTARTED },
  { "server-pushed-connection-reset", CULVERT_REASON_SERVER_RESTARTED },
  { "server-pushed-halt", CULVERT_REASON_SERVER_HALTED },
  { "no-push-reply", CULVERT_REASON_NO_SETTINGS },
  { "process-push-msg-failed", CULVERT_REASON_NO_SETTINGS },
  { "inactive", CULVERT_REASON_TIME_LIMIT },
  { "session-timeout", CULVERT_REASON_TIME_LIMIT },
  { "management-", CULVERT_REASON_CONTROL_LEFT },
  { "SIG", CULVERT_REASON_COMMAND },
  { "exit-with-notification", CULVERT_REASON_COMMAND },
  { "delayed-exit", CULVERT_REASON_COMMAND },
  { "tun-", CULVERT_REASON_COMMAND },
  { "ip-fail", CULVERT_REASON_COMMAND },
  { "close_context", CULVERT_REASON_COMMAND },
  { "dco", CULVERT_REASON_COMMAND },
};

const char *
culvert_session_reason_to_string (CulvertSessionReason reason)
{
  g_return_val_if_fail (reason < CULVERT_REASON_N, "other");

  return names[reason];
}

CulvertSessionReason
culvert_session_reason_from_detail (const char *detail)
{
  if (detail[0] == '\0')
    return CULVERT_REASON_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    if (g_str_has_prefix (detail, details[i].prefix))
      return details[i].reason;

  return CULVERT_REASON_OTHER;
}

gboolean
culvert_session_reason_is_problem (CulvertSessionReason reason)
{
  switch (reason)
    {
    case CULVERT_REASON_NONE:
    case CULVERT_REASON_USER:
    case CULVERT_REASON_FOUND:
    case CULVERT_REASON_HELD:
    case CULVERT_REASON_BACK_OFF:
    case CULVERT_REASON_LAUNCHING:
    case CULVERT_REASON_COMMAND:
    case CULVERT_REASON_NOT_ANSWERED:
    case CULVERT_REASON_NOT_ANSWERED_AGAIN:
    case CULVERT_REASON_N:
      return FALSE;
    case CULVERT_REASON_ABSENT:
    case CULVERT_REASON_PERMISSION:
    case CULVERT_REASON_UNTRUSTED:
    case CULVERT_REASON_ADDRESS:
    case CULVERT_REASON_IN_USE:
    case CULVERT_REASON_NOT_RESPONDING:
    case CULVERT_REASON_NOT_MANAGEMENT:
    case CULVERT_REASON_LOGIN:
    case CULVERT_REASON_STOPPED:
    case CULVERT_REASON_FATAL:
    case CULVERT_REASON_NOT_AUTHORIZED:
    case CULVERT_REASON_NO_AGENT:
    case CULVERT_REASON_ACCESS_DENIED:
    case CULVERT_REASON_BUSY:
    case CULVERT_REASON_NOT_FOUND:
    case CULVERT_REASON_UNAVAILABLE:
    case CULVERT_REASON_PROFILE:
    case CULVERT_REASON_START_FAILED:
    case CULVERT_REASON_END_FAILED:
    case CULVERT_REASON_AUTH_FAILURE:
    case CULVERT_REASON_SESSION_EXPIRED:
    case CULVERT_REASON_SERVER_BUSY:
    case CULVERT_REASON_KEY_PASSPHRASE:
    case CULVERT_REASON_TLS:
    case CULVERT_REASON_NO_ANSWER:
    case CULVERT_REASON_NEXT_SERVER:
    case CULVERT_REASON_NETWORK:
    case CULVERT_REASON_SERVER_RESTARTED:
    case CULVERT_REASON_SERVER_HALTED:
    case CULVERT_REASON_NO_SETTINGS:
    case CULVERT_REASON_TIME_LIMIT:
    case CULVERT_REASON_CONTROL_LEFT:
    case CULVERT_REASON_ROUTES:
    case CULVERT_REASON_OTHER:
    case CULVERT_REASON_TOO_MANY_REFUSALS:
      return TRUE;
    }

  return FALSE;
}

gboolean
culvert_session_reason_is_unanswered (CulvertSessionReason reason)
{
  return reason == CULVERT_REASON_NOT_ANSWERED || reason == CULVERT_REASON_NOT_ANSWERED_AGAIN;
}

CulvertSessionVoice
culvert_session_reason_get_voice (CulvertSessionReason reason)
{
  switch (reason)
    {
    case CULVERT_REASON_UNTRUSTED:
    case CULVERT_REASON_PROFILE:
    case CULVERT_REASON_START_FAILED:
    case CULVERT_REASON_END_FAILED:
      return CULVERT_VOICE_OURS;
    case CULVERT_REASON_FATAL:
      return CULVERT_VOICE_DAEMON;
    case CULVERT_REASON_AUTH_FAILURE:
    case CULVERT_REASON_SESSION_EXPIRED:
    case CULVERT_REASON_SERVER_BUSY:
    case CULVERT_REASON_SERVER_RESTARTED:
    case CULVERT_REASON_SERVER_HALTED:
      return CULVERT_VOICE_SERVER;
    case CULVERT_REASON_NONE:
    case CULVERT_REASON_USER:
    case CULVERT_REASON_FOUND:
    case CULVERT_REASON_HELD:
    case CULVERT_REASON_BACK_OFF:
    case CULVERT_REASON_ABSENT:
    case CULVERT_REASON_PERMISSION:
    case CULVERT_REASON_ADDRESS:
    case CULVERT_REASON_IN_USE:
    case CULVERT_REASON_NOT_RESPONDING:
    case CULVERT_REASON_NOT_MANAGEMENT:
    case CULVERT_REASON_LOGIN:
    case CULVERT_REASON_STOPPED:
    case CULVERT_REASON_LAUNCHING:
    case CULVERT_REASON_NOT_AUTHORIZED:
    case CULVERT_REASON_NO_AGENT:
    case CULVERT_REASON_ACCESS_DENIED:
    case CULVERT_REASON_BUSY:
    case CULVERT_REASON_NOT_FOUND:
    case CULVERT_REASON_UNAVAILABLE:
    case CULVERT_REASON_KEY_PASSPHRASE:
    case CULVERT_REASON_TLS:
    case CULVERT_REASON_NO_ANSWER:
    case CULVERT_REASON_NEXT_SERVER:
    case CULVERT_REASON_NETWORK:
    case CULVERT_REASON_NO_SETTINGS:
    case CULVERT_REASON_TIME_LIMIT:
    case CULVERT_REASON_CONTROL_LEFT:
    case CULVERT_REASON_COMMAND:
    case CULVERT_REASON_ROUTES:
    case CULVERT_REASON_OTHER:
    case CULVERT_REASON_NOT_ANSWERED:
    case CULVERT_REASON_NOT_ANSWERED_AGAIN:
    case CULVERT_REASON_TOO_MANY_REFUSALS:
    case CULVERT_REASON_N:
      return CULVERT_VOICE_NONE;
    }

  return CULVERT_VOICE_NONE;
}

gboolean
culvert_session_reason_has_words (CulvertSessionReason reason)
{
  return culvert_session_reason_get_voice (reason) != CULVERT_VOICE_NONE;
}
