/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertLaunchProgram:
 *
 * The openvpn of this system: where it is, and the script that sets up name servers for one that
 * cannot do so itself.
 */
typedef struct
{
  char *path;       /* (owned) */
  char *dns_script; /* (owned) (nullable) */
} CulvertLaunchProgram;

void culvert_launch_program_free (CulvertLaunchProgram *self);

/* Error: NOT_FOUND. */
void culvert_launch_program_find_async (GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
CulvertLaunchProgram *culvert_launch_program_find_finish (GAsyncResult *result, GError **error);

/* From 2.7 on openvpn tells the system of its name servers without help. `output` is what
 * `openvpn --version` prints. */
gboolean culvert_launch_program_does_dns (const char *output);

/* Where a program really is that nobody but root can have put there or changed, up to the root
 * folder; NULL if it is not one. Asks the file system, so it belongs in a thread. */
char *culvert_launch_program_dup_safe (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertLaunchProgram, culvert_launch_program_free)

G_END_DECLS
