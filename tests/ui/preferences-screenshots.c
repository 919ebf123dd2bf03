/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes a picture of the preferences, the shortcuts, the support bundle and the credits:
 * preferences-screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-locked-settings.h"
#include "culvert-preferences-window.h"
#include "culvert-ui-stage.h"

#define NARROW 360

static const char bundle[] =
    "== Versions ==\n\nCulvert 0.1.0\nGLib 2.74.6\nGTK 3.24.38\nDebian GNU/Linux 12 (bookworm)\n\n"
    "== OpenVPN ==\n\nOpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] "
    "[PKCS11] [MH/PKTINFO] [AEAD] [DCO]\n\n"
    "== Routes ==\n\ndefault via 192.168.1.1 dev eth0\n10.8.0.0/24 dev tun0\n\n"
    "== Connection “Office” ==\n\nKind: imported\nState: connected\nReason: none\n\n"
    "== Its profile ==\n\nclient\nremote vpn.example.com 1194 udp\n<key>\n(left out)\n</key>\n";

static void
take (GtkWindow *window, const char *name)
{
  g_autofree char *narrow_name = g_strconcat (name, "-narrow", NULL);
  int width, height;

  culvert_camera_take (window, name);
  gtk_window_get_size (window, &width, &height);
  gtk_window_resize (window, NARROW, height);
  culvert_camera_take (window, narrow_name);
  gtk_window_resize (window, width, height);
  culvert_ui_stage_settle (window);
}

static void
scroll_down (GtkWindow *window)
{
  GtkWidget *scrolled = culvert_ui_stage_find_widget (GTK_WIDGET (window), "GtkScrolledWindow");
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
take_preferences (void)
{
  g_autoptr (GSettings) settings = culvert_locked_settings_new ("start-at-login");
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  CulvertStagedSession *office = culvert_staged_session_new ("Office");
  CulvertStagedSession *library = culvert_staged_session_new ("University library, Utrecht");
  const char *ids[] = { NULL, NULL };
  GtkWindow *window;

  ids[0] = culvert_profile_get_id (culvert_session_get_profile (office->session));
  culvert_session_list_add (sessions, office->session);
  culvert_session_list_add (sessions, library->session);
  g_settings_set_string (settings, "connect-at-start", "chosen");
  g_settings_set_strv (settings, "chosen-connections", ids);
  window = GTK_WINDOW (culvert_preferences_window_new (settings, sessions));
  gtk_window_present (window);
  take (window, "preferences");
  scroll_down (window);
  take (window, "preferences-end");
  gtk_button_clicked (
      GTK_BUTTON (culvert_ui_stage_find_widget (GTK_WIDGET (window), "forget_button")));
  culvert_camera_take (culvert_ui_stage_find_window ("CulvertMessageDialog"), "preferences-forget");
  gtk_widget_destroy (GTK_WIDGET (window));
  culvert_session_list_remove (sessions, office->session);
  culvert_session_list_remove (sessions, library->session);
  culvert_staged_session_free (office);
  culvert_staged_session_free (library);
}

static void
take_bundle (CulvertUiStage *stage)
{
  GtkWindow *window;

  culvert_ui_present_support_bundle (culvert_ui_stage_get_ui (stage), NULL);
  window = culvert_ui_stage_find_window ("CulvertSupportBundleWindow");
  culvert_camera_take (window, "support-bundle-collecting");
  culvert_ui_stage_collect_support (stage, bundle);
  take (window, "support-bundle");
  gtk_widget_destroy (GTK_WIDGET (window));
}

int
main (int argc, char **argv)
{
  CulvertUiStage *stage;
  CulvertUi *ui;

  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);
  stage = culvert_ui_stage_new ();
  ui = culvert_ui_stage_get_ui (stage);
  take_preferences ();
  take_bundle (stage);
  culvert_ui_present_shortcuts (ui, NULL);
  take (culvert_ui_stage_find_window ("CulvertShortcutsWindow"), "shortcuts");
  culvert_ui_ask_quit_async (ui, 2, NULL, NULL);
  culvert_camera_take (culvert_ui_stage_find_window ("CulvertMessageDialog"), "quit-question");
  gtk_dialog_response (GTK_DIALOG (culvert_ui_stage_find_window ("CulvertMessageDialog")),
                       GTK_RESPONSE_CANCEL);
  culvert_ui_present_about_dialog (ui, NULL);
  culvert_camera_take (culvert_ui_stage_find_window ("GtkAboutDialog"), "about");
  g_assert_finalize_object (stage);

  return 0;
}
