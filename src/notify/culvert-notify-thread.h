/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-notice.h"

G_BEGIN_DECLS

/**
 * CulvertNotifyThread:
 *
 * The one thread in which libnotify is called, because it waits for the notification daemon and the
 * daemon may never answer. For each connection the newest order counts; older ones that have not
 * been carried out are dropped, so nothing piles up behind a daemon that hangs.
 */
typedef struct _CulvertNotifyThread CulvertNotifyThread;

/* The user chose something. Called in the main context of culvert_notify_thread_new().
 * @action: a single #CulvertNoticeActions, or 0 for a click on the notification itself */
typedef void (*CulvertNotifyThreadFunc) (GObject *owner,
                                         const char *id,
                                         CulvertNoticeActions action);

/* @func is not called any more once @owner is gone. */
CulvertNotifyThread *culvert_notify_thread_new (const char *application_id,
                                                const char *application_name,
                                                GObject *owner,
                                                CulvertNotifyThreadFunc func);

/* @id: the connection whose notification this is; it replaces the one that is shown */
void
culvert_notify_thread_show (CulvertNotifyThread *self, const char *id, const CulvertNotice *notice);
void culvert_notify_thread_withdraw (CulvertNotifyThread *self, const char *id);
/* The daemon went: what it showed is gone, and the next one may be able to do other things. */
void culvert_notify_thread_forget (CulvertNotifyThread *self);

/* Ends the thread and lets go of it. What it shows is closed, unless the daemon hangs: that is not
 * waited for. */
void culvert_notify_thread_free (CulvertNotifyThread *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertNotifyThread, culvert_notify_thread_free)

G_END_DECLS
