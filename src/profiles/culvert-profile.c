/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile.h"

#include "culvert-plain-text.h"

#define MAX_NAME_CHARACTERS 100

struct _CulvertProfile
{
  GObject parent_instance;

  char *id;       /* (owned) */
  char *name;     /* (owned) */
  char *endpoint; /* (owned) */
  char *identity; /* (owned) */
  gint64 echo_time;
  gboolean must_forget;
};

G_DEFINE_FINAL_TYPE (CulvertProfile, culvert_profile, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_ECHO_TIME,
  PROP_MUST_FORGET
} CulvertProfileProperty;

static GParamSpec *properties[PROP_MUST_FORGET + 1];

/* The name goes into titles and menus: one line, and never empty. */
static char *
clean_name (const char *name, const char *endpoint)
{
  g_autofree char *clean = g_strstrip (culvert_plain_text (name, -1, MAX_NAME_CHARACTERS));

  if (*clean == '\0')
    return culvert_plain_text (endpoint, -1, MAX_NAME_CHARACTERS);

  return g_steal_pointer (&clean);
}

/* The word in front keeps these digests apart from those over other facts. */
static char *
digest (const char *endpoint)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) "endpoint ", -1);
  g_checksum_update (checksum, (const guchar *) endpoint, -1);

  return g_strdup (g_checksum_get_string (checksum));
}

static void
culvert_profile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulvertProfile *self = CULVERT_PROFILE (object);

  switch ((CulvertProfileProperty) id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ECHO_TIME:
      g_value_set_int64 (value, self->echo_time);
      break;
    case PROP_MUST_FORGET:
      g_value_set_boolean (value, self->must_forget);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_profile_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CulvertProfile *self = CULVERT_PROFILE (object);

  switch ((CulvertProfileProperty) id)
    {
    case PROP_NAME:
      culvert_profile_set_name (self, g_value_get_string (value));
      break;
    case PROP_ECHO_TIME:
      culvert_profile_set_echo_time (self, g_value_get_int64 (value));
      break;
    case PROP_MUST_FORGET:
      culvert_profile_set_must_forget (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
culvert_profile_finalize (GObject *object)
{
  CulvertProfile *self = CULVERT_PROFILE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->endpoint, g_free);
  g_clear_pointer (&self->identity, g_free);

  G_OBJECT_CLASS (culvert_profile_parent_class)->finalize (object);
}

static void
culvert_profile_class_init (CulvertProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culvert_profile_get_property;
  object_class->set_property = culvert_profile_set_property;
  object_class->finalize = culvert_profile_finalize;

  /* What the user calls the connection: one line without control characters. */
  properties[PROP_NAME] =
      g_param_spec_string ("name",
                           NULL,
                           NULL,
                           "",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /* The daemon's time of the last echo that was acted upon, seconds since 1970: what is older is
   * told again by a daemon that we come to, and is done. */
  properties[PROP_ECHO_TIME] =
      g_param_spec_int64 ("echo-time",
                          NULL,
                          NULL,
                          0,
                          G_MAXINT64,
                          0,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /* What is kept in the keyring for the connection is to be deleted, and not used until then. */
  properties[PROP_MUST_FORGET] =
      g_param_spec_boolean ("must-forget",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
culvert_profile_init (CulvertProfile *self)
{
}

CulvertProfile *
culvert_profile_new (const char *id, const char *name, const char *endpoint)
{
  CulvertProfile *self;

  g_return_val_if_fail (id == NULL || g_uuid_string_is_valid (id), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);

  self = g_object_new (CULVERT_TYPE_PROFILE, NULL);
  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->name = clean_name (name, endpoint);
  self->endpoint = g_strdup (endpoint);
  self->identity = digest (endpoint);

  return self;
}

const char *
culvert_profile_get_id (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), NULL);

  return self->id;
}

const char *
culvert_profile_get_name (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), NULL);

  return self->name;
}

void
culvert_profile_set_name (CulvertProfile *self, const char *name)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (CULVERT_IS_PROFILE (self));
  g_return_if_fail (name != NULL);

  clean = clean_name (name, self->endpoint);
  if (g_str_equal (clean, self->name))
    return;

  g_free (self->name);
  self->name = g_steal_pointer (&clean);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

const char *
culvert_profile_get_endpoint (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), NULL);

  return self->endpoint;
}

const char *
culvert_profile_get_identity (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), NULL);

  return self->identity;
}

gint64
culvert_profile_get_echo_time (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), 0);

  return self->echo_time;
}

void
culvert_profile_set_echo_time (CulvertProfile *self, gint64 echo_time)
{
  g_return_if_fail (CULVERT_IS_PROFILE (self));

  echo_time = MAX (echo_time, 0);
  if (echo_time == self->echo_time)
    return;

  self->echo_time = echo_time;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ECHO_TIME]);
}

gboolean
culvert_profile_get_must_forget (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), FALSE);

  return self->must_forget;
}

void
culvert_profile_set_must_forget (CulvertProfile *self, gboolean must_forget)
{
  g_return_if_fail (CULVERT_IS_PROFILE (self));

  if (must_forget == self->must_forget)
    return;

  self->must_forget = must_forget;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MUST_FORGET]);
}
