/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-session-certificates"

#include "culvert-session-certificates.h"

#include <string.h>

#include "culvert-mgmt-error.h"
#include "culvert-mgmt-pkcs11.h"

#define MAX_CERTIFICATES 64

/* A daemon that does not answer takes its time for that, so it is not asked on and on. */
#define MAX_FAILURES 2

typedef struct
{
  CulvertPrompt *prompt;            /* (owned) */
  char *preferred;                  /* (owned) (nullable) */
  CulvertPromptChoice *preselected; /* (owned) (nullable): chosen here, not by the user */
  guint n;
  guint next;
  guint n_failures;
  GError *error; /* (owned) (nullable): the first */
} Search;

static void get_next (GTask *owned_task);

static void
search_free (Search *search)
{
  g_clear_object (&search->prompt);
  g_clear_pointer (&search->preferred, g_free);
  g_clear_object (&search->preselected);
  g_clear_error (&search->error);
  g_free (search);
}

static void
note_error (Search *search, GError *owned_error)
{
  if (search->error == NULL)
    search->error = owned_error;
  else
    g_error_free (owned_error);
}

static void
finish (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Search *search = g_task_get_task_data (task);

  if (search->error != NULL)
    g_task_return_error (task, g_steal_pointer (&search->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
choose_beforehand (Search *search, CulvertPromptChoice *choice)
{
  CulvertPromptChoice *chosen = culvert_prompt_get_chosen (search->prompt);
  g_autofree char *key = culvert_session_certificates_get_key (choice);
  gboolean is_exact = g_str_equal (key, search->preferred);

  /* The same certificate may be there twice. */
  if (chosen != NULL && !(is_exact && chosen == search->preselected))
    return;

  g_set_object (&search->preselected, choice);
  culvert_prompt_set_chosen (search->prompt, choice);
}

static gboolean
is_preferred (Search *search, CulvertPromptChoice *choice)
{
  g_autofree char *key = culvert_session_certificates_get_key (choice);

  return search->preferred != NULL &&
         (g_str_equal (key, search->preferred) ||
          culvert_session_certificates_is_same (choice, search->preferred));
}

static void
add_choice (Search *search, const CulvertMgmtPkcs11Entry *entry)
{
  g_autoptr (CulvertPromptChoice) choice =
      culvert_prompt_choice_new_certificate (entry->id, entry->certificate);
  g_autoptr (CulvertMgmtCommand) answer =
      culvert_mgmt_command_needstr (CULVERT_SESSION_CERTIFICATE_TYPE, entry->id, NULL);
  GListStore *choices = culvert_prompt_get_choices (search->prompt);

  culvert_prompt_choice_set_usable (choice, answer != NULL);
  if (answer == NULL || !is_preferred (search, choice))
    {
      g_list_store_append (choices, choice);
      return;
    }

  choose_beforehand (search, choice);
  g_list_store_insert (choices, 0, choice);
}

static void
on_entry (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);
  g_autoptr (CulvertMgmtPkcs11Entry) entry = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (reply == NULL)
    {
      search->n_failures++;
      note_error (search, g_steal_pointer (&error));
    }
  else
    {
      entry = culvert_mgmt_pkcs11_parse_entry (culvert_mgmt_reply_get_text (reply), search->next);
      if (entry == NULL)
        note_error (search,
                    g_error_new_literal (G_IO_ERROR,
                                         G_IO_ERROR_INVALID_DATA,
                                         "The OpenVPN daemon told of a certificate that cannot be "
                                         "read."));
      else if (entry->id != NULL)
        add_choice (search, entry);
    }

  search->next++;
  get_next (g_steal_pointer (&task));
}

static void
get_next (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Search *search = g_task_get_task_data (task);

  if (search->next == search->n || search->n_failures == MAX_FAILURES)
    {
      finish (g_steal_pointer (&task));
      return;
    }

  culvert_session_link_ask_async (g_task_get_source_object (task),
                                  culvert_mgmt_command_pkcs11_id_get (search->next),
                                  g_task_get_cancellable (task),
                                  on_entry,
                                  g_object_ref (task));
}

static void
on_count (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertMgmtReply) reply =
      culvert_session_link_ask_finish (CULVERT_SESSION_LINK (source), result, &error);
  guint64 count;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!culvert_mgmt_pkcs11_parse_count (culvert_mgmt_reply_get_text (reply), &count))
    {
      g_task_return_new_error (task,
                               G_IO_ERROR,
                               G_IO_ERROR_INVALID_DATA,
                               "The OpenVPN daemon did not tell how many certificates there are.");
      return;
    }

  search->n = (guint) MIN (count, MAX_CERTIFICATES);
  if (count > MAX_CERTIFICATES)
    note_error (search,
                g_error_new (G_IO_ERROR,
                             G_IO_ERROR_NO_SPACE,
                             "The OpenVPN daemon tells of %" G_GUINT64_FORMAT
                             " certificates, too many to show all of them.",
                             count));
  get_next (g_steal_pointer (&task));
}

void
culvert_session_certificates_find_async (CulvertSessionLink *link,
                                         CulvertPrompt *prompt,
                                         const char *preferred,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = g_task_new (link, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, culvert_session_certificates_find_async);
  search->prompt = g_object_ref (prompt);
  search->preferred = g_strdup (preferred);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  culvert_session_link_ask_async (link,
                                  culvert_mgmt_command_pkcs11_id_count (),
                                  cancellable,
                                  on_count,
                                  task);
}

gboolean
culvert_session_certificates_find_finish (CulvertSessionLink *link,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, link), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
digest (CulvertPromptChoice *choice)
{
  GBytes *certificate = culvert_prompt_choice_get_certificate (choice);

  return certificate != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, certificate)
                             : g_strdup ("-");
}

char *
culvert_session_certificates_get_key (CulvertPromptChoice *choice)
{
  g_autofree char *sha256 = digest (choice);

  return g_strconcat (sha256, " ", culvert_prompt_choice_get_id (choice), NULL);
}

gboolean
culvert_session_certificates_is_same (CulvertPromptChoice *choice, const char *key)
{
  g_autofree char *sha256 = digest (choice);

  return culvert_prompt_choice_get_certificate (choice) != NULL &&
         strncmp (key, sha256, strlen (sha256)) == 0 && key[strlen (sha256)] == ' ';
}
