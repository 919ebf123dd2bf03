/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-text-history.h"

typedef struct
{
  GtkTextBuffer *buffer;       /* (owned) */
  CulvertTextHistory *history; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->buffer = gtk_text_buffer_new (NULL);
  fixture->history = culvert_text_history_new (fixture->buffer);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->buffer);
}

static void
insert (Fixture *fixture, const char *text)
{
  gtk_text_buffer_begin_user_action (fixture->buffer);
  gtk_text_buffer_insert_at_cursor (fixture->buffer, text, -1);
  gtk_text_buffer_end_user_action (fixture->buffer);
}

static void
type (Fixture *fixture, const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *letter = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

      insert (fixture, letter);
    }
}

static void
select_range (Fixture *fixture, int start, int end)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &from, start);
  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &to, end);
  gtk_text_buffer_select_range (fixture->buffer, &from, &to);
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (fixture->buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_words_are_undone_one_by_one (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "één twee");
  culvert_text_history_undo (fixture->history);
  assert_text (fixture, "één ");
  culvert_text_history_undo (fixture->history);
  assert_text (fixture, "één");
  culvert_text_history_undo (fixture->history);
  assert_text (fixture, "");
  culvert_text_history_undo (fixture->history);
  assert_text (fixture, "");
}

static void
test_redo_does_it_again (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "one two");
  for (int i = 0; i < 3; i++)
    culvert_text_history_undo (fixture->history);
  for (int i = 0; i < 4; i++)
    culvert_text_history_redo (fixture->history);

  assert_text (fixture, "one two");
}

static void
test_replacement_is_one_step (Fixture *fixture, gconstpointer unused)
{
  insert (fixture, "verb 3\n");
  select_range (fixture, 5, 6);
  gtk_text_buffer_begin_user_action (fixture->buffer);
  gtk_text_buffer_delete_selection (fixture->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (fixture->buffer, "4", -1);
  gtk_text_buffer_end_user_action (fixture->buffer);
  assert_text (fixture, "verb 4\n");

  culvert_text_history_undo (fixture->history);
  assert_text (fixture, "verb 3\n");
  culvert_text_history_redo (fixture->history);
  assert_text (fixture, "verb 4\n");
}

static void
test_new_edit_ends_redo (Fixture *fixture, gconstpointer unused)
{
  insert (fixture, "one\n");
  culvert_text_history_undo (fixture->history);
  insert (fixture, "two\n");
  culvert_text_history_redo (fixture->history);

  assert_text (fixture, "two\n");
}

static void
test_clear_forgets (Fixture *fixture, gconstpointer unused)
{
  insert (fixture, "one\n");
  culvert_text_history_clear (fixture->history);
  culvert_text_history_undo (fixture->history);

  assert_text (fixture, "one\n");
}

static void
test_oldest_steps_are_forgotten (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < CULVERT_TEXT_HISTORY_MAX + 5; i++)
    insert (fixture, "x\n");
  for (int i = 0; i < CULVERT_TEXT_HISTORY_MAX + 5; i++)
    culvert_text_history_undo (fixture->history);

  assert_text (fixture, "x\nx\nx\nx\nx\n");
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/text-history/words-are-undone-one-by-one", test_words_are_undone_one_by_one);
  add ("/ui/text-history/redo-does-it-again", test_redo_does_it_again);
  add ("/ui/text-history/replacement-is-one-step", test_replacement_is_one_step);
  add ("/ui/text-history/new-edit-ends-redo", test_new_edit_ends_redo);
  add ("/ui/text-history/clear-forgets", test_clear_forgets);
  add ("/ui/text-history/oldest-steps-are-forgotten", test_oldest_steps_are_forgotten);

  return g_test_run ();
}
