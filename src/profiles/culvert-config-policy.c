/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-config-policy.h"

#include "culvert-config-table.h"

#include <string.h>

typedef gboolean (*IsOfKind) (const char *word);

static gboolean
is_made_of (const char *word, const char *others)
{
  for (const char *at = word; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr (others, *at) == NULL)
      return FALSE;

  return *word != '\0';
}

static gboolean
is_number (const char *word)
{
  return g_ascii_isdigit (*word) &&
         g_ascii_string_to_unsigned (word, 10, 0, G_MAXINT32, NULL, NULL);
}

/* No service names, which would be looked up in a file. */
static gboolean
is_port (const char *word)
{
  return g_ascii_isdigit (*word) && g_ascii_string_to_unsigned (word, 10, 1, 65535, NULL, NULL);
}

static gboolean
is_protocol (const char *word)
{
  static const char *const protocols[] = {
    "udp", "udp4", "udp6", "tcp", "tcp4", "tcp6", "tcp-client", "tcp4-client", "tcp6-client", NULL,
  };

  return g_strv_contains (protocols, word);
}

/* The name of an interface, as long as the kernel allows. */
static gboolean
is_device (const char *word)
{
  return is_made_of (word, "._-") && strlen (word) <= 15 && g_ascii_isalnum (*word);
}

/* Never a path, an option, nor anything that a shell would see something in: such values go into
 * the environment of the distribution's DNS scripts, which run as root. */
static gboolean
is_host (const char *word)
{
  return is_made_of (word, ".:_-%") && *word != '-';
}

static gboolean
is_network (const char *word)
{
  const char *slash = strchr (word, '/');
  g_autofree char *host = slash != NULL ? g_strndup (word, (gsize) (slash - word)) : NULL;

  return host != NULL ? is_host (host) && is_number (slash + 1) : is_host (word);
}

static gboolean
is_plain_name (const char *word)
{
  return is_made_of (word, "._:!-") && *word != '-';
}

static gboolean
is_cipher_list (const char *word)
{
  return is_made_of (word, "._:+!@=?-");
}

static gboolean
is_fingerprint (const char *word)
{
  for (const char *at = word; *at != '\0'; at++)
    if (!g_ascii_isxdigit (*at) && *at != ':')
      return FALSE;

  return *word != '\0';
}

/* Goes to the server or to ourselves, and nowhere else. */
static gboolean
is_text (const char *word)
{
  return TRUE;
}

/* What the daemon sends to its server, or obeys itself; nothing that another program obeys. */
static gboolean
is_variable (const char *word)
{
  static const char *const harmless[] = {
    "CLIENT_CERT", "FORWARD_COMPATIBLE", "FRIENDLY_NAME", "GENERIC_CONFIG", NULL,
  };
  gboolean has_prefix = g_str_has_prefix (word, "IV_") || g_str_has_prefix (word, "UV_");

  return g_strv_contains (harmless, word) || (has_prefix && is_made_of (word, "_"));
}

static const struct
{
  const char *name;
  IsOfKind is_of_kind;
} kinds[] = {
  { "ciphers", is_cipher_list }, { "device", is_device },     { "fingerprint", is_fingerprint },
  { "host", is_host },           { "name", is_plain_name },   { "network", is_network },
  { "number", is_number },       { "port", is_port },         { "protocol", is_protocol },
  { "text", is_text },           { "variable", is_variable },
};

static gboolean
is_one_of (const char *word, const char *choices)
{
  g_auto (GStrv) words = g_strsplit (choices, "|", -1);

  return g_strv_contains ((const char *const *) words, word);
}

static gboolean
is_of_kind (const char *word, const char *kind)
{
  if (*kind == '=')
    return is_one_of (word, kind + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, kind))
      return kinds[i].is_of_kind (word);

  g_assert_not_reached ();
}

/* Each kind takes what it can get; so a kind that may be left out never precedes one that may not
 * and that accepts the same. */
static gboolean
have_form (const CulvertConfigDirective *directive, guint first, const char *arguments)
{
  g_auto (GStrv) expected = g_strsplit (arguments, " ", -1);
  guint at = first;

  for (gsize i = 0; expected[i] != NULL; i++)
    {
      gsize last = strlen (expected[i]) - 1;
      char count = expected[i][last];
      gboolean is_optional = count == '?' || count == '*';
      gboolean is_met;

      if (is_optional)
        expected[i][last] = '\0';
      do
        {
          is_met =
              at < directive->words->len && is_of_kind (directive->words->pdata[at], expected[i]);
          at += is_met ? 1 : 0;
        }
      while (is_met && count == '*');
      if (!is_met && !is_optional)
        return FALSE;
    }

  return at == directive->words->len;
}

static gboolean
matches (const CulvertConfigDirective *directive, guint first, const char *arguments)
{
  gboolean has_block = directive->block != NULL || directive->children != NULL;

  if (g_str_equal (arguments, "block"))
    return has_block && directive->words->len == first;

  return !has_block && have_form (directive, first, arguments);
}

static CulvertConfigVerdict
object (const char *name, gboolean is_known, CulvertConfigReason *reason)
{
  gsize n_objections;
  const CulvertConfigObjection *objections = culvert_config_table_get_objections (&n_objections);

  for (gsize i = 0; i < n_objections; i++)
    if (g_strv_contains (objections[i].names, name))
      {
        *reason = objections[i].reason;
        return objections[i].verdict;
      }

  *reason = is_known ? CULVERT_CONFIG_REASON_ARGUMENTS : CULVERT_CONFIG_REASON_NOT_LISTED;
  return CULVERT_CONFIG_VERDICT_USER_MODE;
}

/* @at: where the name is */
static CulvertConfigVerdict
judge_at (const CulvertConfigDirective *directive, guint at, CulvertConfigReason *reason)
{
  const char *name = culvert_config_directive_get_word (directive, at);
  gboolean is_known = FALSE;
  gsize n_forms;
  const CulvertConfigForm *forms = culvert_config_table_get_forms (&n_forms);

  for (gsize i = 0; i < n_forms; i++)
    {
      if (!g_str_equal (forms[i].name, name))
        continue;
      is_known = TRUE;
      if (matches (directive, at + 1, forms[i].arguments))
        return CULVERT_CONFIG_VERDICT_ALLOWED;
    }

  return object (name, is_known, reason);
}

CulvertConfigVerdict
culvert_config_judge (const CulvertConfigDirective *directive, CulvertConfigReason *reason)
{
  const char *first;

  g_return_val_if_fail (directive != NULL, CULVERT_CONFIG_VERDICT_REFUSED);
  g_return_val_if_fail (reason != NULL, CULVERT_CONFIG_VERDICT_REFUSED);

  *reason = CULVERT_CONFIG_REASON_NONE;
  first = culvert_config_directive_get_word (directive, 1);
  if (g_str_equal (culvert_config_directive_get_name (directive), "setenv") &&
      g_strcmp0 (first, "opt") == 0 && directive->words->len > 2)
    return judge_at (directive, 2, reason);

  return judge_at (directive, 0, reason);
}
