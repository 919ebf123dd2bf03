/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-connections.h"
#include "culvert-muted-messages.h"
#include "culvert-usage-recorder.h"

G_BEGIN_DECLS

/* Where Culvert keeps what it keeps for its user: the one place that knows the names of its files.
 */

/* Settings whose description is found also where the prefix is in no data folder of the desktop. */
GSettings *culvert_user_files_new_settings (void);

CulvertConnections *culvert_user_files_new_connections (CulvertAnswerer *answerer);
CulvertMutedMessages *culvert_user_files_new_muted_messages (void);
CulvertUsageRecorder *culvert_user_files_new_usage_recorder (CulvertSessionList *sessions);
/* What keeps the start at login as it is set. (nullable): NULL where there is no way to
 * @bus: (nullable) */
GObject *culvert_user_files_new_autostart (GSettings *settings, GDBusConnection *bus);

G_END_DECLS
