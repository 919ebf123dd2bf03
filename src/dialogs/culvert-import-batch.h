/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-import.h"

G_BEGIN_DECLS

/**
 * CulvertImportBatch:
 *
 * Files that the user wants to have as connections, and what became of each: it reads them in their
 * order, and one of them at a time is the one that is asked about.
 *
 * Signal `changed`: the current file, what is known of it, or how many there are.
 */
#define CULVERT_TYPE_IMPORT_BATCH (culvert_import_batch_get_type ())
G_DECLARE_FINAL_TYPE (CulvertImportBatch, culvert_import_batch, CULVERT, IMPORT_BATCH, GObject)

CulvertImportBatch *culvert_import_batch_new (void);

void culvert_import_batch_add (CulvertImportBatch *self, GFile *file);
guint culvert_import_batch_get_length (CulvertImportBatch *self);
/* Nobody wants the rest any more: reads nothing further, and emits nothing. */
void culvert_import_batch_stop (CulvertImportBatch *self);

/* Of the current file, from 0; the length when all have been asked about. */
guint culvert_import_batch_get_position (CulvertImportBatch *self);
/* There is a file after the current one that will be asked about. */
gboolean culvert_import_batch_has_next (CulvertImportBatch *self);
/* The current one has been asked about. */
void culvert_import_batch_go_on (CulvertImportBatch *self);

/* Of the current file: its name, fit to be shown (nullable): there is none */
const char *culvert_import_batch_get_name (CulvertImportBatch *self);
/* (nullable): it is still being read, or was refused */
CulvertConfigImport *culvert_import_batch_get_import (CulvertImportBatch *self);
/* (nullable): it is still being read, or was not refused */
const GError *culvert_import_batch_get_error (CulvertImportBatch *self);

/* From the current file on, how many there are that nobody needs to look at first; 0 until all have
 * been read. */
guint culvert_import_batch_count_clean (CulvertImportBatch *self);
/* The first of those that come after the current one, which will not be asked about any more.
 * (transfer none) (nullable): there is none */
CulvertConfigImport *culvert_import_batch_take_clean (CulvertImportBatch *self);

G_END_DECLS
