/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

G_BEGIN_DECLS

/* Sessions as text for a terminal and as JSON for programs. */

/* One line for each: the name. */
char *culvert_report_list (CulvertSessionList *sessions);

/* One line for each: name, state and why, addresses. */
char *culvert_report_status (CulvertSessionList *sessions);

/**
 * culvert_report_json:
 *
 * An array of objects with the keys id, name, endpoint, role, state, wanted, reason, since
 * (seconds since 1970), vpn_ipv4, vpn_ipv6, remote, bytes_in, bytes_out, and question (null, or an
 * object with kind). An address that is not known is null.
 */
char *culvert_report_json (CulvertSessionList *sessions);

G_END_DECLS
