/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertMutedMessages:
 *
 * Which messages of servers have been shown in the last 24 hours: a server tells them again with
 * every connect. It keeps digests, the newest 99 of them, in a file of its own.
 */
#define CULVERT_TYPE_MUTED_MESSAGES (culvert_muted_messages_get_type ())
G_DECLARE_FINAL_TYPE (CulvertMutedMessages,
                      culvert_muted_messages,
                      CULVERT,
                      MUTED_MESSAGES,
                      GObject)

CulvertMutedMessages *culvert_muted_messages_new (GFile *file);

/* Before anything else. A file that is absent or broken mutes nothing; see #CulvertKeyFile. */
void culvert_muted_messages_load_async (CulvertMutedMessages *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void culvert_muted_messages_load_finish (CulvertMutedMessages *self, GAsyncResult *result);

/* @id: of the connection
 * @now: seconds since 1970 */
gboolean culvert_muted_messages_has (CulvertMutedMessages *self,
                                     const char *id,
                                     const char *title,
                                     const char *text,
                                     gint64 now);
/* From now on the message is muted; the file is written in a thread. */
void culvert_muted_messages_add (CulvertMutedMessages *self,
                                 const char *id,
                                 const char *title,
                                 const char *text,
                                 gint64 now);

G_END_DECLS
