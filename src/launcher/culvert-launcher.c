/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-launcher.h"

G_DEFINE_INTERFACE (CulvertLauncher, culvert_launcher, G_TYPE_OBJECT)

enum
{
  APPEARED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GIOStream *
finish_stream (CulvertLauncher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static CulvertSilence
finish_silence (CulvertLauncher *self, GAsyncResult *result, GError **error)
{
  gssize silence;

  g_return_val_if_fail (g_task_is_valid (result, self), CULVERT_SILENCE_NOT_RESPONDING);

  silence = g_task_propagate_int (G_TASK (result), error);

  return silence < 0 ? CULVERT_SILENCE_NOT_RESPONDING : (CulvertSilence) silence;
}

static gboolean
finish_stop (CulvertLauncher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
culvert_launcher_default_init (CulvertLauncherInterface *iface)
{
  iface->open_finish = finish_stream;
  iface->explain_silence_finish = finish_silence;
  iface->start_finish = finish_stream;
  iface->stop_finish = finish_stop;

  signals[APPEARED] = g_signal_new ("appeared",
                                    CULVERT_TYPE_LAUNCHER,
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    0);
}

void
culvert_launcher_open_async (CulvertLauncher *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_LAUNCHER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  CULVERT_LAUNCHER_GET_IFACE (self)->open_async (self, cancellable, callback, user_data);
}

GIOStream *
culvert_launcher_open_finish (CulvertLauncher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CULVERT_IS_LAUNCHER (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return CULVERT_LAUNCHER_GET_IFACE (self)->open_finish (self, result, error);
}

void
culvert_launcher_explain_silence_async (CulvertLauncher *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_LAUNCHER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  CULVERT_LAUNCHER_GET_IFACE (self)->explain_silence_async (self, cancellable, callback, user_data);
}

CulvertSilence
culvert_launcher_explain_silence_finish (CulvertLauncher *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  g_return_val_if_fail (CULVERT_IS_LAUNCHER (self), CULVERT_SILENCE_NOT_RESPONDING);
  g_return_val_if_fail (error == NULL || *error == NULL, CULVERT_SILENCE_NOT_RESPONDING);

  return CULVERT_LAUNCHER_GET_IFACE (self)->explain_silence_finish (self, result, error);
}

gboolean
culvert_launcher_needs_password (CulvertLauncher *self)
{
  g_return_val_if_fail (CULVERT_IS_LAUNCHER (self), TRUE);

  return CULVERT_LAUNCHER_GET_IFACE (self)->needs_password (self);
}

gboolean
culvert_launcher_can_start (CulvertLauncher *self)
{
  g_return_val_if_fail (CULVERT_IS_LAUNCHER (self), FALSE);

  return CULVERT_LAUNCHER_GET_IFACE (self)->start_async != NULL;
}

void
culvert_launcher_start_async (CulvertLauncher *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_LAUNCHER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  if (culvert_launcher_can_start (self))
    CULVERT_LAUNCHER_GET_IFACE (self)->start_async (self, cancellable, callback, user_data);
  else
    culvert_launcher_open_async (self, cancellable, callback, user_data);
}

GIOStream *
culvert_launcher_start_finish (CulvertLauncher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CULVERT_IS_LAUNCHER (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!culvert_launcher_can_start (self))
    return culvert_launcher_open_finish (self, result, error);

  return CULVERT_LAUNCHER_GET_IFACE (self)->start_finish (self, result, error);
}

void
culvert_launcher_stop_async (CulvertLauncher *self,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (culvert_launcher_can_start (self));

  CULVERT_LAUNCHER_GET_IFACE (self)->stop_async (self, callback, user_data);
}

gboolean
culvert_launcher_stop_finish (CulvertLauncher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (culvert_launcher_can_start (self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return CULVERT_LAUNCHER_GET_IFACE (self)->stop_finish (self, result, error);
}

gboolean
culvert_launcher_owns_daemon (CulvertLauncher *self)
{
  CulvertLauncherInterface *iface = CULVERT_LAUNCHER_GET_IFACE (self);

  return iface->owns_daemon != NULL && iface->owns_daemon (self);
}

char *
culvert_launcher_dup_command (CulvertLauncher *self)
{
  CulvertLauncherInterface *iface = CULVERT_LAUNCHER_GET_IFACE (self);

  return iface->dup_command != NULL ? iface->dup_command (self) : NULL;
}

void
culvert_launcher_appeared (CulvertLauncher *self)
{
  g_return_if_fail (CULVERT_IS_LAUNCHER (self));

  g_signal_emit (self, signals[APPEARED], 0);
}
