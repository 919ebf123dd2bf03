/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertApplication:
 *
 * The one running Culvert: where everything is made and introduced to each other. A plain
 * GApplication; the display is opened by the front when somebody wants to see something.
 */
#define CULVERT_TYPE_APPLICATION (culvert_application_get_type ())
G_DECLARE_FINAL_TYPE (CulvertApplication, culvert_application, CULVERT, APPLICATION, GApplication)

CulvertApplication *culvert_application_new (void);

/* What a command line that ran in this very process wants to return. */
int culvert_application_get_exit_status (CulvertApplication *self);

G_END_DECLS
