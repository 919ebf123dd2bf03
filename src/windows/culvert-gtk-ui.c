/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-gtk-ui.h"

#include "culvert-about-dialog.h"
#include "culvert-attach-dialog.h"
#include "culvert-dialog-answerer.h"
#include "culvert-looks.h"
#include "culvert-main-window.h"
#include "culvert-message-dialog.h"
#include "culvert-preferences-window.h"
#include "culvert-profile-dialogs.h"
#include "culvert-quit-question.h"
#include "culvert-server-message-dialog.h"
#include "culvert-shortcuts-window.h"
#include "culvert-status-icon.h"
#include "culvert-support-bundle-window.h"

#include <glib/gi18n.h>

struct _CulvertGtkUi
{
  GObject parent_instance;

  CulvertSessionList *sessions;    /* (owned) */
  GActionGroup *actions;           /* (owned) */
  GSettings *settings;             /* (owned) */
  CulvertUiHost *host;             /* (unowned): owns this */
  CulvertDialogAnswerer *answerer; /* (owned) */
  CulvertProfileDialogs *profiles; /* (owned) */
  CulvertStatusIcon *status_icon;  /* (owned) (nullable): made when it is first wanted */
  GtkWidget *window;               /* (owned) (nullable) */
  GtkWidget *attach_dialog;        /* (unowned) (nullable): cleared when it is destroyed */
  GtkWidget *about_dialog;         /* (unowned) (nullable): cleared when it is destroyed */
  GtkWidget *preferences;          /* (unowned) (nullable): cleared when it is destroyed */
  GtkWidget *shortcuts;            /* (unowned) (nullable): cleared when it is destroyed */
  GtkWidget *support_bundle;       /* (unowned) (nullable): cleared when it is destroyed */
  GtkWidget *quit_question;        /* (unowned) (nullable): cleared when it is destroyed */
  GtkWidget *keep_running_dialog;  /* (unowned) (nullable): cleared when it is destroyed */
  GHashTable *server_dialogs; /* (owned): profile id (owned) → dialog (unowned): until destroyed */
};

static void culvert_gtk_ui_iface_init (CulvertUiInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertGtkUi,
                               culvert_gtk_ui,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_UI, culvert_gtk_ui_iface_init))

static void
present (GtkWidget *window, const char *token)
{
  if (token != NULL && *token != '\0')
    gtk_window_set_startup_id (GTK_WINDOW (window), token);
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
window_is_visible (CulvertGtkUi *self)
{
  return self->window != NULL && gtk_widget_get_visible (self->window);
}

static void
stand_before_window (CulvertGtkUi *self, GtkWidget *dialog)
{
  if (window_is_visible (self))
    gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self->window));
}

/* Keeps the one window of its kind until it is destroyed. */
static void
keep (CulvertGtkUi *self, GtkWidget **place, GtkWidget *window)
{
  *place = window;
  g_signal_connect (window, "destroy", G_CALLBACK (gtk_widget_destroyed), place);
  stand_before_window (self, window);
}

static void
restore_size (CulvertGtkUi *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self->window));
}

static void
save_size (CulvertGtkUi *self)
{
  gboolean is_maximized = gtk_window_is_maximized (GTK_WINDOW (self->window));
  int width, height;

  g_settings_set_boolean (self->settings, "window-maximized", is_maximized);
  if (is_maximized)
    return;

  gtk_window_get_size (GTK_WINDOW (self->window), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
}

static void
hide_window (CulvertGtkUi *self)
{
  if (!window_is_visible (self))
    return;

  save_size (self);
  gtk_widget_hide (self->window);
}

/* The host may ask whether to keep running; then the answer decides what becomes of the window. */
static gboolean
on_window_closed (CulvertGtkUi *self)
{
  culvert_ui_host_window_closed (self->host);
  if (self->keep_running_dialog == NULL)
    hide_window (self);

  return GDK_EVENT_STOP;
}

static void
ensure_window (CulvertGtkUi *self)
{
  if (self->window != NULL)
    return;

  self->window = g_object_ref (
      GTK_WIDGET (culvert_main_window_new (self->sessions, self->actions, self->host)));
  restore_size (self);
  g_signal_connect_object (self->window,
                           "delete-event",
                           G_CALLBACK (on_window_closed),
                           self,
                           G_CONNECT_SWAPPED);
  culvert_dialog_answerer_set_parent (self->answerer, GTK_WINDOW (self->window));
  culvert_profile_dialogs_set_window (self->profiles, CULVERT_MAIN_WINDOW (self->window));
}

static void
culvert_gtk_ui_present_window (CulvertUi *ui, const char *token)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  ensure_window (self);
  present (self->window, token);
}

static void
culvert_gtk_ui_present_session (CulvertUi *ui,
                                CulvertSession *session,
                                CulvertUiPage page,
                                const char *token)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  ensure_window (self);
  culvert_main_window_show_session (CULVERT_MAIN_WINDOW (self->window), session, page);
  present (self->window, token);
}

static void
culvert_gtk_ui_hide_window (CulvertUi *ui)
{
  hide_window (CULVERT_GTK_UI (ui));
}

static gboolean
culvert_gtk_ui_has_visible_window (CulvertUi *ui)
{
  return window_is_visible (CULVERT_GTK_UI (ui));
}

static gboolean
culvert_gtk_ui_has_active_window (CulvertUi *ui)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  return window_is_visible (self) && gtk_window_is_active (GTK_WINDOW (self->window));
}

static gboolean
culvert_gtk_ui_is_looking_at (CulvertUi *ui, CulvertSession *session, CulvertUiPage page)
{
  return culvert_gtk_ui_has_active_window (ui) &&
         culvert_main_window_shows (CULVERT_MAIN_WINDOW (CULVERT_GTK_UI (ui)->window),
                                    session,
                                    page);
}

static void
culvert_gtk_ui_present_attach_dialog (CulvertUi *ui, const char *token)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  if (self->attach_dialog == NULL)
    keep (self, &self->attach_dialog, GTK_WIDGET (culvert_attach_dialog_new (self->host)));

  present (self->attach_dialog, token);
}

static void
culvert_gtk_ui_present_import (CulvertUi *ui, GPtrArray *files, const char *token)
{
  culvert_profile_dialogs_import (CULVERT_GTK_UI (ui)->profiles, files, token);
}

static void
on_added (CulvertGtkUi *self, CulvertSession *session)
{
  culvert_ui_present_session (CULVERT_UI (self), session, CULVERT_UI_PAGE_OVERVIEW, NULL);
}

static void
on_profile_trouble (CulvertGtkUi *self, const char *title, const char *sentence)
{
  culvert_ui_present_error (CULVERT_UI (self), title, sentence);
}

static void
culvert_gtk_ui_present_about_dialog (CulvertUi *ui, const char *token)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  if (self->about_dialog == NULL)
    keep (self, &self->about_dialog, culvert_about_dialog_new ());

  present (self->about_dialog, token);
}

static void
culvert_gtk_ui_present_preferences (CulvertUi *ui, const char *token)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  if (self->preferences == NULL)
    keep (self,
          &self->preferences,
          GTK_WIDGET (culvert_preferences_window_new (self->settings, self->sessions)));

  present (self->preferences, token);
}

static void
culvert_gtk_ui_present_shortcuts (CulvertUi *ui, const char *token)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  if (self->shortcuts == NULL)
    keep (self, &self->shortcuts, GTK_WIDGET (culvert_shortcuts_window_new ()));

  present (self->shortcuts, token);
}

static void
culvert_gtk_ui_present_support_bundle (CulvertUi *ui, const char *token)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  if (self->support_bundle == NULL)
    keep (self, &self->support_bundle, GTK_WIDGET (culvert_support_bundle_window_new (self->host)));

  present (self->support_bundle, token);
}

static void
culvert_gtk_ui_present_prompt (CulvertUi *ui, CulvertPrompt *prompt, const char *token)
{
  culvert_dialog_answerer_present (CULVERT_GTK_UI (ui)->answerer, prompt, token);
}

static void
culvert_gtk_ui_present_error (CulvertUi *ui, const char *title, const char *message)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);
  GtkWidget *dialog =
      GTK_WIDGET (culvert_message_dialog_new ("dialog-error-symbolic", title, message));

  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Close"), GTK_RESPONSE_CLOSE);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  stand_before_window (self, dialog);
  present (dialog, NULL);
}

static gboolean
is_this (gpointer id, gpointer dialog, gpointer destroyed)
{
  return dialog == destroyed;
}

static void
on_server_dialog_destroyed (CulvertGtkUi *self, GtkWidget *dialog)
{
  g_hash_table_foreach_remove (self->server_dialogs, is_this, dialog);
}

static void
culvert_gtk_ui_present_server_message (CulvertUi *ui,
                                       CulvertSession *session,
                                       const char *title,
                                       const char *text)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);
  CulvertProfile *profile = culvert_session_get_profile (session);
  const char *id = culvert_profile_get_id (profile);
  CulvertServerMessageDialog *dialog = g_hash_table_lookup (self->server_dialogs, id);

  if (dialog == NULL)
    {
      dialog = culvert_server_message_dialog_new (culvert_profile_get_name (profile));
      g_hash_table_insert (self->server_dialogs, g_strdup (id), dialog);
      g_signal_connect_object (dialog,
                               "destroy",
                               G_CALLBACK (on_server_dialog_destroyed),
                               self,
                               G_CONNECT_SWAPPED);
    }

  culvert_server_message_dialog_add (dialog, title, text);
  gtk_widget_show (GTK_WIDGET (dialog));
}

static GtkWidget *
create_keep_running_dialog (void)
{
  GtkDialog *dialog = GTK_DIALOG (culvert_message_dialog_new (
      "dialog-question-symbolic",
      _ ("Keep Culvert running?"),
      _ ("Your desktop shows no panel icon of Culvert. While it keeps running, it tells you about "
         "your connections and asks for passwords; start it again to see this window. The "
         "connections stay as they are in either case.")));

  gtk_dialog_add_button (dialog, _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _ ("_Quit"), GTK_RESPONSE_NO);
  gtk_dialog_add_button (dialog, _ ("_Keep running"), GTK_RESPONSE_YES);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_YES);

  return GTK_WIDGET (dialog);
}

static void
on_keep_running_answered (GtkDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertGtkUi *self = g_task_get_source_object (task);
  CulvertUiAnswer answer = CULVERT_UI_ANSWER_CANCEL;

  if (response == GTK_RESPONSE_YES)
    answer = CULVERT_UI_ANSWER_YES;
  else if (response == GTK_RESPONSE_NO)
    answer = CULVERT_UI_ANSWER_NO;

  gtk_widget_destroy (GTK_WIDGET (dialog));
  if (answer != CULVERT_UI_ANSWER_CANCEL)
    hide_window (self);

  g_task_return_int (task, answer);
}

static void
culvert_gtk_ui_ask_keep_running_async (CulvertUi *ui,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_gtk_ui_ask_keep_running_async);

  if (self->keep_running_dialog != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->keep_running_dialog));
      g_task_return_int (task, CULVERT_UI_ANSWER_CANCEL);
      return;
    }

  self->keep_running_dialog = create_keep_running_dialog ();
  g_signal_connect (self->keep_running_dialog,
                    "destroy",
                    G_CALLBACK (gtk_widget_destroyed),
                    &self->keep_running_dialog);
  g_signal_connect (self->keep_running_dialog,
                    "response",
                    G_CALLBACK (on_keep_running_answered),
                    g_steal_pointer (&task));
  stand_before_window (self, self->keep_running_dialog);
  gtk_window_set_modal (GTK_WINDOW (self->keep_running_dialog), TRUE);
  present (self->keep_running_dialog, NULL);
}

static CulvertUiAnswer
culvert_gtk_ui_ask_keep_running_finish (CulvertUi *ui, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, ui), CULVERT_UI_ANSWER_CANCEL);

  return g_task_propagate_int (G_TASK (result), NULL);
}

static void
on_quit_answered (GtkWidget *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  gtk_widget_destroy (dialog);
  g_task_return_int (task, culvert_quit_question_get_answer (response));
}

static void
culvert_gtk_ui_ask_quit_async (CulvertUi *ui,
                               guint n_up,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, culvert_gtk_ui_ask_quit_async);
  if (self->quit_question != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->quit_question));
      g_task_return_int (task, CULVERT_UI_ANSWER_CANCEL);
      return;
    }

  keep (self, &self->quit_question, culvert_quit_question_new (n_up));
  g_signal_connect (self->quit_question,
                    "response",
                    G_CALLBACK (on_quit_answered),
                    g_steal_pointer (&task));
  present (self->quit_question, NULL);
}

static CulvertUiAnswer
culvert_gtk_ui_ask_quit_finish (CulvertUi *ui, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, ui), CULVERT_UI_ANSWER_CANCEL);

  return g_task_propagate_int (G_TASK (result), NULL);
}

static CulvertAnswerer *
culvert_gtk_ui_get_answerer (CulvertUi *ui)
{
  return CULVERT_ANSWERER (CULVERT_GTK_UI (ui)->answerer);
}

static GObject *
culvert_gtk_ui_get_tray_fallback (CulvertUi *ui)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (ui);

  if (self->status_icon == NULL)
    self->status_icon = culvert_status_icon_new (gdk_display_get_default ());

  return G_OBJECT (self->status_icon);
}

static void
culvert_gtk_ui_iface_init (CulvertUiInterface *iface)
{
  iface->present_window = culvert_gtk_ui_present_window;
  iface->present_session = culvert_gtk_ui_present_session;
  iface->hide_window = culvert_gtk_ui_hide_window;
  iface->has_visible_window = culvert_gtk_ui_has_visible_window;
  iface->has_active_window = culvert_gtk_ui_has_active_window;
  iface->is_looking_at = culvert_gtk_ui_is_looking_at;
  iface->present_attach_dialog = culvert_gtk_ui_present_attach_dialog;
  iface->present_import = culvert_gtk_ui_present_import;
  iface->present_about_dialog = culvert_gtk_ui_present_about_dialog;
  iface->present_preferences = culvert_gtk_ui_present_preferences;
  iface->present_shortcuts = culvert_gtk_ui_present_shortcuts;
  iface->present_support_bundle = culvert_gtk_ui_present_support_bundle;
  iface->present_prompt = culvert_gtk_ui_present_prompt;
  iface->present_error = culvert_gtk_ui_present_error;
  iface->present_server_message = culvert_gtk_ui_present_server_message;
  iface->ask_keep_running_async = culvert_gtk_ui_ask_keep_running_async;
  iface->ask_keep_running_finish = culvert_gtk_ui_ask_keep_running_finish;
  iface->ask_quit_async = culvert_gtk_ui_ask_quit_async;
  iface->ask_quit_finish = culvert_gtk_ui_ask_quit_finish;
  iface->get_answerer = culvert_gtk_ui_get_answerer;
  iface->get_tray_fallback = culvert_gtk_ui_get_tray_fallback;
}

static void
close_server_dialogs (CulvertGtkUi *self)
{
  g_autoptr (GList) dialogs = g_hash_table_get_values (self->server_dialogs);

  for (GList *link = dialogs; link != NULL; link = link->next)
    gtk_widget_destroy (link->data);
}

static void
culvert_gtk_ui_dispose (GObject *object)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (object);

  hide_window (self);
  close_server_dialogs (self);
  g_clear_pointer (&self->attach_dialog, gtk_widget_destroy);
  g_clear_pointer (&self->about_dialog, gtk_widget_destroy);
  g_clear_pointer (&self->preferences, gtk_widget_destroy);
  g_clear_pointer (&self->shortcuts, gtk_widget_destroy);
  g_clear_pointer (&self->support_bundle, gtk_widget_destroy);
  if (self->window != NULL)
    gtk_widget_destroy (self->window);
  g_clear_object (&self->window);
  g_clear_object (&self->status_icon);
  g_clear_object (&self->answerer);
  g_clear_object (&self->profiles);
  g_clear_object (&self->sessions);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (culvert_gtk_ui_parent_class)->dispose (object);
}

static void
culvert_gtk_ui_finalize (GObject *object)
{
  CulvertGtkUi *self = CULVERT_GTK_UI (object);

  g_clear_pointer (&self->server_dialogs, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_gtk_ui_parent_class)->finalize (object);
}

static void
culvert_gtk_ui_class_init (CulvertGtkUiClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_gtk_ui_dispose;
  object_class->finalize = culvert_gtk_ui_finalize;
}

static void
culvert_gtk_ui_init (CulvertGtkUi *self)
{
  self->answerer = culvert_dialog_answerer_new ();
  self->server_dialogs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
make_profile_dialogs (CulvertGtkUi *self)
{
  g_autoptr (CulvertServiceCheck) check = culvert_service_check_new (NULL);

  self->profiles = culvert_profile_dialogs_new (culvert_ui_host_get_profiles (self->host),
                                                self->sessions,
                                                check);
  g_signal_connect_object (self->profiles, "added", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profiles,
                           "trouble",
                           G_CALLBACK (on_profile_trouble),
                           self,
                           G_CONNECT_SWAPPED);
}

CulvertUi *
culvert_ui_create (CulvertSessionList *sessions,
                   GActionGroup *actions,
                   GSettings *settings,
                   CulvertUiHost *host,
                   GError **error)
{
  CulvertGtkUi *self;

  if (!gtk_init_check (NULL, NULL))
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_NOT_FOUND,
                           _ ("There is no display to show a window on."));
      return NULL;
    }

  culvert_looks_load ();

  self = g_object_new (CULVERT_TYPE_GTK_UI, NULL);
  self->sessions = g_object_ref (sessions);
  self->actions = g_object_ref (actions);
  self->settings = g_object_ref (settings);
  self->host = host;
  make_profile_dialogs (self);

  return CULVERT_UI (self);
}
