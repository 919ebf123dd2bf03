/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-log-search.h"

/* A turn of the main loop has room for this, for the reader of a flood, and for an event. */
#define SLICE_MICROSECONDS 1000
/* Seldom enough to look at the clock; lines of 64 KiB are looked at one by one. */
#define BYTES_PER_LOOK (16 * 1024)

struct _CulvertLogSearch
{
  GObject parent_instance;

  CulvertSessionLog *log;   /* (owned) */
  CulvertLogNeedle *needle; /* (owned) (nullable) */
  CulvertLogLevel level;
  CulvertLogRows matches;
  guint64 next; /* the line that is looked at next */
  guint64 goal; /* the end of the log when the search began */
  guint source;
};

G_DEFINE_FINAL_TYPE (CulvertLogSearch, culvert_log_search, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Returns: how many bytes it looked at, and a few for the line itself */
static gsize
look_at_next (CulvertLogSearch *self)
{
  CulvertSessionLogLine line;

  if (!culvert_session_log_get_line (self->log, self->next++, &line) ||
      !culvert_log_level_shows (self->level, line.flags))
    return 16;

  if (culvert_log_needle_is_in (self->needle, &line))
    culvert_log_rows_append (&self->matches, self->next - 1);

  return 16 + line.length;
}

static void
look_until (CulvertLogSearch *self, guint64 end, gint64 deadline)
{
  while (self->next < end && g_get_monotonic_time () < deadline)
    for (gsize n = 0; self->next < end && n < BYTES_PER_LOOK;)
      n += look_at_next (self);
}

static gboolean
on_slice (gpointer user_data)
{
  g_autoptr (CulvertLogSearch) self = g_object_ref (user_data);
  gint64 deadline = g_get_monotonic_time () + SLICE_MICROSECONDS;
  guint64 first = culvert_session_log_get_first (self->log);
  guint64 end = culvert_session_log_get_end (self->log);
  gboolean was_complete = culvert_log_search_is_complete (self);
  guint n_gone = culvert_log_rows_drop_before (&self->matches, first);
  guint n_matches = culvert_log_rows_get_n (&self->matches);
  gboolean is_through;

  self->next = MAX (self->next, first);
  look_until (self, end, deadline);

  is_through = self->next == end;
  if (is_through)
    self->source = 0;
  if (n_gone > 0 || culvert_log_rows_get_n (&self->matches) != n_matches ||
      culvert_log_search_is_complete (self) != was_complete)
    g_signal_emit (self, signals[CHANGED], 0);

  return is_through ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
begin (CulvertLogSearch *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  culvert_log_rows_drop_all (&self->matches);
  self->next = culvert_session_log_get_first (self->log);
  self->goal = self->needle != NULL ? culvert_session_log_get_end (self->log) : self->next;
  culvert_log_search_follow (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
culvert_log_search_dispose (GObject *object)
{
  CulvertLogSearch *self = CULVERT_LOG_SEARCH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (culvert_log_search_parent_class)->dispose (object);
}

static void
culvert_log_search_finalize (GObject *object)
{
  CulvertLogSearch *self = CULVERT_LOG_SEARCH (object);

  g_clear_pointer (&self->needle, culvert_log_needle_free);
  culvert_log_rows_clear (&self->matches);

  G_OBJECT_CLASS (culvert_log_search_parent_class)->finalize (object);
}

static void
culvert_log_search_class_init (CulvertLogSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_log_search_dispose;
  object_class->finalize = culvert_log_search_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_LOG_SEARCH,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_log_search_init (CulvertLogSearch *self)
{
  culvert_log_rows_init (&self->matches);
}

CulvertLogSearch *
culvert_log_search_new (CulvertSessionLog *log)
{
  CulvertLogSearch *self;

  g_return_val_if_fail (CULVERT_IS_SESSION_LOG (log), NULL);

  self = g_object_new (CULVERT_TYPE_LOG_SEARCH, NULL);
  self->log = g_object_ref (log);

  return self;
}

void
culvert_log_search_set_words (CulvertLogSearch *self, const char *words)
{
  g_return_if_fail (CULVERT_IS_LOG_SEARCH (self));
  g_return_if_fail (words != NULL);

  g_clear_pointer (&self->needle, culvert_log_needle_free);
  self->needle = culvert_log_needle_new (words);
  begin (self);
}

void
culvert_log_search_set_level (CulvertLogSearch *self, CulvertLogLevel level)
{
  g_return_if_fail (CULVERT_IS_LOG_SEARCH (self));

  if (level == self->level)
    return;

  self->level = level;
  begin (self);
}

void
culvert_log_search_follow (CulvertLogSearch *self)
{
  g_return_if_fail (CULVERT_IS_LOG_SEARCH (self));

  if (self->source == 0 && self->needle != NULL &&
      self->next < culvert_session_log_get_end (self->log))
    self->source = g_idle_add (on_slice, self);
}

const CulvertLogNeedle *
culvert_log_search_get_needle (CulvertLogSearch *self)
{
  g_return_val_if_fail (CULVERT_IS_LOG_SEARCH (self), NULL);

  return self->needle;
}

gboolean
culvert_log_search_is_complete (CulvertLogSearch *self)
{
  g_return_val_if_fail (CULVERT_IS_LOG_SEARCH (self), TRUE);

  return self->next >= self->goal;
}

const CulvertLogRows *
culvert_log_search_get_matches (CulvertLogSearch *self)
{
  g_return_val_if_fail (CULVERT_IS_LOG_SEARCH (self), NULL);

  return &self->matches;
}
