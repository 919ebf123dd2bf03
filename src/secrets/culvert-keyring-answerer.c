/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-keyring-answerer"

#include "culvert-keyring-answerer.h"

#include "culvert-keyring-jobs.h"
#include "culvert-keyring.h"

#define LOOK_UP_MSEC    1000
#define SILENCE_SECONDS 60

struct _CulvertKeyringAnswerer
{
  GObject parent_instance;

  CulvertKeyringJobs *jobs;  /* (owned) */
  GHashTable *refused;       /* (owned): from place_of () to the login name, or NULL */
  gboolean has_asked_unlock; /* and has not seen anything unlocked since */
  gint64 silent_until;       /* monotonic: a keyring that did not answer is left alone so long */
};

/* What the keyring had to do with a prompt; belongs to the prompt. */
typedef struct
{
  gboolean was_kept;           /* there was an item for it */
  char *user;                  /* (owned) (nullable): what was filled in */
  CulvertSecretText *password; /* (owned) (nullable): what was filled in */
  gboolean was_sent;           /* as it was filled in */
} Watch;

/* A question to the keyring, on behalf of a task. */
typedef struct
{
  CulvertPrompt *prompt; /* (owned) */
  GCancellable *cancel;  /* (owned): what the deadline and the caller cancel */
  GCancellable *caller;  /* (owned) (nullable) */
  gulong caller_handler;
  guint timeout; /* source id */
  gboolean is_second_try;
} LookUp;

static void answerer_iface_init (CulvertAnswererInterface *iface);
static void look_up (GTask *owned_task);

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
look_up_stop (LookUp *look)
{
  g_clear_handle_id (&look->timeout, g_source_remove);
  g_cancellable_disconnect (look->caller, look->caller_handler);
  look->caller_handler = 0;
}

static void
look_up_free (LookUp *look)
{
  look_up_stop (look);
  g_clear_object (&look->prompt);
  g_clear_object (&look->cancel);
  g_clear_object (&look->caller);
  g_free (look);
}

/* Everything else is for a person alone: a token locks itself after a few wrong PINs, and a
 * question that is not known could be anybody's. */
static gboolean
is_for_keyring (CulvertPrompt *prompt)
{
  switch (culvert_prompt_get_kind (prompt))
    {
    case CULVERT_PROMPT_SIGN_IN:
    case CULVERT_PROMPT_KEY_PASSPHRASE:
    case CULVERT_PROMPT_PROXY_SIGN_IN:
    case CULVERT_PROMPT_MANAGEMENT_PASSWORD:
      return TRUE;
    case CULVERT_PROMPT_USERNAME:
    case CULVERT_PROMPT_TOKEN_PIN:
    case CULVERT_PROMPT_PASSWORD:
    case CULVERT_PROMPT_CONFIRMATION:
    case CULVERT_PROMPT_TEXT:
    case CULVERT_PROMPT_CHALLENGE:
    case CULVERT_PROMPT_WEB_SIGN_IN:
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

/* The value of a field that may be kept. (transfer none) (nullable) */
static CulvertSecretText *
lasting_value (CulvertPrompt *prompt, CulvertPromptFieldRole role)
{
  CulvertPromptField *field = culvert_prompt_find_field (prompt, role);

  if (field == NULL || culvert_prompt_field_has_flag (field, CULVERT_PROMPT_FIELD_ONE_TIME))
    return NULL;

  return culvert_prompt_field_get_value (field);
}

static const char *
user_of (CulvertPrompt *prompt)
{
  CulvertSecretText *user = lasting_value (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  return user != NULL ? culvert_secret_text_peek (user) : NULL;
}

static void
note_sent (CulvertPrompt *prompt, Watch *watch)
{
  CulvertSecretText *password = lasting_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD);

  watch->was_sent = watch->password != NULL &&
                    culvert_secret_text_equal (watch->password, password) &&
                    g_strcmp0 (watch->user, user_of (prompt)) == 0;
}

static void
note_accepted (CulvertKeyringAnswerer *self, CulvertPrompt *prompt, Watch *watch)
{
  CulvertSecretText *password = lasting_value (prompt, CULVERT_PROMPT_FIELD_PASSWORD);
  g_autofree char *place = place_of (prompt);

  g_hash_table_remove (self->refused, place);

  if (!culvert_prompt_has_flag (prompt, CULVERT_PROMPT_MAY_REMEMBER))
    return;

  if (!culvert_prompt_get_remember (prompt) && watch->was_kept)
    culvert_keyring_jobs_add (self->jobs, CULVERT_KEYRING_DROP, prompt, NULL, NULL);
  else if (culvert_prompt_get_remember (prompt) && password != NULL && !watch->was_sent)
    culvert_keyring_jobs_add (self->jobs, CULVERT_KEYRING_KEEP, prompt, user_of (prompt), password);
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

static void
suggest (CulvertPrompt *prompt, CulvertKeyringItem *item)
{
  CulvertPromptField *user = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);

  if (user != NULL && culvert_prompt_field_is_blank (user) && item->user != NULL)
    culvert_prompt_field_set_suggestion (user, item->user);
}

/* A password goes with its login name or not at all. */
static gboolean
fill (CulvertPrompt *prompt, CulvertKeyringItem *item)
{
  CulvertPromptField *user = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_USERNAME);
  CulvertPromptField *password = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_PASSWORD);

  if (password == NULL || !culvert_prompt_field_is_blank (password) ||
      culvert_prompt_field_has_flag (password, CULVERT_PROMPT_FIELD_ONE_TIME))
    return FALSE;

  if (user != NULL && culvert_prompt_field_is_blank (user))
    {
      g_autoptr (CulvertSecretText) name = NULL;

      if (item->user == NULL)
        return FALSE;

      name = culvert_secret_text_new (item->user, -1);
      culvert_prompt_field_set_value (user, name);
    }
  else if (user != NULL && g_strcmp0 (user_of (prompt), item->user) != 0)
    return FALSE;

  culvert_prompt_field_set_value (password, item->password);

  return TRUE;
}

static void
use_item (CulvertKeyringAnswerer *self, CulvertPrompt *prompt, CulvertKeyringItem *item)
{
  Watch *watch = ensure_watch (self, prompt);

  watch->was_kept = TRUE;
  culvert_prompt_set_remember (prompt, TRUE);

  if (!item->is_locked)
    {
      self->has_asked_unlock = FALSE;
    }
  else if (!self->has_asked_unlock)
    {
      /* For the next time: the user can answer this one meanwhile. */
      self->has_asked_unlock = TRUE;
      culvert_keyring_jobs_add (self->jobs, CULVERT_KEYRING_UNLOCK, prompt, NULL, NULL);
    }

  if (item->password != NULL && may_use_password (self, prompt) && fill (prompt, item))
    {
      watch_clear (watch);
      watch->user = g_strdup (user_of (prompt));
      watch->password = g_steal_pointer (&item->password);
    }
  else
    {
      suggest (prompt, item);
    }
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulvertKeyringAnswerer *self = g_task_get_source_object (task);
  LookUp *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertKeyringItem) item = culvert_keyring_look_up_finish (result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;

  /* The keyring went away in the middle; it is started again when it is asked again. */
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) && !look->is_second_try)
    {
      look->is_second_try = TRUE;
      look_up (g_steal_pointer (&task));
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->silent_until = g_get_monotonic_time () + SILENCE_SECONDS * G_USEC_PER_SEC;

  if (error != NULL)
    g_debug ("The keyring does not answer: %s", error->message);

  if (item == NULL)
    item = recall_refused (self, look->prompt);
  if (item != NULL && culvert_prompt_get_outcome (look->prompt) == CULVERT_PROMPT_PENDING)
    use_item (self, look->prompt, item);

  look_up_stop (look);
  g_task_return_int (task,
                     item != NULL && culvert_prompt_is_complete (look->prompt)
                         ? CULVERT_ANSWER_HANDLED
                         : CULVERT_ANSWER_UNHANDLED);
}

static void
look_up (GTask *owned_task)
{
  CulvertKeyringAnswerer *self = g_task_get_source_object (owned_task);
  LookUp *look = g_task_get_task_data (owned_task);

  culvert_keyring_look_up_async (look->prompt,
                                 may_use_password (self, look->prompt),
                                 look->cancel,
                                 on_looked_up,
                                 owned_task);
}

static gboolean
on_deadline (gpointer user_data)
{
  LookUp *look = user_data;

  look->timeout = 0;
  g_cancellable_cancel (look->cancel);

  return G_SOURCE_REMOVE;
}

static void
on_caller_cancelled (GCancellable *caller, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static LookUp *
look_up_new (CulvertPrompt *prompt, GCancellable *caller)
{
  LookUp *look = g_new0 (LookUp, 1);

  look->prompt = g_object_ref (prompt);
  look->cancel = g_cancellable_new ();
  look->timeout = g_timeout_add (LOOK_UP_MSEC, on_deadline, look);
  if (g_set_object (&look->caller, caller))
    look->caller_handler = g_cancellable_connect (caller,
                                                  G_CALLBACK (on_caller_cancelled),
                                                  g_object_ref (look->cancel),
                                                  g_object_unref);

  return look;
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

  g_task_set_source_tag (task, culvert_keyring_answerer_answer_async);

  if (!is_for_keyring (prompt))
    {
      g_task_return_int (task, CULVERT_ANSWER_UNHANDLED);
      return;
    }

  /* Also where the keyring does not know the answer: it may be told to keep it. */
  ensure_watch (self, prompt);

  if (g_get_monotonic_time () < self->silent_until)
    {
      g_task_return_int (task, CULVERT_ANSWER_UNHANDLED);
      return;
    }

  g_task_set_task_data (task, look_up_new (prompt, cancellable), (GDestroyNotify) look_up_free);
  look_up (g_steal_pointer (&task));
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
on_job_failed (CulvertKeyringAnswerer *self, CulvertKeyringTask task, const GError *error)
{
  if (task == CULVERT_KEYRING_KEEP)
    g_signal_emit (self, signals[STORE_FAILED], 0, error);
  else
    g_debug ("The keyring could not be changed or unlocked: %s", error->message);
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

  G_OBJECT_CLASS (culvert_keyring_answerer_parent_class)->dispose (object);
}

static void
culvert_keyring_answerer_finalize (GObject *object)
{
  CulvertKeyringAnswerer *self = CULVERT_KEYRING_ANSWERER (object);

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
  self->jobs = culvert_keyring_jobs_new ();
  g_signal_connect_object (self->jobs,
                           "failed",
                           G_CALLBACK (on_job_failed),
                           self,
                           G_CONNECT_SWAPPED);
}

CulvertKeyringAnswerer *
culvert_keyring_answerer_new (void)
{
  return g_object_new (CULVERT_TYPE_KEYRING_ANSWERER, NULL);
}
