/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-autostart-portal"

#include "culvert-autostart-portal.h"

#include <glib/gi18n-lib.h>

#define KEY "start-at-login"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

struct _CulvertAutostartPortal
{
  GObject parent_instance;

  GSettings *settings;       /* (owned) */
  GDBusConnection *bus;      /* (owned) */
  char *program;             /* (owned) */
  GCancellable *cancellable; /* (owned) */

  gboolean is_on; /* as the desktop has it, or was asked to */
  guint n_asked;  /* makes the name of each question */
  guint answer;   /* subscription id, or 0; a user may take any time for it */
};

G_DEFINE_FINAL_TYPE (CulvertAutostartPortal, culvert_autostart_portal, G_TYPE_OBJECT)

static void
stop_listening (CulvertAutostartPortal *self)
{
  if (self->answer != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->answer);
  self->answer = 0;
}

static void
on_answer (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  CulvertAutostartPortal *self = user_data;
  g_autoptr (GVariant) results = NULL;
  gboolean is_on = FALSE;
  guint32 code = 1;

  stop_listening (self);
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(u@a{sv})", &code, &results);
  if (code == 0)
    g_variant_lookup (results, "autostart", "b", &is_on);

  if (self->is_on && !is_on)
    {
      g_message ("The desktop does not start Culvert at login.");
      self->is_on = FALSE;
      if (g_settings_is_writable (self->settings, KEY))
        g_settings_set_boolean (self->settings, KEY, FALSE);
    }
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertAutostartPortal) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* The setting stays, to be tried again at the next start. */
  g_message ("The start at login is not as it is set: %s", error->message);
  stop_listening (self);
}

/* The answer is a signal of an object whose name we choose, so it cannot come too early for us. */
static char *
listen_for_answer (CulvertAutostartPortal *self)
{
  g_autofree char *token = g_strdup_printf ("culvert%u", ++self->n_asked);
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (self->bus) + 1);
  g_autofree char *path = NULL;

  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  stop_listening (self);
  self->answer = g_dbus_connection_signal_subscribe (self->bus,
                                                     PORTAL_NAME,
                                                     "org.freedesktop.portal.Request",
                                                     "Response",
                                                     path,
                                                     NULL,
                                                     G_DBUS_SIGNAL_FLAGS_NONE,
                                                     on_answer,
                                                     self,
                                                     NULL);

  return g_steal_pointer (&token);
}

static void
ask (CulvertAutostartPortal *self)
{
  const char *const command[] = { self->program, "--background", NULL };
  g_autofree char *token = listen_for_answer (self);
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "handle_token", "s", token);
  g_variant_dict_insert (&options,
                         "reason",
                         "s",
                         _ ("Culvert shows your VPN connections from the moment you log in."));
  g_variant_dict_insert (&options, "autostart", "b", self->is_on);
  g_variant_dict_insert (&options, "commandline", "^as", command);
  g_variant_dict_insert (&options, "dbus-activatable", "b", FALSE);
  g_dbus_connection_call (self->bus,
                          PORTAL_NAME,
                          PORTAL_PATH,
                          "org.freedesktop.portal.Background",
                          "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", g_variant_dict_end (&options)),
                          G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          self->cancellable,
                          on_asked,
                          g_object_ref (self));
}

static void
sync_desktop (CulvertAutostartPortal *self)
{
  gboolean is_on = g_settings_get_boolean (self->settings, KEY);

  if (is_on == self->is_on)
    return;

  self->is_on = is_on;
  ask (self);
}

static void
culvert_autostart_portal_dispose (GObject *object)
{
  CulvertAutostartPortal *self = CULVERT_AUTOSTART_PORTAL (object);

  if (self->bus != NULL)
    stop_listening (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (culvert_autostart_portal_parent_class)->dispose (object);
}

static void
culvert_autostart_portal_finalize (GObject *object)
{
  CulvertAutostartPortal *self = CULVERT_AUTOSTART_PORTAL (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->program, g_free);

  G_OBJECT_CLASS (culvert_autostart_portal_parent_class)->finalize (object);
}

static void
culvert_autostart_portal_class_init (CulvertAutostartPortalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_autostart_portal_dispose;
  object_class->finalize = culvert_autostart_portal_finalize;
}

static void
culvert_autostart_portal_init (CulvertAutostartPortal *self)
{
  self->cancellable = g_cancellable_new ();
}

CulvertAutostartPortal *
culvert_autostart_portal_new (GSettings *settings, GDBusConnection *bus, const char *program)
{
  CulvertAutostartPortal *self = g_object_new (CULVERT_TYPE_AUTOSTART_PORTAL, NULL);

  self->settings = g_object_ref (settings);
  self->bus = g_object_ref (bus);
  self->program = g_strdup (program);
  g_signal_connect_object (settings,
                           "changed::" KEY,
                           G_CALLBACK (sync_desktop),
                           self,
                           G_CONNECT_SWAPPED);
  sync_desktop (self);

  return self;
}
