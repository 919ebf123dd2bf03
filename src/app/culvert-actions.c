/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-actions"

#include "culvert-actions.h"

#include <string.h>

/* Before the id of a connection: the action that switches it. */
#define SWITCH_PREFIX "connection-"

struct _CulvertActions
{
  GObject parent_instance;

  GActionMap *map;                 /* (unowned): the application, which owns us */
  CulvertConnections *connections; /* (owned) */
  CulvertFront *front;             /* (owned) */
  GHashTable *restarting;          /* (owned): ids (owned) of connections that come up again */
};

G_DEFINE_FINAL_TYPE (CulvertActions, culvert_actions, G_TYPE_OBJECT)

enum
{
  LEAVE_WANTED,
  QUIT_WANTED,
  TROUBLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static CulvertSessionList *
sessions (CulvertActions *self)
{
  return culvert_connections_get_sessions (self->connections);
}

static CulvertSession *
find (CulvertActions *self, GVariant *id)
{
  return culvert_session_list_find (sessions (self), g_variant_get_string (id, NULL));
}

static void
tell_trouble (CulvertActions *self, const GError *error)
{
  g_signal_emit (self, signals[TROUBLE], 0, error->message);
}

/* (nullable): NULL after the user was told */
static CulvertUi *
open_ui (CulvertActions *self)
{
  g_autoptr (GError) error = NULL;
  CulvertUi *ui = culvert_front_open (self->front, &error);

  if (ui == NULL)
    tell_trouble (self, error);

  return ui;
}

static void
on_show_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertUi *ui = open_ui (user_data);

  if (ui != NULL)
    culvert_ui_present_window (ui, NULL);
}

static void
on_toggle_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *token = g_variant_get_string (parameter, NULL);
  CulvertUi *ui = open_ui (user_data);

  if (ui == NULL)
    return;

  if (culvert_ui_has_active_window (ui))
    culvert_ui_hide_window (ui);
  else
    culvert_ui_present_window (ui, token[0] != '\0' ? token : NULL);
}

static void
on_show_log (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertSession *session = find (user_data, parameter);
  CulvertUi *ui = session != NULL ? open_ui (user_data) : NULL;

  if (ui != NULL)
    culvert_ui_present_session (ui, session, CULVERT_UI_PAGE_LOG, NULL);
}

static void
on_show_clients (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertSession *session = find (user_data, parameter);
  CulvertUi *ui = session != NULL ? open_ui (user_data) : NULL;

  if (ui != NULL)
    culvert_ui_present_session (ui, session, CULVERT_UI_PAGE_CLIENTS, NULL);
}

static void
on_attach (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertUi *ui = open_ui (user_data);

  if (ui != NULL)
    culvert_ui_present_attach_dialog (ui, NULL);
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GPtrArray) no_files = g_ptr_array_new ();
  CulvertUi *ui = open_ui (user_data);

  if (ui != NULL)
    culvert_ui_present_import (ui, no_files, NULL);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertUi *ui = open_ui (user_data);

  if (ui != NULL)
    culvert_ui_present_about_dialog (ui, NULL);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertUi *ui = open_ui (user_data);

  if (ui != NULL)
    culvert_ui_present_preferences (ui, NULL);
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertUi *ui = open_ui (user_data);

  if (ui != NULL)
    culvert_ui_present_shortcuts (ui, NULL);
}

static void
on_support_bundle (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertUi *ui = open_ui (user_data);

  if (ui != NULL)
    culvert_ui_present_support_bundle (ui, NULL);
}

/* A question that came while nobody wanted anything waits without a window: now it is wanted. */
static void
start_wanting (CulvertActions *self, CulvertSession *session)
{
  CulvertPrompt *prompt;
  g_autoptr (GError) error = NULL;

  culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
  prompt = culvert_session_get_prompt (session);
  if (prompt != NULL && culvert_prompt_get_waits_for_user (prompt) &&
      !culvert_front_show_prompt (self->front, prompt, NULL, &error))
    tell_trouble (self, error);
}

static void
stop_wanting (CulvertActions *self, CulvertSession *session)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (session));

  g_hash_table_remove (self->restarting, id);
  culvert_session_set_wanted (session, CULVERT_WANTED_DISCONNECTED);
}

static void
on_connect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertActions *self = user_data;
  CulvertSession *session = find (self, parameter);

  if (session != NULL)
    start_wanting (self, session);
}

static void
on_disconnect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertActions *self = user_data;
  CulvertSession *session = find (self, parameter);

  if (session != NULL)
    stop_wanting (self, session);
}

/* Unlike a reconnect, with a new daemon, which reads its profile anew. */
static void
on_restart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertActions *self = user_data;
  CulvertSession *session = find (self, parameter);

  if (session == NULL)
    return;

  if (culvert_session_get_state (session) == CULVERT_SESSION_DISCONNECTED)
    {
      culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
      return;
    }

  g_hash_table_add (self->restarting, g_variant_dup_string (parameter, NULL));
  culvert_session_set_wanted (session, CULVERT_WANTED_DISCONNECTED);
}

static void
on_reconnect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertSession *session = find (user_data, parameter);
  CulvertProfile *profile = session != NULL ? culvert_session_get_profile (session) : NULL;

  if (session == NULL)
    return;

  /* Only with a new daemon does such a one try again at once. */
  if (culvert_session_is_deaf (session) && culvert_session_get_prompt (session) == NULL &&
      culvert_profile_get_kind (profile) == CULVERT_PROFILE_IMPORTED)
    {
      on_restart (action, parameter, user_data);
      return;
    }

  /* One that is not up has its next try now. */
  culvert_session_reconnect (session);
  culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
}

static void
on_connect_now (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertActions *self = user_data;

  for (guint i = 0; i < culvert_session_list_get_n (sessions (self)); i++)
    {
      CulvertSession *session = culvert_session_list_get (sessions (self), i);

      if (culvert_session_get_state (session) == CULVERT_SESSION_WAITING)
        culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
    }
}

static void
on_disconnect_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertActions *self = user_data;

  for (guint i = 0; i < culvert_session_list_get_n (sessions (self)); i++)
    {
      CulvertSession *session = culvert_session_list_get (sessions (self), i);

      if (culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED)
        culvert_session_set_wanted (session, CULVERT_WANTED_DISCONNECTED);
    }
}

static CulvertPrompt *
first_prompt (CulvertActions *self)
{
  for (guint i = 0; i < culvert_session_list_get_n (sessions (self)); i++)
    {
      CulvertSession *session = culvert_session_list_get (sessions (self), i);
      CulvertPrompt *prompt = culvert_session_get_prompt (session);

      if (prompt != NULL)
        return prompt;
    }

  return NULL;
}

static void
on_answer (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertActions *self = user_data;
  CulvertSession *session = find (self, parameter);
  CulvertPrompt *prompt =
      session != NULL ? culvert_session_get_prompt (session) : first_prompt (self);
  g_autoptr (GError) error = NULL;

  if (prompt != NULL && !culvert_front_show_prompt (self->front, prompt, NULL, &error))
    tell_trouble (self, error);
}

static void
on_remove (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertActions *self = user_data;
  CulvertSession *session = find (self, parameter);

  if (session != NULL)
    culvert_connections_remove (self->connections, session);
}

static void
on_restore (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertActions *self = user_data;

  culvert_connections_restore (self->connections, g_variant_get_string (parameter, NULL));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[LEAVE_WANTED], 0);
}

static void
on_quit_now (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[QUIT_WANTED], 0);
}

static const GActionEntry entries[] = {
  { .name = "show-window", .activate = on_show_window },
  { .name = "toggle-window", .activate = on_toggle_window, .parameter_type = "s" },
  { .name = "show-log", .activate = on_show_log, .parameter_type = "s" },
  { .name = "show-clients", .activate = on_show_clients, .parameter_type = "s" },
  { .name = "attach", .activate = on_attach },
  { .name = "import", .activate = on_import },
  { .name = "about", .activate = on_about },
  { .name = "preferences", .activate = on_preferences },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "support-bundle", .activate = on_support_bundle },
  { .name = "connect", .activate = on_connect, .parameter_type = "s" },
  { .name = "disconnect", .activate = on_disconnect, .parameter_type = "s" },
  { .name = "reconnect", .activate = on_reconnect, .parameter_type = "s" },
  { .name = "restart", .activate = on_restart, .parameter_type = "s" },
  { .name = "connect-now", .activate = on_connect_now },
  { .name = "disconnect-all", .activate = on_disconnect_all },
  { .name = "answer", .activate = on_answer, .parameter_type = "s" },
  { .name = "remove", .activate = on_remove, .parameter_type = "s" },
  { .name = "restore", .activate = on_restore, .parameter_type = "s" },
  { .name = "quit", .activate = on_quit },
  { .name = "quit-now", .activate = on_quit_now },
};

static char *
name_of_switch (CulvertSession *session)
{
  CulvertProfile *profile = culvert_session_get_profile (session);

  return g_strconcat (SWITCH_PREFIX, culvert_profile_get_id (profile), NULL);
}

static void
on_switched (CulvertActions *self, GVariant *value, GSimpleAction *action)
{
  const char *id = g_action_get_name (G_ACTION (action)) + strlen (SWITCH_PREFIX);
  CulvertSession *session = culvert_session_list_find (sessions (self), id);

  if (session == NULL)
    return;

  if (g_variant_get_boolean (value))
    start_wanting (self, session);
  else
    stop_wanting (self, session);
}

static void
update_switch (CulvertActions *self, CulvertSession *session)
{
  g_autofree char *name = name_of_switch (session);
  GAction *action = g_action_map_lookup_action (self->map, name);
  gboolean is_on = culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED;

  if (action == NULL)
    return;

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_on));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !culvert_session_is_read_only (session));
}

static void
add_switch (CulvertActions *self, CulvertSession *session)
{
  g_autofree char *name = name_of_switch (session);
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE));

  g_signal_connect_object (action,
                           "change-state",
                           G_CALLBACK (on_switched),
                           self,
                           G_CONNECT_SWAPPED);
  g_action_map_add_action (self->map, G_ACTION (action));
  update_switch (self, session);
}

/* A switch whose connection is gone goes. */
static void
remove_stale_switches (CulvertActions *self)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->map));

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *id = names[i] + strlen (SWITCH_PREFIX);

      if (g_str_has_prefix (names[i], SWITCH_PREFIX) &&
          culvert_session_list_find (sessions (self), id) == NULL)
        g_action_map_remove_action (self->map, names[i]);
    }
}

static void
on_sessions_changed (CulvertActions *self, guint position, guint n_removed, guint n_added)
{
  if (n_removed > 0)
    remove_stale_switches (self);
  for (guint i = position; i < position + n_added; i++)
    add_switch (self, culvert_session_list_get (sessions (self), i));
}

static void
update_enabled (CulvertActions *self)
{
  CulvertSessionSummary summary = culvert_session_list_get_summary (sessions (self));
  GAction *disconnect_all = g_action_map_lookup_action (self->map, "disconnect-all");
  GAction *connect_now = g_action_map_lookup_action (self->map, "connect-now");
  gboolean is_waiting = FALSE;

  for (guint i = 0; i < culvert_session_list_get_n (sessions (self)); i++)
    is_waiting |= culvert_session_get_state (culvert_session_list_get (sessions (self), i)) ==
                  CULVERT_SESSION_WAITING;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (disconnect_all), summary.n_wanted > 0);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (connect_now), is_waiting);
}

/* What could not be started need not be imported. */
static void
disable_import (CulvertActions *self)
{
  GAction *import = g_action_map_lookup_action (self->map, "import");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (import),
                               culvert_connections_can_import (self->connections));
}

static void
on_session_changed (CulvertActions *self, CulvertSession *session)
{
  update_switch (self, session);
  update_enabled (self);
}

/* What the user wants in the meantime comes first. */
static void
go_on_with_restart (CulvertActions *self, CulvertSession *session, CulvertSessionState state)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (session));
  gboolean is_down = state == CULVERT_SESSION_DISCONNECTED || state == CULVERT_SESSION_FAILED;
  gboolean is_over = culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED;

  if (!is_down && !is_over)
    return;

  if (g_hash_table_remove (self->restarting, id) && !is_over)
    culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
}

static void
on_state_changed (CulvertActions *self,
                  CulvertSession *session,
                  CulvertSessionState state,
                  CulvertSessionState old,
                  CulvertSessionReason reason)
{
  on_session_changed (self, session);
  go_on_with_restart (self, session, state);
}

static void
culvert_actions_dispose (GObject *object)
{
  CulvertActions *self = CULVERT_ACTIONS (object);

  g_clear_object (&self->connections);
  g_clear_object (&self->front);
  g_clear_pointer (&self->restarting, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_actions_parent_class)->dispose (object);
}

static guint
new_signal (const char *name, guint n_strings)
{
  return g_signal_new (name,
                       CULVERT_TYPE_ACTIONS,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_strings,
                       G_TYPE_STRING);
}

static void
culvert_actions_class_init (CulvertActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_actions_dispose;

  signals[LEAVE_WANTED] = new_signal ("leave-wanted", 0);
  signals[QUIT_WANTED] = new_signal ("quit-wanted", 0);
  signals[TROUBLE] = new_signal ("trouble", 1);
}

static void
culvert_actions_init (CulvertActions *self)
{
  self->restarting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

CulvertActions *
culvert_actions_new (GActionMap *map, CulvertConnections *connections, CulvertFront *front)
{
  CulvertActions *self = g_object_new (CULVERT_TYPE_ACTIONS, NULL);
  CulvertSessionList *list = culvert_connections_get_sessions (connections);
  const struct
  {
    const char *name;
    GCallback callback;
  } handlers[] = {
    { "items-changed", G_CALLBACK (on_sessions_changed) },
    { "session-changed", G_CALLBACK (on_session_changed) },
    { "state-changed", G_CALLBACK (on_state_changed) },
  };

  self->map = map;
  self->connections = g_object_ref (connections);
  self->front = g_object_ref (front);
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (list, handlers[i].name, handlers[i].callback, self, G_CONNECT_SWAPPED);
  disable_import (self);
  update_enabled (self);

  return self;
}
