/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-config-import.h"

G_BEGIN_DECLS

/**
 * culvert_config_importer_read_async:
 * @file: a profile, chosen by the user
 *
 * Reads a profile and the files that it names, with the rights of the user and within bounds, and
 * makes one text of them. Runs nothing and writes nothing. Errors are of #CulvertConfigError, or
 * %G_IO_ERROR_CANCELLED.
 */
void culvert_config_importer_read_async (GFile *file,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/* (transfer full) (nullable) */
CulvertConfigImport *culvert_config_importer_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
