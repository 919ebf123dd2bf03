/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-service-check.h"

G_BEGIN_DECLS

/**
 * CulvertDoctorDialog:
 *
 * Says what is wrong with how the system service of a connection is set up, and what an
 * administrator can do about it. It looks by itself, and destroys itself when it is closed.
 */
#define CULVERT_TYPE_DOCTOR_DIALOG (culvert_doctor_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertDoctorDialog, culvert_doctor_dialog, CULVERT, DOCTOR_DIALOG, GtkDialog)

/**
 * culvert_doctor_dialog_new:
 * @name: of the connection, fit to be shown
 * @unit: (nullable): NULL: it is found by the endpoint
 * @endpoint: (nullable)
 */
CulvertDoctorDialog *culvert_doctor_dialog_new (CulvertServiceCheck *check,
                                                const char *name,
                                                const char *unit,
                                                const char *endpoint);

G_END_DECLS
