/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-log-needle.h"
#include "culvert-log-rows.h"

G_BEGIN_DECLS

/**
 * CulvertLogSearch:
 *
 * The lines of a log in which something is found. It goes through the log in slices, as an idle
 * source below redraw, and then follows it: whoever shows the log calls
 * culvert_log_search_follow() when there are new lines.
 *
 * Signal `changed`: matches came or went, or the search is through with what there was when it
 * began; at most once a slice.
 */
#define CULVERT_TYPE_LOG_SEARCH (culvert_log_search_get_type ())
G_DECLARE_FINAL_TYPE (CulvertLogSearch, culvert_log_search, CULVERT, LOG_SEARCH, GObject)

CulvertLogSearch *culvert_log_search_new (CulvertSessionLog *log);

/* Begins again. Nothing is found of "". */
void culvert_log_search_set_words (CulvertLogSearch *self, const char *words);
/* Begins again, among the lines of this level. */
void culvert_log_search_set_level (CulvertLogSearch *self, CulvertLogLevel level);
void culvert_log_search_follow (CulvertLogSearch *self);

/* (transfer none) (nullable): NULL while nothing is looked for */
const CulvertLogNeedle *culvert_log_search_get_needle (CulvertLogSearch *self);
/* The lines that were there when it began have been looked at. */
gboolean culvert_log_search_is_complete (CulvertLogSearch *self);
/* (transfer none): the lines that match, as far as it has come */
const CulvertLogRows *culvert_log_search_get_matches (CulvertLogSearch *self);

G_END_DECLS
