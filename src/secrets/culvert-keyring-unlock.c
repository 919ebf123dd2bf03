/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-keyring-unlock.h"

#define BUS_NAME "org.freedesktop.secrets"
#define SERVICE  "org.freedesktop.Secret.Service"
#define PROMPT   "org.freedesktop.Secret.Prompt"
#define PATH     "/org/freedesktop/secrets"
#define NOTHING  "/" /* what the service says for "no object" */

/* The data of a task, while the user is asked. */
typedef struct
{
  GDBusConnection *bus; /* (owned) */
  char *prompt;         /* (owned) (nullable): the object path of the dialog */
  guint subscription;
  GSource *cancelled; /* (owned) (nullable) */
  gboolean is_over;
} Unlock;

static void
stop_waiting (Unlock *unlock)
{
  unlock->is_over = TRUE;
  if (unlock->subscription != 0)
    g_dbus_connection_signal_unsubscribe (unlock->bus, unlock->subscription);
  unlock->subscription = 0;
  if (unlock->cancelled != NULL)
    g_source_destroy (unlock->cancelled);
  g_clear_pointer (&unlock->cancelled, g_source_unref);
}

static void
unlock_free (Unlock *unlock)
{
  g_clear_object (&unlock->bus);
  g_clear_pointer (&unlock->prompt, g_free);
  g_free (unlock);
}

static void
call (GTask *task,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters,
      const char *reply_type,
      GAsyncReadyCallback callback)
{
  Unlock *unlock = g_task_get_task_data (task);

  g_dbus_connection_call (unlock->bus,
                          BUS_NAME,
                          path,
                          interface,
                          method,
                          parameters,
                          G_VARIANT_TYPE (reply_type),
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          g_task_get_cancellable (task),
                          callback,
                          g_object_ref (task));
}

static void
on_completed (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *interface,
              const char *signal,
              GVariant *parameters,
              gpointer user_data)
{
  GTask *task = user_data;
  Unlock *unlock = g_task_get_task_data (task);
  gboolean is_dismissed = TRUE;

  if (unlock->is_over || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(bv)")))
    return;

  stop_waiting (unlock);
  g_variant_get (parameters, "(bv)", &is_dismissed, NULL);
  if (is_dismissed)
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_PERMISSION_DENIED,
                             "The keyring was not unlocked");
  else
    g_task_return_boolean (task, TRUE);
}

/* Does not take the dialog away: gnome-keyring 42 aborts when it is told to dismiss it, and all of
 * the user's programs lose their keyring. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  stop_waiting (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
on_prompted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Unlock *unlock = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Otherwise the answer comes as a signal. */
  if (reply == NULL && !unlock->is_over)
    {
      stop_waiting (unlock);
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
ask_user (GTask *task)
{
  Unlock *unlock = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  unlock->subscription = g_dbus_connection_signal_subscribe (unlock->bus,
                                                             BUS_NAME,
                                                             PROMPT,
                                                             "Completed",
                                                             unlock->prompt,
                                                             NULL,
                                                             G_DBUS_SIGNAL_FLAGS_NONE,
                                                             on_completed,
                                                             g_object_ref (task),
                                                             g_object_unref);
  if (cancellable != NULL)
    {
      unlock->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, unlock->cancelled, G_SOURCE_FUNC (on_cancelled));
    }

  call (task, unlock->prompt, PROMPT, "Prompt", g_variant_new ("(s)", ""), "()", on_prompted);
}

static void
on_unlock_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Unlock *unlock = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_variant_get (reply, "(aoo)", NULL, &unlock->prompt);
  if (g_str_equal (unlock->prompt, NOTHING))
    g_task_return_boolean (task, TRUE);
  else
    ask_user (task);
}

static void
on_default_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *paths[] = { NULL, NULL };

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_variant_get (reply, "(&o)", &paths[0]);
  if (g_str_equal (paths[0], NOTHING))
    g_task_return_boolean (task, TRUE);
  else
    call (task, PATH, SERVICE, "Unlock", g_variant_new ("(^ao)", paths), "(aoo)", on_unlock_called);
}

static void
on_bus_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Unlock *unlock = g_task_get_task_data (task);
  GError *error = NULL;

  unlock->bus = g_bus_get_finish (result, &error);
  if (unlock->bus == NULL)
    g_task_return_error (task, error);
  else
    call (task,
          PATH,
          SERVICE,
          "ReadAlias",
          g_variant_new ("(s)", "default"),
          "(o)",
          on_default_read);
}

void
culvert_keyring_unlock_async (GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, culvert_keyring_unlock_async);
  g_task_set_task_data (task, g_new0 (Unlock, 1), (GDestroyNotify) unlock_free);

  g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus_ready, task);
}

gboolean
culvert_keyring_unlock_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
