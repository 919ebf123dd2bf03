/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session-list.h"

G_BEGIN_DECLS

/**
 * CulvertPasswordEraser:
 *
 * Deletes what is kept in the keyring for connections that must forget it. A keyring that is
 * locked or absent is asked again when the connection next asks for something, and when Culvert
 * next starts: the profile remembers what is still to be done.
 */
#define CULVERT_TYPE_PASSWORD_ERASER (culvert_password_eraser_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPasswordEraser,
                      culvert_password_eraser,
                      CULVERT,
                      PASSWORD_ERASER,
                      GObject)

/* @sessions: may still be empty */
CulvertPasswordEraser *culvert_password_eraser_new (CulvertSessionList *sessions);

G_END_DECLS
