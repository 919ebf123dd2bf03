/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-recordings.h"

#include <glib/gi18n.h>

struct _CulvertRecordings
{
  GObject parent_instance;

  GHashTable *running; /* (owned): CulvertSession (owned) → CulvertSessionRecorder (owned) */
};

G_DEFINE_FINAL_TYPE (CulvertRecordings, culvert_recordings, G_TYPE_OBJECT)

enum
{
  CHANGED,
  ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell_changed (CulvertRecordings *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_recorder (gpointer session, gpointer recorder, gpointer wanted)
{
  return recorder == wanted;
}

static char *
dup_sentence (const GError *error, const char *path)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    /* Translators: the name of a file */
    return g_strdup_printf (_ ("The recording has ended, because “%s” holds 64 MB."), path);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    /* Translators: the name of a file */
    return g_strdup_printf (_ ("The recording has ended, because there is no more room for “%s”."),
                            path);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    /* Translators: the name of a file */
    return g_strdup_printf (_ ("The recording has ended, because the disk is too slow for “%s”."),
                            path);

  /* Translators: the name of a file, and a reason, a whole sentence or the beginning of one */
  return g_strdup_printf (_ ("The recording into “%s” has ended: %s"), path, error->message);
}

static void
on_ended (CulvertSessionRecorder *recorder, const GError *error, CulvertRecordings *self)
{
  GFile *file = culvert_session_recorder_get_file (recorder);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *sentence = error != NULL ? dup_sentence (error, shown) : NULL;

  g_hash_table_foreach_remove (self->running, is_recorder, recorder);
  tell_changed (self);
  if (sentence != NULL)
    g_signal_emit (self, signals[ENDED], 0, sentence);
}

static void
let_go (gpointer recorder)
{
  culvert_session_recorder_stop (recorder);
  g_object_unref (recorder);
}

static void
culvert_recordings_dispose (GObject *object)
{
  CulvertRecordings *self = CULVERT_RECORDINGS (object);

  g_clear_pointer (&self->running, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_recordings_parent_class)->dispose (object);
}

static void
culvert_recordings_class_init (CulvertRecordingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_recordings_dispose;

  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_RECORDINGS,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
  signals[ENDED] = g_signal_new ("ended",
                                 CULVERT_TYPE_RECORDINGS,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_STRING);
}

static void
culvert_recordings_init (CulvertRecordings *self)
{
  self->running = g_hash_table_new_full (NULL, NULL, g_object_unref, let_go);
}

CulvertRecordings *
culvert_recordings_new (void)
{
  return g_object_new (CULVERT_TYPE_RECORDINGS, NULL);
}

void
culvert_recordings_begin (CulvertRecordings *self, CulvertSession *session, GFile *file)
{
  CulvertSessionFacts facts;
  CulvertSessionRecorder *recorder;

  g_return_if_fail (CULVERT_IS_RECORDINGS (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  facts = culvert_session_get_facts (session);
  recorder =
      culvert_session_recorder_new (culvert_session_get_console (session),
                                    file,
                                    facts.daemon_version != NULL ? facts.daemon_version : "OpenVPN",
                                    CULVERT_SESSION_RECORDER_MAX_BYTES);
  g_hash_table_replace (self->running, g_object_ref (session), recorder);
  g_signal_connect_object (recorder, "changed", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (recorder, "ended", G_CALLBACK (on_ended), self, 0);
  tell_changed (self);
}

gboolean
culvert_recordings_stop (CulvertRecordings *self, CulvertSession *session)
{
  g_return_val_if_fail (CULVERT_IS_RECORDINGS (self), FALSE);

  if (session == NULL || !g_hash_table_contains (self->running, session))
    return FALSE;

  culvert_session_recorder_stop (g_hash_table_lookup (self->running, session));

  return TRUE;
}

char *
culvert_recordings_describe (CulvertRecordings *self, CulvertSession *session)
{
  CulvertSessionRecorder *recorder =
      session != NULL ? g_hash_table_lookup (self->running, session) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;
  gulong n;

  if (recorder == NULL)
    return NULL;

  name = g_file_get_basename (culvert_session_recorder_get_file (recorder));
  shown = g_filename_display_name (name);
  n = (gulong) culvert_session_recorder_get_n_lines (recorder);

  /* Translators: a number of lines, and the name of a file */
  return g_strdup_printf (ngettext ("%'lu line recorded into “%s”, at most 64 MB",
                                    "%'lu lines recorded into “%s”, at most 64 MB",
                                    n),
                          n,
                          shown);
}
