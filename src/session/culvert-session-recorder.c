/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-recorder"

#include "culvert-session-recorder.h"

#include "culvert-plain-text.h"

#include <string.h>

/* How far a disk may lag behind a daemon. */
#define MAX_PENDING (4 * 1024 * 1024)

struct _CulvertSessionRecorder
{
  GObject parent_instance;

  CulvertSessionConsole *console; /* (owned) (nullable): until it ends */
  GFile *file;                    /* (owned) */
  GOutputStream *stream;          /* (owned) (nullable): once it is open */
  GString *pending;               /* (owned): not yet given to the stream */
  GError *error;                  /* (owned) (nullable): what will be told at the end */
  gint64 start;                   /* monotonic */
  guint64 n_lines;
  gsize n_bytes;
  gsize max_bytes;
  gboolean is_busy;   /* the stream is opened, written or closed */
  gboolean is_ending; /* nothing more is taken down */
  gboolean is_over;
};

G_DEFINE_FINAL_TYPE (CulvertSessionRecorder, culvert_session_recorder, G_TYPE_OBJECT)

enum
{
  CHANGED,
  ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void go_on (CulvertSessionRecorder *self);

/* As a transcript is read. */
static char *
escape (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\\", -1);
  g_autofree char *doubled = g_strjoinv ("\\\\", parts);

  return culvert_plain_text_escape (doubled, -1);
}

static void
stop_listening (CulvertSessionRecorder *self)
{
  self->is_ending = TRUE;
  if (self->console == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->console, self);
  culvert_session_console_unwatch (self->console);
  g_clear_object (&self->console);
}

/* The first reason counts. */
static void
end_with (CulvertSessionRecorder *self, GError *owned_error)
{
  stop_listening (self);
  if (self->error == NULL)
    self->error = owned_error;
  else
    g_error_free (owned_error);
}

static void
finish (CulvertSessionRecorder *self)
{
  if (self->is_over)
    return;

  self->is_over = TRUE;
  g_signal_emit (self, signals[ENDED], 0, self->error);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionRecorder) self = user_data;
  GError *error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    end_with (self, error);
  g_clear_object (&self->stream);
  finish (self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionRecorder) self = user_data;
  GError *error = NULL;

  self->is_busy = FALSE;
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      g_string_truncate (self->pending, 0);
      end_with (self, error);
    }
  go_on (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
write_pending (CulvertSessionRecorder *self)
{
  g_autoptr (GString) text = g_steal_pointer (&self->pending);
  gsize length = text->len;
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  gconstpointer data = g_bytes_get_data (bytes, NULL);
  GOutputStream *stream = self->stream;

  self->pending = g_string_new (NULL);
  self->is_busy = TRUE;
  /* The bytes live as long as the write, with the stream. */
  g_object_set_data_full (G_OBJECT (stream),
                          "culvert-bytes",
                          g_steal_pointer (&bytes),
                          (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (stream,
                                   data,
                                   length,
                                   G_PRIORITY_DEFAULT,
                                   NULL,
                                   on_written,
                                   g_object_ref (self));
}

/* Does what is next, once the stream has time for it. */
static void
go_on (CulvertSessionRecorder *self)
{
  if (self->is_busy || self->stream == NULL)
    return;

  if (self->pending->len > 0)
    {
      write_pending (self);
    }
  else if (self->is_ending)
    {
      self->is_busy = TRUE;
      g_output_stream_close_async (self->stream,
                                   G_PRIORITY_DEFAULT,
                                   NULL,
                                   on_closed,
                                   g_object_ref (self));
    }
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionRecorder) self = user_data;
  GError *error = NULL;
  GFileOutputStream *stream = g_file_replace_finish (G_FILE (source), result, &error);

  self->is_busy = FALSE;
  if (stream == NULL)
    {
      end_with (self, error);
      finish (self);
      return;
    }

  self->stream = G_OUTPUT_STREAM (stream);
  go_on (self);
}

static void
add (CulvertSessionRecorder *self, CulvertWireDirection direction, const char *text)
{
  gint64 now = g_get_monotonic_time () - self->start;
  g_autofree char *plain = escape (text);
  gsize length = self->pending->len;

  /* The same in any locale, which a printed fraction is not. */
  g_string_append_printf (self->pending,
                          "%4" G_GINT64_FORMAT ".%06d %c %s\n",
                          now / G_USEC_PER_SEC,
                          (int) (now % G_USEC_PER_SEC),
                          (char) direction,
                          plain);
  self->n_bytes += self->pending->len - length;
}

static void
on_line (CulvertSessionRecorder *self, int direction, const char *text)
{
  add (self, (CulvertWireDirection) direction, text);
  self->n_lines++;

  if (self->pending->len > MAX_PENDING)
    end_with (self,
              g_error_new_literal (G_IO_ERROR,
                                   G_IO_ERROR_BUSY,
                                   "The disk is slower than the daemon talks."));
  else if (self->n_bytes >= self->max_bytes)
    {
      add (self, CULVERT_WIRE_EVENT, "the recording has its full length");
      end_with (self,
                g_error_new_literal (G_IO_ERROR,
                                     G_IO_ERROR_MESSAGE_TOO_LARGE,
                                     "The recording has its full length."));
    }
  go_on (self);
}

static void
add_heading (CulvertSessionRecorder *self, const char *about)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format_iso8601 (now);
  g_auto (GStrv) lines = g_strsplit (about, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *plain = escape (lines[i]);

      g_string_append_printf (self->pending, "# %s\n", plain);
    }
  g_string_append_printf (self->pending, "# recorded: %s\n", time);
  g_string_append (self->pending,
                   "# format: SECONDS DIR TEXT; DIR < from the daemon, > to it, ~ from the daemon "
                   "without a line end, ! event; *** stands for a secret\n");
  self->n_bytes = self->pending->len;
}

static void
culvert_session_recorder_dispose (GObject *object)
{
  stop_listening (CULVERT_SESSION_RECORDER (object));

  G_OBJECT_CLASS (culvert_session_recorder_parent_class)->dispose (object);
}

static void
culvert_session_recorder_finalize (GObject *object)
{
  CulvertSessionRecorder *self = CULVERT_SESSION_RECORDER (object);

  g_clear_object (&self->stream);
  g_clear_object (&self->file);
  g_clear_error (&self->error);
  g_string_free (self->pending, TRUE);

  G_OBJECT_CLASS (culvert_session_recorder_parent_class)->finalize (object);
}

static void
culvert_session_recorder_class_init (CulvertSessionRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_session_recorder_dispose;
  object_class->finalize = culvert_session_recorder_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_SESSION_RECORDER,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
  signals[ENDED] = g_signal_new ("ended",
                                 CULVERT_TYPE_SESSION_RECORDER,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_ERROR);
}

static void
culvert_session_recorder_init (CulvertSessionRecorder *self)
{
  self->pending = g_string_new (NULL);
  self->start = g_get_monotonic_time ();
}

CulvertSessionRecorder *
culvert_session_recorder_new (CulvertSessionConsole *console,
                              GFile *file,
                              const char *about,
                              gsize max_bytes)
{
  CulvertSessionRecorder *self;

  g_return_val_if_fail (CULVERT_IS_SESSION_CONSOLE (console), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (about != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_SESSION_RECORDER, NULL);
  self->console = g_object_ref (console);
  self->file = g_object_ref (file);
  self->max_bytes = max_bytes;
  add_heading (self, about);
  g_signal_connect_object (console, "line", G_CALLBACK (on_line), self, G_CONNECT_SWAPPED);
  culvert_session_console_watch (console);

  self->is_busy = TRUE;
  g_file_replace_async (file,
                        NULL,
                        FALSE,
                        G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                        G_PRIORITY_DEFAULT,
                        NULL,
                        on_opened,
                        g_object_ref (self));

  return self;
}

void
culvert_session_recorder_stop (CulvertSessionRecorder *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_RECORDER (self));

  stop_listening (self);
  go_on (self);
}

guint64
culvert_session_recorder_get_n_lines (CulvertSessionRecorder *self)
{
  return self->n_lines;
}

GFile *
culvert_session_recorder_get_file (CulvertSessionRecorder *self)
{
  return self->file;
}
