/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a willing OpenVPN 2.6.14 client daemon answers to a command: lines joined with LF, "" for no
 * answer at all. Returns: (transfer full) */
char *culvert_fake_reply (const char *command);

G_END_DECLS
