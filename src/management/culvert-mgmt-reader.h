/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertMgmtReader:
 *
 * Reads a daemon's socket in turns that are short enough for redraw to come in between, and hands
 * out its lines. It is a part of its owner, whom it tells everything.
 */
typedef struct _CulvertMgmtReader CulvertMgmtReader;

/**
 * CulvertMgmtReaderListener:
 * @spoke: bytes came; before anything that they mean
 * @line: without its line end, writable, NUL-terminated at `length`; dies with the call
 * @prompt: `ENTER PASSWORD:`
 * @overlong: a line was left out; is_too_often: it was the 16th within a minute
 * @flooded: told once, when lines have come too fast for too long
 * @ended: told once, last; error is NULL at the end of the stream
 *
 * The owner may stop or free the reader in any of them.
 */
typedef struct
{
  void (*spoke) (gpointer owner);
  void (*line) (gpointer owner, char *text, gsize length);
  void (*prompt) (gpointer owner);
  void (*overlong) (gpointer owner, gboolean is_too_often);
  void (*flooded) (gpointer owner);
  void (*ended) (gpointer owner, const GError *error);
} CulvertMgmtReaderListener;

/* `socket` and `owner` must outlive it. */
CulvertMgmtReader *culvert_mgmt_reader_new (GSocket *socket,
                                            guint max_lines_per_second,
                                            guint flood_ms,
                                            const CulvertMgmtReaderListener *listener,
                                            gpointer owner);
void culvert_mgmt_reader_free (CulvertMgmtReader *self);

/* From now on it tells nothing. */
void culvert_mgmt_reader_stop (CulvertMgmtReader *self);

/* The line that is being handed out was asked for, or has to come: it is no part of a flood,
 * however many there are. */
void culvert_mgmt_reader_expect_line (CulvertMgmtReader *self);

/* Overwrites what was handed out; a line's life ends with it. */
void culvert_mgmt_reader_wipe (CulvertMgmtReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertMgmtReader, culvert_mgmt_reader_free)

G_END_DECLS
