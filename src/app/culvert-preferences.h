/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-notifier.h"
#include "culvert-tray.h"

G_BEGIN_DECLS

/**
 * CulvertPreferences:
 *
 * Puts into effect what the user has set, at the beginning and after every change of it: how the
 * icon looks and what a click on it does, what is notified of, how much daemons log at least, and
 * whether the connections mind sleep and other networks.
 */
#define CULVERT_TYPE_PREFERENCES (culvert_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPreferences, culvert_preferences, CULVERT, PREFERENCES, GObject)

CulvertPreferences *culvert_preferences_new (GSettings *settings,
                                             CulvertSessionList *sessions,
                                             CulvertNotifier *notifier,
                                             CulvertTray *tray);

/* Sleep and other networks are minded. */
gboolean culvert_preferences_is_aware (CulvertPreferences *self);

G_END_DECLS
