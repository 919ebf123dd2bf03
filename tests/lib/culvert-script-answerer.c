/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-script-answerer.h"

#include <stdarg.h>

typedef enum
{
  ANSWER_FILL,
  ANSWER_CONFIRM,
  ANSWER_CHOOSE,
  ANSWER_REFUSE,
  ANSWER_PASS,
  ANSWER_BREAK,
} AnswerKind;

typedef struct
{
  AnswerKind kind;
  GPtrArray *values; /* (owned) (element-type utf8): for CHOOSE the id, then the fields */
  gboolean always;
} Answer;

/* A prompt that nobody has answered yet. */
typedef struct
{
  CulvertScriptAnswerer *answerer;
  GTask *task;    /* (owned); its data is the prompt */
  GSource *watch; /* (owned) (nullable): for its cancellation */
} Waiting;

struct _CulvertScriptAnswerer
{
  GObject parent_instance;

  GQueue answers;     /* (element-type Answer) (owned) */
  GQueue waiting;     /* (element-type Waiting) (owned) */
  GPtrArray *prompts; /* (element-type CulvertPrompt) (owned) */
  gboolean is_stubborn;
};

static void answerer_iface_init (CulvertAnswererInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertScriptAnswerer,
                               culvert_script_answerer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_ANSWERER, answerer_iface_init))

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_ptr_array_unref (answer->values);
  g_free (answer);
}

static void
waiting_free (Waiting *waiting)
{
  if (waiting->watch != NULL)
    g_source_destroy (waiting->watch);
  g_clear_pointer (&waiting->watch, g_source_unref);
  g_clear_object (&waiting->task);
  g_free (waiting);
}

static void
fill (CulvertPrompt *prompt, GPtrArray *values, guint first)
{
  for (guint i = first; i < values->len; i++)
    {
      g_autoptr (CulvertSecretText) text = culvert_secret_text_new (values->pdata[i], -1);

      culvert_prompt_field_set_value (culvert_prompt_get_field (prompt, i - first), text);
    }
}

static void
choose (CulvertPrompt *prompt, const Answer *with)
{
  CulvertPromptChoice *choice = culvert_prompt_find_choice (prompt, with->values->pdata[0]);

  g_assert_nonnull (choice);
  culvert_prompt_set_chosen (prompt, choice);
  culvert_prompt_set_remember (prompt, with->always);
  fill (prompt, with->values, 1);
}

static void
answer (GTask *task, const Answer *with)
{
  CulvertPrompt *prompt = g_task_get_task_data (task);

  switch (with->kind)
    {
    case ANSWER_FILL:
      fill (prompt, with->values, 0);
      g_task_return_int (task, CULVERT_ANSWER_HANDLED);
      break;
    case ANSWER_CONFIRM:
      culvert_prompt_set_confirmed (prompt, TRUE);
      g_task_return_int (task, CULVERT_ANSWER_HANDLED);
      break;
    case ANSWER_CHOOSE:
      choose (prompt, with);
      g_task_return_int (task, CULVERT_ANSWER_HANDLED);
      break;
    case ANSWER_REFUSE:
      g_task_return_int (task, CULVERT_ANSWER_FAILED);
      break;
    case ANSWER_PASS:
      g_task_return_int (task, CULVERT_ANSWER_UNHANDLED);
      break;
    case ANSWER_BREAK:
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The test wants it so.");
      break;
    }
}

/* Brings a prompt and an answer together as soon as there is one of each. */
static void
match (CulvertScriptAnswerer *self)
{
  while (!g_queue_is_empty (&self->waiting) && !g_queue_is_empty (&self->answers))
    {
      Waiting *waiting = g_queue_pop_head (&self->waiting);
      Answer *with = g_queue_pop_head (&self->answers);

      answer (waiting->task, with);
      answer_free (with);
      waiting_free (waiting);
    }
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Waiting *waiting = user_data;

  if (waiting->answerer->is_stubborn)
    return G_SOURCE_REMOVE;

  g_queue_remove (&waiting->answerer->waiting, waiting);
  g_task_return_error_if_cancelled (waiting->task);
  waiting_free (waiting);

  return G_SOURCE_REMOVE;
}

static void
watch_cancellation (Waiting *waiting)
{
  waiting->watch = g_cancellable_source_new (g_task_get_cancellable (waiting->task));
  g_source_set_callback (waiting->watch, G_SOURCE_FUNC (on_cancelled), waiting, NULL);
  g_source_attach (waiting->watch, NULL);
}

static void
culvert_script_answerer_answer_async (CulvertAnswerer *answerer,
                                      CulvertPrompt *prompt,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  CulvertScriptAnswerer *self = CULVERT_SCRIPT_ANSWERER (answerer);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->answerer = self;
  waiting->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (waiting->task, !self->is_stubborn);
  g_task_set_task_data (waiting->task, g_object_ref (prompt), g_object_unref);
  g_ptr_array_add (self->prompts, g_object_ref (prompt));
  g_queue_push_tail (&self->waiting, waiting);
  if (cancellable != NULL)
    watch_cancellation (waiting);
  if (g_queue_is_empty (&self->answers))
    culvert_prompt_set_waits_for_user (prompt, TRUE);

  match (self);
}

static CulvertAnswerResult
culvert_script_answerer_answer_finish (CulvertAnswerer *answerer,
                                       GAsyncResult *result,
                                       GError **error)
{
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, answerer), CULVERT_ANSWER_UNHANDLED);

  value = g_task_propagate_int (G_TASK (result), error);

  return value < 0 ? CULVERT_ANSWER_UNHANDLED : (CulvertAnswerResult) value;
}

static void
answerer_iface_init (CulvertAnswererInterface *iface)
{
  iface->answer_async = culvert_script_answerer_answer_async;
  iface->answer_finish = culvert_script_answerer_answer_finish;
}

static void
culvert_script_answerer_finalize (GObject *object)
{
  CulvertScriptAnswerer *self = CULVERT_SCRIPT_ANSWERER (object);

  g_queue_clear_full (&self->answers, answer_free);
  g_assert_true (g_queue_is_empty (&self->waiting));
  g_clear_pointer (&self->prompts, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_script_answerer_parent_class)->finalize (object);
}

static void
culvert_script_answerer_class_init (CulvertScriptAnswererClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_script_answerer_finalize;
}

static void
culvert_script_answerer_init (CulvertScriptAnswerer *self)
{
  g_queue_init (&self->answers);
  g_queue_init (&self->waiting);
  self->prompts = g_ptr_array_new_with_free_func (g_object_unref);
}

CulvertScriptAnswerer *
culvert_script_answerer_new (void)
{
  return g_object_new (CULVERT_TYPE_SCRIPT_ANSWERER, NULL);
}

static Answer *
add_answer (CulvertScriptAnswerer *self, AnswerKind kind)
{
  Answer *added = g_new0 (Answer, 1);

  added->kind = kind;
  added->values = g_ptr_array_new_with_free_func (g_free);
  g_queue_push_tail (&self->answers, added);

  return added;
}

void
culvert_script_answerer_fill (CulvertScriptAnswerer *self, const char *first, ...)
{
  Answer *added = add_answer (self, ANSWER_FILL);
  va_list arguments;

  va_start (arguments, first);
  for (const char *value = first; value != NULL; value = va_arg (arguments, const char *))
    g_ptr_array_add (added->values, g_strdup (value));
  va_end (arguments);

  match (self);
}

void
culvert_script_answerer_confirm (CulvertScriptAnswerer *self)
{
  add_answer (self, ANSWER_CONFIRM);
  match (self);
}

void
culvert_script_answerer_choose (CulvertScriptAnswerer *self,
                                const char *id,
                                const char *field,
                                gboolean always)
{
  Answer *added = add_answer (self, ANSWER_CHOOSE);

  g_ptr_array_add (added->values, g_strdup (id));
  if (field != NULL)
    g_ptr_array_add (added->values, g_strdup (field));
  added->always = always;

  match (self);
}

void
culvert_script_answerer_refuse (CulvertScriptAnswerer *self)
{
  add_answer (self, ANSWER_REFUSE);
  match (self);
}

void
culvert_script_answerer_pass (CulvertScriptAnswerer *self)
{
  add_answer (self, ANSWER_PASS);
  match (self);
}

void
culvert_script_answerer_break (CulvertScriptAnswerer *self)
{
  add_answer (self, ANSWER_BREAK);
  match (self);
}

void
culvert_script_answerer_set_stubborn (CulvertScriptAnswerer *self, gboolean is_stubborn)
{
  self->is_stubborn = is_stubborn;
}

guint
culvert_script_answerer_get_n_prompts (CulvertScriptAnswerer *self)
{
  return self->prompts->len;
}

CulvertPrompt *
culvert_script_answerer_get_prompt (CulvertScriptAnswerer *self, guint index)
{
  g_assert_cmpuint (index, <, self->prompts->len);

  return self->prompts->pdata[index];
}

gboolean
culvert_script_answerer_is_asked (CulvertScriptAnswerer *self)
{
  return !g_queue_is_empty (&self->waiting);
}
