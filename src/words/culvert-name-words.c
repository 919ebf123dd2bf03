/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-name-words.h"

#include <glib/gi18n-lib.h>

static char *
join (GPtrArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (char *) entries->pdata[i]);

  return g_string_free (text, FALSE);
}

char *
culvert_name_words_list (const CulvertNameServers *servers)
{
  g_autofree char *addresses = join (servers->servers);
  g_autofree char *domains = join (servers->domains);

  if (culvert_name_servers_is_empty (servers))
    return NULL;
  if (*domains == '\0')
    return g_steal_pointer (&addresses);
  if (*addresses == '\0')
    return g_steal_pointer (&domains);

  /* Translators: addresses of name servers, and the domains that are tried behind a short name */
  return g_strdup_printf (_ ("%s (%s)"), addresses, domains);
}

static const char *
get_sentence (CulvertNamesVerdict verdict)
{
  switch (verdict)
    {
    case CULVERT_NAMES_PARTLY:
      return _ ("Only some of the VPN’s name servers and domains are in use: some names of its "
                "network may not be found.");
    case CULVERT_NAMES_NOT_APPLIED:
      return _ ("The VPN’s name servers are not in use: names of its network may not be found.");
    case CULVERT_NAMES_NOT_WANTED:
    case CULVERT_NAMES_APPLIED:
    case CULVERT_NAMES_UNKNOWN:
      return NULL;
    }
  return NULL;
}

char *
culvert_name_words_warning (CulvertNamesVerdict verdict, const CulvertNameServers *in_force)
{
  const char *sentence = get_sentence (verdict);
  g_autofree char *list = in_force != NULL ? culvert_name_words_list (in_force) : NULL;

  if (sentence == NULL || list == NULL)
    return g_strdup (sentence);

  /* Translators: a sentence that ends in a full stop, and a list of name servers */
  return g_strdup_printf (_ ("%s In use: %s"), sentence, list);
}
