/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-prompt.h"

G_BEGIN_DECLS

/* A prompt in two files: culvert-prompt.c is what it is and what becomes of it,
 * culvert-prompt-blanks.c what there is to fill in and to choose. Nobody else includes this. */
struct _CulvertPrompt
{
  GObject parent_instance;

  CulvertPromptKind kind;
  CulvertPromptFlags flags;
  char *profile_id; /* (owned) */
  char *identity;   /* (owned) */
  char *connection; /* (owned) */
  char *realm;      /* (owned) (nullable) */
  char *message;    /* (owned) (nullable) */
  char *failure;    /* (owned) (nullable) */
  CulvertPromptFault fault;
  GPtrArray *fields;           /* (owned) (element-type CulvertPromptField) */
  GListStore *choices;         /* (owned) (nullable) (element-type CulvertPromptChoice) */
  CulvertPromptChoice *chosen; /* (owned) (nullable) */
  gboolean is_loading;
  gboolean remember;
  gboolean confirmed;
  gint64 deadline;
  gboolean waits_for_user;
  CulvertPromptOutcome outcome; /* written by culvert_prompt_set_outcome () alone */
};

G_END_DECLS
