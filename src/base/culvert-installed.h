/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * culvert_installed_move:
 * @folder: a folder of the installation, as it was configured
 * @configured_program: the path of the program, as it was configured
 * @program: (nullable): the path of the program that runs
 *
 * Where @folder is when the whole installation has been moved so that the program became @program.
 *
 * Returns: (transfer full): @folder itself where the program does not tell
 */
char *
culvert_installed_move (const char *folder, const char *configured_program, const char *program);

/**
 * culvert_installed_find:
 * @folder: a folder of the installation, as it was configured
 *
 * Where it is, also for an installation that was moved or copied as a whole.
 *
 * Returns: (transfer full): @folder itself where there is no such folder next to the program
 */
char *culvert_installed_find (const char *folder);

/* In a Flatpak: the programs and most of the files of the system are out of reach. */
gboolean culvert_installed_in_sandbox (void);

G_END_DECLS
