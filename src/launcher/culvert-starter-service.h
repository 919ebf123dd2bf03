/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-starter.h"
#include "culvert-systemd.h"

G_BEGIN_DECLS

/* Starts and stops a service that an administrator set up. */
#define CULVERT_TYPE_STARTER_SERVICE (culvert_starter_service_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStarterService,
                      culvert_starter_service,
                      CULVERT,
                      STARTER_SERVICE,
                      GObject)

/* @unit: `openvpn-client@NAME.service` or `openvpn@NAME.service`; NULL with NOT_FOUND for any
 * other.
 * @endpoint: where its configuration makes it listen. */
CulvertStarterService *culvert_starter_service_new (CulvertSystemd *systemd,
                                                    const char *unit,
                                                    const char *endpoint,
                                                    GError **error);

G_END_DECLS
