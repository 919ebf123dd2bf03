/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session"

#include "culvert-plain-text.h"
#include "culvert-session-private.h"

#define MAX_TITLE_CHARACTERS 200

/* A daemon tells its past echoes again to everybody who comes. */
static void
note_handled (CulvertSession *self, gint64 time)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 last = culvert_profile_get_echo_time (self->profile);

  culvert_profile_set_echo_time (self->profile, MAX (last, MIN (time, now)));
}

/* Noted on the profile first: should we be ended before all is deleted, it is not used. */
static void
forget_passwords (CulvertSession *self, gint64 time)
{
  culvert_session_dialogue_keep_nothing (self->dialogue);
  culvert_profile_set_must_forget (self->profile, TRUE);
  note_handled (self, time);
}

static void
add_text (CulvertSession *self, const char *piece)
{
  if (!culvert_session_echo_add (&self->echo, piece))
    g_message ("“%s” got a message that is too long; the rest of it is dropped.",
               culvert_profile_get_id (self->profile));
}

static void
show_message (CulvertSession *self, const char *title, gboolean is_brief, gint64 time)
{
  g_autofree char *text = culvert_session_echo_take_message (&self->echo);
  g_autofree char *plain_title = culvert_plain_text (title, -1, MAX_TITLE_CHARACTERS);

  if (text == NULL)
    return;

  /* What nobody shows is left for a Culvert that does. */
  if (culvert_session_tell_message (self, plain_title, text, is_brief))
    note_handled (self, time);
}

void
culvert_session_begin_echo (CulvertSession *self)
{
  culvert_session_echo_forget_message (&self->echo);
  self->echo.handled_time = culvert_profile_get_echo_time (self->profile);
  culvert_session_verdicts_set_keeping (self->verdicts, CULVERT_KEEPING_ALLOWED);
}

void
culvert_session_take_echo (CulvertSession *self, const CulvertMgmtEcho *echo, gboolean is_past)
{
  gboolean is_done = is_past && echo->time <= self->echo.handled_time;
  g_autofree char *argument = NULL;
  CulvertSessionEchoKind kind = culvert_session_echo_parse (echo->text, &argument);

  if (kind == CULVERT_ECHO_SAVE_PASSWORDS)
    culvert_session_verdicts_set_keeping (self->verdicts, CULVERT_KEEPING_SUGGESTED);
  else if (kind == CULVERT_ECHO_DISABLE_SAVE_PASSWORDS)
    culvert_session_verdicts_set_keeping (self->verdicts, CULVERT_KEEPING_FORBIDDEN);

  if (is_done)
    return;

  switch (kind)
    {
    case CULVERT_ECHO_FORGET_PASSWORDS:
    case CULVERT_ECHO_DISABLE_SAVE_PASSWORDS:
      forget_passwords (self, echo->time);
      break;
    case CULVERT_ECHO_TEXT:
      add_text (self, argument);
      break;
    case CULVERT_ECHO_SHOW:
    case CULVERT_ECHO_SHOW_BRIEF:
      show_message (self, argument, kind == CULVERT_ECHO_SHOW_BRIEF, echo->time);
      break;
    case CULVERT_ECHO_SAVE_PASSWORDS:
    case CULVERT_ECHO_SETENV:
    case CULVERT_ECHO_UNKNOWN:
      break;
    }
}
