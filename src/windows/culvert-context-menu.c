/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-context-menu.h"

static gboolean
destroy (gpointer user_data)
{
  gtk_widget_destroy (user_data);

  return G_SOURCE_REMOVE;
}

/* Not at once: the item that was chosen closes the menu, and has more to do in it. */
static void
on_closed (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, destroy, g_object_ref (popover), g_object_unref);
}

void
culvert_context_menu_popup (GtkWidget *widget, GMenuModel *menu, const GdkRectangle *area)
{
  GtkWidget *popover;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  popover = gtk_popover_new_from_model (widget, menu);
  if (area != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), area);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}
