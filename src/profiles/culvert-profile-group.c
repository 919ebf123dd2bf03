/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-profile-group.h"

#include "culvert-profile-identity.h"

#include <string.h>

#define GROUP_PREFIX  "connection "
#define KEY_NAME      "name"
#define KEY_KIND      "kind" /* absent: attached */
#define KEY_ENDPOINT  "endpoint"
#define KEY_UNIT      "unit"
#define KEY_IDENTITY  "identity"
#define KEY_FORGET    "forget"
#define KEY_ECHO_TIME "echo-time"
#define KEY_ADMITS    "admits"
#define KEY_RULES     "admission-rules" /* FINGERPRINT NAME each */

/* What was chosen last is under its name, and whether it is to be used without a question under
 * this as well. */
#define ALWAYS_SUFFIX "-always"

gboolean
culvert_profile_group_is_one (const char *group)
{
  return g_str_has_prefix (group, GROUP_PREFIX);
}

char *
culvert_profile_group_name (CulvertProfile *profile)
{
  return g_strconcat (GROUP_PREFIX, culvert_profile_get_id (profile), NULL);
}

/* What is not set is not in the file. */
static void
write_flag (GKeyFile *key_file, const char *group, const char *key, gboolean is_set)
{
  if (is_set)
    g_key_file_set_boolean (key_file, group, key, TRUE);
  else
    g_key_file_remove_key (key_file, group, key, NULL);
}

static void
write_choice (GKeyFile *key_file,
              const char *group,
              CulvertProfile *profile,
              CulvertProfileChoice which)
{
  const char *key = culvert_profile_choice_to_string (which);
  const char *choice = culvert_profile_get_choice (profile, which);
  g_autofree char *always_key = g_strconcat (key, ALWAYS_SUFFIX, NULL);

  if (choice != NULL)
    g_key_file_set_string (key_file, group, key, choice);
  else
    g_key_file_remove_key (key_file, group, key, NULL);
  write_flag (key_file, group, always_key, culvert_profile_get_always (profile, which));
}

static void
read_choice (GKeyFile *key_file,
             const char *group,
             CulvertProfile *profile,
             CulvertProfileChoice which)
{
  const char *key = culvert_profile_choice_to_string (which);
  g_autofree char *always_key = g_strconcat (key, ALWAYS_SUFFIX, NULL);
  g_autofree char *choice = g_key_file_get_string (key_file, group, key, NULL);

  culvert_profile_set_choice (profile,
                              which,
                              choice,
                              g_key_file_get_boolean (key_file, group, always_key, NULL));
}

/* Where the daemon is, or comes from. */
static void
write_source (GKeyFile *key_file, const char *group, CulvertProfile *profile)
{
  CulvertProfileKind kind = culvert_profile_get_kind (profile);

  if (kind != CULVERT_PROFILE_ATTACHED)
    g_key_file_set_string (key_file, group, KEY_KIND, culvert_profile_kind_to_string (kind));

  switch (kind)
    {
    case CULVERT_PROFILE_ATTACHED:
      g_key_file_set_string (key_file, group, KEY_ENDPOINT, culvert_profile_get_endpoint (profile));
      break;
    case CULVERT_PROFILE_SERVICE:
      g_key_file_set_string (key_file, group, KEY_ENDPOINT, culvert_profile_get_endpoint (profile));
      g_key_file_set_string (key_file, group, KEY_UNIT, culvert_profile_get_unit (profile));
      break;
    case CULVERT_PROFILE_IMPORTED:
      g_key_file_set_string (key_file, group, KEY_IDENTITY, culvert_profile_get_identity (profile));
      break;
    }
}

/* NULL with an error where the key is absent, or is not what it is to be. */
static char *
read_checked (GKeyFile *key_file,
              const char *group,
              const char *key,
              gboolean (*is_valid) (const char *value),
              GError **error)
{
  g_autofree char *value = g_key_file_get_string (key_file, group, key, error);

  if (value == NULL || is_valid (value))
    return g_steal_pointer (&value);

  g_set_error (error,
               G_KEY_FILE_ERROR,
               G_KEY_FILE_ERROR_INVALID_VALUE,
               "“%s” has no usable “%s”",
               group,
               key);
  return NULL;
}

static CulvertProfile *
read_attached (GKeyFile *key_file,
               const char *group,
               const char *id,
               const char *name,
               GError **error)
{
  g_autofree char *endpoint = g_key_file_get_string (key_file, group, KEY_ENDPOINT, error);

  return endpoint != NULL ? culvert_profile_new (id, name, endpoint) : NULL;
}

static CulvertProfile *
read_service (GKeyFile *key_file,
              const char *group,
              const char *id,
              const char *name,
              GError **error)
{
  g_autofree char *endpoint = g_key_file_get_string (key_file, group, KEY_ENDPOINT, error);
  g_autofree char *unit = NULL;

  if (endpoint == NULL)
    return NULL;

  unit = read_checked (key_file, group, KEY_UNIT, culvert_profile_unit_is_valid, error);

  return unit != NULL ? culvert_profile_new_service (id, name, unit, endpoint) : NULL;
}

static CulvertProfile *
read_imported (GKeyFile *key_file,
               const char *group,
               const char *id,
               const char *name,
               GError **error)
{
  g_autofree char *identity =
      read_checked (key_file, group, KEY_IDENTITY, culvert_profile_identity_is_valid, error);

  return identity != NULL ? culvert_profile_new_imported (id, name, identity) : NULL;
}

static CulvertProfile *
read_source (GKeyFile *key_file, const char *group, const char *id, GError **error)
{
  g_autofree char *stored_name = g_key_file_get_string (key_file, group, KEY_NAME, NULL);
  const char *name = stored_name != NULL ? stored_name : "";
  g_autofree char *kind = g_key_file_get_string (key_file, group, KEY_KIND, NULL);

  if (g_strcmp0 (kind, culvert_profile_kind_to_string (CULVERT_PROFILE_IMPORTED)) == 0)
    return read_imported (key_file, group, id, name, error);
  if (g_strcmp0 (kind, culvert_profile_kind_to_string (CULVERT_PROFILE_SERVICE)) == 0)
    return read_service (key_file, group, id, name, error);
  if (kind == NULL || g_str_equal (kind, culvert_profile_kind_to_string (CULVERT_PROFILE_ATTACHED)))
    return read_attached (key_file, group, id, name, error);

  g_set_error (error,
               G_KEY_FILE_ERROR,
               G_KEY_FILE_ERROR_INVALID_VALUE,
               "“%s” is of a kind that is not known here",
               group);
  return NULL;
}

static void
write_admission (GKeyFile *key_file, const char *group, CulvertProfile *profile)
{
  const CulvertAdmissionRules *rules = culvert_profile_get_admission_rules (profile);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  write_flag (key_file, group, KEY_ADMITS, culvert_profile_get_admits (profile));
  if (culvert_admission_rules_get_n (rules) == 0)
    {
      g_key_file_remove_key (key_file, group, KEY_RULES, NULL);
      return;
    }

  for (guint i = 0; i < culvert_admission_rules_get_n (rules); i++)
    {
      const CulvertAdmissionRule *rule = culvert_admission_rules_get (rules, i);
      g_autofree char *text = g_strconcat (rule->fingerprint, " ", rule->name, NULL);

      g_strv_builder_add (builder, text);
    }
  texts = g_strv_builder_end (builder);
  g_key_file_set_string_list (key_file,
                              group,
                              KEY_RULES,
                              (const char *const *) texts,
                              g_strv_length (texts));
}

/* What is no rule lets nobody in. */
static void
read_admission (GKeyFile *key_file, const char *group, CulvertProfile *profile)
{
  g_auto (GStrv) texts = g_key_file_get_string_list (key_file, group, KEY_RULES, NULL, NULL);

  culvert_profile_set_admits (profile, g_key_file_get_boolean (key_file, group, KEY_ADMITS, NULL));
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      char *blank = strchr (texts[i], ' ');

      if (blank == NULL)
        continue;
      *blank = '\0';
      culvert_profile_add_admission_rule (profile, texts[i], blank + 1);
    }
}

void
culvert_profile_group_write (GKeyFile *key_file, CulvertProfile *profile)
{
  g_autofree char *group = culvert_profile_group_name (profile);

  g_key_file_set_string (key_file, group, KEY_NAME, culvert_profile_get_name (profile));
  write_source (key_file, group, profile);

  write_flag (key_file, group, KEY_FORGET, culvert_profile_get_must_forget (profile));
  if (culvert_profile_get_echo_time (profile) != 0)
    g_key_file_set_int64 (key_file, group, KEY_ECHO_TIME, culvert_profile_get_echo_time (profile));
  for (guint which = 0; which < CULVERT_PROFILE_N_CHOICES; which++)
    write_choice (key_file, group, profile, which);
  write_admission (key_file, group, profile);
}

CulvertProfile *
culvert_profile_group_read (GKeyFile *key_file, const char *group, GError **error)
{
  const char *id = group + strlen (GROUP_PREFIX);
  CulvertProfile *profile;

  if (!g_uuid_string_is_valid (id))
    {
      g_set_error (error,
                   G_KEY_FILE_ERROR,
                   G_KEY_FILE_ERROR_INVALID_VALUE,
                   "“%s” is not the name of a connection",
                   group);
      return NULL;
    }

  profile = read_source (key_file, group, id, error);
  if (profile == NULL)
    return NULL;

  culvert_profile_set_must_forget (profile,
                                   g_key_file_get_boolean (key_file, group, KEY_FORGET, NULL));
  culvert_profile_set_echo_time (profile,
                                 g_key_file_get_int64 (key_file, group, KEY_ECHO_TIME, NULL));

  for (guint which = 0; which < CULVERT_PROFILE_N_CHOICES; which++)
    read_choice (key_file, group, profile, which);
  read_admission (key_file, group, profile);

  return profile;
}
