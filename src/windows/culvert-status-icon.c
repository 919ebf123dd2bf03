/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-status-icon.h"

#include <gdk/gdk.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/gdkx.h>
#endif

/* GtkStatusIcon is deprecated, and the only thing that such panels know. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

struct _CulvertStatusIcon
{
  GObject parent_instance;

  GtkStatusIcon *icon;   /* (owned) */
  GtkWidget *menu;       /* (owned) (nullable) */
  GActionGroup *actions; /* (owned) (nullable) */
  gboolean opens_menu;   /* at a left click */
};

static void culvert_status_icon_iface_init (CulvertTrayFallbackInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertStatusIcon,
                               culvert_status_icon,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_TRAY_FALLBACK,
                                                      culvert_status_icon_iface_init))

static void
activate (CulvertStatusIcon *self, const char *action)
{
  if (self->actions != NULL)
    g_action_group_activate_action (self->actions, action, g_variant_new_string (""));
}

static gboolean
on_button_pressed (CulvertStatusIcon *self, GdkEventButton *event)
{
  if (event->button != GDK_BUTTON_MIDDLE)
    return GDK_EVENT_PROPAGATE;

  activate (self, "answer");

  return GDK_EVENT_STOP;
}

static void
on_popup_menu (CulvertStatusIcon *self, guint button, guint time)
{
  if (self->menu != NULL)
    gtk_menu_popup (GTK_MENU (self->menu),
                    NULL,
                    NULL,
                    gtk_status_icon_position_menu,
                    self->icon,
                    button,
                    time);
}

static void
on_activated (CulvertStatusIcon *self)
{
  if (self->opens_menu)
    on_popup_menu (self, GDK_BUTTON_PRIMARY, gtk_get_current_event_time ());
  else
    activate (self, "toggle-window");
}

static void
on_embedded_changed (CulvertStatusIcon *self)
{
  culvert_tray_fallback_embedded_changed (CULVERT_TRAY_FALLBACK (self),
                                          gtk_status_icon_is_embedded (self->icon));
}

static void
culvert_status_icon_update (CulvertTrayFallback *fallback,
                            const char *icon_name,
                            const char *tooltip)
{
  CulvertStatusIcon *self = CULVERT_STATUS_ICON (fallback);

  gtk_status_icon_set_from_icon_name (self->icon, icon_name);
  gtk_status_icon_set_tooltip_text (self->icon, tooltip);
}

static void
culvert_status_icon_set_menu (CulvertTrayFallback *fallback,
                              GMenuModel *menu,
                              GActionGroup *actions)
{
  CulvertStatusIcon *self = CULVERT_STATUS_ICON (fallback);

  g_clear_pointer (&self->menu, gtk_widget_destroy);
  g_set_object (&self->actions, actions);
  if (menu == NULL)
    return;

  self->menu = g_object_ref_sink (gtk_menu_new_from_model (menu));
  gtk_widget_insert_action_group (self->menu, "app", actions);
}

static void
culvert_status_icon_set_opens_menu (CulvertTrayFallback *fallback, gboolean opens_menu)
{
  CULVERT_STATUS_ICON (fallback)->opens_menu = opens_menu;
}

static void
culvert_status_icon_set_shown (CulvertTrayFallback *fallback, gboolean is_shown)
{
  gtk_status_icon_set_visible (CULVERT_STATUS_ICON (fallback)->icon, is_shown);
}

static void
culvert_status_icon_iface_init (CulvertTrayFallbackInterface *iface)
{
  iface->update = culvert_status_icon_update;
  iface->set_menu = culvert_status_icon_set_menu;
  iface->set_opens_menu = culvert_status_icon_set_opens_menu;
  iface->set_shown = culvert_status_icon_set_shown;
}

static void
culvert_status_icon_dispose (GObject *object)
{
  CulvertStatusIcon *self = CULVERT_STATUS_ICON (object);

  g_clear_pointer (&self->menu, gtk_widget_destroy);
  g_clear_object (&self->icon);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (culvert_status_icon_parent_class)->dispose (object);
}

static void
culvert_status_icon_class_init (CulvertStatusIconClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_status_icon_dispose;
}

static void
culvert_status_icon_init (CulvertStatusIcon *self)
{
  self->icon = gtk_status_icon_new ();
  gtk_status_icon_set_visible (self->icon, FALSE);
  gtk_status_icon_set_name (self->icon, "culvert");
  gtk_status_icon_set_title (self->icon, "Culvert");

  g_signal_connect_object (self->icon,
                           "activate",
                           G_CALLBACK (on_activated),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->icon,
                           "button-press-event",
                           G_CALLBACK (on_button_pressed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->icon,
                           "popup-menu",
                           G_CALLBACK (on_popup_menu),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->icon,
                           "notify::embedded",
                           G_CALLBACK (on_embedded_changed),
                           self,
                           G_CONNECT_SWAPPED);
}

CulvertStatusIcon *
culvert_status_icon_new (GdkDisplay *display)
{
#ifdef GDK_WINDOWING_X11
  if (GDK_IS_X11_DISPLAY (display))
    return g_object_new (CULVERT_TYPE_STATUS_ICON, NULL);
#endif

  return NULL;
}

G_GNUC_END_IGNORE_DEPRECATIONS
