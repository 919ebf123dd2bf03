/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#pragma once

#include "culvert-secret-text.h"

G_BEGIN_DECLS

/* What a blank is for; the words beside it are the dialog's business. */
typedef enum
{
  CULVERT_PROMPT_FIELD_USERNAME,
  CULVERT_PROMPT_FIELD_PASSWORD, /* also a passphrase and a PIN: the prompt's kind tells */
  CULVERT_PROMPT_FIELD_RESPONSE, /* to a challenge; never kept */
  CULVERT_PROMPT_FIELD_TEXT,
} CulvertPromptFieldRole;

typedef enum
{
  CULVERT_PROMPT_FIELD_HIDDEN = 1 << 0,    /* shown as dots unless the user reveals it */
  CULVERT_PROMPT_FIELD_MAY_EMPTY = 1 << 1, /* an empty answer is an answer */
  CULVERT_PROMPT_FIELD_ONE_TIME = 1 << 2,  /* never kept, never offered again */
} CulvertPromptFieldFlags;

/**
 * CulvertPromptField:
 *
 * One blank of a question. Owned by its prompt. `value` is NULL while it is blank; whoever
 * answers fills it. `suggestion` and `offer` are what a dialog may show in it beforehand; both may
 * come while it is open, and are properties with notification. `draft` is what the user has begun
 * to write.
 */
#define CULVERT_TYPE_PROMPT_FIELD (culvert_prompt_field_get_type ())
G_DECLARE_FINAL_TYPE (CulvertPromptField, culvert_prompt_field, CULVERT, PROMPT_FIELD, GObject)

CulvertPromptField *culvert_prompt_field_new (CulvertPromptFieldRole role,
                                              CulvertPromptFieldFlags flags,
                                              const char *label);

CulvertPromptFieldRole culvert_prompt_field_get_role (CulvertPromptField *self);
gboolean culvert_prompt_field_has_flag (CulvertPromptField *self, CulvertPromptFieldFlags flag);

/* Remote text that names the blank (a challenge), or NULL: then the role names it. Raw: not fit
 * for the user interface before culvert_plain_text(). */
const char *culvert_prompt_field_get_label (CulvertPromptField *self);

CulvertSecretText *culvert_prompt_field_get_value (CulvertPromptField *self); /* (transfer none) */
/* Also with NULL this lets go of what was offered. */
void culvert_prompt_field_set_value (CulvertPromptField *self, CulvertSecretText *value);
gboolean culvert_prompt_field_is_blank (CulvertPromptField *self);

const char *culvert_prompt_field_get_suggestion (CulvertPromptField *self);
/* Never a secret. */
void culvert_prompt_field_set_suggestion (CulvertPromptField *self, const char *suggestion);

/* A secret that the user may send as it is: the field stays blank until then. */
CulvertSecretText *culvert_prompt_field_get_offer (CulvertPromptField *self); /* (transfer none) */
void culvert_prompt_field_set_offer (CulvertPromptField *self, CulvertSecretText *offer);

/* NULL: the user has not touched it. Of a login name it is the text, of anything else "". */
const char *culvert_prompt_field_get_draft (CulvertPromptField *self);
void culvert_prompt_field_set_draft (CulvertPromptField *self, const char *draft);

G_END_DECLS
