/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-front.h"
#include "culvert-muted-messages.h"
#include "culvert-notifier.h"

G_BEGIN_DECLS

/**
 * CulvertServerMessages:
 *
 * Shows what servers have to say, without letting them pester the user: not the same twice in a
 * day, and not more than five notifications in a minute. Without a display a window becomes a
 * notification.
 */
#define CULVERT_TYPE_SERVER_MESSAGES (culvert_server_messages_get_type ())
G_DECLARE_FINAL_TYPE (CulvertServerMessages,
                      culvert_server_messages,
                      CULVERT,
                      SERVER_MESSAGES,
                      GObject)

CulvertServerMessages *culvert_server_messages_new (CulvertSessionList *sessions,
                                                    CulvertMutedMessages *muted,
                                                    CulvertFront *front,
                                                    CulvertNotifier *notifier);

G_END_DECLS
