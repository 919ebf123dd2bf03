/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The settings of Culvert on a computer whose administrator has locked `key`. (transfer full) */
GSettings *culvert_locked_settings_new (const char *key);

G_END_DECLS
