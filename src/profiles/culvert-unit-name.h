/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The part of an `openvpn-client@NAME.service` that may be anything: 1 to 64 letters, digits, `_`,
 * `.` and `-`, and neither `.` nor `..`, so that it means nothing else anywhere. */
gboolean culvert_unit_name_is_instance (const char *name);

/* Takes a unit apart that an administrator made for a configuration file of his. Returns: (transfer
 * full) (nullable): the instance of an `openvpn-client@` or `openvpn@` service */
char *culvert_unit_name_dup_instance (const char *unit);

G_END_DECLS
