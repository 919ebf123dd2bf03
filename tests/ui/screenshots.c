/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Takes a picture of every face that Culvert has: screenshots FOLDER SUFFIX */

#include "culvert-await.h"
#include "culvert-ui-stage.h"

static const char *folder;
static const char *suffix;

static void
take (GtkWindow *window, const char *name)
{
  g_autofree char *file_name = g_strdup_printf ("%s-%s.png", name, suffix);
  g_autofree char *path = g_build_filename (folder, file_name, NULL);
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GError) error = NULL;
  GdkRectangle frame;

  culvert_ui_stage_settle (window);
  gdk_window_get_frame_extents (gtk_widget_get_window (GTK_WIDGET (window)), &frame);
  picture = gdk_pixbuf_get_from_window (gdk_get_default_root_window (),
                                        frame.x,
                                        frame.y,
                                        frame.width,
                                        frame.height);
  g_assert_nonnull (picture);
  gdk_pixbuf_save (picture, path, "png", &error, NULL);
  g_assert_no_error (error);
}

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
  take (window, name);

  view = culvert_ui_stage_find_widget (GTK_WIDGET (window), "view");
  gtk_tree_selection_select_path (gtk_tree_view_get_selection (GTK_TREE_VIEW (view)), path);
  take (window, line_name);
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
  take (window, name);
}

static void
take_rename (CulvertUiStage *stage)
{
  CulvertStagedSession *office = culvert_ui_stage_add (stage, "Office");
  const char *id = culvert_profile_get_id (culvert_session_get_profile (office->session));
  GtkWindow *dialog;

  culvert_ui_present_window (culvert_ui_stage_get_ui (stage), NULL);
  g_action_group_activate_action (
      gtk_widget_get_action_group (GTK_WIDGET (culvert_ui_stage_find_window ("CulvertMainWindow")),
                                   "win"),
      "rename",
      g_variant_new_string (id));
  dialog = culvert_ui_stage_find_window ("CulvertRenameDialog");
  take (dialog, "rename");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
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

      take (window, name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%s", scenes[i].name, size);

      culvert_ui_present_session (ui, scenes[i].staged->session, CULVERT_UI_PAGE_OVERVIEW, NULL);
      take (window, name);
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
  take (window, name);
}

static CulvertPrompt *
create_sign_in (CulvertPromptFlags flags)
{
  CulvertPrompt *prompt =
      culvert_prompt_new (CULVERT_PROMPT_SIGN_IN, flags, "id", "identity", "Office", "Auth");
  CulvertPromptField *password =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL);
  CulvertPromptField *username = culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL);

  culvert_prompt_take_field (prompt, username);
  culvert_prompt_take_field (prompt, password);

  return prompt;
}

static void
take_prompt (CulvertUiStage *stage, CulvertPrompt *prompt, const char *name)
{
  CulvertAnswerer *answerer = culvert_ui_get_answerer (culvert_ui_stage_get_ui (stage));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GtkWindow *dialog;

  culvert_answerer_answer_async (answerer, prompt, cancellable, culvert_await_on_ready, &result);
  dialog = culvert_ui_stage_find_window ("CulvertPromptDialog");
  take (dialog, name);
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
}

static void
take_prompts (CulvertUiStage *stage)
{
  g_autoptr (CulvertPrompt) plain =
      create_sign_in (CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_MAY_REMEMBER);
  g_autoptr (CulvertPrompt) refused =
      create_sign_in (CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_MAY_REMEMBER | CULVERT_PROMPT_RETRY);
  g_autoptr (CulvertPrompt) challenge =
      create_sign_in (CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_MAY_REMEMBER);
  g_autoptr (CulvertPrompt) pin =
      culvert_prompt_new (CULVERT_PROMPT_TOKEN_PIN,
                          CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_RETRY | CULVERT_PROMPT_LAST_TRY,
                          "id",
                          "identity",
                          "Office",
                          "Company Card 7");
  g_autoptr (CulvertPrompt) confirmation = culvert_prompt_new (CULVERT_PROMPT_CONFIRMATION,
                                                               CULVERT_PROMPT_EXPECTED,
                                                               "id",
                                                               "identity",
                                                               "Office",
                                                               "token-insertion-request");

  take_prompt (stage, plain, "prompt");

  culvert_prompt_set_failure (refused, "Your account is locked until 14:30. <b>Call 555-1234</b>.");
  culvert_prompt_field_set_suggestion (culvert_prompt_get_field (refused, 0), "w.jansen");
  take_prompt (stage, refused, "prompt-refused");

  culvert_prompt_take_field (challenge,
                             culvert_prompt_field_new (CULVERT_PROMPT_FIELD_RESPONSE,
                                                       CULVERT_PROMPT_FIELD_ONE_TIME,
                                                       "Enter the code from your token"));
  take_prompt (stage, challenge, "prompt-challenge");

  culvert_prompt_take_field (
      pin,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL));
  take_prompt (stage, pin, "prompt-pin");

  culvert_prompt_set_message (
      confirmation,
      "Please insert <b>Company Card 7</b> token. It is the grey card with the number on its back, "
      "not the white one that opens the doors; both fit into the reader.");
  take_prompt (stage, confirmation, "prompt-confirmation");
}

static CulvertPrompt *
create_server_prompt (CulvertPromptKind kind, const char *message, guint seconds)
{
  CulvertPrompt *prompt =
      culvert_prompt_new (kind, CULVERT_PROMPT_EXPECTED, "id", "identity", "Office", "Auth");

  culvert_prompt_set_message (prompt, message);
  culvert_prompt_set_deadline (prompt, g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC);

  return prompt;
}

static void
take_server_prompts (CulvertUiStage *stage)
{
  g_autoptr (CulvertPrompt) question =
      create_server_prompt (CULVERT_PROMPT_CHALLENGE,
                            "Please enter the code that was sent to +31 6 ·· ·· ·· 78.",
                            95);
  g_autoptr (CulvertPrompt) notice =
      create_server_prompt (CULVERT_PROMPT_CHALLENGE,
                            "Approve this sign-in on your telephone, then go on.",
                            300);
  g_autoptr (CulvertPrompt) web = create_server_prompt (
      CULVERT_PROMPT_WEB_SIGN_IN,
      "https://login.example.com/realms/staff/protocol/openid-connect/auth?client_id=vpn&"
      "response_type=code&state=p3Zb1p0Yl2dF6Jx0N5aV",
      180);
  g_autoptr (CulvertPrompt) refused =
      create_server_prompt (CULVERT_PROMPT_WEB_SIGN_IN,
                            "https://login.example.com@203.0.113.9/",
                            180);

  culvert_prompt_take_field (
      question,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_RESPONSE,
                                CULVERT_PROMPT_FIELD_ONE_TIME | CULVERT_PROMPT_FIELD_HIDDEN,
                                NULL));
  take_prompt (stage, question, "prompt-server-question");
  take_prompt (stage, notice, "prompt-server-notice");
  take_prompt (stage, web, "prompt-web-sign-in");
  take_prompt (stage, refused, "prompt-web-refused");
}

static void
take_attach (CulvertUiStage *stage)
{
  GtkWindow *dialog;
  GtkWidget *address;

  culvert_ui_present_attach_dialog (culvert_ui_stage_get_ui (stage), NULL);
  dialog = culvert_ui_stage_find_window ("CulvertAttachDialog");
  take (dialog, "attach");

  address = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "address_entry");
  gtk_entry_set_text (GTK_ENTRY (address), "unix:/home/mallory/office.sock");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  take (dialog, "attach-refused");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
}

static void
take_others (CulvertUiStage *stage)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (stage);
  g_autoptr (GAsyncResult) result = NULL;
  GtkWindow *dialog;

  culvert_ui_present_about_dialog (ui, NULL);
  dialog = culvert_ui_stage_find_window ("GtkAboutDialog");
  take (dialog, "about");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);

  culvert_ui_ask_keep_running_async (ui, culvert_await_on_ready, &result);
  dialog = culvert_ui_stage_find_window ("CulvertMessageDialog");
  take (dialog, "keep-running");
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
  take_prompts (stage);
  take_server_prompts (stage);
  take_attach (stage);
  take_others (stage);
  take_rename (stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    return 2;

  folder = argv[1];
  suffix = argv[2];
  g_mkdir_with_parents (folder, 0755);

  with_stage (take_empty, 900, "wide");
  with_stage (take_empty, 360, "narrow");
  with_stage (take_main_window, 900, "wide");
  with_stage (take_main_window, 360, "narrow");
  with_stage (take_dialogs, 0, NULL);

  return 0;
}
