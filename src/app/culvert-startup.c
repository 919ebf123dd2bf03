/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-startup.h"

#define KEY_MODE   "connect-at-start"
#define KEY_CHOSEN "chosen-connections"
#define KEY_LAST   "last-connections"

/* As in the schema. */
typedef enum
{
  CONNECT_NONE,
  CONNECT_LAST,
  CONNECT_CHOSEN,
} ConnectAtStart;

struct _CulvertStartup
{
  GObject parent_instance;

  GSettings *settings;          /* (owned) */
  CulvertSessionList *sessions; /* (owned) */
  GHashTable *wanted;           /* (owned): ids, as they were written last */
};

G_DEFINE_FINAL_TYPE (CulvertStartup, culvert_startup, G_TYPE_OBJECT)

static const char *
id_of (CulvertSession *session)
{
  return culvert_profile_get_id (culvert_session_get_profile (session));
}

static gboolean
is_wanted (CulvertSession *session)
{
  return culvert_session_get_wanted (session) == CULVERT_WANTED_CONNECTED;
}

static void
keep_in_mind (CulvertStartup *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  g_hash_table_remove_all (self->wanted);
  for (guint i = 0; i < culvert_session_list_get_n (self->sessions); i++)
    {
      CulvertSession *session = culvert_session_list_get (self->sessions, i);

      if (!is_wanted (session))
        continue;
      g_hash_table_add (self->wanted, g_strdup (id_of (session)));
      g_strv_builder_add (builder, id_of (session));
    }

  ids = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, KEY_LAST, (const char *const *) ids);
}

/* Told with every byte that is counted, so this looks at one connection alone. */
static void
on_session_changed (CulvertStartup *self, CulvertSession *session)
{
  if (is_wanted (session) != g_hash_table_contains (self->wanted, id_of (session)))
    keep_in_mind (self);
}

static void
on_items_changed (CulvertStartup *self, guint position, guint n_removed, guint n_added)
{
  keep_in_mind (self);
}

static void
connect_all (CulvertStartup *self, const char *key)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, key);

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      CulvertSession *session = g_uuid_string_is_valid (ids[i])
                                    ? culvert_session_list_find (self->sessions, ids[i])
                                    : NULL;

      if (session != NULL && !is_wanted (session))
        culvert_session_connect_quietly (session);
    }
}

static void
culvert_startup_dispose (GObject *object)
{
  CulvertStartup *self = CULVERT_STARTUP (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->sessions);

  G_OBJECT_CLASS (culvert_startup_parent_class)->dispose (object);
}

static void
culvert_startup_finalize (GObject *object)
{
  g_clear_pointer (&CULVERT_STARTUP (object)->wanted, g_hash_table_unref);

  G_OBJECT_CLASS (culvert_startup_parent_class)->finalize (object);
}

static void
culvert_startup_class_init (CulvertStartupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = culvert_startup_dispose;
  object_class->finalize = culvert_startup_finalize;
}

static void
culvert_startup_init (CulvertStartup *self)
{
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

CulvertStartup *
culvert_startup_new (GSettings *settings, CulvertSessionList *sessions)
{
  CulvertStartup *self = g_object_new (CULVERT_TYPE_STARTUP, NULL);

  self->settings = g_object_ref (settings);
  self->sessions = g_object_ref (sessions);

  return self;
}

void
culvert_startup_begin (CulvertStartup *self)
{
  const struct
  {
    const char *name;
    GCallback callback;
  } handlers[] = {
    { "items-changed", G_CALLBACK (on_items_changed) },
    { "session-changed", G_CALLBACK (on_session_changed) },
  };

  g_return_if_fail (CULVERT_IS_STARTUP (self));

  switch ((ConnectAtStart) g_settings_get_enum (self->settings, KEY_MODE))
    {
    case CONNECT_NONE:
      break;
    case CONNECT_LAST:
      connect_all (self, KEY_LAST);
      break;
    case CONNECT_CHOSEN:
      connect_all (self, KEY_CHOSEN);
      break;
    }

  keep_in_mind (self);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->sessions,
                             handlers[i].name,
                             handlers[i].callback,
                             self,
                             G_CONNECT_SWAPPED);
}
