/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-tray-watcher"

#include "culvert-tray-watcher.h"

#define WATCHER_NAME      "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH      "/StatusNotifierWatcher"
#define WATCHER_INTERFACE "org.kde.StatusNotifierWatcher"

/* An item that no panel takes notice of is registered again after this time, then after twice of
 * it, and so on. */
#define FIRST_PATIENCE_MS 250
#define LAST_PATIENCE_MS  8000

struct _CulvertTrayWatcher
{
  GObject parent_instance;

  GDBusConnection *bus; /* (owned) */
  guint name_watch;
  guint host_subscription;   /* to the watcher's signals */
  char *owner;               /* (owned) (nullable): the unique name of the watcher that is there */
  GCancellable *cancellable; /* (owned) (nullable): of all calls to that watcher */
  guint patience_ms;         /* until the item is registered again */
  guint next_try;            /* source: when that is over */
  gboolean is_registered;
  gboolean has_panel; /* as the watcher says */
  gboolean has_host;
};

G_DEFINE_FINAL_TYPE (CulvertTrayWatcher, culvert_tray_watcher, G_TYPE_OBJECT)

typedef enum
{
  PROP_HAS_HOST = 1
} CulvertTrayWatcherProperty;
static GParamSpec *properties[PROP_HAS_HOST + 1];

static void
update_has_host (CulvertTrayWatcher *self)
{
  gboolean has_host = self->is_registered && self->has_panel;

  if (self->has_host == has_host)
    return;

  self->has_host = has_host;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_HOST]);
}

static void register_item (CulvertTrayWatcher *self);

static gboolean
on_next_try (gpointer user_data)
{
  CulvertTrayWatcher *self = user_data;

  self->next_try = 0;
  self->patience_ms *= 2;
  g_debug ("No panel has looked at the icon yet: it is registered again");
  register_item (self);

  return G_SOURCE_REMOVE;
}

static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertTrayWatcher) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    g_message ("The panel did not take the icon: %s", error->message);

  self->is_registered = reply != NULL;
  if (self->patience_ms != 0 && self->patience_ms <= LAST_PATIENCE_MS)
    self->next_try = g_timeout_add (self->patience_ms, on_next_try, self);
  update_has_host (self);
}

static void
on_host_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertTrayWatcher) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) value = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  self->has_panel = value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) &&
                    g_variant_get_boolean (value);
  update_has_host (self);
}

static void
ask_for_host (CulvertTrayWatcher *self)
{
  g_dbus_connection_call (
      self->bus,
      self->owner,
      WATCHER_PATH,
      "org.freedesktop.DBus.Properties",
      "Get",
      g_variant_new ("(ss)", WATCHER_INTERFACE, "IsStatusNotifierHostRegistered"),
      G_VARIANT_TYPE ("(v)"),
      G_DBUS_CALL_FLAGS_NO_AUTO_START,
      -1,
      self->cancellable,
      on_host_known,
      g_object_ref (self));
}

/* The unique name is registered: a well-known one would need a permission in a sandbox, and would
 * say nothing more. */
static void
register_item (CulvertTrayWatcher *self)
{
  g_dbus_connection_call (self->bus,
                          self->owner,
                          WATCHER_PATH,
                          WATCHER_INTERFACE,
                          "RegisterStatusNotifierItem",
                          g_variant_new ("(s)", g_dbus_connection_get_unique_name (self->bus)),
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1,
                          self->cancellable,
                          on_registered,
                          g_object_ref (self));
}

static void
on_watcher_signal (GDBusConnection *bus,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *signal,
                   GVariant *parameters,
                   gpointer user_data)
{
  CulvertTrayWatcher *self = user_data;

  if (g_str_equal (signal, "StatusNotifierHostRegistered") ||
      g_str_equal (signal, "StatusNotifierHostUnregistered"))
    ask_for_host (self);
}

static void
forget_watcher (CulvertTrayWatcher *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->next_try, g_source_remove);
  if (self->host_subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->host_subscription);
  self->host_subscription = 0;
  g_clear_pointer (&self->owner, g_free);
  self->is_registered = FALSE;
  self->has_panel = FALSE;
}

static void
on_watcher_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  CulvertTrayWatcher *self = user_data;

  forget_watcher (self);
  self->owner = g_strdup (owner);
  self->cancellable = g_cancellable_new ();
  self->patience_ms = FIRST_PATIENCE_MS;
  self->host_subscription = g_dbus_connection_signal_subscribe (bus,
                                                                owner,
                                                                WATCHER_INTERFACE,
                                                                NULL,
                                                                WATCHER_PATH,
                                                                NULL,
                                                                G_DBUS_SIGNAL_FLAGS_NONE,
                                                                on_watcher_signal,
                                                                self,
                                                                NULL);
  register_item (self);
  ask_for_host (self);
}

static void
on_watcher_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  CulvertTrayWatcher *self = user_data;

  forget_watcher (self);
  update_has_host (self);
}

static void
culvert_tray_watcher_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  CulvertTrayWatcher *self = CULVERT_TRAY_WATCHER (object);

  switch ((CulvertTrayWatcherProperty) property_id)
    {
    case PROP_HAS_HOST:
      g_value_set_boolean (value, self->has_host);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
culvert_tray_watcher_dispose (GObject *object)
{
  CulvertTrayWatcher *self = CULVERT_TRAY_WATCHER (object);

  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  forget_watcher (self);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (culvert_tray_watcher_parent_class)->dispose (object);
}

static void
culvert_tray_watcher_class_init (CulvertTrayWatcherClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = culvert_tray_watcher_get_property;
  object_class->dispose = culvert_tray_watcher_dispose;

  /**
   * CulvertTrayWatcher:has-host:
   *
   * Whether some panel shows our status item.
   */
  properties[PROP_HAS_HOST] =
      g_param_spec_boolean ("has-host",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
culvert_tray_watcher_init (CulvertTrayWatcher *self)
{
}

CulvertTrayWatcher *
culvert_tray_watcher_new (GDBusConnection *bus)
{
  CulvertTrayWatcher *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);

  self = g_object_new (CULVERT_TYPE_TRAY_WATCHER, NULL);
  self->bus = g_object_ref (bus);
  self->name_watch = g_bus_watch_name_on_connection (bus,
                                                     WATCHER_NAME,
                                                     G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                     on_watcher_appeared,
                                                     on_watcher_vanished,
                                                     self,
                                                     NULL);

  return self;
}

gboolean
culvert_tray_watcher_has_host (CulvertTrayWatcher *self)
{
  g_return_val_if_fail (CULVERT_IS_TRAY_WATCHER (self), FALSE);

  return self->has_host;
}

void
culvert_tray_watcher_confirm (CulvertTrayWatcher *self)
{
  g_return_if_fail (CULVERT_IS_TRAY_WATCHER (self));

  g_clear_handle_id (&self->next_try, g_source_remove);
  self->patience_ms = 0;
}
