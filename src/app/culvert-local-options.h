/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * culvert_local_options_handle:
 *
 * What a call does before it looks for an instance that runs: prints the version, says what cannot
 * be done here, or makes the application one that only answers and is in nobody's way.
 *
 * Returns: the exit status, or -1 to go on
 */
int culvert_local_options_handle (GApplication *application, GVariantDict *given);

G_END_DECLS
