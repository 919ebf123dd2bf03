/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-body.h"

G_DEFINE_INTERFACE (CulvertPromptBody, culvert_prompt_body, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
culvert_prompt_body_default_init (CulvertPromptBodyInterface *iface)
{
  signals[CHANGED] = g_signal_new ("changed",
                                   CULVERT_TYPE_PROMPT_BODY,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

gboolean
culvert_prompt_body_is_complete (CulvertPromptBody *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_BODY (self), FALSE);

  return CULVERT_PROMPT_BODY_GET_IFACE (self)->is_complete (self);
}

void
culvert_prompt_body_store (CulvertPromptBody *self)
{
  g_return_if_fail (CULVERT_IS_PROMPT_BODY (self));

  CULVERT_PROMPT_BODY_GET_IFACE (self)->store (self);
}

void
culvert_prompt_body_clear (CulvertPromptBody *self)
{
  g_return_if_fail (CULVERT_IS_PROMPT_BODY (self));

  if (CULVERT_PROMPT_BODY_GET_IFACE (self)->clear != NULL)
    CULVERT_PROMPT_BODY_GET_IFACE (self)->clear (self);
}

void
culvert_prompt_body_focus (CulvertPromptBody *self)
{
  g_return_if_fail (CULVERT_IS_PROMPT_BODY (self));

  CULVERT_PROMPT_BODY_GET_IFACE (self)->focus (self);
}

void
culvert_prompt_body_emit_changed (CulvertPromptBody *self)
{
  g_return_if_fail (CULVERT_IS_PROMPT_BODY (self));

  g_signal_emit (self, signals[CHANGED], 0);
}
