/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertStepper:
 *
 * The stages on the way to a connection: unfolded while it is on its way, and where it failed; one
 * quiet line when it is up.
 */
#define CULVERT_TYPE_STEPPER (culvert_stepper_get_type ())
G_DECLARE_FINAL_TYPE (CulvertStepper, culvert_stepper, CULVERT, STEPPER, GtkBox)

/* Shows how the session stands, or hides where there is nothing to show. */
void culvert_stepper_refresh (CulvertStepper *self, CulvertSession *session);

G_END_DECLS
