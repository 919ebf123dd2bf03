/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-systemd.h"

G_BEGIN_DECLS

/**
 * CulvertLaunchService:
 * @unit: `openvpn-client@NAME.service` or `openvpn@NAME.service`
 * @name: NAME
 * @endpoint: (nullable): where it listens, if its configuration may be read and says so
 *
 * A client that an administrator set up.
 */
typedef struct
{
  char *unit;     /* (owned) */
  char *name;     /* (owned) */
  char *endpoint; /* (owned) (nullable) */
  gboolean is_running;
} CulvertLaunchService;

void culvert_launch_service_free (CulvertLaunchService *self);

/* Where a configuration makes its daemon listen. Pure. (transfer full) (nullable) */
char *culvert_launch_service_dup_endpoint (const char *config, gsize length);

/**
 * culvert_launch_services_list_async:
 * @folder: `/etc/openvpn`
 *
 * Looks for the services that systemd knows and for those that it could start. The result is in the
 * order of the names.
 */
void culvert_launch_services_list_async (CulvertSystemd *systemd,
                                         const char *folder,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* (transfer full) (element-type CulvertLaunchService) */
GPtrArray *culvert_launch_services_list_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertLaunchService, culvert_launch_service_free)

G_END_DECLS
