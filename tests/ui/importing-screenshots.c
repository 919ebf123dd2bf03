/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes a picture of what becomes of imported connections: screenshots-importing FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-idle-launcher.h"
#include "culvert-import-stage.h"
#include "culvert-ui-stage.h"

#define IDENTITY "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static CulvertSession *
add_session (CulvertUiStage *stage, CulvertProfile *profile, CulvertIdleLauncher *launcher)
{
  CulvertSession *session =
      culvert_session_new (profile,
                           CULVERT_LAUNCHER (launcher),
                           culvert_ui_get_answerer (culvert_ui_stage_get_ui (stage)));

  culvert_session_attach (session);
  culvert_await (culvert_session_is_settled (session));
  culvert_ui_stage_add_session (stage, session);

  return session;
}

static char *
create_text (void)
{
  g_autofree char *ca = culvert_import_stage_make_block ("ca", "CN=Example Company CA", 2000);
  g_autofree char *cert = culvert_import_stage_make_block ("cert", "CN=w.jansen", 12);

  return g_strconcat (CULVERT_TEST_REMOTE, ca, cert, CULVERT_TEST_KEY, NULL);
}

static void
take (GtkWindow *window, const char *what, const char *size)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", what, size);

  culvert_camera_take (window, name);
}

static void
show (CulvertUiStage *stage, CulvertSession *session)
{
  culvert_ui_present_session (culvert_ui_stage_get_ui (stage),
                              session,
                              CULVERT_UI_PAGE_OVERVIEW,
                              NULL);
}

static void
go_back (GtkWindow *window)
{
  GtkWidget *back = culvert_ui_stage_find_widget (GTK_WIDGET (window), "back_button");

  if (gtk_widget_get_mapped (back))
    gtk_button_clicked (GTK_BUTTON (back));
  culvert_ui_stage_settle (window);
}

static void
take_start (CulvertUiStage *stage,
            CulvertSession *session,
            CulvertIdleLauncher *launcher,
            const char *size)
{
  GtkWindow *window = culvert_ui_stage_find_window ("CulvertMainWindow");

  culvert_session_set_wanted (session, CULVERT_WANTED_CONNECTED);
  culvert_await (culvert_idle_launcher_is_starting (launcher));
  show (stage, session);
  take (window, "starting", size);
  culvert_idle_launcher_refuse (launcher);
  culvert_await (culvert_session_get_state (session) == CULVERT_SESSION_FAILED);
  take (window, "start-failed", size);
}

static void
take_notes (CulvertUiStage *stage, CulvertSession *session, const char *size)
{
  GtkWindow *window = culvert_ui_stage_find_window ("CulvertMainWindow");
  const char *id = culvert_profile_get_id (culvert_session_get_profile (session));
  GtkWidget *list = culvert_ui_stage_find_widget (GTK_WIDGET (window), "GtkListBox");
  GtkWidget *add = culvert_ui_stage_find_widget (GTK_WIDGET (window), "add_button");
  gboolean is_handled;

  go_back (window);
  g_action_group_activate_action (gtk_widget_get_action_group (GTK_WIDGET (window), "win"),
                                  "remove",
                                  g_variant_new_string (id));
  take (window, "undo", size);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (add), TRUE);
  take (window, "add-menu", size);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (add), FALSE);
  g_signal_emit_by_name (list, "popup-menu", &is_handled);
  take (window, "imported-menu", size);
}

static void
take_services (CulvertUiStage *stage, const char *size)
{
  CulvertProfilesStage *profiles = culvert_ui_stage_get_profiles (stage);
  GtkWidget *window = GTK_WIDGET (culvert_ui_stage_find_window ("CulvertMainWindow"));
  GActionGroup *actions = gtk_widget_get_action_group (window, "profile");
  GtkWindow *dialog;

  g_action_group_activate_action (actions, "add-service", NULL);
  dialog = culvert_ui_stage_find_window ("CulvertServiceDialog");
  take (dialog, "services-failed", size);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);

  culvert_profiles_stage_add_service (profiles, NULL, NULL, FALSE);
  g_action_group_activate_action (actions, "add-service", NULL);
  dialog = culvert_ui_stage_find_window ("CulvertServiceDialog");
  take (dialog, "services-none", size);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);

  culvert_profiles_stage_add_service (profiles, "branch", "unix:/run/branch", TRUE);
  culvert_profiles_stage_add_service (profiles, "head-office", "unix:/run/head-office", FALSE);
  culvert_profiles_stage_add_service (profiles, "warehouse", NULL, TRUE);
  g_action_group_activate_action (actions, "add-service", NULL);
  dialog = culvert_ui_stage_find_window ("CulvertServiceDialog");
  take (dialog, "services", size);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
}

static void
take_all (int width, const char *size)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();
  g_autoptr (CulvertIdleLauncher) launcher = culvert_idle_launcher_new ();
  g_autoptr (CulvertIdleLauncher) other = culvert_idle_launcher_new ();
  g_autoptr (CulvertProfile) imported = culvert_profile_new_imported (NULL, "Office", IDENTITY);
  g_autoptr (CulvertProfile) service =
      culvert_profile_new_service (NULL, "Branch", "openvpn-client@branch.service", "unix:/run/b");
  g_autoptr (CulvertSession) office = add_session (stage, imported, launcher);
  g_autoptr (CulvertSession) branch = add_session (stage, service, other);
  CulvertStagedSession *lab = culvert_ui_stage_add (stage, "Laboratory (attached)");
  g_autofree char *text = create_text ();
  GtkWindow *window;

  culvert_profiles_stage_set_text (culvert_ui_stage_get_profiles (stage), text);
  culvert_staged_session_connect (lab);
  culvert_ui_present_window (culvert_ui_stage_get_ui (stage), NULL);
  window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (window);
  gtk_window_resize (window, width, 640);
  take (window, "kinds", size);
  show (stage, office);
  take (window, "certificates", size);
  take_start (stage, office, launcher, size);
  take_notes (stage, office, size);
  take_services (stage, size);

  culvert_session_detach (office);
  culvert_session_detach (branch);
  g_assert_finalize_object (stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);
  take_all (900, "wide");
  take_all (360, "narrow");

  return 0;
}
