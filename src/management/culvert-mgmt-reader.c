/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-mgmt-reader.h"

#include "culvert-mgmt-governor.h"
#include "culvert-mgmt-splitter.h"

#include <glib-unix.h>

/* A turn of reading takes no longer than this. */
#define MAX_TURN 4000 /* microseconds */

/* The clock is looked at every so many lines. */
#define LINES_PER_LOOK 64

struct _CulvertMgmtReader
{
  GSocket *socket; /* outlives the reader */
  const CulvertMgmtReaderListener *listener;
  gpointer owner;                /* owns the reader */
  CulvertMgmtSplitter *splitter; /* (owned) */
  CulvertMgmtGovernor governor;
  GSource *source;     /* (owned) (nullable): until stop () */
  guint n_lines;       /* in this turn */
  guint n_expected;    /* of these */
  gboolean is_in_turn; /* somebody may run a main loop in the middle of one */
  gboolean was_flooded;
};

static void
clear (gpointer data)
{
  CulvertMgmtReader *self = data;

  g_clear_pointer (&self->splitter, culvert_mgmt_splitter_free);
}

/* A turn holds a reference, so that the owner may go in the middle of it. */
static void
release (CulvertMgmtReader *self)
{
  g_rc_box_release_full (self, clear);
}

/* Returns: FALSE when the turn is over, because of the time or because of stop () */
static gboolean
take_lines (CulvertMgmtReader *self, gint64 until)
{
  while (self->source != NULL)
    {
      char *text;
      gsize length;

      switch (culvert_mgmt_splitter_next (self->splitter, &text, &length))
        {
        case CULVERT_MGMT_SPLIT_NOTHING:
          return g_get_monotonic_time () < until;
        case CULVERT_MGMT_SPLIT_LINE:
          self->listener->line (self->owner, text, length);
          break;
        case CULVERT_MGMT_SPLIT_PROMPT:
          self->listener->prompt (self->owner);
          break;
        case CULVERT_MGMT_SPLIT_OVERLONG:
          self->listener->overlong (
              self->owner,
              culvert_mgmt_governor_count_overlong (&self->governor, g_get_monotonic_time ()));
          break;
        }

      if (++self->n_lines % LINES_PER_LOOK == 0 && g_get_monotonic_time () >= until)
        return FALSE;
    }
  return FALSE;
}

static void
end (CulvertMgmtReader *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return;

  culvert_mgmt_reader_stop (self);
  self->listener->ended (self->owner, error);
}

/* Returns: FALSE when there was nothing; is_drained: when there is no more */
static gboolean
read_some (CulvertMgmtReader *self, gboolean *is_drained)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  char *room = culvert_mgmt_splitter_get_room (self->splitter, &size);
  gssize n = g_socket_receive_with_blocking (self->socket, room, size, FALSE, NULL, &error);

  if (n <= 0)
    {
      end (self, error);
      return FALSE;
    }

  culvert_mgmt_splitter_add (self->splitter, (gsize) n);
  *is_drained = (gsize) n < size;
  self->listener->spoke (self->owner);
  return TRUE;
}

static void
read_on (CulvertMgmtReader *self, gint64 until)
{
  gboolean is_drained = FALSE;

  while (take_lines (self, until))
    {
      if (is_drained || !read_some (self, &is_drained))
        return;
    }

  /* What is left waits in our own buffer, of which the socket knows nothing. */
  if (self->source != NULL)
    g_source_set_ready_time (self->source, 0);
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  CulvertMgmtReader *self = user_data;
  gint64 now = g_get_monotonic_time ();

  if (self->is_in_turn)
    return G_SOURCE_CONTINUE;

  g_rc_box_acquire (self);
  self->is_in_turn = TRUE;
  g_source_set_ready_time (self->source, -1);
  self->n_lines = 0;
  self->n_expected = 0;
  read_on (self, now + MAX_TURN);

  if (culvert_mgmt_governor_count_lines (&self->governor, self->n_lines - self->n_expected, now) &&
      !self->was_flooded && self->source != NULL)
    {
      self->was_flooded = TRUE;
      self->listener->flooded (self->owner);
    }
  self->is_in_turn = FALSE;
  release (self);
  return G_SOURCE_CONTINUE;
}

CulvertMgmtReader *
culvert_mgmt_reader_new (GSocket *socket,
                         guint max_lines_per_second,
                         guint flood_ms,
                         const CulvertMgmtReaderListener *listener,
                         gpointer owner)
{
  CulvertMgmtReader *self = g_rc_box_new0 (CulvertMgmtReader);

  self->socket = socket;
  self->listener = listener;
  self->owner = owner;
  self->splitter = culvert_mgmt_splitter_new ();
  culvert_mgmt_governor_init (&self->governor,
                              max_lines_per_second,
                              flood_ms,
                              g_get_monotonic_time ());

  /* Not the socket's own kind of source, which takes a ready time for a timeout. */
  self->source = g_unix_fd_source_new (g_socket_get_fd (socket), G_IO_IN);
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT_IDLE); /* below redraw */
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_readable), self, NULL);
  /* Else the context would leave the socket out of its poll and take it in again around every turn,
   * which costs more than the turn. */
  g_source_set_can_recurse (self->source, TRUE);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

void
culvert_mgmt_reader_free (CulvertMgmtReader *self)
{
  culvert_mgmt_reader_stop (self);
  release (self);
}

void
culvert_mgmt_reader_stop (CulvertMgmtReader *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

void
culvert_mgmt_reader_wipe (CulvertMgmtReader *self)
{
  culvert_mgmt_splitter_wipe (self->splitter);
}

void
culvert_mgmt_reader_expect_line (CulvertMgmtReader *self)
{
  self->n_expected++;
}
