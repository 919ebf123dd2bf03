/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-session.h"

G_BEGIN_DECLS

/* The one thing to do next with a session, as a button. */
typedef struct
{
  const char *label;  /* with a mnemonic */
  const char *action; /* in the group "app"; its parameter is the session's id */
  gboolean is_suggested;
} CulvertSessionStep;

CulvertSessionStep culvert_session_face_get_step (CulvertSession *session);

/* The symbolic icon of what the session does. */
const char *culvert_session_face_get_icon_name (CulvertSession *session);

const char *culvert_session_face_get_id (CulvertSession *session);

/* What can be done with the session. (transfer full) */
GMenuModel *culvert_session_face_create_menu (CulvertSession *session);

/* What an administrator could type where the user was not allowed to start the daemon. (transfer
 * full) (nullable) */
char *culvert_session_face_dup_command (CulvertSession *session);

G_END_DECLS
