/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* How long it takes from a question to its dialog on the screen, the first one included. The floor
 * is a bare dialog with two entries and two buttons. */

#include "culvert-await.h"
#include "culvert-bench.h"
#include "culvert-ui-stage.h"

#define N_QUESTIONS 101

/* In milliseconds. */
typedef struct
{
  double first;
  double p99;
} Times;

static gboolean
on_drawn (GtkWidget *dialog, cairo_t *cr, gpointer user_data)
{
  gint64 *drawn_at = user_data;

  if (*drawn_at == 0)
    *drawn_at = g_get_monotonic_time ();

  return GDK_EVENT_PROPAGATE;
}

/* Returns: when the window was drawn for the first time, monotonic microseconds */
static gint64
await_drawn (GtkWidget *window)
{
  gint64 drawn_at = 0;
  gulong handler = g_signal_connect_after (window, "draw", G_CALLBACK (on_drawn), &drawn_at);

  culvert_await (drawn_at != 0);
  g_signal_handler_disconnect (window, handler);

  return drawn_at;
}

static double
show_floor (CulvertUiStage *stage)
{
  gint64 start = g_get_monotonic_time ();
  GtkWidget *dialog = gtk_dialog_new_with_buttons ("Sign in",
                                                   NULL,
                                                   0,
                                                   "_Cancel",
                                                   GTK_RESPONSE_CANCEL,
                                                   "_OK",
                                                   GTK_RESPONSE_OK,
                                                   NULL);
  GtkContainer *box = GTK_CONTAINER (gtk_dialog_get_content_area (GTK_DIALOG (dialog)));
  gint64 drawn_at;

  gtk_container_add (box, gtk_entry_new ());
  gtk_container_add (box, gtk_entry_new ());
  gtk_widget_show_all (dialog);
  drawn_at = await_drawn (dialog);
  gtk_widget_destroy (dialog);
  culvert_await_quiet ();

  return (double) (drawn_at - start) / 1000;
}

static double
show_question (CulvertUiStage *stage)
{
  CulvertAnswerer *answerer = culvert_ui_get_answerer (culvert_ui_stage_get_ui (stage));
  g_autoptr (CulvertPrompt) prompt =
      culvert_prompt_new (CULVERT_PROMPT_SIGN_IN,
                          CULVERT_PROMPT_EXPECTED | CULVERT_PROMPT_MAY_REMEMBER,
                          "id",
                          "identity",
                          "Office",
                          "Auth");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gint64 drawn_at;
  gint64 start;

  culvert_prompt_take_field (prompt,
                             culvert_prompt_field_new (CULVERT_PROMPT_FIELD_USERNAME, 0, NULL));
  culvert_prompt_take_field (
      prompt,
      culvert_prompt_field_new (CULVERT_PROMPT_FIELD_PASSWORD, CULVERT_PROMPT_FIELD_HIDDEN, NULL));
  start = g_get_monotonic_time ();
  culvert_answerer_answer_async (answerer, prompt, cancellable, culvert_await_on_ready, &result);
  drawn_at = await_drawn (GTK_WIDGET (culvert_ui_stage_find_window ("CulvertPromptDialog")));
  g_cancellable_cancel (cancellable);
  culvert_await (result != NULL);
  culvert_await_quiet ();

  return (double) (drawn_at - start) / 1000;
}

static Times
measure (const char *name, double (*show) (CulvertUiStage *stage), CulvertUiStage *stage)
{
  double times[N_QUESTIONS];
  gint64 cpu = culvert_bench_get_cpu_time ();
  Times found;

  for (guint i = 0; i < N_QUESTIONS; i++)
    times[i] = show (stage);
  cpu = culvert_bench_get_cpu_time () - cpu;
  found.first = times[0];
  g_print ("%-8s first %.1f, p50 %.1f, p99 %.1f ms; processor time of each %.1f ms\n",
           name,
           found.first,
           culvert_bench_get_percentile (times, N_QUESTIONS, 50),
           culvert_bench_get_percentile (times, N_QUESTIONS, 99),
           (double) cpu / 1000 / N_QUESTIONS);
  found.p99 = culvert_bench_get_percentile (times, N_QUESTIONS, 99);

  return found;
}

int
main (int argc, char *argv[])
{
  g_autoptr (CulvertUiStage) stage = NULL;
  Times floor;
  Times question;

  g_test_init (&argc, &argv, NULL);
  stage = culvert_ui_stage_new ();
  floor = measure ("floor", show_floor, stage);
  question = measure ("question", show_question, stage);
  culvert_bench_tell ("B7a",
                      "from a question to its dialog, the first",
                      question.first,
                      "ms",
                      floor.first,
                      16);
  culvert_bench_tell ("B7a",
                      "from a question to its dialog, p99",
                      question.p99,
                      "ms",
                      floor.p99,
                      16);

  return 0;
}
