/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-redaction.h"

#include <gio/gio.h>
#include <string.h>

#define GONE "***"

/* A shorter name is part of too many words. */
#define MIN_NAME 3

/* A line is looked at this far; what stands behind it is left out. */
#define MAX_LINE 4096

typedef struct
{
  char *text;     /* (owned) */
  char *stand_in; /* (owned) (nullable): NULL for a host, which is counted as an address */
} Name;

typedef struct
{
  const char *pattern;
  const char *replacement;
} Rule;

struct _CulvertRedaction
{
  GObject parent_instance;

  GPtrArray *rules;      /* (owned) (element-type GRegex): in the order of the table */
  GPtrArray *names;      /* (owned) (element-type Name) */
  GPtrArray *hosts;      /* (owned) (element-type Name) */
  GHashTable *addresses; /* (owned): address (owned) → its number */
  GRegex *ipv4;          /* (owned) */
  GRegex *ipv6;          /* (owned) */
  GRegex *hardware;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (CulvertRedaction, culvert_redaction, G_TYPE_OBJECT)

#define COMMANDS "username|password|needstr|needok|cr-response|pk-sig|rsa-sig|client-[a-z-]+|proxy"
#define KEYWORDS "pass|pwd|token|secret|cookie|credential|otp"

/* Each is applied to a line, one after the other. Where a secret ends is for the one who made it to
 * know, so that mostly the rest of the line goes with it. */
static const Rule rules[] = {
  /* A daemon quotes what it could not read. */
  { "(max\\): ).*", "\\1" GONE },
  /* Challenges: the state and the name are the session; the words are for people. */
  { "(?<!S)CRV1:([A-Z,]*):[^:]*:[^:]*:", "CRV1:\\1:" GONE ":" GONE ":" },
  { "(?<!S)CRV1:(?![A-Z,]*:\\*\\*\\*:\\*\\*\\*:).*", "CRV1:" GONE },
  { "(SCRV1|CR_RESPONSE|PK_SIGN|RSA_SIGN)\\b.*", "\\1:" GONE },
  /* Tokens of a session. */
  { "\\b(auth-token(?:-user)?)[ :]+[^,]*", "\\1 " GONE },
  { "\\bSESS_ID[^\\s,'\"]*", "SESS_ID" GONE },
  /* Commands, as they are sent and as a daemon logs them. */
  { "(CMD ')(" COMMANDS ")\\b.*", "\\1\\2 " GONE "'" },
  { "^(\\s*)(" COMMANDS ")\\s.*", "\\1\\2 " GONE },
  { "\\b(password|passphrase|pin)\\s+['\"].*", "\\1 " GONE },
  /* What HTTP calls its secrets. */
  { "\\b((?:proxy-)?authorization|(?:set-)?cookie)\\s*:.*", "\\1: " GONE },
  { "\\b(bearer|basic|digest|ntlm)\\s+(?-i:(?=\\S*[A-Z0-9=]))\\S{8,}", "\\1 " GONE },
  { "(://)[^\\s/?#'\"]*@", "\\1" GONE "@" },
  { "(://[^\\s/?#'\"]+)[/?#]\\S*", "\\1/" GONE },
  /* Everything that somebody calls a secret. */
  { "([\\w-]*(?:" KEYWORDS ")[\\w-]*\\s*=\\s*).*", "\\1" GONE },
  { "((?:\\b|_)pin(?:[_-]\\w+)*\\s*[=:]\\s*).*", "\\1" GONE },
  { "((?:password|passphrase|passwd|passcode|secret|token|otp)\\w*\\s*:)"
    "(?!Need |Verification Failed: )\\s*\\S.*",
    "\\1 " GONE },
  /* Who signs in. */
  { "(\\b(?:common[_ ])?(?:user_?)?name\\s+)'[^']*'", "\\1'" GONE "'" },
  { "(\\b(?:user_?name|common_name|login)\\s*[=:]\\s*)\\S+", "\\1" GONE },
  { "(?<!\\S)[^\\s/]+/((?:\\d{1,3}\\.){3}\\d{1,3}:\\d+)", GONE "/\\1" },
  { "(?<![\\w.+-])[\\w.+-]+@(?![\\w.-]+\\.(?:service|socket|slice|scope)\\b)[\\w-]+(?:\\.[\\w-]+)+",
    GONE "@" GONE },
  /* Keys, whatever they are called. */
  { "(?-i:(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]*[0-9])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z]))"
    "[A-Za-z0-9+/]{40,}=*",
    GONE },
  { "\\b[0-9A-F]{32,}\\b", GONE },
};

static const char ipv4_pattern[] = "(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\d|\\.\\d)";
static const char ipv6_pattern[] =
    "(?<![\\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?<!:)(?![\\w:])|(?<![\\w:])"
    "(?:[0-9a-f]{1,4}:){1,7}:(?![\\w:])";
static const char hardware_pattern[] = "(?<![\\w:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\\w:])";

static void
name_free (Name *name)
{
  g_free (name->text);
  g_free (name->stand_in);
  g_free (name);
}

static GRegex *
compile (const char *pattern)
{
  g_autoptr (GError) error = NULL;
  GRegex *regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &error);

  g_assert_no_error (error);

  return regex;
}

/* A line that cannot be searched is not shown. */
static char *
replace_all (GRegex *regex, const char *line, const char *replacement)
{
  char *replaced = g_regex_replace (regex, line, -1, 0, replacement, 0, NULL);

  return replaced != NULL ? replaced : g_strdup (GONE);
}

static gboolean
is_part_of_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (c & 0x80) != 0;
}

static char *
address_stand_in (CulvertRedaction *self, const char *address)
{
  g_autofree char *key = g_ascii_strdown (address, -1);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, key));

  if (number == 0)
    {
      number = g_hash_table_size (self->addresses) + 1;
      g_hash_table_insert (self->addresses, g_steal_pointer (&key), GUINT_TO_POINTER (number));
    }

  return g_strdup_printf ("(address %u)", number);
}

/* Where the name stands as a word of its own, in any case. (nullable) */
static const char *
find_word (const char *line, const char *start, const char *name, gsize length)
{
  for (const char *at = start; *at != '\0'; at++)
    {
      if (g_ascii_strncasecmp (at, name, length) == 0 &&
          (at == line || !is_part_of_word (at[-1])) && !is_part_of_word (at[length]))
        return at;
    }

  return NULL;
}

static char *
replace_name (CulvertRedaction *self, const char *line, const Name *name)
{
  gsize length = strlen (name->text);
  GString *replaced = g_string_new (NULL);
  const char *start = line;
  const char *found;

  while ((found = find_word (line, start, name->text, length)) != NULL)
    {
      g_autofree char *stand_in =
          name->stand_in != NULL ? g_strdup (name->stand_in) : address_stand_in (self, name->text);

      g_string_append_len (replaced, start, found - start);
      g_string_append (replaced, stand_in);
      start = found + length;
    }
  g_string_append (replaced, start);

  return g_string_free (replaced, FALSE);
}

static char *
replace_names (CulvertRedaction *self, const char *line, GPtrArray *names)
{
  char *replaced = g_strdup (line);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *before = replaced;

      replaced = replace_name (self, before, names->pdata[i]);
    }

  return replaced;
}

/* The same on every computer: this computer, any address, and the masks of networks. */
static gboolean
is_everywhere (GInetAddress *address)
{
  return g_inet_address_get_is_any (address) || g_inet_address_get_is_loopback (address) ||
         (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 &&
          g_inet_address_to_bytes (address)[0] == 255);
}

static gboolean
on_hardware_address (const GMatchInfo *match, GString *result, gpointer user_data)
{
  g_autofree char *text = g_match_info_fetch (match, 0);
  g_autofree char *stand_in = address_stand_in (user_data, text);

  g_string_append (result, stand_in);

  return FALSE;
}

static gboolean
on_address (const GMatchInfo *match, GString *result, gpointer user_data)
{
  g_autofree char *text = g_match_info_fetch (match, 0);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autofree char *canonical = NULL;
  g_autofree char *stand_in = NULL;

  if (address == NULL || is_everywhere (address))
    {
      g_string_append (result, text);
      return FALSE;
    }

  canonical = g_inet_address_to_string (address);
  stand_in = address_stand_in (user_data, canonical);
  g_string_append (result, stand_in);

  return FALSE;
}

static char *
replace_matches (CulvertRedaction *self,
                 const char *line,
                 GRegex *regex,
                 GRegexEvalCallback on_match)
{
  char *replaced = g_regex_replace_eval (regex, line, -1, 0, 0, on_match, self, NULL);

  return replaced != NULL ? replaced : g_strdup (GONE);
}

static char *
replace_addresses (CulvertRedaction *self, const char *line)
{
  g_autofree char *without_hosts = replace_names (self, line, self->hosts);
  g_autofree char *without_ipv4 = replace_matches (self, without_hosts, self->ipv4, on_address);
  g_autofree char *without_hardware =
      replace_matches (self, without_ipv4, self->hardware, on_hardware_address);

  return replace_matches (self, without_hardware, self->ipv6, on_address);
}

static char *
replace_secrets (CulvertRedaction *self, const char *line)
{
  char *replaced = g_strdup (line);

  for (guint i = 0; i < self->rules->len; i++)
    {
      g_autofree char *before = replaced;

      replaced = replace_all (self->rules->pdata[i], before, rules[i].replacement);
    }

  return replaced;
}

static char *
apply_to_line (CulvertRedaction *self, const char *line, gboolean leaves_addresses)
{
  g_autofree char *cut = g_utf8_make_valid (line, (gssize) strnlen (line, MAX_LINE));
  g_autofree char *without_secrets = replace_secrets (self, cut);
  g_autofree char *without_names = replace_names (self, without_secrets, self->names);

  return leaves_addresses ? g_steal_pointer (&without_names)
                          : replace_addresses (self, without_names);
}

/* A key in PEM, or what of it was in the text. */
static gboolean
begins_key (const char *line)
{
  return strstr (line, "-----BEGIN ") != NULL;
}

static gboolean
ends_key (const char *line)
{
  return strstr (line, "-----END ") != NULL;
}

static void
culvert_redaction_finalize (GObject *object)
{
  CulvertRedaction *self = CULVERT_REDACTION (object);

  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, g_hash_table_unref);
  g_clear_pointer (&self->ipv4, g_regex_unref);
  g_clear_pointer (&self->ipv6, g_regex_unref);
  g_clear_pointer (&self->hardware, g_regex_unref);

  G_OBJECT_CLASS (culvert_redaction_parent_class)->finalize (object);
}

static void
culvert_redaction_class_init (CulvertRedactionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culvert_redaction_finalize;
}

static void
culvert_redaction_init (CulvertRedaction *self)
{
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    g_ptr_array_add (self->rules, compile (rules[i].pattern));
  self->names = g_ptr_array_new_with_free_func ((GDestroyNotify) name_free);
  self->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) name_free);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ipv4 = compile (ipv4_pattern);
  self->ipv6 = compile (ipv6_pattern);
  self->hardware = compile (hardware_pattern);
}

CulvertRedaction *
culvert_redaction_new (void)
{
  return g_object_new (CULVERT_TYPE_REDACTION, NULL);
}

static void
add (GPtrArray *names, const char *text, const char *stand_in)
{
  Name *name;

  if (text == NULL || g_utf8_strlen (text, -1) < MIN_NAME)
    return;

  name = g_new0 (Name, 1);
  name->text = g_strdup (text);
  name->stand_in = g_strdup (stand_in);
  g_ptr_array_add (names, name);
}

void
culvert_redaction_add_name (CulvertRedaction *self, const char *name, const char *stand_in)
{
  g_return_if_fail (CULVERT_IS_REDACTION (self));
  g_return_if_fail (stand_in != NULL);

  add (self->names, name, stand_in);
}

void
culvert_redaction_add_host (CulvertRedaction *self, const char *host)
{
  g_return_if_fail (CULVERT_IS_REDACTION (self));

  /* An address is found by itself; one that is the same everywhere may stay. */
  if (host != NULL && !g_hostname_is_ip_address (host))
    add (self->hosts, host, NULL);
}

char *
culvert_redaction_apply (CulvertRedaction *self, const char *text, gboolean leaves_addresses)
{
  g_auto (GStrv) lines = NULL;
  GString *result;
  gboolean is_in_key = FALSE;

  g_return_val_if_fail (CULVERT_IS_REDACTION (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  result = g_string_new (NULL);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gboolean is_of_key = is_in_key || begins_key (lines[i]);
      g_autofree char *line = is_of_key ? NULL : apply_to_line (self, lines[i], leaves_addresses);

      if (!is_of_key || !is_in_key)
        g_string_append (result, is_of_key ? GONE : line);
      is_in_key = is_of_key && !ends_key (lines[i]);
      if (!is_in_key && lines[i + 1] != NULL)
        g_string_append_c (result, '\n');
    }

  return g_string_free (result, FALSE);
}
