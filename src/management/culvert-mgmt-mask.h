/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in the place of a secret. */
#define CULVERT_MGMT_MASK "***"

/**
 * culvert_mgmt_mask_line:
 * @text: a line from a daemon, or the display form of a command; NUL-terminated at `length`
 *
 * Takes out what nobody may read over a shoulder: tokens, passwords in the environment of a client,
 * the state of a challenge, addresses to sign in at, what is to be signed, what a daemon quotes
 * because it was too long, and commands with secrets as a daemon logs them.
 *
 * Returns: (transfer full) (nullable): NULL where there is nothing to take out
 */
char *culvert_mgmt_mask_line (const char *text, gsize length);

G_END_DECLS
