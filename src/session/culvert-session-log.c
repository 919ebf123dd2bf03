/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-log.h"

#include <string.h>

#define MAX_LINES  100000
#define MAX_BYTES  (16 * 1024 * 1024)
#define BLOCK_SIZE (64 * 1024)
#define MAX_LENGTH (MAX_BYTES - 1)

/* Texts are laid one after the other into blocks; a block is freed when its last line goes. */
typedef struct
{
  guint n_lines;
  gsize used;
  gsize size;
  char bytes[];
} Block;

typedef struct
{
  gint64 time;
  const char *text; /* in the block */
  guint32 length;
  guint32 flags;
} Line;

struct _CulvertSessionLog
{
  GObject parent_instance;

  GQueue blocks; /* of Block (owned), oldest first */
  gsize n_bytes; /* in all blocks */

  Line *lines;    /* (owned): a ring */
  guint capacity; /* of the ring */
  guint head;     /* index of the oldest line */
  guint n_lines;
  guint64 first; /* number of the oldest line */

  gboolean is_armed;
};

G_DEFINE_FINAL_TYPE (CulvertSessionLog, culvert_session_log, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
drop_first_line (CulvertSessionLog *self)
{
  Block *block = g_queue_peek_head (&self->blocks);

  self->head = (self->head + 1) % self->capacity;
  self->n_lines--;
  self->first++;

  if (--block->n_lines == 0)
    {
      g_queue_pop_head (&self->blocks);
      self->n_bytes -= block->size;
      g_free (block);
    }
}

static Block *
block_with_room (CulvertSessionLog *self, gsize length)
{
  Block *block = g_queue_peek_tail (&self->blocks);
  gsize size = MAX (BLOCK_SIZE, length);

  if (block != NULL && block->size - block->used >= length)
    return block;

  while (self->n_lines > 0 && self->n_bytes + size > MAX_BYTES)
    drop_first_line (self);

  block = g_malloc (sizeof *block + size);
  block->n_lines = 0;
  block->used = 0;
  block->size = size;
  g_queue_push_tail (&self->blocks, block);
  self->n_bytes += size;

  return block;
}

static void
grow_ring (CulvertSessionLog *self)
{
  guint capacity = MIN (MAX_LINES, MAX (256, self->capacity * 2));
  Line *lines = g_new (Line, capacity);

  for (guint i = 0; i < self->n_lines; i++)
    lines[i] = self->lines[(self->head + i) % self->capacity];

  g_free (self->lines);
  self->lines = lines;
  self->capacity = capacity;
  self->head = 0;
}

static void
culvert_session_log_finalize (GObject *object)
{
  CulvertSessionLog *self = CULVERT_SESSION_LOG (object);

  g_queue_clear_full (&self->blocks, g_free);
  g_free (self->lines);

  G_OBJECT_CLASS (culvert_session_log_parent_class)->finalize (object);
}

static void
culvert_session_log_class_init (CulvertSessionLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_session_log_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_SESSION_LOG,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_session_log_init (CulvertSessionLog *self)
{
  g_queue_init (&self->blocks);
}

CulvertSessionLog *
culvert_session_log_new (void)
{
  return g_object_new (CULVERT_TYPE_SESSION_LOG, NULL);
}

void
culvert_session_log_append (CulvertSessionLog *self,
                            gint64 time,
                            guint flags,
                            const char *text,
                            gsize length)
{
  Block *block;
  Line *line;
  char *copy;

  if (self->n_lines == MAX_LINES)
    drop_first_line (self);

  length = MIN (length, MAX_LENGTH);
  block = block_with_room (self, length + 1);
  copy = block->bytes + block->used;
  memcpy (copy, text, length);
  copy[length] = '\0';
  block->used += length + 1;
  block->n_lines++;

  if (self->n_lines == self->capacity)
    grow_ring (self);

  line = &self->lines[(self->head + self->n_lines) % self->capacity];
  line->time = time;
  line->flags = flags;
  line->text = copy;
  line->length = (guint32) length;
  self->n_lines++;

  if (self->is_armed)
    {
      self->is_armed = FALSE;
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

guint64
culvert_session_log_get_first (CulvertSessionLog *self)
{
  return self->first;
}

guint64
culvert_session_log_get_end (CulvertSessionLog *self)
{
  return self->first + self->n_lines;
}

gboolean
culvert_session_log_get_line (CulvertSessionLog *self, guint64 number, CulvertSessionLogLine *line)
{
  const Line *kept;

  if (number < self->first || number >= self->first + self->n_lines)
    return FALSE;

  kept = &self->lines[(self->head + (guint) (number - self->first)) % self->capacity];
  line->time = kept->time;
  line->flags = kept->flags;
  line->text = kept->text;
  line->length = kept->length;

  return TRUE;
}

void
culvert_session_log_arm (CulvertSessionLog *self)
{
  self->is_armed = TRUE;
}
