/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-command-line"

#include "culvert-command-line.h"

#include <glib/gi18n-lib.h>

#include "culvert-command-import.h"
#include "culvert-report.h"
#include "culvert-words.h"

/* A daemon that says nothing is known as such after five seconds. */
#define SETTLE_SECONDS   6
#define MAX_WAIT_SECONDS 3600

static const GOptionEntry options[] = {
  { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start without a window"), NULL },
  { "attach", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Add the daemon at ENDPOINT"), N_ ("ENDPOINT") },
  { "import", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Add the profile in FILE"), N_ ("FILE") },
  { "allow-programs",
    0,
    0,
    G_OPTION_ARG_NONE,
    NULL,
    N_ ("Import even what runs programs of its own"),
    NULL },
  { "name", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Call the added connection NAME"), N_ ("NAME") },
  { "connect", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Connect NAME"), N_ ("NAME") },
  { "disconnect", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Disconnect NAME, or --all"), N_ ("NAME") },
  { "wait", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Wait until that is done"), N_ ("SECONDS") },
  { "list", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("List the connections"), NULL },
  { "status", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the state of each connection"), NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print it as JSON, for programs"), NULL },
  { "quit", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Quit Culvert; tunnels stay as they are"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE…]") },
  { NULL },
};

/* One call of the command line, while it runs. */
typedef struct
{
  GApplicationCommandLine *command_line; /* (owned) */
  CulvertSessionList *sessions;          /* (owned) */
  GActionGroup *actions;                 /* (owned) */
  CulvertSession *awaited;               /* (owned) (nullable): until it is as it was wanted */
  gulong handlers[2];
  guint timeout;
} Run;

static void
run_free (Run *self)
{
  g_clear_object (&self->command_line);
  g_clear_object (&self->sessions);
  g_clear_object (&self->actions);
  g_clear_object (&self->awaited);
  g_free (self);
}

static GVariantDict *
options_of (GApplicationCommandLine *command_line)
{
  return g_application_command_line_get_options_dict (command_line);
}

static gboolean
has (GApplicationCommandLine *command_line, const char *option)
{
  return g_variant_dict_contains (options_of (command_line), option);
}

static const char *
text_of (GApplicationCommandLine *command_line, const char *option)
{
  const char *text = NULL;

  g_variant_dict_lookup (options_of (command_line), option, "&s", &text);

  return text;
}

/* 0: not said, or not in a way that can be used */
static guint
wait_seconds (GApplicationCommandLine *command_line)
{
  const char *text = text_of (command_line, "wait");
  guint64 seconds = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_WAIT_SECONDS, &seconds, NULL))
    return 0;

  return (guint) seconds;
}

static void
stop_watching (Run *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->handlers); i++)
    g_clear_signal_handler (&self->handlers[i], self->sessions);
  g_clear_handle_id (&self->timeout, g_source_remove);
}

static void
finish (GTask *owned_task, int status)
{
  g_autoptr (GTask) task = owned_task;

  stop_watching (g_task_get_task_data (task));
  g_task_return_int (task, status);
}

static void
print_reports (Run *self)
{
  g_autofree char *text = NULL;

  if (has (self->command_line, "list"))
    text = culvert_report_list (self->sessions);
  else if (has (self->command_line, "json"))
    text = culvert_report_json (self->sessions);
  else if (has (self->command_line, "status"))
    text = culvert_report_status (self->sessions);

  if (text != NULL)
    g_application_command_line_print (self->command_line, "%s", text);
  if (has (self->command_line, "quit"))
    g_action_group_activate_action (self->actions, "quit-now", NULL);
}

static gboolean
is_settled (Run *self)
{
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    if (!culvert_session_is_settled (culvert_session_list_get (self->sessions, i)))
      return FALSE;

  return TRUE;
}

static gboolean
is_as_wanted (CulvertSession *session)
{
  CulvertSessionState state = culvert_session_get_state (session);

  return culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED
             ? state == CULVERT_SESSION_CONNECTED
             : state == CULVERT_SESSION_DISCONNECTED;
}

static void
print_failure (Run *self, CulvertSession *session)
{
  g_autofree char *line = culvert_words_line (session, g_get_monotonic_time ());
  CulvertProfile *profile = culvert_session_get_profile (session);

  g_application_command_line_printerr (self->command_line,
                                       "%s: %s\n",
                                       culvert_profile_get_name (profile),
                                       line);
}

static void
check (GTask *task, gboolean may_fail)
{
  Run *self = g_task_get_task_data (task);
  gboolean has_failed = self->awaited != NULL && may_fail &&
                        culvert_session_get_state (self->awaited) == CULVERT_SESSION_FAILED;

  if (has_failed)
    {
      print_failure (self, self->awaited);
      finish (task, CULVERT_EXIT_FAILED);
    }
  else if (self->awaited != NULL ? is_as_wanted (self->awaited) : is_settled (self))
    {
      print_reports (self);
      finish (task, CULVERT_EXIT_DONE);
    }
}

static void
on_session_changed (CulvertSessionList *sessions, CulvertSession *session, gpointer user_data)
{
  check (G_TASK (user_data), TRUE);
}

static void
on_state_changed (CulvertSessionList *sessions,
                  CulvertSession *session,
                  CulvertSessionState state,
                  CulvertSessionState old,
                  CulvertSessionReason reason,
                  gpointer user_data)
{
  check (G_TASK (user_data), TRUE);
}

static gboolean
on_timeout (gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);

  self->timeout = 0;
  if (self->awaited != NULL)
    {
      print_failure (self, self->awaited);
      finish (task, CULVERT_EXIT_TIMED_OUT);
    }
  else
    {
      print_reports (self);
      finish (task, CULVERT_EXIT_DONE);
    }

  return G_SOURCE_REMOVE;
}

/* Goes on when what is waited for has come, at once where it has. */
static void
watch (GTask *owned_task)
{
  Run *self = g_task_get_task_data (owned_task);
  guint seconds = self->awaited != NULL ? wait_seconds (self->command_line) : SETTLE_SECONDS;

  self->timeout = g_timeout_add_seconds (seconds, on_timeout, owned_task);
  self->handlers[0] = g_signal_connect (self->sessions,
                                        "session-changed",
                                        G_CALLBACK (on_session_changed),
                                        owned_task);
  self->handlers[1] =
      g_signal_connect (self->sessions, "state-changed", G_CALLBACK (on_state_changed), owned_task);
  check (owned_task, FALSE);
}

static CulvertSession *
find_or_say (Run *self, const char *name)
{
  CulvertSession *session = culvert_session_list_find (self->sessions, name);

  if (session == NULL)
    g_application_command_line_printerr (self->command_line,
                                         _ ("There is no connection called “%s”.\n"),
                                         name);

  return session;
}

static int
disconnect_all (Run *self)
{
  g_action_group_activate_action (self->actions, "disconnect-all", NULL);

  return CULVERT_EXIT_DONE;
}

/* @action: "connect" or "disconnect", as by a click */
static int
want (Run *self, const char *name, const char *action)
{
  CulvertSession *session = find_or_say (self, name);
  const char *id;

  if (session == NULL)
    return CULVERT_EXIT_NO_CONNECTION;
  if (culvert_session_is_read_only (session))
    {
      g_application_command_line_printerr (
          self->command_line,
          _ ("This daemon can only be watched: its port has no management password.\n"));
      return CULVERT_EXIT_FAILED;
    }

  id = culvert_profile_get_id (culvert_session_get_profile (session));
  g_action_group_activate_action (self->actions, action, g_variant_new_string (id));
  if (wait_seconds (self->command_line) > 0)
    g_set_object (&self->awaited, session);

  return CULVERT_EXIT_DONE;
}

static int
say_usage (Run *self, const char *sentence)
{
  g_application_command_line_printerr (self->command_line, "%s\n", sentence);

  return CULVERT_EXIT_USAGE;
}

static gboolean
is_for_more_than_files (GVariantDict *given)
{
  for (gsize i = 0; options[i].long_name != NULL; i++)
    if (options[i].long_name[0] != '\0' && g_variant_dict_contains (given, options[i].long_name))
      return TRUE;

  return FALSE;
}

static int
check_usage (Run *self)
{
  GApplicationCommandLine *line = self->command_line;

  if (culvert_command_line_has_files (options_of (line)) &&
      is_for_more_than_files (options_of (line)))
    return say_usage (self, _ ("Files are shown in a window, and go with no other option."));
  if (has (line, "attach") && has (line, "import"))
    return say_usage (self, _ ("--attach and --import add one connection each."));
  if (has (line, "name") && !has (line, "attach") && !has (line, "import"))
    return say_usage (self, _ ("--name says how to call what --attach or --import adds."));
  if (has (line, "allow-programs") && !has (line, "import"))
    return say_usage (self, _ ("--allow-programs goes with --import."));
  if (has (line, "json") && !has (line, "status"))
    return say_usage (self, _ ("--json says how --status is printed."));
  if (has (line, "wait") && (has (line, "connect") == has (line, "disconnect")))
    return say_usage (self, _ ("--wait goes with one of --connect and --disconnect."));
  if (has (line, "wait") && wait_seconds (line) == 0)
    return say_usage (self, _ ("--wait takes from 1 to 3600 seconds."));

  return CULVERT_EXIT_DONE;
}

static int
attach (Run *self, CulvertConnections *connections)
{
  const char *endpoint = text_of (self->command_line, "attach");
  g_autoptr (GError) error = NULL;

  if (endpoint == NULL || culvert_connections_attach (connections,
                                                      text_of (self->command_line, "name"),
                                                      endpoint,
                                                      &error) != NULL)
    return CULVERT_EXIT_DONE;

  g_application_command_line_printerr (self->command_line, "%s\n", error->message);
  return CULVERT_EXIT_FAILED;
}

static int
act (Run *self, CulvertConnections *connections)
{
  const char *up = text_of (self->command_line, "connect");
  const char *down = text_of (self->command_line, "disconnect");
  int status = attach (self, connections);

  if (status == CULVERT_EXIT_DONE && down != NULL)
    status = g_str_equal (down, "--all") ? disconnect_all (self) : want (self, down, "disconnect");
  if (status == CULVERT_EXIT_DONE && up != NULL)
    status = want (self, up, "connect");

  return status;
}

/* All that was to be added has been. */
static void
go_on (GTask *owned_task)
{
  Run *self = g_task_get_task_data (owned_task);
  int status = act (self, g_task_get_source_object (owned_task));

  /* Nothing waits for that here: who asks again is told what has moved meanwhile. */
  if (has (self->command_line, "status"))
    culvert_session_list_glance (self->sessions);
  if (status == CULVERT_EXIT_DONE && (self->awaited != NULL || has (self->command_line, "status")))
    watch (owned_task);
  else
    {
      if (status == CULVERT_EXIT_DONE)
        print_reports (self);
      finish (owned_task, status);
    }
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (culvert_command_import_finish (result))
    go_on (user_data);
  else
    finish (user_data, CULVERT_EXIT_FAILED);
}

void
culvert_command_line_add_options (GApplication *application)
{
  g_application_add_main_option_entries (application, options);
  g_application_set_option_context_summary (application,
                                            _ ("Control OpenVPN connections from the tray."));
}

static gboolean
has_any (GVariantDict *given, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_variant_dict_contains (given, names[i]))
      return TRUE;

  return FALSE;
}

gboolean
culvert_command_line_is_for_staying (GVariantDict *given)
{
  const char *const beginnings[] = { "background", "attach", "connect", NULL };
  const char *const questions[] = { "import", "disconnect", "list", "status", "quit", NULL };

  return has_any (given, beginnings) || !has_any (given, questions);
}

gboolean
culvert_command_line_is_for_window (GVariantDict *given)
{
  const char *const without[] = { "background", "import", "connect",          "disconnect", "list",
                                  "status",     "quit",   G_OPTION_REMAINING, NULL };

  return !has_any (given, without);
}

GPtrArray *
culvert_command_line_dup_files (GApplicationCommandLine *command_line)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree const char **paths = NULL;

  g_variant_dict_lookup (options_of (command_line), G_OPTION_REMAINING, "^a&ay", &paths);
  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    g_ptr_array_add (files,
                     g_application_command_line_create_file_for_arg (command_line, paths[i]));

  return files;
}

gboolean
culvert_command_line_has_files (GVariantDict *given)
{
  return g_variant_dict_contains (given, G_OPTION_REMAINING);
}

void
culvert_command_line_run_async (GApplicationCommandLine *command_line,
                                CulvertConnections *connections,
                                GActionGroup *actions,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (connections, NULL, callback, user_data);
  Run *self = g_new0 (Run, 1);
  int status;

  self->command_line = g_object_ref (command_line);
  self->sessions = g_object_ref (culvert_connections_get_sessions (connections));
  self->actions = g_object_ref (actions);
  g_task_set_source_tag (task, culvert_command_line_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) run_free);

  status = check_usage (self);
  if (status != CULVERT_EXIT_DONE)
    finish (task, status);
  else if (has (command_line, "import"))
    culvert_command_import_async (command_line, connections, on_imported, task);
  else
    go_on (task);
}

int
culvert_command_line_run_finish (GAsyncResult *result)
{
  return (int) g_task_propagate_int (G_TASK (result), NULL);
}
