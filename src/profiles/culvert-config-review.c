/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-review.h"

/* As many as the daemon takes. */
#define MAX_REMOTES 64

typedef struct
{
  GPtrArray *notes;          /* (unowned) */
  CulvertConfigFacts *facts; /* (unowned) */
} Review;

static gboolean
is_called (const CulvertConfigDirective *directive, const char *name)
{
  return g_str_equal (culvert_config_directive_get_name (directive), name);
}

/* (transfer full) (nullable): what asks for a password instead of holding it */
static CulvertConfigDirective *
ask_instead (const CulvertConfigDirective *directive)
{
  const char *host = culvert_config_directive_get_word (directive, 1);
  const char *port = culvert_config_directive_get_word (directive, 2);
  const char *method = culvert_config_directive_get_word (directive, 4);

  if (is_called (directive, "auth-user-pass"))
    return culvert_config_directive_new (directive->line,
                                         (const char *const[]){ "auth-user-pass", NULL });
  if (is_called (directive, "http-proxy") && host != NULL && port != NULL)
    return culvert_config_directive_new (
        directive->line,
        (const char *const[]){ "http-proxy", host, port, "stdin", method, NULL });
  if (is_called (directive, "socks-proxy") && host != NULL && port != NULL)
    return culvert_config_directive_new (
        directive->line,
        (const char *const[]){ "socks-proxy", host, port, "stdin", NULL });

  return NULL;
}

/* (transfer full) (nullable): only if it is harmless itself */
static CulvertConfigDirective *
replace (const CulvertConfigDirective *directive, CulvertConfigReason reason)
{
  g_autoptr (CulvertConfigDirective) asking =
      reason == CULVERT_CONFIG_REASON_HOLDS_PASSWORD ? ask_instead (directive) : NULL;
  CulvertConfigReason unused;

  if (asking == NULL || culvert_config_judge (asking, &unused) != CULVERT_CONFIG_VERDICT_ALLOWED)
    return NULL;

  return g_steal_pointer (&asking);
}

/* `setenv opt X` is told as X, which is what it was judged as. */
static const char *
told_name (const CulvertConfigDirective *directive)
{
  gboolean is_disguised = is_called (directive, "setenv") && directive->words->len > 2 &&
                          g_str_equal (culvert_config_directive_get_word (directive, 1), "opt");

  return culvert_config_directive_get_word (directive, is_disguised ? 2 : 0);
}

static void
add_note (Review *self,
          const CulvertConfigDirective *directive,
          CulvertConfigVerdict verdict,
          CulvertConfigReason reason)
{
  g_ptr_array_add (
      self->notes,
      culvert_config_note_new (directive->line, told_name (directive), verdict, reason));
}

static void
refuse (const CulvertConfigDirective *directive, CulvertConfigReason reason, GError **error)
{
  culvert_config_complain (error,
                           CULVERT_CONFIG_ERROR_REFUSED,
                           directive->line,
                           reason == CULVERT_CONFIG_REASON_INCLUDES_FILE
                               ? "it includes another profile (%s)."
                               : "it does not make a connection (%s).",
                           told_name (directive));
}

/* What it comes to for the profile as a whole that this directive is in it. */
static void
count (CulvertConfigFacts *facts,
       const CulvertConfigDirective *directive,
       CulvertConfigVerdict verdict,
       CulvertConfigReason reason)
{
  if (verdict != CULVERT_CONFIG_VERDICT_ALLOWED)
    facts->is_root_eligible = FALSE;
  if (reason == CULVERT_CONFIG_REASON_RUNS_PROGRAM)
    facts->runs_programs = TRUE;
  if (reason == CULVERT_CONFIG_REASON_READS_FILE)
    facts->reads_files = TRUE;
  if (is_called (directive, "bind-dev"))
    facts->binds_device = TRUE;
  if (is_called (directive, "auth-user-pass"))
    facts->needs_user_name = TRUE;
  if (is_called (directive, "remote"))
    facts->n_remotes++;
}

static gboolean review_into (Review *self, GPtrArray *from, GPtrArray *to, GError **error);

/* A copy with the reviewed children. */
static CulvertConfigDirective *
review_children (Review *self, const CulvertConfigDirective *directive, GError **error)
{
  g_autoptr (CulvertConfigDirective) copy = culvert_config_directive_copy (directive);

  if (copy->children == NULL)
    return g_steal_pointer (&copy);

  g_ptr_array_set_size (copy->children, 0);
  if (!review_into (self, directive->children, copy->children, error))
    return NULL;

  return g_steal_pointer (&copy);
}

static gboolean
review_directive (Review *self,
                  const CulvertConfigDirective *directive,
                  GPtrArray *kept,
                  GError **error)
{
  CulvertConfigReason reason;
  CulvertConfigVerdict verdict = culvert_config_judge (directive, &reason);
  g_autoptr (CulvertConfigDirective) copy = NULL;

  if (verdict == CULVERT_CONFIG_VERDICT_REFUSED)
    {
      refuse (directive, reason, error);
      return FALSE;
    }

  if (verdict == CULVERT_CONFIG_VERDICT_STRIPPED)
    {
      copy = replace (directive, reason);
      if (copy != NULL)
        verdict = CULVERT_CONFIG_VERDICT_ALLOWED;
    }
  else
    {
      copy = review_children (self, directive, error);
      if (copy == NULL)
        return FALSE;
    }

  if (reason != CULVERT_CONFIG_REASON_NONE)
    add_note (self, directive, verdict, reason);
  if (copy != NULL)
    {
      count (self->facts, copy, verdict, reason);
      g_ptr_array_add (kept, g_steal_pointer (&copy));
    }

  return TRUE;
}

static gboolean
review_into (Review *self, GPtrArray *from, GPtrArray *to, GError **error)
{
  for (guint i = 0; i < from->len; i++)
    if (!review_directive (self, from->pdata[i], to, error))
      return FALSE;

  return TRUE;
}

/* Any text is a profile with errors; this one has something to connect, and not too much. */
static gboolean
check_whole (GPtrArray *config, const CulvertConfigFacts *facts, GError **error)
{
  if (facts->n_remotes > MAX_REMOTES)
    {
      g_set_error (error,
                   CULVERT_CONFIG_ERROR,
                   CULVERT_CONFIG_ERROR_TOO_BIG,
                   "A profile may name at most %d servers.",
                   MAX_REMOTES);
      return FALSE;
    }
  if (facts->n_remotes == 0 && culvert_config_find (config, "dev") == NULL)
    {
      g_set_error_literal (error,
                           CULVERT_CONFIG_ERROR,
                           CULVERT_CONFIG_ERROR_NOT_A_PROFILE,
                           "It names neither a server nor a device.");
      return FALSE;
    }

  return TRUE;
}

CulvertConfigNote *
culvert_config_note_new (guint line,
                         const char *name,
                         CulvertConfigVerdict verdict,
                         CulvertConfigReason reason)
{
  CulvertConfigNote *self = g_new0 (CulvertConfigNote, 1);

  self->line = line;
  self->name = g_strdup (name);
  self->verdict = verdict;
  self->reason = reason;

  return self;
}

void
culvert_config_note_free (CulvertConfigNote *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self);
}

GPtrArray *
culvert_config_review (GPtrArray *config,
                       GPtrArray *notes,
                       CulvertConfigFacts *facts,
                       GError **error)
{
  g_autoptr (GPtrArray) kept = culvert_config_new ();
  Review review = { .notes = notes, .facts = facts };

  g_return_val_if_fail (config != NULL, NULL);
  g_return_val_if_fail (notes != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  *facts = (CulvertConfigFacts){ .is_root_eligible = TRUE };
  if (!review_into (&review, config, kept, error) || !check_whole (kept, facts, error))
    return NULL;

  return g_steal_pointer (&kept);
}

gboolean
culvert_config_examine (const char *text, gsize length, CulvertConfigFacts *facts, GError **error)
{
  g_autoptr (GPtrArray) config = culvert_config_parse (text, length, error);
  g_autoptr (GPtrArray) notes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_config_note_free);
  g_autoptr (GPtrArray) kept = NULL;

  if (config == NULL)
    return FALSE;

  kept = culvert_config_review (config, notes, facts, error);
  if (kept == NULL)
    return FALSE;

  for (guint i = 0; i < notes->len; i++)
    {
      const CulvertConfigNote *note = notes->pdata[i];

      if (note->verdict != CULVERT_CONFIG_VERDICT_USER_MODE)
        {
          culvert_config_complain (error,
                                   CULVERT_CONFIG_ERROR_REFUSED,
                                   note->line,
                                   "an imported profile does not have this (%s).",
                                   note->name);
          return FALSE;
        }
    }

  return TRUE;
}
