/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CulvertTranscript:
 *
 * A recorded conversation of a real daemon, from tests/transcripts. An immutable value.
 */
typedef struct _CulvertTranscript CulvertTranscript;

/* `name` has no ending. NAME.chunks.jsonl is preferred, because it has the exact pieces in which
 * the bytes came; else NAME.txt is read. A recording that is missing or broken fails the test. */
CulvertTranscript *culvert_transcript_load (const char *name);
void culvert_transcript_free (CulvertTranscript *self);

guint culvert_transcript_get_n_chunks (CulvertTranscript *self);
/* Returns: (transfer none): what one side sent in one piece */
GBytes *culvert_transcript_get_chunk (CulvertTranscript *self, guint index, gboolean *from_daemon);

/* Everything that the daemon sent. */
GBytes *culvert_transcript_get_daemon_bytes (CulvertTranscript *self);

/* The lines that one side sent, without line ends. Returns: (transfer full) (element-type utf8) */
GPtrArray *culvert_transcript_get_lines (CulvertTranscript *self, gboolean from_daemon);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertTranscript, culvert_transcript_free)

G_END_DECLS
