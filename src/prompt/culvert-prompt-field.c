/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-field.h"

struct _CulvertPromptField
{
  GObject parent_instance;

  CulvertPromptFieldRole role;
  CulvertPromptFieldFlags flags;
  char *label;              /* (owned) (nullable) */
  CulvertSecretText *value; /* (owned) (nullable): NULL while it is blank */
  char *suggestion;         /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CulvertPromptField, culvert_prompt_field, G_TYPE_OBJECT)

static void
culvert_prompt_field_finalize (GObject *object)
{
  CulvertPromptField *self = CULVERT_PROMPT_FIELD (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->value, culvert_secret_text_unref);
  g_clear_pointer (&self->suggestion, g_free);

  G_OBJECT_CLASS (culvert_prompt_field_parent_class)->finalize (object);
}

static void
culvert_prompt_field_class_init (CulvertPromptFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_prompt_field_finalize;
}

static void
culvert_prompt_field_init (CulvertPromptField *self)
{
}

CulvertPromptField *
culvert_prompt_field_new (CulvertPromptFieldRole role,
                          CulvertPromptFieldFlags flags,
                          const char *label)
{
  CulvertPromptField *self = g_object_new (CULVERT_TYPE_PROMPT_FIELD, NULL);

  self->role = role;
  self->flags = flags;
  self->label = g_strdup (label);

  return self;
}

CulvertPromptFieldRole
culvert_prompt_field_get_role (CulvertPromptField *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_FIELD (self), CULVERT_PROMPT_FIELD_TEXT);

  return self->role;
}

gboolean
culvert_prompt_field_has_flag (CulvertPromptField *self, CulvertPromptFieldFlags flag)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_FIELD (self), FALSE);

  return (self->flags & flag) == flag;
}

const char *
culvert_prompt_field_get_label (CulvertPromptField *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_FIELD (self), NULL);

  return self->label;
}

CulvertSecretText *
culvert_prompt_field_get_value (CulvertPromptField *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_FIELD (self), NULL);

  return self->value;
}

void
culvert_prompt_field_set_value (CulvertPromptField *self, CulvertSecretText *value)
{
  g_return_if_fail (CULVERT_IS_PROMPT_FIELD (self));

  if (value != NULL)
    culvert_secret_text_ref (value);
  g_clear_pointer (&self->value, culvert_secret_text_unref);
  self->value = value;
}

gboolean
culvert_prompt_field_is_blank (CulvertPromptField *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_FIELD (self), FALSE);

  return self->value == NULL;
}

const char *
culvert_prompt_field_get_suggestion (CulvertPromptField *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_FIELD (self), NULL);

  return self->suggestion;
}

void
culvert_prompt_field_set_suggestion (CulvertPromptField *self, const char *suggestion)
{
  char *owned_suggestion;

  g_return_if_fail (CULVERT_IS_PROMPT_FIELD (self));

  owned_suggestion = g_strdup (suggestion);
  g_free (self->suggestion);
  self->suggestion = owned_suggestion;
}
