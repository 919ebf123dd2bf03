/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertAdmissionPanel:
 *
 * Who asks a server to be let in, a card for each, and whether that is answered from here. What
 * came of the last request is told below them.
 */
#define CULVERT_TYPE_ADMISSION_PANEL (culvert_admission_panel_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAdmissionPanel,
                      culvert_admission_panel,
                      CULVERT,
                      ADMISSION_PANEL,
                      GtkBox)

/* @session: (nullable): of a server */
void culvert_admission_panel_set_session (CulvertAdmissionPanel *self, CulvertSession *session);
/* Says something that came of what was done with a client; plain text. */
void culvert_admission_panel_tell (CulvertAdmissionPanel *self, const char *sentence);

G_END_DECLS
