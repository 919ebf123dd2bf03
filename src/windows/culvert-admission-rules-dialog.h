/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-profile.h"

G_BEGIN_DECLS

/**
 * CulvertAdmissionRulesDialog:
 *
 * Who is always let in by a server, and a button to take each of them out again.
 */
#define CULVERT_TYPE_ADMISSION_RULES_DIALOG (culvert_admission_rules_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAdmissionRulesDialog,
                      culvert_admission_rules_dialog,
                      CULVERT,
                      ADMISSION_RULES_DIALOG,
                      GtkDialog)

CulvertAdmissionRulesDialog *culvert_admission_rules_dialog_new (CulvertProfile *profile);

G_END_DECLS
