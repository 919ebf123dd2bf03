/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-client-order.h"

G_BEGIN_DECLS

/* What stands in a table about a client, fit to be shown. (transfer full)
 * @now: monotonic microseconds */
char *culvert_client_text_cell (CulvertRoster *roster,
                                const CulvertPeer *peer,
                                CulvertClientColumn column,
                                gint64 now);

G_END_DECLS
