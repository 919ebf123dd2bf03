/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-ui.h"

G_DEFINE_INTERFACE (CulvertUi, culvert_ui, G_TYPE_OBJECT)

static void
culvert_ui_default_init (CulvertUiInterface *iface)
{
}

void
culvert_ui_present_window (CulvertUi *self, const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->present_window (self, token);
}

void
culvert_ui_present_session (CulvertUi *self,
                            CulvertSession *session,
                            CulvertUiPage page,
                            const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  CULVERT_UI_GET_IFACE (self)->present_session (self, session, page, token);
}

void
culvert_ui_hide_window (CulvertUi *self)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->hide_window (self);
}

gboolean
culvert_ui_has_visible_window (CulvertUi *self)
{
  g_return_val_if_fail (CULVERT_IS_UI (self), FALSE);

  return CULVERT_UI_GET_IFACE (self)->has_visible_window (self);
}

gboolean
culvert_ui_has_active_window (CulvertUi *self)
{
  g_return_val_if_fail (CULVERT_IS_UI (self), FALSE);

  return CULVERT_UI_GET_IFACE (self)->has_active_window (self);
}

gboolean
culvert_ui_is_looking_at (CulvertUi *self, CulvertSession *session, CulvertUiPage page)
{
  g_return_val_if_fail (CULVERT_IS_UI (self), FALSE);

  return CULVERT_UI_GET_IFACE (self)->is_looking_at (self, session, page);
}

void
culvert_ui_present_attach_dialog (CulvertUi *self, const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->present_attach_dialog (self, token);
}

void
culvert_ui_present_import (CulvertUi *self, GPtrArray *files, const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));
  g_return_if_fail (files != NULL);

  CULVERT_UI_GET_IFACE (self)->present_import (self, files, token);
}

void
culvert_ui_present_about_dialog (CulvertUi *self, const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->present_about_dialog (self, token);
}

void
culvert_ui_present_preferences (CulvertUi *self, const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->present_preferences (self, token);
}

void
culvert_ui_present_shortcuts (CulvertUi *self, const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->present_shortcuts (self, token);
}

void
culvert_ui_present_support_bundle (CulvertUi *self, const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->present_support_bundle (self, token);
}

void
culvert_ui_present_prompt (CulvertUi *self, CulvertPrompt *prompt, const char *token)
{
  g_return_if_fail (CULVERT_IS_UI (self));
  g_return_if_fail (CULVERT_IS_PROMPT (prompt));

  CULVERT_UI_GET_IFACE (self)->present_prompt (self, prompt, token);
}

void
culvert_ui_present_error (CulvertUi *self, const char *title, const char *message)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->present_error (self, title, message);
}

void
culvert_ui_present_server_message (CulvertUi *self,
                                   CulvertSession *session,
                                   const char *title,
                                   const char *text)
{
  g_return_if_fail (CULVERT_IS_UI (self));
  g_return_if_fail (CULVERT_IS_SESSION (session));

  CULVERT_UI_GET_IFACE (self)->present_server_message (self, session, title, text);
}

void
culvert_ui_ask_keep_running_async (CulvertUi *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->ask_keep_running_async (self, callback, user_data);
}

CulvertUiAnswer
culvert_ui_ask_keep_running_finish (CulvertUi *self, GAsyncResult *result)
{
  g_return_val_if_fail (CULVERT_IS_UI (self), CULVERT_UI_ANSWER_CANCEL);

  return CULVERT_UI_GET_IFACE (self)->ask_keep_running_finish (self, result);
}

void
culvert_ui_ask_quit_async (CulvertUi *self,
                           guint n_up,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_UI (self));

  CULVERT_UI_GET_IFACE (self)->ask_quit_async (self, n_up, callback, user_data);
}

CulvertUiAnswer
culvert_ui_ask_quit_finish (CulvertUi *self, GAsyncResult *result)
{
  g_return_val_if_fail (CULVERT_IS_UI (self), CULVERT_UI_ANSWER_CANCEL);

  return CULVERT_UI_GET_IFACE (self)->ask_quit_finish (self, result);
}

CulvertAnswerer *
culvert_ui_get_answerer (CulvertUi *self)
{
  g_return_val_if_fail (CULVERT_IS_UI (self), NULL);

  return CULVERT_UI_GET_IFACE (self)->get_answerer (self);
}

GObject *
culvert_ui_get_tray_fallback (CulvertUi *self)
{
  g_return_val_if_fail (CULVERT_IS_UI (self), NULL);

  return CULVERT_UI_GET_IFACE (self)->get_tray_fallback (self);
}
