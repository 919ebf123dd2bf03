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
  if (culvert_session_get_prompt (session) != NULL || culvert_session_get_n_requests (session) > 0)
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
  const CulvertSessionStep cancel_step = { _ ("_Cancel"), "app.disconnect", FALSE };
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
      return cancel_step;
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

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* What is done with the connection as it runs. */
static GMenu *
create_course (CulvertSession *session, const char *id)
{
  gboolean is_wanted = culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED;
  GMenu *course = g_menu_new ();

  if (!culvert_session_is_read_only (session))
    append (course,
            is_wanted ? _ ("_Disconnect") : _ ("_Connect"),
            is_wanted ? "app.disconnect" : "app.connect",
            id);
  if (!culvert_session_is_read_only (session) && is_wanted)
    append (course, _ ("Reco_nnect"), "app.reconnect", id);
  append (course, _ ("Show _log"), "app.show-log", id);

  return course;
}

/* What is done with what it is made of. */
static GMenu *
create_upkeep (CulvertSession *session, const char *id)
{
  CulvertProfileKind kind = culvert_profile_get_kind (culvert_session_get_profile (session));
  GMenu *upkeep = g_menu_new ();

  append (upkeep, _ ("Re_name…"), "win.rename", id);
  if (kind == CULVERT_PROFILE_IMPORTED)
    {
      append (upkeep, _ ("_Edit profile…"), "profile.edit", id);
      append (upkeep, _ ("D_uplicate"), "profile.duplicate", id);
      append (upkeep, _ ("E_xport…"), "profile.export", id);
    }
  else
    append (upkeep, _ ("Check this _service…"), "profile.check", id);
  append (upkeep, _ ("_Forget saved passwords"), "win.forget-passwords", id);

  return upkeep;
}

GMenuModel *
culvert_session_face_create_menu (CulvertSession *session)
{
  const char *id = culvert_session_face_get_id (session);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) course = create_course (session, id);
  g_autoptr (GMenu) upkeep = create_upkeep (session, id);
  g_autoptr (GMenu) end = g_menu_new ();

  append (end, _ ("_Remove"), "win.remove", id);
  append_section (menu, course);
  append_section (menu, upkeep);
  append_section (menu, end);

  return G_MENU_MODEL (menu);
}

char *
culvert_session_face_dup_command (CulvertSession *session)
{
  const CulvertSessionReason reasons[] = { CULVERT_REASON_NOT_AUTHORIZED,
                                           CULVERT_REASON_NO_AGENT,
                                           CULVERT_REASON_ACCESS_DENIED,
                                           CULVERT_REASON_UNAVAILABLE };
  CulvertSessionState state = culvert_session_get_state (session);

  if (state != CULVERT_SESSION_FAILED && state != CULVERT_SESSION_DISCONNECTED)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (culvert_session_get_reason (session) == reasons[i])
      return culvert_session_dup_command (session);

  return NULL;
}
