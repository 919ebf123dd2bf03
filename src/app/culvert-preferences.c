/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-preferences.h"

#include "culvert-awareness.h"

/* The values of the settings that are choices among two. */
enum
{
  PANEL_ICON_COLOURED = 1,
  LEFT_CLICK_MENU = 1,
};

struct _CulvertPreferences
{
  GObject parent_instance;

  GSettings *settings;          /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  CulvertNotifier *notifier;    /* (owned) */
  CulvertTray *tray;            /* (owned) */
  CulvertAwareness *awareness;  /* (owned) (nullable): while the connections are to mind */
};

G_DEFINE_FINAL_TYPE (CulvertPreferences, culvert_preferences, G_TYPE_OBJECT)

static void
update_notifications (CulvertPreferences *self)
{
  int level = g_settings_get_enum (self->settings, "notifications");

  culvert_notifier_set_level (self->notifier, (CulvertNotifyLevel) level);
}

static void
update_icon (CulvertPreferences *self)
{
  int icon = g_settings_get_enum (self->settings, "panel-icon");

  culvert_tray_set_is_coloured (self->tray, icon == PANEL_ICON_COLOURED);
}

static void
update_click (CulvertPreferences *self)
{
  int click = g_settings_get_enum (self->settings, "left-click");

  culvert_tray_set_opens_menu (self->tray, click == LEFT_CLICK_MENU);
}

static void
update_awareness (CulvertPreferences *self)
{
  gboolean is_wanted = g_settings_get_boolean (self->settings, "reconnect-by-itself");

  if (!is_wanted)
    g_clear_object (&self->awareness);
  else if (self->awareness == NULL)
    self->awareness = culvert_awareness_new (self->sessions, NULL);
}

static void
update_log_level (CulvertPreferences *self)
{
  int level = g_settings_get_int (self->settings, "log-level");

  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    culvert_session_set_least_verbosity (culvert_session_list_get (self->sessions, i),
                                         (guint) level);
}

static void
on_sessions_changed (CulvertPreferences *self, guint position, guint n_removed, guint n_added)
{
  int level = g_settings_get_int (self->settings, "log-level");

  for (guint i = position; i < position + n_added; i++)
    culvert_session_set_least_verbosity (culvert_session_list_get (self->sessions, i),
                                         (guint) level);
}

static void
culvert_preferences_dispose (GObject *object)
{
  CulvertPreferences *self = CULVERT_PREFERENCES (object);

  g_clear_object (&self->awareness);
  g_clear_object (&self->tray);
  g_clear_object (&self->notifier);
  g_clear_object (&self->sessions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (culvert_preferences_parent_class)->dispose (object);
}

static void
culvert_preferences_class_init (CulvertPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_preferences_dispose;
}

static void
culvert_preferences_init (CulvertPreferences *self)
{
}

CulvertPreferences *
culvert_preferences_new (GSettings *settings,
                         CulvertSessionList *sessions,
                         CulvertNotifier *notifier,
                         CulvertTray *tray)
{
  static const struct
  {
    const char *signal;
    void (*update) (CulvertPreferences *self);
  } effects[] = {
    { "changed::notifications", update_notifications },
    { "changed::panel-icon", update_icon },
    { "changed::left-click", update_click },
    { "changed::reconnect-by-itself", update_awareness },
    { "changed::log-level", update_log_level },
  };
  CulvertPreferences *self = g_object_new (CULVERT_TYPE_PREFERENCES, NULL);

  self->settings = g_object_ref (settings);
  self->sessions = g_object_ref (sessions);
  self->notifier = g_object_ref (notifier);
  self->tray = g_object_ref (tray);
  for (gsize i = 0; i < G_N_ELEMENTS (effects); i++)
    {
      g_signal_connect_object (settings,
                               effects[i].signal,
                               G_CALLBACK (effects[i].update),
                               self,
                               G_CONNECT_SWAPPED);
      effects[i].update (self);
    }

  g_signal_connect_object (sessions,
                           "items-changed",
                           G_CALLBACK (on_sessions_changed),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

gboolean
culvert_preferences_is_aware (CulvertPreferences *self)
{
  g_return_val_if_fail (CULVERT_IS_PREFERENCES (self), FALSE);

  return self->awareness != NULL;
}
