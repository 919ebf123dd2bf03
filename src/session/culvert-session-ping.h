/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An ICMP echo without privileges, which not every system allows. */

void culvert_session_ping_async (GInetAddress *address,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Returns: microseconds, -1 with an error */
gint64 culvert_session_ping_finish (GAsyncResult *result, GError **error);

G_END_DECLS
