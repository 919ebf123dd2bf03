/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-prompt-private.h"

G_DEFINE_FINAL_TYPE (CulvertPrompt, culvert_prompt, G_TYPE_OBJECT)

typedef enum
{
  PROP_OUTCOME = 1,
  PROP_WAITS_FOR_USER,
  PROP_DEADLINE,
  PROP_IS_LOADING,
  PROP_REMEMBER
} CulvertPromptProperty;

static GParamSpec *properties[PROP_REMEMBER + 1];

enum
{
  RELOAD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
may_follow (CulvertPromptOutcome old, CulvertPromptOutcome outcome)
{
  switch (outcome)
    {
    case CULVERT_PROMPT_PENDING:
      return FALSE;
    case CULVERT_PROMPT_ANSWERED:
      return old == CULVERT_PROMPT_PENDING;
    case CULVERT_PROMPT_ACCEPTED:
    case CULVERT_PROMPT_REJECTED:
      return old == CULVERT_PROMPT_ANSWERED;
    case CULVERT_PROMPT_WITHDRAWN:
      return old == CULVERT_PROMPT_PENDING || old == CULVERT_PROMPT_ANSWERED;
    }

  g_return_val_if_reached (FALSE);
}

/* Whoever wants to keep an answer does so when it was accepted. Until then only that is needed
 * which may be kept, and afterwards nothing. */
static gboolean
is_needed (CulvertPrompt *self, CulvertPromptField *field)
{
  switch (self->outcome)
    {
    case CULVERT_PROMPT_PENDING:
      return TRUE;
    case CULVERT_PROMPT_ANSWERED:
      return self->remember &&
             !culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_ONE_TIME);
    case CULVERT_PROMPT_ACCEPTED:
    case CULVERT_PROMPT_REJECTED:
    case CULVERT_PROMPT_WITHDRAWN:
      return FALSE;
    }

  g_return_val_if_reached (FALSE);
}

static void
let_go_of_values (CulvertPrompt *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      CulvertPromptField *field = g_ptr_array_index (self->fields, i);

      if (!is_needed (self, field))
        culvert_prompt_field_set_value (field, NULL);
    }
}

static void
replace (char **text, const char *new_text)
{
  char *owned_text = g_strdup (new_text);

  g_free (*text);
  *text = owned_text;
}

static void
culvert_prompt_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertPrompt *self = CULVERT_PROMPT (object);

  switch ((CulvertPromptProperty) id)
    {
    case PROP_OUTCOME:
      g_value_set_int (value, self->outcome);
      break;
    case PROP_WAITS_FOR_USER:
      g_value_set_boolean (value, self->waits_for_user);
      break;
    case PROP_DEADLINE:
      g_value_set_int64 (value, self->deadline);
      break;
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_REMEMBER:
      g_value_set_boolean (value, self->remember);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_prompt_finalize (GObject *object)
{
  CulvertPrompt *self = CULVERT_PROMPT (object);

  g_clear_pointer (&self->profile_id, g_free);
  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->connection, g_free);
  g_clear_pointer (&self->realm, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->choices);
  g_clear_object (&self->chosen);

  G_OBJECT_CLASS (culvert_prompt_parent_class)->finalize (object);
}

static void
culvert_prompt_class_init (CulvertPromptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_prompt_get_property;
  object_class->finalize = culvert_prompt_finalize;

  /* A #CulvertPromptOutcome: what became of the answer. */
  properties[PROP_OUTCOME] = g_param_spec_int ("outcome",
                                               NULL,
                                               NULL,
                                               CULVERT_PROMPT_PENDING,
                                               CULVERT_PROMPT_WITHDRAWN,
                                               CULVERT_PROMPT_PENDING,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAITS_FOR_USER] =
      g_param_spec_boolean ("waits-for-user",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DEADLINE] = g_param_spec_int64 ("deadline",
                                                  NULL,
                                                  NULL,
                                                  0,
                                                  G_MAXINT64,
                                                  0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading",
                                                      NULL,
                                                      NULL,
                                                      FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REMEMBER] = g_param_spec_boolean ("remember",
                                                    NULL,
                                                    NULL,
                                                    FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[RELOAD] = g_signal_new ("reload",
                                  CULVERT_TYPE_PROMPT,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  0);
}

static void
culvert_prompt_init (CulvertPrompt *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertPrompt *
culvert_prompt_new (CulvertPromptKind kind,
                    CulvertPromptFlags flags,
                    const char *profile_id,
                    const char *identity,
                    const char *connection,
                    const char *realm)
{
  CulvertPrompt *self;

  g_return_val_if_fail (profile_id != NULL, NULL);
  g_return_val_if_fail (identity != NULL, NULL);
  g_return_val_if_fail (connection != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_PROMPT, NULL);
  self->kind = kind;
  self->flags = flags;
  self->profile_id = g_strdup (profile_id);
  self->identity = g_strdup (identity);
  self->connection = g_strdup (connection);
  self->realm = g_strdup (realm);
  if (culvert_prompt_kind_has_choices (kind))
    self->choices = g_list_store_new (CULVERT_TYPE_PROMPT_CHOICE);

  return self;
}

CulvertPromptKind
culvert_prompt_get_kind (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), CULVERT_PROMPT_TEXT);

  return self->kind;
}

gboolean
culvert_prompt_has_flag (CulvertPrompt *self, CulvertPromptFlags flag)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), FALSE);

  return (self->flags & flag) == flag;
}

const char *
culvert_prompt_get_profile_id (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  return self->profile_id;
}

const char *
culvert_prompt_get_identity (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  return self->identity;
}

const char *
culvert_prompt_get_connection (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  return self->connection;
}

const char *
culvert_prompt_get_realm (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  return self->realm;
}

const char *
culvert_prompt_get_message (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  return self->message;
}

void
culvert_prompt_set_message (CulvertPrompt *self, const char *message)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));

  replace (&self->message, message);
}

const char *
culvert_prompt_get_failure (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), NULL);

  return self->failure;
}

void
culvert_prompt_set_failure (CulvertPrompt *self, const char *failure)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));

  replace (&self->failure, failure);
}

CulvertPromptFault
culvert_prompt_get_fault (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), CULVERT_PROMPT_FAULT_NONE);

  return self->fault;
}

void
culvert_prompt_set_fault (CulvertPrompt *self, CulvertPromptFault fault)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));
  g_return_if_fail (fault < CULVERT_PROMPT_N_FAULTS);

  self->fault = fault;
}

gboolean
culvert_prompt_get_remember (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), FALSE);

  return self->remember;
}

void
culvert_prompt_set_remember (CulvertPrompt *self, gboolean remember)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));

  remember = remember && culvert_prompt_has_flag (self, CULVERT_PROMPT_MAY_REMEMBER);
  if (remember == self->remember)
    return;

  self->remember = remember;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMEMBER]);
}

gboolean
culvert_prompt_get_confirmed (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), FALSE);

  return self->confirmed;
}

void
culvert_prompt_set_confirmed (CulvertPrompt *self, gboolean confirmed)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));

  self->confirmed = confirmed;
}

gboolean
culvert_prompt_get_is_loading (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), FALSE);

  return self->is_loading;
}

void
culvert_prompt_set_is_loading (CulvertPrompt *self, gboolean is_loading)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));

  if (is_loading == self->is_loading)
    return;

  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

void
culvert_prompt_reload (CulvertPrompt *self)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));

  g_signal_emit (self, signals[RELOAD], 0);
}

gint64
culvert_prompt_get_deadline (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), 0);

  return self->deadline;
}

void
culvert_prompt_set_deadline (CulvertPrompt *self, gint64 deadline)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));

  if (deadline == self->deadline)
    return;

  self->deadline = deadline;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEADLINE]);
}

gboolean
culvert_prompt_get_waits_for_user (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), FALSE);

  return self->waits_for_user;
}

void
culvert_prompt_set_waits_for_user (CulvertPrompt *self, gboolean waits_for_user)
{
  g_return_if_fail (CULVERT_IS_PROMPT (self));

  if (waits_for_user == self->waits_for_user)
    return;

  self->waits_for_user = waits_for_user;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITS_FOR_USER]);
}

CulvertPromptOutcome
culvert_prompt_get_outcome (CulvertPrompt *self)
{
  g_return_val_if_fail (CULVERT_IS_PROMPT (self), CULVERT_PROMPT_WITHDRAWN);

  return self->outcome;
}

void
culvert_prompt_set_outcome (CulvertPrompt *self, CulvertPromptOutcome outcome)
{
  g_autoptr (CulvertPrompt) alive = NULL;

  g_return_if_fail (CULVERT_IS_PROMPT (self));

  if (outcome == self->outcome)
    return;

  g_return_if_fail (may_follow (self->outcome, outcome));

  alive = g_object_ref (self);
  self->outcome = outcome;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTCOME]);
  let_go_of_values (self);
}
