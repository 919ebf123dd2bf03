/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-admission-rules.h"

G_BEGIN_DECLS

/**
 * CulvertAdmissionRuleRow:
 *
 * Whom a server lets in without a question.
 *
 *  - `removed (const char *fingerprint)`: the user does not want that any more
 */
#define CULVERT_TYPE_ADMISSION_RULE_ROW (culvert_admission_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAdmissionRuleRow,
                      culvert_admission_rule_row,
                      CULVERT,
                      ADMISSION_RULE_ROW,
                      GtkListBoxRow)

GtkWidget *culvert_admission_rule_row_new (const CulvertAdmissionRule *rule);

G_END_DECLS
