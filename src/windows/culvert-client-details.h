/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-roster.h"

G_BEGIN_DECLS

/**
 * CulvertClientDetails:
 *
 * All that is known of one client of a server, kept up to date until it leaves.
 */
#define CULVERT_TYPE_CLIENT_DETAILS (culvert_client_details_get_type ())
G_DECLARE_FINAL_TYPE (CulvertClientDetails,
                      culvert_client_details,
                      CULVERT,
                      CLIENT_DETAILS,
                      GtkDialog)

CulvertClientDetails *culvert_client_details_new (CulvertRoster *roster, const CulvertPeer *peer);

G_END_DECLS
