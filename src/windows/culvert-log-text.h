/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-log.h"

G_BEGIN_DECLS

/* A line of a log as text: one line, without control characters, however it was sent. Each is
 * (transfer full). */

/* Bounded, for a view. */
char *culvert_log_text_for_view (const CulvertSessionLogLine *line);

/* Whole, and otherwise as in a view. */
char *culvert_log_text_for_search (const CulvertSessionLogLine *line);

/* Whole, with date and time, for the clipboard. */
char *culvert_log_text_for_copy (const CulvertSessionLogLine *line);

/* "12:34:56", or "". The zone is given because it costs more to find out than all the rest. */
char *culvert_log_text_time (const CulvertSessionLogLine *line, GTimeZone *zone);

G_END_DECLS
