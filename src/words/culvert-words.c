/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-words.h"

#include "culvert-client-words.h"
#include "culvert-plain-text.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME_CHARACTERS    48
#define MAX_ADDRESS_CHARACTERS 48

#define SECONDS_PER_MINUTE 60
#define SECONDS_PER_HOUR   (60 * SECONDS_PER_MINUTE)
#define SECONDS_PER_DAY    (24 * SECONDS_PER_HOUR)

typedef struct
{
  const char *sentence; /* (nullable): the reason is the ordinary course of things */
  const char *remedy;   /* (nullable): nothing to do, or Culvert does it */
} ReasonWords;

static const ReasonWords reason_words[CULVERT_REASON_N] = {
  [CULVERT_REASON_NONE] = { NULL, NULL },
  [CULVERT_REASON_USER] = { NULL, NULL },
  [CULVERT_REASON_FOUND] = { NULL, NULL },
  [CULVERT_REASON_HELD] = { N_ ("OpenVPN waits for the signal to start."),
                            N_ ("Connect when you are ready.") },
  [CULVERT_REASON_BACK_OFF] = { N_ ("OpenVPN pauses before the next try."),
                                N_ ("Connect now to skip the pause.") },

  [CULVERT_REASON_ABSENT] = { N_ ("OpenVPN is not running."),
                              N_ ("Start the OpenVPN service, or check the address of this "
                                  "connection. Culvert attaches as soon as it appears.") },
  [CULVERT_REASON_PERMISSION] = { N_ ("You are not allowed to control this connection."),
                                  N_ ("Ask your administrator for access to the management "
                                      "socket of OpenVPN.") },
  [CULVERT_REASON_UNTRUSTED] = { N_ ("The socket belongs to another user, so Culvert keeps "
                                     "away from it."),
                                 N_ ("Use a socket that belongs to you or to the system.") },
  [CULVERT_REASON_ADDRESS] = { N_ ("The address of this connection cannot be used."),
                               N_ ("Remove the connection, then attach again with the right "
                                   "address.") },
  [CULVERT_REASON_IN_USE] = { N_ ("Another program controls this connection."),
                              N_ ("Close the other program. Culvert takes over once it has "
                                  "left.") },
  [CULVERT_REASON_NOT_RESPONDING] = { N_ ("OpenVPN does not respond."),
                                      N_ ("Wait a moment. If it does not recover, restart the "
                                          "OpenVPN service.") },
  [CULVERT_REASON_NOT_MANAGEMENT] = { N_ ("Something answers at this address, but it is not "
                                          "OpenVPN."),
                                      N_ ("Check the address of this connection.") },
  [CULVERT_REASON_LOGIN] = { N_ ("OpenVPN refused the management password."),
                             N_ ("Try again with the password that is set for the management "
                                 "interface.") },
  [CULVERT_REASON_STOPPED] = { N_ ("OpenVPN stopped unexpectedly."),
                               N_ ("Connect again. The log may tell what happened.") },
  [CULVERT_REASON_FATAL] = { N_ ("OpenVPN ended with an error."),
                             N_ ("The last lines of the log tell what went wrong.") },

  [CULVERT_REASON_LAUNCHING] = { N_ ("OpenVPN is being started."), NULL },
  [CULVERT_REASON_NOT_AUTHORIZED] = { N_ ("The start of OpenVPN was not authorized."),
                                      N_ ("Connect again to be asked once more.") },
  [CULVERT_REASON_NO_AGENT] = { N_ ("OpenVPN needs an authorization to start, and nothing on this "
                                    "desktop can ask for it."),
                                N_ ("Start an authentication agent, or have an administrator "
                                    "start OpenVPN with the command below.") },
  [CULVERT_REASON_ACCESS_DENIED] = { N_ ("The system does not allow you to start OpenVPN."),
                                     N_ ("Have an administrator start OpenVPN with the command "
                                         "below.") },
  [CULVERT_REASON_BUSY] = { N_ ("OpenVPN is still being started or stopped."),
                            N_ ("Wait a moment, then connect again.") },
  [CULVERT_REASON_NOT_FOUND] = { N_ ("OpenVPN, or the service for this connection, is not "
                                     "installed."),
                                 N_ ("Install OpenVPN, or ask your administrator.") },
  [CULVERT_REASON_UNAVAILABLE] = { N_ ("Nothing on this system can start OpenVPN for you."),
                                   N_ ("Have an administrator start OpenVPN with the command "
                                       "below.") },
  [CULVERT_REASON_PROFILE] = { N_ ("The profile of this connection cannot be used."),
                               N_ ("Import the profile again.") },
  [CULVERT_REASON_START_FAILED] = { N_ ("OpenVPN could not be started."),
                                    N_ ("Correct what went wrong, and connect again.") },
  [CULVERT_REASON_END_FAILED] = { N_ ("OpenVPN could not be stopped."),
                                  N_ ("It may still be running. Try again, or have an "
                                      "administrator stop it.") },

  [CULVERT_REASON_AUTH_FAILURE] = { N_ ("The server refused the user name or password."),
                                    N_ ("Check both, then try again.") },
  [CULVERT_REASON_SESSION_EXPIRED] = { N_ ("The session has expired and you are being signed "
                                           "in again."),
                                       NULL },
  [CULVERT_REASON_SERVER_BUSY] = { N_ ("The server is busy and asked to come back later."), NULL },
  [CULVERT_REASON_KEY_PASSPHRASE] = { N_ ("The passphrase does not open the private key."),
                                      N_ ("Try again. Capital letters matter.") },
  [CULVERT_REASON_TLS] = { N_ ("The secure handshake with the server failed."),
                           N_ ("Check the date of this computer and the certificate of this "
                               "connection. The log has the details.") },
  [CULVERT_REASON_NO_ANSWER] = { N_ ("The server does not answer any more."),
                                 N_ ("Check that this computer is online.") },
  [CULVERT_REASON_NEXT_SERVER] = { N_ ("This server does not answer; the next one is being tried."),
                                   NULL },
  [CULVERT_REASON_NETWORK] = { N_ ("The server cannot be reached over the network."),
                               N_ ("Check that this computer is online. A proxy or a firewall "
                                   "may be in the way, too.") },
  [CULVERT_REASON_SERVER_RESTARTED] = { N_ ("The server restarted."), NULL },
  [CULVERT_REASON_SERVER_HALTED] = { N_ ("The server ended the session."),
                                     N_ ("Connect again, or ask those who run the server.") },
  [CULVERT_REASON_NO_SETTINGS] = { N_ ("The server sent no settings that can be used."),
                                   N_ ("Ask those who run the server. The log has the "
                                       "details.") },
  [CULVERT_REASON_TIME_LIMIT] = { N_ ("The connection was idle for too long, or reached its time "
                                      "limit."),
                                  N_ ("Connect again if you still need it.") },
  [CULVERT_REASON_CONTROL_LEFT] = { N_ ("The connection ended with the program that "
                                        "controlled it."),
                                    N_ ("Connect again if you still need it.") },
  [CULVERT_REASON_COMMAND] = { N_ ("Another program or the system asked for it."), NULL },
  [CULVERT_REASON_ROUTES] = { N_ ("Some routes could not be set up; parts of the network may be "
                                  "out of reach."),
                              N_ ("Disconnect and connect again. The log has the details.") },
  [CULVERT_REASON_OTHER] = { N_ ("OpenVPN gave a reason that Culvert does not know."),
                             N_ ("The log has the details.") },

  [CULVERT_REASON_NOT_ANSWERED] = { N_ ("A question was not answered."),
                                    N_ ("Connect again to be asked once more.") },
  [CULVERT_REASON_NOT_ANSWERED_AGAIN] = { N_ ("The last answer was refused, and no other was "
                                              "given."),
                                          N_ ("Connect again to be asked once more.") },
  [CULVERT_REASON_TOO_MANY_REFUSALS] = { N_ ("The answers were refused three times, so Culvert "
                                             "stopped trying."),
                                         N_ ("Check what you enter before you try again: more "
                                             "refusals may lock your account.") },
};

static const char *
translate (const char *text)
{
  return text != NULL ? _ (text) : NULL;
}

static char *
vpn_address (CulvertSession *session)
{
  CulvertSessionFacts facts = culvert_session_get_facts (session);
  const char *address = facts.vpn_ipv4 != NULL ? facts.vpn_ipv4 : facts.vpn_ipv6;

  if (address == NULL || *address == '\0')
    return NULL;

  return culvert_plain_text (address, -1, MAX_ADDRESS_CHARACTERS);
}

/* What follows the state on the way up, on the way back, and in trouble: never told for a state
 * that explains itself. */
static const char *
line_detail (CulvertSession *session)
{
  CulvertSessionReason reason = culvert_session_get_reason (session);
  CulvertSessionStage stage = culvert_session_get_stage (session);

  switch (culvert_session_get_state (session))
    {
    /* Between two tries: why the last one led nowhere. */
    case CULVERT_SESSION_CONNECTING:
      return stage == CULVERT_STAGE_NONE && (reason == CULVERT_REASON_LAUNCHING ||
                                             culvert_session_reason_is_problem (reason))
                 ? culvert_words_reason (reason)
                 : culvert_words_stage (stage);

    case CULVERT_SESSION_RECONNECTING:
    case CULVERT_SESSION_WAITING:
    case CULVERT_SESSION_FAILED:
      return culvert_words_reason (reason);

    case CULVERT_SESSION_DISCONNECTED:
    case CULVERT_SESSION_CONNECTED:
      return culvert_session_reason_is_problem (reason) ? culvert_words_reason (reason) : NULL;

    case CULVERT_SESSION_DISCONNECTING:
    case CULVERT_SESSION_N_STATES:
      break;
    }

  return NULL;
}

/* "12 s", "3 min": what a person wants to know of a wait, and no more. (nullable): none runs */
static char *
rest_of_wait (CulvertSession *session, gint64 now)
{
  gint64 end = culvert_session_get_wait_end (session);
  gint64 seconds = (end - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  return end != 0 && seconds > 0 ? culvert_words_duration (seconds) : NULL;
}

static char *
next_try (CulvertSession *session, gint64 now)
{
  g_autofree char *duration = rest_of_wait (session, now);

  if (duration == NULL)
    return NULL;
  if (culvert_session_get_reason (session) == CULVERT_REASON_SERVER_BUSY)
    /* Translators: %s is a duration like "12 s". */
    return g_strdup_printf (_ ("The server is busy, next try in %s."), duration);
  if (culvert_session_get_state (session) == CULVERT_SESSION_WAITING)
    /* Translators: %s is a duration like "12 s". */
    return g_strdup_printf (_ ("Next try in %s"), duration);

  return NULL;
}

/* A server that is up, of which there is nothing more urgent to say than who is there. */
static gboolean
serves (CulvertSession *session)
{
  return culvert_session_get_administration (session) != NULL &&
         culvert_session_get_state (session) == CULVERT_SESSION_CONNECTED &&
         culvert_session_get_prompt (session) == NULL &&
         culvert_session_get_n_requests (session) == 0 && line_detail (session) == NULL;
}

static char *
join (const char *state, const char *detail)
{
  if (detail == NULL || *detail == '\0')
    return g_strdup (state);

  /* Translators: a state, such as "Connected", and a detail, such as an address or a reason. */
  return g_strdup_printf (_ ("%s · %s"), state, detail);
}

const char *
culvert_words_state (CulvertSessionState state)
{
  switch (state)
    {
    case CULVERT_SESSION_DISCONNECTED:
      return _ ("Disconnected");
    case CULVERT_SESSION_CONNECTING:
      return _ ("Connecting");
    case CULVERT_SESSION_CONNECTED:
      return _ ("Connected");
    case CULVERT_SESSION_RECONNECTING:
      return _ ("Reconnecting");
    case CULVERT_SESSION_WAITING:
      return _ ("Waiting");
    case CULVERT_SESSION_DISCONNECTING:
      return _ ("Disconnecting");
    case CULVERT_SESSION_FAILED:
      return _ ("Failed");
    case CULVERT_SESSION_N_STATES:
      break;
    }

  g_return_val_if_reached ("");
}

const char *
culvert_words_reason (CulvertSessionReason reason)
{
  g_return_val_if_fail (reason < CULVERT_REASON_N, NULL);

  return translate (reason_words[reason].sentence);
}

const char *
culvert_words_remedy (CulvertSessionReason reason)
{
  g_return_val_if_fail (reason < CULVERT_REASON_N, NULL);

  return translate (reason_words[reason].remedy);
}

const char *
culvert_words_stage (CulvertSessionStage stage)
{
  switch (stage)
    {
    case CULVERT_STAGE_NONE:
      return _ ("Starting");
    case CULVERT_STAGE_LOOK_UP:
      return _ ("Looking up the server");
    case CULVERT_STAGE_HANDSHAKE:
      return _ ("Securing the connection");
    case CULVERT_STAGE_SIGN_IN:
      return _ ("Signing in");
    case CULVERT_STAGE_SETTINGS:
      return _ ("Asking for settings");
    case CULVERT_STAGE_ADDRESS:
      return _ ("Setting up the address");
    case CULVERT_STAGE_ROUTES:
      return _ ("Setting up routes");
    case CULVERT_STAGE_UP:
      return _ ("Up");
    }

  g_return_val_if_reached ("");
}

char *
culvert_words_explanation (CulvertSession *session, gint64 now)
{
  CulvertSessionReason reason;
  g_autofree char *wait = NULL;

  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  reason = culvert_session_get_reason (session);
  if (reason == CULVERT_REASON_SERVER_BUSY)
    wait = next_try (session, now);

  return wait != NULL ? g_steal_pointer (&wait) : g_strdup (culvert_words_reason (reason));
}

char *
culvert_words_line (CulvertSession *session, gint64 now)
{
  g_autofree char *wait = NULL;

  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  wait = next_try (session, now);
  if (wait != NULL && culvert_session_get_prompt (session) == NULL)
    return join (culvert_words_state (culvert_session_get_state (session)), wait);
  if (serves (session))
    {
      g_autofree char *clients = culvert_client_words_line (session, now);

      return join (culvert_words_state (CULVERT_SESSION_CONNECTED), clients);
    }

  return culvert_words_steady_line (session);
}

char *
culvert_words_steady_line (CulvertSession *session)
{
  CulvertPrompt *prompt;
  CulvertSessionState state;
  const char *detail;
  g_autofree char *address = NULL;

  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  prompt = culvert_session_get_prompt (session);
  if (prompt != NULL)
    return g_strdup (culvert_words_need (prompt));
  if (culvert_session_get_n_requests (session) > 0)
    return culvert_client_words_requests (culvert_session_get_n_requests (session));

  state = culvert_session_get_state (session);
  detail = line_detail (session);
  if (state == CULVERT_SESSION_CONNECTED && detail == NULL)
    address = vpn_address (session);

  return join (culvert_words_state (state), address != NULL ? address : detail);
}

char *
culvert_words_short_time (gint64 microseconds)
{
  if (microseconds >= 60 * G_USEC_PER_SEC)
    return culvert_words_duration (microseconds / G_USEC_PER_SEC);

  if (microseconds < G_USEC_PER_SEC / 10)
    /* Translators: less than so many seconds */
    return g_strdup (_ ("< 0.1 s"));

  /* Translators: seconds */
  return g_strdup_printf (_ ("%.1f s"), (double) microseconds / G_USEC_PER_SEC);
}

char *
culvert_words_duration (gint64 seconds)
{
  int days = (int) (seconds / SECONDS_PER_DAY);
  int hours = (int) (seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR);
  int minutes = (int) (seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE);

  if (seconds < SECONDS_PER_MINUTE)
    /* Translators: a duration in seconds. */
    return g_strdup_printf (_ ("%d s"), (int) MAX (seconds, 0));

  if (seconds < SECONDS_PER_HOUR)
    /* Translators: a duration in minutes. */
    return g_strdup_printf (_ ("%d min"), minutes);

  if (days == 0)
    /* Translators: a duration in hours and minutes. */
    return g_strdup_printf (_ ("%d h %d min"), hours, minutes);

  /* Translators: a duration in days and hours; the plural follows the days. */
  return g_strdup_printf (ngettext ("%d day %d h", "%d days %d h", days), days, hours);
}

char *
culvert_words_question (CulvertPrompt *prompt)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (CULVERT_IS_PROMPT (prompt), NULL);

  name = culvert_plain_text (culvert_prompt_get_connection (prompt), -1, MAX_NAME_CHARACTERS);

  /* Translators: in all of these, %s is the name of a connection. */
  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_SIGN_IN:
      return g_strdup_printf (_ ("%s needs your user name and password"), name);
    case CULVERT_PROMPT_USERNAME:
      return g_strdup_printf (_ ("%s needs your user name"), name);
    case CULVERT_PROMPT_KEY_PASSPHRASE:
      return g_strdup_printf (_ ("%s needs the passphrase of your key"), name);
    case CULVERT_PROMPT_TOKEN_PIN:
      return g_strdup_printf (_ ("%s needs your PIN"), name);
    case CULVERT_PROMPT_PROXY_SIGN_IN:
      return g_strdup_printf (_ ("%s needs your proxy password"), name);
    case CULVERT_PROMPT_PASSWORD:
      return g_strdup_printf (_ ("%s needs a password"), name);
    case CULVERT_PROMPT_CONFIRMATION:
      return g_strdup_printf (_ ("%s needs your confirmation"), name);
    case CULVERT_PROMPT_TEXT:
      return g_strdup_printf (_ ("%s needs an answer"), name);
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return g_strdup_printf (_ ("%s needs its management password"), name);
    case CULVERT_PROMPT_CHALLENGE:
      return g_strdup_printf (_ ("%s needs one more answer"), name);
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return g_strdup_printf (_ ("%s needs you to sign in with a browser"), name);
    case CULVERT_PROMPT_CERTIFICATE:
      return g_strdup_printf (_ ("%s needs to know which certificate to use"), name);
    case CULVERT_PROMPT_SERVER:
      return g_strdup_printf (_ ("%s needs to know which server to use"), name);
    case CULVERT_PROMPT_PROXY:
      return g_strdup_printf (_ ("%s needs to know which proxy to use"), name);
    }

  g_return_val_if_reached (g_strdup (name));
}

const char *
culvert_words_need (CulvertPrompt *prompt)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (prompt), NULL);

  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_SIGN_IN:
      return _ ("Needs your user name and password");
    case CULVERT_PROMPT_USERNAME:
      return _ ("Needs your user name");
    case CULVERT_PROMPT_KEY_PASSPHRASE:
      return _ ("Needs the passphrase of your key");
    case CULVERT_PROMPT_TOKEN_PIN:
      return _ ("Needs your PIN");
    case CULVERT_PROMPT_PROXY_SIGN_IN:
      return _ ("Needs your proxy password");
    case CULVERT_PROMPT_PASSWORD:
      return _ ("Needs a password");
    case CULVERT_PROMPT_CONFIRMATION:
      return _ ("Needs your confirmation");
    case CULVERT_PROMPT_TEXT:
      return _ ("Needs an answer");
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return _ ("Needs the management password");
    case CULVERT_PROMPT_CHALLENGE:
      return _ ("Needs one more answer");
    case CULVERT_PROMPT_WEB_SIGN_IN:
      return _ ("Needs you to sign in with a browser");
    case CULVERT_PROMPT_CERTIFICATE:
      return _ ("Needs to know which certificate to use");
    case CULVERT_PROMPT_SERVER:
      return _ ("Needs to know which server to use");
    case CULVERT_PROMPT_PROXY:
      return _ ("Needs to know which proxy to use");
    }

  g_return_val_if_reached ("");
}

char *
culvert_words_name (CulvertSession *session)
{
  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  return culvert_plain_text (culvert_profile_get_name (culvert_session_get_profile (session)),
                             -1,
                             MAX_NAME_CHARACTERS);
}
