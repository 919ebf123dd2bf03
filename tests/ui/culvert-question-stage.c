/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-question-stage.h"

static void
on_answered (CulvertPromptDialog *dialog, int result, gpointer user_data)
{
  CulvertQuestionStage *self = user_data;

  self->n_answers++;
  self->answer = result;
}

void
culvert_question_stage_set_up (CulvertQuestionStage *self, gconstpointer unused)
{
  self->stage = culvert_ui_stage_new ();
}

void
culvert_question_stage_tear_down (CulvertQuestionStage *self, gconstpointer unused)
{
  gtk_widget_destroy (GTK_WIDGET (self->dialog));
  g_assert_finalize_object (self->dialog);
  g_assert_finalize_object (self->prompt);
  g_assert_finalize_object (self->stage);
}

void
culvert_question_stage_ask (CulvertQuestionStage *self,
                            CulvertPromptKind kind,
                            CulvertPromptFlags flags)
{
  self->prompt = culvert_prompt_new (kind, flags, "id", "identity", "Office", NULL);
}

void
culvert_question_stage_offer (CulvertQuestionStage *self, CulvertPromptChoice *owned_choice)
{
  g_autoptr (CulvertPromptChoice) choice = owned_choice;

  g_list_store_append (culvert_prompt_get_choices (self->prompt), choice);
}

void
culvert_question_stage_open (CulvertQuestionStage *self)
{
  self->dialog = g_object_ref_sink (culvert_prompt_dialog_new ());
  culvert_prompt_dialog_ask (self->dialog, self->prompt);
  g_signal_connect (self->dialog, "answered", G_CALLBACK (on_answered), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  culvert_ui_stage_settle (GTK_WINDOW (self->dialog));
}

GtkWidget *
culvert_question_stage_find (CulvertQuestionStage *self, const char *id)
{
  GtkWidget *widget = culvert_ui_stage_find_widget (GTK_WIDGET (self->dialog), id);

  g_assert_nonnull (widget);

  return widget;
}

gboolean
culvert_question_stage_is_visible (CulvertQuestionStage *self, const char *id)
{
  return gtk_widget_get_visible (culvert_question_stage_find (self, id));
}

const char *
culvert_question_stage_get_text (CulvertQuestionStage *self, const char *id)
{
  GtkLabel *label = GTK_LABEL (culvert_question_stage_find (self, id));

  g_assert_false (gtk_label_get_use_markup (label));

  return gtk_label_get_text (label);
}

const char *
culvert_question_stage_get_row_name (CulvertQuestionStage *self, int index)
{
  GtkListBox *list = GTK_LIST_BOX (culvert_question_stage_find (self, "list"));
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

  return row != NULL ? atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (row))) : NULL;
}

gboolean
culvert_question_stage_can_answer (CulvertQuestionStage *self)
{
  return gtk_widget_get_sensitive (culvert_question_stage_find (self, "accept_button"));
}

const char *
culvert_question_stage_get_chosen (CulvertQuestionStage *self)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (self->prompt);

  return chosen != NULL ? culvert_prompt_choice_get_id (chosen) : NULL;
}

void
culvert_question_stage_press (CulvertQuestionStage *self, guint key)
{
  culvert_ui_stage_press (GTK_WINDOW (self->dialog), key, 0);
}
