/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-name-servers.h"

#include "culvert-plain-text.h"

#include <string.h>

#define MAX_ENTRIES           32
#define MAX_DOMAIN_CHARACTERS 253
#define MAX_USED_SERVERS      3 /* the C library asks no more of /etc/resolv.conf */

CulvertNameServers *
culvert_name_servers_new (void)
{
  CulvertNameServers *self = g_new0 (CulvertNameServers, 1);

  self->servers = g_ptr_array_new_with_free_func (g_free);
  self->domains = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
culvert_name_servers_free (CulvertNameServers *self)
{
  g_clear_pointer (&self->servers, g_ptr_array_unref);
  g_clear_pointer (&self->domains, g_ptr_array_unref);
  g_free (self);
}

static gboolean
has (GPtrArray *entries, const char *entry)
{
  return g_ptr_array_find_with_equal_func (entries, entry, g_str_equal, NULL);
}

static gboolean
add (GPtrArray *entries, char *owned_entry)
{
  g_autofree char *entry = owned_entry;

  if (has (entries, entry))
    return TRUE;
  if (entries->len >= MAX_ENTRIES)
    return FALSE;

  g_ptr_array_add (entries, g_steal_pointer (&entry));
  return TRUE;
}

/* The address in "[fd00::1]:53", "10.8.0.1:53" and "fe80::1%eth0". */
static char *
dup_bare_address (const char *address)
{
  const char *colon = strchr (address, ':');

  if (*address == '[')
    return g_strndup (address + 1, strcspn (address + 1, "]%"));
  if (colon != NULL && strchr (colon + 1, ':') == NULL)
    return g_strndup (address, (gsize) (colon - address));

  return g_strndup (address, strcspn (address, "%"));
}

gboolean
culvert_name_servers_add_server (CulvertNameServers *self, const char *address)
{
  g_autofree char *bare = dup_bare_address (address);
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (bare);

  return inet != NULL && add (self->servers, g_inet_address_to_string (inet));
}

gboolean
culvert_name_servers_add_domain (CulvertNameServers *self, const char *domain)
{
  g_autofree char *small = g_ascii_strdown (domain, -1);
  g_autofree char *plain = culvert_plain_text (small, -1, MAX_DOMAIN_CHARACTERS);
  gsize length;

  if (!g_str_equal (plain, small) || strpbrk (plain, " \"'\\") != NULL)
    return FALSE;

  length = strlen (plain);
  if (length > 0 && plain[length - 1] == '.')
    plain[length - 1] = '\0';

  return *plain != '\0' && *plain != '.' && add (self->domains, g_steal_pointer (&plain));
}

gboolean
culvert_name_servers_is_empty (const CulvertNameServers *self)
{
  return self->servers->len == 0 && self->domains->len == 0;
}

static guint
count_common (GPtrArray *wanted, GPtrArray *in_force)
{
  guint n = 0;

  for (guint i = 0; i < wanted->len; i++)
    n += has (in_force, wanted->pdata[i]);
  return n;
}

static gboolean
are_equal (GPtrArray *a, GPtrArray *b)
{
  return a->len == b->len && count_common (a, b) == a->len;
}

gboolean
culvert_name_servers_equal (const CulvertNameServers *a, const CulvertNameServers *b)
{
  return are_equal (a->servers, b->servers) && are_equal (a->domains, b->domains);
}

static void
parse_line (CulvertNameServers *self, char *line)
{
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (line), " \t", -1);
  gboolean is_server = g_strcmp0 (words[0], "nameserver") == 0;
  gboolean is_search = g_strcmp0 (words[0], "search") == 0 || g_strcmp0 (words[0], "domain") == 0;

  if (!is_server && !is_search)
    return;

  /* The last of them counts. */
  if (is_search)
    g_ptr_array_set_size (self->domains, 0);
  for (char **word = words + 1; *word != NULL; word++)
    {
      if (is_search)
        culvert_name_servers_add_domain (self, *word);
      else if (self->servers->len < MAX_USED_SERVERS && **word != '\0')
        {
          culvert_name_servers_add_server (self, *word);
          return;
        }
    }
}

CulvertNameServers *
culvert_name_servers_parse (const char *text, gsize length)
{
  CulvertNameServers *self = culvert_name_servers_new ();
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    parse_line (self, *line);

  return self;
}

static void
add_bytes (CulvertNameServers *self, int family, GVariant *bytes)
{
  gsize length;
  const guint8 *data = g_variant_get_fixed_array (bytes, &length, 1);
  gsize expected = family == G_SOCKET_FAMILY_IPV6 ? 16 : 4;
  gboolean is_known = family == G_SOCKET_FAMILY_IPV6 || family == G_SOCKET_FAMILY_IPV4;
  g_autoptr (GInetAddress) inet = NULL;

  if (!is_known || length != expected)
    return;

  inet = g_inet_address_new_from_bytes (data, (GSocketFamily) family);
  add (self->servers, g_inet_address_to_string (inet));
}

CulvertNameServers *
culvert_name_servers_new_from_resolved (GVariant *properties)
{
  CulvertNameServers *self = culvert_name_servers_new ();
  g_autoptr (GVariantIter) servers = NULL;
  g_autoptr (GVariantIter) domains = NULL;
  GVariant *bytes;
  const char *domain;
  int family;

  if (g_variant_lookup (properties, "DNS", "a(iiay)", &servers))
    {
      while (g_variant_iter_loop (servers, "(ii@ay)", NULL, &family, &bytes))
        add_bytes (self, family, bytes);
    }
  if (g_variant_lookup (properties, "Domains", "a(isb)", &domains))
    {
      while (g_variant_iter_loop (domains, "(i&sb)", NULL, &domain, NULL))
        culvert_name_servers_add_domain (self, domain);
    }
  return self;
}

/* Another program on this computer is asked, which alone knows whom it asks. */
static gboolean
is_behind_a_program (const CulvertNameServers *self)
{
  for (guint i = 0; i < self->servers->len; i++)
    {
      g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (self->servers->pdata[i]);

      if (!g_inet_address_get_is_loopback (inet))
        return FALSE;
    }
  return self->servers->len > 0;
}

CulvertNamesVerdict
culvert_name_servers_compare (const CulvertNameServers *wanted, const CulvertNameServers *in_force)
{
  guint n_servers;
  guint n_domains;

  if (wanted == NULL || culvert_name_servers_is_empty (wanted))
    return CULVERT_NAMES_NOT_WANTED;
  if (in_force == NULL)
    return CULVERT_NAMES_UNKNOWN;

  n_servers = count_common (wanted->servers, in_force->servers);
  n_domains = count_common (wanted->domains, in_force->domains);
  if (n_servers == wanted->servers->len && n_domains == wanted->domains->len)
    return CULVERT_NAMES_APPLIED;
  if (is_behind_a_program (in_force))
    return CULVERT_NAMES_UNKNOWN;
  if (n_servers > 0 || (wanted->servers->len == 0 && n_domains > 0))
    return CULVERT_NAMES_PARTLY;

  return CULVERT_NAMES_NOT_APPLIED;
}
