/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-window-manager.h"

#include "culvert-await.h"

#include <gdk/gdkx.h>

#define QUESTION "_NET_REQUEST_FRAME_EXTENTS"
#define ANSWER   "_NET_FRAME_EXTENTS"

static gboolean
on_property_changed (GtkWidget *asker, GdkEvent *event, gpointer user_data)
{
  gboolean *is_answered = user_data;

  if (event->property.atom == gdk_atom_intern (ANSWER, FALSE))
    *is_answered = TRUE;

  return GDK_EVENT_PROPAGATE;
}

/* How wide a frame would be, for a window that is never shown. */
static void
ask (GtkWidget *asker)
{
  GdkDisplay *display = gtk_widget_get_display (asker);
  Display *connection = gdk_x11_display_get_xdisplay (display);
  XEvent event = { 0 };

  event.xclient.type = ClientMessage;
  event.xclient.window = gdk_x11_window_get_xid (gtk_widget_get_window (asker));
  event.xclient.message_type = gdk_x11_get_xatom_by_name_for_display (display, QUESTION);
  event.xclient.format = 32;
  XSendEvent (connection,
              gdk_x11_get_default_root_xwindow (),
              False,
              SubstructureRedirectMask | SubstructureNotifyMask,
              &event);
}

void
culvert_window_manager_await (void)
{
  GtkWidget *asker = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gboolean is_answered = FALSE;

  gtk_widget_add_events (asker, GDK_PROPERTY_CHANGE_MASK);
  g_signal_connect (asker, "property-notify-event", G_CALLBACK (on_property_changed), &is_answered);
  gtk_widget_realize (asker);
  ask (asker);
  culvert_await (is_answered);
  gtk_widget_destroy (asker);
}
