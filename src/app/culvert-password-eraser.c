/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#define G_LOG_DOMAIN "culvert-password-eraser"

#include "culvert-password-eraser.h"

#include "culvert-keyring.h"

/* Long enough for a person to find the dialog that unlocks the keyring. */
#define ERASURE_SECONDS 60

struct _CulvertPasswordEraser
{
  GObject parent_instance;

  CulvertSessionList *sessions; /* (owned) */
  GHashTable *running;          /* (owned): profile ids, each (unowned): its erasure keeps us */
};

typedef struct
{
  CulvertPasswordEraser *eraser; /* (owned) */
  CulvertProfile *profile;       /* (owned) */
  GCancellable *cancel;          /* (owned) */
  guint timeout;                 /* source id */
} Erasure;

G_DEFINE_FINAL_TYPE (CulvertPasswordEraser, culvert_password_eraser, G_TYPE_OBJECT)

static void
erasure_free (Erasure *erasure)
{
  g_clear_handle_id (&erasure->timeout, g_source_remove);
  g_clear_object (&erasure->cancel);
  g_clear_object (&erasure->profile);
  g_clear_object (&erasure->eraser);
  g_free (erasure);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Erasure, erasure_free)

static gboolean
on_timeout (gpointer user_data)
{
  Erasure *erasure = user_data;

  erasure->timeout = 0;
  g_cancellable_cancel (erasure->cancel);

  return G_SOURCE_REMOVE;
}

static void
on_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Erasure) erasure = user_data;
  g_autoptr (GError) error = NULL;
  const char *id = culvert_profile_get_id (erasure->profile);

  g_hash_table_remove (erasure->eraser->running, id);
  if (culvert_keyring_finish (result, &error))
    culvert_profile_set_must_forget (erasure->profile, FALSE);
  else
    g_message ("What is kept for “%s” is not deleted yet: %s", id, error->message);
}

static void
erase_if_due (CulvertPasswordEraser *self, CulvertProfile *profile)
{
  const char *id = culvert_profile_get_id (profile);
  Erasure *erasure;

  if (!culvert_profile_get_must_forget (profile) || g_hash_table_contains (self->running, id))
    return;

  erasure = g_new0 (Erasure, 1);
  erasure->eraser = g_object_ref (self);
  erasure->profile = g_object_ref (profile);
  erasure->cancel = g_cancellable_new ();
  erasure->timeout = g_timeout_add_seconds (ERASURE_SECONDS, on_timeout, erasure);
  g_hash_table_add (self->running, (gpointer) id);
  culvert_keyring_forget_async (id, erasure->cancel, on_erased, erasure);
}

static void
on_must_forget_changed (CulvertPasswordEraser *self, GParamSpec *pspec, CulvertProfile *profile)
{
  erase_if_due (self, profile);
}

static void
on_prompt_changed (CulvertPasswordEraser *self, CulvertSession *session)
{
  if (culvert_session_get_prompt (session) != NULL)
    erase_if_due (self, culvert_session_get_profile (session));
}

/* A session that is renamed goes and comes again. */
static void
on_sessions_changed (CulvertPasswordEraser *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);
      CulvertProfile *profile = culvert_session_get_profile (session);

      g_signal_handlers_disconnect_by_func (profile, on_must_forget_changed, self);
      g_signal_connect_object (profile,
                               "notify::must-forget",
                               G_CALLBACK (on_must_forget_changed),
                               self,
                               G_CONNECT_SWAPPED);
      erase_if_due (self, profile);
    }
}

static void
culvert_password_eraser_dispose (GObject *object)
{
  CulvertPasswordEraser *self = CULVERT_PASSWORD_ERASER (object);

  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_password_eraser_parent_class)->dispose (object);
}

static void
culvert_password_eraser_finalize (GObject *object)
{
  CulvertPasswordEraser *self = CULVERT_PASSWORD_ERASER (object);

  g_clear_pointer (&self->running, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_password_eraser_parent_class)->finalize (object);
}

static void
culvert_password_eraser_class_init (CulvertPasswordEraserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_password_eraser_dispose;
  object_class->finalize = culvert_password_eraser_finalize;
}

static void
culvert_password_eraser_init (CulvertPasswordEraser *self)
{
  self->running = g_hash_table_new (g_str_hash, g_str_equal);
}

CulvertPasswordEraser *
culvert_password_eraser_new (CulvertSessionList *sessions)
{
  CulvertPasswordEraser *self = g_object_new (CULVERT_TYPE_PASSWORD_ERASER, NULL);

  self->sessions = g_object_ref (sessions);
  g_signal_connect_object (sessions,
                           "items-changed",
                           G_CALLBACK (on_sessions_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sessions,
                           "prompt-changed",
                           G_CALLBACK (on_prompt_changed),
                           self,
                           G_CONNECT_SWAPPED);
  on_sessions_changed (self, 0, 0, culvert_session_list_get_n (sessions));

  return self;
}
