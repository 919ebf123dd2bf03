/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes pictures of the log of a connection: log-screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-mgmt-event.h"
#include "culvert-ui-stage.h"

#include <string.h>

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertStagedSession *office;
  GtkWindow *window;
} Scene;

static void
append (CulvertSessionLog *log, guint n)
{
  static const struct
  {
    guint flags;
    const char *text;
  } lines[] = {
    { CULVERT_MGMT_LOG_INFO,
      "TCP/UDP: Preserving recently used remote address: [AF_INET]203.0.113.5:1194" },
    { CULVERT_MGMT_LOG_INFO, "UDPv4 link local: (not bound)" },
    { CULVERT_MGMT_LOG_INFO, "TLS: Initial packet from [AF_INET]203.0.113.5:1194" },
    { CULVERT_MGMT_LOG_WARNING,
      "WARNING: No server certificate verification method has been enabled." },
    { CULVERT_MGMT_LOG_INFO, "VERIFY OK: depth=0, CN=vpn.example.com, <b>not bold</b>" },
    { CULVERT_MGMT_LOG_NONFATAL,
      "TLS Error: TLS key negotiation failed to occur within 60 seconds" },
  };

  for (guint i = 0; i < n; i++)
    culvert_session_log_append (log,
                                1700000000 + i / 3,
                                lines[i % G_N_ELEMENTS (lines)].flags,
                                lines[i % G_N_ELEMENTS (lines)].text,
                                strlen (lines[i % G_N_ELEMENTS (lines)].text));
}

static GtkWidget *
find (Scene *scene, const char *id)
{
  GtkWidget *page = culvert_ui_stage_find_widget (GTK_WIDGET (scene->window), "CulvertLogPage");

  return culvert_ui_stage_find_widget (page, id);
}

static void
set_up (Scene *scene, int width, int height)
{
  scene->stage = culvert_ui_stage_new ();
  scene->office = culvert_ui_stage_add (scene->stage, "Office");
  append (culvert_session_get_log (scene->office->session), 101000);
  culvert_ui_present_session (culvert_ui_stage_get_ui (scene->stage),
                              scene->office->session,
                              CULVERT_UI_PAGE_LOG,
                              NULL);
  scene->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (scene->window);
  gtk_window_resize (scene->window, width, height);
}

static void
look_for (Scene *scene, const char *words)
{
  GtkWidget *bar = find (scene, "search_bar");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (scene, "search_button")), TRUE);
  gtk_entry_set_text (GTK_ENTRY (culvert_ui_stage_find_widget (bar, "entry")), words);
  culvert_await (strstr (gtk_label_get_text (GTK_LABEL (find (scene, "count_label"))), " of ") !=
                 NULL);
  gtk_button_clicked (GTK_BUTTON (find (scene, "previous_button")));
}

static void
take_page (const char *name, int width, int height)
{
  Scene scene;
  g_autofree char *following = g_strconcat ("log-", name, "-following", NULL);
  g_autofree char *search = g_strconcat ("log-", name, "-search", NULL);
  g_autofree char *more = g_strconcat ("log-", name, "-more", NULL);
  g_autofree char *errors = g_strconcat ("log-", name, "-errors", NULL);

  set_up (&scene, width, height);
  culvert_camera_take (scene.window, following);
  look_for (&scene, "tls");
  culvert_camera_take (scene.window, search);
  gtk_combo_box_set_active (GTK_COMBO_BOX (find (&scene, "level_combo")), 2);
  culvert_camera_take (scene.window, errors);
  g_assert_true (culvert_session_set_verbosity (scene.office->session, 5));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (&scene, "log_menu_button")), TRUE);
  culvert_camera_take (scene.window, more);
  g_assert_finalize_object (scene.stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);

  take_page ("wide", 900, 600);
  take_page ("narrow", 360, 600);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  take_page ("mirrored", 900, 600);

  return 0;
}
