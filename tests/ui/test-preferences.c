/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-locked-settings.h"
#include "culvert-preferences-window.h"
#include "culvert-ui-stage.h"

typedef struct
{
  CulvertUiStage *stage;         /* (owned) */
  CulvertSessionList *sessions;  /* (owned) */
  CulvertStagedSession *office;  /* (owned) */
  CulvertStagedSession *library; /* (owned) */
  GSettings *settings;           /* (owned) */
  GtkWindow *window;
} Fixture;

static void
open_window (Fixture *fixture, const char *locked_key)
{
  fixture->settings = culvert_locked_settings_new (locked_key);
  fixture->window =
      GTK_WINDOW (culvert_preferences_window_new (fixture->settings, fixture->sessions));
  gtk_window_present (fixture->window);
  culvert_ui_stage_settle (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
  fixture->sessions = culvert_session_list_new ();
  fixture->office = culvert_staged_session_new ("Office");
  fixture->library = culvert_staged_session_new ("Library");
  culvert_session_list_add (fixture->sessions, fixture->office->session);
  culvert_session_list_add (fixture->sessions, fixture->library->session);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->window != NULL)
    gtk_widget_destroy (GTK_WIDGET (fixture->window));
  g_clear_object (&fixture->settings);
  g_assert_finalize_object (fixture->sessions);
  culvert_staged_session_free (fixture->office);
  culvert_staged_session_free (fixture->library);
  g_assert_finalize_object (fixture->stage);
}

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  return culvert_ui_stage_find_widget (GTK_WIDGET (fixture->window), id);
}

static const char *
get_id (CulvertStagedSession *staged)
{
  return culvert_profile_get_id (culvert_session_get_profile (staged->session));
}

static void
test_switches_are_settings (Fixture *fixture, gconstpointer unused)
{
  static const char *const rows[][2] = {
    { "login_switch", "start-at-login" },
    { "network_switch", "reconnect-by-itself" },
    { "quit_switch", "ask-before-quitting" },
  };

  open_window (fixture, "none");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkSwitch *control = GTK_SWITCH (find (fixture, rows[i][0]));
      gboolean was_on = g_settings_get_boolean (fixture->settings, rows[i][1]);

      g_assert_cmpint (gtk_switch_get_active (control), ==, was_on);
      gtk_switch_set_active (control, !was_on);
      g_assert_cmpint (g_settings_get_boolean (fixture->settings, rows[i][1]), ==, !was_on);
      g_settings_set_boolean (fixture->settings, rows[i][1], was_on);
      g_assert_cmpint (gtk_switch_get_active (control), ==, was_on);
    }
}

/* Every choice of the setting has its words. */
static void
test_choices_are_settings (Fixture *fixture, gconstpointer unused)
{
  static const char *const rows[][3] = {
    { "start_combo", "connect-at-start", "none last chosen" },
    { "icon_combo", "panel-icon", "symbolic coloured" },
    { "click_combo", "left-click", "window menu" },
    { "notifications_combo", "notifications", "all problems none" },
  };

  open_window (fixture, "none");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkComboBox *control = GTK_COMBO_BOX (find (fixture, rows[i][0]));
      g_auto (GStrv) choices = g_strsplit (rows[i][2], " ", -1);

      for (int j = (int) g_strv_length (choices) - 1; j >= 0; j--)
        {
          g_autofree char *value = NULL;

          g_assert_true (gtk_combo_box_set_active_id (control, choices[j]));
          value = g_settings_get_string (fixture->settings, rows[i][1]);
          g_assert_cmpstr (value, ==, choices[j]);
        }
    }
}

static gboolean
is_greyed (Fixture *fixture, const char *row_id, const char *control_id)
{
  GtkWidget *row = find (fixture, row_id);
  GtkWidget *lock = culvert_ui_stage_find_widget (row, "lock_label");
  gboolean is_sensitive = gtk_widget_get_sensitive (find (fixture, control_id));

  g_assert_cmpint (gtk_widget_get_visible (lock), ==, !is_sensitive);

  return !is_sensitive;
}

/* Each of them, and no other with it. */
static void
test_locked (Fixture *fixture, gconstpointer unused)
{
  static const char *const rows[][3] = {
    { "start-at-login", "login_row", "login_switch" },
    { "connect-at-start", "start_row", "start_combo" },
    { "reconnect-by-itself", "network_row", "network_switch" },
    { "ask-before-quitting", "quit_row", "quit_switch" },
    { "log-level", "log_row", "log_spin" },
    { "panel-icon", "icon_row", "icon_combo" },
    { "left-click", "click_row", "click_combo" },
    { "notifications", "notifications_row", "notifications_combo" },
  };

  for (gsize locked = 0; locked < G_N_ELEMENTS (rows); locked++)
    {
      open_window (fixture, rows[locked][0]);
      for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
        g_assert_cmpint (is_greyed (fixture, rows[i][1], rows[i][2]), ==, i == locked);
      gtk_widget_destroy (GTK_WIDGET (g_steal_pointer (&fixture->window)));
      g_clear_object (&fixture->settings);
    }
}

static void
test_log_level (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;
  g_autoptr (GVariant) too_much = g_variant_ref_sink (g_variant_new_int32 (8));
  GtkSpinButton *spin;

  open_window (fixture, "none");
  spin = GTK_SPIN_BUTTON (find (fixture, "log_spin"));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (spin), ==, 0);
  gtk_spin_button_set_value (spin, 4);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "log-level"), ==, 4);
  g_settings_set_int (fixture->settings, "log-level", 7);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (spin), ==, 7);

  /* More than a daemon bears cannot be set here, nor anywhere. */
  gtk_spin_button_set_value (spin, 8);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "log-level"), ==, 7);
  g_object_get (fixture->settings, "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, "log-level");
  g_assert_false (g_settings_schema_key_range_check (key, too_much));
}

static void
test_locked_choice (Fixture *fixture, gconstpointer unused)
{
  open_window (fixture, "chosen-connections");

  g_assert_false (gtk_widget_get_sensitive (find (fixture, "chosen_box")));
  g_assert_true (gtk_widget_get_visible (find (fixture, "chosen_lock_label")));
  g_assert_false (is_greyed (fixture, "start_row", "start_combo"));
}

static gboolean
shows_choice (Fixture *fixture)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (find (fixture, "chosen_revealer")));
}

static void
test_choice_is_shown_where_it_counts (Fixture *fixture, gconstpointer unused)
{
  open_window (fixture, "none");
  g_assert_false (shows_choice (fixture));

  g_settings_set_string (fixture->settings, "connect-at-start", "chosen");
  g_assert_true (shows_choice (fixture));
  g_settings_set_string (fixture->settings, "connect-at-start", "last");
  g_assert_false (shows_choice (fixture));
}

static GtkToggleButton *
get_check (Fixture *fixture, const char *name)
{
  g_autoptr (GList) checks =
      gtk_container_get_children (GTK_CONTAINER (find (fixture, "chosen_box")));

  for (GList *check = checks; check != NULL; check = check->next)
    if (g_str_equal (gtk_button_get_label (check->data), name))
      return check->data;

  g_assert_not_reached ();
}

static void
assert_chosen (Fixture *fixture, const char *expected)
{
  g_auto (GStrv) ids = g_settings_get_strv (fixture->settings, "chosen-connections");
  g_autofree char *chosen = g_strjoinv (" ", ids);

  g_assert_cmpstr (chosen, ==, expected);
}

static void
test_choosing (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *both =
      g_strdup_printf ("%s %s", get_id (fixture->library), get_id (fixture->office));

  open_window (fixture, "none");
  gtk_toggle_button_set_active (get_check (fixture, "Office"), TRUE);
  assert_chosen (fixture, get_id (fixture->office));
  gtk_toggle_button_set_active (get_check (fixture, "Library"), TRUE);
  assert_chosen (fixture, both);
  gtk_toggle_button_set_active (get_check (fixture, "Office"), FALSE);
  assert_chosen (fixture, get_id (fixture->library));
}

static void
test_chosen_elsewhere (Fixture *fixture, gconstpointer unused)
{
  const char *ids[] = { get_id (fixture->office), NULL };

  open_window (fixture, "none");
  g_settings_set_strv (fixture->settings, "chosen-connections", ids);

  g_assert_true (gtk_toggle_button_get_active (get_check (fixture, "Office")));
  g_assert_false (gtk_toggle_button_get_active (get_check (fixture, "Library")));
  assert_chosen (fixture, ids[0]);
}

static void
test_no_connections (Fixture *fixture, gconstpointer unused)
{
  open_window (fixture, "none");
  g_assert_false (gtk_widget_get_visible (find (fixture, "no_connections_label")));

  culvert_session_list_remove (fixture->sessions, fixture->office->session);
  culvert_session_list_remove (fixture->sessions, fixture->library->session);
  g_assert_true (gtk_widget_get_visible (find (fixture, "no_connections_label")));
}

static gboolean
must_forget (CulvertStagedSession *staged)
{
  return culvert_profile_get_must_forget (culvert_session_get_profile (staged->session));
}

static void
ask_to_forget (Fixture *fixture, int response)
{
  GtkWindow *question;

  open_window (fixture, "none");
  gtk_button_clicked (GTK_BUTTON (find (fixture, "forget_button")));
  question = culvert_ui_stage_find_window ("CulvertMessageDialog");
  g_assert_nonnull (question);
  g_assert_false (must_forget (fixture->office));
  gtk_dialog_response (GTK_DIALOG (question), response);
}

static void
test_forget (Fixture *fixture, gconstpointer unused)
{
  ask_to_forget (fixture, GTK_RESPONSE_YES);

  g_assert_true (must_forget (fixture->office));
  g_assert_true (must_forget (fixture->library));
  g_assert_true (gtk_widget_get_visible (find (fixture, "forgotten_label")));
}

static void
test_forget_not (Fixture *fixture, gconstpointer unused)
{
  ask_to_forget (fixture, GTK_RESPONSE_CANCEL);

  g_assert_false (must_forget (fixture->office));
  g_assert_false (gtk_widget_get_visible (find (fixture, "forgotten_label")));
}

/* What a screen reader calls each control. */
static void
test_names (Fixture *fixture, gconstpointer unused)
{
  static const char *const controls[] = { "login_switch", "start_combo",        "network_switch",
                                          "quit_switch",  "log_spin",           "icon_combo",
                                          "click_combo",  "notifications_combo" };

  open_window (fixture, "none");
  for (gsize i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      AtkObject *accessible = gtk_widget_get_accessible (find (fixture, controls[i]));
      g_autoptr (AtkRelationSet) relations = atk_object_ref_relation_set (accessible);

      g_assert_true (atk_relation_set_contains (relations, ATK_RELATION_LABELLED_BY));
    }
}

static void
test_escape (Fixture *fixture, gconstpointer unused)
{
  open_window (fixture, "none");
  culvert_ui_stage_press (g_steal_pointer (&fixture->window), GDK_KEY_Escape, 0);

  culvert_await (culvert_ui_stage_find_window ("CulvertPreferencesWindow") == NULL);
}

/* Twice is one window, that goes and can come again. */
static void
test_one_window (Fixture *fixture, gconstpointer unused)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (fixture->stage);

  culvert_ui_present_preferences (ui, NULL);
  culvert_ui_present_preferences (ui, NULL);
  g_assert_cmpuint (culvert_ui_stage_count_windows ("CulvertPreferencesWindow"), ==, 1);
  gtk_widget_destroy (GTK_WIDGET (culvert_ui_stage_find_window ("CulvertPreferencesWindow")));
  g_assert_cmpuint (culvert_ui_stage_count_windows ("CulvertPreferencesWindow"), ==, 0);
  culvert_ui_present_preferences (ui, NULL);
  g_assert_cmpuint (culvert_ui_stage_count_windows ("CulvertPreferencesWindow"), ==, 1);
}

static void
test_shortcuts (Fixture *fixture, gconstpointer unused)
{
  CulvertUi *ui = culvert_ui_stage_get_ui (fixture->stage);
  GtkWindow *window;

  culvert_ui_present_shortcuts (ui, NULL);
  window = culvert_ui_stage_find_window ("CulvertShortcutsWindow");
  culvert_ui_stage_settle (window);
  culvert_ui_stage_press (window, GDK_KEY_Escape, 0);

  culvert_await (culvert_ui_stage_find_window ("CulvertShortcutsWindow") == NULL);
}

static void
on_quit_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(int *) user_data = (int) culvert_ui_ask_quit_finish (CULVERT_UI (source), result);
}

static void
test_quit_question (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    int response;
    CulvertUiAnswer answer;
  } rows[] = {
    { GTK_RESPONSE_YES, CULVERT_UI_ANSWER_YES },
    { GTK_RESPONSE_NO, CULVERT_UI_ANSWER_NO },
    { GTK_RESPONSE_CANCEL, CULVERT_UI_ANSWER_CANCEL },
    { GTK_RESPONSE_DELETE_EVENT, CULVERT_UI_ANSWER_CANCEL },
  };
  CulvertUi *ui = culvert_ui_stage_get_ui (fixture->stage);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int answer = -1;
      GtkWindow *question;

      culvert_ui_ask_quit_async (ui, 2, on_quit_answered, &answer);
      question = culvert_ui_stage_find_window ("CulvertMessageDialog");
      g_assert_cmpstr (gtk_window_get_title (question), ==, "Leave 2 connections up?");
      gtk_dialog_response (GTK_DIALOG (question), rows[i].response);
      culvert_await (answer >= 0);
      g_assert_cmpint (answer, ==, rows[i].answer);
    }
}

static void
add (const char *path, void (*run) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/preferences/switches-are-settings", test_switches_are_settings);
  add ("/ui/preferences/choices-are-settings", test_choices_are_settings);
  add ("/ui/preferences/locked", test_locked);
  add ("/ui/preferences/log-level", test_log_level);
  add ("/ui/preferences/locked-choice", test_locked_choice);
  add ("/ui/preferences/choice-is-shown-where-it-counts", test_choice_is_shown_where_it_counts);
  add ("/ui/preferences/choosing", test_choosing);
  add ("/ui/preferences/chosen-elsewhere", test_chosen_elsewhere);
  add ("/ui/preferences/no-connections", test_no_connections);
  add ("/ui/preferences/forget", test_forget);
  add ("/ui/preferences/forget-not", test_forget_not);
  add ("/ui/preferences/names", test_names);
  add ("/ui/preferences/escape", test_escape);
  add ("/ui/preferences/one-window", test_one_window);
  add ("/ui/preferences/quit-question", test_quit_question);
  /* The last one: what GTK leaves behind of it does not bear another stage. */
  add ("/ui/preferences/shortcuts", test_shortcuts);

  return g_test_run ();
}
