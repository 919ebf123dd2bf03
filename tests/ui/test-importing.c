/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-idle-launcher.h"
#include "culvert-import-stage.h"
#include "culvert-ui-stage.h"

#define IDENTITY "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertImportStage files;
  CulvertProfilesStage *profiles; /* (unowned): the stage's */
  CulvertUi *ui;                  /* (unowned): the stage's */
  CulvertIdleLauncher *launcher;  /* (owned) */
  CulvertSession *office;         /* (owned): imported, and not running */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertProfile) profile = culvert_profile_new_imported (NULL, "Office", IDENTITY);

  fixture->stage = culvert_ui_stage_new ();
  fixture->profiles = culvert_ui_stage_get_profiles (fixture->stage);
  fixture->ui = culvert_ui_stage_get_ui (fixture->stage);
  fixture->launcher = culvert_idle_launcher_new ();
  fixture->office = culvert_session_new (profile,
                                         CULVERT_LAUNCHER (fixture->launcher),
                                         culvert_ui_get_answerer (fixture->ui));
  culvert_session_attach (fixture->office);
  culvert_await (culvert_session_is_settled (fixture->office));
  culvert_profiles_stage_set_session (fixture->profiles, fixture->office);
  culvert_import_stage_set_up (&fixture->files);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  culvert_import_stage_tear_down (&fixture->files);
  culvert_session_detach (fixture->office);
  g_assert_finalize_object (fixture->stage);
  g_clear_object (&fixture->office);
  g_clear_object (&fixture->launcher);
}

static GtkWidget *
open_window (Fixture *fixture)
{
  GtkWindow *window;

  culvert_ui_present_window (fixture->ui, NULL);
  window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (window);

  return GTK_WIDGET (window);
}

static void
do_with_office (Fixture *fixture, GtkWidget *window, const char *group, const char *action)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (fixture->office));

  g_action_group_activate_action (gtk_widget_get_action_group (window, group),
                                  action,
                                  g_variant_new_string (id));
}

static void
give_uris (GtkClipboard *clipboard, GtkSelectionData *data, guint info, gpointer user_data)
{
  char *uris[] = { user_data, NULL };

  gtk_selection_data_set_uris (data, uris);
}

/* As a file manager would; what is dropped has the form of what is copied. */
static void
drop (GtkWidget *window, GFile *file)
{
  GtkWidget *target = culvert_ui_stage_find_widget (window, "content_stack");
  GtkClipboard *clipboard = gtk_clipboard_get (GDK_SELECTION_PRIMARY);
  char type[] = "text/uri-list";
  const GtkTargetEntry entry = { type, 0, 0 };
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GtkSelectionData) data = NULL;

  gtk_clipboard_set_with_data (clipboard, &entry, 1, give_uris, NULL, uri);
  data = gtk_clipboard_wait_for_contents (clipboard, gdk_atom_intern (type, FALSE));
  g_signal_emit_by_name (target, "drag-data-received", NULL, 0, 0, data, 0, 0);
  gtk_clipboard_clear (clipboard);
}

static GtkWidget *
find (const char *window, const char *id)
{
  return culvert_ui_stage_find_widget (GTK_WIDGET (culvert_ui_stage_find_window (window)), id);
}

static void
click (const char *window, const char *id)
{
  GtkWidget *button = find (window, id);

  culvert_await (gtk_widget_get_sensitive (button) && gtk_widget_get_visible (button));
  gtk_button_clicked (GTK_BUTTON (button));
}

static const char *
get_text (GtkWidget *window, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (window, id)));
}

static void
test_empty_list_offers_an_import (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);
  GtkWidget *button = culvert_ui_stage_find_widget (window, "import_button");

  g_assert_true (gtk_widget_get_mapped (button));
  gtk_button_clicked (GTK_BUTTON (button));
  culvert_await (culvert_ui_stage_find_window ("GtkFileChooserDialog") != NULL);
}

static void
test_dropped_file_is_shown_and_imported (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);
  g_autoptr (GFile) file =
      culvert_import_stage_write (&fixture->files, "Office.ovpn", CULVERT_TEST_REMOTE);

  drop (window, file);
  culvert_await (culvert_ui_stage_find_window ("CulvertImportDialog") != NULL);
  click ("CulvertImportDialog", "import_button");
  g_assert_cmpstr (culvert_profiles_stage_get_asked (fixture->profiles), ==, "import(Office)");
  culvert_ui_stage_add_session (fixture->stage, fixture->office);
  culvert_await (g_str_equal (gtk_window_get_title (GTK_WINDOW (window)), "Office — Culvert"));
  g_assert_null (culvert_ui_stage_find_window ("CulvertImportDialog"));
}

static void
test_failed_import_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file =
      culvert_import_stage_write (&fixture->files, "Office.ovpn", CULVERT_TEST_REMOTE);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_ptr_array_add (files, file);
  culvert_profiles_stage_set_session (fixture->profiles, NULL);
  culvert_ui_present_import (fixture->ui, files, NULL);
  click ("CulvertImportDialog", "import_button");
  culvert_await (culvert_ui_stage_find_window ("CulvertMessageDialog") != NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find ("CulvertMessageDialog", "text_label"))),
                   ==,
                   "The disk is full.");
  gtk_dialog_response (GTK_DIALOG (culvert_ui_stage_find_window ("CulvertMessageDialog")),
                       GTK_RESPONSE_CLOSE);
}

static void
test_removed_connection_is_offered_back (Fixture *fixture, gconstpointer unused)
{
  const char *id = culvert_profile_get_id (culvert_session_get_profile (fixture->office));
  g_autofree char *calls = g_strdup_printf ("remove(%s) restore(%s)", id, id);
  GtkWidget *window = open_window (fixture);
  GtkWidget *bar;

  culvert_ui_stage_add_session (fixture->stage, fixture->office);
  do_with_office (fixture, window, "win", "remove");
  bar = culvert_ui_stage_find_widget (window, "CulvertNoteBar");
  g_assert_cmpstr (get_text (bar, "label"), ==, "“Office” was removed.");
  gtk_button_clicked (GTK_BUTTON (culvert_ui_stage_find_widget (bar, "button")));
  g_assert_cmpstr (culvert_ui_stage_get_activated (fixture->stage), ==, calls);
  culvert_await (culvert_ui_stage_find_widget (window, "CulvertNoteBar") == NULL);
}

static void
test_passwords_are_forgotten (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);

  culvert_ui_stage_add_session (fixture->stage, fixture->office);
  do_with_office (fixture, window, "win", "forget-passwords");
  g_assert_true (culvert_profile_get_must_forget (culvert_session_get_profile (fixture->office)));
  g_assert_nonnull (culvert_ui_stage_find_widget (window, "CulvertNoteBar"));
}

static void
test_edited_profile_is_kept (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);
  GtkTextBuffer *buffer;
  GtkTextIter end;

  culvert_profiles_stage_set_text (fixture->profiles, CULVERT_TEST_REMOTE);
  culvert_ui_stage_add_session (fixture->stage, fixture->office);
  do_with_office (fixture, window, "profile", "edit");
  culvert_await (culvert_ui_stage_find_window ("CulvertProfileEditor") != NULL);
  do_with_office (fixture, window, "profile", "edit");
  g_assert_cmpuint (culvert_ui_stage_count_windows ("CulvertProfileEditor"), ==, 1);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find ("CulvertProfileEditor", "view")));
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, "verb 3\n", -1);
  click ("CulvertProfileEditor", "save_button");
  g_assert_cmpstr (culvert_profiles_stage_get_asked (fixture->profiles), ==, "replace(Office)");
}

static void
test_certificates_are_on_the_overview (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *cert = culvert_import_stage_make_block ("cert", "CN=w.jansen", 12);
  g_autofree char *renewed = culvert_import_stage_make_block ("cert", "CN=w.jansen", 400);
  g_autofree char *text = g_strconcat (CULVERT_TEST_REMOTE, cert, CULVERT_TEST_KEY, NULL);
  g_autofree char *later = g_strconcat (CULVERT_TEST_REMOTE, renewed, CULVERT_TEST_KEY, NULL);
  GtkWidget *window = open_window (fixture);
  GtkWidget *panel;

  culvert_profiles_stage_set_text (fixture->profiles, text);
  culvert_ui_stage_add_session (fixture->stage, fixture->office);
  panel = culvert_ui_stage_find_widget (window, "certificates_panel");
  culvert_await (gtk_widget_get_visible (panel));
  g_assert_cmpstr (get_text (panel, "title_label"), ==, "Your certificate: w.jansen");
  g_assert_cmpstr (get_text (panel, "text_label"), ==, "Expires in 12 days");
  g_assert_true (gtk_widget_get_visible (culvert_ui_stage_find_widget (panel, "icon")));

  culvert_profiles_stage_set_text (fixture->profiles, later);
  culvert_ui_profiles_text_changed (CULVERT_UI_PROFILES (fixture->profiles), fixture->office);
  culvert_await (g_str_has_prefix (get_text (panel, "text_label"), "Valid until"));
  g_assert_false (gtk_widget_get_visible (culvert_ui_stage_find_widget (panel, "icon")));
}

static void
test_start_can_be_cancelled (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);
  GtkWidget *step;

  culvert_ui_stage_add_session (fixture->stage, fixture->office);
  culvert_session_set_wanted (fixture->office, CULVERT_WANTED_CONNECTED);
  culvert_await (culvert_idle_launcher_is_starting (fixture->launcher));
  culvert_await (g_str_equal (get_text (window, "stage_label"), "Starting OpenVPN…"));
  step = culvert_ui_stage_find_widget (window, "step_button");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (step)), ==, "_Cancel");

  culvert_session_set_wanted (fixture->office, CULVERT_WANTED_DISCONNECTED);
  culvert_await (culvert_session_get_state (fixture->office) == CULVERT_SESSION_DISCONNECTED);
  culvert_await (!gtk_widget_get_visible (culvert_ui_stage_find_widget (window, "stage_box")));
}

static void
test_refused_start_has_a_command (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);
  g_autofree char *command = culvert_session_dup_command (fixture->office);
  GtkClipboard *clipboard = gtk_clipboard_get (GDK_SELECTION_CLIPBOARD);
  g_autofree char *copied = NULL;
  GtkWidget *box;
  GtkWidget *step;

  culvert_ui_stage_add_session (fixture->stage, fixture->office);
  box = culvert_ui_stage_find_widget (window, "command_box");
  step = culvert_ui_stage_find_widget (window, "step_button");
  culvert_session_set_wanted (fixture->office, CULVERT_WANTED_CONNECTED);
  culvert_await (culvert_idle_launcher_is_starting (fixture->launcher));
  g_assert_false (gtk_widget_get_visible (box));
  culvert_idle_launcher_refuse (fixture->launcher);
  culvert_await (gtk_widget_get_visible (box));
  g_assert_cmpstr (get_text (box, "command_label"), ==, command);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (step)), ==, "_Try again");

  gtk_button_clicked (GTK_BUTTON (culvert_ui_stage_find_widget (box, "GtkButton")));
  copied = gtk_clipboard_wait_for_text (clipboard);
  g_assert_cmpstr (copied, ==, command);
}

static void
open_services (GtkWidget *window)
{
  g_action_group_activate_action (gtk_widget_get_action_group (window, "profile"),
                                  "add-service",
                                  NULL);
}

static const char *
get_services_page (void)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find ("CulvertServiceDialog", "stack")));
}

static void
test_services_can_be_absent (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);

  open_services (window);
  culvert_await (g_str_equal (get_services_page (), "failed"));
  click ("CulvertServiceDialog", "close_button");
  g_assert_null (culvert_ui_stage_find_window ("CulvertServiceDialog"));

  culvert_profiles_stage_add_service (fixture->profiles, NULL, NULL, FALSE);
  open_services (window);
  culvert_await (g_str_equal (get_services_page (), "none"));
}

static void
test_service_is_added (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);

  culvert_profiles_stage_add_service (fixture->profiles, "office", "unix:/run/office", TRUE);
  open_services (window);
  culvert_await (g_str_equal (get_services_page (), "services"));
  click ("CulvertServiceDialog", "add_button");
  g_assert_cmpstr (culvert_profiles_stage_get_asked (fixture->profiles),
                   ==,
                   "add(openvpn-client@office.service)");
  g_assert_null (culvert_ui_stage_find_window ("CulvertServiceDialog"));
}

static void
test_service_without_control_is_explained (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = open_window (fixture);

  culvert_profiles_stage_add_service (fixture->profiles, "office", NULL, FALSE);
  open_services (window);
  culvert_await (g_str_equal (get_services_page (), "services"));
  g_assert_false (gtk_widget_get_visible (find ("CulvertServiceDialog", "add_button")));
  click ("CulvertServiceDialog", "check_button");
  g_assert_nonnull (culvert_ui_stage_find_window ("CulvertDoctorDialog"));
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/importing/empty-list-offers-an-import", test_empty_list_offers_an_import);
  add ("/ui/importing/dropped-file-is-shown-and-imported", test_dropped_file_is_shown_and_imported);
  add ("/ui/importing/failed-import-is-told", test_failed_import_is_told);
  add ("/ui/importing/removed-connection-is-offered-back", test_removed_connection_is_offered_back);
  add ("/ui/importing/passwords-are-forgotten", test_passwords_are_forgotten);
  add ("/ui/importing/edited-profile-is-kept", test_edited_profile_is_kept);
  add ("/ui/importing/certificates-are-on-the-overview", test_certificates_are_on_the_overview);
  add ("/ui/importing/start-can-be-cancelled", test_start_can_be_cancelled);
  add ("/ui/importing/refused-start-has-a-command", test_refused_start_has_a_command);
  add ("/ui/importing/services-can-be-absent", test_services_can_be_absent);
  add ("/ui/importing/service-is-added", test_service_is_added);
  add ("/ui/importing/service-without-control-is-explained",
       test_service_without_control_is_explained);

  return g_test_run ();
}
