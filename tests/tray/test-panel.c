/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * With a real panel: runs inside tests/lab/desktop.sh.
 */

#include "culvert-tray.h"

#include <signal.h>

#include "culvert-await.h"

#define WATCHER "org.kde.StatusNotifierWatcher"
#define PANEL   "org.xfce.Panel"

#define N_RESTARTS 5

typedef struct
{
  GDBusConnection *bus;         /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  GSimpleActionGroup *actions;  /* (owned) */
  CulvertTray *tray;            /* (owned) */
  guint filter;
  int n_reads; /* atomic: how often a panel asked for the properties of our item */
} Fixture;

/* In a thread of GDBus. */
static GDBusMessage *
on_message (GDBusConnection *bus, GDBusMessage *message, gboolean is_incoming, gpointer user_data)
{
  Fixture *fixture = user_data;

  if (is_incoming && g_strcmp0 (g_dbus_message_get_member (message), "GetAll") == 0 &&
      g_strcmp0 (g_dbus_message_get_path (message), "/StatusNotifierItem") == 0)
    g_atomic_int_inc (&fixture->n_reads);

  return message;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  fixture->filter = g_dbus_connection_add_filter (fixture->bus, on_message, fixture, NULL);
  fixture->sessions = culvert_session_list_new ();
  fixture->actions = g_simple_action_group_new ();
  fixture->tray = culvert_tray_new (fixture->bus,
                                    fixture->sessions,
                                    G_ACTION_GROUP (fixture->actions),
                                    "io.github.culvertvpn.Culvert",
                                    g_getenv ("CULVERT_TEST_ICONS"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->tray);
  g_clear_object (&fixture->actions);
  g_clear_object (&fixture->sessions);
  g_dbus_connection_remove_filter (fixture->bus, fixture->filter);
  g_clear_object (&fixture->bus);
}

/* NULL where nobody answers. */
static GVariant *
call (Fixture *fixture,
      const char *name,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (fixture->bus,
                          name,
                          path,
                          interface,
                          method,
                          arguments,
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1,
                          NULL,
                          culvert_await_on_ready,
                          &result);
  culvert_await (result != NULL);

  return g_dbus_connection_call_finish (fixture->bus, result, NULL);
}

/* How often our item is registered with the panel. */
static guint
count_registrations (Fixture *fixture)
{
  g_autoptr (GVariant) reply =
      call (fixture,
            WATCHER,
            "/StatusNotifierWatcher",
            "org.freedesktop.DBus.Properties",
            "Get",
            g_variant_new ("(ss)", WATCHER, "RegisteredStatusNotifierItems"));
  g_autoptr (GVariant) value = NULL;
  g_autofree const char **items = NULL;
  guint n = 0;

  if (reply == NULL)
    return 0;

  g_variant_get (reply, "(v)", &value);
  items = g_variant_get_strv (value, NULL);
  for (gsize i = 0; items[i] != NULL; i++)
    n += g_str_has_prefix (items[i], g_dbus_connection_get_unique_name (fixture->bus));

  return n;
}

/* The process that owns a name on the bus; 0 where nobody does. */
static pid_t
pid_of (Fixture *fixture, const char *name)
{
  g_autoptr (GVariant) reply = call (fixture,
                                     "org.freedesktop.DBus",
                                     "/org/freedesktop/DBus",
                                     "org.freedesktop.DBus",
                                     "GetConnectionUnixProcessID",
                                     g_variant_new ("(s)", name));
  guint32 pid = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);

  return (pid_t) pid;
}

static GSubprocess *
start_panel (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *panel;

  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  panel = g_subprocess_launcher_spawn (launcher, &error, "xfce4-panel", "--disable-wm-check", NULL);
  g_assert_no_error (error);

  return panel;
}

static void
test_is_seen (Fixture *fixture, gconstpointer data)
{
  culvert_await_within (1, culvert_tray_is_visible (fixture->tray));
  culvert_await_within (2, g_atomic_int_get (&fixture->n_reads) > 0);

  g_assert_cmpuint (count_registrations (fixture), ==, 1);
}

static void
test_panel_restarts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) panel = NULL;

  culvert_await (culvert_tray_is_visible (fixture->tray));
  for (int i = 0; i < N_RESTARTS; i++)
    {
      g_atomic_int_set (&fixture->n_reads, 0);
      /* The watcher may be a plugin, in a process of its own that dies with the panel. */
      g_assert_cmpint (kill (pid_of (fixture, PANEL), SIGKILL), ==, 0);
      culvert_await (pid_of (fixture, PANEL) == 0 && pid_of (fixture, WATCHER) == 0);
      g_clear_object (&panel);
      panel = start_panel ();
      culvert_await (pid_of (fixture, WATCHER) != 0);
      culvert_await_within (1, count_registrations (fixture) == 1);
      culvert_await_within (2, g_atomic_int_get (&fixture->n_reads) > 0);
      g_assert_true (culvert_tray_is_visible (fixture->tray));
    }

  culvert_await_quiet ();
  g_assert_cmpuint (count_registrations (fixture), ==, 1);
  g_subprocess_force_exit (panel);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/tray/panel/is-seen", Fixture, NULL, set_up, test_is_seen, tear_down);
  g_test_add ("/tray/panel/restarts", Fixture, NULL, set_up, test_panel_restarts, tear_down);

  return g_test_run ();
}
