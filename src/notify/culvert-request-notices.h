/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-notifier.h"

G_BEGIN_DECLS

/* Whether the user has the requests of this session before them. */
typedef gboolean (*CulvertRequestNoticesIsWatched) (CulvertSession *session, gpointer user_data);

/**
 * CulvertRequestNotices:
 *
 * Tells who asks a server to be let in, while the user answers that here, and takes the answer from
 * the notification. A few are told one by one, the rest by their number. What a client sent as its
 * password, or answered to a question, is never in them.
 */
#define CULVERT_TYPE_REQUEST_NOTICES (culvert_request_notices_get_type ())
G_DECLARE_FINAL_TYPE (CulvertRequestNotices,
                      culvert_request_notices,
                      CULVERT,
                      REQUEST_NOTICES,
                      GObject)

/* @actions: has `show-clients (s)` */
CulvertRequestNotices *culvert_request_notices_new (CulvertNotifier *notifier,
                                                    CulvertSessionList *sessions,
                                                    GActionGroup *actions);
/* Who looks at them already is not told, until they look away and a request still waits. */
void culvert_request_notices_set_is_watched (CulvertRequestNotices *self,
                                             CulvertRequestNoticesIsWatched is_watched,
                                             gpointer user_data);

G_END_DECLS
