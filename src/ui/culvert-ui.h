/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-answerer.h"
#include "culvert-session.h"

G_BEGIN_DECLS

/**
 * CulvertUi:
 *
 * Everything that needs a display, behind one interface: the main window, the dialogs, the fallback
 * icon. The application works without it and asks for it when the user first wants to see
 * something.
 *
 * `token` is an activation token of the desktop, or NULL.
 */
#define CULVERT_TYPE_UI (culvert_ui_get_type ())
G_DECLARE_INTERFACE (CulvertUi, culvert_ui, CULVERT, UI, GObject)

typedef enum
{
  CULVERT_UI_PAGE_OVERVIEW,
  CULVERT_UI_PAGE_LOG,
  CULVERT_UI_PAGE_CLIENTS, /* where there is none: what is there in its place */
} CulvertUiPage;

typedef enum
{
  CULVERT_UI_ANSWER_CANCEL,
  CULVERT_UI_ANSWER_NO,
  CULVERT_UI_ANSWER_YES,
} CulvertUiAnswer;

struct _CulvertUiInterface
{
  GTypeInterface parent_iface;

  void (*present_window) (CulvertUi *self, const char *token);
  void (*present_session) (CulvertUi *self,
                           CulvertSession *session,
                           CulvertUiPage page,
                           const char *token);
  void (*hide_window) (CulvertUi *self);
  gboolean (*has_visible_window) (CulvertUi *self);
  gboolean (*has_active_window) (CulvertUi *self);
  gboolean (*is_looking_at) (CulvertUi *self, CulvertSession *session, CulvertUiPage page);
  void (*present_attach_dialog) (CulvertUi *self, const char *token);
  void (*present_import) (CulvertUi *self, GPtrArray *files, const char *token);
  void (*present_about_dialog) (CulvertUi *self, const char *token);
  void (*present_preferences) (CulvertUi *self, const char *token);
  void (*present_shortcuts) (CulvertUi *self, const char *token);
  void (*present_support_bundle) (CulvertUi *self, const char *token);
  void (*present_prompt) (CulvertUi *self, CulvertPrompt *prompt, const char *token);
  void (*present_error) (CulvertUi *self, const char *title, const char *message);
  void (*present_server_message) (CulvertUi *self,
                                  CulvertSession *session,
                                  const char *title,
                                  const char *text);
  void (*ask_keep_running_async) (CulvertUi *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
  CulvertUiAnswer (*ask_keep_running_finish) (CulvertUi *self, GAsyncResult *result);
  void (*ask_quit_async) (CulvertUi *self,
                          guint n_up,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
  CulvertUiAnswer (*ask_quit_finish) (CulvertUi *self, GAsyncResult *result);
  CulvertAnswerer *(*get_answerer) (CulvertUi *self);
  GObject *(*get_tray_fallback) (CulvertUi *self);
};

void culvert_ui_present_window (CulvertUi *self, const char *token);
void culvert_ui_present_session (CulvertUi *self,
                                 CulvertSession *session,
                                 CulvertUiPage page,
                                 const char *token);
void culvert_ui_hide_window (CulvertUi *self);
gboolean culvert_ui_has_visible_window (CulvertUi *self);
gboolean culvert_ui_has_active_window (CulvertUi *self);
/* The user has this page of this session before them, in the window that has the focus. */
gboolean culvert_ui_is_looking_at (CulvertUi *self, CulvertSession *session, CulvertUiPage page);
void culvert_ui_present_attach_dialog (CulvertUi *self, const char *token);
/* @files: (element-type GFile): profiles; without any, the user chooses them first */
void culvert_ui_present_import (CulvertUi *self, GPtrArray *files, const char *token);
void culvert_ui_present_about_dialog (CulvertUi *self, const char *token);
void culvert_ui_present_preferences (CulvertUi *self, const char *token);
void culvert_ui_present_shortcuts (CulvertUi *self, const char *token);
void culvert_ui_present_support_bundle (CulvertUi *self, const char *token);
/* Brings the dialog of a prompt that the answerer was given to the front. */
void culvert_ui_present_prompt (CulvertUi *self, CulvertPrompt *prompt, const char *token);
void culvert_ui_present_error (CulvertUi *self, const char *title, const char *message);
/* See CulvertSession::message. Takes the focus from nobody. */
void culvert_ui_present_server_message (CulvertUi *self,
                                        CulvertSession *session,
                                        const char *title,
                                        const char *text);
/* Without a panel icon: keep running when the last window closes? */
void culvert_ui_ask_keep_running_async (CulvertUi *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
CulvertUiAnswer culvert_ui_ask_keep_running_finish (CulvertUi *self, GAsyncResult *result);
/* So many connections are up: are they to stay so without Culvert? */
void culvert_ui_ask_quit_async (CulvertUi *self,
                                guint n_up,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
CulvertUiAnswer culvert_ui_ask_quit_finish (CulvertUi *self, GAsyncResult *result);
/* (transfer none): shows prompts as dialogs, one at a time for each connection */
CulvertAnswerer *culvert_ui_get_answerer (CulvertUi *self);
/* (transfer none) (nullable): a CulvertTrayFallback, where the display can show one */
GObject *culvert_ui_get_tray_fallback (CulvertUi *self);

G_END_DECLS
