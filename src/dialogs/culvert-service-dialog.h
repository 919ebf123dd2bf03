/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session-list.h"
#include "culvert-ui-profiles.h"

G_BEGIN_DECLS

/**
 * CulvertServiceDialog:
 *
 * The OpenVPN services that an administrator set up on this computer, to be added as connections.
 * It looks for them by itself, and destroys itself when it is closed or one was added.
 *
 *  - signal `added (CulvertSession *session)`
 *  - signal `check-wanted (const char *name, const char *unit)`: one that cannot be added as it is
 */
#define CULVERT_TYPE_SERVICE_DIALOG (culvert_service_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertServiceDialog,
                      culvert_service_dialog,
                      CULVERT,
                      SERVICE_DIALOG,
                      GtkDialog)

/* @sessions: those that are connections already */
CulvertServiceDialog *culvert_service_dialog_new (CulvertUiProfiles *profiles,
                                                  CulvertSessionList *sessions);

G_END_DECLS
