/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* Goes through every window without a mouse, and without seeing it. */

#include "culvert-await.h"
#include "culvert-clients-walk.h"
#include "culvert-doctor-dialog.h"
#include "culvert-fake-services.h"
#include "culvert-import-dialog.h"
#include "culvert-import-stage.h"
#include "culvert-locked-settings.h"
#include "culvert-preferences-window.h"
#include "culvert-profile-editor.h"
#include "culvert-question-walk.h"
#include "culvert-test-certificate.h"
#include "culvert-ui-stage.h"
#include "culvert-walker.h"

#define UNIT "openvpn-client@office.service"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertUi *ui;
  CulvertWalker *walker; /* (owned) */
} Fixture;

/* Every type of window there is, and who goes through it. */
typedef struct
{
  const char *type_name;
  void (*walk) (Fixture *fixture, const char *type_name);
} Walk;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
  fixture->ui = culvert_ui_stage_get_ui (fixture->stage);
  fixture->walker = culvert_walker_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  const char *complaints = culvert_walker_get_complaints (fixture->walker);

  if (*complaints != '\0')
    {
      g_test_message ("%s", complaints);
      g_test_fail ();
    }
  culvert_walker_free (fixture->walker);
  g_assert_finalize_object (fixture->stage);
}

static GtkWidget *
find (GtkWindow *window, const char *id)
{
  GtkWidget *widget = culvert_ui_stage_find_widget (GTK_WIDGET (window), id);

  g_assert_nonnull (widget);

  return widget;
}

static GtkWindow *
walk (Fixture *fixture, const char *type_name, const char *what)
{
  GtkWindow *window = culvert_ui_stage_find_window (type_name);

  g_assert_nonnull (window);
  culvert_ui_stage_settle (window);
  culvert_walker_look (fixture->walker, window, what);
  culvert_walker_tab_around (fixture->walker, window, what);

  return window;
}

static void
walk_and_leave (Fixture *fixture, const char *type_name, const char *what)
{
  culvert_walker_leave (fixture->walker, walk (fixture, type_name, what), what);
}

/* A menu is open: what is in it has names and mnemonics of its own. */
static void
walk_menu (Fixture *fixture, GtkWindow *window, const char *button_id, const char *what)
{
  GtkWidget *bar = gtk_window_get_titlebar (window);
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (culvert_ui_stage_find_widget (bar, button_id));
  GtkPopover *popover;

  gtk_toggle_button_set_active (button, TRUE);
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  culvert_ui_stage_settle (window);
  culvert_walker_look_within (fixture->walker, GTK_WIDGET (popover), what);
  culvert_ui_stage_press (window, GDK_KEY_Escape, 0);
  culvert_await (!gtk_widget_get_visible (GTK_WIDGET (popover)));
}

static CulvertStagedSession *
add_failed (CulvertUiStage *stage, const char *name)
{
  CulvertStagedSession *staged = culvert_ui_stage_add (stage, name);

  culvert_staged_session_start (staged);
  culvert_fake_daemon_say (staged->daemon,
                           ">FATAL:Cannot ioctl TUNSETIFF tun0: Operation not permitted (errno=1)");
  culvert_fake_daemon_hang_up (staged->daemon);
  culvert_await (culvert_session_get_state (staged->session) == CULVERT_SESSION_FAILED);

  return staged;
}

static void
walk_pages (Fixture *fixture, CulvertSession *session, const char *state)
{
  GtkWindow *window = culvert_ui_stage_find_window ("CulvertMainWindow");
  GtkStack *stack = GTK_STACK (find (window, "page_stack"));
  g_autoptr (GList) pages = gtk_container_get_children (GTK_CONTAINER (stack));

  for (GList *page = pages; page != NULL; page = page->next)
    {
      g_autofree char *name = NULL;
      g_autofree char *what = NULL;

      if (!gtk_widget_get_visible (page->data))
        continue;
      gtk_container_child_get (GTK_CONTAINER (stack), page->data, "name", &name, NULL);
      what = g_strdup_printf ("%s %s", state, name);
      /* On the way through the list others have been chosen. */
      culvert_ui_present_session (fixture->ui, session, CULVERT_UI_PAGE_OVERVIEW, NULL);
      gtk_stack_set_visible_child (stack, page->data);
      walk (fixture, "CulvertMainWindow", what);
    }
}

static void
walk_main_window (Fixture *fixture, const char *type_name)
{
  CulvertStagedSession *office;
  CulvertStagedSession *home;
  CulvertStagedSession *branch;
  CulvertStagedSession *lab;
  GtkWindow *window;

  culvert_ui_present_window (fixture->ui, NULL);
  window = walk (fixture, type_name, "empty window");
  walk_menu (fixture, window, "add_button", "menu to add");
  walk_menu (fixture, window, "menu_button", "menu of the window");

  home = culvert_ui_stage_add (fixture->stage, "Home");
  walk_pages (fixture, home->session, "disconnected");
  office = culvert_ui_stage_add (fixture->stage, "Office");
  culvert_staged_session_connect (office);
  culvert_session_log_append (culvert_session_get_log (office->session), 1, 1, "Hello", 5);
  walk_pages (fixture, office->session, "connected");
  culvert_ui_present_session (fixture->ui, office->session, CULVERT_UI_PAGE_LOG, NULL);
  culvert_ui_stage_press (window, GDK_KEY_f, GDK_CONTROL_MASK);
  walk (fixture, type_name, "search in the log");
  branch = add_failed (fixture->stage, "Branch");
  walk_pages (fixture, branch->session, "failed");
  lab = culvert_ui_stage_add (fixture->stage, "Laboratory");
  culvert_staged_session_start (lab);
  culvert_staged_session_ask (lab);
  culvert_ui_present_session (fixture->ui, lab->session, CULVERT_UI_PAGE_OVERVIEW, NULL);
  walk (fixture, type_name, "asking");
  culvert_ui_stage_press (window, GDK_KEY_f, GDK_CONTROL_MASK);
  walk (fixture, type_name, "search for a connection");
}

static void
walk_preferences (Fixture *fixture, const char *type_name)
{
  g_autoptr (GSettings) settings = culvert_locked_settings_new ("start-at-login");
  g_autoptr (CulvertSessionList) sessions = culvert_session_list_new ();
  g_autoptr (CulvertStagedSession) office = culvert_staged_session_new ("Office");

  culvert_session_list_add (sessions, office->session);
  g_settings_set_string (settings, "connect-at-start", "chosen");
  gtk_window_present (GTK_WINDOW (culvert_preferences_window_new (settings, sessions)));
  walk (fixture, type_name, "preferences");
  gtk_button_clicked (
      GTK_BUTTON (find (culvert_ui_stage_find_window (type_name), "forget_button")));
  walk_and_leave (fixture, "CulvertMessageDialog", "forget all passwords");
  culvert_walker_leave (fixture->walker, culvert_ui_stage_find_window (type_name), "preferences");
}

static void
walk_support_bundle (Fixture *fixture, const char *type_name)
{
  culvert_ui_present_support_bundle (fixture->ui, NULL);
  walk (fixture, type_name, "support bundle, collecting");
  culvert_ui_stage_collect_support (fixture->stage, "== Versions ==\n\nCulvert 0.1.0\n");
  walk_and_leave (fixture, type_name, "support bundle");
}

static void
walk_shortcuts (Fixture *fixture, const char *type_name)
{
  culvert_ui_present_shortcuts (fixture->ui, NULL);
  walk_and_leave (fixture, type_name, "shortcuts");
}

static void
walk_about (Fixture *fixture, const char *type_name)
{
  culvert_ui_present_about_dialog (fixture->ui, NULL);
  walk_and_leave (fixture, type_name, "about");
}

static void
walk_attach (Fixture *fixture, const char *type_name)
{
  GtkWindow *window;

  culvert_ui_present_attach_dialog (fixture->ui, NULL);
  window = walk (fixture, type_name, "attach");
  gtk_entry_set_text (GTK_ENTRY (find (window, "address_entry")), "unix:/home/mallory/s");
  gtk_dialog_response (GTK_DIALOG (window), GTK_RESPONSE_OK);
  walk_and_leave (fixture, type_name, "attach, refused");
}

static void
walk_rename (Fixture *fixture, const char *type_name)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");
  const char *id = culvert_profile_get_id (culvert_session_get_profile (office->session));
  GtkWidget *window;

  culvert_ui_present_window (fixture->ui, NULL);
  window = GTK_WIDGET (culvert_ui_stage_find_window ("CulvertMainWindow"));
  g_action_group_activate_action (gtk_widget_get_action_group (window, "win"),
                                  "rename",
                                  g_variant_new_string (id));
  walk_and_leave (fixture, type_name, "rename");
}

static void
walk_server_message (Fixture *fixture, const char *type_name)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");

  culvert_ui_present_server_message (fixture->ui, office->session, "Maintenance", "At 22:00.");
  walk_and_leave (fixture, type_name, "message of the server");
}

static void
walk_messages (Fixture *fixture, const char *type_name)
{
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GAsyncResult) quit = NULL;

  culvert_ui_present_error (fixture->ui, "Not attached", "There is no such socket.");
  walk_and_leave (fixture, type_name, "error");
  culvert_ui_ask_keep_running_async (fixture->ui, culvert_await_on_ready, &asked);
  walk_and_leave (fixture, type_name, "keep running");
  culvert_ui_ask_quit_async (fixture->ui, 2, culvert_await_on_ready, &quit);
  walk_and_leave (fixture, type_name, "quit");
  culvert_await (asked != NULL && quit != NULL);
}

static void
walk_services (Fixture *fixture, const char *type_name)
{
  CulvertProfilesStage *profiles = culvert_ui_stage_get_profiles (fixture->stage);
  GActionGroup *actions;

  culvert_ui_present_window (fixture->ui, NULL);
  actions =
      gtk_widget_get_action_group (GTK_WIDGET (culvert_ui_stage_find_window ("CulvertMainWindow")),
                                   "profile");
  g_action_group_activate_action (actions, "add-service", NULL);
  walk_and_leave (fixture, type_name, "no services");
  culvert_profiles_stage_add_service (profiles, "branch", "unix:/run/branch", TRUE);
  culvert_profiles_stage_add_service (profiles, "warehouse", NULL, TRUE);
  g_action_group_activate_action (actions, "add-service", NULL);
  walk_and_leave (fixture, type_name, "services");
}

static void
walk_check (Fixture *fixture, const char *type_name, const char *address, const char *what)
{
  g_autoptr (CulvertServiceCheck) check = culvert_service_check_new (address);
  GtkWindow *window =
      GTK_WINDOW (culvert_doctor_dialog_new (check, "Office", UNIT, "unix:/run/openvpn/office"));
  GtkWidget *stack = find (window, "stack");
  GtkWidget *report = find (window, "report_page");

  gtk_window_present (window);
  culvert_await (gtk_stack_get_visible_child (GTK_STACK (stack)) == report);
  walk_and_leave (fixture, type_name, what);
}

static void
walk_doctor (Fixture *fixture, const char *type_name)
{
  g_autoptr (CulvertFakeServices) services = culvert_fake_services_new ();

  culvert_fake_services_add_unit (
      services,
      UNIT,
      g_variant_new_parsed ("{'Type': <'notify'>, 'TimeoutStartUSec': <uint64 90000000>,"
                            " 'ExecStart': <@a(sasbttttuii) [('/usr/sbin/openvpn',"
                            " ['/usr/sbin/openvpn', '--config', '/nowhere/office.conf'],"
                            " false, 0, 0, 0, 0, 0, 0, 0)]>}"));
  culvert_fake_services_own (services, "org.freedesktop.systemd1");
  walk_check (fixture,
              type_name,
              culvert_fake_services_get_address (services),
              "check of a service");
  walk_check (fixture, type_name, "unix:path=/nowhere/bus", "check without systemd");
}

static void
walk_import (Fixture *fixture, const char *type_name)
{
  static const char *const texts[] = {
    CULVERT_TEST_REMOTE "log /var/log/openvpn.log\n" CULVERT_TEST_KEY,
    CULVERT_TEST_REMOTE "verb \"3\n",
    CULVERT_TEST_REMOTE "script-security 2\nup /etc/openvpn/up.sh\n",
  };
  CulvertImportStage files;
  CulvertImportDialog *dialog = culvert_import_dialog_new (NULL);
  GtkWidget *stack = find (GTK_WINDOW (dialog), "stack");

  culvert_import_stage_set_up (&files);
  gtk_window_present (GTK_WINDOW (dialog));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_strdup_printf ("Office %zu.ovpn", i);
      g_autoptr (GFile) file = culvert_import_stage_write (&files, name, texts[i]);

      culvert_import_dialog_add_file (dialog, file);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *what = g_strdup_printf ("import %zu", i + 1);

      culvert_await (
          !g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "reading"));
      walk (fixture, type_name, what);
      if (i + 1 < G_N_ELEMENTS (texts))
        gtk_button_clicked (GTK_BUTTON (find (GTK_WINDOW (dialog), "skip_button")));
    }
  culvert_walker_leave (fixture->walker, GTK_WINDOW (dialog), "import");
  culvert_import_stage_tear_down (&files);
}

static void
walk_editor (Fixture *fixture, const char *type_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertConfigImport) import =
      culvert_import_stage_import (CULVERT_TEST_REMOTE CULVERT_TEST_KEY, &error);
  g_autofree char *before = NULL;
  GtkTextBuffer *buffer;
  GtkWindow *window;

  g_assert_no_error (error);
  window = GTK_WINDOW (
      culvert_profile_editor_new ("Office", culvert_config_import_get_text (import), &error));
  g_assert_no_error (error);
  gtk_window_present (window);
  walk (fixture, type_name, "editor");

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (window, "view")));
  g_object_get (buffer, "text", &before, NULL);
  gtk_text_buffer_set_text (buffer, "client\nverb \"3\n", -1);
  culvert_await (!gtk_widget_get_sensitive (find (window, "save_button")));
  walk (fixture, type_name, "editor with a mistake");
  gtk_dialog_response (GTK_DIALOG (window), GTK_RESPONSE_CANCEL);
  walk_and_leave (fixture, "CulvertMessageDialog", "discard the changes");
  gtk_text_buffer_set_text (buffer, before, -1);
  culvert_walker_leave (fixture->walker, window, "editor");
}

static void
walk_questions (Fixture *fixture, const char *type_name)
{
  culvert_question_walk (fixture->stage, fixture->walker);
}

static void
walk_admission_rules (Fixture *fixture, const char *type_name)
{
  culvert_clients_walk_rules (fixture->stage, fixture->walker);
}

static void
walk_client_details (Fixture *fixture, const char *type_name)
{
  culvert_clients_walk_details (fixture->stage, fixture->walker);
}

static void
walk_client_dialogs (Fixture *fixture, const char *type_name)
{
  culvert_clients_walk_dialogs (fixture->stage, fixture->walker);
}

static const Walk walks[] = {
  { "CulvertAdmissionRulesDialog", walk_admission_rules },
  { "CulvertAttachDialog", walk_attach },
  { "CulvertClientDetails", walk_client_details },
  { "CulvertClientDialog", walk_client_dialogs },
  { "CulvertDoctorDialog", walk_doctor },
  { "CulvertImportDialog", walk_import },
  { "CulvertMainWindow", walk_main_window },
  { "CulvertMessageDialog", walk_messages },
  { "CulvertPreferencesWindow", walk_preferences },
  { "CulvertProfileEditor", walk_editor },
  { "CulvertPromptDialog", walk_questions },
  { "CulvertRenameDialog", walk_rename },
  { "CulvertServerMessageDialog", walk_server_message },
  { "CulvertServiceDialog", walk_services },
  { "CulvertShortcutsWindow", walk_shortcuts },
  { "CulvertSupportBundleWindow", walk_support_bundle },
  { "GtkAboutDialog", walk_about },
};

static void
test_walk (Fixture *fixture, gconstpointer user_data)
{
  const Walk *this = user_data;

  this->walk (fixture, this->type_name);
}

static gboolean
is_walked (const char *type_name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    if (g_str_equal (walks[i].type_name, type_name))
      return TRUE;

  return FALSE;
}

/* Returns: how many types of windows there are in this file */
static guint
check_file (GRegex *pattern, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;
  guint n_types = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_regex_match (pattern, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *type_name = g_match_info_fetch (match, 1);

      n_types++;
      if (!is_walked (type_name))
        g_error ("nobody walks through %s", type_name);
    }

  return n_types;
}

/* A window that is added has to be added here too. */
static void
test_every_window_is_walked (void)
{
  static const char *const layers[] = { "dialogs", "windows" };
  g_autoptr (GRegex) pattern =
      g_regex_new ("G_DEFINE_[A-Z_]*TYPE[A-Z_]*\\s*\\(\\s*(\\w+),\\s*\\w+,\\s*"
                   "GTK_TYPE_(?:DIALOG|WINDOW|ASSISTANT|\\w+_DIALOG|(?!SCROLLED)\\w+_WINDOW)\\b",
                   0,
                   0,
                   NULL);
  guint n_types = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "src", layers[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      g_assert_nonnull (dir);
      while ((name = g_dir_read_name (dir)) != NULL)
        if (g_str_has_suffix (name, ".c"))
          {
            g_autofree char *path = g_build_filename (folder, name, NULL);

            n_types += check_file (pattern, path);
          }
    }
  /* All but the one that is GTK's own. */
  g_assert_cmpuint (n_types, ==, G_N_ELEMENTS (walks) - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/walk/every-window-is-walked", test_every_window_is_walked);
  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/walk/", walks[i].type_name, NULL);

      g_test_add (path, Fixture, &walks[i], set_up, test_walk, tear_down);
    }

  return g_test_run ();
}
