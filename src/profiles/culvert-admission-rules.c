/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-admission-rules.h"

#include <string.h>

#include "culvert-plain-text.h"

#define FINGERPRINT_LENGTH 64
#define MAX_NAME           256

struct _CulvertAdmissionRules
{
  GPtrArray *rules; /* (owned) (element-type CulvertAdmissionRule) */
};

static void
rule_free (gpointer data)
{
  CulvertAdmissionRule *rule = data;

  g_free (rule->fingerprint);
  g_free (rule->name);
  g_free (rule);
}

CulvertAdmissionRules *
culvert_admission_rules_new (void)
{
  CulvertAdmissionRules *self = g_new0 (CulvertAdmissionRules, 1);

  self->rules = g_ptr_array_new_with_free_func (rule_free);
  return self;
}

void
culvert_admission_rules_free (CulvertAdmissionRules *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/* What a person reads has to be what is compared. */
gboolean
culvert_admission_rule_is_valid (const char *fingerprint, const char *name)
{
  gsize length = strlen (name);
  g_autofree char *plain = NULL;

  if (strlen (fingerprint) != FINGERPRINT_LENGTH ||
      strspn (fingerprint, "0123456789abcdef") != FINGERPRINT_LENGTH || length == 0 ||
      length > MAX_NAME || !g_utf8_validate (name, (gssize) length, NULL))
    return FALSE;

  plain = culvert_plain_text (name, (gssize) length, MAX_NAME);
  return g_str_equal (plain, name);
}

static gboolean
find (const CulvertAdmissionRules *self, const char *fingerprint, guint *index)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const CulvertAdmissionRule *rule = g_ptr_array_index (self->rules, i);

      if (g_str_equal (rule->fingerprint, fingerprint))
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
culvert_admission_rules_add (CulvertAdmissionRules *self, const char *fingerprint, const char *name)
{
  CulvertAdmissionRule *rule;
  guint index;

  if (self->rules->len == CULVERT_ADMISSION_RULES_MAX ||
      !culvert_admission_rule_is_valid (fingerprint, name) || find (self, fingerprint, &index))
    return FALSE;

  rule = g_new (CulvertAdmissionRule, 1);
  rule->fingerprint = g_strdup (fingerprint);
  rule->name = g_strdup (name);
  g_ptr_array_add (self->rules, rule);
  return TRUE;
}

gboolean
culvert_admission_rules_remove (CulvertAdmissionRules *self, const char *fingerprint)
{
  guint index;

  if (!find (self, fingerprint, &index))
    return FALSE;

  g_ptr_array_remove_index (self->rules, index);
  return TRUE;
}

gboolean
culvert_admission_rules_admit (const CulvertAdmissionRules *self,
                               const char *fingerprint,
                               const char *name)
{
  guint index;

  if (fingerprint == NULL || name == NULL || !find (self, fingerprint, &index))
    return FALSE;

  return g_str_equal (culvert_admission_rules_get (self, index)->name, name);
}

guint
culvert_admission_rules_get_n (const CulvertAdmissionRules *self)
{
  return self->rules->len;
}

const CulvertAdmissionRule *
culvert_admission_rules_get (const CulvertAdmissionRules *self, guint index)
{
  return index < self->rules->len ? g_ptr_array_index (self->rules, index) : NULL;
}
