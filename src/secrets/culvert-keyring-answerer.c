/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-keyring-answerer"

#include "culvert-keyring-answerer.h"

#include "culvert-keyring-fill.h"
#include "culvert-keyring-jobs.h"
#include "culvert-keyring-search.h"

#define USUAL_PATIENCE_MSEC 1000
/* Of it, for a keyring that was not as quick lately. */
#define SLOW_SHARE   4
#define SLOW_SECONDS 60

struct _CulvertKeyringAnswerer
{
  GObject parent_instance;

  CulvertKeyringJobs *jobs;  /* (owned) */
  GHashTable *refused;       /* (owned): from place_of () to the login name, or NULL */
  GPtrArray *locked;         /* (owned) (element-type CulvertPrompt): open, until it is unlocked */
  gboolean has_asked_unlock; /* and has not seen anything unlocked since */
  guint patience_msec;       /* how long a question is held back for the keyring alone */
  gint64 slow_until;         /* monotonic: there is less patience so long, or until it answers */
};

/* What the keyring had to do with a prompt; belongs to the prompt. */
typedef struct
{
  gboolean was_kept;           /* there was an item for it */
  char *user;                  /* (owned) (nullable): what was filled in */
  CulvertSecretText *password; /* (owned) (nullable): what was filled in */
  gboolean was_sent;           /* as it was filled in */
} Watch;

/* A question to the keyring. It stays when somebody else has been asked meanwhile: what the keyring
 * knows is then offered. */
typedef struct
{
  CulvertKeyringAnswerer *answerer; /* (owned) */
  CulvertPrompt *prompt;            /* (owned) */
  GTask *task;                      /* (owned) (nullable): until somebody else may answer */
  guint patience;                   /* source id */
} Question;

static void answerer_iface_init (CulvertAnswererInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CulvertKeyringAnswerer,
                               culvert_keyring_answerer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULVERT_TYPE_ANSWERER, answerer_iface_init))

static G_DEFINE_QUARK (culvert_keyring_watch, watch)

typedef enum
{
  STORE_FAILED,
  N_SIGNALS
} CulvertKeyringAnswererSignal;

static guint signals[N_SIGNALS];

static void
watch_clear (Watch *watch)
{
  g_clear_pointer (&watch->user, g_free);
  g_clear_pointer (&watch->password, culvert_secret_text_unref);
}

static void
watch_free (Watch *watch)
{
  watch_clear (watch);
  g_free (watch);
}

static void
question_free (Question *question)
{
  g_clear_handle_id (&question->patience, g_source_remove);
  g_clear_object (&question->task);
  g_clear_object (&question->prompt);
  g_clear_object (&question->answerer);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Everything else is for a person alone: a token locks itself after a few wrong PINs, and a
 * question that is not known could be anybody's. */
static gboolean
is_for_keyring (CulvertPrompt *prompt)
{
  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_SIGN_IN:
    case CULVERT_PROMPT_USERNAME:
    case CULVERT_PROMPT_KEY_PASSPHRASE:
    case CULVERT_PROMPT_PROXY_SIGN_IN:
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return TRUE;
    case CULVERT_PROMPT_TOKEN_PIN:
    case CULVERT_PROMPT_PASSWORD:
    case CULVERT_PROMPT_CONFIRMATION:
    case CULVERT_PROMPT_TEXT:
    case CULVERT_PROMPT_CHALLENGE:
    case CULVERT_PROMPT_WEB_SIGN_IN:
    case CULVERT_PROMPT_CERTIFICATE:
    case CULVERT_PROMPT_SERVER:
    case CULVERT_PROMPT_PROXY:
      return FALSE;
    }

  g_return_val_if_reached (FALSE);
}

/* Names what a prompt asks for, for the time until the keyring knows that it was refused. */
static char *
place_of (CulvertPrompt *prompt)
{
  const char *realm = culvert_prompt_get_realm (prompt);

  return g_strjoin ("\n",
                    culvert_prompt_get_profile_id (prompt),
                    culvert_prompt_kind_to_string (culvert_prompt_get_kind (prompt)),
                    realm != NULL ? realm : "",
                    NULL);
}

static gboolean
may_use_password (CulvertKeyringAnswerer *self, CulvertPrompt *prompt)
{
  g_autofree char *place = place_of (prompt);

  return !culvert_prompt_has_flag (prompt, CULVERT_PROMPT_RETRY) &&
         !culvert_prompt_has_flag (prompt, CULVERT_PROMPT_NO_AUTO_ANSWER) &&
         !g_hash_table_contains (self->refused, place);
}

static void
note_sent (CulvertPrompt *prompt, Watch *watch)
{
  g_autoptr (CulvertSecretText) password = culvert_keyring_lasting_password (prompt);

  watch->was_sent = watch->password != NULL && password != NULL &&
                    culvert_secret_text_equal (watch->password, password) &&
                    g_strcmp0 (watch->user, culvert_keyring_lasting_user (prompt)) == 0;
}

static void
note_accepted (CulvertKeyringAnswerer *self, CulvertPrompt *prompt, Watch *watch)
{
  g_autoptr (CulvertSecretText) password = culvert_keyring_lasting_password (prompt);
  g_autofree char *place = place_of (prompt);

  g_hash_table_remove (self->refused, place);

  if (!culvert_prompt_has_flag (prompt, CULVERT_PROMPT_MAY_REMEMBER))
    return;

  if (!culvert_prompt_get_remember (prompt) && watch->was_kept)
    culvert_keyring_jobs_add (self->jobs, CULVERT_KEYRING_DROP, prompt, NULL, NULL);
  else if (culvert_prompt_get_remember (prompt) && password != NULL && !watch->was_sent)
    culvert_keyring_jobs_add (self->jobs,
                              CULVERT_KEYRING_KEEP,
                              prompt,
                              culvert_keyring_lasting_user (prompt),
                              password);
}

static void
note_rejected (CulvertKeyringAnswerer *self, CulvertPrompt *prompt, Watch *watch)
{
  if (!watch->was_sent)
    return;

  g_hash_table_insert (self->refused, place_of (prompt), g_strdup (watch->user));
  culvert_keyring_jobs_add (self->jobs, CULVERT_KEYRING_REFUSE, prompt, watch->user, NULL);
}

/* What is in the keyring, or will be when it has noted the refusal. (nullable) */
static CulvertKeyringItem *
recall_refused (CulvertKeyringAnswerer *self, CulvertPrompt *prompt)
{
  g_autofree char *place = place_of (prompt);
  CulvertKeyringItem *item;

  if (!g_hash_table_contains (self->refused, place))
    return NULL;

  item = g_new0 (CulvertKeyringItem, 1);
  item->user = g_strdup (g_hash_table_lookup (self->refused, place));

  return item;
}

static void
on_outcome_changed (CulvertPrompt *prompt, GParamSpec *pspec, CulvertKeyringAnswerer *self)
{
  Watch *watch = g_object_get_qdata (G_OBJECT (prompt), watch_quark ());

  g_ptr_array_remove (self->locked, prompt);
  switch (culvert_prompt_get_outcome (prompt))
    {
    case CULVERT_PROMPT_PENDING:
      return;
    case CULVERT_PROMPT_ANSWERED:
      note_sent (prompt, watch);
      return;
    case CULVERT_PROMPT_ACCEPTED:
      note_accepted (self, prompt, watch);
      break;
    case CULVERT_PROMPT_REJECTED:
      note_rejected (self, prompt, watch);
      break;
    case CULVERT_PROMPT_WITHDRAWN:
      break;
    }

  watch_clear (watch);
}

/* (transfer none) */
static Watch *
ensure_watch (CulvertKeyringAnswerer *self, CulvertPrompt *prompt)
{
  Watch *watch = g_object_get_qdata (G_OBJECT (prompt), watch_quark ());

  if (watch != NULL)
    return watch;

  watch = g_new0 (Watch, 1);
  g_object_set_qdata_full (G_OBJECT (prompt), watch_quark (), watch, (GDestroyNotify) watch_free);
  g_signal_connect_object (prompt, "notify::outcome", G_CALLBACK (on_outcome_changed), self, 0);

  return watch;
}

/* The user can answer meanwhile. */
static void
ask_to_unlock (CulvertKeyringAnswerer *self, CulvertPrompt *prompt)
{
  if (self->has_asked_unlock)
    return;

  self->has_asked_unlock = TRUE;
  culvert_keyring_jobs_add (self->jobs, CULVERT_KEYRING_UNLOCK, prompt, NULL, NULL);
}

/* @is_late: somebody else has been asked already */
static void
use_item (CulvertKeyringAnswerer *self,
          CulvertPrompt *prompt,
          const CulvertKeyringItem *item,
          gboolean is_late)
{
  Watch *watch = ensure_watch (self, prompt);
  gboolean has_password = item->password != NULL && may_use_password (self, prompt);

  if (!watch->was_kept)
    culvert_prompt_set_remember (prompt, TRUE);
  watch->was_kept = TRUE;

  if (has_password &&
      (is_late ? culvert_keyring_offer (prompt, item) : culvert_keyring_fill (prompt, item)))
    {
      watch_clear (watch);
      if (culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME) != NULL)
        watch->user = g_strdup (item->user);
      watch->password = culvert_secret_text_ref (item->password);
    }
  else
    {
      culvert_keyring_suggest (prompt, item);
    }
}

/* Lets somebody else answer what is still blank. */
static void
hand_on (Question *question)
{
  g_autoptr (GTask) task = g_steal_pointer (&question->task);

  g_clear_handle_id (&question->patience, g_source_remove);
  if (task != NULL)
    g_task_return_int (task,
                       culvert_prompt_is_complete (question->prompt) ? CULVERT_ANSWER_HANDLED
                                                                     : CULVERT_ANSWER_UNHANDLED);
}

static gboolean
on_patience_over (gpointer user_data)
{
  Question *question = user_data;
  CulvertKeyringAnswerer *self = question->answerer;
  g_autoptr (CulvertKeyringItem) refused = recall_refused (self, question->prompt);

  question->patience = 0;
  self->slow_until = g_get_monotonic_time () + SLOW_SECONDS * G_USEC_PER_SEC;
  if (refused != NULL)
    use_item (self, question->prompt, refused, FALSE);
  hand_on (question);

  return G_SOURCE_REMOVE;
}

/* An answer that the user has given already is not touched any more. */
static gboolean
is_open (Question *question)
{
  return culvert_prompt_get_outcome (question->prompt) == CULVERT_PROMPT_PENDING &&
         (question->task != NULL || !culvert_prompt_is_complete (question->prompt));
}

static void
take_item (Question *owned_question, const CulvertKeyringItem *item)
{
  g_autoptr (Question) question = owned_question;
  CulvertKeyringAnswerer *self = question->answerer;

  if (item != NULL && is_open (question))
    use_item (self, question->prompt, item, question->task == NULL);
  hand_on (question);

  if (item != NULL && item->is_locked && is_open (question))
    {
      ask_to_unlock (self, question->prompt);
      g_ptr_array_add (self->locked, g_object_ref (question->prompt));
    }
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  CulvertKeyringAnswerer *self = question->answerer;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertKeyringItem) item = culvert_keyring_search_finish (result, &error);

  if (question->task != NULL && g_task_return_error_if_cancelled (question->task))
    return;

  if (error == NULL)
    self->slow_until = 0;
  else
    g_debug ("The keyring does not answer: %s", error->message);

  if (item == NULL)
    item = recall_refused (self, question->prompt);
  else if (!item->is_locked)
    self->has_asked_unlock = FALSE;
  take_item (g_steal_pointer (&question), item);
}

/* Returns: (transfer none): what the search owns now */
static Question *
search (CulvertKeyringAnswerer *self, CulvertPrompt *prompt, GCancellable *cancellable)
{
  Question *question = g_new0 (Question, 1);

  question->answerer = g_object_ref (self);
  question->prompt = g_object_ref (prompt);
  culvert_keyring_search_async (prompt,
                                may_use_password (self, prompt),
                                cancellable,
                                on_searched,
                                question);

  return question;
}

static void
culvert_keyring_answerer_answer_async (CulvertAnswerer *answerer,
                                       CulvertPrompt *prompt,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  CulvertKeyringAnswerer *self = CULVERT_KEYRING_ANSWERER (answerer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean is_slow = g_get_monotonic_time () < self->slow_until;
  Question *question;

  g_task_set_source_tag (task, culvert_keyring_answerer_answer_async);

  if (!is_for_keyring (prompt))
    {
      g_task_return_int (task, CULVERT_ANSWER_UNHANDLED);
      return;
    }

  /* Also where the keyring does not know the answer: it may be told to keep it. */
  ensure_watch (self, prompt);

  question = search (self, prompt, cancellable);
  question->task = g_steal_pointer (&task);
  question->patience =
      g_timeout_add (is_slow ? self->patience_msec / SLOW_SHARE : self->patience_msec,
                     on_patience_over,
                     question);
}

static CulvertAnswerResult
culvert_keyring_answerer_answer_finish (CulvertAnswerer *answerer,
                                        GAsyncResult *result,
                                        GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_task_is_valid (result, answerer), CULVERT_ANSWER_UNHANDLED);

  answer = g_task_propagate_int (G_TASK (result), error);

  return answer < 0 ? CULVERT_ANSWER_UNHANDLED : (CulvertAnswerResult) answer;
}

static void
search_locked (CulvertKeyringAnswerer *self)
{
  g_autoptr (GPtrArray) prompts = g_steal_pointer (&self->locked);

  self->locked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < prompts->len; i++)
    search (self, prompts->pdata[i], NULL);
}

/* Whether it is the user who does not want to unlock the keyring now. */
static gboolean
is_unwilling (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
on_job_finished (CulvertKeyringAnswerer *self, CulvertKeyringTask task, const GError *error)
{
  if (error == NULL)
    {
      search_locked (self);
      return;
    }

  g_debug ("The keyring could not be changed or unlocked: %s", error->message);
  if (task == CULVERT_KEYRING_KEEP)
    g_signal_emit (self, signals[STORE_FAILED], 0, error);
  else if (task == CULVERT_KEYRING_UNLOCK && !is_unwilling (error))
    self->has_asked_unlock = FALSE;
}

static void
answerer_iface_init (CulvertAnswererInterface *iface)
{
  iface->answer_async = culvert_keyring_answerer_answer_async;
  iface->answer_finish = culvert_keyring_answerer_answer_finish;
}

static void
culvert_keyring_answerer_dispose (GObject *object)
{
  CulvertKeyringAnswerer *self = CULVERT_KEYRING_ANSWERER (object);

  g_clear_object (&self->jobs);
  g_ptr_array_set_size (self->locked, 0);

  G_OBJECT_CLASS (culvert_keyring_answerer_parent_class)->dispose (object);
}

static void
culvert_keyring_answerer_finalize (GObject *object)
{
  CulvertKeyringAnswerer *self = CULVERT_KEYRING_ANSWERER (object);

  g_clear_pointer (&self->locked, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_keyring_answerer_parent_class)->finalize (object);
}

static void
culvert_keyring_answerer_class_init (CulvertKeyringAnswererClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_keyring_answerer_dispose;
  object_class->finalize = culvert_keyring_answerer_finalize;

  /* @error: why an answer could not be kept; the connection is not affected */
  signals[STORE_FAILED] = g_signal_new ("store-failed",
                                        G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        1,
                                        G_TYPE_ERROR);
}

static void
culvert_keyring_answerer_init (CulvertKeyringAnswerer *self)
{
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->locked = g_ptr_array_new_with_free_func (g_object_unref);
  self->patience_msec = USUAL_PATIENCE_MSEC;
  self->jobs = culvert_keyring_jobs_new ();
  g_signal_connect_object (self->jobs,
                           "finished",
                           G_CALLBACK (on_job_finished),
                           self,
                           G_CONNECT_SWAPPED);
}

CulvertKeyringAnswerer *
culvert_keyring_answerer_new (void)
{
  return g_object_new (CULVERT_TYPE_KEYRING_ANSWERER, NULL);
}

void
culvert_keyring_answerer_set_patience (CulvertKeyringAnswerer *self, guint milliseconds)
{
  g_return_if_fail (CULVERT_IS_KEYRING_ANSWERER (self));

  self->patience_msec = milliseconds;
}

static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  culvert_keyring_jobs_flush_finish (CULVERT_KEYRING_JOBS (source), result);
  g_task_return_boolean (task, TRUE);
}

void
culvert_keyring_answerer_flush_async (CulvertKeyringAnswerer *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CULVERT_IS_KEYRING_ANSWERER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, culvert_keyring_answerer_flush_async);
  culvert_keyring_jobs_flush_async (self->jobs, on_flushed, task);
}

void
culvert_keyring_answerer_flush_finish (CulvertKeyringAnswerer *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
