/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulvertProfile:
 *
 * A connection that the user has: its random id, its name and where its daemon is. The id is made
 * here, never read from outside. `name`, `echo-time` and `must-forget` are properties with
 * notification.
 */
#define CULVERT_TYPE_PROFILE (culvert_profile_get_type ())
G_DECLARE_FINAL_TYPE (CulvertProfile, culvert_profile, CULVERT, PROFILE, GObject)

/* @id: (nullable): NULL makes a new one. @endpoint: the text form of a management endpoint. */
CulvertProfile *culvert_profile_new (const char *id, const char *name, const char *endpoint);

const char *culvert_profile_get_id (CulvertProfile *self);
const char *culvert_profile_get_name (CulvertProfile *self);
void culvert_profile_set_name (CulvertProfile *self, const char *name);
const char *culvert_profile_get_endpoint (CulvertProfile *self);

/* SHA-256 in hexadecimal over what the connection leads to. A password that was kept for another
 * identity is never used by itself. */
const char *culvert_profile_get_identity (CulvertProfile *self);

gint64 culvert_profile_get_echo_time (CulvertProfile *self);
void culvert_profile_set_echo_time (CulvertProfile *self, gint64 echo_time);

gboolean culvert_profile_get_must_forget (CulvertProfile *self);
void culvert_profile_set_must_forget (CulvertProfile *self, gboolean must_forget);

G_END_DECLS
