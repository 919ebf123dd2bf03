/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertAutostartPortal:
 *
 * What CulvertAutostart is outside of a sandbox: has Culvert started at login as the setting
 * `start-at-login` says, by asking the desktop, which may ask the user. Where that is refused, the
 * setting is put back.
 */
#define CULVERT_TYPE_AUTOSTART_PORTAL (culvert_autostart_portal_get_type ())
G_DECLARE_FINAL_TYPE (CulvertAutostartPortal,
                      culvert_autostart_portal,
                      CULVERT,
                      AUTOSTART_PORTAL,
                      GObject)

/* @program: the name of Culvert in the sandbox */
CulvertAutostartPortal *
culvert_autostart_portal_new (GSettings *settings, GDBusConnection *bus, const char *program);

G_END_DECLS
