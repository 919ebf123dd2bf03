/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-clients-page.h"

#include "culvert-admission-panel.h"
#include "culvert-client-details.h"
#include "culvert-client-questions.h"
#include "culvert-client-view.h"
#include "culvert-client-watch.h"
#include "culvert-client-words.h"
#include "culvert-context-menu.h"

#include <glib/gi18n.h>

struct _CulvertClientsPage
{
  GtkBox parent_instance;

  CulvertSession *session;               /* (owned) (nullable) */
  CulvertAdministration *administration; /* (owned) (nullable): where the daemon is a server */
  CulvertClientWatch *watch;             /* (owned) */
  GSignalGroup *session_signals;         /* (owned) */
  GSimpleActionGroup *actions;           /* (owned) */

  CulvertAdmissionPanel *admission_panel;
  GtkLabel *count_label;
  GtkWidget *more_button;
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkEntry *search_entry;
  GtkLabel *empty_label;
  CulvertClientView *view;
  GtkRevealer *selected_revealer;
  GtkLabel *selected_label;
};

G_DEFINE_FINAL_TYPE (CulvertClientsPage, culvert_clients_page, GTK_TYPE_BOX)

static CulvertRoster *
get_roster (CulvertClientsPage *self)
{
  return self->administration != NULL ? culvert_administration_get_roster (self->administration)
                                      : NULL;
}

/* (nullable): the selected client, if it is still there */
static const CulvertPeer *
get_selected (CulvertClientsPage *self)
{
  const CulvertPeerKey *key = culvert_client_view_get_selected (self->view);
  guint slot;

  return key != NULL && culvert_roster_find (get_roster (self), key->id, &slot)
             ? culvert_roster_get_peer (get_roster (self), slot)
             : NULL;
}

static void
set_enabled (CulvertClientsPage *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static gboolean
can (CulvertClientsPage *self, CulvertMgmtAbilities ability)
{
  return self->administration != NULL && culvert_administration_can_act (self->administration) &&
         (culvert_administration_get_abilities (self->administration) & ability) != 0;
}

static void
on_selected (CulvertClientsPage *self)
{
  const CulvertPeer *peer = get_selected (self);
  gboolean can_act = peer != NULL && culvert_administration_can_act (self->administration);

  set_enabled (self, "details", peer != NULL);
  set_enabled (self, "disconnect", can_act);
  set_enabled (self, "filter", can_act && can (self, CULVERT_MGMT_CAN_FILTER));
  set_enabled (self, "options", can_act && can (self, CULVERT_MGMT_CAN_PUSH_UPDATE));
  if (peer != NULL)
    {
      g_autofree char *who = culvert_client_words_peer (peer);

      gtk_label_set_text (self->selected_label, who);
    }
  gtk_revealer_set_reveal_child (self->selected_revealer, peer != NULL);
}

static char *
count (CulvertClientsPage *self)
{
  CulvertRoster *roster = get_roster (self);
  guint n_unlisted = culvert_roster_get_n_unlisted (roster);
  g_autofree char *all =
      culvert_client_words_count (culvert_roster_get_n_peers (roster) + n_unlisted);

  if (culvert_client_view_is_search (self->view))
    /* Translators: how many were found, and "100 clients" */
    return g_strdup_printf (_ ("%'u of %s"), culvert_client_view_get_n_rows (self->view), all);
  if (n_unlisted > 0)
    /* Translators: "300,000 clients", and how many of them */
    return g_strdup_printf (_ ("%s, of which %'u are not listed"), all, n_unlisted);

  return g_steal_pointer (&all);
}

static const char *
why_empty (CulvertClientsPage *self)
{
  if (!culvert_session_is_attached (self->session))
    return _ ("The server cannot be reached.");
  if (!culvert_administration_is_filled (self->administration))
    return _ ("The server is being asked who is connected…");
  if (culvert_client_view_is_search (self->view))
    return _ ("Nobody of this name or address is connected.");

  return _ ("Nobody is connected.");
}

static void
refresh (CulvertClientsPage *self)
{
  gboolean can_send = can (self, CULVERT_MGMT_CAN_PUSH_UPDATE);
  g_autofree char *text = NULL;

  set_enabled (self, "options-all", can_send && culvert_roster_get_n_peers (get_roster (self)) > 0);
  gtk_widget_set_visible (self->more_button, can_send);
  if (self->administration == NULL)
    return;

  text = count (self);
  gtk_label_set_text (self->count_label, text);
  gtk_label_set_text (self->empty_label, why_empty (self));
  /* Many are sorted first, and nobody is to think that they are not there. */
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label),
                          culvert_client_view_get_n_rows (self->view) == 0 &&
                              culvert_client_view_is_complete (self->view));
}

/* A session knows late that its daemon is a server. */
static void
follow_session (CulvertClientsPage *self)
{
  CulvertAdministration *administration =
      self->session != NULL ? culvert_session_get_administration (self->session) : NULL;

  if (g_set_object (&self->administration, administration))
    {
      gtk_entry_set_text (self->search_entry, "");
      culvert_client_view_set_roster (self->view, get_roster (self));
      culvert_admission_panel_set_session (self->admission_panel, self->session);
      gtk_widget_set_visible (GTK_WIDGET (self), administration != NULL);
    }
  on_selected (self);
  refresh (self);
}

static void
on_told (CulvertClientsPage *self, const char *sentence)
{
  culvert_admission_panel_tell (self->admission_panel, sentence);
}

static void
show_details (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertClientsPage *self = user_data;
  const CulvertPeer *peer = get_selected (self);
  GtkWindow *dialog;

  if (peer == NULL)
    return;

  dialog = GTK_WINDOW (culvert_client_details_new (get_roster (self), peer));
  gtk_window_set_transient_for (dialog, GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))));
  gtk_window_present (dialog);
}

static void
follow_question (CulvertClientsPage *self, CulvertClientDialog *question)
{
  g_signal_connect_object (question, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
}

static void
disconnect_client (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertClientsPage *self = user_data;
  const CulvertPeer *peer = get_selected (self);

  if (peer != NULL)
    follow_question (
        self,
        culvert_client_question_disconnect (GTK_WIDGET (self), self->administration, peer));
}

static void
filter_client (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertClientsPage *self = user_data;
  const CulvertPeer *peer = get_selected (self);

  if (peer != NULL)
    follow_question (
        self,
        culvert_client_question_filter (GTK_WIDGET (self), self->administration, peer));
}

static void
send_options (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertClientsPage *self = user_data;
  const CulvertPeer *peer = get_selected (self);

  if (peer != NULL)
    follow_question (
        self,
        culvert_client_question_options (GTK_WIDGET (self), self->administration, peer));
}

static void
send_options_to_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CulvertClientsPage *self = user_data;

  follow_question (self,
                   culvert_client_question_options (GTK_WIDGET (self), self->administration, NULL));
}

static void
on_activated (CulvertClientsPage *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "details", NULL);
}

static void
on_menu_wanted (CulvertClientsPage *self, GdkEvent *event)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *view;
  GdkRectangle area;

  g_menu_append (menu, _ ("D_etails…"), "clients.details");
  g_menu_append (menu, _ ("D_isconnect…"), "clients.disconnect");
  if (can (self, CULVERT_MGMT_CAN_FILTER))
    g_menu_append (menu, _ ("_Packet filter…"), "clients.filter");
  if (can (self, CULVERT_MGMT_CAN_PUSH_UPDATE))
    g_menu_append (menu, _ ("_Send options…"), "clients.options");

  culvert_client_view_get_selected_area (self->view, &view, &area);
  if (event != NULL)
    {
      gtk_tree_view_convert_bin_window_to_widget_coords (GTK_TREE_VIEW (view),
                                                         (int) event->button.x,
                                                         (int) event->button.y,
                                                         &area.x,
                                                         NULL);
      area.width = 1;
    }
  culvert_context_menu_popup (view, G_MENU_MODEL (menu), &area);
}

static gboolean
on_view_key_pressed (CulvertClientsPage *self, GdkEvent *event)
{
  if (event->key.keyval == GDK_KEY_Delete)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self->actions), "disconnect", NULL);
      return GDK_EVENT_STOP;
    }

  /* Letters begin a search. */
  return gtk_search_bar_handle_event (self->search_bar, event);
}

static void
on_searched (CulvertClientsPage *self)
{
  culvert_client_view_search (self->view, gtk_entry_get_text (self->search_entry));
}

static void
culvert_clients_page_dispose (GObject *object)
{
  CulvertClientsPage *self = CULVERT_CLIENTS_PAGE (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->administration);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (culvert_clients_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class,
      "/io/github/culvertvpn/Culvert/culvert-clients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, admission_panel);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, empty_label);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, view);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, selected_revealer);
  gtk_widget_class_bind_template_child (widget_class, CulvertClientsPage, selected_label);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_searched);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_view_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
culvert_clients_page_class_init (CulvertClientsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_clients_page_dispose;
  g_type_ensure (CULVERT_TYPE_ADMISSION_PANEL);
  g_type_ensure (CULVERT_TYPE_CLIENT_VIEW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
culvert_clients_page_init (CulvertClientsPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "details", .activate = show_details },
    { .name = "disconnect", .activate = disconnect_client },
    { .name = "filter", .activate = filter_client },
    { .name = "options", .activate = send_options },
    { .name = "options-all", .activate = send_options_to_all },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  g_object_bind_property (self->search_button,
                          "active",
                          self->search_bar,
                          "search-mode-enabled",
                          G_BINDING_BIDIRECTIONAL);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "clients", G_ACTION_GROUP (self->actions));
  on_selected (self);

  self->watch = culvert_client_watch_new (GTK_WIDGET (self));
  self->session_signals = g_signal_group_new (CULVERT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals,
                                  "changed",
                                  G_CALLBACK (follow_session),
                                  self);
}

void
culvert_clients_page_set_session (CulvertClientsPage *self, CulvertSession *session)
{
  g_return_if_fail (CULVERT_IS_CLIENTS_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->session_signals, session);
  culvert_client_watch_set_session (self->watch, session);
  follow_session (self);
}

void
culvert_clients_page_start_search (CulvertClientsPage *self)
{
  g_return_if_fail (CULVERT_IS_CLIENTS_PAGE (self));

  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
