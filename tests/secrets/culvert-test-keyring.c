/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-test-keyring.h"

#include "culvert-await.h"
#include "culvert-test-bus.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define BUS_NAME   "org.freedesktop.secrets"
#define PATH       "/org/freedesktop/secrets"
#define SERVICE    "org.freedesktop.Secret.Service"
#define PROMPT     "org.freedesktop.Secret.Prompt"
#define COLLECTION PATH "/collection/login"
#define PASSWORD   "pw"

struct _CulvertTestKeyring
{
  char *home;          /* (owned) */
  GSubprocess *daemon; /* (owned) */
  gboolean is_there;   /* its name is on the bus */
  guint name_watch;
  guint filter;
  int n_prompts;   /* atomic */
  int n_completed; /* atomic: of them */
};

/* What the tests ask the bus themselves; the bus is private, so waiting for it is safe. */
static GVariant *
call (const char *path, const char *interface, const char *method, GVariant *parameters)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_sync (bus,
                                                 BUS_NAME,
                                                 path,
                                                 interface,
                                                 method,
                                                 parameters,
                                                 NULL,
                                                 G_DBUS_CALL_FLAGS_NONE,
                                                 -1,
                                                 NULL,
                                                 &error);

  g_assert_no_error (error);

  return reply;
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  CulvertTestKeyring *self = user_data;

  self->is_there = TRUE;
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  CulvertTestKeyring *self = user_data;

  self->is_there = FALSE;
}

/* Runs in the thread of the bus. */
static GDBusMessage *
on_message (GDBusConnection *bus, GDBusMessage *message, gboolean is_incoming, gpointer user_data)
{
  CulvertTestKeyring *self = user_data;

  if (g_strcmp0 (g_dbus_message_get_interface (message), PROMPT) == 0)
    {
      if (!is_incoming && g_strcmp0 (g_dbus_message_get_member (message), "Prompt") == 0)
        g_atomic_int_inc (&self->n_prompts);
      if (is_incoming && g_strcmp0 (g_dbus_message_get_member (message), "Completed") == 0)
        g_atomic_int_inc (&self->n_completed);
    }

  return message;
}

static GSubprocess *
start_daemon (const char *home)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                 G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon;
  GOutputStream *password;

  g_subprocess_launcher_setenv (launcher, "HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", home, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  /* It warns when nobody is there to ask the user for it, and must survive that. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher,
                                        &error,
                                        "gnome-keyring-daemon",
                                        "--unlock",
                                        "--foreground",
                                        "--components=secrets",
                                        NULL);
  g_assert_no_error (error);

  password = g_subprocess_get_stdin_pipe (daemon);
  g_assert_true (
      g_output_stream_write_all (password, PASSWORD, strlen (PASSWORD), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (password, NULL, NULL));

  return daemon;
}

CulvertTestKeyring *
culvert_test_keyring_new (void)
{
  CulvertTestKeyring *self = g_new0 (CulvertTestKeyring, 1);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  self->home = g_dir_make_tmp ("culvert-keyring-XXXXXX", NULL);
  g_assert_nonnull (self->home);
  self->name_watch = g_bus_watch_name (G_BUS_TYPE_SESSION,
                                       BUS_NAME,
                                       G_BUS_NAME_WATCHER_FLAGS_NONE,
                                       on_appeared,
                                       on_vanished,
                                       self,
                                       NULL);
  self->filter = g_dbus_connection_add_filter (bus, on_message, self, NULL);
  self->daemon = start_daemon (self->home);
  culvert_await (self->is_there);

  return self;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      remove_all (inside);
    }

  g_remove (path);
}

void
culvert_test_keyring_free (CulvertTestKeyring *self)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  culvert_test_keyring_kill (self);
  g_dbus_connection_remove_filter (bus, self->filter);
  g_bus_unwatch_name (self->name_watch);
  g_clear_object (&self->daemon);
  remove_all (self->home);
  g_free (self->home);
  g_free (self);
}

static gboolean
has_unlocked_items (void)
{
  g_autoptr (GVariant) reply =
      call (PATH,
            SERVICE,
            "SearchItems",
            g_variant_new_parsed ("({'xdg:schema': 'io.github.culvertvpn.Culvert.Credential'},)"));
  g_autoptr (GVariant) unlocked = g_variant_get_child_value (reply, 0);

  return g_variant_n_children (unlocked) > 0;
}

/* The daemon answers before it has told all of its items. */
void
culvert_test_keyring_lock (CulvertTestKeyring *self)
{
  const char *const collections[] = { COLLECTION, NULL };

  g_variant_unref (call (PATH, SERVICE, "Lock", g_variant_new ("(^ao)", collections)));
  culvert_await (!has_unlocked_items ());
}

/* As when somebody signs in to the computer. Some daemons abort when this overtakes a prompt. */
void
culvert_test_keyring_unlock (CulvertTestKeyring *self)
{
  g_autoptr (GVariant) opened = NULL;
  const char *session = NULL;

  culvert_await (g_atomic_int_get (&self->n_completed) == g_atomic_int_get (&self->n_prompts));
  opened = call (PATH,
                 SERVICE,
                 "OpenSession",
                 g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  g_variant_get (opened, "(v&o)", NULL, &session);
  g_variant_unref (
      call (PATH,
            "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
            "UnlockWithMasterPassword",
            g_variant_new (
                "(o(o@ay@ays))",
                COLLECTION,
                session,
                g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0),
                g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, PASSWORD, strlen (PASSWORD), 1),
                "text/plain")));
}

static gboolean
is_stopped (CulvertTestKeyring *self)
{
  g_autofree char *path =
      g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (self->daemon));
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));

  return strstr (status, ") T ") != NULL;
}

/* Not by GSubprocess, which leaves that to a thread, for later. */
static void
send_signal (CulvertTestKeyring *self, int number)
{
  const char *pid = g_subprocess_get_identifier (self->daemon);

  g_assert_cmpint (kill ((pid_t) g_ascii_strtoll (pid, NULL, 10), number), ==, 0);
  culvert_await (is_stopped (self) == (number == SIGSTOP));
}

void
culvert_test_keyring_freeze (CulvertTestKeyring *self)
{
  send_signal (self, SIGSTOP);
}

void
culvert_test_keyring_thaw (CulvertTestKeyring *self)
{
  send_signal (self, SIGCONT);
}

void
culvert_test_keyring_kill (CulvertTestKeyring *self)
{
  g_subprocess_force_exit (self->daemon);
  g_assert_true (g_subprocess_wait (self->daemon, NULL, NULL));
  culvert_await (!self->is_there);
}

gboolean
culvert_test_keyring_is_there (CulvertTestKeyring *self)
{
  g_variant_unref (call (PATH, "org.freedesktop.DBus.Peer", "Ping", NULL));
  culvert_await_quiet ();

  return self->is_there;
}

guint
culvert_test_keyring_get_n_prompts (CulvertTestKeyring *self)
{
  return g_atomic_int_get (&self->n_prompts);
}

guint
culvert_test_keyring_count (const char *attribute, const char *value)
{
  g_autoptr (GVariantBuilder) attributes = g_variant_builder_new (G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GVariant) reply = NULL;
  g_autofree const char **unlocked = NULL;
  g_autofree const char **locked = NULL;

  g_variant_builder_add (attributes, "{ss}", attribute, value);
  reply = call (PATH, SERVICE, "SearchItems", g_variant_new ("(a{ss})", attributes));
  g_variant_get (reply, "(^a&o^a&o)", &unlocked, &locked);

  return g_strv_length ((char **) unlocked) + g_strv_length ((char **) locked);
}
