/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <sys/types.h>

#include "culvert-config-review.h"
#include "culvert-launch-program.h"

G_BEGIN_DECLS

/**
 * CulvertLaunchUnit:
 * @id: the UUID of the profile
 * @name: what the user calls it; an administrator sees it among the services
 * @user, @uid: who it is for
 *
 * The systemd unit that one profile runs in, made when it is started and gone when it ends.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *user;
  uid_t uid;
  const CulvertLaunchProgram *program;
  CulvertConfigFacts facts;
} CulvertLaunchUnit;

/* The properties for StartTransientUnit, `a(sv)`, with numbers of file descriptors in the list of
 * the message: the profile comes from one, and what ends the daemon goes to the other. Returns:
 * (transfer floating) */
GVariant *
culvert_launch_unit_to_properties (const CulvertLaunchUnit *self, int profile_fd, int errors_fd);

/* The same unit as an administrator would start it with the profile in a file. */
char *culvert_launch_unit_dup_command (const CulvertLaunchUnit *self, const char *profile_path);

G_END_DECLS
