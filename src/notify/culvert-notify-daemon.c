/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-notify-daemon"

#include "culvert-notify-daemon.h"

#define DAEMON_NAME "org.freedesktop.Notifications"
/* In a sandbox the daemon is behind this. */
#define PORTAL_NAME "org.freedesktop.portal.Desktop"

/* For how long a daemon that could not be had is not asked for again. */
#define PAUSE (60 * G_TIME_SPAN_SECOND)

struct _CulvertNotifyDaemon
{
  GObject parent_instance;

  GDBusConnection *bus; /* (owned) */
  const char *name;
  CulvertNotifyDaemonState state;
  guint name_watch;
  GCancellable *starting; /* (owned) (nullable): while the bus is asked to start it */
  gint64 start_again;     /* monotonic: not before this */
};

G_DEFINE_FINAL_TYPE (CulvertNotifyDaemon, culvert_notify_daemon, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell (CulvertNotifyDaemon *self, CulvertNotifyDaemonChange change)
{
  g_signal_emit (self, signals[CHANGED], 0, change);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertNotifyDaemon) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->starting);
  if (reply != NULL)
    return;

  g_message ("Nobody shows notifications: %s", error->message);
  self->start_again = g_get_monotonic_time () + PAUSE;
  tell (self, CULVERT_NOTIFY_DAEMON_CANNOT_BE_HAD);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  CulvertNotifyDaemon *self = user_data;

  self->state = CULVERT_NOTIFY_DAEMON_PRESENT;
  tell (self, CULVERT_NOTIFY_DAEMON_CAME);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  CulvertNotifyDaemon *self = user_data;
  gboolean is_news = self->state == CULVERT_NOTIFY_DAEMON_UNKNOWN;

  self->state = CULVERT_NOTIFY_DAEMON_ABSENT;
  tell (self, is_news ? CULVERT_NOTIFY_DAEMON_IS_NOT_THERE : CULVERT_NOTIFY_DAEMON_WENT);
}

static void
culvert_notify_daemon_dispose (GObject *object)
{
  CulvertNotifyDaemon *self = CULVERT_NOTIFY_DAEMON (object);

  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  g_cancellable_cancel (self->starting);
  g_clear_object (&self->starting);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (culvert_notify_daemon_parent_class)->dispose (object);
}

static void
culvert_notify_daemon_class_init (CulvertNotifyDaemonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_notify_daemon_dispose;

  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_NOTIFY_DAEMON,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_UINT);
}

static void
culvert_notify_daemon_init (CulvertNotifyDaemon *self)
{
}

CulvertNotifyDaemon *
culvert_notify_daemon_new (GDBusConnection *bus)
{
  CulvertNotifyDaemon *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);

  self = g_object_new (CULVERT_TYPE_NOTIFY_DAEMON, NULL);
  self->bus = g_object_ref (bus);
  self->name = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? PORTAL_NAME : DAEMON_NAME;
  self->name_watch = g_bus_watch_name_on_connection (bus,
                                                     self->name,
                                                     G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                     on_appeared,
                                                     on_vanished,
                                                     self,
                                                     NULL);

  return self;
}

CulvertNotifyDaemonState
culvert_notify_daemon_get_state (CulvertNotifyDaemon *self)
{
  return self->state;
}

gboolean
culvert_notify_daemon_start (CulvertNotifyDaemon *self)
{
  if (g_get_monotonic_time () < self->start_again)
    return FALSE;
  if (self->starting != NULL)
    return TRUE;

  /* It is the bus that waits for it. */
  self->starting = g_cancellable_new ();
  g_dbus_connection_call (self->bus,
                          "org.freedesktop.DBus",
                          "/org/freedesktop/DBus",
                          "org.freedesktop.DBus",
                          "StartServiceByName",
                          g_variant_new ("(su)", self->name, 0),
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          self->starting,
                          on_started,
                          g_object_ref (self));

  return TRUE;
}
