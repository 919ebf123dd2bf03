/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertStarter:
 *
 * One way to bring one daemon up, and to end it. It knows nothing of what the daemon says.
 *
 * What was asked of the system cannot be taken back: a start that is cancelled ends only when the
 * system has answered.
 */
#define CULVERT_TYPE_STARTER (culvert_starter_get_type ())
G_DECLARE_INTERFACE (CulvertStarter, culvert_starter, CULVERT, STARTER, GObject)

struct _CulvertStarterInterface
{
  GTypeInterface parent_iface;

  const char *(*get_endpoint) (CulvertStarter *self);
  void (*start_async) (CulvertStarter *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  void (*check_async) (CulvertStarter *self, GAsyncReadyCallback callback, gpointer user_data);
  void (*stop_async) (CulvertStarter *self,
                      gboolean may_ask,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*owns_daemon) (CulvertStarter *self);
  char *(*dup_command) (CulvertStarter *self);
};

/* Where the daemon listens once it runs. */
const char *culvert_starter_get_endpoint (CulvertStarter *self);

/* The user may be asked for authorization. Where the daemon runs already, that is fine too. TRUE
 * although it was cancelled: it runs and has to be stopped. */
void culvert_starter_start_async (CulvertStarter *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/* What has become of a daemon that was started: TRUE, its process runs; FALSE without an error, it
 * is on its way; FALSE with an error, it ended. */
void culvert_starter_check_async (CulvertStarter *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

void culvert_starter_stop_async (CulvertStarter *self,
                                 gboolean may_ask,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Of all three. Implementations return a boolean from a GTask; errors are those of
 * CulvertLaunchError. */
gboolean culvert_starter_finish (CulvertStarter *self, GAsyncResult *result, GError **error);

gboolean culvert_starter_owns_daemon (CulvertStarter *self);

/* (transfer full) (nullable): what an administrator would type to start the same */
char *culvert_starter_dup_command (CulvertStarter *self);

G_END_DECLS
