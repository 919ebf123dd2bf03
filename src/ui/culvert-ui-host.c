/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-ui-host.h"

G_DEFINE_INTERFACE (CulvertUiHost, culvert_ui_host, G_TYPE_OBJECT)

static void
culvert_ui_host_default_init (CulvertUiHostInterface *iface)
{
}

gboolean
culvert_ui_host_attach (CulvertUiHost *self, const char *name, const char *endpoint, GError **error)
{
  g_return_val_if_fail (CULVERT_IS_UI_HOST (self), FALSE);

  return CULVERT_UI_HOST_GET_IFACE (self)->attach (self, name, endpoint, error);
}

gboolean
culvert_ui_host_rename (CulvertUiHost *self,
                        CulvertSession *session,
                        const char *name,
                        GError **error)
{
  g_return_val_if_fail (CULVERT_IS_UI_HOST (self), FALSE);
  g_return_val_if_fail (CULVERT_IS_SESSION (session), FALSE);

  return CULVERT_UI_HOST_GET_IFACE (self)->rename (self, session, name, error);
}

void
culvert_ui_host_window_closed (CulvertUiHost *self)
{
  g_return_if_fail (CULVERT_IS_UI_HOST (self));

  CULVERT_UI_HOST_GET_IFACE (self)->window_closed (self);
}

CulvertUsageStore *
culvert_ui_host_get_usage (CulvertUiHost *self)
{
  g_return_val_if_fail (CULVERT_IS_UI_HOST (self), NULL);

  return CULVERT_UI_HOST_GET_IFACE (self)->get_usage (self);
}

CulvertUiProfiles *
culvert_ui_host_get_profiles (CulvertUiHost *self)
{
  g_return_val_if_fail (CULVERT_IS_UI_HOST (self), NULL);

  return CULVERT_UI_HOST_GET_IFACE (self)->get_profiles (self);
}

void
culvert_ui_host_collect_support_async (CulvertUiHost *self,
                                       const char *toolkit,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI_HOST (self));

  CULVERT_UI_HOST_GET_IFACE (self)->collect_support_async (self,
                                                           toolkit,
                                                           cancellable,
                                                           callback,
                                                           user_data);
}

char *
culvert_ui_host_collect_support_finish (CulvertUiHost *self,
                                        GAsyncResult *result,
                                        char **without_addresses,
                                        GError **error)
{
  g_return_val_if_fail (CULVERT_IS_UI_HOST (self), NULL);

  return CULVERT_UI_HOST_GET_IFACE (self)->collect_support_finish (self,
                                                                   result,
                                                                   without_addresses,
                                                                   error);
}
