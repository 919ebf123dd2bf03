/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-face.h"

#include <glib/gi18n.h>

#define ICON_NAME(shape) CULVERT_APPLICATION_ID "-" shape "-symbolic"

const char *
culvert_session_face_get_id (CulvertSession *session)
{
  return culvert_profile_get_id (culvert_session_get_profile (session));
}

const char *
culvert_session_face_get_icon_name (CulvertSession *session)
{
  if (culvert_session_get_prompt (session) != NULL)
    return ICON_NAME ("attention");

  switch (culvert_session_get_state (session))
    {
    case CULVERT_SESSION_DISCONNECTED:
      return ICON_NAME ("disconnected");
    case CULVERT_SESSION_CONNECTED:
      return ICON_NAME ("connected");
    case CULVERT_SESSION_CONNECTING:
    case CULVERT_SESSION_RECONNECTING:
    case CULVERT_SESSION_DISCONNECTING:
      return ICON_NAME ("connecting-2");
    case CULVERT_SESSION_WAITING:
      return ICON_NAME ("waiting");
    case CULVERT_SESSION_FAILED:
    case CULVERT_SESSION_N_STATES:
      return ICON_NAME ("error");
    }

  g_assert_not_reached ();
}

CulvertSessionStep
culvert_session_face_get_step (CulvertSession *session)
{
  const CulvertSessionStep connect_step = { _ ("_Connect"), "app.connect", TRUE };
  const CulvertSessionStep retry_step = { _ ("_Try again"), "app.connect", TRUE };
  const CulvertSessionStep hurry_step = { _ ("_Try now"), "app.connect", FALSE };
  const CulvertSessionStep disconnect_step = { _ ("_Disconnect"), "app.disconnect", FALSE };
  const CulvertSessionStep answer_step = { _ ("_Answer…"), "app.answer", TRUE };

  if (culvert_session_get_prompt (session) != NULL)
    return answer_step;

  switch (culvert_session_get_state (session))
    {
    case CULVERT_SESSION_DISCONNECTED:
    case CULVERT_SESSION_DISCONNECTING:
      return connect_step;
    case CULVERT_SESSION_CONNECTING:
    case CULVERT_SESSION_CONNECTED:
    case CULVERT_SESSION_RECONNECTING:
      return disconnect_step;
    case CULVERT_SESSION_WAITING:
      return hurry_step;
    case CULVERT_SESSION_FAILED:
    case CULVERT_SESSION_N_STATES:
      return retry_step;
    }

  g_assert_not_reached ();
}

static void
append (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

GMenuModel *
culvert_session_face_create_menu (CulvertSession *session)
{
  const char *id = culvert_session_face_get_id (session);
  gboolean is_wanted = culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED;
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) course = g_menu_new ();
  g_autoptr (GMenu) upkeep = g_menu_new ();

  if (!culvert_session_is_read_only (session))
    append (course,
            is_wanted ? _ ("_Disconnect") : _ ("_Connect"),
            is_wanted ? "app.disconnect" : "app.connect",
            id);
  append (course, _ ("Show _log"), "app.show-log", id);
  append (upkeep, _ ("Re_name…"), "win.rename", id);
  append (upkeep, _ ("_Remove"), "app.remove", id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (course));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (upkeep));

  return G_MENU_MODEL (menu);
}
