/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-proxies.h"

#include <string.h>

#include "culvert-mgmt-error.h"

#define LOOK_UP_MSEC 2000
#define DIRECT       "direct://"
#define KEY_MANUAL   CULVERT_SESSION_PROXY_MANUAL " "

typedef struct
{
  CulvertPrompt *prompt;     /* (owned) */
  CulvertMgmtRemote *server; /* (owned) */
  char *preferred;           /* (owned) (nullable) */
  guint timeout;             /* 0: over */
} Search;

static void
search_free (Search *search)
{
  g_clear_object (&search->prompt);
  g_clear_pointer (&search->server, culvert_mgmt_remote_free);
  g_clear_pointer (&search->preferred, g_free);
  g_clear_handle_id (&search->timeout, g_source_remove);
  g_free (search);
}

static CulvertMgmtCommand *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, CULVERT_MGMT_ERROR, CULVERT_MGMT_ERROR_UNSENDABLE, message);

  return NULL;
}

/* A name and a password in it would be kept where they do not belong. */
static GUri *
parse_address (const char *address)
{
  g_autoptr (GUri) uri =
      g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *path = uri != NULL ? g_uri_get_path (uri) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_port (uri) <= 0 || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      (*path != '\0' && !g_str_equal (path, "/")))
    return NULL;

  return g_steal_pointer (&uri);
}

static gboolean
is_socks (const char *scheme)
{
  return g_str_equal (scheme, "socks") || g_str_equal (scheme, "socks5");
}

static CulvertMgmtCommand *
command_for_address (const char *address, const CulvertMgmtRemote *server, GError **error)
{
  g_autoptr (GUri) uri = parse_address (address);
  g_autofree char *port = NULL;

  if (g_str_equal (address, DIRECT))
    return culvert_mgmt_command_proxy_none ();
  if (uri == NULL)
    return refuse (error, "This is not the address of a proxy.");

  port = g_strdup_printf ("%d", g_uri_get_port (uri));
  if (is_socks (g_uri_get_scheme (uri)))
    return culvert_mgmt_command_proxy_socks (g_uri_get_host (uri), port, error);
  if (!g_str_equal (g_uri_get_scheme (uri), "http"))
    return refuse (error, "OpenVPN cannot use a proxy of this kind.");
  if (!culvert_mgmt_remote_is_tcp (server))
    return refuse (error, "OpenVPN cannot use an HTTP proxy for a server over UDP.");

  return culvert_mgmt_command_proxy_http (g_uri_get_host (uri), port, error);
}

/* What the desktop says, without the name and password that may be in it. (nullable) */
static char *
clean_address (const char *address)
{
  g_autoptr (GUri) uri = NULL;

  if (g_str_equal (address, DIRECT))
    return g_strdup (DIRECT);

  uri = g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;

  return g_uri_join (G_URI_FLAGS_NONE,
                     g_uri_get_scheme (uri),
                     NULL,
                     g_uri_get_host (uri),
                     g_uri_get_port (uri),
                     "",
                     NULL,
                     NULL);
}

static void
choose_beforehand (CulvertPrompt *prompt, CulvertPromptChoice *choice)
{
  if (culvert_prompt_get_chosen (prompt) == NULL && culvert_prompt_choice_get_usable (choice))
    culvert_prompt_set_chosen (prompt, choice);
}

static gboolean
is_preferred (Search *search, const char *id)
{
  gsize length = strlen (id);

  return search->preferred != NULL && strncmp (search->preferred, id, length) == 0 &&
         (search->preferred[length] == '\0' || search->preferred[length] == ' ');
}

static void
add (Search *search, const char *id)
{
  g_autoptr (CulvertPromptChoice) choice = culvert_prompt_choice_new (id, NULL, NULL);

  if (is_preferred (search, id))
    choose_beforehand (search->prompt, choice);
  g_list_store_append (culvert_prompt_get_choices (search->prompt), choice);
}

/* @address: (nullable): nobody knows */
static void
add_system (Search *search, const char *address)
{
  GListStore *choices = culvert_prompt_get_choices (search->prompt);
  g_autofree char *clean = address != NULL ? clean_address (address) : NULL;
  g_autoptr (CulvertPromptChoice) choice =
      culvert_prompt_choice_new (CULVERT_SESSION_PROXY_SYSTEM, NULL, clean);
  g_autoptr (CulvertMgmtCommand) command =
      clean != NULL ? command_for_address (clean, search->server, NULL) : NULL;

  culvert_prompt_choice_set_usable (choice, command != NULL);
  choose_beforehand (search->prompt, choice);
  g_list_store_insert (choices, 0, choice);
  if (culvert_prompt_get_chosen (search->prompt) == NULL)
    culvert_prompt_set_chosen (
        search->prompt,
        culvert_prompt_find_choice (search->prompt, CULVERT_SESSION_PROXY_NONE));
}

/* @address: (nullable) */
static void
finish (GTask *task, const char *address)
{
  Search *search = g_task_get_task_data (task);

  g_clear_handle_id (&search->timeout, g_source_remove);
  if (g_task_return_error_if_cancelled (task))
    return;

  add_system (search, address);
  g_task_return_boolean (task, TRUE);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_auto (GStrv) addresses =
      g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  if (search->timeout != 0)
    finish (task, addresses != NULL ? addresses[0] : NULL);
}

/* The look-up is left to itself: it may not know how to end. It keeps the task. */
static gboolean
on_timeout (gpointer user_data)
{
  finish (user_data, NULL);

  return G_SOURCE_CONTINUE; /* removed by now */
}

static void
suggest (Search *search)
{
  const char *address =
      search->preferred != NULL ? culvert_session_proxies_get_address (search->preferred) : "";

  if (*address != '\0')
    culvert_prompt_field_set_suggestion (
        culvert_prompt_find_field (search->prompt, CULVERT_PROMPT_FIELD_TEXT),
        address);
}

void
culvert_session_proxies_find_async (GProxyResolver *resolver,
                                    CulvertPrompt *prompt,
                                    const CulvertMgmtRemote *server,
                                    const char *preferred,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);
  g_autofree char *uri =
      g_uri_join (G_URI_FLAGS_NONE, "https", NULL, server->host, -1, "", NULL, NULL);

  g_task_set_source_tag (task, culvert_session_proxies_find_async);
  search->prompt = g_object_ref (prompt);
  search->server = culvert_mgmt_remote_copy (server);
  search->preferred = g_strdup (preferred);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  suggest (search);
  add (search, CULVERT_SESSION_PROXY_NONE);
  add (search, CULVERT_SESSION_PROXY_MANUAL);
  search->timeout = g_timeout_add (LOOK_UP_MSEC, on_timeout, task);
  g_proxy_resolver_lookup_async (resolver, uri, cancellable, on_looked_up, task);
}

gboolean
culvert_session_proxies_find_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, resolver), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What the user typed, in one form where it can be understood. */
static char *
get_typed (CulvertPrompt *prompt)
{
  CulvertPromptField *field = culvert_prompt_find_field (prompt, CULVERT_PROMPT_FIELD_TEXT);
  CulvertSecretText *value = culvert_prompt_field_get_value (field);
  g_autofree char *text =
      g_strstrip (g_strdup (value != NULL ? culvert_secret_text_peek (value) : ""));
  g_autoptr (GUri) uri = parse_address (text);

  if (uri == NULL)
    return g_steal_pointer (&text);

  return g_uri_join (G_URI_FLAGS_NONE,
                     is_socks (g_uri_get_scheme (uri)) ? "socks5" : g_uri_get_scheme (uri),
                     NULL,
                     g_uri_get_host (uri),
                     g_uri_get_port (uri),
                     "",
                     NULL,
                     NULL);
}

char *
culvert_session_proxies_get_key (CulvertPrompt *prompt)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (prompt);
  const char *id = chosen != NULL ? culvert_prompt_choice_get_id (chosen) : NULL;
  g_autofree char *typed = NULL;

  if (id == NULL || !g_str_equal (id, CULVERT_SESSION_PROXY_MANUAL))
    return g_strdup (id);

  typed = get_typed (prompt);

  return g_strconcat (KEY_MANUAL, typed, NULL);
}

const char *
culvert_session_proxies_get_address (const char *key)
{
  return g_str_has_prefix (key, KEY_MANUAL) ? key + strlen (KEY_MANUAL) : "";
}

CulvertMgmtCommand *
culvert_session_proxies_to_command (CulvertPrompt *prompt,
                                    const CulvertMgmtRemote *server,
                                    GError **error)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (prompt);
  const char *id = culvert_prompt_choice_get_id (chosen);
  const char *detail = culvert_prompt_choice_get_detail (chosen);
  g_autofree char *typed = NULL;

  if (g_str_equal (id, CULVERT_SESSION_PROXY_NONE))
    return culvert_mgmt_command_proxy_none ();
  if (g_str_equal (id, CULVERT_SESSION_PROXY_SYSTEM))
    return command_for_address (detail != NULL ? detail : "", server, error);

  typed = get_typed (prompt);

  return command_for_address (typed, server, error);
}
