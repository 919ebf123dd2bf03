/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-service-findings.h"

#include "culvert-config.h"

static const char *const homes[] = { "/home/", "/root/", "/run/user/" };

void
culvert_service_finding_free (CulvertServiceFinding *self)
{
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->group, g_free);
  g_free (self);
}

/* @subject: (nullable). Returns: (transfer none) */
static CulvertServiceFinding *
find (GPtrArray *findings,
      CulvertServiceTrap trap,
      CulvertServiceSeverity severity,
      gboolean is_certain,
      const char *subject)
{
  CulvertServiceFinding *finding = g_new0 (CulvertServiceFinding, 1);

  finding->trap = trap;
  finding->severity = severity;
  finding->is_certain = is_certain;
  finding->subject = g_strdup (subject);
  g_ptr_array_add (findings, finding);
  return finding;
}

/* The user is asked for a name and a password; a key with a passphrase cannot be seen from here. */
static gboolean
asks_for_password (const CulvertServiceFacts *facts)
{
  return culvert_service_facts_has (facts, "auth-user-pass") &&
         culvert_service_facts_get (facts, "auth-user-pass", 1) == NULL;
}

static gboolean
waits_for_user (const CulvertServiceFacts *facts)
{
  return culvert_service_facts_has (facts, "management-hold") ||
         (culvert_service_facts_has (facts, "management-query-passwords") &&
          asks_for_password (facts));
}

/* The daemon says that it is ready only after its hold and its first questions. */
static void
check_start (const CulvertServiceFacts *facts, GPtrArray *findings)
{
  gboolean is_certain = waits_for_user (facts);
  gboolean is_limited = g_strcmp0 (facts->type, "notify") == 0 &&
                        facts->start_timeout != G_MAXUINT64 && facts->start_timeout > 0;
  gboolean may_wait =
      !facts->are_options_whole || culvert_service_facts_has (facts, "management-query-passwords");

  if (is_limited && (is_certain || may_wait))
    find (findings,
          CULVERT_SERVICE_TRAP_START_TIMEOUT,
          is_certain ? CULVERT_SERVICE_FAULT : CULVERT_SERVICE_WARNING,
          is_certain,
          NULL)
        ->number = (guint) MIN (facts->start_timeout / G_USEC_PER_SEC, G_MAXUINT);
}

static void
check_folder (const CulvertServiceFacts *facts, GPtrArray *findings)
{
  CulvertServiceFinding *finding;

  if (facts->closed_folder == NULL)
    return;

  finding = find (findings,
                  CULVERT_SERVICE_TRAP_CLOSED_FOLDER,
                  CULVERT_SERVICE_FAULT,
                  TRUE,
                  facts->closed_folder);
  finding->owner = g_strdup (facts->closed_owner);
  finding->group = g_strdup (facts->closed_group);
  finding->number = facts->closed_mode;
}

static void
check_peer (const CulvertServiceFacts *facts, GPtrArray *findings)
{
  const char *user = culvert_service_facts_get (facts, "management-client-user", 1);
  const char *group = culvert_service_facts_get (facts, "management-client-group", 1);
  gboolean is_unix = facts->endpoint != NULL && g_str_has_prefix (facts->endpoint, "unix:");

  if (is_unix && user != NULL && !g_str_equal (user, facts->user))
    find (findings, CULVERT_SERVICE_TRAP_OTHER_USER, CULVERT_SERVICE_FAULT, TRUE, user);
  if (is_unix && group != NULL && facts->group == CULVERT_SERVICE_GROUP_OTHER)
    find (findings, CULVERT_SERVICE_TRAP_GROUP, CULVERT_SERVICE_FAULT, TRUE, group);
  if (facts->are_options_whole && culvert_service_facts_has (facts, "management") &&
      culvert_service_facts_get (facts, "management", 3) == NULL &&
      (!is_unix || (user == NULL && group == NULL)))
    find (findings, CULVERT_SERVICE_TRAP_OPEN_TO_ALL, CULVERT_SERVICE_WARNING, TRUE, NULL);
}

/* (transfer none) (nullable): a file that a service without homes cannot see */
static const char *
find_file_at_home (const CulvertServiceFacts *facts)
{
  for (guint i = 0; i < facts->options->len; i++)
    {
      const CulvertConfigDirective *directive = facts->options->pdata[i];

      for (guint j = 1; j < directive->words->len; j++)
        {
          for (gsize k = 0; k < G_N_ELEMENTS (homes); k++)
            {
              if (g_str_has_prefix (directive->words->pdata[j], homes[k]))
                return directive->words->pdata[j];
            }
        }
    }
  return NULL;
}

static void
check_home (const CulvertServiceFacts *facts, GPtrArray *findings)
{
  gboolean is_hidden = g_strcmp0 (facts->home, "yes") == 0 || g_strcmp0 (facts->home, "tmpfs") == 0;
  const char *file = is_hidden ? find_file_at_home (facts) : NULL;

  if (file != NULL)
    find (findings, CULVERT_SERVICE_TRAP_HOME, CULVERT_SERVICE_FAULT, TRUE, file);
}

/* What is not there can be told only where everything can be read. */
static void
check_missing (const CulvertServiceFacts *facts, GPtrArray *findings)
{
  gboolean asks = asks_for_password (facts);

  if (!culvert_service_facts_has (facts, "management"))
    {
      find (findings, CULVERT_SERVICE_TRAP_NO_MANAGEMENT, CULVERT_SERVICE_FAULT, TRUE, NULL);
      return;
    }
  if (!culvert_service_facts_has (facts, "management-query-passwords"))
    find (findings,
          CULVERT_SERVICE_TRAP_PASSWORDS,
          asks ? CULVERT_SERVICE_FAULT : CULVERT_SERVICE_HINT,
          asks,
          NULL);
  if (asks && g_strcmp0 (culvert_service_facts_get (facts, "auth-retry", 1), "interact") != 0)
    find (findings, CULVERT_SERVICE_TRAP_RETRY, CULVERT_SERVICE_WARNING, TRUE, NULL);
  if (!culvert_service_facts_has (facts, "management-hold"))
    find (findings, CULVERT_SERVICE_TRAP_HOLD, CULVERT_SERVICE_HINT, TRUE, NULL);
  if (!culvert_service_facts_sets (facts, "setenv", "IV_SSO"))
    find (findings, CULVERT_SERVICE_TRAP_WEB_SIGN_IN, CULVERT_SERVICE_HINT, FALSE, NULL);
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const CulvertServiceFinding *const *first = a;
  const CulvertServiceFinding *const *second = b;

  if ((*first)->severity != (*second)->severity)
    return (*first)->severity > (*second)->severity ? -1 : 1;

  return (int) (*first)->trap - (int) (*second)->trap;
}

GPtrArray *
culvert_service_findings_new (const CulvertServiceFacts *facts)
{
  GPtrArray *findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) culvert_service_finding_free);

  check_folder (facts, findings);
  if (facts->unit != NULL)
    {
      check_start (facts, findings);
      check_home (facts, findings);
      check_peer (facts, findings);
      if (facts->are_options_whole)
        check_missing (facts, findings);
      else
        find (findings, CULVERT_SERVICE_TRAP_UNREADABLE, CULVERT_SERVICE_HINT, TRUE, NULL);
    }
  g_ptr_array_sort (findings, compare_findings);

  return findings;
}
