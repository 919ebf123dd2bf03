/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-log-view.h"

G_BEGIN_DECLS

/**
 * CulvertLogSearchBar:
 *
 * Looks for words in the log that a view shows, and leads through it. What is typed brings the last
 * line that matches up to where the user is; from there it goes both ways, and round.
 */
#define CULVERT_TYPE_LOG_SEARCH_BAR (culvert_log_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLogSearchBar,
                      culvert_log_search_bar,
                      CULVERT,
                      LOG_SEARCH_BAR,
                      GtkSearchBar)

/* @view: (unowned): on the same page, for good */
void culvert_log_search_bar_set_view (CulvertLogSearchBar *self, CulvertLogView *view);
/* @log: (nullable): the log that the view shows */
void culvert_log_search_bar_set_log (CulvertLogSearchBar *self, CulvertSessionLog *log);
void culvert_log_search_bar_set_level (CulvertLogSearchBar *self, CulvertLogLevel level);

/* Opens it, for other words. */
void culvert_log_search_bar_start (CulvertLogSearchBar *self);
/* Opens it where nothing is looked for yet. */
void culvert_log_search_bar_step (CulvertLogSearchBar *self, gboolean is_forward);

G_END_DECLS
