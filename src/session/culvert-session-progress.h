/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-types.h"

G_BEGIN_DECLS

typedef enum
{
  CULVERT_PROGRESS_AHEAD,
  CULVERT_PROGRESS_RUNNING,
  CULVERT_PROGRESS_DONE,
  CULVERT_PROGRESS_FAILED,
} CulvertProgressMark;

/* One stage of a try, as it is to be shown. */
typedef struct
{
  CulvertSessionStage stage;
  CulvertProgressMark mark;
  gint64 duration; /* microseconds, until now where it runs; -1: none that matters */
} CulvertProgressItem;

#define CULVERT_PROGRESS_MAX_ITEMS CULVERT_STAGE_UP

/**
 * CulvertSessionProgress:
 *
 * How far a try to connect has come, and how long each stage took. Daemons leave stages out, and a
 * server that asks for a second factor leads back to one, so that only what was seen counts; what
 * is ahead is what the last try that came up went through. A pure value; `now` and all times are
 * monotonic microseconds. A part of CulvertSession.
 */
typedef struct
{
  CulvertSessionStage stage;  /* that the try is in, or was when it failed; NONE: none has begun */
  CulvertSessionStage failed; /* NONE: it has not */
  gint64 began;               /* when this stage did */
  gint64 spent[CULVERT_STAGE_UP + 1];
  guint seen;  /* a bit for each stage */
  guint usual; /* likewise, of the last try that came up; 0: nobody knows */
} CulvertSessionProgress;

/* A new try. */
void culvert_session_progress_begin (CulvertSessionProgress *self);
/* The daemon is in a stage now. */
void
culvert_session_progress_take (CulvertSessionProgress *self, CulvertSessionStage stage, gint64 now);
/**
 * culvert_session_progress_fail:
 * @stage: where it went wrong; NONE for where it is. A server refuses a sign-in when it is asked
 *   for settings
 *
 * The try has ended. One that is up, or has not begun, has not failed: it is over.
 */
void
culvert_session_progress_fail (CulvertSessionProgress *self, CulvertSessionStage stage, gint64 now);

/* Fills in what is to be shown, in order. Returns: how many; 0 where nothing was seen of the way */
guint culvert_session_progress_get_items (const CulvertSessionProgress *self,
                                          gint64 now,
                                          CulvertProgressItem items[CULVERT_PROGRESS_MAX_ITEMS]);

G_END_DECLS
