/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Why a connection is as it is. Travels with every change of state; the words are elsewhere. */
typedef enum
{
  CULVERT_REASON_NONE,
  CULVERT_REASON_USER,     /* the user asked for it */
  CULVERT_REASON_FOUND,    /* it was like this when Culvert attached */
  CULVERT_REASON_HELD,     /* the daemon waits for its release */
  CULVERT_REASON_BACK_OFF, /* the daemon waits before it tries again */

  /* About reaching the daemon */
  CULVERT_REASON_ABSENT,         /* no daemon listens there */
  CULVERT_REASON_PERMISSION,     /* the socket may not be reached */
  CULVERT_REASON_UNTRUSTED,      /* the socket belongs to somebody else */
  CULVERT_REASON_ADDRESS,        /* not an address that can be used */
  CULVERT_REASON_IN_USE,         /* another program controls the daemon */
  CULVERT_REASON_NOT_RESPONDING, /* the daemon is stopped or stuck */
  CULVERT_REASON_NOT_MANAGEMENT, /* what listens is no OpenVPN management interface */
  CULVERT_REASON_LOGIN,          /* wrong management password */
  CULVERT_REASON_STOPPED,        /* the daemon ended, or closed the connection, by itself */
  CULVERT_REASON_FATAL,          /* the daemon ended with an error that it told */

  /* About starting the daemon */
  CULVERT_REASON_LAUNCHING,      /* it is being started */
  CULVERT_REASON_NOT_AUTHORIZED, /* the user, or an administrator, did not authorize it */
  CULVERT_REASON_NO_AGENT,       /* nothing on this desktop can ask for an authorization */
  CULVERT_REASON_ACCESS_DENIED,  /* the system forbids it */
  CULVERT_REASON_BUSY,           /* something stands in the way that goes away by itself */
  CULVERT_REASON_NOT_FOUND,      /* there is no OpenVPN, or no such service */
  CULVERT_REASON_UNAVAILABLE,    /* nothing on this system starts daemons */
  CULVERT_REASON_PROFILE,        /* the profile cannot be read, or must not run */
  CULVERT_REASON_START_FAILED,   /* the daemon ended at once, or never listened */
  CULVERT_REASON_END_FAILED,     /* it did not end, and could not be ended */

  /* What a daemon says with RECONNECTING and EXITING */
  CULVERT_REASON_AUTH_FAILURE,
  CULVERT_REASON_SESSION_EXPIRED,
  CULVERT_REASON_SERVER_BUSY,
  CULVERT_REASON_KEY_PASSPHRASE,
  CULVERT_REASON_TLS,
  CULVERT_REASON_NO_ANSWER,
  CULVERT_REASON_NEXT_SERVER,
  CULVERT_REASON_NETWORK,
  CULVERT_REASON_SERVER_RESTARTED,
  CULVERT_REASON_SERVER_HALTED,
  CULVERT_REASON_NO_SETTINGS,
  CULVERT_REASON_TIME_LIMIT,
  CULVERT_REASON_CONTROL_LEFT,
  CULVERT_REASON_COMMAND, /* by a signal or a command, not by a fault */
  CULVERT_REASON_ROUTES,  /* up, but routes or settings failed */
  CULVERT_REASON_OTHER,

  /* About questions */
  CULVERT_REASON_NOT_ANSWERED,       /* the user did not want to answer */
  CULVERT_REASON_NOT_ANSWERED_AGAIN, /* nor once more, after a refusal */
  CULVERT_REASON_TOO_MANY_REFUSALS,  /* three answers were refused */
  CULVERT_REASON_N,
} CulvertSessionReason;

/* A stable word for programs, like "auth-failure". */
const char *culvert_session_reason_to_string (CulvertSessionReason reason);

/* Reads the detail field of RECONNECTING and EXITING, and of CONNECTED ("SUCCESS" is NONE). */
CulvertSessionReason culvert_session_reason_from_detail (const char *detail);

/* Something that the user should be told as a problem, not as the course of things. */
gboolean culvert_session_reason_is_problem (CulvertSessionReason reason);

/* The user did not want to answer. */
gboolean culvert_session_reason_is_unanswered (CulvertSessionReason reason);

/* Who has more to say to a reason than the reason says. */
typedef enum
{
  CULVERT_VOICE_NONE,
  CULVERT_VOICE_OURS,
  CULVERT_VOICE_DAEMON,
  CULVERT_VOICE_SERVER, /* or the daemon, in its name */
} CulvertSessionVoice;

CulvertSessionVoice culvert_session_reason_get_voice (CulvertSessionReason reason);
/* The server, or OpenVPN, may have said more about it; see CulvertSessionFacts::message. */
gboolean culvert_session_reason_has_words (CulvertSessionReason reason);

G_END_DECLS
