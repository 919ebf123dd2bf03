/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-tray"

#include "culvert-tray.h"

#include "culvert-menu-exporter.h"
#include "culvert-status-item.h"
#include "culvert-tray-icon.h"
#include "culvert-tray-menu.h"
#include "culvert-tray-watcher.h"

#define GRACE_SECONDS 3
#define STEP_MS       500
#define TOOLTIP_PAUSE G_USEC_PER_SEC
#define APPLICATION   "Culvert"

struct _CulvertTray
{
  GObject parent_instance;

  CulvertSessionList *sessions; /* (owned) */
  GActionGroup *actions;        /* (owned) */
  char *application_id;         /* (owned) */
  CulvertTrayMenu *menu;        /* (owned) */

  CulvertStatusItem *item;       /* (owned) (nullable) */
  CulvertMenuExporter *exporter; /* (owned) (nullable) */
  CulvertTrayWatcher *watcher;   /* (owned) (nullable) */
  CulvertTrayFallback *fallback; /* (owned) (nullable) */

  char *tooltip;       /* (owned): plain text */
  gint64 tooltip_time; /* when it was last made, monotonic */
  guint tooltip_refresh;
  guint step;
  guint animation;
  guint grace;          /* source: how long a panel may take to come, or to come back */
  gboolean is_embedded; /* the fallback is seen */
  gboolean is_visible;
  gboolean is_decided;
  gboolean is_coloured;
  gboolean opens_menu; /* at a left click */
};

G_DEFINE_FINAL_TYPE (CulvertTray, culvert_tray, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_VISIBLE = 1
} CulvertTrayProperty;
static GParamSpec *properties[PROP_IS_VISIBLE + 1];

enum
{
  FALLBACK_WANTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
has_host (CulvertTray *self)
{
  return self->watcher != NULL && culvert_tray_watcher_has_host (self->watcher);
}

static void
show_icon (CulvertTray *self)
{
  CulvertSessionSummary summary = culvert_session_list_get_summary (self->sessions);
  g_autofree char *name =
      culvert_tray_icon_name (self->application_id, summary.state, self->step, self->is_coloured);
  g_autofree char *description = culvert_tray_icon_description (&summary);

  if (self->item != NULL)
    {
      culvert_status_item_set_icon (self->item, name, description);
      culvert_status_item_set_needs_attention (self->item,
                                               summary.state == CULVERT_SUMMARY_ATTENTION);
      culvert_status_item_set_tooltip (self->item, self->tooltip);
    }
  if (self->fallback != NULL)
    culvert_tray_fallback_update (self->fallback, name, self->tooltip);
}

static gboolean
on_step (gpointer user_data)
{
  CulvertTray *self = user_data;

  self->step = (self->step + 1) % CULVERT_TRAY_ICON_N_STEPS;
  show_icon (self);

  return G_SOURCE_CONTINUE;
}

/* The icon moves only while there is something to tell and somebody to see it. */
static void
update_animation (CulvertTray *self)
{
  CulvertSessionSummary summary = culvert_session_list_get_summary (self->sessions);
  gboolean is_moving = self->is_visible && culvert_tray_icon_is_moving (summary.state);

  if (is_moving == (self->animation != 0))
    return;

  self->step = 0;
  if (is_moving)
    self->animation = g_timeout_add (STEP_MS, on_step, self);
  else
    g_clear_handle_id (&self->animation, g_source_remove);
}

static gboolean
on_tooltip_refresh (gpointer user_data)
{
  CulvertTray *self = user_data;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  self->tooltip_refresh = 0;
  self->tooltip_time = g_get_monotonic_time ();
  g_free (self->tooltip);
  self->tooltip = culvert_tray_icon_tooltip (self->sessions, now);
  show_icon (self);

  return G_SOURCE_REMOVE;
}

static void
refresh_tooltip_soon (CulvertTray *self)
{
  gint64 pause = self->tooltip_time + TOOLTIP_PAUSE - g_get_monotonic_time ();

  if (self->tooltip_refresh != 0 || !self->is_visible)
    return;

  self->tooltip_refresh =
      g_timeout_add ((guint) (MAX (pause, 0) / G_TIME_SPAN_MILLISECOND), on_tooltip_refresh, self);
}

static void
on_summary_changed (CulvertTray *self)
{
  update_animation (self);
  show_icon (self);
}

/* While a panel may still come, or come back, nothing is said that would soon be wrong. */
static void
update_is_visible (CulvertTray *self)
{
  gboolean is_visible = has_host (self) || self->is_embedded;

  if (self->is_visible == is_visible || (!is_visible && self->grace != 0))
    return;

  self->is_visible = is_visible;
  update_animation (self);
  refresh_tooltip_soon (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_VISIBLE]);
}

static gboolean
on_grace_over (gpointer user_data)
{
  g_autoptr (CulvertTray) self = g_object_ref (user_data);

  self->grace = 0;
  self->is_decided = TRUE;
  if (self->fallback != NULL)
    culvert_tray_fallback_set_shown (self->fallback, TRUE);
  else
    g_signal_emit (self, signals[FALLBACK_WANTED], 0);
  update_is_visible (self);

  return G_SOURCE_REMOVE;
}

static void
on_host_changed (CulvertTray *self)
{
  g_clear_handle_id (&self->grace, g_source_remove);
  if (has_host (self))
    {
      self->is_decided = TRUE;
      self->is_embedded = FALSE;
      if (self->fallback != NULL)
        culvert_tray_fallback_set_shown (self->fallback, FALSE);
    }
  else
    {
      self->grace = g_timeout_add_seconds (GRACE_SECONDS, on_grace_over, self);
    }

  update_is_visible (self);
}

static void
on_embedded_changed (CulvertTray *self, gboolean is_embedded)
{
  self->is_embedded = is_embedded && !has_host (self);
  update_is_visible (self);
}

static void
on_activated (CulvertTray *self, const char *token)
{
  g_action_group_activate_action (self->actions, "toggle-window", g_variant_new_string (token));
}

static void
on_secondary_activated (CulvertTray *self)
{
  if (culvert_session_list_get_summary (self->sessions).n_questions > 0)
    g_action_group_activate_action (self->actions, "answer", g_variant_new_string (""));
}

static void
on_menu_wanted (CulvertTray *self)
{
  g_action_group_activate_action (self->actions, "show-window", NULL);
}

static void
export_to (CulvertTray *self, GDBusConnection *bus, const char *icon_folder)
{
  g_autoptr (GError) error = NULL;

  self->exporter = culvert_menu_exporter_new (bus,
                                              CULVERT_STATUS_ITEM_MENU_PATH,
                                              culvert_tray_menu_get_model (self->menu),
                                              self->actions,
                                              &error);
  if (self->exporter != NULL)
    self->item =
        culvert_status_item_new (bus, self->application_id, APPLICATION, icon_folder, &error);
  if (self->item == NULL)
    {
      g_warning ("The tray icon cannot be put on the bus: %s", error->message);
      return;
    }

  g_signal_connect_object (self->exporter,
                           "opening",
                           G_CALLBACK (culvert_session_list_glance),
                           self->sessions,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->item,
                           "activated",
                           G_CALLBACK (on_activated),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->item,
                           "secondary-activated",
                           G_CALLBACK (on_secondary_activated),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->item,
                           "menu-wanted",
                           G_CALLBACK (on_menu_wanted),
                           self,
                           G_CONNECT_SWAPPED);

  self->watcher = culvert_tray_watcher_new (bus);
  g_signal_connect_object (self->item,
                           "read",
                           G_CALLBACK (culvert_tray_watcher_confirm),
                           self->watcher,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watcher,
                           "notify::has-host",
                           G_CALLBACK (on_host_changed),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
follow_sessions (CulvertTray *self)
{
  g_signal_connect_object (self->sessions,
                           "summary-changed",
                           G_CALLBACK (on_summary_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sessions,
                           "session-changed",
                           G_CALLBACK (refresh_tooltip_soon),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sessions,
                           "state-changed",
                           G_CALLBACK (refresh_tooltip_soon),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sessions,
                           "items-changed",
                           G_CALLBACK (refresh_tooltip_soon),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
culvert_tray_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  CulvertTray *self = CULVERT_TRAY (object);

  switch ((CulvertTrayProperty) property_id)
    {
    case PROP_IS_VISIBLE:
      g_value_set_boolean (value, self->is_visible);
      return;
    }

  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
culvert_tray_dispose (GObject *object)
{
  CulvertTray *self = CULVERT_TRAY (object);

  g_clear_handle_id (&self->animation, g_source_remove);
  g_clear_handle_id (&self->tooltip_refresh, g_source_remove);
  g_clear_handle_id (&self->grace, g_source_remove);
  if (self->fallback != NULL)
    culvert_tray_fallback_set_shown (self->fallback, FALSE);
  g_clear_object (&self->fallback);
  g_clear_object (&self->watcher);
  g_clear_object (&self->item);
  g_clear_object (&self->exporter);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_tray_parent_class)->dispose (object);
}

static void
culvert_tray_finalize (GObject *object)
{
  CulvertTray *self = CULVERT_TRAY (object);

  g_clear_pointer (&self->application_id, g_free);
  g_clear_pointer (&self->tooltip, g_free);

  G_OBJECT_CLASS (culvert_tray_parent_class)->finalize (object);
}

static void
culvert_tray_class_init (CulvertTrayClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = culvert_tray_get_property;
  object_class->dispose = culvert_tray_dispose;
  object_class->finalize = culvert_tray_finalize;

  /**
   * CulvertTray:is-visible:
   *
   * Whether some panel shows the icon.
   */
  properties[PROP_IS_VISIBLE] =
      g_param_spec_boolean ("is-visible",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * CulvertTray::fallback-wanted:
   *
   * No panel takes a status item: culvert_tray_set_fallback() may offer another kind of icon.
   */
  signals[FALLBACK_WANTED] = g_signal_new ("fallback-wanted",
                                           CULVERT_TYPE_TRAY,
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           0);
}

static void
culvert_tray_init (CulvertTray *self)
{
}

CulvertTray *
culvert_tray_new (GDBusConnection *bus,
                  CulvertSessionList *sessions,
                  GActionGroup *actions,
                  const char *application_id,
                  const char *icon_folder)
{
  CulvertTray *self;

  g_return_val_if_fail (bus == NULL || G_IS_DBUS_CONNECTION (bus), NULL);
  g_return_val_if_fail (CULVERT_IS_SESSION_LIST (sessions), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);
  g_return_val_if_fail (application_id != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_TRAY, NULL);
  self->sessions = g_object_ref (sessions);
  self->actions = g_object_ref (actions);
  self->application_id = g_strdup (application_id);
  self->menu = culvert_tray_menu_new (sessions);
  self->tooltip = culvert_tray_icon_tooltip (sessions, g_get_real_time () / G_USEC_PER_SEC);

  if (bus != NULL)
    export_to (self, bus, icon_folder);
  show_icon (self);
  follow_sessions (self);
  self->grace =
      g_timeout_add_seconds (self->watcher != NULL ? GRACE_SECONDS : 0, on_grace_over, self);

  return self;
}

void
culvert_tray_set_is_coloured (CulvertTray *self, gboolean is_coloured)
{
  g_return_if_fail (CULVERT_IS_TRAY (self));

  self->is_coloured = is_coloured;
  show_icon (self);
}

void
culvert_tray_set_opens_menu (CulvertTray *self, gboolean opens_menu)
{
  g_return_if_fail (CULVERT_IS_TRAY (self));

  self->opens_menu = opens_menu;
  if (self->item != NULL)
    culvert_status_item_set_is_menu (self->item, opens_menu);
  if (self->fallback != NULL)
    culvert_tray_fallback_set_opens_menu (self->fallback, opens_menu);
}

gboolean
culvert_tray_is_visible (CulvertTray *self)
{
  g_return_val_if_fail (CULVERT_IS_TRAY (self), FALSE);

  return self->is_visible;
}

gboolean
culvert_tray_is_decided (CulvertTray *self)
{
  g_return_val_if_fail (CULVERT_IS_TRAY (self), FALSE);

  return self->is_decided;
}

void
culvert_tray_set_fallback (CulvertTray *self, CulvertTrayFallback *fallback)
{
  g_return_if_fail (CULVERT_IS_TRAY (self));
  g_return_if_fail (CULVERT_IS_TRAY_FALLBACK (fallback));
  g_return_if_fail (self->fallback == NULL);

  self->fallback = g_object_ref (fallback);
  g_signal_connect_object (fallback,
                           "embedded-changed",
                           G_CALLBACK (on_embedded_changed),
                           self,
                           G_CONNECT_SWAPPED);
  culvert_tray_fallback_set_menu (fallback,
                                  culvert_tray_menu_get_model (self->menu),
                                  self->actions);
  culvert_tray_fallback_set_opens_menu (fallback, self->opens_menu);
  show_icon (self);
  culvert_tray_fallback_set_shown (fallback, self->is_decided && !has_host (self));
}
