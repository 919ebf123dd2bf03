/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "culvert-session-log.h"

G_BEGIN_DECLS

/**
 * culvert_log_gather_async:
 * @numbers: (element-type guint64): of the lines that are wanted
 * @cancellable: (nullable)
 *
 * Makes one text of lines, for the clipboard or a file: with date and time, each ended by a line
 * feed. It does so in slices, since all of a log takes a while. Lines that the log does not keep
 * any more when their turn comes are left out.
 */
void culvert_log_gather_async (CulvertSessionLog *log,
                               GArray *numbers,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Returns: (transfer full): valid UTF-8, with a NUL behind the end */
GBytes *culvert_log_gather_finish (CulvertSessionLog *log, GAsyncResult *result, GError **error);

/* The same, into a file. */
void culvert_log_save_async (CulvertSessionLog *log,
                             GArray *numbers,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean culvert_log_save_finish (CulvertSessionLog *log, GAsyncResult *result, GError **error);

G_END_DECLS
