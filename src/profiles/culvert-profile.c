/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile.h"

#include "culvert-plain-text.h"
#include "culvert-profile-identity.h"
#include "culvert-unit-name.h"

#include <string.h>

#define MAX_NAME_CHARACTERS 100

struct _CulvertProfile
{
  GObject parent_instance;

  CulvertProfileKind kind;
  char *id;       /* (owned) */
  char *name;     /* (owned) */
  char *endpoint; /* (owned) (nullable) */
  char *unit;     /* (owned) (nullable) */
  char *identity; /* (owned) */
  gint64 echo_time;
  gboolean must_forget;
  char *choices[CULVERT_PROFILE_N_CHOICES]; /* (owned) (nullable) */
  gboolean always[CULVERT_PROFILE_N_CHOICES];
  gboolean admits;
  CulvertAdmissionRules *admission_rules; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CulvertProfile, culvert_profile, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_ENDPOINT,
  PROP_IDENTITY,
  PROP_ECHO_TIME,
  PROP_MUST_FORGET,
  PROP_CERTIFICATE, /* these and the next three are in the order of CulvertProfileChoice */
  PROP_SERVER,
  PROP_PROXY,
  PROP_CERTIFICATE_ALWAYS,
  PROP_SERVER_ALWAYS,
  PROP_PROXY_ALWAYS,
  PROP_ADMITS,
  PROP_N_ADMISSION_RULES
} CulvertProfileProperty;

static GParamSpec *properties[PROP_N_ADMISSION_RULES + 1];

/* The name goes into titles and menus: one line, and never empty. */
static char *
clean_name (CulvertProfile *self, const char *name)
{
  g_autofree char *clean = g_strstrip (culvert_plain_text (name, -1, MAX_NAME_CHARACTERS));

  if (*clean == '\0')
    return culvert_plain_text (self->endpoint != NULL ? self->endpoint : self->id,
                               -1,
                               MAX_NAME_CHARACTERS);

  return g_steal_pointer (&clean);
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
    case PROP_ENDPOINT:
      g_value_set_string (value, self->endpoint);
      break;
    case PROP_IDENTITY:
      g_value_set_string (value, self->identity);
      break;
    case PROP_ECHO_TIME:
      g_value_set_int64 (value, self->echo_time);
      break;
    case PROP_MUST_FORGET:
      g_value_set_boolean (value, self->must_forget);
      break;
    case PROP_CERTIFICATE:
    case PROP_SERVER:
    case PROP_PROXY:
      g_value_set_string (value, self->choices[id - PROP_CERTIFICATE]);
      break;
    case PROP_CERTIFICATE_ALWAYS:
    case PROP_SERVER_ALWAYS:
    case PROP_PROXY_ALWAYS:
      g_value_set_boolean (value, self->always[id - PROP_CERTIFICATE_ALWAYS]);
      break;
    case PROP_ADMITS:
      g_value_set_boolean (value, self->admits);
      break;
    case PROP_N_ADMISSION_RULES:
      g_value_set_uint (value, culvert_admission_rules_get_n (self->admission_rules));
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
    case PROP_ADMITS:
      culvert_profile_set_admits (self, g_value_get_boolean (value));
      break;
    case PROP_ENDPOINT:
    case PROP_IDENTITY:
    case PROP_CERTIFICATE:
    case PROP_SERVER:
    case PROP_PROXY:
    case PROP_CERTIFICATE_ALWAYS:
    case PROP_SERVER_ALWAYS:
    case PROP_PROXY_ALWAYS:
    case PROP_N_ADMISSION_RULES:
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
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->identity, g_free);
  for (guint i = 0; i < CULVERT_PROFILE_N_CHOICES; i++)
    g_clear_pointer (&self->choices[i], g_free);
  g_clear_pointer (&self->admission_rules, culvert_admission_rules_free);

  G_OBJECT_CLASS (culvert_profile_parent_class)->finalize (object);
}

/* Read here, set together by culvert_profile_set_choice (). */
static void
install_choice (guint which)
{
  const char *name = culvert_profile_choice_to_string (which);
  g_autofree char *always_name = g_strconcat (name, "-always", NULL);

  properties[PROP_CERTIFICATE + which] =
      g_param_spec_string (name,
                           NULL,
                           NULL,
                           NULL,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CERTIFICATE_ALWAYS + which] =
      g_param_spec_boolean (always_name,
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY);
}

static void
install_admission (void)
{
  /* Who asks a server to be let in is answered from here. */
  properties[PROP_ADMITS] =
      g_param_spec_boolean ("admits",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /* How many rules let somebody in without a question. */
  properties[PROP_N_ADMISSION_RULES] =
      g_param_spec_uint ("n-admission-rules",
                         NULL,
                         NULL,
                         0,
                         CULVERT_ADMISSION_RULES_MAX,
                         0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
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

  /* What the connection leads to; it changes with the text of an imported profile. */
  properties[PROP_ENDPOINT] =
      g_param_spec_string ("endpoint",
                           NULL,
                           NULL,
                           NULL,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_IDENTITY] =
      g_param_spec_string ("identity",
                           NULL,
                           NULL,
                           NULL,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

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
  for (guint which = 0; which < CULVERT_PROFILE_N_CHOICES; which++)
    install_choice (which);
  install_admission ();
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
culvert_profile_init (CulvertProfile *self)
{
  self->admission_rules = culvert_admission_rules_new ();
}

static CulvertProfile *
new_of_kind (CulvertProfileKind kind, const char *id, const char *name, const char *endpoint)
{
  CulvertProfile *self = g_object_new (CULVERT_TYPE_PROFILE, NULL);

  self->kind = kind;
  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->endpoint = g_strdup (endpoint);
  self->name = clean_name (self, name);

  return self;
}

CulvertProfile *
culvert_profile_new (const char *id, const char *name, const char *endpoint)
{
  CulvertProfile *self;

  g_return_val_if_fail (id == NULL || g_uuid_string_is_valid (id), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);

  self = new_of_kind (CULVERT_PROFILE_ATTACHED, id, name, endpoint);
  self->identity = culvert_profile_identity_new ("endpoint", endpoint);

  return self;
}

CulvertProfile *
culvert_profile_new_service (const char *id,
                             const char *name,
                             const char *unit,
                             const char *endpoint)
{
  CulvertProfile *self;

  g_return_val_if_fail (id == NULL || g_uuid_string_is_valid (id), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (culvert_profile_unit_is_valid (unit), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);

  self = new_of_kind (CULVERT_PROFILE_SERVICE, id, name, endpoint);
  self->unit = g_strdup (unit);
  self->identity = culvert_profile_identity_new ("unit", unit);

  return self;
}

CulvertProfile *
culvert_profile_new_imported (const char *id, const char *name, const char *identity)
{
  CulvertProfile *self;

  g_return_val_if_fail (id == NULL || g_uuid_string_is_valid (id), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (culvert_profile_identity_is_valid (identity), NULL);

  self = new_of_kind (CULVERT_PROFILE_IMPORTED, id, name, NULL);
  self->identity = g_strdup (identity);

  return self;
}

gboolean
culvert_profile_unit_is_valid (const char *unit)
{
  g_autofree char *instance = culvert_unit_name_dup_instance (unit);

  return instance != NULL;
}

const char *
culvert_profile_kind_to_string (CulvertProfileKind kind)
{
  switch (kind)
    {
    case CULVERT_PROFILE_ATTACHED:
      return "attached";
    case CULVERT_PROFILE_SERVICE:
      return "service";
    case CULVERT_PROFILE_IMPORTED:
      return "imported";
    }

  g_return_val_if_reached ("attached");
}

CulvertProfileKind
culvert_profile_get_kind (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), CULVERT_PROFILE_ATTACHED);

  return self->kind;
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

  clean = clean_name (self, name);
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

void
culvert_profile_set_endpoint (CulvertProfile *self, const char *endpoint)
{
  g_return_if_fail (CULVERT_IS_PROFILE (self));
  g_return_if_fail (self->kind == CULVERT_PROFILE_SERVICE);
  g_return_if_fail (endpoint != NULL);

  if (g_str_equal (endpoint, self->endpoint))
    return;

  g_free (self->endpoint);
  self->endpoint = g_strdup (endpoint);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDPOINT]);
}

const char *
culvert_profile_get_unit (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), NULL);

  return self->unit;
}

const char *
culvert_profile_get_identity (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), NULL);

  return self->identity;
}

void
culvert_profile_set_identity (CulvertProfile *self, const char *identity)
{
  g_return_if_fail (CULVERT_IS_PROFILE (self));
  g_return_if_fail (self->kind == CULVERT_PROFILE_IMPORTED);
  g_return_if_fail (culvert_profile_identity_is_valid (identity));

  if (g_str_equal (identity, self->identity))
    return;

  g_free (self->identity);
  self->identity = g_strdup (identity);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IDENTITY]);
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

const char *
culvert_profile_get_choice (CulvertProfile *self, CulvertProfileChoice which)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), NULL);
  g_return_val_if_fail (which < CULVERT_PROFILE_N_CHOICES, NULL);

  return self->choices[which];
}

gboolean
culvert_profile_get_always (CulvertProfile *self, CulvertProfileChoice which)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (which < CULVERT_PROFILE_N_CHOICES, FALSE);

  return self->always[which];
}

void
culvert_profile_set_choice (CulvertProfile *self,
                            CulvertProfileChoice which,
                            const char *choice,
                            gboolean always)
{
  g_return_if_fail (CULVERT_IS_PROFILE (self));
  g_return_if_fail (which < CULVERT_PROFILE_N_CHOICES);

  if (choice != NULL && !culvert_profile_choice_is_valid (which, choice))
    choice = NULL;
  always = always && choice != NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (choice, self->choices[which]) != 0)
    {
      char *owned_choice = g_strdup (choice);

      g_free (self->choices[which]);
      self->choices[which] = owned_choice;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATE + which]);
    }
  if (always != self->always[which])
    {
      self->always[which] = always;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATE_ALWAYS + which]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
culvert_profile_get_admits (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), FALSE);

  return self->admits;
}

void
culvert_profile_set_admits (CulvertProfile *self, gboolean admits)
{
  g_return_if_fail (CULVERT_IS_PROFILE (self));

  if (admits == self->admits)
    return;

  self->admits = admits;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADMITS]);
}

const CulvertAdmissionRules *
culvert_profile_get_admission_rules (CulvertProfile *self)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), NULL);

  return self->admission_rules;
}

gboolean
culvert_profile_add_admission_rule (CulvertProfile *self, const char *fingerprint, const char *name)
{
  g_return_val_if_fail (CULVERT_IS_PROFILE (self), FALSE);

  if (!culvert_admission_rules_add (self->admission_rules, fingerprint, name))
    return FALSE;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ADMISSION_RULES]);
  return TRUE;
}

void
culvert_profile_remove_admission_rule (CulvertProfile *self, const char *fingerprint)
{
  g_return_if_fail (CULVERT_IS_PROFILE (self));

  if (culvert_admission_rules_remove (self->admission_rules, fingerprint))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ADMISSION_RULES]);
}
