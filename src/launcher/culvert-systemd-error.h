/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an answer of the bus or of systemd means for a start; in CULVERT_LAUNCH_ERROR. Pure.
 * Returns: (transfer full) */
GError *culvert_systemd_error_translate (const GError *error);

G_END_DECLS
