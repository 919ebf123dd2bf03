/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-application"

#include "culvert-application.h"

#include <glib/gi18n-lib.h>

#include "culvert-actions.h"
#include "culvert-answer-chain.h"
#include "culvert-build.h"
#include "culvert-command-line.h"
#include "culvert-connections.h"
#include "culvert-file-opener.h"
#include "culvert-front.h"
#include "culvert-keyring-answerer.h"
#include "culvert-leave.h"
#include "culvert-local-options.h"
#include "culvert-muted-messages.h"
#include "culvert-notifier.h"
#include "culvert-preferences.h"
#include "culvert-profile-desk.h"
#include "culvert-request-notices.h"
#include "culvert-server-messages.h"
#include "culvert-startup.h"
#include "culvert-support-bundle.h"
#include "culvert-tray-icon.h"
#include "culvert-tray.h"
#include "culvert-trouble-words.h"
#include "culvert-usage-recorder.h"
#include "culvert-user-files.h"

struct _CulvertApplication
{
  GApplication parent_instance;

  GSettings *settings;             /* (owned) */
  CulvertFront *front;             /* (owned) */
  CulvertKeyringAnswerer *keyring; /* (owned) */
  CulvertConnections *connections; /* (owned) */
  CulvertProfileDesk *desk;        /* (owned) */
  CulvertFileOpener *opener;       /* (owned) */
  CulvertSupportBundle *support;   /* (owned) */
  CulvertLeave *leave;             /* (owned) */
  CulvertActions *actions;         /* (owned) */
  CulvertTray *tray;               /* (owned) (nullable): once the application stays */
  CulvertNotifier *notifier;       /* (owned) (nullable): likewise */
  CulvertRequestNotices *requests; /* (owned) (nullable): likewise */
  CulvertMutedMessages *muted;     /* (owned) */
  CulvertServerMessages *messages; /* (owned) (nullable): once the application stays */
  CulvertUsageRecorder *usage;     /* (owned) (nullable): likewise */
  CulvertPreferences *preferences; /* (owned) (nullable): likewise */
  GObject *autostart;              /* (owned) (nullable): likewise */
  CulvertStartup *startup;         /* (owned) (nullable): likewise, and all is loaded */

  GPtrArray *early; /* (owned) of GApplicationCommandLine (owned): came before all was loaded */
  gboolean has_read_options;
  gboolean is_loaded;
  gboolean is_staying;
  int exit_status;
};

static void culvert_application_host_init (CulvertUiHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertApplication,
                               culvert_application,
                               G_TYPE_APPLICATION,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_UI_HOST,
                                                      culvert_application_host_init))

static void
tell_trouble (CulvertApplication *self, const char *sentence)
{
  CulvertUi *ui = culvert_front_peek_ui (self->front);

  if (ui != NULL)
    culvert_ui_present_error (ui, _ ("Something did not work"), sentence);
  else
    g_message ("%s", sentence);
}

static void
on_store_failed (CulvertApplication *self, const GError *error)
{
  tell_trouble (self, culvert_trouble_words_not_kept (error));
}

static void
on_usage_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertApplication) self = user_data;

  /* A failure has been told; what could not be kept comes back with the next count. */
  culvert_usage_store_flush_finish (CULVERT_USAGE_STORE (source), result, NULL);
  g_application_quit (G_APPLICATION (self));
}

static void
on_keyring_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertApplication) self = user_data;

  culvert_keyring_answerer_flush_finish (CULVERT_KEYRING_ANSWERER (source), result);
  if (self->usage != NULL)
    culvert_usage_store_flush_async (culvert_usage_recorder_get_store (self->usage),
                                     on_usage_flushed,
                                     g_object_ref (self));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CulvertApplication *self = user_data;

  culvert_connections_flush_finish (CULVERT_CONNECTIONS (source), result);
  culvert_keyring_answerer_flush_async (self->keyring, on_keyring_flushed, self);
}

/* What the user has just signed in with is on its way to the keyring, and is kept nowhere else. */
static void
on_quit_wanted (CulvertApplication *self)
{
  culvert_connections_end_undo (self->connections);
  culvert_connections_flush_async (self->connections, on_flushed, g_object_ref (self));
}

/* An icon of the older kind exists on X11 alone; elsewhere the display need not be opened for it.
 */
static void
on_fallback_wanted (CulvertApplication *self)
{
  g_autoptr (GError) error = NULL;
  CulvertUi *ui;
  GObject *fallback;

  if (g_getenv ("DISPLAY") == NULL || g_getenv ("WAYLAND_DISPLAY") != NULL)
    return;

  ui = culvert_front_open (self->front, &error);
  if (ui == NULL)
    {
      g_message ("No panel shows an icon: %s", error->message);
      return;
    }

  fallback = culvert_ui_get_tray_fallback (ui);
  if (fallback != NULL)
    culvert_tray_set_fallback (self->tray, CULVERT_TRAY_FALLBACK (fallback));
}

/* The only way back to a hidden window is gone: show it. */
static void
on_tray_visible_changed (CulvertApplication *self)
{
  CulvertUi *ui = culvert_front_peek_ui (self->front);

  if (!culvert_tray_is_visible (self->tray) && culvert_tray_is_decided (self->tray) && ui != NULL &&
      !culvert_ui_has_visible_window (ui) &&
      !g_settings_get_boolean (self->settings, "run-without-icon"))
    culvert_ui_present_window (ui, NULL);
}

static void
begin (CulvertApplication *self)
{
  if (!self->is_staying || !self->is_loaded || self->startup != NULL)
    return;

  self->startup =
      culvert_startup_new (self->settings, culvert_connections_get_sessions (self->connections));
  culvert_startup_begin (self->startup);
}

/* From a process that answers a question to the application that stays in the tray. */
static void
stay (CulvertApplication *self)
{
  GApplication *application = G_APPLICATION (self);
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  CulvertSessionList *sessions = culvert_connections_get_sessions (self->connections);
  g_autofree char *icon_folder = culvert_tray_icon_find_folder (CULVERT_DATADIR);

  if (self->is_staying)
    return;

  self->is_staying = TRUE;
  g_application_hold (application);
  self->usage = culvert_user_files_new_usage_recorder (sessions);
  self->autostart = culvert_user_files_new_autostart (self->settings, bus);
  self->notifier =
      culvert_notifier_new (bus, sessions, G_ACTION_GROUP (self), CULVERT_APPLICATION_ID);
  culvert_notifier_set_is_watched (self->notifier, culvert_front_is_watched, self->front);
  self->requests = culvert_request_notices_new (self->notifier, sessions, G_ACTION_GROUP (self));
  culvert_request_notices_set_is_watched (self->requests,
                                          culvert_front_shows_requests,
                                          self->front);
  self->messages = culvert_server_messages_new (sessions, self->muted, self->front, self->notifier);

  self->tray =
      culvert_tray_new (bus, sessions, G_ACTION_GROUP (self), CULVERT_APPLICATION_ID, icon_folder);
  self->preferences =
      culvert_preferences_new (self->settings, sessions, self->notifier, self->tray);
  g_signal_connect_object (self->tray,
                           "fallback-wanted",
                           G_CALLBACK (on_fallback_wanted),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tray,
                           "notify::is-visible",
                           G_CALLBACK (on_tray_visible_changed),
                           self,
                           G_CONNECT_SWAPPED);
  begin (self);
}

static void
on_ran (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplicationCommandLine) command_line = user_data;
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  GApplication *application = g_application_get_default ();
  int status = culvert_command_line_run_finish (result);

  if (status == 0)
    status = culvert_file_opener_run (CULVERT_APPLICATION (application)->opener, command_line);
  g_application_command_line_set_exit_status (command_line, status);
  if (!g_application_command_line_get_is_remote (command_line))
    CULVERT_APPLICATION (application)->exit_status = status;
  if (status == 0 && culvert_command_line_is_for_window (options))
    g_action_group_activate_action (G_ACTION_GROUP (application), "show-window", NULL);
  g_application_release (application);
}

static void
run (CulvertApplication *self, GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);

  if (culvert_command_line_is_for_staying (options))
    stay (self);
  culvert_command_line_run_async (command_line,
                                  self->connections,
                                  G_ACTION_GROUP (self),
                                  on_ran,
                                  g_object_ref (command_line));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertApplication) self = user_data;

  culvert_connections_load_finish (CULVERT_CONNECTIONS (source), result);
  self->is_loaded = TRUE;
  begin (self);
  for (guint i = 0; i < self->early->len; i++)
    run (self, self->early->pdata[i]);
  g_ptr_array_set_size (self->early, 0);
  culvert_file_opener_begin (self->opener);
  g_application_release (G_APPLICATION (self));
}

/* No session may have something to say before it is known what has been said. */
static void
on_muted_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CulvertApplication *self = user_data;

  culvert_muted_messages_load_finish (CULVERT_MUTED_MESSAGES (source), result);
  culvert_connections_load_async (self->connections, on_loaded, self);
}

static int
culvert_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  CulvertApplication *self = CULVERT_APPLICATION (application);

  /* Released in on_ran (). */
  g_application_hold (application);
  if (self->is_loaded)
    run (self, command_line);
  else
    g_ptr_array_add (self->early, g_object_ref (command_line));

  return 0;
}

static void
culvert_application_activate (GApplication *application)
{
  stay (CULVERT_APPLICATION (application));
  g_action_group_activate_action (G_ACTION_GROUP (application), "show-window", NULL);
}

static void
culvert_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CulvertApplication *self = CULVERT_APPLICATION (application);

  stay (self);
  culvert_file_opener_open (self->opener, files, n_files);
}

static int
culvert_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  CULVERT_APPLICATION (application)->has_read_options = TRUE;

  return culvert_local_options_handle (application, options);
}

/* GApplication has one exit status for options that it cannot read and for all that fails later. */
static gboolean
culvert_application_local_command_line (GApplication *application,
                                        char ***arguments,
                                        int *exit_status)
{
  gboolean is_over = G_APPLICATION_CLASS (culvert_application_parent_class)
                         ->local_command_line (application, arguments, exit_status);

  if (is_over && !CULVERT_APPLICATION (application)->has_read_options)
    *exit_status = CULVERT_EXIT_USAGE;

  return is_over;
}

static CulvertConnections *
new_connections (CulvertApplication *self)
{
  g_autoptr (CulvertAnswerChain) chain = culvert_answer_chain_new ();

  self->keyring = culvert_keyring_answerer_new ();
  g_signal_connect_object (self->keyring,
                           "store-failed",
                           G_CALLBACK (on_store_failed),
                           self,
                           G_CONNECT_SWAPPED);
  culvert_answer_chain_append (chain, CULVERT_ANSWERER (self->keyring));
  culvert_answer_chain_append (chain, CULVERT_ANSWERER (self->front));

  return culvert_user_files_new_connections (CULVERT_ANSWERER (chain));
}

static void
connect_parts (CulvertApplication *self)
{
  const struct
  {
    gpointer source;
    const char *signal;
    GCallback callback;
    gpointer target;
  } parts[] = {
    { self->actions, "leave-wanted", G_CALLBACK (culvert_leave_ask), self->leave },
    { self->actions, "quit-wanted", G_CALLBACK (on_quit_wanted), self },
    { self->leave, "agreed", G_CALLBACK (on_quit_wanted), self },
    { self->actions, "trouble", G_CALLBACK (tell_trouble), self },
    { self->connections, "trouble", G_CALLBACK (tell_trouble), self },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_signal_connect_object (parts[i].source,
                             parts[i].signal,
                             parts[i].callback,
                             parts[i].target,
                             G_CONNECT_SWAPPED);
}

static void
culvert_application_startup (GApplication *application)
{
  CulvertApplication *self = CULVERT_APPLICATION (application);
  GDBusConnection *bus = g_application_get_dbus_connection (application);

  G_APPLICATION_CLASS (culvert_application_parent_class)->startup (application);

  self->settings = culvert_user_files_new_settings ();
  self->front = culvert_front_new (CULVERT_MODULEDIR, self->settings);
  self->opener = culvert_file_opener_new (self->front);
  self->connections = new_connections (self);
  self->desk = culvert_profile_desk_new (self->connections);
  self->support = culvert_support_bundle_new (culvert_connections_get_sessions (self->connections),
                                              culvert_connections_get_texts (self->connections));
  self->muted = culvert_user_files_new_muted_messages ();
  culvert_front_set_parts (self->front,
                           culvert_connections_get_sessions (self->connections),
                           G_ACTION_GROUP (self),
                           CULVERT_UI_HOST (self));
  self->actions = culvert_actions_new (G_ACTION_MAP (self), self->connections, self->front);
  self->leave = culvert_leave_new (self->settings,
                                   culvert_connections_get_sessions (self->connections),
                                   self->front);
  if (bus != NULL)
    culvert_leave_watch (self->leave, bus);
  connect_parts (self);

  g_application_hold (application);
  culvert_muted_messages_load_async (self->muted, on_muted_loaded, g_object_ref (self));

  /* Whatever the bus started us for, such as a window, is not over after a few seconds. */
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    stay (self);
}

static void
culvert_application_shutdown (GApplication *application)
{
  CulvertApplication *self = CULVERT_APPLICATION (application);

  g_clear_object (&self->preferences);
  g_clear_object (&self->tray);
  g_clear_object (&self->startup);
  g_clear_object (&self->autostart);
  g_clear_object (&self->usage);
  g_clear_object (&self->messages);
  g_clear_object (&self->requests);
  g_clear_object (&self->notifier);
  g_clear_object (&self->actions);
  g_clear_object (&self->leave);
  g_clear_object (&self->support);
  g_clear_object (&self->desk);
  g_clear_object (&self->opener);
  g_clear_object (&self->connections);
  g_clear_object (&self->keyring);
  g_clear_object (&self->muted);
  g_clear_object (&self->front);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (culvert_application_parent_class)->shutdown (application);
}

static gboolean
culvert_application_attach (CulvertUiHost *host,
                            const char *name,
                            const char *endpoint,
                            GError **error)
{
  CulvertApplication *self = CULVERT_APPLICATION (host);

  return culvert_connections_attach (self->connections, name, endpoint, error) != NULL;
}

static gboolean
culvert_application_rename (CulvertUiHost *host,
                            CulvertSession *session,
                            const char *name,
                            GError **error)
{
  culvert_profile_set_name (culvert_session_get_profile (session), name);

  return TRUE;
}

static void
on_keep_running_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertApplication) self = user_data;
  CulvertUi *ui = CULVERT_UI (source);

  switch (culvert_ui_ask_keep_running_finish (ui, result))
    {
    case CULVERT_UI_ANSWER_YES:
      g_settings_set_boolean (self->settings, "run-without-icon", TRUE);
      break;
    case CULVERT_UI_ANSWER_NO:
      on_quit_wanted (self);
      break;
    case CULVERT_UI_ANSWER_CANCEL:
      culvert_ui_present_window (ui, NULL);
      break;
    }
}

/* With an icon the window is only put away. Without one it must not vanish into nowhere. */
static void
culvert_application_window_closed (CulvertUiHost *host)
{
  CulvertApplication *self = CULVERT_APPLICATION (host);

  if (!culvert_tray_is_decided (self->tray) || culvert_tray_is_visible (self->tray) ||
      g_settings_get_boolean (self->settings, "run-without-icon"))
    return;

  culvert_ui_ask_keep_running_async (culvert_front_peek_ui (self->front),
                                     on_keep_running_answered,
                                     g_object_ref (self));
}

static CulvertUsageStore *
culvert_application_get_usage (CulvertUiHost *host)
{
  CulvertApplication *self = CULVERT_APPLICATION (host);

  return self->usage != NULL ? culvert_usage_recorder_get_store (self->usage) : NULL;
}

static CulvertUiProfiles *
culvert_application_get_profiles (CulvertUiHost *host)
{
  return CULVERT_UI_PROFILES (CULVERT_APPLICATION (host)->desk);
}

static void
culvert_application_collect_support_async (CulvertUiHost *host,
                                           const char *toolkit,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  CulvertApplication *self = CULVERT_APPLICATION (host);

  culvert_support_bundle_collect_async (self->support, toolkit, cancellable, callback, user_data);
}

static char *
culvert_application_collect_support_finish (CulvertUiHost *host,
                                            GAsyncResult *result,
                                            char **without_addresses,
                                            GError **error)
{
  CulvertApplication *self = CULVERT_APPLICATION (host);

  return culvert_support_bundle_collect_finish (self->support, result, without_addresses, error);
}

static void
culvert_application_host_init (CulvertUiHostInterface *iface)
{
  iface->attach = culvert_application_attach;
  iface->rename = culvert_application_rename;
  iface->window_closed = culvert_application_window_closed;
  iface->get_usage = culvert_application_get_usage;
  iface->get_profiles = culvert_application_get_profiles;
  iface->collect_support_async = culvert_application_collect_support_async;
  iface->collect_support_finish = culvert_application_collect_support_finish;
}

static void
culvert_application_finalize (GObject *object)
{
  CulvertApplication *self = CULVERT_APPLICATION (object);

  g_clear_pointer (&self->early, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_application_parent_class)->finalize (object);
}

static void
culvert_application_class_init (CulvertApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culvert_application_finalize;
  application_class->startup = culvert_application_startup;
  application_class->shutdown = culvert_application_shutdown;
  application_class->activate = culvert_application_activate;
  application_class->open = culvert_application_open;
  application_class->command_line = culvert_application_command_line;
  application_class->local_command_line = culvert_application_local_command_line;
  application_class->handle_local_options = culvert_application_handle_local_options;
}

static void
culvert_application_init (CulvertApplication *self)
{
  self->early = g_ptr_array_new_with_free_func (g_object_unref);
  culvert_command_line_add_options (G_APPLICATION (self));
}

CulvertApplication *
culvert_application_new (void)
{
  return g_object_new (CULVERT_TYPE_APPLICATION,
                       "application-id",
                       CULVERT_APPLICATION_ID,
                       "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

int
culvert_application_get_exit_status (CulvertApplication *self)
{
  return self->exit_status;
}
