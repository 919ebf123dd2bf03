/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

G_BEGIN_DECLS

/* What one icon shows and tells of all connections. All strings are (transfer full). */

#define CULVERT_TRAY_ICON_N_STEPS 3

/* @step: which picture of a moving icon; 0 to %CULVERT_TRAY_ICON_N_STEPS - 1
 * @is_coloured: FALSE for one in the colour of the panel */
char *culvert_tray_icon_name (const char *application_id,
                              CulvertSummaryState state,
                              guint step,
                              gboolean is_coloured);
/* Panels look for icons in the data folders of the desktop; a folder elsewhere must be told.
 * (nullable): NULL where `data_folder` is one of those */
char *culvert_tray_icon_find_folder (const char *data_folder);
gboolean culvert_tray_icon_is_moving (CulvertSummaryState state);

/* For a screen reader: "Two connections are up." */
char *culvert_tray_icon_description (const CulvertSessionSummary *summary);

/* One line of plain text for each connection that is not idle. @now: seconds since 1970 */
char *culvert_tray_icon_tooltip (CulvertSessionList *sessions, gint64 now);

G_END_DECLS
