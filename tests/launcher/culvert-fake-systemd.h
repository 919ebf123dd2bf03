/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertFakeSystemd:
 *
 * A service manager on a bus of its own that knows one unit, for what a real one does not do on
 * demand. It writes down what it is asked, and starts nothing.
 */
typedef struct _CulvertFakeSystemd CulvertFakeSystemd;

/* @unit: the full name of the one unit, which is inactive at first */
CulvertFakeSystemd *culvert_fake_systemd_new (const char *unit);
void culvert_fake_systemd_free (CulvertFakeSystemd *self);

const char *culvert_fake_systemd_get_address (CulvertFakeSystemd *self);

void culvert_fake_systemd_set_state (CulvertFakeSystemd *self, const char *active_state);
/* What the unit runs, with blanks between the words; nothing at first. */
void culvert_fake_systemd_set_command (CulvertFakeSystemd *self, const char *command);
/* From now on a method gets this error; NULL: none. */
void
culvert_fake_systemd_refuse (CulvertFakeSystemd *self, const char *method, const char *error_name);

/* The methods that were called, with blanks between. */
const char *culvert_fake_systemd_get_calls (CulvertFakeSystemd *self);
/* (nullable): what it could read from the unit's standard input before its end */
const char *culvert_fake_systemd_get_input (CulvertFakeSystemd *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulvertFakeSystemd, culvert_fake_systemd_free)

G_END_DECLS
