/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-secret-text.h"
#include "culvert-session-caution.h"
#include "culvert-session-dialogue.h"
#include "culvert-session-help.h"
#include "culvert-session-link.h"
#include "culvert-session-log.h"
#include "culvert-session-verbosity.h"

G_BEGIN_DECLS

/* The same letters as in a transcript. */
typedef enum
{
  CULVERT_WIRE_HEARD = '<', /* a line from the daemon */
  CULVERT_WIRE_BEGUN = '~', /* one that does not end: `ENTER PASSWORD:` */
  CULVERT_WIRE_SENT = '>',  /* a command */
  CULVERT_WIRE_EVENT = '!', /* what happened to the connection */
} CulvertWireDirection;

/**
 * CulvertSessionConsole:
 *
 * What goes over the wire of one session, for people who know the protocol: they may look on, and
 * may send commands of their own through the one queue that all commands go through. Secrets are
 * masked before they get here. While nobody watches, nothing is taken down, and it costs nothing.
 *
 * Signals
 *  - `line (CulvertWireDirection direction, const char *text)`: while somebody watches; raw remote
 *    text but for the secrets
 *  - `learned ()`: the daemon has told what it can do
 */
#define CULVERT_TYPE_SESSION_CONSOLE (culvert_session_console_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionConsole,
                      culvert_session_console,
                      CULVERT,
                      SESSION_CONSOLE,
                      GObject)

/* @verbosity: must live until the link has been stopped */
CulvertSessionConsole *culvert_session_console_new (CulvertSessionLink *link,
                                                    CulvertSessionDialogue *dialogue,
                                                    CulvertSessionVerbosity *verbosity);

/* Each watch ends with an unwatch. What has been taken down stays until the session goes. */
void culvert_session_console_watch (CulvertSessionConsole *self);
void culvert_session_console_unwatch (CulvertSessionConsole *self);
/* The daemon is out of reach. */
void culvert_session_console_take_loss (CulvertSessionConsole *self);

/* The lines, each behind an arrow that tells its direction. (transfer none) */
CulvertSessionLog *culvert_session_console_get_log (CulvertSessionConsole *self);

/* What is to be said before @line is sent. */
CulvertSessionCaution culvert_session_console_judge (CulvertSessionConsole *self,
                                                     const CulvertSecretText *line);
/* It carries a secret, so that nobody may keep it. */
gboolean culvert_session_console_is_secret (const CulvertSecretText *line);
/* Sends it as a command. FALSE where that is forbidden, or the daemon is out of reach or may only
 * be watched. */
gboolean culvert_session_console_send (CulvertSessionConsole *self, const CulvertSecretText *line);

/* Asks the daemon what it can do, once for each time that it is reached. */
void culvert_session_console_learn (CulvertSessionConsole *self);
/* (transfer none): nothing in it until the daemon has told */
const CulvertSessionHelp *culvert_session_console_get_help (CulvertSessionConsole *self);

G_END_DECLS
