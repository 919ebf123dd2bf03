/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulvertPromptBody:
 *
 * The part of a question's dialog in which the user answers: blanks to fill, or a list to choose
 * from. Nothing reaches the prompt before culvert_prompt_body_store().
 *
 *  - signal `changed ()`: whether it is complete may have changed
 */
#define CULVERT_TYPE_PROMPT_BODY (culvert_prompt_body_get_type ())
G_DECLARE_INTERFACE (CulvertPromptBody, culvert_prompt_body, CULVERT, PROMPT_BODY, GtkWidget)

struct _CulvertPromptBodyInterface
{
  GTypeInterface parent_iface;

  gboolean (*is_complete) (CulvertPromptBody *self);
  void (*store) (CulvertPromptBody *self);
  void (*clear) (CulvertPromptBody *self); /* (nullable): nothing in it is secret */
  void (*focus) (CulvertPromptBody *self);
};

/* What stands in it is an answer. */
gboolean culvert_prompt_body_is_complete (CulvertPromptBody *self);
/* Gives the answer to the prompt. */
void culvert_prompt_body_store (CulvertPromptBody *self);
/* Wipes what was typed. */
void culvert_prompt_body_clear (CulvertPromptBody *self);
/* To where the user goes on. */
void culvert_prompt_body_focus (CulvertPromptBody *self);

/* For those that implement it. */
void culvert_prompt_body_emit_changed (CulvertPromptBody *self);

G_END_DECLS
