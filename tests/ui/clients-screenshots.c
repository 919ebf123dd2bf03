/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes pictures of the clients of a server: clients-screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-ui-stage.h"

#define MANY 100000

typedef struct
{
  CulvertUiStage *stage;        /* (owned) */
  CulvertStagedSession *office; /* (owned) */
  GtkWindow *window;
  const char *size;
  gboolean has_dialogs; /* which look alike elsewhere */
} Scene;

static char *
create_status (guint n)
{
  GString *status = g_string_new (CULVERT_STAGED_HEADER);

  if (n > 0)
    g_string_append (status, CULVERT_STAGED_ALICE CULVERT_STAGED_BOB CULVERT_STAGED_PHONE);
  for (guint i = 3; i < n; i++)
    g_string_append_printf (status,
                            "CLIENT_LIST\tlaptop-%u\t198.51.100.%u:%u\t10.%u.%u.%u\t\t%u\t%u\t\t"
                            "%u\tuser%u\t%u\t%u\tAES-256-GCM\n",
                            i,
                            i % 250,
                            1024 + i % 60000,
                            i / 65536,
                            i / 256 % 256,
                            i % 256,
                            i * 977,
                            i * 31,
                            1795334343 + i,
                            i,
                            i,
                            i);
  g_string_append (status, CULVERT_STAGED_END);

  return g_string_free (status, FALSE);
}

static GtkWidget *
find (Scene *scene, const char *id)
{
  GtkWidget *page = culvert_ui_stage_find_widget (GTK_WIDGET (scene->window), "CulvertClientsPage");

  return culvert_ui_stage_find_widget (page, id);
}

static void
set_up (Scene *scene, guint n_clients, const char *version, int width)
{
  g_autofree char *status = create_status (n_clients);

  scene->stage = culvert_ui_stage_new ();
  scene->office = culvert_staged_session_new_server ("Office gateway", version, status);
  culvert_ui_stage_add_session (scene->stage, scene->office->session);
  culvert_ui_present_session (culvert_ui_stage_get_ui (scene->stage),
                              scene->office->session,
                              CULVERT_UI_PAGE_CLIENTS,
                              NULL);
  scene->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (scene->window);
  gtk_window_resize (scene->window, width, 600);
  culvert_ui_stage_settle (scene->window);
}

static void
tear_down (Scene *scene)
{
  g_assert_finalize_object (scene->stage);
  culvert_staged_session_free (scene->office);
}

static void
take (Scene *scene, GtkWindow *window, const char *what)
{
  g_autofree char *name = g_strdup_printf ("clients-%s-%s", scene->size, what);

  culvert_camera_take (window, name);
}

static void
take_dialog (Scene *scene, const char *type, const char *what)
{
  GtkWindow *dialog;

  culvert_await (culvert_ui_stage_find_window (type) != NULL);
  dialog = culvert_ui_stage_find_window (type);
  culvert_ui_stage_settle (dialog);
  take (scene, dialog, what);
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static GtkTreeView *
get_table (Scene *scene)
{
  return GTK_TREE_VIEW (culvert_ui_stage_find_widget (find (scene, "view"), "CulvertTable"));
}

static void
select_row (Scene *scene, int row)
{
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (row, -1);

  gtk_tree_view_set_cursor (get_table (scene), path, NULL, FALSE);
}

static void
take_few (Scene *scene, int width)
{
  set_up (scene, 12, "OpenVPN 2.5.1 fake", width);
  select_row (scene, 1);
  take (scene, scene->window, "selected");
  if (!scene->has_dialogs)
    {
      tear_down (scene);
      return;
    }

  gtk_button_clicked (GTK_BUTTON (find (scene, "details_button")));
  take_dialog (scene, "CulvertClientDetails", "details");
  gtk_button_clicked (GTK_BUTTON (find (scene, "disconnect_button")));
  take_dialog (scene, "CulvertClientDialog", "disconnect");
  culvert_ui_stage_activate (find (scene, "details_button"), "clients", "filter");
  take_dialog (scene, "CulvertClientDialog", "filter");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (scene, "search_button")), TRUE);
  gtk_entry_set_text (GTK_ENTRY (find (scene, "search_entry")), "laptop-1");
  take (scene, scene->window, "search");
  tear_down (scene);
}

static void
take_answers (Scene *scene)
{
  gtk_button_clicked (GTK_BUTTON (find (scene, "deny_button")));
  take_dialog (scene, "CulvertClientDialog", "deny");
  culvert_ui_stage_activate (find (scene, "deny_button"), "card", "allow-with");
  take_dialog (scene, "CulvertClientDialog", "allow-with");
  culvert_ui_stage_activate (find (scene, "deny_button"), "card", "ask-code");
  take_dialog (scene, "CulvertClientDialog", "code");
  gtk_button_clicked (GTK_BUTTON (find (scene, "rules_button")));
  take_dialog (scene, "CulvertAdmissionRulesDialog", "rules");
}

static void
take_requests (Scene *scene, int width)
{
  CulvertProfile *profile;

  set_up (scene, 3, "OpenVPN 2.6.14 fake", width);
  culvert_staged_session_notify (scene->office, "CONNECT,5,1", "tablet", "carol");
  culvert_ui_stage_settle (scene->window);
  take (scene, scene->window, "passive");

  profile = culvert_session_get_profile (scene->office->session);
  culvert_profile_set_admits (profile, TRUE);
  culvert_await (culvert_fake_daemon_has_heard (scene->office->daemon, "env-filter 0"));
  culvert_profile_add_admission_rule (
      profile,
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff",
      "build server");
  culvert_staged_session_notify (scene->office,
                                 "CONNECT,6,1",
                                 "laptop-of-somebody-with-a-long-name.branch.example.com",
                                 "dave");
  culvert_staged_session_notify (scene->office, "REAUTH,0,2", "laptop-9", "alice");
  culvert_ui_stage_settle (scene->window);
  take (scene, scene->window, "requests");
  if (scene->has_dialogs)
    take_answers (scene);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (scene, "more_button")), TRUE);
  take (scene, scene->window, "answers");
  tear_down (scene);
}

/* What only a newer daemon can be asked for. */
static void
take_options (Scene *scene, int width)
{
  GtkWindow *dialog;
  GtkTextBuffer *options;

  set_up (scene, 3, "OpenVPN 2.7.0 fake", width);
  take (scene, scene->window, "page-menu");
  select_row (scene, 0);
  culvert_ui_stage_activate (find (scene, "details_button"), "clients", "options");
  culvert_await (culvert_ui_stage_find_window ("CulvertClientDialog") != NULL);
  dialog = culvert_ui_stage_find_window ("CulvertClientDialog");
  options = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "block_view")));
  gtk_text_buffer_set_text (options, "route 10.1.0.0 255.255.0.0\n-dns", -1);
  culvert_ui_stage_settle (dialog);
  take (scene, dialog, "options");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  culvert_await (culvert_ui_stage_count_windows ("CulvertClientDialog") == 2);
  gtk_widget_hide (GTK_WIDGET (dialog));
  take_dialog (scene, "CulvertClientDialog", "options-again");
  gtk_widget_destroy (GTK_WIDGET (dialog));
  tear_down (scene);
}

static void
take_extremes (Scene *scene, int width)
{
  set_up (scene, 0, "OpenVPN 2.6.14 fake", width);
  take (scene, scene->window, "empty");
  tear_down (scene);

  set_up (scene, MANY, "OpenVPN 2.6.14 fake", width);
  culvert_await (
      gtk_tree_model_iter_n_children (gtk_tree_view_get_model (get_table (scene)), NULL) > 0);
  take (scene, scene->window, "many");
  tear_down (scene);
}

int
main (int argc, char **argv)
{
  Scene wide = { .size = "wide", .has_dialogs = TRUE };
  Scene narrow = { .size = "narrow" };
  Scene mirrored = { .size = "mirrored" };

  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);

  take_extremes (&wide, 900);
  take_few (&wide, 900);
  take_requests (&wide, 900);
  take_options (&wide, 900);
  take_few (&narrow, 360);
  take_requests (&narrow, 360);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  take_few (&mirrored, 900);
  take_requests (&mirrored, 900);

  return 0;
}
