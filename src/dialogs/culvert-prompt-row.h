/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-prompt.h"

G_BEGIN_DECLS

/**
 * CulvertPromptRow:
 *
 * One blank of a question on the screen: its label, its entry, and a button that reveals a hidden
 * text. What is suggested or offered is shown, also when it comes late, until the user types. No
 * secret reaches the field before culvert_prompt_row_store().
 *
 *  - signal `changed ()`: the text is another one
 *  - signal `activated ()`: the user pressed Enter
 */
#define CULVERT_TYPE_PROMPT_ROW (culvert_prompt_row_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPromptRow, culvert_prompt_row, CULVERT, PROMPT_ROW, GtkBox)

CulvertPromptRow *culvert_prompt_row_new (void);
/* Once, and before anything else. */
void
culvert_prompt_row_ask (CulvertPromptRow *self, CulvertPrompt *prompt, CulvertPromptField *field);
gboolean culvert_prompt_row_is_empty (CulvertPromptRow *self);
/* The text, or its absence, is an answer. */
gboolean culvert_prompt_row_is_complete (CulvertPromptRow *self);
void culvert_prompt_row_focus (CulvertPromptRow *self);
/* Gives the text to the field. */
void culvert_prompt_row_store (CulvertPromptRow *self);
/* Wipes the text. */
void culvert_prompt_row_clear (CulvertPromptRow *self);

G_END_DECLS
