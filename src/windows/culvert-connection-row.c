/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-connection-row.h"

#include "culvert-client-watch.h"
#include "culvert-context-menu.h"
#include "culvert-refresher.h"
#include "culvert-session-face.h"
#include "culvert-sparkline.h"
#include "culvert-words.h"

struct _CulvertConnectionRow
{
  GtkListBoxRow parent_instance;

  CulvertSession *session;     /* (owned) */
  CulvertRefresher *refresher; /* (owned) */
  CulvertClientWatch *watch;   /* (owned) */

  GtkImage *icon;
  GtkLabel *name_label;
  GtkLabel *line_label;
  CulvertSparkline *sparkline;
  GtkSwitch *wanted_switch;
};

G_DEFINE_FINAL_TYPE (CulvertConnectionRow, culvert_connection_row, GTK_TYPE_LIST_BOX_ROW)

static void
refresh (GtkWidget *widget)
{
  CulvertConnectionRow *self = CULVERT_CONNECTION_ROW (widget);
  g_autofree char *name = culvert_words_name (self->session);
  g_autofree char *line = culvert_words_line (self->session, g_get_monotonic_time ());
  g_autofree char *steady_line = culvert_words_steady_line (self->session);

  gtk_image_set_from_icon_name (self->icon,
                                culvert_session_face_get_icon_name (self->session),
                                GTK_ICON_SIZE_LARGE_TOOLBAR);
  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->line_label, line);
  gtk_widget_set_tooltip_text (widget, steady_line);
  gtk_widget_set_visible (GTK_WIDGET (self->sparkline),
                          culvert_session_get_state (self->session) == CULVERT_SESSION_CONNECTED);
  gtk_widget_set_visible (GTK_WIDGET (self->wanted_switch),
                          !culvert_session_is_read_only (self->session));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->wanted_switch)), name);
  atk_object_set_name (gtk_widget_get_accessible (widget), name);
  atk_object_set_description (gtk_widget_get_accessible (widget), line);
}

static gboolean
on_button_pressed (CulvertConnectionRow *self, GdkEvent *event)
{
  if (!gdk_event_triggers_context_menu (event))
    return GDK_EVENT_PROPAGATE;

  culvert_connection_row_popup_menu (self);

  return GDK_EVENT_STOP;
}

static void
culvert_connection_row_dispose (GObject *object)
{
  CulvertConnectionRow *self = CULVERT_CONNECTION_ROW (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->refresher);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (culvert_connection_row_parent_class)->dispose (object);
}

static void
culvert_connection_row_class_init (CulvertConnectionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culvert_connection_row_dispose;
  g_type_ensure (CULVERT_TYPE_SPARKLINE);

  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-connection-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertConnectionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CulvertConnectionRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConnectionRow, line_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertConnectionRow, sparkline);
  gtk_widget_class_bind_template_child (widget_class, CulvertConnectionRow, wanted_switch);
  gtk_widget_class_bind_template_callback (widget_class, on_button_pressed);
}

static void
culvert_connection_row_init (CulvertConnectionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->refresher = culvert_refresher_new (GTK_WIDGET (self), refresh);
  self->watch = culvert_client_watch_new (GTK_WIDGET (self));
}

GtkWidget *
culvert_connection_row_new (CulvertSession *session)
{
  CulvertConnectionRow *self;
  g_autofree char *action = NULL;

  g_return_val_if_fail (CULVERT_IS_SESSION (session), NULL);

  self = g_object_new (CULVERT_TYPE_CONNECTION_ROW, NULL);
  self->session = g_object_ref (session);
  action = g_strconcat ("app.connection-", culvert_session_face_get_id (session), NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->wanted_switch), action);
  culvert_sparkline_set_session (self->sparkline, session);
  culvert_client_watch_set_session (self->watch, session);
  culvert_refresher_set_session (self->refresher, session);

  return GTK_WIDGET (self);
}

CulvertSession *
culvert_connection_row_get_session (CulvertConnectionRow *self)
{
  g_return_val_if_fail (CULVERT_IS_CONNECTION_ROW (self), NULL);

  return self->session;
}

void
culvert_connection_row_popup_menu (CulvertConnectionRow *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  g_return_if_fail (CULVERT_IS_CONNECTION_ROW (self));

  menu = culvert_session_face_create_menu (self->session);
  culvert_context_menu_popup (GTK_WIDGET (self), menu, NULL);
}
