/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-clients-walk.h"

#include "culvert-await.h"

#define STATUS                                                                                     \
  CULVERT_STAGED_HEADER CULVERT_STAGED_ALICE CULVERT_STAGED_BOB CULVERT_STAGED_PHONE               \
      CULVERT_STAGED_END
#define RULE "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff"

typedef struct
{
  CulvertStagedSession *office; /* (unowned): the stage's */
  CulvertWalker *walker;
  GtkWindow *window;
} Clients;

static GtkWidget *
find (Clients *clients, const char *id)
{
  GtkWidget *page =
      culvert_ui_stage_find_widget (GTK_WIDGET (clients->window), "CulvertClientsPage");
  GtkWidget *widget = culvert_ui_stage_find_widget (page, id);

  g_assert_nonnull (widget);

  return widget;
}

static void
walk (Clients *clients, GtkWindow *window, const char *what)
{
  culvert_ui_stage_settle (window);
  culvert_walker_look (clients->walker, window, what);
  culvert_walker_tab_around (clients->walker, window, what);
}

static void
walk_dialog (Clients *clients, const char *type_name, const char *what)
{
  GtkWindow *dialog;

  culvert_await (culvert_ui_stage_find_window (type_name) != NULL);
  dialog = culvert_ui_stage_find_window (type_name);
  walk (clients, dialog, what);
  culvert_walker_leave (clients->walker, dialog, what);
}

static void
present (Clients *clients, CulvertUiStage *stage, CulvertWalker *walker)
{
  clients->walker = walker;
  clients->office = culvert_ui_stage_take (
      stage,
      culvert_staged_session_new_server ("Gateway", "OpenVPN 2.5.1 fake", STATUS));
  culvert_ui_present_session (culvert_ui_stage_get_ui (stage),
                              clients->office->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  clients->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (clients->window);
}

/* Somebody asks to be let in, and the answer is to come from here. */
static void
be_asked (Clients *clients)
{
  CulvertProfile *profile = culvert_session_get_profile (clients->office->session);

  culvert_profile_set_admits (profile, TRUE);
  culvert_await (culvert_fake_daemon_has_heard (clients->office->daemon, "env-filter 0"));
  culvert_profile_add_admission_rule (profile, RULE, "build server");
  culvert_staged_session_notify (clients->office, "CONNECT,6,1", "tablet", "dave");
  culvert_ui_stage_settle (clients->window);
}

static void
select_first (Clients *clients)
{
  GtkWidget *view = culvert_ui_stage_find_widget (find (clients, "view"), "CulvertTable");
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_first ();

  gtk_tree_view_set_cursor (GTK_TREE_VIEW (view), path, NULL, FALSE);
}

void
culvert_clients_walk_details (CulvertUiStage *stage, CulvertWalker *walker)
{
  Clients clients;

  present (&clients, stage, walker);
  walk (&clients, clients.window, "clients");
  select_first (&clients);
  walk (&clients, clients.window, "clients with one selected");
  gtk_button_clicked (GTK_BUTTON (find (&clients, "details_button")));
  walk_dialog (&clients, "CulvertClientDetails", "details of a client");
}

void
culvert_clients_walk_dialogs (CulvertUiStage *stage, CulvertWalker *walker)
{
  Clients clients;

  present (&clients, stage, walker);
  select_first (&clients);
  gtk_button_clicked (GTK_BUTTON (find (&clients, "disconnect_button")));
  walk_dialog (&clients, "CulvertClientDialog", "disconnect a client");
  culvert_ui_stage_activate (find (&clients, "details_button"), "clients", "filter");
  walk_dialog (&clients, "CulvertClientDialog", "packet filter");
  be_asked (&clients);
  gtk_button_clicked (GTK_BUTTON (find (&clients, "deny_button")));
  walk_dialog (&clients, "CulvertClientDialog", "deny");
  culvert_ui_stage_activate (find (&clients, "deny_button"), "card", "allow-with");
  walk_dialog (&clients, "CulvertClientDialog", "allow with settings");
  culvert_ui_stage_activate (find (&clients, "deny_button"), "card", "ask-code");
  walk_dialog (&clients, "CulvertClientDialog", "ask for a code");
}

void
culvert_clients_walk_rules (CulvertUiStage *stage, CulvertWalker *walker)
{
  Clients clients;

  present (&clients, stage, walker);
  be_asked (&clients);
  walk (&clients, clients.window, "a request to be let in");
  gtk_button_clicked (GTK_BUTTON (find (&clients, "rules_button")));
  walk_dialog (&clients, "CulvertAdmissionRulesDialog", "rules");
}
