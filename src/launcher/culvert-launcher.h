/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a daemon that was reached does not say a word. */
typedef enum
{
  CULVERT_SILENCE_IN_USE, /* another program is connected; the daemon serves one at a time */
  CULVERT_SILENCE_NOT_RESPONDING, /* nobody else is: it is stopped or stuck */
} CulvertSilence;

/**
 * CulvertLauncher:
 *
 * How the management stream of one daemon comes to exist: by attaching to one that runs, or by
 * starting one. open and start may be called again after the stream has ended.
 *
 * Signal `appeared ()`: there is reason to believe that a daemon can be had now; try without delay.
 */
#define CULVERT_TYPE_LAUNCHER (culvert_launcher_get_type ())
G_DECLARE_INTERFACE (CulvertLauncher, culvert_launcher, CULVERT, LAUNCHER, GObject)

struct _CulvertLauncherInterface
{
  GTypeInterface parent_iface;

  /* Each finish is only for who does not return a #GTask of his own: with a stream, a
   * #CulvertSilence or a boolean. */
  void (*open_async) (CulvertLauncher *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  GIOStream *(*open_finish) (CulvertLauncher *self, GAsyncResult *result, GError **error);
  void (*explain_silence_async) (CulvertLauncher *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
  CulvertSilence (*explain_silence_finish) (CulvertLauncher *self,
                                            GAsyncResult *result,
                                            GError **error);
  gboolean (*needs_password) (CulvertLauncher *self);

  /* Only of launchers that can start what they open. */
  void (*start_async) (CulvertLauncher *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  GIOStream *(*start_finish) (CulvertLauncher *self, GAsyncResult *result, GError **error);
  void (*stop_async) (CulvertLauncher *self, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*stop_finish) (CulvertLauncher *self, GAsyncResult *result, GError **error);
  gboolean (*owns_daemon) (CulvertLauncher *self);
  char *(*dup_command) (CulvertLauncher *self);
};

/* A verified stream to the daemon. Errors: those of culvert_mgmt_endpoint_open_async(). */
void culvert_launcher_open_async (CulvertLauncher *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GIOStream *
culvert_launcher_open_finish (CulvertLauncher *self, GAsyncResult *result, GError **error);

void culvert_launcher_explain_silence_async (CulvertLauncher *self,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
/* NOT_RESPONDING, with the error set, where the system does not tell. */
CulvertSilence culvert_launcher_explain_silence_finish (CulvertLauncher *self,
                                                        GAsyncResult *result,
                                                        GError **error);

/* Without a management password this daemon may be watched, and nothing else. */
gboolean culvert_launcher_needs_password (CulvertLauncher *self);

/* Whether culvert_launcher_start_async() does more than to open. */
gboolean culvert_launcher_can_start (CulvertLauncher *self);

/**
 * culvert_launcher_start_async:
 *
 * As open, but where no daemon runs one is started first. The user may be asked for authorization,
 * so it is for him to say when. Errors: those of open, or %CULVERT_LAUNCH_ERROR, after which
 * nothing runs that did not run before. Cancelled, it ends what it has started.
 */
void culvert_launcher_start_async (CulvertLauncher *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GIOStream *
culvert_launcher_start_finish (CulvertLauncher *self, GAsyncResult *result, GError **error);

/* For a launcher that can start: ends a daemon that does not listen to us, or an administrator's
 * service. The user may be asked for authorization. */
void culvert_launcher_stop_async (CulvertLauncher *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean culvert_launcher_stop_finish (CulvertLauncher *self, GAsyncResult *result, GError **error);

/* The daemon exists for this connection alone: to disconnect is to end it, by SIGTERM. Any other
 * goes back to its hold. */
gboolean culvert_launcher_owns_daemon (CulvertLauncher *self);

/* (transfer full) (nullable): what an administrator would type where we may not start it */
char *culvert_launcher_dup_command (CulvertLauncher *self);

/* For implementations: emits `appeared`. */
void culvert_launcher_appeared (CulvertLauncher *self);

G_END_DECLS
