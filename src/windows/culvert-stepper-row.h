/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session-progress.h"

G_BEGIN_DECLS

/**
 * CulvertStepperRow:
 *
 * One stage on the way to a connection: what it is, how it stands, and how long it took.
 */
#define CULVERT_TYPE_STEPPER_ROW (culvert_stepper_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStepperRow, culvert_stepper_row, CULVERT, STEPPER_ROW, GtkBox)

GtkWidget *culvert_stepper_row_new (void);
void culvert_stepper_row_set_item (CulvertStepperRow *self, const CulvertProgressItem *item);

G_END_DECLS
