/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-progress.h"

#define BIT(stage) (1u << (stage))

void
culvert_session_progress_begin (CulvertSessionProgress *self)
{
  *self = (CulvertSessionProgress){ .usual = self->usual };
}

/* What comes later than a stage has not been reached. */
static void
go_back (CulvertSessionProgress *self, CulvertSessionStage stage)
{
  for (int later = stage + 1; later <= CULVERT_STAGE_UP; later++)
    {
      self->spent[later] = 0;
      self->seen &= ~BIT (later);
    }
}

static void
leave_stage (CulvertSessionProgress *self, gint64 now)
{
  self->spent[self->stage] += now - self->began;
  self->began = now;
}

void
culvert_session_progress_take (CulvertSessionProgress *self, CulvertSessionStage stage, gint64 now)
{
  if (stage == CULVERT_STAGE_NONE || self->failed != CULVERT_STAGE_NONE ||
      self->stage == CULVERT_STAGE_UP)
    culvert_session_progress_begin (self);
  if (stage == self->stage)
    return;

  if (self->stage != CULVERT_STAGE_NONE)
    leave_stage (self, now);
  go_back (self, stage);
  self->stage = stage;
  self->began = now;
  self->seen |= BIT (stage);

  /* Where it is only heard of that it is up, nothing was seen of its way. */
  if (stage == CULVERT_STAGE_UP && self->seen != BIT (CULVERT_STAGE_UP))
    self->usual = self->seen;
}

void
culvert_session_progress_fail (CulvertSessionProgress *self, CulvertSessionStage stage, gint64 now)
{
  if (self->failed != CULVERT_STAGE_NONE)
    return;
  if (self->stage == CULVERT_STAGE_NONE || self->stage == CULVERT_STAGE_UP)
    {
      culvert_session_progress_begin (self);
      return;
    }

  leave_stage (self, now);
  if (stage != CULVERT_STAGE_NONE && (self->seen & BIT (stage)) != 0)
    {
      go_back (self, stage);
      self->stage = stage;
    }
  self->failed = self->stage;
}

static gboolean
is_shown (const CulvertSessionProgress *self, CulvertSessionStage stage)
{
  if ((self->seen & BIT (stage)) != 0)
    return TRUE;

  return stage > self->stage && (self->usual == 0 || (self->usual & BIT (stage)) != 0);
}

static CulvertProgressItem
make_item (const CulvertSessionProgress *self, CulvertSessionStage stage, gint64 now)
{
  CulvertProgressItem item = { stage, CULVERT_PROGRESS_AHEAD, -1 };

  if ((self->seen & BIT (stage)) == 0)
    return item;

  item.duration = self->spent[stage];
  if (stage == CULVERT_STAGE_UP)
    {
      item.mark = CULVERT_PROGRESS_DONE;
      item.duration = -1;
    }
  else if (stage == self->failed)
    {
      item.mark = CULVERT_PROGRESS_FAILED;
    }
  else if (stage == self->stage)
    {
      item.mark = CULVERT_PROGRESS_RUNNING;
      item.duration += now - self->began;
    }
  else
    {
      item.mark = CULVERT_PROGRESS_DONE;
    }

  return item;
}

guint
culvert_session_progress_get_items (const CulvertSessionProgress *self,
                                    gint64 now,
                                    CulvertProgressItem items[CULVERT_PROGRESS_MAX_ITEMS])
{
  guint n = 0;

  if (self->seen == 0 || self->seen == BIT (CULVERT_STAGE_UP))
    return 0;

  for (int stage = CULVERT_STAGE_LOOK_UP; stage <= CULVERT_STAGE_UP; stage++)
    {
      if (is_shown (self, (CulvertSessionStage) stage))
        items[n++] = make_item (self, (CulvertSessionStage) stage, now);
    }

  return n;
}
