/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-console-page.h"
#include "culvert-log-view.h"
#include "culvert-ui-stage.h"

#include <gdk/gdkkeysyms.h>
#include <string.h>

#define HELP                                                                                       \
  "Commands:\n"                                                                                    \
  "hold [on|off|release]  : Set/show hold flag to on/off state, or\n"                              \
  "                         release current hold and start tunnel.\n"                              \
  "pid                    : Show process ID of the current OpenVPN process.\n"                     \
  "state [on|off] [N|all] : Like log, but show state history.\n"                                   \
  "status [n]             : Show <b>current</b> daemon status info using format #n.\n"             \
  "END"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertStagedSession *office;
  GtkWindow *window;
  GtkWidget *page;
  GtkEntry *entry;
} Fixture;

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  return culvert_ui_stage_find_widget (fixture->page, id);
}

static const char *
get_text (Fixture *fixture, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find (fixture, id)));
}

static gboolean
is_asked (Fixture *fixture)
{
  return gtk_widget_get_mapped (find (fixture, "notice_bar"));
}

static void
press (Fixture *fixture, guint key)
{
  culvert_ui_stage_press (fixture->window, key, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->stage = culvert_ui_stage_new ();
  fixture->office = culvert_ui_stage_add (fixture->stage, "Office");
  culvert_fake_daemon_answer (fixture->office->daemon, "help", HELP);
  culvert_ui_present_session (culvert_ui_stage_get_ui (fixture->stage),
                              fixture->office->session,
                              CULVERT_UI_PAGE_OVERVIEW,
                              NULL);
  fixture->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (fixture->window);
  culvert_ui_stage_press (fixture->window, GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  fixture->page = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->window), "CulvertConsolePage");
  culvert_await (gtk_widget_get_mapped (fixture->page));
  fixture->entry = GTK_ENTRY (find (fixture, "GtkEntry"));
  culvert_await (culvert_fake_daemon_has_heard (fixture->office->daemon, "help"));
  culvert_await (culvert_session_help_get_n (culvert_session_console_get_help (
                     culvert_session_get_console (fixture->office->session))) > 0);
  culvert_ui_stage_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->stage);
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_entry_set_text (fixture->entry, text);
  gtk_editable_set_position (GTK_EDITABLE (fixture->entry), -1);
}

static void
enter (Fixture *fixture, const char *text)
{
  type (fixture, text);
  press (fixture, GDK_KEY_Return);
}

static gboolean
has_heard (Fixture *fixture, const char *command)
{
  return culvert_fake_daemon_has_heard (fixture->office->daemon, command);
}

/* Whether a line of the console is this. */
static gboolean
has_line (Fixture *fixture, const char *text)
{
  CulvertSessionLog *log =
      culvert_session_console_get_log (culvert_session_get_console (fixture->office->session));
  CulvertSessionLogLine line;

  for (guint64 number = culvert_session_log_get_first (log);
       culvert_session_log_get_line (log, number, &line);
       number++)
    {
      if (strcmp (line.text, text) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
test_shortcut_leads_to_the_entry (Fixture *fixture, gconstpointer data)
{
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (fixture->entry)));
}

static void
test_command_is_sent (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "status 3");
  culvert_await (has_heard (fixture, "status 3"));
  culvert_await (has_line (fixture, "→ status 3") && has_line (fixture, "← OpenVPN STATISTICS") &&
                 has_line (fixture, "← END"));
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "");
  g_assert_false (is_asked (fixture));

  /* Whoever used the button goes on in the entry, since the button has nothing to do now. */
  type (fixture, "pid");
  gtk_widget_grab_focus (find (fixture, "send_button"));
  gtk_button_clicked (GTK_BUTTON (find (fixture, "send_button")));
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (fixture->entry)));
  culvert_await (gtk_widget_get_mapped (find (fixture, "CulvertLogView")));
  culvert_await (culvert_log_view_get_n_rows (CULVERT_LOG_VIEW (find (fixture, "CulvertLogView"))) >
                 3);
}

static void
test_tab_completes (Fixture *fixture, gconstpointer data)
{
  type (fixture, "st");
  press (fixture, GDK_KEY_Tab);
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "stat");
  g_assert_cmpstr (get_text (fixture, "hint_label"), ==, "state   status");

  type (fixture, "statu");
  press (fixture, GDK_KEY_Tab);
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "status ");
  g_assert_cmpstr (get_text (fixture, "hint_label"),
                   ==,
                   "status [n] — Show <b>current</b> daemon status info using format #n.");

  /* It is no trap: with nothing to complete, the key goes on. */
  press (fixture, GDK_KEY_Tab);
  g_assert_false (gtk_widget_is_focus (GTK_WIDGET (fixture->entry)));
}

static void
test_history_comes_back (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "pid");
  enter (fixture, "load-stats");
  press (fixture, GDK_KEY_Up);
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "load-stats");
  press (fixture, GDK_KEY_Up);
  press (fixture, GDK_KEY_Up);
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "pid");
  press (fixture, GDK_KEY_Down);
  press (fixture, GDK_KEY_Down);
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "");
}

static void
test_secret_is_masked_and_not_kept (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "password \"Auth\" \"Hunter2\"");
  g_assert_true (is_asked (fixture));
  gtk_button_clicked (GTK_BUTTON (find (fixture, "anyway_button")));
  culvert_await (has_heard (fixture, "password \"Auth\" \"Hunter2\""));
  culvert_await (has_line (fixture, "→ password \"Auth\" ***"));
  press (fixture, GDK_KEY_Up);
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "");
}

static void
test_danger_is_asked_about (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "signal SIGTERM");
  g_assert_true (is_asked (fixture));
  g_assert_true (gtk_widget_is_focus (find (fixture, "cancel_button")));
  g_assert_cmpstr (get_text (fixture, "notice_label"),
                   ==,
                   "This may interrupt or end the connection.");

  press (fixture, GDK_KEY_Escape);
  g_assert_false (gtk_widget_get_visible (find (fixture, "notice_bar")));
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (fixture->entry)));
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "signal SIGTERM");
  culvert_await_quiet ();
  g_assert_false (has_heard (fixture, "signal SIGTERM"));

  press (fixture, GDK_KEY_Return);
  gtk_button_clicked (GTK_BUTTON (find (fixture, "anyway_button")));
  culvert_await (has_heard (fixture, "signal SIGTERM"));
}

/* What is asked about is what is sent, whatever is typed while the question stands. */
static void
test_question_is_about_one_line (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "signal SIGUSR1");
  type (fixture, "signal SIGTERM");
  gtk_button_clicked (GTK_BUTTON (find (fixture, "anyway_button")));
  culvert_await (has_heard (fixture, "signal SIGUSR1"));
  culvert_await_quiet ();
  g_assert_false (has_heard (fixture, "signal SIGTERM"));
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "signal SIGTERM");
  press (fixture, GDK_KEY_Up);
  g_assert_cmpstr (gtk_entry_get_text (fixture->entry), ==, "signal SIGUSR1");
}

static void
test_refusal_says_why (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "pkcs11-id-count");
  g_assert_true (is_asked (fixture));
  g_assert_true (g_str_has_prefix (get_text (fixture, "notice_label"), "Not sent: "));
  g_assert_false (gtk_widget_get_visible (find (fixture, "anyway_button")));
  culvert_await_quiet ();
  g_assert_false (has_heard (fixture, "pkcs11-id-count"));

  /* The next command is a new beginning. */
  enter (fixture, "pid");
  g_assert_false (gtk_widget_get_visible (find (fixture, "notice_bar")));
}

static void
test_without_daemon_nothing_is_typed (Fixture *fixture, gconstpointer data)
{
  culvert_fake_daemon_hang_up (fixture->office->daemon);
  culvert_await (!culvert_session_is_attached (fixture->office->session));
  culvert_await (!gtk_widget_get_visible (find (fixture, "entry")));
  g_assert_true (g_str_has_prefix (get_text (fixture, "access_label"), "OpenVPN is out of reach."));
}

/* It goes on beside other pages, and ends with the window. */
static void
test_looks_on_until_the_window_goes (Fixture *fixture, gconstpointer data)
{
  culvert_ui_stage_press (fixture->window, GDK_KEY_l, GDK_CONTROL_MASK);
  culvert_fake_daemon_say (fixture->office->daemon, ">INFO:beside");
  culvert_await (has_line (fixture, "← >INFO:beside"));

  gtk_widget_hide (GTK_WIDGET (fixture->window));
  culvert_fake_daemon_say (fixture->office->daemon, ">INFO:alone\n>ECHO:1,alone");
  culvert_await_quiet ();
  g_assert_false (has_line (fixture, "← >INFO:alone"));
}

static void
test_recording (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("culvert-XXXXXX", NULL);
  g_autoptr (GFile) file = g_file_new_build_filename (folder, "office.txt", NULL);
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autofree char *text = NULL;

  culvert_console_page_record (CULVERT_CONSOLE_PAGE (fixture->page), file);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (find (fixture, "record_button"))),
                   ==,
                   "Stop _recording");
  enter (fixture, "pid");
  culvert_await (strstr (get_text (fixture, "record_label"), "2 lines") != NULL);
  gtk_button_clicked (GTK_BUTTON (find (fixture, "record_button")));
  culvert_await (!gtk_widget_get_visible (find (fixture, "record_label")));

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, " > pid\n"));
  g_assert_nonnull (strstr (text, " < SUCCESS: pid=4711\n"));
  g_assert_false (is_asked (fixture));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_true (g_file_delete (parent, NULL, NULL));
}

static void
test_recording_that_fails_says_why (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/office.txt");

  culvert_console_page_record (CULVERT_CONSOLE_PAGE (fixture->page), file);
  culvert_await (is_asked (fixture));
  g_assert_true (g_str_has_prefix (get_text (fixture, "notice_label"),
                                   "The recording into “office.txt” has ended: "));
  g_assert_false (gtk_widget_get_visible (find (fixture, "record_label")));
}

static void
test_nothing_is_asked_for_a_page_that_nobody_sees (Fixture *fixture, gconstpointer data)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (fixture->stage);
  CulvertStagedSession *home = culvert_ui_stage_add (fixture->stage, "Home");

  culvert_ui_present_session (ui, fixture->office->session, CULVERT_UI_PAGE_OVERVIEW, NULL);
  culvert_await (!gtk_widget_get_mapped (fixture->page));
  culvert_staged_session_connect (home);
  culvert_ui_present_session (ui, home->session, CULVERT_UI_PAGE_OVERVIEW, NULL);
  culvert_ui_stage_settle (fixture->window);
  g_assert_false (culvert_fake_daemon_has_heard (home->daemon, "help"));

  culvert_ui_stage_press (fixture->window, GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  culvert_await (culvert_fake_daemon_has_heard (home->daemon, "help"));
}

static void
add (const char *path, void (*run) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/console-page/shortcut-leads-to-the-entry", test_shortcut_leads_to_the_entry);
  add ("/ui/console-page/nothing-is-asked-for-a-page-that-nobody-sees",
       test_nothing_is_asked_for_a_page_that_nobody_sees);
  add ("/ui/console-page/command-is-sent", test_command_is_sent);
  add ("/ui/console-page/tab-completes", test_tab_completes);
  add ("/ui/console-page/history-comes-back", test_history_comes_back);
  add ("/ui/console-page/secret-is-masked-and-not-kept", test_secret_is_masked_and_not_kept);
  add ("/ui/console-page/danger-is-asked-about", test_danger_is_asked_about);
  add ("/ui/console-page/question-is-about-one-line", test_question_is_about_one_line);
  add ("/ui/console-page/refusal-says-why", test_refusal_says_why);
  add ("/ui/console-page/without-daemon-nothing-is-typed", test_without_daemon_nothing_is_typed);
  add ("/ui/console-page/looks-on-until-the-window-goes", test_looks_on_until_the_window_goes);
  add ("/ui/console-page/recording", test_recording);
  add ("/ui/console-page/recording-that-fails-says-why", test_recording_that_fails_says_why);

  return g_test_run ();
}
