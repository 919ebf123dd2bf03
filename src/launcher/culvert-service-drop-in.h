/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-service-facts.h"

G_BEGIN_DECLS

/**
 * CulvertServiceDropIn:
 * @path: where an administrator would put it
 * @text: what would be in it
 * @endpoint: where the daemon would listen then
 *
 * An addition to one unit that makes its daemon ask this user, and wait for him as long as it
 * takes. Its command is the one that is in force, with what is missing behind it. Where the daemon
 * listens already, and this user gets there, it stays.
 */
typedef struct
{
  char *path;     /* (owned) */
  char *text;     /* (owned) */
  char *endpoint; /* (owned) */
} CulvertServiceDropIn;

/* Pure. Returns: (transfer full) (nullable): nothing is known of the service to add to */
CulvertServiceDropIn *culvert_service_drop_in_new (const CulvertServiceFacts *facts);
void culvert_service_drop_in_free (CulvertServiceDropIn *self);

/* What makes systemd use it, one command in a line. Pure. (transfer full) */
char *culvert_service_drop_in_dup_commands (const char *unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertServiceDropIn, culvert_service_drop_in_free)

G_END_DECLS
