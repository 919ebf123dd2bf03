/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-mgmt-typed.h"

G_BEGIN_DECLS

/* What there is to say before a typed command is sent: nothing; what it would do to what Culvert
 * does, for the user to decide; or why it is not sent at all. In this order. */
typedef enum
{
  CULVERT_CAUTION_NONE,

  CULVERT_CAUTION_TUNNEL,   /* it restarts or ends the tunnel */
  CULVERT_CAUTION_HOLD,     /* it lets the daemon wait, or go on */
  CULVERT_CAUTION_LEAVE,    /* it ends the connection of Culvert to the daemon */
  CULVERT_CAUTION_CLIENTS,  /* it throws out a client, or decides about one */
  CULVERT_CAUTION_ANSWER,   /* it answers a question that Culvert asks the user, or that nobody asks
                             */
  CULVERT_CAUTION_REPORTS,  /* it changes what the daemon tells Culvert */
  CULVERT_CAUTION_FORGET,   /* the daemon forgets its passwords */
  CULVERT_CAUTION_REFUSALS, /* it changes what the daemon does when a password is refused */
  CULVERT_CAUTION_UNKNOWN,  /* Culvert does not know the command */

  CULVERT_CAUTION_NO_QUESTION,   /* without the question it belongs to, it kills the daemon */
  CULVERT_CAUTION_OPEN_QUESTION, /* with a question open, it kills the daemon */
  CULVERT_CAUTION_TOO_MUCH_LOG,  /* the daemon would listen to nobody any more */
  CULVERT_CAUTION_TOO_MUCH,      /* more lines than anybody wants */
  CULVERT_CAUTION_BLOCK,         /* it takes more than one line */
  CULVERT_CAUTION_TWICE,         /* it has two replies */
  CULVERT_CAUTION_EMPTY,
  CULVERT_CAUTION_LONG,
  CULVERT_CAUTION_CONTROL,
  CULVERT_CAUTION_QUOTES,
  CULVERT_CAUTION_N,
} CulvertSessionCaution;

/* What matters of the session. */
typedef struct
{
  gboolean is_waiting;        /* the daemon waits for an answer, and does nothing else */
  gboolean wants_certificate; /* it asks for one on a token */
  gboolean has_live_log;
} CulvertSessionCircumstances;

/* Pure. */
CulvertSessionCaution culvert_session_caution_of (const CulvertMgmtTyped *typed,
                                                  const CulvertSessionCircumstances *circumstances);
/* Whatever the user says, it is not sent. */
gboolean culvert_session_caution_forbids (CulvertSessionCaution caution);

G_END_DECLS
