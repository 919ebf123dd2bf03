/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-session-dns.h"

#include <string.h>

#define MAX_OPTIONS 1000

static const char log_prefix[] = "PUSH: Received control message: 'PUSH_REPLY,";

static void
start_again (CulvertSessionDns *self)
{
  g_clear_pointer (&self->wanted, culvert_name_servers_free);
  self->wanted = culvert_name_servers_new ();
}

static void
add_all_domains (CulvertNameServers *wanted, char **words)
{
  for (; *words != NULL; words++)
    culvert_name_servers_add_domain (wanted, *words);
}

/* `dhcp-option DNS 10.8.0.1` */
static void
take_dhcp_option (CulvertNameServers *wanted, char **words)
{
  static const char *const domains[] = { "DOMAIN", "DOMAIN-SEARCH", "ADAPTER_DOMAIN_SUFFIX", NULL };

  if (g_strv_length (words) < 3)
    return;

  if (g_str_equal (words[1], "DNS") || g_str_equal (words[1], "DNS6"))
    culvert_name_servers_add_server (wanted, words[2]);
  else if (g_strv_contains (domains, words[1]))
    add_all_domains (wanted, words + 2);
}

/* `dns server 1 address 10.8.0.1 [fd00::1]:53`, `dns search-domains a.example b.example` */
static void
take_dns (CulvertNameServers *wanted, char **words)
{
  guint n = g_strv_length (words);

  if (n >= 3 && g_str_equal (words[1], "search-domains"))
    add_all_domains (wanted, words + 2);
  else if (n >= 5 && g_str_equal (words[1], "server") && g_str_equal (words[3], "address"))
    {
      for (char **word = words + 4; *word != NULL; word++)
        culvert_name_servers_add_server (wanted, *word);
    }
}

static void
take_option (CulvertNameServers *wanted, const char *option)
{
  g_auto (GStrv) words = NULL;

  if (!g_str_has_prefix (option, "dhcp-option ") && !g_str_has_prefix (option, "dns "))
    return;

  words = g_strsplit (option, " ", -1);
  if (g_str_equal (words[0], "dns"))
    take_dns (wanted, words);
  else
    take_dhcp_option (wanted, words);
}

/* Where `dns server` is there, the daemon has no ear for the servers of `dhcp-option`. */
static gboolean
is_outdone (const char *option, gboolean has_dns_server)
{
  return has_dns_server && g_str_has_prefix (option, "dhcp-option DNS");
}

static void
take_options (CulvertSessionDns *self, char **options)
{
  gboolean is_continued = FALSE;
  gboolean has_dns_server = FALSE;

  for (char **option = options; *option != NULL; option++)
    {
      is_continued = is_continued || g_str_equal (*option, "push-continuation 2");
      has_dns_server = has_dns_server || g_str_has_prefix (*option, "dns server ");
    }
  if (!self->is_to_be_continued || self->wanted == NULL)
    start_again (self);
  self->is_to_be_continued = is_continued;

  for (char **option = options; *option != NULL; option++)
    {
      if (!is_outdone (*option, has_dns_server))
        take_option (self->wanted, *option);
    }
}

static void
take_variable (CulvertSessionDns *self, const char *name, const char *value)
{
  if (g_str_has_prefix (name, "foreign_option_"))
    take_option (self->wanted, value);
  else if (g_str_has_prefix (name, "dns_search_domain_"))
    culvert_name_servers_add_domain (self->wanted, value);
  else if (g_str_has_prefix (name, "dns_server_") && strstr (name, "_address_") != NULL)
    culvert_name_servers_add_server (self->wanted, value);
}

void
culvert_session_dns_clear (CulvertSessionDns *self)
{
  g_clear_pointer (&self->wanted, culvert_name_servers_free);
  *self = (CulvertSessionDns){ NULL };
}

gboolean
culvert_session_dns_take_up_down (CulvertSessionDns *self, const char *payload)
{
  const char *assignment = payload + strlen ("ENV,");
  const char *equals;
  g_autofree char *name = NULL;

  if (g_str_equal (payload, "DOWN"))
    {
      culvert_session_dns_clear (self);
      return TRUE;
    }
  if (g_str_equal (payload, "UP"))
    {
      start_again (self);
      self->is_of_the_daemon = TRUE;
      return TRUE;
    }
  if (!self->is_of_the_daemon || !g_str_has_prefix (payload, "ENV,"))
    return FALSE;

  equals = strchr (assignment, '=');
  if (equals == NULL)
    return FALSE;

  name = g_strndup (assignment, (gsize) (equals - assignment));
  take_variable (self, name, equals + 1);
  return TRUE;
}

gboolean
culvert_session_dns_take_log (CulvertSessionDns *self, const CulvertMgmtLog *log)
{
  g_auto (GStrv) options = NULL;
  g_autofree char *list = NULL;

  if (self->is_of_the_daemon || !g_str_has_prefix (log->text, log_prefix) ||
      !g_str_has_suffix (log->text, "'"))
    return FALSE;

  list = g_strdup (log->text + strlen (log_prefix));
  list[strlen (list) - 1] = '\0';
  options = g_strsplit (list, ",", MAX_OPTIONS);
  take_options (self, options);
  return TRUE;
}
