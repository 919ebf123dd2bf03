/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-servers.h"

#include <string.h>

#include "culvert-mgmt-error.h"

/* Nobody reads a longer list. */
#define MAX_SERVERS 256

typedef struct
{
  CulvertPrompt *prompt;      /* (owned) */
  CulvertMgmtRemote *offered; /* (owned) */
  char *preferred;            /* (owned) (nullable) */
} Search;

static void
search_free (Search *search)
{
  g_clear_object (&search->prompt);
  g_clear_pointer (&search->offered, culvert_mgmt_remote_free);
  g_clear_pointer (&search->preferred, g_free);
  g_free (search);
}

/* "tcp4-client" → "TCP4": that the daemon is the client goes without saying. */
static char *
describe (const CulvertMgmtRemote *remote)
{
  g_autofree char *protocol = g_ascii_strup (remote->protocol, -1);

  if (g_str_has_suffix (protocol, "-CLIENT"))
    protocol[strlen (protocol) - strlen ("-CLIENT")] = '\0';

  return g_strconcat (protocol, ", ", remote->port, NULL);
}

static CulvertPromptChoice *
new_choice (const CulvertMgmtRemote *remote, const char *id)
{
  g_autofree char *detail = describe (remote);
  CulvertPromptChoice *choice = culvert_prompt_choice_new (id, remote->host, detail);

  culvert_prompt_choice_set_usable (choice, remote->is_enabled);

  return choice;
}

static gboolean
is_preferred (Search *search, const CulvertMgmtRemote *remote)
{
  g_autofree char *key = culvert_session_servers_get_key (remote);

  return remote->is_enabled && g_strcmp0 (key, search->preferred) == 0;
}

static void
choose_beforehand (Search *search, CulvertPromptChoice *choice)
{
  if (choice != NULL && culvert_prompt_get_chosen (search->prompt) == NULL)
    culvert_prompt_set_chosen (search->prompt, choice);
}

static void
add_choices (Search *search, GPtrArray *remotes)
{
  GListStore *choices = culvert_prompt_get_choices (search->prompt);
  g_autoptr (GPtrArray) in_order = g_ptr_array_new_with_free_func (g_object_unref);
  CulvertPromptChoice *offered = NULL;
  CulvertPromptChoice *preferred = NULL;

  for (guint i = 0; i < remotes->len; i++)
    {
      const CulvertMgmtRemote *remote = remotes->pdata[i];
      g_autofree char *id = g_strdup_printf ("%u", remote->index);
      CulvertPromptChoice *choice = new_choice (remote, id);
      gboolean is_first = preferred == NULL && is_preferred (search, remote);

      g_ptr_array_insert (in_order, is_first ? 0 : -1, choice);
      if (is_first)
        preferred = choice;
      if (offered == NULL && culvert_mgmt_remote_equal (remote, search->offered))
        offered = choice;
    }

  choose_beforehand (search, preferred);
  choose_beforehand (search, offered);
  g_list_store_splice (choices,
                       g_list_model_get_n_items (G_LIST_MODEL (choices)),
                       0,
                       in_order->pdata,
                       in_order->len);
}

/* To take what is offered, or to see what is next. */
static void
add_way_on (Search *search)
{
  GListStore *choices = culvert_prompt_get_choices (search->prompt);
  g_autoptr (CulvertPromptChoice) offered =
      new_choice (search->offered, CULVERT_SESSION_SERVER_OFFERED);
  g_autoptr (CulvertPromptChoice) next =
      culvert_prompt_choice_new (CULVERT_SESSION_SERVER_NEXT, NULL, NULL);

  choose_beforehand (search, offered);
  g_list_store_append (choices, offered);
  g_list_store_append (choices, next);
}

static GPtrArray *
read_entries (CulvertMgmtReply *reply)
{
  g_autoptr (GPtrArray) remotes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_mgmt_remote_free);
  guint n = MIN (culvert_mgmt_reply_get_n_lines (reply), MAX_SERVERS);

  for (guint i = 0; i < n; i++)
    {
      CulvertMgmtRemote *remote =
          culvert_mgmt_remote_parse_entry (culvert_mgmt_reply_get_line (reply, i, NULL));

      if (remote != NULL)
        g_ptr_array_add (remotes, remote);
    }

  return g_steal_pointer (&remotes);
}

static void
on_entries (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);
  g_autoptr (GPtrArray) remotes = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  remotes = reply != NULL
                ? read_entries (reply)
                : g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_mgmt_remote_free);
  if (remotes->len > 0)
    add_choices (search, remotes);
  else
    add_way_on (search);

  /* One that does not know the command is only old. */
  if (error != NULL && !g_error_matches (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_REFUSED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&remotes), (GDestroyNotify) g_ptr_array_unref);
}

void
culvert_session_servers_find_async (CulvertSessionLink *link,
                                    CulvertPrompt *prompt,
                                    const CulvertMgmtRemote *offered,
                                    const char *preferred,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (link, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, culvert_session_servers_find_async);
  search->prompt = g_object_ref (prompt);
  search->offered = culvert_mgmt_remote_copy (offered);
  search->preferred = g_strdup (preferred);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  culvert_session_link_ask_async (link,
                                  culvert_mgmt_command_remote_entries (),
                                  cancellable,
                                  on_entries,
                                  task);
}

GPtrArray *
culvert_session_servers_find_finish (CulvertSessionLink *link, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, link), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const CulvertMgmtRemote *
culvert_session_servers_get_remote (GPtrArray *remotes,
                                    const CulvertMgmtRemote *offered,
                                    CulvertPromptChoice *choice)
{
  const char *id = culvert_prompt_choice_get_id (choice);

  if (g_str_equal (id, CULVERT_SESSION_SERVER_OFFERED))
    return offered;

  for (guint i = 0; remotes != NULL && i < remotes->len; i++)
    {
      const CulvertMgmtRemote *remote = remotes->pdata[i];
      g_autofree char *remote_id = g_strdup_printf ("%u", remote->index);

      if (g_str_equal (remote_id, id))
        return remote;
    }

  return NULL;
}

char *
culvert_session_servers_get_key (const CulvertMgmtRemote *remote)
{
  return g_strjoin (":", remote->host, remote->port, remote->protocol, NULL);
}

/* (nullable): it is not in the list */
static const CulvertMgmtRemote *
find (GPtrArray *remotes, const CulvertMgmtRemote *wanted)
{
  for (guint i = 0; i < remotes->len; i++)
    if (culvert_mgmt_remote_equal (remotes->pdata[i], wanted))
      return remotes->pdata[i];

  return NULL;
}

guint
culvert_session_servers_get_distance (GPtrArray *remotes,
                                      const CulvertMgmtRemote *offered,
                                      const CulvertMgmtRemote *wanted)
{
  const CulvertMgmtRemote *from = remotes != NULL ? find (remotes, offered) : NULL;
  const CulvertMgmtRemote *last;
  guint n;

  if (wanted != NULL && culvert_mgmt_remote_equal (offered, wanted))
    return 0;
  if (wanted == NULL || from == NULL || from->index == wanted->index)
    return 1;

  last = remotes->pdata[remotes->len - 1];
  n = last->index + 1;

  return wanted->index > from->index ? wanted->index - from->index
                                     : wanted->index + n - from->index;
}
