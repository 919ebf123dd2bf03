/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-keyring.h"

#include "culvert-keyring-drop.h"
#include "culvert-keyring-unlock.h"
#include "culvert-plain-text.h"

#include <libsecret/secret.h>

#define STATE_GOOD     "good"
#define STATE_REFUSED  "refused"
#define MAX_CONNECTION 100

static const SecretSchema schema = {
  "io.github.culvertvpn.Culvert.Credential",
  SECRET_SCHEMA_NONE,
  {
      { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "realm", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "identity", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "state", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

/* A look-up on its way. */
typedef struct
{
  char *identity; /* (owned) */
  gboolean with_password;
  CulvertKeyringItem *item; /* (owned) (nullable): once it is found */
} Search;

/* A change on its way: what is at a place goes, and something else may come. */
typedef struct
{
  GHashTable *place;      /* (owned): some of the attributes of what goes */
  GHashTable *attributes; /* (owned) (nullable): of what comes */
  char *label;            /* (owned) (nullable) */
  SecretValue *value;     /* (owned) (nullable) */
} Change;

static void
search_free (Search *search)
{
  g_clear_pointer (&search->identity, g_free);
  g_clear_pointer (&search->item, culvert_keyring_item_free);
  g_free (search);
}

static void
change_free (Change *change)
{
  g_clear_pointer (&change->place, g_hash_table_unref);
  g_clear_pointer (&change->attributes, g_hash_table_unref);
  g_clear_pointer (&change->label, g_free);
  g_clear_pointer (&change->value, secret_value_unref);
  g_free (change);
}

static void
take_attribute (GHashTable *attributes, const char *name, char *owned_value)
{
  g_hash_table_replace (attributes, g_strdup (name), owned_value);
}

/* Attributes are not encrypted: nothing secret goes into them. */
static GHashTable *
attributes_new (const char *profile_id)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  take_attribute (attributes, "profile", g_strdup (profile_id));

  return attributes;
}

static GHashTable *
place_of (CulvertPrompt *prompt)
{
  GHashTable *place = attributes_new (culvert_prompt_get_profile_id (prompt));
  const char *realm = culvert_prompt_get_realm (prompt);
  const char *kind = culvert_prompt_kind_to_string (culvert_prompt_get_kind (prompt));

  take_attribute (place, "kind", g_strdup (kind));
  take_attribute (place, "realm", culvert_plain_text_escape (realm != NULL ? realm : "", -1));

  return place;
}

static Change *
change_new (GHashTable *owned_place)
{
  Change *change = g_new0 (Change, 1);

  change->place = owned_place;

  return change;
}

static Change *
change_new_item (CulvertPrompt *prompt, const char *user, const char *state, SecretValue *value)
{
  Change *change = change_new (place_of (prompt));
  g_autofree char *connection =
      culvert_plain_text (culvert_prompt_get_connection (prompt), -1, MAX_CONNECTION);

  change->label = g_strdup_printf (culvert_prompt_get_kind (prompt) == CULVERT_PROMPT_USERNAME
                                       ? "“%s” – user name (Culvert)"
                                       : "“%s” – password (Culvert)",
                                   connection);
  change->value = secret_value_ref (value);
  change->attributes = place_of (prompt);
  take_attribute (change->attributes, "identity", g_strdup (culvert_prompt_get_identity (prompt)));
  take_attribute (change->attributes, "state", g_strdup (state));
  take_attribute (change->attributes, "server", g_steal_pointer (&connection));
  if (user != NULL)
    take_attribute (change->attributes, "user", g_strdup (user));

  return change;
}

static gboolean
has_attribute (SecretRetrievable *found, const char *name, const char *value)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (found);

  return g_strcmp0 (g_hash_table_lookup (attributes, name), value) == 0;
}

static gboolean
is_locked (SecretRetrievable *found)
{
  return SECRET_IS_ITEM (found) && secret_item_get_locked (SECRET_ITEM (found));
}

/* There is one item for a prompt, unless somebody else has been at work: then the most careful
 * choice is the right one. */
static SecretRetrievable *
choose (GList *found)
{
  for (GList *link = found; link != NULL; link = link->next)
    if (is_locked (link->data) || !has_attribute (link->data, "state", STATE_GOOD))
      return link->data;

  return found->data;
}

static void
on_secret_retrieved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) value =
      secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  Search *search = g_task_get_task_data (task);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (value != NULL)
    {
      gsize length = 0;
      const char *text = secret_value_get (value, &length);

      search->item->password = culvert_secret_text_new (text, length);
    }

  g_task_return_pointer (task,
                         g_steal_pointer (&search->item),
                         (GDestroyNotify) culvert_keyring_item_free);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autolist (SecretRetrievable) found = secret_password_search_finish (result, &error);
  Search *search = g_task_get_task_data (task);
  SecretRetrievable *chosen;
  g_autoptr (GHashTable) attributes = NULL;

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (found == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  chosen = choose (found);
  attributes = secret_retrievable_get_attributes (chosen);
  search->item = g_new0 (CulvertKeyringItem, 1);
  search->item->user = g_strdup (g_hash_table_lookup (attributes, "user"));
  search->item->is_locked = is_locked (chosen);

  if (search->with_password && !search->item->is_locked &&
      has_attribute (chosen, "state", STATE_GOOD) &&
      has_attribute (chosen, "identity", search->identity))
    secret_retrievable_retrieve_secret (chosen,
                                        g_task_get_cancellable (task),
                                        on_secret_retrieved,
                                        g_object_ref (task));
  else
    g_task_return_pointer (task,
                           g_steal_pointer (&search->item),
                           (GDestroyNotify) culvert_keyring_item_free);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_dropped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Change *change = g_task_get_task_data (task);

  if (!culvert_keyring_drop_all_finish (result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (change->value == NULL)
    g_task_return_boolean (task, TRUE);
  else
    secret_password_storev_binary (&schema,
                                   change->attributes,
                                   SECRET_COLLECTION_DEFAULT,
                                   change->label,
                                   change->value,
                                   g_task_get_cancellable (task),
                                   on_stored,
                                   g_object_ref (task));
}

/* First out with the old: whatever happens in between, an answer that has proved wrong is never
 * left behind. */
static void
replace (GTask *task)
{
  Change *change = g_task_get_task_data (task);

  culvert_keyring_drop_all_async (&schema,
                                  change->place,
                                  g_task_get_cancellable (task),
                                  on_dropped,
                                  g_object_ref (task));
}

/* Without a service, passwords go to a store that libsecret encrypts itself, or nowhere. */
static void
on_service_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretService) service = secret_service_get_finish (result, NULL);

  if (service != NULL && g_strcmp0 (secret_service_get_session_algorithms (service), "plain") == 0)
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_NOT_SUPPORTED,
                             "The keyring takes passwords only in the clear");
  else
    replace (task);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Change *change = g_task_get_task_data (task);

  culvert_keyring_unlock_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (change->value != NULL)
    secret_service_get (SECRET_SERVICE_OPEN_SESSION,
                        g_task_get_cancellable (task),
                        on_service_ready,
                        g_object_ref (task));
  else
    replace (task);
}

static GTask *
change_task_new (Change *owned_change,
                 gpointer source_tag,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, owned_change, (GDestroyNotify) change_free);

  return task;
}

static void
make_change (Change *owned_change,
             gpointer source_tag,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = change_task_new (owned_change, source_tag, cancellable, callback, user_data);

  culvert_keyring_unlock_async (cancellable, on_unlocked, task);
}

static void
on_kept_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autolist (SecretRetrievable) found = secret_password_search_finish (result, &error);

  if (error != NULL && !culvert_keyring_is_gone (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (error == NULL && found == NULL)
    g_task_return_boolean (task, TRUE);
  else
    culvert_keyring_unlock_async (g_task_get_cancellable (task), on_unlocked, g_object_ref (task));
}

void
culvert_keyring_item_free (CulvertKeyringItem *self)
{
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->password, culvert_secret_text_unref);
  g_free (self);
}

void
culvert_keyring_look_up_async (CulvertPrompt *prompt,
                               gboolean with_password,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GHashTable) place = NULL;
  GTask *task;
  Search *search;

  g_return_if_fail (CULVERT_IS_PROMPT (prompt));

  search = g_new0 (Search, 1);
  search->identity = g_strdup (culvert_prompt_get_identity (prompt));
  search->with_password = with_password;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, culvert_keyring_look_up_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  place = place_of (prompt);
  secret_password_searchv (&schema, place, SECRET_SEARCH_ALL, cancellable, on_searched, task);
}

CulvertKeyringItem *
culvert_keyring_look_up_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culvert_keyring_keep_async (CulvertPrompt *prompt,
                            const char *user,
                            CulvertSecretText *password,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (SecretValue) value = NULL;

  g_return_if_fail (CULVERT_IS_PROMPT (prompt));
  g_return_if_fail (password != NULL);

  if (user != NULL && !g_utf8_validate (user, -1, NULL))
    {
      g_task_report_new_error (NULL,
                               callback,
                               user_data,
                               culvert_keyring_keep_async,
                               G_IO_ERROR,
                               G_IO_ERROR_INVALID_DATA,
                               "The keyring cannot keep a login name that is not valid UTF-8");
      return;
    }

  value = secret_value_new (culvert_secret_text_peek (password),
                            culvert_secret_text_get_length (password),
                            "text/plain");
  make_change (change_new_item (prompt, user, STATE_GOOD, value),
               culvert_keyring_keep_async,
               cancellable,
               callback,
               user_data);
}

void
culvert_keyring_refuse_async (CulvertPrompt *prompt,
                              const char *user,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (SecretValue) nothing = secret_value_new ("", 0, "text/plain");

  g_return_if_fail (CULVERT_IS_PROMPT (prompt));

  make_change (change_new_item (prompt, user, STATE_REFUSED, nothing),
               culvert_keyring_refuse_async,
               cancellable,
               callback,
               user_data);
}

void
culvert_keyring_drop_async (CulvertPrompt *prompt,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (CULVERT_IS_PROMPT (prompt));

  make_change (change_new (place_of (prompt)),
               culvert_keyring_drop_async,
               cancellable,
               callback,
               user_data);
}

void
culvert_keyring_forget_async (const char *profile_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  Change *change;

  g_return_if_fail (profile_id != NULL);

  change = change_new (attributes_new (profile_id));
  task = change_task_new (change, culvert_keyring_forget_async, cancellable, callback, user_data);

  /* Nobody should have to unlock a keyring that there is nothing in. */
  secret_password_searchv (&schema,
                           change->place,
                           SECRET_SEARCH_ALL,
                           cancellable,
                           on_kept_found,
                           task);
}

gboolean
culvert_keyring_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
