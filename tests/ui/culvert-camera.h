/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where the pictures go: FOLDER/NAME-SUFFIX.png */
void culvert_camera_set_up (const char *folder, const char *suffix);
/* Takes a picture of the window as it is on the screen, once it has been drawn. */
void culvert_camera_take (GtkWindow *window, const char *name);

G_END_DECLS
