/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertCommandBox:
 *
 * A command for an administrator, to be read and copied as it is. Hidden while there is none.
 */
#define CULVERT_TYPE_COMMAND_BOX (culvert_command_box_get_type ())
G_DECLARE_FINAL_TYPE (CulvertCommandBox, culvert_command_box, CULVERT, COMMAND_BOX, GtkBox)

/* @command: (nullable) */
void culvert_command_box_set_command (CulvertCommandBox *self, const char *command);

G_END_DECLS
