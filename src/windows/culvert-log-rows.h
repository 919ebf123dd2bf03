/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-log.h"

G_BEGIN_DECLS

/* The least that a line must be to be shown. */
typedef enum
{
  CULVERT_LOG_LEVEL_ALL,
  CULVERT_LOG_LEVEL_WARNINGS,
  CULVERT_LOG_LEVEL_ERRORS,
} CulvertLogLevel;

/* @flags: CulvertMgmtLogFlags */
gboolean culvert_log_level_shows (CulvertLogLevel level, guint flags);

/**
 * CulvertLogRows:
 *
 * The numbers of some lines of a log, in order: those of a level, or those in which something was
 * found. Numbers come at the end and go at the front, as the lines of the log do.
 */
typedef struct
{
  GArray *numbers; /* (owned) (element-type guint64): the first `n_gone` of them have gone */
  guint n_gone;
} CulvertLogRows;

void culvert_log_rows_init (CulvertLogRows *self);
void culvert_log_rows_clear (CulvertLogRows *self);

/* Greater than all before. */
void culvert_log_rows_append (CulvertLogRows *self, guint64 number);
/* Returns: how many went, since they are not kept any more */
guint culvert_log_rows_drop_before (CulvertLogRows *self, guint64 first);
void culvert_log_rows_drop_all (CulvertLogRows *self);

guint culvert_log_rows_get_n (const CulvertLogRows *self);
guint64 culvert_log_rows_get_number (const CulvertLogRows *self, guint row);
/* Returns: the first row whose number is not less; the number of rows where there is none */
guint culvert_log_rows_find (const CulvertLogRows *self, guint64 number);

G_END_DECLS
