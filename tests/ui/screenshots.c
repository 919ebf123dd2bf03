/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes a picture of every window that asks nothing: screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-camera.h"
#include "culvert-ui-stage.h"

static void
say_state (CulvertStagedSession *staged, const char *state, CulvertSessionState expected)
{
  g_autofree char *line = g_strdup_printf (">STATE:%" G_GINT64_FORMAT ",%s",
                                           g_get_real_time () / G_USEC_PER_SEC - 8073,
                                           state);

  culvert_fake_daemon_say (staged->daemon, line);
  culvert_await (culvert_session_get_state (staged->session) == expected);
}

static void
fill_log (CulvertSession *session)
{
  static const struct
  {
    guint flags;
    const char *text;
  } lines[] = {
    { 1, "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [PKCS11]" },
    { 8,
      "WARNING: this configuration may cache passwords in memory -- use the auth-nocache "
      "option to prevent this" },
    { 1, "TCP/UDP: Preserving recently used remote address: [AF_INET]203.0.113.5:1194" },
    { 1, "UDPv4 link remote: [AF_INET]203.0.113.5:1194" },
    { 1, "TLS: Initial packet from [AF_INET]203.0.113.5:1194, sid=2bd9a8ff 6d1a8b05" },
    { 1, "VERIFY OK: depth=1, CN=Example Root CA" },
    { 1, "VERIFY OK: depth=0, CN=vpn.example.org" },
    { 4,
      "TLS Error: TLS key negotiation failed to occur within 60 seconds (check your network "
      "connectivity)" },
    { 1, "Data Channel: cipher 'AES-256-GCM', peer-id: 0" },
    { 1, "Initialization Sequence Completed" },
  };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < 60; i++)
    {
      gsize kind = i % G_N_ELEMENTS (lines);

      culvert_session_log_append (culvert_session_get_log (session),
                                  now - 60 + i,
                                  lines[kind].flags,
                                  lines[kind].text,
                                  strlen (lines[kind].text));
    }
}

static CulvertStagedSession *
add_connected (CulvertUiStage *stage, const char *name)
{
  CulvertStagedSession *staged = culvert_ui_stage_add (stage, name);

  culvert_staged_session_start (staged);
  say_state (staged,
             "CONNECTED,SUCCESS,10.8.0.6,203.0.113.5,1194,192.0.2.77,48012,fd00:8::1004",
             CULVERT_SESSION_CONNECTED);
  culvert_fake_daemon_say (staged->daemon, ">BYTECOUNT:104857600,5242880");
  culvert_fake_daemon_say (staged->daemon, ">BYTECOUNT:106057600,5292880");
  fill_log (staged->session);

  return staged;
}

static void
take_log (CulvertUiStage *stage, CulvertSession *session, const char *size)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (stage);
  GtkWindow *window = culvert_ui_stage_find_window ("CulvertMainWindow");
  g_autofree char *name = g_strdup_printf ("log-%s", size);
  g_autofree char *line_name = g_strdup_printf ("log-line-%s", size);
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_from_indices (47, -1);
  GtkWidget *view;

  culvert_ui_present_session (ui, session, CULVERT_UI_PAGE_LOG, NULL);
  culvert_camera_take (window, name);

  view = culvert_ui_stage_find_widget (
      culvert_ui_stage_find_widget (GTK_WIDGET (window), "CulvertLogPage"),
      "view");
  gtk_tree_selection_select_path (gtk_tree_view_get_selection (GTK_TREE_VIEW (view)), path);
  culvert_camera_take (window, line_name);
}

static void
take_row_menu (CulvertUiStage *stage, const char *size)
{
  GtkWindow *window = culvert_ui_stage_find_window ("CulvertMainWindow");
  GtkWidget *list = culvert_ui_stage_find_widget (GTK_WIDGET (window), "GtkListBox");
  GtkWidget *back = culvert_ui_stage_find_widget (GTK_WIDGET (window), "back_button");
  g_autofree char *name = g_strdup_printf ("menu-%s", size);
  gboolean is_handled;

  if (gtk_widget_get_mapped (back))
    gtk_button_clicked (GTK_BUTTON (back));
  culvert_ui_stage_settle (window);
  g_signal_emit_by_name (list, "popup-menu", &is_handled);
  culvert_camera_take (window, name);
}

static void
take_main_window (CulvertUiStage *stage, int width, const char *size)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (stage);
  CulvertStagedSession *office = add_connected (stage, "Office");
  CulvertStagedSession *home = culvert_ui_stage_add (stage, "Home");
  CulvertStagedSession *lab = culvert_ui_stage_add (stage, "Laboratory");
  CulvertStagedSession *customer = culvert_ui_stage_add (stage, "Customer in Rotterdam");
  CulvertStagedSession *branch = culvert_ui_stage_add (stage, "Branch office");
  const struct
  {
    CulvertStagedSession *staged;
    const char *name;
  } scenes[] = {
    { office, "connected" },      { home, "disconnected" }, { lab, "asking" },
    { customer, "reconnecting" }, { branch, "failed" },
  };
  GtkWindow *window;

  culvert_staged_session_start (lab);
  culvert_staged_session_ask (lab);
  culvert_staged_session_connect (customer);
  say_state (customer, "RECONNECTING,tls-error,,,,,", CULVERT_SESSION_RECONNECTING);
  say_state (customer, "AUTH,,,,,,", CULVERT_SESSION_RECONNECTING);
  culvert_staged_session_start (branch);
  culvert_fake_daemon_say (branch->daemon,
                           ">FATAL:Cannot ioctl TUNSETIFF tun0: Operation not permitted (errno=1)");
  culvert_fake_daemon_hang_up (branch->daemon);
  culvert_await (culvert_session_get_state (branch->session) == CULVERT_SESSION_FAILED);

  culvert_ui_present_window (ui, NULL);
  window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (window);
  gtk_window_resize (window, width, 600);

  if (width < 500)
    {
      g_autofree char *name = g_strdup_printf ("list-%s", size);

      culvert_camera_take (window, name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%s", scenes[i].name, size);

      culvert_ui_present_session (ui, scenes[i].staged->session, CULVERT_UI_PAGE_OVERVIEW, NULL);
      culvert_camera_take (window, name);
    }

  take_log (stage, office->session, size);
  take_row_menu (stage, size);
}

static void
take_empty (CulvertUiStage *stage, int width, const char *size)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (stage);
  g_autofree char *name = g_strdup_printf ("empty-%s", size);
  GtkWindow *window;

  culvert_ui_present_window (ui, NULL);
  window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (window);
  gtk_window_resize (window, width, 600);
  culvert_camera_take (window, name);
}

static void
take_others (CulvertUiStage *stage)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (stage);
  g_autoptr (GAsyncResult) result = NULL;
  GtkWindow *dialog;

  culvert_ui_present_about_dialog (ui, NULL);
  dialog = culvert_ui_stage_find_window ("GtkAboutDialog");
  culvert_camera_take (dialog, "about");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);

  culvert_ui_ask_keep_running_async (ui, culvert_await_on_ready, &result);
  dialog = culvert_ui_stage_find_window ("CulvertMessageDialog");
  culvert_camera_take (dialog, "keep-running");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_YES);
  culvert_await (result != NULL);
  culvert_ui_ask_keep_running_finish (ui, result);
}

static void
with_stage (void (*act) (CulvertUiStage *stage, int width, const char *size),
            int width,
            const char *size)
{
  CulvertUiStage *stage = culvert_ui_stage_new ();

  act (stage, width, size);
  g_assert_finalize_object (stage);
}

static void
take_dialogs (CulvertUiStage *stage, int width, const char *size)
{
  take_others (stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  culvert_camera_set_up (argv[1], argv[2]);

  with_stage (take_empty, 900, "wide");
  with_stage (take_empty, 360, "narrow");
  with_stage (take_main_window, 900, "wide");
  with_stage (take_main_window, 360, "narrow");
  with_stage (take_dialogs, 0, NULL);

  return 0;
}
