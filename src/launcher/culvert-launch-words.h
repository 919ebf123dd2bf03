/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The last lines of a log as one line for people: bounded, plain; NULL where there are none. Pure.
 */
char *culvert_launch_words_of (const char *log, gsize length);

/* A file for a daemon to write to. It is memory that cannot grow: nobody reads it while all is
 * well, and a daemon that runs for months can neither fill a disk nor be stopped by a full pipe.
 * Returns: -1 with FAILED */
int culvert_launch_words_open_log (GError **error);
/* (transfer full) (nullable): what was written there last. @log: -1 is an empty one */
char *culvert_launch_words_of_log (int log);

/* What the daemon of a unit last said since a time (seconds since 1970), as far as this user may
 * read the journal. */
void culvert_launch_words_read_async (const char *unit,
                                      gint64 since,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* (transfer full) (nullable) */
char *culvert_launch_words_read_finish (GAsyncResult *result);

G_END_DECLS
