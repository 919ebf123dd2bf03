/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 time;      /* seconds since 1970, or -1 */
  guint flags;      /* CulvertMgmtLogFlags */
  const char *text; /* NUL-terminated; raw remote text */
  gsize length;
} CulvertSessionLogLine;

/**
 * CulvertSessionLog:
 *
 * The last lines of a daemon's log: at most 100,000 lines or 16 MiB, whichever comes first; older
 * ones go, and a longer line is cut. Lines are numbered from 0 for the life of the log; those in
 * [first, end) are kept.
 *
 * Signal `changed`: lines came. It is told once, then not again until culvert_session_log_arm(),
 * so that a flood costs one emission a frame.
 */
#define CULVERT_TYPE_SESSION_LOG (culvert_session_log_get_type ())
G_DECLARE_FINAL_TYPE (CulvertSessionLog, culvert_session_log, CULVERT, SESSION_LOG, GObject)

CulvertSessionLog *culvert_session_log_new (void);
void culvert_session_log_append (CulvertSessionLog *self,
                                 gint64 time,
                                 guint flags,
                                 const char *text,
                                 gsize length);
guint64 culvert_session_log_get_first (CulvertSessionLog *self);
guint64 culvert_session_log_get_end (CulvertSessionLog *self);
/* FALSE where line `number` is not kept. The strings live until the next append. */
gboolean
culvert_session_log_get_line (CulvertSessionLog *self, guint64 number, CulvertSessionLogLine *line);
void culvert_session_log_arm (CulvertSessionLog *self);

G_END_DECLS
