/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertAutostart:
 *
 * Keeps the file that makes the desktop start Culvert at login as the setting `start-at-login`
 * says, at the beginning and after every change of it.
 */
#define CULVERT_TYPE_AUTOSTART (culvert_autostart_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAutostart, culvert_autostart, CULVERT, AUTOSTART, GObject)

/* @file: in the autostart folder of the desktop, which is made when it is needed
 * @program: the path of Culvert */
CulvertAutostart *culvert_autostart_new (GSettings *settings,
                                         GFile *file,
                                         const char *icon_name,
                                         const char *program);

/* The file is as the setting says, or could not be made so. */
gboolean culvert_autostart_is_done (CulvertAutostart *self);

G_END_DECLS
