/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-choosing"

#include "culvert-session-choosing.h"

#include "culvert-mgmt-error.h"
#include "culvert-plain-text.h"
#include "culvert-session-certificates.h"
#include "culvert-session-proxies.h"
#include "culvert-session-reach.h"
#include "culvert-session-servers.h"

struct _CulvertSessionChoosing
{
  GObject parent_instance;

  CulvertSessionLink *link;     /* (owned) */
  CulvertSessionMemory *memory; /* (unowned) */
  CulvertMgmtRequest *request;  /* (owned) */
  CulvertPrompt *prompt;        /* (owned) */
  CulvertProfileChoice which;

  GCancellable *search; /* (owned) (nullable): while there is something to find */
  GPtrArray *remotes;   /* (owned) (nullable) (element-type CulvertMgmtRemote): the daemon's list */
  gboolean is_measuring;
  CulvertSessionReach *reach; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CulvertSessionChoosing, culvert_session_choosing, G_TYPE_OBJECT)

enum
{
  FOUND,
  REFUSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
measure (CulvertSessionChoosing *self)
{
  GListModel *choices = G_LIST_MODEL (culvert_prompt_get_choices (self->prompt));
  guint n = g_list_model_get_n_items (choices);

  g_clear_object (&self->reach);
  self->reach = culvert_session_reach_new ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CulvertPromptChoice) choice = g_list_model_get_item (choices, i);
      const CulvertMgmtRemote *remote =
          culvert_session_servers_get_remote (self->remotes, self->request->remote, choice);

      if (remote != NULL && remote->is_enabled)
        culvert_session_reach_measure (self->reach, remote, choice);
    }
}

/* NONE: the daemon says for itself what is wrong. */
static CulvertPromptFault
get_fault (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return CULVERT_PROMPT_FAULT_GARBLED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return CULVERT_PROMPT_FAULT_TOO_MANY;
  if (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_TIMED_OUT))
    return CULVERT_PROMPT_FAULT_SILENT;

  return CULVERT_PROMPT_FAULT_NONE;
}

/* @error: (nullable): why not everything could be found */
static void
finish_search (CulvertSessionChoosing *self, const GError *error)
{
  g_clear_object (&self->search);
  culvert_prompt_set_fault (self->prompt, get_fault (error));
  if (error != NULL && get_fault (error) == CULVERT_PROMPT_FAULT_NONE)
    culvert_prompt_set_failure (self->prompt, error->message);
  culvert_prompt_set_is_loading (self->prompt, FALSE);
  if (self->is_measuring)
    measure (self);
  g_signal_emit (self, signals[FOUND], 0);
}

/* Nobody wants to know any more, or the daemon has gone and the question with it. */
static gboolean
is_moot (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_CLOSED);
}

static void
on_certificates (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionChoosing) self = user_data;
  g_autoptr (GError) error = NULL;

  culvert_session_certificates_find_finish (CULVERT_SESSION_LINK (source), result, &error);
  if (!is_moot (error))
    finish_search (self, error);
}

static void
on_servers (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionChoosing) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) remotes =
      culvert_session_servers_find_finish (CULVERT_SESSION_LINK (source), result, &error);

  if (is_moot (error))
    return;

  g_clear_pointer (&self->remotes, g_ptr_array_unref);
  self->remotes = g_steal_pointer (&remotes);
  finish_search (self, error);
}

static void
on_proxies (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionChoosing) self = user_data;
  g_autoptr (GError) error = NULL;

  culvert_session_proxies_find_finish (G_PROXY_RESOLVER (source), result, &error);
  if (!is_moot (error))
    finish_search (self, error);
}

static void
search (CulvertSessionChoosing *self, const char *preferred)
{
  switch (self->which)
    {
    case CULVERT_PROFILE_CERTIFICATE:
      culvert_session_certificates_find_async (self->link,
                                               self->prompt,
                                               preferred,
                                               self->search,
                                               on_certificates,
                                               g_object_ref (self));
      break;
    case CULVERT_PROFILE_SERVER:
      culvert_session_servers_find_async (self->link,
                                          self->prompt,
                                          self->request->remote,
                                          preferred,
                                          self->search,
                                          on_servers,
                                          g_object_ref (self));
      break;
    case CULVERT_PROFILE_PROXY:
      culvert_session_proxies_find_async (g_proxy_resolver_get_default (),
                                          self->prompt,
                                          self->request->remote,
                                          preferred,
                                          self->search,
                                          on_proxies,
                                          g_object_ref (self));
      break;
    }
}

/* What tells a choice from all others; NULL where there is none to be repeated. */
static char *
get_key (CulvertSessionChoosing *self)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (self->prompt);
  const CulvertMgmtRemote *remote;

  if (chosen == NULL)
    return NULL;

  switch (self->which)
    {
    case CULVERT_PROFILE_CERTIFICATE:
      return culvert_session_certificates_get_key (chosen);
    case CULVERT_PROFILE_SERVER:
      remote = culvert_session_servers_get_remote (self->remotes, self->request->remote, chosen);
      return remote != NULL ? culvert_session_servers_get_key (remote) : NULL;
    case CULVERT_PROFILE_PROXY:
      return culvert_session_proxies_get_key (self->prompt);
    }

  g_return_val_if_reached (NULL);
}

/* Begins anew, with what was chosen until now. */
static void
on_reload (CulvertSessionChoosing *self)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (self->prompt);
  g_autofree char *key = get_key (self);

  if (chosen != NULL && key != NULL)
    culvert_session_memory_take_draft (self->memory, self->which, key);
  culvert_session_choosing_start (self);
}

static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulvertSessionChoosing) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);

  g_autofree char *text = NULL;

  if (reply != NULL)
    return;

  text = culvert_plain_text_escape (error->message, -1);
  g_debug ("The choice was not taken: %s", text);
  if (g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED))
    g_signal_emit (self, signals[REFUSED], 0, error->message);
}

static void
culvert_session_choosing_dispose (GObject *object)
{
  CulvertSessionChoosing *self = CULVERT_SESSION_CHOOSING (object);

  culvert_session_choosing_stop (self);
  g_clear_object (&self->link);
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (culvert_session_choosing_parent_class)->dispose (object);
}

static void
culvert_session_choosing_finalize (GObject *object)
{
  CulvertSessionChoosing *self = CULVERT_SESSION_CHOOSING (object);

  g_clear_pointer (&self->request, culvert_mgmt_request_free);
  g_clear_pointer (&self->remotes, g_ptr_array_unref);

  G_OBJECT_CLASS (culvert_session_choosing_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_parameters)
{
  return g_signal_new (name,
                       CULVERT_TYPE_SESSION_CHOOSING,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_parameters,
                       G_TYPE_STRING);
}

static void
culvert_session_choosing_class_init (CulvertSessionChoosingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_session_choosing_dispose;
  object_class->finalize = culvert_session_choosing_finalize;

  signals[FOUND] = new_signal ("found", 0);
  signals[REFUSED] = new_signal ("refused", 1);
}

static void
culvert_session_choosing_init (CulvertSessionChoosing *self)
{
}

CulvertSessionChoosing *
culvert_session_choosing_new (CulvertSessionLink *link,
                              CulvertSessionMemory *memory,
                              const CulvertMgmtRequest *request,
                              CulvertPrompt *prompt)
{
  CulvertProfileChoice which;
  CulvertSessionChoosing *self;

  g_return_val_if_fail (culvert_session_memory_concerns (culvert_prompt_get_kind (prompt), &which),
                        NULL);

  self = g_object_new (CULVERT_TYPE_SESSION_CHOOSING, NULL);
  self->link = g_object_ref (link);
  self->memory = memory;
  self->request = culvert_mgmt_request_copy (request);
  self->prompt = g_object_ref (prompt);
  self->which = which;
  g_signal_connect_object (prompt, "reload", G_CALLBACK (on_reload), self, G_CONNECT_SWAPPED);

  return self;
}

void
culvert_session_choosing_start (CulvertSessionChoosing *self)
{
  g_autofree char *preferred = NULL;

  g_return_if_fail (CULVERT_IS_SESSION_CHOOSING (self));

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->reach);
  self->search = g_cancellable_new ();

  preferred = g_strdup (culvert_session_memory_get_preferred (self->memory, self->which));
  culvert_prompt_set_chosen (self->prompt, NULL);
  g_list_store_remove_all (culvert_prompt_get_choices (self->prompt));
  culvert_prompt_set_failure (self->prompt, self->memory->chosen[self->which].failure);
  culvert_prompt_set_fault (self->prompt, CULVERT_PROMPT_FAULT_NONE);
  culvert_prompt_set_is_loading (self->prompt, TRUE);
  search (self, preferred);
}

void
culvert_session_choosing_stop (CulvertSessionChoosing *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_CHOOSING (self));

  if (self->prompt != NULL)
    g_signal_handlers_disconnect_by_data (self->prompt, self);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->reach);
}

static gboolean
is_as_remembered (CulvertSessionChoosing *self, const char *silent)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (self->prompt);
  g_autofree char *key = NULL;

  if (self->which == CULVERT_PROFILE_CERTIFICATE)
    return culvert_session_certificates_is_same (chosen, silent);
  if (self->which == CULVERT_PROFILE_PROXY)
    return g_str_has_prefix (silent, culvert_prompt_choice_get_id (chosen));

  key = get_key (self);

  return g_strcmp0 (key, silent) == 0;
}

/* A daemon may lead us round and round without ever offering what is wanted. */
static gboolean
is_lost (CulvertSessionChoosing *self)
{
  return self->remotes != NULL &&
         self->memory->chosen[self->which].n_detours >= MAX (self->remotes->len, 1);
}

gboolean
culvert_session_choosing_is_silent (CulvertSessionChoosing *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_CHOOSING (self), FALSE);

  return culvert_session_memory_get_silent (self->memory, self->which) != NULL;
}

gboolean
culvert_session_choosing_fill (CulvertSessionChoosing *self)
{
  const char *silent = culvert_session_memory_get_silent (self->memory, self->which);
  CulvertPromptField *field = culvert_prompt_find_field (self->prompt, CULVERT_PROMPT_FIELD_TEXT);
  g_autoptr (CulvertSecretText) address = NULL;

  g_return_val_if_fail (CULVERT_IS_SESSION_CHOOSING (self), FALSE);

  if (silent == NULL || culvert_prompt_get_chosen (self->prompt) == NULL ||
      !is_as_remembered (self, silent))
    return FALSE;
  if (is_lost (self))
    {
      culvert_session_memory_take_refusal (self->memory, self->which, NULL);
      return FALSE;
    }

  if (field == NULL)
    return TRUE;

  address = culvert_secret_text_new (culvert_session_proxies_get_address (silent), -1);
  culvert_prompt_field_set_value (field, address);

  return TRUE;
}

void
culvert_session_choosing_measure (CulvertSessionChoosing *self)
{
  g_return_if_fail (CULVERT_IS_SESSION_CHOOSING (self));

  self->is_measuring = self->which == CULVERT_PROFILE_SERVER;
  if (self->is_measuring && self->search == NULL)
    measure (self);
}

/* @is_detour: the daemon will ask the same again */
static CulvertMgmtCommand *
to_command (CulvertSessionChoosing *self, gboolean *is_detour, GError **error)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (self->prompt);
  const CulvertMgmtRemote *remote;
  guint distance;

  *is_detour = FALSE;
  switch (self->which)
    {
    case CULVERT_PROFILE_CERTIFICATE:
      return culvert_mgmt_command_needstr (self->request->type,
                                           culvert_prompt_choice_get_id (chosen),
                                           error);
    case CULVERT_PROFILE_SERVER:
      remote = culvert_session_servers_get_remote (self->remotes, self->request->remote, chosen);
      distance =
          culvert_session_servers_get_distance (self->remotes, self->request->remote, remote);
      *is_detour = distance > 0;
      return distance == 0 ? culvert_mgmt_command_remote_accept ()
                           : culvert_mgmt_command_remote_skip (distance);
    case CULVERT_PROFILE_PROXY:
      return culvert_session_proxies_to_command (self->prompt, self->request->remote, error);
    }

  g_return_val_if_reached (NULL);
}

static CulvertMgmtCommand *
refuse (GError **error)
{
  g_set_error_literal (error,
                       CULVERT_MGMT_ERROR,
                       CULVERT_MGMT_ERROR_UNSENDABLE,
                       "This cannot be chosen.");

  return NULL;
}

gboolean
culvert_session_choosing_answer (CulvertSessionChoosing *self, gboolean by_user, GError **error)
{
  g_autofree char *key = NULL;
  gboolean is_detour;
  CulvertMgmtCommand *command;

  g_return_val_if_fail (CULVERT_IS_SESSION_CHOOSING (self), FALSE);

  key = get_key (self);
  command = culvert_prompt_choice_get_usable (culvert_prompt_get_chosen (self->prompt))
                ? to_command (self, &is_detour, error)
                : refuse (error);
  if (command == NULL)
    {
      culvert_session_memory_take_draft (self->memory, self->which, key);
      return FALSE;
    }

  culvert_session_memory_take_answer (self->memory, self->which, key, by_user, is_detour);
  culvert_session_choosing_stop (self);
  culvert_session_link_ask_async (self->link, command, NULL, on_replied, g_object_ref (self));

  return TRUE;
}

const CulvertMgmtRequest *
culvert_session_choosing_get_request (CulvertSessionChoosing *self)
{
  g_return_val_if_fail (CULVERT_IS_SESSION_CHOOSING (self), NULL);

  return self->request;
}
