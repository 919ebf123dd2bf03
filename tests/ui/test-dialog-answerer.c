/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-await.h"
#include "culvert-dialog-answerer.h"
#include "culvert-ui-stage.h"

typedef struct
{
  CulvertUiStage *stage;     /* (owned) */
  CulvertAnswerer *answerer; /* (owned) */
  guint n_done[CULVERT_ANSWER_FAILED + 1];
  guint n_cancelled;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->stage = culvert_ui_stage_new ();
  fixture->answerer = CULVERT_ANSWERER (culvert_dialog_answerer_new ());
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (culvert_ui_stage_count_windows ("CulvertPromptDialog"), ==, 0);
  g_assert_finalize_object (fixture->answerer);
  g_assert_finalize_object (fixture->stage);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  CulvertAnswerResult answer =
      culvert_answerer_answer_finish (CULVERT_ANSWERER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fixture->n_cancelled++;
  else
    fixture->n_done[answer]++;
}

static CulvertPrompt *
create_and_ask (Fixture *fixture, const char *connection, GCancellable *cancellable)
{
  CulvertPrompt *prompt = culvert_prompt_new (CULVERT_PROMPT_CONFIRMATION,
                                              CULVERT_PROMPT_EXPECTED,
                                              connection,
                                              "identity",
                                              connection,
                                              "token-insertion-request");

  culvert_answerer_answer_async (fixture->answerer, prompt, cancellable, on_answered, fixture);

  return prompt;
}

static void
ask (Fixture *fixture, const char *connection, GCancellable *cancellable)
{
  g_object_unref (create_and_ask (fixture, connection, cancellable));
}

static guint
count_dialogs (void)
{
  return culvert_ui_stage_count_windows ("CulvertPromptDialog");
}

static void
answer_one (int response)
{
  gtk_dialog_response (GTK_DIALOG (culvert_ui_stage_find_window ("CulvertPromptDialog")), response);
}

static void
test_one_dialog_for_a_connection (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) first = create_and_ask (fixture, "Office", NULL);
  g_autoptr (CulvertPrompt) second = create_and_ask (fixture, "Office", NULL);

  g_assert_cmpuint (count_dialogs (), ==, 1);

  answer_one (GTK_RESPONSE_OK);
  g_assert_true (culvert_prompt_get_confirmed (first));
  culvert_await (count_dialogs () == 1);

  answer_one (GTK_RESPONSE_CANCEL);
  g_assert_false (culvert_prompt_get_confirmed (second));
  culvert_await (fixture->n_done[CULVERT_ANSWER_HANDLED] == 1 &&
                 fixture->n_done[CULVERT_ANSWER_FAILED] == 1);
}

static void
test_three_dialogs_in_all (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "A", "B", "C", "D", "E" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ask (fixture, names[i], NULL);
      culvert_await (count_dialogs () == MIN (i + 1, 3));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      culvert_await (count_dialogs () > 0);
      answer_one (GTK_RESPONSE_OK);
    }
  culvert_await (fixture->n_done[CULVERT_ANSWER_HANDLED] == G_N_ELEMENTS (names));
}

/* F27: many ask at once, and the main loop has other things to do, too. */
static void
test_one_dialog_a_turn (Fixture *fixture, gconstpointer unused)
{
  ask (fixture, "A", NULL);
  ask (fixture, "B", NULL);
  ask (fixture, "C", NULL);
  g_assert_cmpuint (count_dialogs (), ==, 1);
  culvert_await (count_dialogs () == 3);

  for (guint i = 0; i < 3; i++)
    answer_one (GTK_RESPONSE_OK);
  culvert_await (fixture->n_done[CULVERT_ANSWER_HANDLED] == 3);
}

static void
test_withdrawn_question_disappears (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (fixture, "Office", cancellable);
  ask (fixture, "Office", cancellable);
  g_cancellable_cancel (cancellable);
  culvert_await (fixture->n_cancelled == 2);
  g_assert_cmpuint (count_dialogs (), ==, 0);
}

static void
test_withdrawn_before_it_was_asked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  ask (fixture, "Office", cancellable);

  g_assert_cmpuint (count_dialogs (), ==, 0);
  culvert_await (fixture->n_cancelled == 1);
}

static void
test_stop_is_told (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *dialog;

  ask (fixture, "Office", NULL);
  dialog = culvert_ui_stage_find_window ("CulvertPromptDialog");
  gtk_button_clicked (
      GTK_BUTTON (culvert_ui_stage_find_widget (GTK_WIDGET (dialog), "stop_button")));
  culvert_await (fixture->n_done[CULVERT_ANSWER_FAILED] == 1);
}

/* S25: a daemon that asks the same ten thousand times gets one window, and all are answered. */
static void
test_storm_makes_one_window (Fixture *fixture, gconstpointer unused)
{
  const guint n_questions = 10000;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n_questions; i++)
    ask (fixture, "Office", cancellable);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_assert_cmpuint (count_dialogs (), ==, 1);

  answer_one (GTK_RESPONSE_OK);
  culvert_await (fixture->n_done[CULVERT_ANSWER_HANDLED] == 1);
  g_assert_cmpuint (count_dialogs (), ==, 1);

  g_cancellable_cancel (cancellable);
  culvert_await (fixture->n_done[CULVERT_ANSWER_HANDLED] + fixture->n_cancelled +
                     fixture->n_done[CULVERT_ANSWER_UNHANDLED] ==
                 n_questions);
  g_assert_cmpuint (fixture->n_done[CULVERT_ANSWER_HANDLED], ==, 1);
}

static void
test_present_raises_the_dialog (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CulvertPrompt) office = create_and_ask (fixture, "Office", NULL);
  GtkWindow *dialog = culvert_ui_stage_find_window ("CulvertPromptDialog");
  g_autoptr (CulvertPrompt) home = create_and_ask (fixture, "Home", NULL);

  culvert_await (gtk_window_is_active (dialog));
  for (guint i = 0; i < 2; i++)
    culvert_dialog_answerer_present (CULVERT_DIALOG_ANSWERER (fixture->answerer),
                                     i == 0 ? home : office,
                                     NULL);
  culvert_await (gtk_window_is_active (dialog));

  answer_one (GTK_RESPONSE_OK);
  answer_one (GTK_RESPONSE_OK);
  culvert_await (fixture->n_done[CULVERT_ANSWER_HANDLED] == 2);
}

#define add(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/ui/dialog-answerer/one-dialog-for-a-connection", test_one_dialog_for_a_connection);
  add ("/ui/dialog-answerer/three-dialogs-in-all", test_three_dialogs_in_all);
  add ("/ui/dialog-answerer/one-dialog-a-turn", test_one_dialog_a_turn);
  add ("/ui/dialog-answerer/withdrawn-question-disappears", test_withdrawn_question_disappears);
  add ("/ui/dialog-answerer/withdrawn-before-it-was-asked", test_withdrawn_before_it_was_asked);
  add ("/ui/dialog-answerer/stop-is-told", test_stop_is_told);
  add ("/ui/dialog-answerer/storm-makes-one-window", test_storm_makes_one_window);
  add ("/ui/dialog-answerer/present-raises-the-dialog", test_present_raises_the_dialog);

  return g_test_run ();
}
