/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-name-server-watch"

#include "culvert-name-server-watch.h"

#include "culvert-system-bus.h"

#define RESOLVED      "org.freedesktop.resolve1"
#define RESOLVED_PATH "/org/freedesktop/resolve1"
#define MANAGER       RESOLVED ".Manager"
#define MAX_FILE      (64 * 1024)
#define PAUSE_USEC    (5 * G_USEC_PER_SEC)

struct _CulvertNameServerWatch
{
  GObject parent_instance;

  char *address;        /* (owned) (nullable) */
  GFile *file;          /* (owned) */
  GDBusConnection *bus; /* (owned) (nullable): once connected */
  char *buffer;         /* (owned) (nullable): what is read of the file */

  CulvertNameServers *servers; /* (owned) (nullable) */
  gint64 looked_at;            /* monotonic */
  gboolean is_looking;
};

G_DEFINE_FINAL_TYPE (CulvertNameServerWatch, culvert_name_server_watch, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
take (CulvertNameServerWatch *self, CulvertNameServers *owned_servers)
{
  g_autoptr (CulvertNameServers) servers = owned_servers;

  self->is_looking = FALSE;
  if (self->servers != NULL && culvert_name_servers_equal (self->servers, servers))
    return;

  g_clear_pointer (&self->servers, culvert_name_servers_free);
  self->servers = g_steal_pointer (&servers);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_file_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertNameServerWatch) self = user_data;
  gsize length = 0;

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, NULL);
  take (self, culvert_name_servers_parse (self->buffer, length));
  g_clear_pointer (&self->buffer, g_free);
}

static void
on_file_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertNameServerWatch) self = user_data;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, NULL);

  /* Without the file nobody is asked. */
  if (stream == NULL)
    {
      take (self, culvert_name_servers_new ());
      return;
    }

  self->buffer = g_malloc (MAX_FILE);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream),
                                 self->buffer,
                                 MAX_FILE,
                                 G_PRIORITY_DEFAULT,
                                 NULL,
                                 on_file_read,
                                 g_object_ref (self));
}

static void
read_file (CulvertNameServerWatch *self)
{
  g_file_read_async (self->file, G_PRIORITY_DEFAULT, NULL, on_file_opened, g_object_ref (self));
}

static void
on_resolved_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertNameServerWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) properties = NULL;

  if (reply == NULL)
    {
      g_debug ("%s", error->message);
      read_file (self);
      return;
    }

  properties = g_variant_get_child_value (reply, 0);
  take (self, culvert_name_servers_new_from_resolved (properties));
}

static void
ask_resolved (CulvertNameServerWatch *self)
{
  culvert_system_bus_get_all (self->bus,
                              RESOLVED,
                              RESOLVED_PATH,
                              MANAGER,
                              NULL,
                              on_resolved_told,
                              g_object_ref (self));
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertNameServerWatch) self = user_data;
  g_autoptr (GError) error = NULL;

  self->bus = culvert_system_bus_connect_finish (result, &error);
  if (self->bus != NULL)
    {
      ask_resolved (self);
      return;
    }

  g_debug ("%s", error->message);
  read_file (self);
}

static void
culvert_name_server_watch_dispose (GObject *object)
{
  CulvertNameServerWatch *self = CULVERT_NAME_SERVER_WATCH (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (culvert_name_server_watch_parent_class)->dispose (object);
}

static void
culvert_name_server_watch_finalize (GObject *object)
{
  CulvertNameServerWatch *self = CULVERT_NAME_SERVER_WATCH (object);

  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->servers, culvert_name_servers_free);

  G_OBJECT_CLASS (culvert_name_server_watch_parent_class)->finalize (object);
}

static void
culvert_name_server_watch_class_init (CulvertNameServerWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_name_server_watch_dispose;
  object_class->finalize = culvert_name_server_watch_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
culvert_name_server_watch_init (CulvertNameServerWatch *self)
{
}

CulvertNameServerWatch *
culvert_name_server_watch_new (const char *address, const char *file)
{
  CulvertNameServerWatch *self = g_object_new (CULVERT_TYPE_NAME_SERVER_WATCH, NULL);

  self->address = g_strdup (address);
  self->file = g_file_new_for_path (file);
  return self;
}

void
culvert_name_server_watch_look (CulvertNameServerWatch *self)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (CULVERT_IS_NAME_SERVER_WATCH (self));

  if (self->is_looking || (self->servers != NULL && now - self->looked_at < PAUSE_USEC))
    return;

  self->is_looking = TRUE;
  self->looked_at = now;
  if (self->bus != NULL && g_dbus_connection_is_closed (self->bus))
    g_clear_object (&self->bus);
  if (self->bus != NULL)
    ask_resolved (self);
  else
    culvert_system_bus_connect_async (self->address, NULL, on_connected, g_object_ref (self));
}

const CulvertNameServers *
culvert_name_server_watch_get (CulvertNameServerWatch *self)
{
  g_return_val_if_fail (CULVERT_IS_NAME_SERVER_WATCH (self), NULL);

  return self->servers;
}
