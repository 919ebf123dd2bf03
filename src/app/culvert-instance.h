/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether another Culvert runs for this user. Waits for the bus, so it belongs before the main loop
 * runs. */
gboolean culvert_instance_is_running (void);

G_END_DECLS
