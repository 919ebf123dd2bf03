/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an `echo` tells a program like ours. It may come from the daemon's configuration or from the
 * server, and there is no way to know. */
typedef enum
{
  CULVERT_ECHO_UNKNOWN,
  CULVERT_ECHO_FORGET_PASSWORDS,
  CULVERT_ECHO_SAVE_PASSWORDS,
  CULVERT_ECHO_DISABLE_SAVE_PASSWORDS,
  CULVERT_ECHO_SETENV,     /* for scripts, and Culvert runs none */
  CULVERT_ECHO_TEXT,       /* a part of a message */
  CULVERT_ECHO_SHOW,       /* the message is complete: a window */
  CULVERT_ECHO_SHOW_BRIEF, /* the message is complete: a notification */
} CulvertSessionEchoKind;

/**
 * culvert_session_echo_parse:
 * @line: what the daemon gave as the text of the echo
 * @argument: (out) (nullable): what follows the command, decoded: raw remote text, (transfer full)
 */
CulvertSessionEchoKind culvert_session_echo_parse (const char *line, char **argument);

/**
 * CulvertSessionEcho:
 *
 * A message that comes in pieces, until a command shows it. A part of CulvertSession.
 */
typedef struct
{
  GString *text;       /* (owned): raw remote text */
  gboolean is_full;    /* what came after that was dropped */
  gint64 handled_time; /* echoes of the past up to this one were acted upon, or were to be */
} CulvertSessionEcho;

void culvert_session_echo_init (CulvertSessionEcho *self);
void culvert_session_echo_clear (CulvertSessionEcho *self);

/* FALSE where this is the first piece that there is no room for. */
gboolean culvert_session_echo_add (CulvertSessionEcho *self, const char *piece);
/* Nothing is left of the message. (transfer full) (nullable): its lines, fit to be shown; NULL
 * where it says nothing. */
char *culvert_session_echo_take_message (CulvertSessionEcho *self);
void culvert_session_echo_forget_message (CulvertSessionEcho *self);

G_END_DECLS
