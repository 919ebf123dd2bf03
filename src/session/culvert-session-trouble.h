/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-reason.h"

G_BEGIN_DECLS

/* What an error on the way to a daemon, or from its start, means for the connection. NULL is the
 * end of a stream. */
CulvertSessionReason culvert_session_trouble_to_reason (const GError *error);

G_END_DECLS
