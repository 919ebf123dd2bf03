/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-import-dialog.h"

#include "culvert-await.h"
#include "culvert-import-stage.h"
#include "culvert-ui-stage.h"

#define PROGRAMS CULVERT_TEST_REMOTE "script-security 2\nup /etc/openvpn/up.sh\n"
#define NOTED    CULVERT_TEST_REMOTE "log /tmp/x\n"
#define BROKEN   CULVERT_TEST_REMOTE "verb \"3\n"

typedef struct
{
  CulvertUiStage *ui_stage; /* (owned) */
  CulvertImportStage stage;
  GtkWidget *dialog; /* (unowned) (nullable): cleared when it is destroyed */
  GString *accepted; /* (owned): names, each with a semicolon behind it */
} Fixture;

static void
on_accepted (CulvertImportDialog *dialog,
             CulvertConfigImport *import,
             const char *name,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (CULVERT_IS_CONFIG_IMPORT (import));
  g_string_append_printf (fixture->accepted, "%s;", name);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->ui_stage = culvert_ui_stage_new ();
  culvert_import_stage_set_up (&fixture->stage);
  fixture->accepted = g_string_new (NULL);
  fixture->dialog = GTK_WIDGET (culvert_import_dialog_new (NULL));
  g_signal_connect (fixture->dialog, "accepted", G_CALLBACK (on_accepted), fixture);
  g_signal_connect (fixture->dialog,
                    "destroy",
                    G_CALLBACK (gtk_widget_destroyed),
                    &fixture->dialog);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->dialog != NULL)
    gtk_widget_destroy (fixture->dialog);
  g_string_free (fixture->accepted, TRUE);
  culvert_import_stage_tear_down (&fixture->stage);
  g_assert_finalize_object (fixture->ui_stage);
}

static void
add_file (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GFile) file = culvert_import_stage_write (&fixture->stage, name, text);

  culvert_import_dialog_add_file (CULVERT_IMPORT_DIALOG (fixture->dialog), file);
}

static GtkWidget *
find (Fixture *fixture, const char *id)
{
  GtkWidget *widget = culvert_ui_stage_find_widget (fixture->dialog, id);

  g_assert_nonnull (widget);

  return widget;
}

static gboolean
shows (Fixture *fixture, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (find (fixture, "stack"))), page) ==
         0;
}

static const char *
get_text (Fixture *fixture, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find (fixture, id)));
}

static void
present (Fixture *fixture, const char *page)
{
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  culvert_await (shows (fixture, page));
  culvert_ui_stage_settle (GTK_WINDOW (fixture->dialog));
}

static void
respond (Fixture *fixture, const char *button)
{
  gtk_button_clicked (GTK_BUTTON (find (fixture, button)));
}

static gboolean
can_import (Fixture *fixture)
{
  return gtk_widget_get_sensitive (find (fixture, "import_button"));
}

static guint
count_rows (Fixture *fixture, const char *id)
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (find (fixture, id)));

  return g_list_length (rows);
}

static void
press (Fixture *fixture, guint key)
{
  culvert_ui_stage_press (GTK_WINDOW (fixture->dialog), key, 0);
}

static void
test_enter_imports_under_the_name (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "Office.ovpn", CULVERT_TEST_REMOTE);
  present (fixture, "review");
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (find (fixture, "name_entry"))), ==, "Office");
  gtk_entry_set_text (GTK_ENTRY (find (fixture, "name_entry")), " Work ");
  press (fixture, GDK_KEY_Return);

  culvert_await (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->accepted->str, ==, "Work;");
}

static void
test_escape_imports_nothing (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "Office.ovpn", CULVERT_TEST_REMOTE);
  present (fixture, "review");
  press (fixture, GDK_KEY_Escape);

  culvert_await (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->accepted->str, ==, "");
}

static void
test_closed_while_it_reads (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "Office.ovpn", CULVERT_TEST_REMOTE);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  g_assert_true (shows (fixture, "reading"));
  g_assert_false (can_import (fixture));
  gtk_widget_destroy (fixture->dialog);

  g_assert_null (fixture->dialog);
  g_assert_cmpstr (fixture->accepted->str, ==, "");
}

static void
test_needs_a_name (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "Office.ovpn", CULVERT_TEST_REMOTE);
  present (fixture, "review");
  g_assert_true (can_import (fixture));
  gtk_entry_set_text (GTK_ENTRY (find (fixture, "name_entry")), "  ");
  g_assert_false (can_import (fixture));
}

static void
test_programs_need_consent (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "Office.ovpn", PROGRAMS);
  present (fixture, "review");
  g_assert_true (gtk_widget_get_visible (find (fixture, "consent_box")));
  g_assert_cmpuint (count_rows (fixture, "programs_box"), ==, 1);
  g_assert_false (can_import (fixture));
  press (fixture, GDK_KEY_Return);
  g_assert_nonnull (fixture->dialog);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (fixture, "consent_button")), TRUE);
  g_assert_true (can_import (fixture));
  press (fixture, GDK_KEY_Return);
  culvert_await (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->accepted->str, ==, "Office;");
}

static void
test_consent_is_for_one_profile (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "One.ovpn", PROGRAMS);
  add_file (fixture, "Two.ovpn", PROGRAMS);
  present (fixture, "review");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (fixture, "consent_button")), TRUE);
  respond (fixture, "import_button");

  culvert_await (g_str_equal (get_text (fixture, "file_label"), "Two.ovpn") &&
                 shows (fixture, "review"));
  g_assert_false (can_import (fixture));
}

static void
test_clean_profile_has_no_sections (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "Office.ovpn", CULVERT_TEST_REMOTE);
  present (fixture, "review");

  g_assert_cmpuint (count_rows (fixture, "servers_box"), ==, 1);
  g_assert_false (gtk_widget_get_visible (find (fixture, "consent_box")));
  g_assert_false (gtk_widget_get_visible (find (fixture, "certificates_section")));
  g_assert_false (gtk_widget_get_visible (find (fixture, "limits_box")));
  g_assert_false (gtk_widget_get_visible (find (fixture, "changes_section")));
  g_assert_false (gtk_widget_get_visible (find (fixture, "batch_box")));
}

static void
test_refusal_says_where_and_stores_nothing (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "Office.ovpn", BROKEN);
  present (fixture, "refused");

  g_assert_cmpstr (get_text (fixture, "complaint_label"),
                   ==,
                   "Line 4: a quotation mark (\") is not closed.");
  g_assert_false (gtk_widget_get_visible (find (fixture, "import_button")));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (find (fixture, "cancel_button"))),
                   ==,
                   "_Close");
  press (fixture, GDK_KEY_Return);
  culvert_await (fixture->dialog == NULL);
  g_assert_cmpstr (fixture->accepted->str, ==, "");
}

static void
test_several_come_one_after_another (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "One.ovpn", NOTED);
  add_file (fixture, "Two.ovpn", BROKEN);
  add_file (fixture, "Three.ovpn", NOTED);
  present (fixture, "review");
  g_assert_cmpstr (get_text (fixture, "progress_label"), ==, "Profile 1 of 3");
  respond (fixture, "import_button");

  culvert_await (shows (fixture, "refused"));
  g_assert_cmpstr (get_text (fixture, "progress_label"), ==, "Profile 2 of 3");
  respond (fixture, "skip_button");

  culvert_await (shows (fixture, "review"));
  g_assert_cmpstr (get_text (fixture, "file_label"), ==, "Three.ovpn");
  g_assert_false (gtk_widget_get_visible (find (fixture, "skip_button")));
  respond (fixture, "cancel_button");

  g_assert_null (fixture->dialog);
  g_assert_cmpstr (fixture->accepted->str, ==, "One;");
}

static gboolean
offers_all (Fixture *fixture)
{
  return gtk_widget_get_visible (find (fixture, "all_button"));
}

static void
test_all_takes_the_clean_ones_alone (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "One.ovpn", CULVERT_TEST_REMOTE);
  add_file (fixture, "Two.ovpn", PROGRAMS);
  add_file (fixture, "Three.ovpn", CULVERT_TEST_REMOTE);
  add_file (fixture, "Four.ovpn", CULVERT_TEST_REMOTE);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  culvert_await (offers_all (fixture));
  gtk_entry_set_text (GTK_ENTRY (find (fixture, "name_entry")), "Uno");
  respond (fixture, "all_button");

  g_assert_cmpstr (fixture->accepted->str, ==, "Uno;Three;Four;");
  g_assert_cmpstr (get_text (fixture, "file_label"), ==, "Two.ovpn");
  g_assert_false (offers_all (fixture));
  g_assert_false (can_import (fixture));
}

static void
test_all_leaves_the_one_in_question (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "One.ovpn", PROGRAMS);
  add_file (fixture, "Two.ovpn", CULVERT_TEST_REMOTE);
  add_file (fixture, "Three.ovpn", CULVERT_TEST_REMOTE);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  culvert_await (offers_all (fixture));
  respond (fixture, "all_button");

  g_assert_cmpstr (fixture->accepted->str, ==, "Two;Three;");
  g_assert_cmpstr (get_text (fixture, "file_label"), ==, "One.ovpn");
  g_assert_false (gtk_widget_get_visible (find (fixture, "skip_button")));
}

static void
test_all_clean_ends_it (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "One.ovpn", CULVERT_TEST_REMOTE);
  add_file (fixture, "Two.ovpn", CULVERT_TEST_REMOTE);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  culvert_await (offers_all (fixture));
  respond (fixture, "all_button");

  g_assert_null (fixture->dialog);
  g_assert_cmpstr (fixture->accepted->str, ==, "One;Two;");
}

static void
test_file_that_comes_later_keeps_the_name (Fixture *fixture, gconstpointer unused)
{
  add_file (fixture, "One.ovpn", NOTED);
  present (fixture, "review");
  gtk_entry_set_text (GTK_ENTRY (find (fixture, "name_entry")), "Mine");
  gtk_widget_grab_focus (find (fixture, "import_button"));
  add_file (fixture, "Two.ovpn", CULVERT_TEST_REMOTE);
  add_file (fixture, "Three.ovpn", CULVERT_TEST_REMOTE);
  culvert_await (offers_all (fixture));

  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (find (fixture, "name_entry"))), ==, "Mine");
  g_assert_true (gtk_widget_is_focus (find (fixture, "import_button")));
  g_assert_cmpstr (get_text (fixture, "progress_label"), ==, "Profile 1 of 3");
  g_assert_true (gtk_widget_get_visible (find (fixture, "skip_button")));
}

static void
test_keys_scroll_to_what_is_below (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new (CULVERT_TEST_REMOTE);
  GtkAdjustment *position;

  for (int i = 0; i < 30; i++)
    g_string_append (text, "log x\n");
  add_file (fixture, "Office.ovpn", text->str);
  present (fixture, "review");
  position =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find (fixture, "review_scroller")));
  g_assert_cmpfloat (gtk_adjustment_get_value (position), ==, 0);
  press (fixture, GDK_KEY_Page_Down);

  culvert_await (gtk_adjustment_get_value (position) > 0);
}

static void
test_fits_a_small_screen (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new (PROGRAMS);
  GtkRequisition least;

  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "log x\nup /a/path/that/is/quite/long/for/a/small/screen%d\n", i);
  add_file (fixture, "Office with a name that is long.ovpn", text->str);
  add_file (fixture, "Two.ovpn", CULVERT_TEST_REMOTE);
  add_file (fixture, "Three.ovpn", CULVERT_TEST_REMOTE);
  present (fixture, "review");
  culvert_await (offers_all (fixture));
  culvert_ui_stage_settle (GTK_WINDOW (fixture->dialog));
  gtk_widget_get_preferred_size (fixture->dialog, &least, NULL);

  g_assert_cmpint (least.width, <=, 360);
  g_assert_cmpint (gtk_widget_get_allocated_height (fixture->dialog), <=, 700);
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/import-dialog/enter-imports-under-the-name", test_enter_imports_under_the_name);
  add ("/ui/import-dialog/escape-imports-nothing", test_escape_imports_nothing);
  add ("/ui/import-dialog/closed-while-it-reads", test_closed_while_it_reads);
  add ("/ui/import-dialog/needs-a-name", test_needs_a_name);
  add ("/ui/import-dialog/programs-need-consent", test_programs_need_consent);
  add ("/ui/import-dialog/consent-is-for-one-profile", test_consent_is_for_one_profile);
  add ("/ui/import-dialog/clean-profile-has-no-sections", test_clean_profile_has_no_sections);
  add ("/ui/import-dialog/refusal-says-where-and-stores-nothing",
       test_refusal_says_where_and_stores_nothing);
  add ("/ui/import-dialog/several-come-one-after-another", test_several_come_one_after_another);
  add ("/ui/import-dialog/all-takes-the-clean-ones-alone", test_all_takes_the_clean_ones_alone);
  add ("/ui/import-dialog/all-leaves-the-one-in-question", test_all_leaves_the_one_in_question);
  add ("/ui/import-dialog/all-clean-ends-it", test_all_clean_ends_it);
  add ("/ui/import-dialog/file-that-comes-later-keeps-the-name",
       test_file_that_comes_later_keeps_the_name);
  add ("/ui/import-dialog/keys-scroll-to-what-is-below", test_keys_scroll_to_what_is_below);
  add ("/ui/import-dialog/fits-a-small-screen", test_fits_a_small_screen);

  return g_test_run ();
}
