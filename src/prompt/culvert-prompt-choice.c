/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-choice.h"

struct _CulvertPromptChoice
{
  GObject parent_instance;

  char *id;            /* (owned) */
  char *label;         /* (owned) (nullable) */
  char *detail;        /* (owned) (nullable) */
  GBytes *certificate; /* (owned) (nullable) */
  gboolean is_usable;
  gint64 round_trip;
};

G_DEFINE_FINAL_TYPE (CulvertPromptChoice, culvert_prompt_choice, G_TYPE_OBJECT)

typedef enum
{
  PROP_ROUND_TRIP = 1
} CulvertPromptChoiceProperty;

static GParamSpec *properties[PROP_ROUND_TRIP + 1];

static void
culvert_prompt_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertPromptChoice *self = CULVERT_PROMPT_CHOICE (object);

  switch ((CulvertPromptChoiceProperty) id)
    {
    case PROP_ROUND_TRIP:
      g_value_set_int64 (value, self->round_trip);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_prompt_choice_finalize (GObject *object)
{
  CulvertPromptChoice *self = CULVERT_PROMPT_CHOICE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->certificate, g_bytes_unref);

  G_OBJECT_CLASS (culvert_prompt_choice_parent_class)->finalize (object);
}

static void
culvert_prompt_choice_class_init (CulvertPromptChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_prompt_choice_get_property;
  object_class->finalize = culvert_prompt_choice_finalize;

  properties[PROP_ROUND_TRIP] = g_param_spec_int64 ("round-trip",
                                                    NULL,
                                                    NULL,
                                                    0,
                                                    G_MAXINT64,
                                                    0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
culvert_prompt_choice_init (CulvertPromptChoice *self)
{
  self->is_usable = TRUE;
}

CulvertPromptChoice *
culvert_prompt_choice_new (const char *id, const char *label, const char *detail)
{
  CulvertPromptChoice *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_PROMPT_CHOICE, NULL);
  self->id = g_strdup (id);
  self->label = g_strdup (label);
  self->detail = g_strdup (detail);

  return self;
}

CulvertPromptChoice *
culvert_prompt_choice_new_certificate (const char *id, GBytes *certificate)
{
  CulvertPromptChoice *self = culvert_prompt_choice_new (id, NULL, NULL);

  if (self != NULL && certificate != NULL)
    self->certificate = g_bytes_ref (certificate);

  return self;
}

const char *
culvert_prompt_choice_get_id (CulvertPromptChoice *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_CHOICE (self), NULL);

  return self->id;
}

const char *
culvert_prompt_choice_get_label (CulvertPromptChoice *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_CHOICE (self), NULL);

  return self->label;
}

const char *
culvert_prompt_choice_get_detail (CulvertPromptChoice *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_CHOICE (self), NULL);

  return self->detail;
}

GBytes *
culvert_prompt_choice_get_certificate (CulvertPromptChoice *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_CHOICE (self), NULL);

  return self->certificate;
}

gboolean
culvert_prompt_choice_get_usable (CulvertPromptChoice *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_CHOICE (self), FALSE);

  return self->is_usable;
}

void
culvert_prompt_choice_set_usable (CulvertPromptChoice *self, gboolean usable)
{
  g_return_if_fail (CULVERT_IS_PROMPT_CHOICE (self));

  self->is_usable = usable;
}

gint64
culvert_prompt_choice_get_round_trip (CulvertPromptChoice *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT_CHOICE (self), 0);

  return self->round_trip;
}

void
culvert_prompt_choice_set_round_trip (CulvertPromptChoice *self, gint64 round_trip)
{
  g_return_if_fail (CULVERT_IS_PROMPT_CHOICE (self));
  g_return_if_fail (round_trip >= 0);

  if (round_trip == self->round_trip)
    return;

  self->round_trip = round_trip;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROUND_TRIP]);
}
