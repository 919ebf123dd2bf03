/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-front.h"

G_BEGIN_DECLS

/**
 * CulvertFileOpener:
 *
 * Shows the profiles that Culvert is asked to open, by a file manager or on a command line, so that
 * the user can import them.
 */
#define CULVERT_TYPE_FILE_OPENER (culvert_file_opener_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFileOpener, culvert_file_opener, CULVERT, FILE_OPENER, GObject)

CulvertFileOpener *culvert_file_opener_new (CulvertFront *front);

/* Files of a file manager's; they wait until the connections are known. */
void culvert_file_opener_open (CulvertFileOpener *self, GFile **files, int n_files);
/* The connections are known. */
void culvert_file_opener_begin (CulvertFileOpener *self);

/* Files of a command line. Returns its exit status. */
int culvert_file_opener_run (CulvertFileOpener *self, GApplicationCommandLine *command_line);

G_END_DECLS
