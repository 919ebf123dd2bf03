/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-ui-profiles.h"

G_BEGIN_DECLS

/**
 * CulvertCertificatesPanel:
 *
 * Whose certificates an imported connection has, and how long they are valid. Hidden where there
 * are none.
 */
#define CULVERT_TYPE_CERTIFICATES_PANEL (culvert_certificates_panel_get_type ())
G_DECLARE_FINAL_TYPE (CulvertCertificatesPanel,
                      culvert_certificates_panel,
                      CULVERT,
                      CERTIFICATES_PANEL,
                      GtkBox)

void culvert_certificates_panel_set_profiles (CulvertCertificatesPanel *self,
                                              CulvertUiProfiles *profiles);
/* @session: (nullable) */
void culvert_certificates_panel_set_session (CulvertCertificatesPanel *self,
                                             CulvertSession *session);

G_END_DECLS
