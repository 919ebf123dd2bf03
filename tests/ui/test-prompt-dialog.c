/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-prompt-dialog.h"
#include "culvert-ui-stage.h"

typedef struct
{
  CulvertUiStage *stage;       /* (owned) */
  CulvertPrompt *prompt;       /* (owned) */
  CulvertPromptDialog *dialog; /* (owned) */
  guint n_answers;
  CulvertAnswerResult answer;
} Fixture;

static void
on_answered (CulvertPromptDialog *dialog, int result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_answers++;
  fixture->answer = result;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
}

static void
show (Fixture *fixture, CulvertPromptKind kind, CulvertPromptFlags flags)
{
  fixture->prompt = culvert_prompt_new (kind, flags, "id", "identity", "Office", "Auth");
  if (kind == CULVERT_PROMPT_SIGN_IN)
    {
      culvert_prompt_take_field (fixture->prompt,
                                 culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL));
      culvert_prompt_take_field (fixture->prompt,
                                 culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD,
                                                           CULVERT_PROMPT_FIELD_HIDDEN,
                                                           NULL));
    }
}

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = g_object_ref_sink (culvert_prompt_dialog_new ());
  culvert_prompt_dialog_ask (fixture->dialog, fixture->prompt);
  g_signal_connect (fixture->dialog, "answered", G_CALLBACK (on_answered), fixture);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  culvert_ui_stage_settle (GTK_WINDOW (fixture->dialog));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_widget_destroy (GTK_WIDGET (fixture->dialog));
  g_assert_finalize_object (fixture->dialog);
  g_assert_finalize_object (fixture->prompt);
  g_assert_finalize_object (fixture->stage);
}

static GtkWidget *
get_row_entry (Fixture *fixture, guint index)
{
  GtkWidget *rows =
      culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), "CulvertPromptRows");
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (rows));

  return culvert_ui_stage_find_widget (g_list_nth_data (children, index), "entry");
}

static void
type (Fixture *fixture, guint index, const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (get_row_entry (fixture, index)), text);
}

static const char *
get_text (Fixture *fixture, const char *id)
{
  GtkWidget *label = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), id);

  g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));

  return gtk_label_get_text (GTK_LABEL (label));
}

static const char *
get_value (Fixture *fixture, guint index)
{
  CulvertPromptField *field = culvert_prompt_get_field (fixture->prompt, index);

  return culvert_secret_text_peek (culvert_prompt_field_get_value (field));
}

static void
press (Fixture *fixture, guint key)
{
  culvert_ui_stage_press (GTK_WINDOW (fixture->dialog), key, 0);
}

static void
test_answer_fills_the_fields (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_SIGN_IN, CULVERT_PROMPT_MAY_REMEMBER);
  open_dialog (fixture);
  type (fixture, 0, "w.jansen");
  type (fixture, 1, "hunter2");
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_OK);

  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_HANDLED);
  g_assert_cmpstr (get_value (fixture, 0), ==, "w.jansen");
  g_assert_cmpstr (get_value (fixture, 1), ==, "hunter2");
  g_assert_false (culvert_prompt_get_remember (fixture->prompt));
}

static void
test_answers_once (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CONFIRMATION, 0);
  open_dialog (fixture);
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_OK);
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_OK);
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_CANCEL);

  g_assert_cmpuint (fixture->n_answers, ==, 1);
  g_assert_true (culvert_prompt_get_confirmed (fixture->prompt));
}

static void
test_entries_are_cleared (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_SIGN_IN, 0);
  open_dialog (fixture);
  type (fixture, 1, "hunter2");
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_DELETE_EVENT);

  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (get_row_entry (fixture, 1))), ==, "");
}

/* Whether a screen reader could read these words anywhere in the dialog. */
static gboolean
is_readable (AtkObject *object, const char *words)
{
  const char *name = atk_object_get_name (object);
  const char *description = atk_object_get_description (object);
  g_autofree char *text =
      ATK_IS_TEXT (object) ? atk_text_get_text (ATK_TEXT (object), 0, -1) : NULL;

  if ((name != NULL && strstr (name, words) != NULL) ||
      (description != NULL && strstr (description, words) != NULL) ||
      (text != NULL && strstr (text, words) != NULL))
    return TRUE;

  for (int i = 0; i < atk_object_get_n_accessible_children (object); i++)
    {
      g_autoptr (AtkObject) child = atk_object_ref_accessible_child (object, i);

      if (child != NULL && is_readable (child, words))
        return TRUE;
    }

  return FALSE;
}

static void
test_screen_reader_reads_no_password (Fixture *fixture, gconstpointer unused)
{
  AtkObject *dialog;

  show (fixture, CULVERT_PROMPT_SIGN_IN, 0);
  open_dialog (fixture);
  dialog = gtk_widget_get_accessible (GTK_WIDGET (fixture->dialog));
  type (fixture, 0, "w.jansen");
  type (fixture, 1, "hunter2");
  g_assert_true (is_readable (dialog, "w.jansen"));
  g_assert_false (is_readable (dialog, "hunter2"));

  gtk_entry_set_visibility (GTK_ENTRY (get_row_entry (fixture, 1)), TRUE);
  g_assert_true (is_readable (dialog, "hunter2"));
  gtk_dialog_response (GTK_DIALOG (fixture->dialog), GTK_RESPONSE_OK);
  g_assert_false (is_readable (dialog, "hunter2"));
  g_assert_false (is_readable (dialog, "w.jansen"));
}

static void
test_remember_may_become_known_late (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *remember;

  show (fixture, CULVERT_PROMPT_SIGN_IN, CULVERT_PROMPT_MAY_REMEMBER);
  open_dialog (fixture);
  remember = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), "remember_button");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (remember)));

  culvert_prompt_set_remember (fixture->prompt, TRUE);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (remember)));
}

static void
test_long_message_is_whole (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *label;
  int natural;

  show (fixture, CULVERT_PROMPT_TEXT, 0);
  culvert_prompt_set_message (fixture->prompt,
                              "Please enter the name of the machine that you want to reach");
  open_dialog (fixture);
  label = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), "message_label");
  gtk_widget_get_preferred_height_for_width (label,
                                             gtk_widget_get_allocated_width (label),
                                             &natural,
                                             NULL);

  g_assert_cmpint (gtk_widget_get_allocated_height (gtk_widget_get_parent (label)), >=, natural);
}

static void
test_last_try_is_told (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_TOKEN_PIN, CULVERT_PROMPT_RETRY | CULVERT_PROMPT_LAST_TRY);
  open_dialog (fixture);

  g_assert_cmpstr (get_text (fixture, "failure_label"), ==, "The token refused the PIN.");
  g_assert_cmpstr (get_text (fixture, "warning_label"),
                   ==,
                   "This is the last try: a further wrong PIN stops the connection, and can lock "
                   "the token.");
}

static void
test_unknown_part_of_a_question_is_told (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_SIGN_IN, CULVERT_PROMPT_UNSUPPORTED);
  open_dialog (fixture);

  g_assert_cmpstr (get_text (fixture, "warning_label"),
                   ==,
                   "The server asks for something that Culvert does not know; it may refuse the "
                   "answer.");
}

static void
test_escape_stops (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_SIGN_IN, 0);
  open_dialog (fixture);
  press (fixture, GDK_KEY_Escape);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_FAILED);
}

static void
test_escape_declines_a_confirmation (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CONFIRMATION, 0);
  open_dialog (fixture);
  press (fixture, GDK_KEY_Escape);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_FAILED);
  g_assert_false (culvert_prompt_get_confirmed (fixture->prompt));
}

static void
test_confirmation_declines_by_default (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CONFIRMATION, 0);
  open_dialog (fixture);
  press (fixture, GDK_KEY_Return);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_FAILED);
  g_assert_false (culvert_prompt_get_confirmed (fixture->prompt));
}

static void
test_confirmation_can_be_stopped (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *stop;

  show (fixture, CULVERT_PROMPT_CONFIRMATION, 0);
  open_dialog (fixture);
  stop = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), "stop_button");
  gtk_button_clicked (GTK_BUTTON (stop));

  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_FAILED);
}

static void
test_enter_goes_on_to_what_is_empty (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_SIGN_IN, 0);
  open_dialog (fixture);
  g_assert_true (gtk_widget_is_focus (get_row_entry (fixture, 0)));

  type (fixture, 0, "w.jansen");
  press (fixture, GDK_KEY_Return);
  g_assert_cmpuint (fixture->n_answers, ==, 0);
  g_assert_true (gtk_widget_is_focus (get_row_entry (fixture, 1)));

  type (fixture, 1, "hunter2");
  press (fixture, GDK_KEY_Return);
  culvert_await (fixture->n_answers == 1);
}

static void
test_focus_is_in_the_first_empty_field (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_SIGN_IN, CULVERT_PROMPT_RETRY);
  culvert_prompt_field_set_suggestion (culvert_prompt_get_field (fixture->prompt, 0), "w.jansen");
  open_dialog (fixture);

  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (get_row_entry (fixture, 0))), ==, "w.jansen");
  g_assert_true (gtk_widget_is_focus (get_row_entry (fixture, 1)));
}

static void
test_password_is_hidden_until_revealed (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *entry;
  GtkWidget *reveal;

  show (fixture, CULVERT_PROMPT_SIGN_IN, 0);
  open_dialog (fixture);
  entry = get_row_entry (fixture, 1);
  reveal =
      culvert_ui_stage_find_widget (gtk_widget_get_ancestor (entry, GTK_TYPE_BOX), "reveal_button");
  g_assert_false (gtk_entry_get_visibility (GTK_ENTRY (entry)));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (reveal), TRUE);
  g_assert_true (gtk_entry_get_visibility (GTK_ENTRY (entry)));
}

static void
test_remote_text_is_literal (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CONFIRMATION, CULVERT_PROMPT_RETRY);
  culvert_prompt_set_message (fixture->prompt, "<b>Press OK</b> &amp; <a href='x'>\xe2\x80\xae go");
  culvert_prompt_set_failure (fixture->prompt, "<i>no</i>");
  open_dialog (fixture);

  g_assert_cmpstr (get_text (fixture, "message_label"),
                   ==,
                   "<b>Press OK</b> &amp; <a href='x'> go");
  g_assert_cmpstr (get_text (fixture, "server_label"), ==, "<i>no</i>");
}

/* What the daemon could not tell is no word of the server's. */
static void
test_what_cannot_be_offered_is_told_in_our_words (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CERTIFICATE, 0);
  culvert_prompt_set_fault (fixture->prompt, CULVERT_PROMPT_FAULT_SILENT);
  open_dialog (fixture);

  g_assert_cmpstr (get_text (fixture, "failure_label"),
                   ==,
                   "OpenVPN did not tell everything that it offers.");
  g_assert_false (gtk_widget_get_visible (
      culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), "server_box")));
}

static void
test_server_names_nothing_of_ours (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CONFIRMATION, 0);
  culvert_prompt_set_message (fixture->prompt, "root password");
  open_dialog (fixture);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->dialog)),
                   ==,
                   "Office needs your confirmation");
  g_assert_cmpstr (get_text (fixture, "heading_label"), ==, "Office needs your confirmation");
}

static void
test_challenge_is_marked_as_the_servers (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *origin;

  show (fixture, CULVERT_PROMPT_SIGN_IN, 0);
  culvert_prompt_take_field (fixture->prompt,
                             culvert_prompt_field_new (CULVERT_PROMPT_FIELD_RESPONSE,
                                                       CULVERT_PROMPT_FIELD_ONE_TIME,
                                                       "_Code from <b>your</b> token"));
  open_dialog (fixture);
  origin = culvert_ui_stage_find_widget (
      gtk_widget_get_ancestor (get_row_entry (fixture, 2), g_type_from_name ("CulvertPromptRow")),
      "origin_label");

  g_assert_true (gtk_widget_get_visible (origin));
  g_assert_cmpstr (atk_object_get_name (gtk_widget_get_accessible (get_row_entry (fixture, 2))),
                   ==,
                   "_Code from <b>your</b> token");
}

static CulvertPromptField *
add_response (Fixture *fixture)
{
  CulvertPromptField *field =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_RESPONSE, CULVERT_PROMPT_FIELD_ONE_TIME, NULL);

  culvert_prompt_take_field (fixture->prompt, field);

  return field;
}

static gboolean
is_visible (Fixture *fixture, const char *id)
{
  return gtk_widget_get_visible (culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), id));
}

/* Hostile case 16a */
static void
test_question_of_the_server_is_framed (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CHALLENGE, 0);
  culvert_prompt_set_message (fixture->prompt, "<b>Enter</b> \xe2\x80\xaeroot password:");
  add_response (fixture);
  open_dialog (fixture);

  g_assert_cmpstr (get_text (fixture, "message_label"), ==, "<b>Enter</b> root password:");
  g_assert_cmpstr (get_text (fixture, "heading_label"), ==, "Office needs an answer");
  g_assert_cmpstr (get_text (fixture, "asker_label"), ==, "The VPN server asks:");
  g_assert_cmpstr (get_text (fixture, "server_origin_label"),
                   ==,
                   "This question comes from the VPN server, not from your computer.");
  g_assert_true (is_visible (fixture, "server_origin_label"));
  g_assert_false (is_visible (fixture, "remember_button"));

  type (fixture, 0, "Hi");
  press (fixture, GDK_KEY_Return);
  culvert_await (fixture->n_answers == 1);
  g_assert_cmpstr (get_value (fixture, 0), ==, "Hi");
}

static void
test_question_without_a_blank_goes_on (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CHALLENGE, 0);
  culvert_prompt_set_message (fixture->prompt, "Press the button of your token");
  open_dialog (fixture);
  press (fixture, GDK_KEY_Return);

  culvert_await (fixture->n_answers == 1);
  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_HANDLED);
}

static void
test_time_is_counted_down (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_CHALLENGE, 0);
  open_dialog (fixture);
  g_assert_false (is_visible (fixture, "time_label"));

  culvert_prompt_set_deadline (fixture->prompt, g_get_monotonic_time () + 75 * G_USEC_PER_SEC);
  g_assert_true (is_visible (fixture, "time_label"));
  g_assert_cmpstr (get_text (fixture, "time_label"), ==, "Time left to answer: 1:15");
  culvert_await (g_str_equal (get_text (fixture, "time_label"), "Time left to answer: 1:14"));

  culvert_prompt_set_deadline (fixture->prompt, 1);
  g_assert_cmpstr (get_text (fixture, "time_label"), ==, "The time to answer is over.");
}

static void
test_address_is_shown_and_not_opened (Fixture *fixture, gconstpointer unused)
{
  GtkClipboard *clipboard;
  GtkWidget *copy;
  g_autofree char *copied = NULL;

  show (fixture, CULVERT_PROMPT_WEB_SIGN_IN, 0);
  culvert_prompt_set_message (fixture->prompt,
                              "https://b\xc3\xbc"
                              "cher.example/?s=1&amp;x");
  open_dialog (fixture);
  copy = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), "copy_button");

  g_assert_cmpstr (get_text (fixture, "host_label"), ==, "xn--bcher-kva.example");
  g_assert_cmpstr (get_text (fixture, "address_label"),
                   ==,
                   "https://b\xc3\xbc"
                   "cher.example/?s=1&amp;x");
  g_assert_false (is_visible (fixture, "accept_button"));
  /* Enter, typed for something else, opens nothing. */
  g_assert_true (gtk_widget_is_focus (copy));

  gtk_button_clicked (GTK_BUTTON (copy));
  clipboard = gtk_widget_get_clipboard (copy, GDK_SELECTION_CLIPBOARD);
  copied = gtk_clipboard_wait_for_text (clipboard);
  g_assert_cmpstr (copied,
                   ==,
                   "https://b\xc3\xbc"
                   "cher.example/?s=1&amp;x");
  g_assert_cmpuint (fixture->n_answers, ==, 0);
}

/* A hyphen that is not in the address would lead elsewhere. */
static void
test_address_gets_no_hyphen_where_it_breaks (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *label;
  PangoLayout *layout;

  show (fixture, CULVERT_PROMPT_WEB_SIGN_IN, 0);
  culvert_prompt_set_message (fixture->prompt,
                              "https://login.example.com/"
                              "averylongwordwithoutanyplacewhereitcouldbebrokeninhalf"
                              "averylongwordwithoutanyplacewhereitcouldbebrokeninhalf");
  open_dialog (fixture);
  label = culvert_ui_stage_find_widget (GTK_WIDGET (fixture->dialog), "address_label");
  layout = gtk_label_get_layout (GTK_LABEL (label));

  g_assert_cmpint (pango_layout_get_line_count (layout), >, 1);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      PangoGlyphItem *last = g_slist_last (line->runs)->data;

      /* With a hyphen put in, a run has a glyph more than it has letters. */
      g_assert_cmpint (last->glyphs->num_glyphs, ==, last->item->num_chars);
    }
}

/* Hostile case 15a */
static void
test_bad_address_is_not_offered (Fixture *fixture, gconstpointer unused)
{
  show (fixture, CULVERT_PROMPT_WEB_SIGN_IN, 0);
  culvert_prompt_set_message (fixture->prompt, "file:///etc/passwd");
  open_dialog (fixture);

  g_assert_cmpstr (get_text (fixture, "address_label"), ==, "file:///etc/passwd");
  g_assert_true (is_visible (fixture, "fault_box"));
  g_assert_false (is_visible (fixture, "buttons"));
  press (fixture, GDK_KEY_Escape);
  culvert_await (fixture->n_answers == 1);
  g_assert_cmpint (fixture->answer, ==, CULVERT_ANSWER_FAILED);
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/prompt-dialog/answer-fills-the-fields", test_answer_fills_the_fields);
  add ("/ui/prompt-dialog/answers-once", test_answers_once);
  add ("/ui/prompt-dialog/entries-are-cleared", test_entries_are_cleared);
  add ("/ui/prompt-dialog/unknown-part-of-a-question-is-told",
       test_unknown_part_of_a_question_is_told);
  add ("/ui/prompt-dialog/escape-stops", test_escape_stops);
  add ("/ui/prompt-dialog/escape-declines-a-confirmation", test_escape_declines_a_confirmation);
  add ("/ui/prompt-dialog/confirmation-declines-by-default", test_confirmation_declines_by_default);
  add ("/ui/prompt-dialog/confirmation-can-be-stopped", test_confirmation_can_be_stopped);
  add ("/ui/prompt-dialog/enter-goes-on-to-what-is-empty", test_enter_goes_on_to_what_is_empty);
  add ("/ui/prompt-dialog/focus-is-in-the-first-empty-field",
       test_focus_is_in_the_first_empty_field);
  add ("/ui/prompt-dialog/password-is-hidden-until-revealed",
       test_password_is_hidden_until_revealed);
  add ("/ui/prompt-dialog/remote-text-is-literal", test_remote_text_is_literal);
  add ("/ui/prompt-dialog/what-cannot-be-offered-is-told-in-our-words",
       test_what_cannot_be_offered_is_told_in_our_words);
  add ("/ui/prompt-dialog/server-names-nothing-of-ours", test_server_names_nothing_of_ours);
  add ("/ui/prompt-dialog/challenge-is-marked-as-the-servers",
       test_challenge_is_marked_as_the_servers);
  add ("/ui/prompt-dialog/question-of-the-server-is-framed", test_question_of_the_server_is_framed);
  add ("/ui/prompt-dialog/question-without-a-blank-goes-on", test_question_without_a_blank_goes_on);
  add ("/ui/prompt-dialog/time-is-counted-down", test_time_is_counted_down);
  add ("/ui/prompt-dialog/address-is-shown-and-not-opened", test_address_is_shown_and_not_opened);
  add ("/ui/prompt-dialog/address-gets-no-hyphen-where-it-breaks",
       test_address_gets_no_hyphen_where_it_breaks);
  add ("/ui/prompt-dialog/bad-address-is-not-offered", test_bad_address_is_not_offered);
  add ("/ui/prompt-dialog/screen-reader-reads-no-password", test_screen_reader_reads_no_password);
  add ("/ui/prompt-dialog/remember-may-become-known-late", test_remember_may_become_known_late);
  add ("/ui/prompt-dialog/long-message-is-whole", test_long_message_is_whole);
  add ("/ui/prompt-dialog/last-try-is-told", test_last_try_is_told);

  return g_test_run ();
}
