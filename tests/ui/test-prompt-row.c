/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-prompt-row.h"
#include "culvert-ui-stage.h"

#define PASSWORD "hunter2"

typedef struct
{
  CulvertUiStage *stage;        /* (owned) */
  CulvertPrompt *prompt;        /* (owned) */
  CulvertPromptField *user;     /* (unowned): the prompt's */
  CulvertPromptField *secret;   /* (unowned): the prompt's */
  GtkWidget *window;            /* (owned) */
  CulvertPromptRow *user_row;   /* (unowned): the window's */
  CulvertPromptRow *secret_row; /* (unowned): the window's */
  guint n_changes;
} Fixture;

static CulvertPromptRow *
add_row (Fixture *fixture, GtkContainer *box, CulvertPromptField *field)
{
  CulvertPromptRow *row = culvert_prompt_row_new ();

  culvert_prompt_row_ask (row, fixture->prompt, field);
  gtk_container_add (box, GTK_WIDGET (row));

  return row;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
  fixture->prompt =
      culvert_prompt_new (CULVERT_PROMPT_SIGN_IN, 0, "id", "identity", "Office", "Auth");
  fixture->user = culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL);
  fixture->secret =
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL);
  culvert_prompt_take_field (fixture->prompt, fixture->user);
  culvert_prompt_take_field (fixture->prompt, fixture->secret);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
show (Fixture *fixture)
{
  GtkContainer *box = GTK_CONTAINER (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

  fixture->window = g_object_ref (gtk_window_new (GTK_WINDOW_TOPLEVEL));
  fixture->user_row = add_row (fixture, box, fixture->user);
  fixture->secret_row = add_row (fixture, box, fixture->secret);
  g_signal_connect_swapped (fixture->secret_row,
                            "changed",
                            G_CALLBACK (count),
                            &fixture->n_changes);
  gtk_container_add (GTK_CONTAINER (fixture->window), GTK_WIDGET (box));
  gtk_widget_show_all (fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  culvert_ui_stage_settle (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_widget_destroy (fixture->window);
  g_assert_finalize_object (fixture->window);
  g_assert_finalize_object (fixture->prompt);
  g_assert_finalize_object (fixture->stage);
}

static GtkEntry *
entry_of (CulvertPromptRow *row)
{
  return GTK_ENTRY (culvert_ui_stage_find_widget (GTK_WIDGET (row), "entry"));
}

static const char *
text_of (CulvertPromptRow *row)
{
  return gtk_entry_get_text (entry_of (row));
}

static void
offer (Fixture *fixture)
{
  g_autoptr (CulvertSecretText) text = culvert_secret_text_new (PASSWORD, -1);

  culvert_prompt_field_set_suggestion (fixture->user, "me");
  culvert_prompt_field_set_offer (fixture->secret, text);
}

static void
assert_shows_offer (Fixture *fixture)
{
  g_assert_cmpstr (text_of (fixture->user_row), ==, "me");
  g_assert_cmpstr (text_of (fixture->secret_row), ==, PASSWORD);
  g_assert_false (gtk_entry_get_visibility (entry_of (fixture->secret_row)));
}

static void
test_shows_what_was_offered_before (Fixture *fixture, gconstpointer unused)
{
  offer (fixture);
  show (fixture);

  assert_shows_offer (fixture);
}

static void
test_shows_what_is_offered_late (Fixture *fixture, gconstpointer unused)
{
  show (fixture);
  g_assert_false (culvert_prompt_row_is_complete (fixture->secret_row));
  offer (fixture);

  assert_shows_offer (fixture);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_true (culvert_prompt_row_is_complete (fixture->secret_row));
  g_assert_true (culvert_prompt_field_is_blank (fixture->secret));
  g_assert_null (culvert_prompt_field_get_draft (fixture->user));
  g_assert_null (culvert_prompt_field_get_draft (fixture->secret));
}

/* A screen reader may tell how much there is, not what. */
static void
test_offer_is_not_read_aloud (Fixture *fixture, gconstpointer unused)
{
  AtkObject *accessible;
  g_autofree char *read = NULL;

  show (fixture);
  offer (fixture);
  accessible = gtk_widget_get_accessible (GTK_WIDGET (entry_of (fixture->secret_row)));
  read = atk_text_get_text (ATK_TEXT (accessible), 0, -1);

  g_assert_cmpint (atk_text_get_character_count (ATK_TEXT (accessible)), ==, strlen (PASSWORD));
  g_assert_null (strpbrk (read, PASSWORD));
}

static void
test_what_was_typed_stays (Fixture *fixture, gconstpointer unused)
{
  show (fixture);
  gtk_entry_set_text (entry_of (fixture->user_row), "you");
  gtk_entry_set_text (entry_of (fixture->secret_row), "typed");
  offer (fixture);

  g_assert_cmpstr (text_of (fixture->user_row), ==, "you");
  g_assert_cmpstr (text_of (fixture->secret_row), ==, "typed");
}

static void
test_what_was_deleted_stays_so (Fixture *fixture, gconstpointer unused)
{
  show (fixture);
  gtk_entry_set_text (entry_of (fixture->secret_row), "typed");
  gtk_entry_set_text (entry_of (fixture->secret_row), "");
  offer (fixture);

  g_assert_cmpstr (text_of (fixture->secret_row), ==, "");
}

static void
test_draft_tells_the_login_name_alone (Fixture *fixture, gconstpointer unused)
{
  show (fixture);
  gtk_entry_set_text (entry_of (fixture->user_row), "you");
  gtk_entry_set_text (entry_of (fixture->secret_row), "typed");

  g_assert_cmpstr (culvert_prompt_field_get_draft (fixture->user), ==, "you");
  g_assert_cmpstr (culvert_prompt_field_get_draft (fixture->secret), ==, "");
}

/* The user was just about to type: the first key must not go on with what came meanwhile. */
static void
test_typing_replaces_what_came (Fixture *fixture, gconstpointer unused)
{
  show (fixture);
  culvert_prompt_row_focus (fixture->secret_row);
  culvert_await (gtk_widget_has_focus (GTK_WIDGET (entry_of (fixture->secret_row))));
  offer (fixture);
  culvert_ui_stage_press (GTK_WINDOW (fixture->window), GDK_KEY_x, 0);

  culvert_await (g_str_equal (text_of (fixture->secret_row), "x"));
}

static void
test_offer_is_stored_as_it_is (Fixture *fixture, gconstpointer unused)
{
  show (fixture);
  offer (fixture);
  culvert_prompt_row_store (fixture->secret_row);
  culvert_prompt_row_clear (fixture->secret_row);

  g_assert_cmpstr (culvert_secret_text_peek (culvert_prompt_field_get_value (fixture->secret)),
                   ==,
                   PASSWORD);
  g_assert_cmpstr (text_of (fixture->secret_row), ==, "");
}

static void
test_what_comes_after_the_answer_is_not_shown (Fixture *fixture, gconstpointer unused)
{
  show (fixture);
  culvert_prompt_row_clear (fixture->secret_row);
  offer (fixture);

  g_assert_cmpstr (text_of (fixture->secret_row), ==, "");
}

#define add(name, test) g_test_add ("/ui/prompt-row/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("shows-what-was-offered-before", test_shows_what_was_offered_before);
  add ("shows-what-is-offered-late", test_shows_what_is_offered_late);
  add ("offer-is-not-read-aloud", test_offer_is_not_read_aloud);
  add ("what-was-typed-stays", test_what_was_typed_stays);
  add ("what-was-deleted-stays-so", test_what_was_deleted_stays_so);
  add ("draft-tells-the-login-name-alone", test_draft_tells_the_login_name_alone);
  add ("typing-replaces-what-came", test_typing_replaces_what_came);
  add ("offer-is-stored-as-it-is", test_offer_is_stored_as_it_is);
  add ("what-comes-after-the-answer-is-not-shown", test_what_comes_after_the_answer_is_not_shown);

  return g_test_run ();
}
