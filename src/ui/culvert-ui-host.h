/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"
#include "culvert-ui-profiles.h"
#include "culvert-usage-store.h"

G_BEGIN_DECLS

/**
 * CulvertUiHost:
 *
 * What a window asks of the application and an action cannot say, because actions are on the bus.
 */
#define CULVERT_TYPE_UI_HOST (culvert_ui_host_get_type ())
G_DECLARE_INTERFACE (CulvertUiHost, culvert_ui_host, CULVERT, UI_HOST, GObject)

struct _CulvertUiHostInterface
{
  GTypeInterface parent_iface;

  gboolean (*attach) (CulvertUiHost *self, const char *name, const char *endpoint, GError **error);
  gboolean (*rename) (CulvertUiHost *self,
                      CulvertSession *session,
                      const char *name,
                      GError **error);
  void (*window_closed) (CulvertUiHost *self);
  CulvertUsageStore *(*get_usage) (CulvertUiHost *self);
  CulvertUiProfiles *(*get_profiles) (CulvertUiHost *self);
  void (*collect_support_async) (CulvertUiHost *self,
                                 const char *toolkit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
  char *(*collect_support_finish) (CulvertUiHost *self,
                                   GAsyncResult *result,
                                   char **without_addresses,
                                   GError **error);
};

/* Adds a connection to the daemon at `endpoint` and remembers it. An empty name is made up from the
 * endpoint. The error's message can be shown as it is. */
gboolean culvert_ui_host_attach (CulvertUiHost *self,
                                 const char *name,
                                 const char *endpoint,
                                 GError **error);
gboolean culvert_ui_host_rename (CulvertUiHost *self,
                                 CulvertSession *session,
                                 const char *name,
                                 GError **error);
/* The user closed the main window. */
void culvert_ui_host_window_closed (CulvertUiHost *self);
/* What the connections have moved by days. (transfer none) (nullable): nobody keeps it */
CulvertUsageStore *culvert_ui_host_get_usage (CulvertUiHost *self);
/* (transfer none) */
CulvertUiProfiles *culvert_ui_host_get_profiles (CulvertUiHost *self);
/* A text for those who help, with no secret in it. The callback may get another object than the
 * host.
 * @toolkit: what draws the windows, and its version */
void culvert_ui_host_collect_support_async (CulvertUiHost *self,
                                            const char *toolkit,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/* Fails only where it was cancelled. (transfer full) (nullable)
 * @without_addresses: (out) (transfer full): the same without the addresses in it */
char *culvert_ui_host_collect_support_finish (CulvertUiHost *self,
                                              GAsyncResult *result,
                                              char **without_addresses,
                                              GError **error);

G_END_DECLS
