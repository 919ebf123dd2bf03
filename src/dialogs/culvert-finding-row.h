/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-service-findings.h"

G_BEGIN_DECLS

/* One thing that is wrong with a system service: how bad it is, what it is, and why. */
#define CULVERT_TYPE_FINDING_ROW (culvert_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertFindingRow, culvert_finding_row, CULVERT, FINDING_ROW, GtkBox)

CulvertFindingRow *culvert_finding_row_new (const CulvertServiceFinding *finding);

G_END_DECLS
