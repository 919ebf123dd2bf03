/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-connections.h"

G_BEGIN_DECLS

/* The exit status of the program. */
typedef enum
{
  CULVERT_EXIT_DONE,
  CULVERT_EXIT_FAILED,
  CULVERT_EXIT_USAGE, /* options that there are not, or that do not go together */
  CULVERT_EXIT_NO_CONNECTION,
  CULVERT_EXIT_TIMED_OUT,
} CulvertExit;

/* What `culvert --help` lists. */
void culvert_command_line_add_options (GApplication *application);

/* Whether these options are for an application that stays, not only for a question to it. */
gboolean culvert_command_line_is_for_staying (GVariantDict *given);

/* Whether these options ask for the window. */
gboolean culvert_command_line_is_for_window (GVariantDict *given);

/* The files to open in the window. (transfer full) (element-type GFile) */
GPtrArray *culvert_command_line_dup_files (GApplicationCommandLine *command_line);

gboolean culvert_command_line_has_files (GVariantDict *given);

/**
 * culvert_command_line_run_async:
 *
 * Does what the options say, prints on the caller's terminal, and finishes with the exit status, a
 * CulvertExit. The connections must be loaded.
 */
void culvert_command_line_run_async (GApplicationCommandLine *command_line,
                                     CulvertConnections *connections,
                                     GActionGroup *actions,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
int culvert_command_line_run_finish (GAsyncResult *result);

G_END_DECLS
