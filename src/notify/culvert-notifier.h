/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-notice.h"

G_BEGIN_DECLS

/* Whether the user looks at our window at this moment: then what was just clicked is not told. */
typedef gboolean (*CulvertNotifierIsWatched) (gpointer user_data);

/**
 * CulvertNotifier:
 *
 * Tells the changes of all sessions as desktop notifications: one for each connection, replaced in
 * place; its buttons activate actions of the application. Never blocks, whatever the notification
 * daemon does. Where the desktop starts the daemon on demand, so does the first notification.
 *
 *  - `request-chosen (CulvertSession *session, const char *place, CulvertNoticeActions action)`: a
 *    request was answered with ALLOW or DENY, or 0 to look at it. Not an action of the application,
 *    because those are on the bus.
 */
#define CULVERT_TYPE_NOTIFIER (culvert_notifier_get_type ())
G_DECLARE_FINAL_TYPE (CulvertNotifier, culvert_notifier, CULVERT, NOTIFIER, GObject)

CulvertNotifier *culvert_notifier_new (GDBusConnection *bus,
                                       CulvertSessionList *sessions,
                                       GActionGroup *actions,
                                       const char *application_id);
/* The words of a server, see CulvertSession::message: beside what is told of the connection, where
 * the user wants to hear everything. */
void culvert_notifier_tell_message (CulvertNotifier *self,
                                    CulvertSession *session,
                                    const char *title,
                                    const char *text);
/* Beside what is told of the connection, a request in a place of its own; it replaces the one that
 * is there. */
void culvert_notifier_tell_request (CulvertNotifier *self,
                                    CulvertSession *session,
                                    const char *place,
                                    CulvertNotice *owned_notice);
void culvert_notifier_withdraw_request (CulvertNotifier *self,
                                        CulvertSession *session,
                                        const char *place);
void culvert_notifier_set_level (CulvertNotifier *self, CulvertNotifyLevel level);
void culvert_notifier_set_is_watched (CulvertNotifier *self,
                                      CulvertNotifierIsWatched is_watched,
                                      gpointer user_data);

G_END_DECLS
