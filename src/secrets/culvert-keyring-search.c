/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-keyring-search.h"

#define SEARCH_SECONDS 60
#define MAX_TRIES      3

/* The data of a task. */
typedef struct
{
  CulvertPrompt *prompt; /* (owned) */
  gboolean with_password;
  GCancellable *cancel; /* (owned): what the caller, the deadline and the prompt cancel */
  GCancellable *caller; /* (owned) (nullable) */
  gulong caller_handler;
  gulong outcome_handler;
  guint timeout; /* source id */
  gboolean is_timed_out;
  guint n_tries;
} Search;

static void look_up (GTask *owned_task);

static void
search_stop (Search *search)
{
  g_clear_handle_id (&search->timeout, g_source_remove);
  g_clear_signal_handler (&search->outcome_handler, search->prompt);
  g_cancellable_disconnect (search->caller, search->caller_handler);
  search->caller_handler = 0;
}

static void
search_free (Search *search)
{
  search_stop (search);
  g_clear_object (&search->prompt);
  g_clear_object (&search->cancel);
  g_clear_object (&search->caller);
  g_free (search);
}

static gboolean
on_timeout (gpointer user_data)
{
  Search *search = user_data;

  search->timeout = 0;
  search->is_timed_out = TRUE;
  g_cancellable_cancel (search->cancel);

  return G_SOURCE_REMOVE;
}

static void
on_caller_cancelled (GCancellable *caller, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Any outcome is the end of the question. */
static void
on_outcome_changed (CulvertPrompt *prompt, GParamSpec *pspec, GCancellable *cancel)
{
  g_cancellable_cancel (cancel);
}

/* What may have another end when it is tried again: the keyring went away in the middle, and is
 * started when it is asked; or the bus gave up waiting, long before we do. */
static gboolean
is_worth_another_try (Search *search, const GError *error)
{
  return search->n_tries < MAX_TRIES && !g_cancellable_is_cancelled (search->cancel) &&
         (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
          g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT) ||
          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulvertKeyringItem) item = culvert_keyring_look_up_finish (result, &error);

  if (is_worth_another_try (search, error))
    {
      look_up (g_steal_pointer (&task));
      return;
    }

  search_stop (search);
  if (error == NULL)
    g_task_return_pointer (task,
                           g_steal_pointer (&item),
                           (GDestroyNotify) culvert_keyring_item_free);
  else if (search->is_timed_out)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The keyring did not answer");
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
look_up (GTask *owned_task)
{
  Search *search = g_task_get_task_data (owned_task);

  search->n_tries++;
  culvert_keyring_look_up_async (search->prompt,
                                 search->with_password,
                                 search->cancel,
                                 on_looked_up,
                                 owned_task);
}

void
culvert_keyring_search_async (CulvertPrompt *prompt,
                              gboolean with_password,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_return_if_fail (CULVERT_IS_PROMPT (prompt));

  g_task_set_source_tag (task, culvert_keyring_search_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  search->prompt = g_object_ref (prompt);
  search->with_password = with_password;
  search->cancel = g_cancellable_new ();
  search->timeout = g_timeout_add_seconds (SEARCH_SECONDS, on_timeout, search);
  search->outcome_handler =
      g_signal_connect (prompt, "notify::outcome", G_CALLBACK (on_outcome_changed), search->cancel);
  if (g_set_object (&search->caller, cancellable))
    search->caller_handler = g_cancellable_connect (cancellable,
                                                    G_CALLBACK (on_caller_cancelled),
                                                    g_object_ref (search->cancel),
                                                    g_object_unref);

  look_up (task);
}

CulvertKeyringItem *
culvert_keyring_search_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
