/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-name-servers.h"

G_BEGIN_DECLS

/**
 * CulvertNameServerWatch:
 *
 * Whom this computer asks for the addresses of names, as far as it was asked to look: those of
 * systemd-resolved where that runs, else those of a file.
 *
 * Signal `changed ()`: it is different now.
 */
#define CULVERT_TYPE_NAME_SERVER_WATCH (culvert_name_server_watch_get_type ())
G_DECLARE_FINAL_TYPE (CulvertNameServerWatch,
                      culvert_name_server_watch,
                      CULVERT,
                      NAME_SERVER_WATCH,
                      GObject)

/* @address: (nullable): of a bus; NULL is the system's. @file: `/etc/resolv.conf` */
CulvertNameServerWatch *culvert_name_server_watch_new (const char *address, const char *file);

/* Looks, unless it is looking or did so in the last seconds. */
void culvert_name_server_watch_look (CulvertNameServerWatch *self);
/* (transfer none) (nullable): not known yet */
const CulvertNameServers *culvert_name_server_watch_get (CulvertNameServerWatch *self);

G_END_DECLS
