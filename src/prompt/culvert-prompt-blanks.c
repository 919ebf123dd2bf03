/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-private.h"

void
culvert_prompt_take_field (CulvertPrompt *self, CulvertPromptField *owned_field)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));
  g_return_if_fail (CULVERT_IS_PROMPT_FIELD (owned_field));

  g_ptr_array_add (self->fields, owned_field);
}

guint
culvert_prompt_get_n_fields (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), 0);

  return self->fields->len;
}

CulvertPromptField *
culvert_prompt_get_field (CulvertPrompt *self, guint index)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);
  g_return_val_if_fail (index < self->fields->len, NULL);

  return g_ptr_array_index (self->fields, index);
}

CulvertPromptField *
culvert_prompt_find_field (CulvertPrompt *self, CulvertPromptFieldRole role)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      CulvertPromptField *field = g_ptr_array_index (self->fields, i);

      if (culvert_prompt_field_get_role (field) == role)
        return field;
    }

  return NULL;
}

gboolean
culvert_prompt_is_complete (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), FALSE);

  for (guint i = 0; i < self->fields->len; i++)
    if (culvert_prompt_field_is_blank (g_ptr_array_index (self->fields, i)))
      return FALSE;

  return self->choices == NULL || self->chosen != NULL;
}

GListStore *
culvert_prompt_get_choices (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  return self->choices;
}

CulvertPromptChoice *
culvert_prompt_find_choice (CulvertPrompt *self, const char *id)
{
  guint n;

  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  n = self->choices != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->choices)) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CulvertPromptChoice) choice =
          g_list_model_get_item (G_LIST_MODEL (self->choices), i);

      if (g_str_equal (culvert_prompt_choice_get_id (choice), id))
        return choice; /* the model holds it */
    }

  return NULL;
}

CulvertPromptChoice *
culvert_prompt_get_chosen (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  return self->chosen;
}

void
culvert_prompt_set_chosen (CulvertPrompt *self, CulvertPromptChoice *choice)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));
  g_return_if_fail (choice == NULL || self->choices != NULL);

  g_set_object (&self->chosen, choice);
}
