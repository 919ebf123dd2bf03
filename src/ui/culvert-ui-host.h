/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

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

G_END_DECLS
