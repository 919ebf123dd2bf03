/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-ui-stage.h"

typedef struct
{
  CulvertUiStage *stage; /* (owned) */
  CulvertUi *ui;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
  fixture->ui = culvert_ui_stage_get_ui (fixture->stage);
}

static void
open_window (Fixture *fixture)
{
  culvert_ui_present_window (fixture->ui, NULL);
  fixture->window = culvert_ui_stage_find_window ("CulvertMainWindow");
  culvert_ui_stage_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->stage);
}

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  return culvert_ui_stage_find_widget (GTK_WIDGET (fixture->window), id);
}

static const char *
get_page (Fixture *fixture, const char *stack)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find (fixture, stack)));
}

static const char *
get_text (Fixture *fixture, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find (fixture, id)));
}

static char *
dup_call (const char *action, CulvertStagedSession *staged)
{
  return g_strdup_printf ("%s(%s)",
                          action,
                          culvert_profile_get_id (culvert_session_get_profile (staged->session)));
}

static void
test_empty_offers_to_attach (Fixture *fixture, gconstpointer unused)
{
  open_window (fixture);
  g_assert_cmpstr (get_page (fixture, "content_stack"), ==, "empty");

  culvert_ui_stage_add (fixture->stage, "Office");
  g_assert_cmpstr (get_page (fixture, "content_stack"), ==, "connections");
}

static void
test_first_connection_is_chosen (Fixture *fixture, gconstpointer unused)
{
  culvert_ui_stage_add (fixture->stage, "Office");
  culvert_ui_stage_add (fixture->stage, "Home");
  open_window (fixture);

  g_assert_cmpstr (gtk_window_get_title (fixture->window), ==, "Home — Culvert");
}

static void
test_pages_are_made_when_there_is_something_to_show (Fixture *fixture, gconstpointer unused)
{
  static const char *const pages[] = { "CulvertOverviewPage",
                                       "CulvertLogPage",
                                       "CulvertConsolePage" };

  open_window (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    g_assert_null (find (fixture, pages[i]));

  culvert_ui_stage_add (fixture->stage, "Office");
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    culvert_await (find (fixture, pages[i]) != NULL);
  g_assert_null (find (fixture, "CulvertClientsPage"));
}

static void
test_overview_follows_the_session (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");
  GtkWidget *overview;

  open_window (fixture);
  overview = find (fixture, "CulvertOverviewPage");
  g_assert_cmpstr (get_text (fixture, "state_label"), ==, "Disconnected");

  culvert_staged_session_connect (office);
  culvert_await (g_str_equal (get_text (fixture, "state_label"), "Connected"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (culvert_ui_stage_find_widget (
                       culvert_ui_stage_find_widget (overview, "ipv4_fact"),
                       "value_label"))),
                   ==,
                   "10.8.0.6");
}

static void
test_button_does_the_next_step (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");
  g_autofree char *connect_call = dup_call ("connect", office);

  open_window (fixture);
  gtk_button_clicked (GTK_BUTTON (find (fixture, "step_button")));
  g_assert_cmpstr (culvert_ui_stage_get_activated (fixture->stage), ==, connect_call);
}

static void
test_removed_connection_leaves_another (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *home = culvert_ui_stage_add (fixture->stage, "Home");

  culvert_ui_stage_add (fixture->stage, "Office");
  open_window (fixture);
  g_assert_cmpstr (gtk_window_get_title (fixture->window), ==, "Home — Culvert");

  culvert_ui_stage_remove (fixture->stage, home);
  g_assert_cmpstr (gtk_window_get_title (fixture->window), ==, "Office — Culvert");
}

static void
test_renamed_connection_is_shown (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");

  open_window (fixture);
  culvert_profile_set_name (culvert_session_get_profile (office->session), "Main office");
  culvert_await (g_str_equal (get_text (fixture, "name_label"), "Main office"));
  g_assert_cmpstr (gtk_window_get_title (fixture->window), ==, "Main office — Culvert");
}

static void
test_narrow_window_folds (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");
  GtkWidget *list;
  GtkWidget *pages;

  open_window (fixture);
  list = find (fixture, "list");
  pages = find (fixture, "page_stack");
  g_assert_true (gtk_widget_get_mapped (list) && gtk_widget_get_mapped (pages));

  gtk_window_resize (fixture->window, 400, 600);
  culvert_await (!gtk_widget_get_mapped (pages));
  gtk_window_resize (fixture->window, 360, 600);
  culvert_await (gtk_widget_get_allocated_width (list) <= 360);

  culvert_ui_present_session (fixture->ui, office->session, CULVERT_UI_PAGE_OVERVIEW, NULL);
  culvert_await (gtk_widget_get_mapped (pages));
  g_assert_false (gtk_widget_get_mapped (list));

  gtk_button_clicked (GTK_BUTTON (find (fixture, "back_button")));
  culvert_await (gtk_widget_get_mapped (list));
}

/* Whether it was empty when it opened, or not. */
static void
test_narrow_window_stays_narrow (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.culvertvpn.Culvert");
  int width;

  g_settings_set_int (settings, "window-width", 360);
  open_window (fixture);
  culvert_ui_stage_add (fixture->stage, "Office");
  culvert_ui_stage_settle (fixture->window);
  gtk_window_get_size (fixture->window, &width, NULL);
  g_assert_cmpint (width, ==, 360);

  culvert_ui_hide_window (fixture->ui);
  culvert_ui_present_window (fixture->ui, NULL);
  culvert_ui_stage_settle (fixture->window);
  gtk_window_get_size (fixture->window, &width, NULL);
  g_assert_cmpint (width, ==, 360);
  g_settings_reset (settings, "window-width");
}

static void
test_typing_searches (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *list;
  GtkListBoxRow *first;

  culvert_ui_stage_add (fixture->stage, "Office");
  culvert_ui_stage_add (fixture->stage, "Home");
  open_window (fixture);

  list = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->window), "GtkListBox");
  culvert_ui_stage_press (fixture->window, GDK_KEY_o, 0);
  culvert_ui_stage_press (fixture->window, GDK_KEY_f, 0);
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0);
  culvert_await (!gtk_widget_get_visible (GTK_WIDGET (first)));
}

static void
test_keys (Fixture *fixture, gconstpointer unused)
{
  culvert_ui_stage_add (fixture->stage, "Office");
  open_window (fixture);

  culvert_ui_stage_press (fixture->window, GDK_KEY_l, GDK_CONTROL_MASK);
  g_assert_cmpstr (get_page (fixture, "page_stack"), ==, "log");

  culvert_ui_stage_press (fixture->window, GDK_KEY_q, GDK_CONTROL_MASK);
  g_assert_cmpstr (culvert_ui_stage_get_activated (fixture->stage), ==, "quit()");

  culvert_ui_stage_press (fixture->window, GDK_KEY_w, GDK_CONTROL_MASK);
  culvert_await (!culvert_ui_has_visible_window (fixture->ui));
  g_assert_cmpstr (culvert_ui_stage_get_asked (fixture->stage), ==, "window-closed");
}

static void
test_a_window_is_a_look (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");

  g_assert_false (culvert_fake_daemon_has_heard (office->daemon, "bytecount 1"));
  open_window (fixture);
  culvert_await (culvert_fake_daemon_has_heard (office->daemon, "bytecount 1"));

  culvert_fake_daemon_forget (office->daemon);
  culvert_ui_hide_window (fixture->ui);
  culvert_await (culvert_fake_daemon_has_heard (office->daemon, "bytecount 60"));
  g_assert_false (culvert_fake_daemon_has_heard (office->daemon, "bytecount 1"));

  culvert_ui_present_window (fixture->ui, NULL);
  culvert_await (culvert_fake_daemon_has_heard (office->daemon, "bytecount 1"));
}

static void
test_hidden_window_comes_back (Fixture *fixture, gconstpointer unused)
{
  open_window (fixture);
  culvert_await (culvert_ui_has_active_window (fixture->ui));

  culvert_ui_hide_window (fixture->ui);
  g_assert_false (culvert_ui_has_visible_window (fixture->ui));

  culvert_ui_present_window (fixture->ui, NULL);
  g_assert_true (culvert_ui_has_visible_window (fixture->ui));
}

static void
test_attach_dialog_tells_what_is_wrong (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *dialog;
  GtkWidget *address;
  GtkWidget *button;
  GtkWidget *failure;
  GtkWidget *reason;

  culvert_ui_present_attach_dialog (fixture->ui, NULL);
  dialog = culvert_ui_stage_find_window ("CulvertAttachDialog");
  address = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "address_entry");
  button = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "attach_button");
  failure = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "failure_box");
  reason = culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "failure_label");

  gtk_entry_set_text (GTK_ENTRY (address), "tcp:example.org:7505");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_entry_set_text (GTK_ENTRY (address), "tcp:127.0.0.1:70000");
  g_assert_false (gtk_widget_get_sensitive (button));

  gtk_entry_set_text (GTK_ENTRY (address), "unix:/home/mallory/s");
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_button_clicked (GTK_BUTTON (button));
  g_assert_true (gtk_widget_get_visible (failure));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (reason)), "The folder of this "));

  gtk_entry_set_text (GTK_ENTRY (address), " tcp:127.0.0.1:7505 ");
  g_assert_false (gtk_widget_get_visible (failure));
  gtk_button_clicked (GTK_BUTTON (button));
  g_assert_null (culvert_ui_stage_find_window ("CulvertAttachDialog"));
  g_assert_cmpstr (culvert_ui_stage_get_asked (fixture->stage), ==, "attach  tcp:127.0.0.1:7505");
}

static void
on_named (GtkWidget *widget, gpointer user_data)
{
  gboolean needs_name =
      GTK_IS_ENTRY (widget) ||
      (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL);
  const char *name = atk_object_get_name (gtk_widget_get_accessible (widget));

  if (needs_name && gtk_widget_get_visible (widget) && (name == NULL || *name == '\0'))
    g_error ("the %s “%s” has no accessible name",
             G_OBJECT_TYPE_NAME (widget),
             gtk_buildable_get_name (GTK_BUILDABLE (widget)));

  if (GTK_IS_CONTAINER (widget))
    gtk_container_foreach (GTK_CONTAINER (widget), on_named, NULL);
}

static void
test_everything_has_a_name (Fixture *fixture, gconstpointer unused)
{
  culvert_ui_stage_add (fixture->stage, "Office");
  open_window (fixture);
  on_named (GTK_WIDGET (fixture->window), NULL);

  culvert_ui_present_attach_dialog (fixture->ui, NULL);
  on_named (GTK_WIDGET (culvert_ui_stage_find_window ("CulvertAttachDialog")), NULL);
}

/* The server's pause runs down, and its words are shown as its words. */
static void
test_overview_tells_of_a_busy_server (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");

  open_window (fixture);
  culvert_staged_session_start (office);
  culvert_fake_daemon_say (
      office->daemon,
      ">PASSWORD:Verification Failed: 'Auth' ['TEMP[backoff 70,advance no]: <b>later</b>']\n"
      ">STATE:1,RECONNECTING,auth-temp-failure (server temporary reject),,,,,");
  culvert_await (
      g_str_equal (get_text (fixture, "reason_label"), "The server is busy, next try in 1 min."));
  g_assert_cmpstr (get_text (fixture, "message_caption"), ==, "In the words of the server:");
  g_assert_cmpstr (get_text (fixture, "message_label"), ==, "<b>later</b>");

  culvert_fake_daemon_say (
      office->daemon,
      ">PASSWORD:Verification Failed: 'Auth' ['TEMP[backoff 3,advance no]: soon']\n"
      ">STATE:2,RECONNECTING,auth-temp-failure (server temporary reject),,,,,");
  culvert_await (
      g_str_equal (get_text (fixture, "reason_label"), "The server is busy, next try in 3 s."));
  culvert_await (
      g_str_equal (get_text (fixture, "reason_label"), "The server is busy, next try in 1 s."));
}

static void
say_stage (CulvertStagedSession *staged, const char *line, CulvertSessionStage stage)
{
  culvert_fake_daemon_say (staged->daemon, line);
  culvert_await (culvert_session_get_stage (staged->session) == stage);
}

static gboolean
is_expanded (Fixture *fixture)
{
  return gtk_expander_get_expanded (GTK_EXPANDER (find (fixture, "expander")));
}

/* Unfolded on the way and where it stops, and one line when it is up. */
static void
test_stages_are_shown (Fixture *fixture, gconstpointer unused)
{
  CulvertStagedSession *office = culvert_ui_stage_add (fixture->stage, "Office");

  open_window (fixture);
  g_assert_false (gtk_widget_get_visible (find (fixture, "stage_box")));
  culvert_staged_session_start (office);
  say_stage (office, ">STATE:1,WAIT,,,,,,", CULVERT_STAGE_HANDSHAKE);
  say_stage (office, ">STATE:1,AUTH,,,,,,", CULVERT_STAGE_SIGN_IN);
  culvert_await (g_str_equal (get_text (fixture, "summary_label"), "Step 2 of 6: Signing in"));
  g_assert_true (is_expanded (fixture));

  say_stage (office, ">STATE:1,RECONNECTING,auth-failure,,,,,", CULVERT_STAGE_NONE);
  culvert_await (
      g_str_equal (get_text (fixture, "summary_label"), "Stopped at step 2 of 6: Signing in"));

  say_stage (office, ">STATE:1,AUTH,,,,,,", CULVERT_STAGE_SIGN_IN);
  say_stage (office, ">STATE:1,CONNECTED,SUCCESS,10.8.0.6,,,,", CULVERT_STAGE_UP);
  culvert_await (g_str_has_prefix (get_text (fixture, "summary_label"), "Connected in "));
  g_assert_false (is_expanded (fixture));

  /* Whoever unfolds it wants it to stay so. */
  gtk_expander_set_expanded (GTK_EXPANDER (find (fixture, "expander")), TRUE);
  culvert_fake_daemon_say (office->daemon, ">BYTECOUNT:1,2");
  culvert_await (culvert_session_get_traffic (office->session)->total_in > 0);
  culvert_ui_stage_settle (fixture->window);
  g_assert_true (is_expanded (fixture));
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/main-window/empty-offers-to-attach", test_empty_offers_to_attach);
  add ("/ui/main-window/first-connection-is-chosen", test_first_connection_is_chosen);
  add ("/ui/main-window/pages-are-made-when-there-is-something-to-show",
       test_pages_are_made_when_there_is_something_to_show);
  add ("/ui/main-window/overview-follows-the-session", test_overview_follows_the_session);
  add ("/ui/main-window/overview-tells-of-a-busy-server", test_overview_tells_of_a_busy_server);
  add ("/ui/main-window/stages-are-shown", test_stages_are_shown);
  add ("/ui/main-window/button-does-the-next-step", test_button_does_the_next_step);
  add ("/ui/main-window/removed-connection-leaves-another", test_removed_connection_leaves_another);
  add ("/ui/main-window/renamed-connection-is-shown", test_renamed_connection_is_shown);
  add ("/ui/main-window/narrow-window-folds", test_narrow_window_folds);
  add ("/ui/main-window/narrow-window-stays-narrow", test_narrow_window_stays_narrow);
  add ("/ui/main-window/typing-searches", test_typing_searches);
  add ("/ui/main-window/keys", test_keys);
  add ("/ui/main-window/a-window-is-a-look", test_a_window_is_a_look);
  add ("/ui/main-window/hidden-window-comes-back", test_hidden_window_comes_back);
  add ("/ui/main-window/attach-dialog-tells-what-is-wrong", test_attach_dialog_tells_what_is_wrong);
  add ("/ui/main-window/everything-has-a-name", test_everything_has_a_name);

  return g_test_run ();
}
