/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-connections.h"

G_BEGIN_DECLS

/**
 * culvert_command_import_async:
 *
 * `--import FILE`, with `--name` and `--allow-programs`: adds the profile and prints on the
 * caller's terminal what was changed in it, or why it was not taken. What runs programs of its own
 * is not taken without being allowed to: on a terminal nobody is asked.
 */
void culvert_command_import_async (GApplicationCommandLine *command_line,
                                   CulvertConnections *connections,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* TRUE: it was imported, and is on the disk. */
gboolean culvert_command_import_finish (GAsyncResult *result);

G_END_DECLS
