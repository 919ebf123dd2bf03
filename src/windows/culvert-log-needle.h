/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-log.h"

G_BEGIN_DECLS

/**
 * CulvertLogNeedle:
 *
 * What is looked for in a log, without regard to capital letters. It looks at what a user sees of a
 * line, not at the bytes that were sent.
 */
typedef struct _CulvertLogNeedle CulvertLogNeedle;

/* Returns: (transfer full) (nullable): NULL for nothing */
CulvertLogNeedle *culvert_log_needle_new (const char *words);
void culvert_log_needle_free (CulvertLogNeedle *self);

gboolean culvert_log_needle_is_in (const CulvertLogNeedle *self, const CulvertSessionLogLine *line);

/**
 * culvert_log_needle_find:
 * @text: as culvert_log_text_for_view() makes it
 * @start: (inout): where to begin to look, then where it is
 * @end: (out): where it ends
 */
gboolean
culvert_log_needle_find (const CulvertLogNeedle *self, const char *text, gsize *start, gsize *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertLogNeedle, culvert_log_needle_free)

G_END_DECLS
