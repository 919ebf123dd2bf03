/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-answerer.h"

G_BEGIN_DECLS

/**
 * CulvertPromptDialog:
 *
 * One question on the screen. It shows the blanks that are left, or two buttons where only a
 * confirmation is wanted, and fills the prompt when the user has answered.
 *
 *  - signal `answered (CulvertAnswerResult result)`: exactly once, HANDLED or FAILED, unless the
 *    dialog is destroyed before. Whoever created the dialog destroys it then.
 */
#define CULVERT_TYPE_PROMPT_DIALOG (culvert_prompt_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPromptDialog, culvert_prompt_dialog, CULVERT, PROMPT_DIALOG, GtkDialog)

/* One that has nothing to ask yet, and is not shown. */
CulvertPromptDialog *culvert_prompt_dialog_new (void);
/* Once, before it is shown. */
void culvert_prompt_dialog_ask (CulvertPromptDialog *self, CulvertPrompt *prompt);

G_END_DECLS
