/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "culvert-web-link.h"

#include <gio/gio.h>
#include <string.h>

static const char scheme[] = "https://";

enum
{
  MAX_LENGTH = 2048,
  MAX_PORT = 65535,
};

/* A browser takes a backslash for a slash, and drops or changes the others. */
static gboolean
is_fit_for_an_address (gunichar c)
{
  return c < 0x80 ? g_ascii_isgraph ((char) c) && strchr ("\\\"<>^`{|}", (int) c) == NULL
                  : g_unichar_isprint (c) && !g_unichar_isspace (c);
}

static gboolean
is_clean (const char *address)
{
  if (!g_utf8_validate (address, -1, NULL))
    return FALSE;

  for (const char *at = address; *at != '\0'; at = g_utf8_next_char (at))
    if (!is_fit_for_an_address (g_utf8_get_char (at)))
      return FALSE;

  return TRUE;
}

static gboolean
is_port (const char *text)
{
  return g_ascii_string_to_unsigned (text, 10, 1, MAX_PORT, NULL, NULL);
}

/* Letters, digits and hyphens between single dots; one more dot may end it. */
static gboolean
is_host_name (const char *name)
{
  char before = '.';

  for (const char *at = name; *at != '\0'; before = *at++)
    {
      if (*at == '.' ? before == '.' : !g_ascii_isalnum (*at) && *at != '-' && *at != '_')
        return FALSE;
    }

  return *name != '\0';
}

/* To a browser, a host whose last part is a number is an IPv4 address, in whatever disguise:
 * 0x7f.1 and 2130706433 are 127.0.0.1. Only that which says what it is may pass. */
static gboolean
is_disguised_address (const char *name)
{
  g_autofree char *undotted =
      g_strndup (name, strlen (name) - (g_str_has_suffix (name, ".") ? 1 : 0));
  const char *dot = strrchr (undotted, '.');
  const char *last = dot != NULL ? dot + 1 : undotted;
  const char *digits = g_str_has_prefix (last, "0x") ? "0123456789abcdef" : "0123456789";
  gsize prefix = g_str_has_prefix (last, "0x") ? strlen ("0x") : 0;

  return strspn (last + prefix, digits) == strlen (last + prefix) &&
         !g_hostname_is_ip_address (undotted);
}

static char *
read_host_name (const char *text)
{
  g_autofree char *ascii = g_hostname_to_ascii (text);
  g_autofree char *name = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;

  return name != NULL && is_host_name (name) && !is_disguised_address (name)
             ? g_steal_pointer (&name)
             : NULL;
}

/* `[2001:db8::1]`; what the brackets hold is an address and nothing else. */
static char *
read_numeric_host (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *inside = g_strndup (text + 1, length > 2 ? length - 2 : 0);
  g_autoptr (GInetAddress) parsed = NULL;

  if (!g_str_has_suffix (text, "]") || strchr (inside, '%') != NULL)
    return NULL;

  parsed = g_inet_address_new_from_string (inside);
  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV6)
    return NULL;

  return g_strdup (text);
}

/* `host` or `host:port` */
static char *
read_authority (const char *text, gsize length)
{
  g_autofree char *authority = g_strndup (text, length);
  char *bracket = strrchr (authority, ']');
  char *colon = strrchr (bracket != NULL ? bracket : authority, ':');

  if (colon != NULL)
    {
      if (!is_port (colon + 1))
        return NULL;
      *colon = '\0';
    }

  return authority[0] == '[' ? read_numeric_host (authority) : read_host_name (authority);
}

CulvertWebLinkFault
culvert_web_link_check (const char *address, char **host)
{
  const char *authority;
  gsize length;

  g_return_val_if_fail (address != NULL, CULVERT_WEB_LINK_BROKEN);
  g_return_val_if_fail (host != NULL, CULVERT_WEB_LINK_BROKEN);

  *host = NULL;
  if (strlen (address) > MAX_LENGTH)
    return CULVERT_WEB_LINK_TOO_LONG;
  if (g_ascii_strncasecmp (address, "https:", strlen ("https:")) != 0)
    return CULVERT_WEB_LINK_NOT_SECURE;
  if (!is_clean (address) || g_ascii_strncasecmp (address, scheme, strlen (scheme)) != 0)
    return CULVERT_WEB_LINK_BROKEN;

  authority = address + strlen (scheme);
  length = strcspn (authority, "/?#");
  if (memchr (authority, '@', length) != NULL)
    return CULVERT_WEB_LINK_USER_INFO;

  *host = read_authority (authority, length);

  return *host != NULL ? CULVERT_WEB_LINK_GOOD : CULVERT_WEB_LINK_BROKEN;
}
