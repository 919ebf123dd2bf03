/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-starter.h"

G_DEFINE_INTERFACE (CulvertStarter, culvert_starter, G_TYPE_OBJECT)

static void
culvert_starter_default_init (CulvertStarterInterface *iface)
{
}

const char *
culvert_starter_get_endpoint (CulvertStarter *self)
{
  return CULVERT_STARTER_GET_IFACE (self)->get_endpoint (self);
}

void
culvert_starter_start_async (CulvertStarter *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_STARTER (self));

  CULVERT_STARTER_GET_IFACE (self)->start_async (self, cancellable, callback, user_data);
}

void
culvert_starter_check_async (CulvertStarter *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_STARTER (self));

  CULVERT_STARTER_GET_IFACE (self)->check_async (self, callback, user_data);
}

void
culvert_starter_stop_async (CulvertStarter *self,
                            gboolean may_ask,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_STARTER (self));

  CULVERT_STARTER_GET_IFACE (self)->stop_async (self, may_ask, callback, user_data);
}

gboolean
culvert_starter_finish (CulvertStarter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
culvert_starter_owns_daemon (CulvertStarter *self)
{
  return CULVERT_STARTER_GET_IFACE (self)->owns_daemon (self);
}

char *
culvert_starter_dup_command (CulvertStarter *self)
{
  return CULVERT_STARTER_GET_IFACE (self)->dup_command (self);
}
