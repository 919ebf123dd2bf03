/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "culvert-prompt.h"

G_BEGIN_DECLS

/**
 * CulvertPromptRows:
 *
 * The blanks of a question that are still empty, one below the other. A #CulvertPromptBody.
 */
#define CULVERT_TYPE_PROMPT_ROWS (culvert_prompt_rows_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPromptRows, culvert_prompt_rows, CULVERT, PROMPT_ROWS, GtkBox)

/* Has rows already, which are not yet of anything: to make them takes longer than to fill them. */
CulvertPromptRows *culvert_prompt_rows_new (void);
/* Once, and before anything else. Without a field to be filled in, it is not visible. */
void culvert_prompt_rows_ask (CulvertPromptRows *self, CulvertPrompt *prompt);

G_END_DECLS
