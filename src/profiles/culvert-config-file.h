/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-secret-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * culvert_config_file_read_async:
 * @max_length: more is an error
 *
 * Reads a regular file into memory for secrets. It waits for no pipe and starts no device, and a
 * network that hangs holds up nothing but a thread. Errors are of #GIOErrorEnum; their messages
 * name no file.
 */
void culvert_config_file_read_async (GFile *file,
                                     gsize max_length,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/* (transfer full) (nullable) */
CulvertSecretText *culvert_config_file_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
