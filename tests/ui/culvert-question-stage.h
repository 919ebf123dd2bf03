/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt-dialog.h"
#include "culvert-ui-stage.h"

G_BEGIN_DECLS

/* A question with its dialog, for tests of what the dialog shows. */
typedef struct
{
  CulvertUiStage *stage;       /* (owned) */
  CulvertPrompt *prompt;       /* (owned) (nullable) */
  CulvertPromptDialog *dialog; /* (owned) (nullable) */
  guint n_answers;
  CulvertAnswerResult answer;
} CulvertQuestionStage;

/* The functions of a fixture. */
void culvert_question_stage_set_up (CulvertQuestionStage *self, gconstpointer unused);
void culvert_question_stage_tear_down (CulvertQuestionStage *self, gconstpointer unused);

void culvert_question_stage_ask (CulvertQuestionStage *self,
                                 CulvertPromptKind kind,
                                 CulvertPromptFlags flags);
void culvert_question_stage_offer (CulvertQuestionStage *self, CulvertPromptChoice *owned_choice);
/* Shows the dialog, and waits until it has been drawn. */
void culvert_question_stage_open (CulvertQuestionStage *self);

GtkWidget *culvert_question_stage_find (CulvertQuestionStage *self, const char *id);
gboolean culvert_question_stage_is_visible (CulvertQuestionStage *self, const char *id);
/* Of a label. */
const char *culvert_question_stage_get_text (CulvertQuestionStage *self, const char *id);
/* What the name of a row of the list "list" is for a screen reader. (nullable): there is no row */
const char *culvert_question_stage_get_row_name (CulvertQuestionStage *self, int index);
/* The button that answers can be pressed. */
gboolean culvert_question_stage_can_answer (CulvertQuestionStage *self);
/* The id of what was chosen. (nullable) */
const char *culvert_question_stage_get_chosen (CulvertQuestionStage *self);
void culvert_question_stage_press (CulvertQuestionStage *self, guint key);

G_END_DECLS
