/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-asking"

#include "culvert-session-asking.h"

struct _CulvertSessionAsking
{
  GObject parent_instance;

  CulvertPrompt *prompt;            /* (owned) */
  CulvertAnswerer *answerer;        /* (owned) */
  CulvertSessionChoosing *choosing; /* (owned) (nullable) */
  GCancellable *cancellable;        /* (owned) (nullable): NULL until it is put to anybody */
  gboolean is_over;
};

G_DEFINE_FINAL_TYPE (CulvertSessionAsking, culvert_session_asking, G_TYPE_OBJECT)

enum
{
  ANSWERED,
  WAITS,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionAsking) self = user_data;
  CulvertAnswerResult answer =
      culvert_answerer_answer_finish (CULVERT_ANSWERER (source), result, NULL);

  if (!self->is_over)
    g_signal_emit (self,
                   signals[ANSWERED],
                   0,
                   answer == CULVERT_ANSWER_HANDLED && culvert_prompt_is_complete (self->prompt));
}

static void
on_waits_for_user (CulvertSessionAsking *self)
{
  g_signal_emit (self, signals[WAITS], 0);
}

static void
put (CulvertSessionAsking *self)
{
  if (self->choosing != NULL)
    culvert_session_choosing_measure (self->choosing);

  self->cancellable = g_cancellable_new ();
  culvert_answerer_answer_async (self->answerer,
                                 self->prompt,
                                 self->cancellable,
                                 on_answered,
                                 g_object_ref (self));
}

static void
on_found (CulvertSessionAsking *self)
{
  if (self->is_over || self->cancellable != NULL)
    return;

  if (culvert_session_choosing_fill (self->choosing))
    g_signal_emit (self, signals[ANSWERED], 0, TRUE);
  else
    put (self);
}

static void
culvert_session_asking_dispose (GObject *object)
{
  CulvertSessionAsking *self = CULVERT_SESSION_ASKING (object);

  g_clear_object (&self->prompt);
  g_clear_object (&self->answerer);
  g_clear_object (&self->choosing);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (culvert_session_asking_parent_class)->dispose (object);
}

static void
culvert_session_asking_class_init (CulvertSessionAskingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culvert_session_asking_dispose;

  signals[ANSWERED] = g_signal_new ("answered",
                                    CULVERT_TYPE_SESSION_ASKING,
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    1,
                                    G_TYPE_BOOLEAN);
  signals[WAITS] = g_signal_new ("waits",
                                 CULVERT_TYPE_SESSION_ASKING,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
culvert_session_asking_init (CulvertSessionAsking *self)
{
}

CulvertSessionAsking *
culvert_session_asking_new (CulvertPrompt *prompt,
                            CulvertAnswerer *answerer,
                            CulvertSessionChoosing *choosing)
{
  CulvertSessionAsking *self = g_object_new (CULVERT_TYPE_SESSION_ASKING, NULL);

  self->prompt = g_object_ref (prompt);
  self->answerer = g_object_ref (answerer);
  g_set_object (&self->choosing, choosing);
  g_signal_connect_object (prompt,
                           "notify::waits-for-user",
                           G_CALLBACK (on_waits_for_user),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
culvert_session_asking_start (CulvertSessionAsking *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_ASKING (self));

  if (self->choosing == NULL)
    {
      put (self);
      return;
    }

  g_signal_connect_object (self->choosing, "found", G_CALLBACK (on_found), self, G_CONNECT_SWAPPED);
  culvert_session_choosing_start (self->choosing);
  if (!culvert_session_choosing_is_silent (self->choosing))
    put (self);
}

void
culvert_session_asking_end (CulvertSessionAsking *self, CulvertPromptOutcome outcome)
{
  g_return_if_fail (CULVERT_IS_SESSION_ASKING (self));

  self->is_over = TRUE;
  g_signal_handlers_disconnect_by_data (self->prompt, self);
  if (self->choosing != NULL)
    culvert_session_choosing_stop (self->choosing);
  if (outcome == CULVERT_PROMPT_WITHDRAWN)
    g_cancellable_cancel (self->cancellable);
  culvert_prompt_set_outcome (self->prompt, outcome);
}

gboolean
culvert_session_asking_send (CulvertSessionAsking *self,
                             CulvertSessionLink *link,
                             const CulvertSessionProof *proof,
                             const CulvertMgmtRequest *request,
                             GError **error)
{
  CulvertPromptField *password;
  g_autoptr (GPtrArray) commands = NULL;

  g_return_val_if_fail (CULVERT_IS_SESSION_ASKING (self), FALSE);

  if (self->choosing != NULL)
    return culvert_session_choosing_answer (self->choosing, self->cancellable != NULL, error);

  if (request == NULL)
    {
      password = culvert_prompt_find_field (self->prompt, CULVERT_PROMPT_FIELD_PASSWORD);
      return culvert_session_link_log_in (link, culvert_prompt_field_get_value (password), error);
    }

  commands = culvert_session_proof_to_commands (proof, request, self->prompt, error);
  if (commands == NULL)
    return FALSE;

  g_ptr_array_set_free_func (commands, NULL);
  for (guint i = 0; i < commands->len; i++)
    culvert_session_link_send (link, commands->pdata[i]);

  return TRUE;
}

CulvertPrompt *
culvert_session_asking_get_prompt (CulvertSessionAsking *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_ASKING (self), NULL);

  return self->prompt;
}

gboolean
culvert_session_asking_is_put (CulvertSessionAsking *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_ASKING (self), FALSE);

  return self->cancellable != NULL;
}
