/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-console.h"

G_BEGIN_DECLS

/* A recording ends when the file is as long as this. */
#define CULVERT_SESSION_RECORDER_MAX_BYTES (64 * 1024 * 1024)

/**
 * CulvertSessionRecorder:
 *
 * Writes what goes over the wire into a file, as a transcript: `# …` for what it is about, then
 * lines of `SECONDS DIRECTION TEXT`, in which a byte that is no text is `\xNN` and a backslash is
 * doubled. Secrets are masked. The file is for its owner alone, and is written as lines come,
 * without keeping the main loop.
 *
 * Signals
 *  - `changed ()`: more is written; at most once for each write
 *  - `ended (const GError *error)`: told once, last; the error is NULL when all is in the file,
 *    G_IO_ERROR_MESSAGE_TOO_LARGE when it has its full length, and all before that is in it
 */
#define CULVERT_TYPE_SESSION_RECORDER (culvert_session_recorder_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionRecorder,
                      culvert_session_recorder,
                      CULVERT,
                      SESSION_RECORDER,
                      GObject)

/**
 * culvert_session_recorder_new:
 * @about: what stands above, raw text of any number of lines
 * @max_bytes: %CULVERT_SESSION_RECORDER_MAX_BYTES
 *
 * Begins at once.
 */
CulvertSessionRecorder *culvert_session_recorder_new (CulvertSessionConsole *console,
                                                      GFile *file,
                                                      const char *about,
                                                      gsize max_bytes);
/* What has been said until now is still written, and then it ends. */
void culvert_session_recorder_stop (CulvertSessionRecorder *self);
/* Lines since it began. */
guint64 culvert_session_recorder_get_n_lines (CulvertSessionRecorder *self);
GFile *culvert_session_recorder_get_file (CulvertSessionRecorder *self); /* (transfer none) */

G_END_DECLS
