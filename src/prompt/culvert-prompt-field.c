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
  CulvertSecretText *offer; /* (owned) (nullable) */
  char *draft;              /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CulvertPromptField, culvert_prompt_field, G_TYPE_OBJECT)

typedef enum
{
  PROP_SUGGESTION = 1,
  PROP_OFFER
} CulvertPromptFieldProperty;

static GParamSpec *properties[PROP_OFFER + 1];

/* Whether it is another one. */
static gboolean
set_secret (CulvertSecretText **secret, CulvertSecretText *new_secret)
{
  if (new_secret == *secret)
    return FALSE;

  if (new_secret != NULL)
    culvert_secret_text_ref (new_secret);
  g_clear_pointer (secret, culvert_secret_text_unref);
  *secret = new_secret;

  return TRUE;
}

static gboolean
set_text (char **text, const char *new_text)
{
  char *owned_text;

  if (g_strcmp0 (*text, new_text) == 0)
    return FALSE;

  owned_text = g_strdup (new_text);
  g_free (*text);
  *text = owned_text;

  return TRUE;
}

static void
culvert_prompt_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertPromptField *self = CULVERT_PROMPT_FIELD (object);

  switch ((CulvertPromptFieldProperty) id)
    {
    case PROP_SUGGESTION:
      g_value_set_string (value, self->suggestion);
      break;
    case PROP_OFFER:
      g_value_set_boxed (value, self->offer);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_prompt_field_finalize (GObject *object)
{
  CulvertPromptField *self = CULVERT_PROMPT_FIELD (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->value, culvert_secret_text_unref);
  g_clear_pointer (&self->suggestion, g_free);
  g_clear_pointer (&self->offer, culvert_secret_text_unref);
  g_clear_pointer (&self->draft, g_free);

  G_OBJECT_CLASS (culvert_prompt_field_parent_class)->finalize (object);
}

static void
culvert_prompt_field_class_init (CulvertPromptFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_prompt_field_get_property;
  object_class->finalize = culvert_prompt_field_finalize;

  properties[PROP_SUGGESTION] = g_param_spec_string ("suggestion",
                                                     NULL,
                                                     NULL,
                                                     NULL,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OFFER] = g_param_spec_boxed ("offer",
                                               NULL,
                                               NULL,
                                               CULVERT_TYPE_SECRET_TEXT,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
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

  set_secret (&self->value, value);
  culvert_prompt_field_set_offer (self, NULL);
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
  g_return_if_fail (CULVERT_IS_PROMPT_FIELD (self));

  if (set_text (&self->suggestion, suggestion))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUGGESTION]);
}

CulvertSecretText *
culvert_prompt_field_get_offer (CulvertPromptField *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_FIELD (self), NULL);

  return self->offer;
}

void
culvert_prompt_field_set_offer (CulvertPromptField *self, CulvertSecretText *offer)
{
  g_return_if_fail (CULVERT_IS_PROMPT_FIELD (self));

  if (set_secret (&self->offer, offer))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OFFER]);
}

const char *
culvert_prompt_field_get_draft (CulvertPromptField *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_FIELD (self), NULL);

  return self->draft;
}

void
culvert_prompt_field_set_draft (CulvertPromptField *self, const char *draft)
{
  g_return_if_fail (CULVERT_IS_PROMPT_FIELD (self));

  set_text (&self->draft, draft);
}
