/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* What belongs to one profile of one user; `id` is a UUID. Always the same, so that a daemon that
 * was left running is found again. */
char *culvert_launch_name_dup_unit (uid_t uid, const char *id);
/* Below /run, made and removed by systemd. */
char *culvert_launch_name_dup_runtime_folder (uid_t uid, const char *id);
char *culvert_launch_name_dup_socket (uid_t uid, const char *id);
/* Where there is no systemd to make a folder: one of the user's own. NULL with an error where the
 * path would be too long for a socket. */
char *
culvert_launch_name_dup_user_socket (const char *runtime_folder, const char *id, GError **error);

/* One line for a shell, each argument quoted where it has to be. */
char *culvert_launch_name_quote (const char *const *arguments);

G_END_DECLS
