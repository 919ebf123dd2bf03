/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-splitter.h"

#include <string.h>

/* A line of the greatest length and its CRLF. */
#define CAPACITY (CULVERT_MGMT_SPLITTER_MAX_LINE + 2)

static const char prompt[] = "ENTER PASSWORD:";
#define PROMPT_LENGTH (sizeof prompt - 1)

struct _CulvertMgmtSplitter
{
  gsize start;   /* of what is not handed out yet */
  gsize scanned; /* no LF between start and here */
  gsize end;     /* of the bytes */
  gboolean saw_line;
  gboolean is_discarding; /* up to the next LF */
  char bytes[CAPACITY];
};

CulvertMgmtSplitter *
culvert_mgmt_splitter_new (void)
{
  CulvertMgmtSplitter *self = g_new (CulvertMgmtSplitter, 1);

  self->start = self->scanned = self->end = 0;
  self->saw_line = FALSE;
  self->is_discarding = FALSE;
  return self;
}

void
culvert_mgmt_splitter_free (CulvertMgmtSplitter *self)
{
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

char *
culvert_mgmt_splitter_get_room (CulvertMgmtSplitter *self, gsize *size)
{
  if (self->start > 0)
    {
      memmove (self->bytes, self->bytes + self->start, self->end - self->start);
      self->scanned -= self->start;
      self->end -= self->start;
      self->start = 0;
    }

  *size = CAPACITY - self->end;
  return self->bytes + self->end;
}

void
culvert_mgmt_splitter_add (CulvertMgmtSplitter *self, gsize n_bytes)
{
  g_return_if_fail (n_bytes <= CAPACITY - self->end);

  self->end += n_bytes;
}

static gboolean
take_prompt (CulvertMgmtSplitter *self)
{
  if (self->end - self->start < PROMPT_LENGTH ||
      memcmp (self->bytes + self->start, prompt, PROMPT_LENGTH) != 0)
    return FALSE;

  self->start += PROMPT_LENGTH;
  self->scanned = MAX (self->scanned, self->start);
  return TRUE;
}

/* The buffer is full and there is no end of the line in it. */
static CulvertMgmtSplit
give_up_line (CulvertMgmtSplitter *self)
{
  gboolean is_new = !self->is_discarding;

  self->is_discarding = TRUE;
  self->saw_line = TRUE;
  self->start = self->scanned = self->end = 0;
  return is_new ? CULVERT_MGMT_SPLIT_OVERLONG : CULVERT_MGMT_SPLIT_NOTHING;
}

static CulvertMgmtSplit
take_line (CulvertMgmtSplitter *self, char *line_feed, char **line, gsize *length)
{
  char *text = self->bytes + self->start;
  gsize n = (gsize) (line_feed - text);

  self->start += n + 1;
  self->scanned = self->start;
  self->saw_line = TRUE;
  if (n > 0 && text[n - 1] == '\r')
    n--;
  if (n > CULVERT_MGMT_SPLITTER_MAX_LINE)
    return CULVERT_MGMT_SPLIT_OVERLONG;

  text[n] = '\0';
  *line = text;
  *length = n;
  return CULVERT_MGMT_SPLIT_LINE;
}

CulvertMgmtSplit
culvert_mgmt_splitter_next (CulvertMgmtSplitter *self, char **line, gsize *length)
{
  char *line_feed;

  if (!self->saw_line && take_prompt (self))
    return CULVERT_MGMT_SPLIT_PROMPT;

  line_feed = memchr (self->bytes + self->scanned, '\n', self->end - self->scanned);
  if (line_feed != NULL && self->is_discarding)
    {
      self->is_discarding = FALSE;
      self->start = self->scanned = (gsize) (line_feed - self->bytes) + 1;
      line_feed = memchr (self->bytes + self->scanned, '\n', self->end - self->scanned);
    }
  if (line_feed != NULL)
    return take_line (self, line_feed, line, length);

  self->scanned = self->end;
  if (self->is_discarding || self->end - self->start == CAPACITY)
    return give_up_line (self);
  return CULVERT_MGMT_SPLIT_NOTHING;
}

void
culvert_mgmt_splitter_wipe (CulvertMgmtSplitter *self)
{
  explicit_bzero (self->bytes, self->start);
  explicit_bzero (self->bytes + self->end, CAPACITY - self->end);
}
