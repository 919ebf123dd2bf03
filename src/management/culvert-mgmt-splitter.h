/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest line that is handed out, without its line end. */
#define CULVERT_MGMT_SPLITTER_MAX_LINE 65536

/**
 * CulvertMgmtSplitter:
 *
 * Bytes to lines. It owns one buffer into which the bytes are read, and hands out spans of it, so
 * that a line is copied only where it straddles two reads. Pure: it neither reads nor knows what a
 * line means. Lines end in CRLF or LF; NUL is data.
 *
 * `ENTER PASSWORD:` has no line end. It is recognised only before the first line, and may come
 * several times there.
 */
typedef struct _CulvertMgmtSplitter CulvertMgmtSplitter;

typedef enum
{
  CULVERT_MGMT_SPLIT_NOTHING, /* more bytes are needed */
  CULVERT_MGMT_SPLIT_LINE,
  CULVERT_MGMT_SPLIT_PROMPT,   /* ENTER PASSWORD: */
  CULVERT_MGMT_SPLIT_OVERLONG, /* a line over the limit was thrown away */
} CulvertMgmtSplit;

CulvertMgmtSplitter *culvert_mgmt_splitter_new (void);
void culvert_mgmt_splitter_free (CulvertMgmtSplitter *self);

/* Where to put bytes, at least one. Ends the life of all lines handed out before. All lines must
 * have been taken. */
char *culvert_mgmt_splitter_get_room (CulvertMgmtSplitter *self, gsize *size);
void culvert_mgmt_splitter_add (CulvertMgmtSplitter *self, gsize n_bytes);

/**
 * culvert_mgmt_splitter_next:
 * @line: (out) (transfer none): for LINE, its text, writable, NUL-terminated at `length`
 */
CulvertMgmtSplit culvert_mgmt_splitter_next (CulvertMgmtSplitter *self, char **line, gsize *length);

/* Overwrites every byte that was handed out: a line may have held a secret. Ends its life. */
void culvert_mgmt_splitter_wipe (CulvertMgmtSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtSplitter, culvert_mgmt_splitter_free)

G_END_DECLS
